internal import PlanModel

extension ProblemFindings {
  /// Results name rows, members of rows and locks; a name must tell which is meant.
  mutating func checkNames(_ problem: PlanningProblem) {
    var owner: [String: String] = [:]
    for row in problem.rows where row.group != nil {
      for member in row.rhs.indices { owner["\(row.name)[\(member)]"] = row.name }
    }
    for row in problem.rows where row.group == nil {
      if let other = owner[row.name] {
        error(
          "problem.duplicate-name",
          "The row \(row.name) is called like a member of the row \(other).",
          remedy: "Give one of the two another name.", field: "rows.\(row.name)")
      }
      owner[row.name] = row.name
    }
    var told: Set<String> = []
    for lock in problem.locks where owner[lock.name] != nil && told.insert(lock.name).inserted {
      error(
        "problem.duplicate-name", "A lock and a row are both called \(lock.name).",
        remedy: "Give one of the two another name.", field: lock.name)
    }
  }

  /// The borders of the compactness term, whether or not it is solved.
  mutating func checkBorders(_ problem: PlanningProblem) {
    guard let compactness = problem.compactness else { return }
    numbers("compactness.penalty", [compactness.penalty])
    let count = compactness.length.count
    guard compactness.left.count == count, compactness.right.count == count else {
      return error(
        "problem.column-length",
        "The borders have \(compactness.left.count) left units, \(compactness.right.count) right units and \(count) lengths.",
        remedy: "Give each border one entry in left, right and length.", field: "compactness")
    }
    let units = 0..<max(0, problem.units)
    range("compactness.left", compactness.left.map(Int.init), within: units, "unit")
    range("compactness.right", compactness.right.map(Int.init), within: units, "unit")
    border("borders a unit on itself", remedy: "Leave out borders inside of a unit.", count) {
      compactness.left[$0] == compactness.right[$0]
    }
    border("has no length that can be counted", remedy: "Give its length in metres.", count) {
      !(compactness.length[$0] >= 0 && compactness.length[$0] <= Self.largest)
    }
  }

  private mutating func border(
    _ fault: String, remedy: String, _ count: Int, where isWrong: (Int) -> Bool
  ) {
    let wrong = (0..<count).filter(isWrong)
    guard let first = wrong.first else { return }
    error(
      "problem.border", "Border \(first) \(fault).", remedy: remedy, field: "compactness",
      count: wrong.count)
  }
}
