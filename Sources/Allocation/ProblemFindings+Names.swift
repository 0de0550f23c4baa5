internal import PlanModel

extension ProblemFindings {
  /// Results name rows, members of rows and locks; a name must tell which is meant.
  mutating func checkNames(_ problem: PlanningProblem) {
    var owner: [String: String] = [:]
    for row in problem.rows where row.group != nil {
      for member in row.rhs.indices { owner["\(row.name)[\(member)]"] = row.name }
    }
    for row in problem.rows where row.group == nil {
      // Two rows of one name are told as such.
      if let other = owner[row.name], other != row.name {
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

  /// The borders of the compactness term and its penalty.
  mutating func checkBorders(_ problem: PlanningProblem) {
    guard let compactness = problem.compactness else { return }
    numbers("compactness.penalty", [compactness.penalty])
    if compactness.penalty < 0 {
      error(
        "problem.penalty", "The penalty on borders is \(compactness.penalty).",
        remedy: "Give a penalty of at least 0; borders cannot be rewarded.",
        field: "compactness.penalty")
    }
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
    var total = 0.0
    for length in compactness.length where length > 0 && length <= Self.largest {
      total += length * compactness.penalty
    }
    if compactness.penalty <= Self.largest, total.isFinite, total > Self.largest {
      error(
        "problem.too-large", "The borders cost \(total) together, too large to compute with.",
        remedy: "Use a smaller penalty, or a larger unit for lengths.", field: "compactness")
    }
  }

  /// The rules for blocks; to be called when names of rows and locks were checked.
  mutating func checkClusters(_ problem: PlanningProblem) {
    if problem.clusters.isEmpty { return }
    repeated("block", problem.clusters.map(\.name), field: "clusters")
    var taken = Set(problem.locks.map(\.name))
    for row in problem.rows {
      taken.insert(row.name)
      if row.group != nil { taken.formUnion(row.rhs.indices.map { "\(row.name)[\($0)]" }) }
    }
    var classes: Set<Int32> = []
    for option in 0..<problem.optionCount where problem.slot[option] == 0 {
      classes.insert(problem.optionClass[option])
    }
    for cluster in problem.clusters {
      let field = "clusters.\(cluster.name)"
      numbers("\(field).least", [cluster.least])
      if taken.contains(cluster.name) {
        error(
          "problem.duplicate-name", "A block and a row or lock are both called \(cluster.name).",
          remedy: "Give one of the two another name.", field: field)
      }
      if let amount = cluster.amount, !problem.amounts.indices.contains(amount) {
        error(
          "problem.index", "The block \(cluster.name) sums an amount that does not exist.",
          remedy: "Use the name of a column in options.amounts, or none to count units.",
          field: field)
      }
      if cluster.classes.isEmpty {
        error(
          "problem.block-classes", "The block \(cluster.name) names no class.",
          remedy: "List the classes whose units make the block.", field: field)
      } else if let wrong = cluster.classes.first(where: { $0 <= 0 }) {
        error(
          "problem.block-classes", "The block \(cluster.name) names class \(wrong).",
          remedy: "Name classes from 1; 0 stands for nothing chosen, which makes no block.",
          field: field)
      } else if classes.isDisjoint(with: cluster.classes) {
        list.append(
          Diagnostic(
            .warning, "problem.block-classes",
            "No option of slot 0 has a class of the block \(cluster.name).",
            remedy: "Check the classes of the block.", at: Place(field: field)))
      }
      if problem.compactness?.left.isEmpty ?? true {
        list.append(
          Diagnostic(
            .warning, "problem.block-borders",
            "There are no borders, so each unit is a block of \(cluster.name) by itself.",
            remedy: "List which units are neighbours in compactness, with a penalty of 0.",
            at: Place(field: field)))
      }
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
