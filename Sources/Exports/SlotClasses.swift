import PlanModel

/// What is chosen in one slot, as classes of a map: the packages that are chosen somewhere, in their order.
///
/// The slot in which most is chosen comes first.
struct SlotClasses {
  let slot: Int
  let name: String
  let packages: [Int]
  /// The place of each package in the palette: that of its action where it is of one, else the colour of its last action with a hatching that
  /// its first one says; where another of the slot has it, the next that is free.
  let places: [Int]
  let titles: [String]

  /// The slots in which something is chosen, or all of them where nothing is.
  static func all(of account: PlanAccount) -> [SlotClasses] {
    let table = account.result.options
    var chosen = Array(repeating: Set<Int>(), count: table.slots.count)
    var count = Array(repeating: 0, count: table.slots.count)
    for option in account.result.plan.chosen {
      chosen[table.slot(of: option)].insert(Int(table.package[option]))
      count[table.slot(of: option)] += 1
    }
    let all = table.slots.enumerated().map { slot, name in
      let packages = chosen[slot].sorted()
      return SlotClasses(
        slot: slot, name: name, packages: packages, places: places(of: packages, account),
        titles: packages.map { package in
          table.packages[package].map { table.actions[$0].name }.joined(separator: " + ")
        })
    }
    let used = all.filter { !$0.packages.isEmpty }
    // The slot in which most is done comes first, because a map opens with it.
    return used.isEmpty
      ? all : used.sorted { (count[$1.slot], $0.slot) < (count[$0.slot], $1.slot) }
  }

  private static func places(of packages: [Int], _ account: PlanAccount) -> [Int] {
    let members = packages.map { account.result.options.packages[$0] }
    let marks = account.looks.mark
    let hues = Palette.colours.count
    func wanted(_ actions: [Int]) -> Int {
      let (first, last) = (marks[actions[0]], marks[actions[actions.count - 1]])
      if actions.count == 1 { return first }
      return last % hues + (last / hues + first % hues + 1) % Palette.hatches * hues
    }
    // An action alone looks as it does everywhere, so combinations are placed after.
    let order =
      members.indices.filter { members[$0].count == 1 }
      + members.indices.filter { members[$0].count != 1 }
    var places = Array(repeating: 0, count: members.count)
    for (package, place) in zip(order, ActionLooks.apart(order.map { wanted(members[$0]) })) {
      places[package] = place
    }
    return places
  }
}
