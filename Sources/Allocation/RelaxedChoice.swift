public import PlanModel

/// What the linear relaxation of a problem says.
public enum RelaxedChoice: Sendable, Hashable {
  /// The options it chooses, at most one a unit and slot, ascending.
  case plan([Int])
  /// No plan meets the rows and locks.
  case noPlan
  /// It could not be solved.
  case unknown
}

/// The options that the linear relaxation chooses. It sees neither borders nor blocks.
///
/// The relaxation's answer is whole but in at most as many units and slots as there are rows (the number of rows that
/// bind bounds how many can be divided); there, the option with the largest part stands. Rows may therefore be missed by the
/// size of a few options. This is meant for asking the same question a hundred times; a plan is what `allocate` gives.
///
/// - Throws: `AllocationFailure` where the problem is invalid.
public func relaxedChoice(_ problem: PlanningProblem) throws -> RelaxedChoice {
  try relaxedChoice(problem, limits: SolveLimits(), elapsed: { 0 })
}

/// The same within a limit of time, after which nothing is known.
///
/// - Parameter elapsed: Seconds since the time limit began to run.
func relaxedChoice(
  _ problem: PlanningProblem, limits: SolveLimits, elapsed: @escaping () -> Double
) throws -> RelaxedChoice {
  try problem.requireSound()
  return try ExactSolver(problem: CoupledProblem(problem), limits: limits, elapsed: elapsed)
    .relaxedChoice()
}
