public import PlanModel

/// The problems of several municipalities as one, with rows that couple them.
///
/// Every plan of it is one plan for each part, and the other way round, with the sum of their objectives; so what is proved
/// of it is proved of all parts together. A column of amounts holds one of each part, one part after another, and a row of a
/// part is held to its units by a group, so memory grows with the options and not with the parts times the options.
public struct JoinedProblem: Sendable {
  /// The problem; rows of parts are named `<id>: <row>`, those for each part `<row>[<position of the part>]`.
  public private(set) var problem: PlanningProblem
  /// Where the options of each part begin; one more than there are parts.
  public let starts: [Int]
  /// The position of the group that has a member for each part.
  private static let parts = 0

  /// Joins problems.
  ///
  /// - Parameters:
  ///   - parts: The problems with their names, all of one sense; borders and blocks stay inside each.
  ///   - shared: Names of amounts that every part has, for the rows that couple them.
  public init(_ parts: [(id: String, problem: PlanningProblem)], shared: [String]) {
    precondition(!parts.isEmpty, "nothing to join")
    precondition(
      parts.allSatisfy { $0.problem.sense == parts[0].problem.sense },
      "parts of another sense cannot be joined")
    var problem = PlanningProblem(
      sense: parts[0].problem.sense, units: 0, unit: [], slot: [], optionClass: [], objective: [],
      amounts: [])
    let own = parts.map { part in
      part.problem.amounts.indices.filter { !shared.contains(part.problem.amounts[$0].name) }
    }
    let columns = own.map(\.count).max() ?? 0
    problem.amounts =
      shared.map { ($0, []) } + (0..<columns).map { ("column \($0)", []) }
    let units = parts.reduce(0) { $0 + $1.problem.units }
    var starts = [0]
    var member: [Int32] = []
    for (position, part) in parts.enumerated() {
      let first = problem.units
      problem.unit += part.problem.unit.map { $0 + Int32(first) }
      problem.slot += part.problem.slot
      problem.optionClass += part.problem.optionClass
      problem.objective += part.problem.objective
      problem.locks += part.problem.locks.map { lock in
        PlanningProblem.Lock(
          option: lock.option + starts[position], lockedIn: lock.lockedIn,
          name: "\(part.id): \(lock.name)", firmness: lock.firmness)
      }
      for (column, name) in shared.enumerated() {
        guard let amount = part.problem.amounts.first(where: { $0.name == name }) else {
          preconditionFailure("part \(part.id) has no amount \(name)")
        }
        problem.amounts[column].values += amount.values
      }
      for column in 0..<columns {
        problem.amounts[shared.count + column].values +=
          column < own[position].count
          ? part.problem.amounts[own[position][column]].values
          : Array(repeating: 0, count: part.problem.optionCount)
      }
      problem.units += part.problem.units
      starts.append(starts[position] + part.problem.optionCount)
      member += Array(repeating: Int32(position), count: part.problem.units)
    }
    problem.groups = [("part", member)]
    var first = 0
    for (position, part) in parts.enumerated() {
      func place(_ group: [Int32]) -> [Int32] {
        var all = Array(repeating: Int32(-1), count: units)
        all.replaceSubrange(first..<first + part.problem.units, with: group)
        return all
      }
      var known: [Int: Int] = [:]
      for row in part.problem.rows {
        let key = row.group ?? -1
        if known[key] == nil {
          known[key] = problem.groups.count
          let group =
            row.group.map { part.problem.groups[$0].group }
            ?? Array(repeating: 0, count: part.problem.units)
          problem.groups.append(("\(part.id): \(key)", place(group)))
        }
        var copy = row
        copy.name = "\(part.id): \(row.name)"
        copy.group = known[key]
        copy.terms = row.terms.map { term in
          let name = part.problem.amounts[term.amount].name
          let column =
            shared.firstIndex(of: name)
            ?? shared.count + (own[position].firstIndex(of: term.amount) ?? 0)
          return (column, term.factor)
        }
        problem.rows.append(copy)
      }
      first += part.problem.units
    }
    self.problem = problem
    self.starts = starts
    addBorders(parts)
    addBlocks(parts)
  }

  /// The borders of all parts at one penalty: where parts have different ones, lengths carry the difference.
  private mutating func addBorders(_ parts: [(id: String, problem: PlanningProblem)]) {
    let terms = parts.compactMap(\.problem.compactness)
    guard let penalty = terms.map(\.penalty).max() else { return }
    var joined = PlanningProblem.Compactness(penalty: penalty, left: [], right: [], length: [])
    var first: Int32 = 0
    for part in parts {
      if let term = part.problem.compactness {
        // Not divided where it is the same, so that the lengths of like parts stay as they are.
        let factor = term.penalty == penalty ? 1 : term.penalty / penalty
        joined.left += term.left.map { $0 + first }
        joined.right += term.right.map { $0 + first }
        joined.length += term.length.map { $0 * factor }
      }
      first += Int32(part.problem.units)
    }
    problem.compactness = joined
  }

  /// The blocks of all parts, `<id>: <block>`, each a rule that every unit of another part keeps by itself.
  private mutating func addBlocks(_ parts: [(id: String, problem: PlanningProblem)]) {
    for (position, part) in parts.enumerated() {
      for cluster in part.problem.clusters {
        let name = "\(part.id): \(cluster.name)"
        var values = Array(repeating: max(cluster.least, 0), count: problem.optionCount)
        values.replaceSubrange(
          starts[position]..<starts[position + 1],
          with: cluster.amount.map { part.problem.amounts[$0].values }
            ?? Array(repeating: 1, count: part.problem.optionCount))
        problem.clusters.append(
          PlanningProblem.Cluster(
            name: name, classes: cluster.classes, amount: problem.amounts.count,
            least: cluster.least))
        problem.amounts.append(("block \(name)", values))
      }
    }
  }

  /// Adds a row over all parts.
  ///
  /// - Parameter amount: A shared amount, by its position among them.
  public mutating func add(
    _ name: String, amount: Int, _ sense: RowSense, _ rhs: Double
  ) {
    problem.rows.append(
      PlanningProblem.Row(name: name, terms: [(amount, 1)], sense: sense, rhs: [rhs]))
  }

  /// Adds a row for each part, with a right-hand side for each.
  public mutating func addForEach(
    _ name: String, amount: Int, _ sense: RowSense, _ rhs: [Double]
  ) {
    precondition(rhs.count == starts.count - 1, "one right-hand side for each part")
    problem.rows.append(
      PlanningProblem.Row(
        name: name, terms: [(amount, 1)], sense: sense, group: Self.parts, rhs: rhs))
  }

  /// Adds a row for each part that compares its sum with a share of the sum over all parts.
  ///
  /// - Parameter beside: What each part has of the amount whatever is chosen; it counts on both sides.
  public mutating func addShareForEach(
    _ name: String, amount: Int, _ sense: RowSense, share: Double, beside: [Double]
  ) {
    precondition(beside.count == starts.count - 1, "one amount for each part")
    let whole = beside.compensatedSum()
    for part in 0..<starts.count - 1 {
      let values = problem.amounts[amount].values
      var own = Array(repeating: 0.0, count: values.count)
      for option in starts[part]..<starts[part + 1] { own[option] = values[option] }
      problem.amounts.append(("\(name), part \(part)", own))
      problem.rows.append(
        PlanningProblem.Row(
          name: "\(name)[\(part)]",
          terms: [(problem.amounts.count - 1, 1), (amount, -share)], sense: sense,
          rhs: [share * whole - beside[part]]))
    }
  }

  /// The chosen options of a part, as positions in its own problem.
  public func chosen(_ chosen: [Int], of part: Int) -> [Int] {
    chosen.filter { $0 >= starts[part] && $0 < starts[part + 1] }.map { $0 - starts[part] }
  }
}
