internal import PlanModel

extension PlanningProblem {
  /// Stops where the problem has an error.
  ///
  /// - Throws: `AllocationFailure.invalid` with all findings.
  func requireSound() throws(AllocationFailure) {
    let found = problemDiagnostics(self)
    if found.containError { throw .invalid(found) }
  }

  /// The position of an amount.
  ///
  /// - Parameter question: Who asks, as the first part of the finding's code.
  /// - Throws: `AllocationFailure.invalid` that names the nearest amount.
  func requireAmount(_ name: String, for question: String) throws(AllocationFailure) -> Int {
    if let position = amounts.firstIndex(where: { $0.name == name }) { return position }
    let names = amounts.map(\.name)
    throw .invalid([
      Diagnostic(
        .error, "\(question).unknown-amount", "There is no amount called \(name).",
        remedy: name.nearest(among: names).map { "Did you mean \($0)?" }
          ?? "The amounts are \(names.prefix(10).joined(separator: ", ")).",
        at: Place(field: name))
    ])
  }
}
