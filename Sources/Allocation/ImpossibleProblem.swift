internal import PlanModel

/// Whether prices prove that no plan meets the rows and locks; the search for the reasons, which `allocate` adds and which may
/// take long, is left out. False says nothing: neither that there is a plan, nor that the time was enough to find out.
///
/// - Parameter elapsed: Seconds since the time limit began to run.
/// - Throws: `AllocationFailure` where the problem is invalid.
func isProvedImpossible(
  _ problem: PlanningProblem, _ limits: SolveLimits, elapsed: @escaping () -> Double
) throws -> Bool {
  func secondsLeft() -> Double? { limits.timeLimit.map { $0 - elapsed() } }
  if let left = secondsLeft(), left <= 0 { return false }
  let table = DecisionTable(problem, workers: limits.workers)
  // For few decisions the relaxation is as quick, and says more.
  if table.decisionCount <= fewDecisions {
    return try relaxedChoice(problem, limits: limits, elapsed: elapsed) == .noPlan
  }
  return PriceSearch(table: table, workers: limits.workers, secondsLeft: secondsLeft)
    .search(from: nil).provesNoPlan
}
