public import PlanModel

/// The plan as the JSON text that `allocate` writes: one object, keys in a fixed order, a line break at its end.
///
/// Numbers are written so that they read back to the same value. Where no plan exists, `objective`, `bound` and `gap` are
/// null, and `conflict` and `relaxation` say why and what would have to give; `relaxation` is null where that was not found.
///
/// - Parameter additions: More members for what was asked beside the plan; they stand before the reasons.
public func planAnswer(_ plan: Plan, additions: [(String, JSONValue)] = []) -> String {
  var members: [(String, JSONValue)] = [
    ("commongroundPlan", .integer(1)),
    ("status", .string(plan.status.rawValue)),
    ("objective", .number(plan.objective)),
    ("bound", .number(plan.bound)),
    ("gap", .number(plan.gap)),
    ("solver", .string(plan.solver)),
    ("seconds", .rounded(plan.seconds, decimals: 6)),
    ("chosen", .array(plan.chosen.map { .integer($0) })),
    (
      "rows",
      .array(
        plan.rows.map { row in
          .object([
            ("name", .string(row.name)), ("lhs", .number(row.lhs)),
            ("sense", .string(row.sense.rawValue)), ("rhs", .number(row.rhs)),
            ("price", .number(row.price)),
          ])
        })
    ),
  ]
  members += additions
  if plan.status == .infeasible {
    members.append(("conflict", .array(plan.conflict.map { .string($0) })))
    members.append(("conflictIsSmallest", .bool(plan.conflictIsSmallest)))
    members.append(
      (
        // An empty list would say that nothing need give.
        "relaxation",
        plan.relaxationIsUnknown
          ? .null
          : .array(
            plan.relaxation.map { .object([("name", .string($0.name)), ("by", .number($0.by))]) })
      ))
    members.append(("relaxationIsCheapest", .bool(plan.relaxationIsCheapest)))
  } else {
    members.append(
      (
        "reasons",
        .array(
          plan.reasons.map { reason in
            // A name only where there is one: a plan of a million units must not repeat a million nulls.
            .object(
              [
                ("unit", .integer(Int(reason.unit))), ("slot", .integer(Int(reason.slot))),
                ("chosen", .integer(Int(reason.chosen))),
                ("runnerUp", .integer(Int(reason.runnerUp))), ("margin", .number(reason.margin)),
              ]
                + (reason.brokenRow < 0
                  ? [] : [("breaks", .string(plan.rows[Int(reason.brokenRow)].name))]))
          })
      ))
  }
  // One line a member: a plan of a million units must not take a line for each number.
  let lines = members.map { key, value in
    "  " + JSONValue.string(key).text(indented: false) + ": " + value.text(indented: false)
  }
  return "{\n" + lines.joined(separator: ",\n") + "\n}\n"
}
