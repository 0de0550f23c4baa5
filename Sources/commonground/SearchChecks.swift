import ArgumentParser
import PlanModel

/// Stops with a usage error where a gap, a time limit or a number of workers makes no sense.
func checkSearch(gap: Double?, timeLimit: Double?, workers: Int?) throws {
  if let gap, !(gap >= 0 && gap < 1) {
    throw ValidationError("--gap is a share from 0 to below 1, for example 0.001.")
  }
  if let timeLimit, !(timeLimit > 0) { throw ValidationError("--time-limit is above 0 seconds.") }
  try checkWorkers(workers)
}

extension PlanStatus {
  /// Ends the command as scripts are promised, where there is no plan or a limit cut it short.
  func endCommand() throws {
    switch self {
    case .infeasible: throw ExitStatus.infeasible
    case .limit: throw ExitStatus.stoppedByLimit
    case .optimal, .gap: return
    }
  }
}
