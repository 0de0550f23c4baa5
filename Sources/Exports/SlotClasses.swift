import PlanModel

/// What is chosen in one slot, as classes of a map: the packages that are chosen somewhere, in their order.
struct SlotClasses {
  let slot: Int
  let name: String
  let packages: [Int]
  let titles: [String]

  /// The slots in which something is chosen, or all of them where nothing is.
  static func all(of account: PlanAccount) -> [SlotClasses] {
    let table = account.result.options
    var chosen = Array(repeating: Set<Int>(), count: table.slots.count)
    for option in account.result.plan.chosen {
      chosen[table.slot(of: option)].insert(Int(table.package[option]))
    }
    let all = table.slots.enumerated().map { slot, name in
      let packages = chosen[slot].sorted()
      return SlotClasses(
        slot: slot, name: name, packages: packages,
        titles: packages.map { package in
          table.packages[package].map { table.actions[$0].name }.joined(separator: " + ")
        })
    }
    let used = all.filter { !$0.packages.isEmpty }
    return used.isEmpty ? all : used
  }
}
