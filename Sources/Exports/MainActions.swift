import PlanModel

/// The action that does most in each unit: of all chosen ones, in all slots, the one with the largest emission reduction.
///
/// A package counts by its parts, each booked once. Among equals the first of the catalogue counts.
struct MainActions {
  /// The position in the option table's actions, or −1 where nothing is chosen; one for each unit.
  let action: [Int32]
  /// The actions that are the main one somewhere, in the order of the catalogue.
  let used: [Int]

  /// Finds the main actions.
  ///
  /// - Parameter chosen: The chosen options of each unit.
  init(_ table: OptionTable, chosen: [[Int]]) {
    action = chosen.map { options in
      var best: (action: Int, reduction: Double)?
      for option in options {
        for action in table.packages[Int(table.package[option])] {
          let reduction = table.amount(.co2, of: option, by: action)
          let isBetter =
            best.map {
              reduction > $0.reduction || reduction == $0.reduction && action < $0.action
            } ?? true
          if isBetter { best = (action, reduction) }
        }
      }
      return Int32(best?.action ?? -1)
    }
    used = Set(action.filter { $0 >= 0 }.map(Int.init)).sorted()
  }
}
