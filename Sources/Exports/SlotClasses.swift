import PlanModel

/// What is chosen in one slot, as classes of a map: the packages that are chosen somewhere, in their order.
///
/// The slot in which most is chosen comes first.
struct SlotClasses {
  let slot: Int
  let name: String
  let packages: [Int]
  /// The place of each package in the palette: that of its action where it is of one, else that among all packages of the slot, chosen or
  /// not; where another of the slot has it, the next that is free.
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
      let offered = table.packages.indices.filter { table.packageSlot[$0] == slot }
      return SlotClasses(
        slot: slot, name: name, packages: packages,
        places: ActionLooks.apart(
          packages.map { package in
            let actions = table.packages[package]
            return actions.count == 1
              ? account.looks.mark[actions[0]]
              : offered.firstIndex(of: package)! % Palette.colours.count
          }),
        titles: packages.map { package in
          table.packages[package].map { table.actions[$0].name }.joined(separator: " + ")
        })
    }
    let used = all.filter { !$0.packages.isEmpty }
    // The slot in which most is done comes first, because a map opens with it.
    return used.isEmpty
      ? all : used.sorted { (count[$1.slot], $0.slot) < (count[$0.slot], $1.slot) }
  }
}
