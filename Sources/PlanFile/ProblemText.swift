public import PlanModel

/// A planning problem in the JSON form that `readProblem(json:file:)` reads; numbers come back as they are.
///
/// - Precondition: Amounts and groups have names of their own.
public func problemText(_ problem: PlanningProblem) -> String {
  var members: [(String, JSONValue)] = [
    ("commongroundProblem", .integer(1)), ("sense", .string(problem.sense.rawValue)),
    ("units", .integer(problem.units)),
    (
      "options",
      .object([
        ("unit", indices(problem.unit)), ("slot", indices(problem.slot)),
        ("class", indices(problem.optionClass)), ("objective", numbers(problem.objective)),
        ("amounts", .object(problem.amounts.map { ($0.name, numbers($0.values)) })),
      ])
    ),
    ("groups", .object(problem.groups.map { ($0.name, indices($0.group)) })),
    ("rows", .array(problem.rows.map { row($0, in: problem) })),
    (
      "locks",
      .array(
        problem.locks.map {
          .object([
            ("option", .integer($0.option)), ("in", .bool($0.lockedIn)),
            ("name", .string($0.name)), ("firmness", firmness($0.firmness)),
          ])
        })
    ),
  ]
  if let compactness = problem.compactness {
    members.append(
      (
        "compactness",
        .object([
          ("penalty", .number(compactness.penalty)), ("left", indices(compactness.left)),
          ("right", indices(compactness.right)), ("length", numbers(compactness.length)),
        ])
      ))
  }
  if !problem.clusters.isEmpty {
    members.append(
      (
        "clusters",
        .array(
          problem.clusters.map { cluster in
            .object(
              [
                ("name", .string(cluster.name)), ("classes", indices(cluster.classes)),
                ("least", .number(cluster.least)),
              ]
                + (cluster.amount.map { [("amount", .string(problem.amounts[$0].name))] } ?? []))
          })
      ))
  }
  return JSONValue.object(members).text(indented: false) + "\n"
}

private func indices(_ values: [Int32]) -> JSONValue {
  .array(values.map { .integer(Int($0)) })
}

private func numbers(_ values: [Double]) -> JSONValue { .array(values.map { .number($0) }) }

private func firmness(_ value: Double) -> JSONValue {
  value.isFinite ? .number(value) : .string("never")
}

private func row(_ row: PlanningProblem.Row, in problem: PlanningProblem) -> JSONValue {
  var members: [(String, JSONValue)] = [
    ("name", .string(row.name)),
    (
      "terms",
      .array(
        row.terms.map {
          .object([
            ("amount", .string(problem.amounts[$0.amount].name)), ("factor", .number($0.factor)),
          ])
        })
    ), ("sense", .string(row.sense.rawValue)),
  ]
  if let group = row.group {
    members.append(("per", .string(problem.groups[group].name)))
    members.append(("rhs", numbers(row.rhs)))
  } else {
    members.append(("rhs", .number(row.rhs.first ?? 0)))
  }
  members.append(("firmness", firmness(row.firmness)))
  return .object(members)
}
