import PlanModel

/// What is wrong with the input of one function, collected so that all of it is told at once.
struct Complaints {
  private let code: String
  private var findings: [Diagnostic] = []

  /// - Parameter code: The stable word of the findings, for example `society.weights`.
  init(_ code: String) { self.code = code }

  /// Notes a finding where a condition does not hold.
  mutating func expect(_ isMet: Bool, _ message: @autoclosure () -> String, _ remedy: String) {
    if !isMet { findings.append(Diagnostic(.error, code, message(), remedy: remedy)) }
  }

  /// Notes every number of a column that is not finite and in a range, up to twenty of them.
  mutating func expect(_ column: [Double], _ name: String, in range: ClosedRange<Double>) {
    let wrong = column.indices.filter { !column[$0].isFinite || !range.contains(column[$0]) }
    let isOpen = range.upperBound == .greatestFiniteMagnitude
    for row in wrong.prefix(20) {
      expect(
        false, "The \(name) in place \(row + 1) is \(column[row]).",
        isOpen
          ? "State a number of at least \(range.lowerBound)."
          : "State a number from \(range.lowerBound) to \(range.upperBound).")
    }
    expect(
      wrong.count <= 20, "\(wrong.count - 20) more numbers of the \(name) are out of range.",
      "Correct them too.")
  }

  /// Throws all that was noted, if anything was.
  func settle() throws(PlanningFailure) {
    if !findings.isEmpty { throw PlanningFailure(findings) }
  }
}

/// The numbers that are finite and not negative.
let notNegative = 0...Double.greatestFiniteMagnitude
