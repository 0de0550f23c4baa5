import Allocation
import PlanModel

extension PreparedPlan {
  /// The plan that a run wrote, in the options of this plan, to stay near to it (`replan`) or to compare with it.
  ///
  /// Choices are matched by the ids of unit and actions, so layers and numbers may have changed. What is no option any more
  /// is lost.
  ///
  /// - Parameter directory: The folder of the run.
  /// - Throws: `PlanningFailure` where it is no run, or one without a plan.
  func earlierPlan(ofRunAt directory: String) throws -> EarlierPlan {
    let run = try ComparedRun(at: directory)
    guard run.isDecided else {
      throw PlanningFailure([
        Diagnostic(
          .error, "plan.from-infeasible", "The earlier run has no plan to stay near to.",
          remedy: "Name a run whose rules could be met.", at: Place(file: directory))
      ])
    }
    let ids = areas.units.ids
    let actions = options.packages.map { package in
      package.map { options.actions[$0].id }.joined(separator: "+")
    }
    func decision(_ option: Int) -> ComparedRun.Decision {
      ComparedRun.Decision(
        unit: ids[Int(options.unit[option])],
        slot: options.slots[options.packageSlot[Int(options.package[option])]])
    }
    var chosen: [Int] = []
    var isFound: Set<ComparedRun.Decision> = []
    var known: [ComparedRun.Decision: EarlierPlan.Decision] = [:]
    for option in 0..<options.count {
      let own = decision(option)
      guard let choice = run.choices[own] else { continue }
      known[own] = EarlierPlan.Decision(unit: problem.unit[option], slot: problem.slot[option])
      if choice.actions == actions[Int(options.package[option])] {
        chosen.append(option)
        isFound.insert(own)
      }
    }
    let lost = known.filter { !isFound.contains($0.key) }.map(\.value)
      .sorted { ($0.unit, $0.slot) < ($1.unit, $1.slot) }
    return EarlierPlan(
      chosen: chosen, lost: lost,
      rows: run.rows.map {
        Plan.RowResult(
          name: $0.name, lhs: $0.lhs, sense: $0.sense, rhs: $0.rhs, price: $0.price)
      })
  }
}
