public import PlanModel

/// Why there is neither a plan nor a proof that none exists.
public enum AllocationFailure: Error, Sendable {
  /// The problem itself is wrong; at least one of the findings is an error.
  case invalid([Diagnostic])
  /// The asked gap is negative or not a number, or the time limit is not positive.
  case wrongLimits(String)
  /// The time limit came before any plan that meets all rows was found.
  case noPlanInTime(seconds: Double)
  /// The search ended before any plan that meets all rows and blocks was found, without a limit of time and without a proof
  /// that there is none.
  case noPlanFound
  /// The solver gave up for numerical reasons; the C function and what it said.
  case solverFailed(function: String, message: String)
  /// The solver keeps returning plans that break a row by more than the tolerance.
  case inaccurate(row: String)

  /// The end of a search without a plan: by the limit of time, where there is one.
  static func withoutPlan(_ limits: SolveLimits) -> AllocationFailure {
    limits.timeLimit.map { .noPlanInTime(seconds: $0) } ?? .noPlanFound
  }

  /// Whether the search gave up, so that nothing is known; otherwise what was asked is wrong.
  public var leavesItOpen: Bool {
    switch self {
    case .noPlanInTime, .noPlanFound, .solverFailed, .inaccurate: true
    case .invalid, .wrongLimits: false
    }
  }
}

/// What a search comes to, or why it gave up; what is wrong with the question is still thrown.
func answering<Value>(_ body: () throws -> Value) throws -> Result<Value, AllocationFailure> {
  do { return .success(try body()) } catch let failure as AllocationFailure
    where failure.leavesItOpen
  { return .failure(failure) }
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
    case .noPlanFound:
      return
        "No plan that meets all rows and blocks was found, nor a proof that there is none; let the exact solver decide, or ease a row or block."
    case .solverFailed(let function, let message):
      return "The exact solver gave up in \(function): \(message)."
    case .inaccurate(let row):
      return
        "The exact solver cannot meet the row \(row) accurately; its amounts may differ too much in size."
    }
  }
}
