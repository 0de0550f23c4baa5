public import PlanModel

/// The right-hand side of a row by the name that it has in results: `budget`, or `floor[2]` for a member.
///
/// - Throws: `AllocationFailure.invalid` that names the nearest row.
public func rightHandSide(
  of name: String, in problem: PlanningProblem
) throws(AllocationFailure) -> Double {
  let found = try SweptRow(name, in: problem)
  return problem.rows[found.row].rhs[found.member]
}

/// One right-hand side of a problem, found by the name that the row has in results.
struct SweptRow {
  /// The position in the problem's rows.
  let row: Int
  /// The position among the row's right-hand sides.
  let member: Int
  /// The position in `Plan.rows`.
  let index: Int

  /// Finds `budget`, or `floor[2]`; the name of a row per group alone is not one right-hand side.
  ///
  /// - Throws: `AllocationFailure.invalid` that names the nearest row.
  init(_ name: String, in problem: PlanningProblem) throws(AllocationFailure) {
    var names: [String] = []
    for (position, row) in problem.rows.enumerated() {
      for member in row.rhs.indices {
        let own = row.group == nil ? row.name : "\(row.name)[\(member)]"
        if own == name {
          self.row = position
          self.member = member
          index = names.count
          return
        }
        names.append(own)
      }
    }
    let members = problem.rows.first { $0.name == name }?.rhs.count
    let remedy =
      if let members {
        "The row is one for each of \(members) members: name one of them, such as \(name)[0]."
      } else {
        name.nearest(among: names).map { "Did you mean \($0)?" }
          ?? (names.isEmpty
            ? "The problem has no rows."
            : "The rows are \(names.prefix(10).joined(separator: ", "))")
      }
    throw .invalid([
      Diagnostic(
        .error, "sweep.unknown-row", "There is no row called \(name).", remedy: remedy,
        at: Place(field: name))
    ])
  }

  func setting(_ rhs: Double, in problem: PlanningProblem) -> PlanningProblem {
    var changed = problem
    changed.rows[row].rhs[member] = rhs
    return changed
  }
}

extension TradeOffPoint {
  init(_ plan: Plan) {
    self.init(
      status: plan.status, objective: plan.objective, bound: plan.bound, gap: plan.gap,
      sums: plan.status == .infeasible ? [] : plan.rows.map(\.lhs), chosen: plan.chosen)
  }
}

extension CoupledProblem {
  /// How many decisions two choices differ in.
  func difference(_ left: [Int], _ right: [Int]) -> Int {
    zip(picks(of: left), picks(of: right)).count { $0 != $1 }
  }
}
