import Allocation
import PlanModel

extension PreparedPlan {
  /// The plan that a run wrote, in the options of this plan, to stay near to it (`replan`) or to compare with it.
  ///
  /// Choices are matched by the ids of unit and actions, so layers and numbers may have changed. What is no option any more
  /// is lost. Where both runs have phases, the phase counts too; a choice of a run without phases becomes the earliest
  /// phase's option.
  ///
  /// - Parameter directory: The folder of the run.
  /// - Returns: The choices, and a warning where none of them is of a unit of this plan.
  /// - Throws: `PlanningFailure` where it is no run, or one without a plan.
  func earlierPlan(
    ofRunAt directory: String
  ) throws -> (plan: EarlierPlan, diagnostics: [Diagnostic]) {
    let run: ComparedRun
    do { run = try ComparedRun(at: directory) } catch let failure as PlanningFailure {
      throw PlanningFailure([
        Diagnostic(
          .error, "plan.no-earlier-run", "There is no earlier run to start from.",
          remedy: "Name the folder that `commonground plan` wrote, or leave out --from.",
          at: failure.diagnostics.first?.place ?? Place(file: directory))
      ])
    }
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
      let isInPhase =
        choice.phase == nil || options.phases.isEmpty
        || choice.phase == options.phaseName(of: option)
      if isInPhase, !isFound.contains(own),
        choice.actions == actions[Int(options.package[option])],
        options.levels.isEmpty || choice.title == options.title(of: option)
      {
        chosen.append(option)
        isFound.insert(own)
      }
    }
    let lost = known.filter { !isFound.contains($0.key) }.map(\.value)
      .sorted { ($0.unit, $0.slot) < ($1.unit, $1.slot) }
    let plan = EarlierPlan(
      chosen: chosen, lost: lost,
      rows: run.rows.map {
        Plan.RowResult(
          name: $0.name, lhs: $0.lhs, sense: $0.sense, rhs: $0.rhs, price: $0.price)
      })
    guard known.isEmpty, !run.choices.isEmpty else { return (plan, []) }
    return (
      plan,
      [
        Diagnostic(
          .warning, "plan.other-run",
          "None of the \(run.choices.count) choices of the earlier run is of a unit of this plan, so the search starts from nothing.",
          remedy:
            "Check the folder named with --from: it is the run of another place, or one of other planning units.",
          at: Place(file: directory))
      ]
    )
  }
}
