internal import PlanModel

/// Whether prices prove that no plan meets the rows and locks; the search for the reasons, which `allocate` adds and which may
/// take long, is left out. False says nothing.
///
/// - Throws: `AllocationFailure` where the problem is invalid.
func isProvedImpossible(_ problem: PlanningProblem, _ limits: SolveLimits) throws -> Bool {
  let table = DecisionTable(problem, workers: limits.workers)
  // For few decisions the relaxation is as quick, and says more.
  if table.decisionCount <= fewDecisions { return try relaxedChoice(problem) == .noPlan }
  return PriceSearch(table: table, workers: limits.workers, secondsLeft: { limits.timeLimit })
    .search(from: nil).provesNoPlan
}
