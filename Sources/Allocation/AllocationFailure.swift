public import PlanModel

/// Why there is neither a plan nor a proof that none exists.
public enum AllocationFailure: Error, Sendable {
  /// The problem itself is wrong; at least one of the findings is an error.
  case invalid([Diagnostic])
  /// The asked gap is negative or not a number, or the time limit is not positive.
  case wrongLimits(String)
  /// The time limit came before any plan that meets all rows was found.
  case noPlanInTime(seconds: Double)
  /// The solver gave up for numerical reasons; the C function and what it said.
  case solverFailed(function: String, message: String)
  /// The solver keeps returning plans that break a row by more than the tolerance.
  case inaccurate(row: String)
}

extension AllocationFailure: CustomStringConvertible {
  /// One sentence for a person.
  public var description: String {
    switch self {
    case .invalid(let diagnostics):
      let errors = diagnostics.filter { $0.severity == .error }
      return
        "The planning problem is wrong in \(errors.count) places: \(errors.first?.message ?? "")"
    case .wrongLimits(let what): return what
    case .noPlanInTime(let seconds):
      return
        "No plan that meets all rows was found within \(seconds.shortest) seconds; allow more time."
    case .solverFailed(let function, let message):
      return "The exact solver gave up in \(function): \(message)."
    case .inaccurate(let row):
      return
        "The exact solver cannot meet the row \(row) accurately; its amounts may differ too much in size."
    }
  }
}
