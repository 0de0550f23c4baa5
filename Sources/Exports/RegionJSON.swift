public import PlanModel

/// `region.json`: the certificate of the whole, what is shared, and each municipality with its part.
public func regionJSON(of result: RegionResult) -> String {
  func value(_ number: Double) -> JSONValue { .published(number) }
  func amounts(_ sums: [Double]) -> JSONValue {
    sums.isEmpty
      ? .null
      : .object(Amount.allCases.map { ($0.rawValue, .published(sums[$0.index])) })
  }
  let planned = result.members.filter { !$0.amounts.isEmpty }
  let proRata = result.proRata.map { split in
    JSONValue.object([
      ("objective", split.objective.map { .published($0) } ?? .null),
      ("bound", split.bound.map { .published($0) } ?? .null),
      ("unable", .array(split.unable.map { .string(result.members[$0].id) })),
    ])
  }
  return JSONValue.object([
    ("commongroundRegionRun", .integer(1)),
    ("name", .string(result.description.name)),
    ("notice", result.description.notice.map { .string($0) } ?? .null),
    (
      "certificate",
      .object([
        ("status", .string(result.status.rawValue)),
        (
          "sense",
          .string(result.objectiveAmount == .co2 ? "maximise" : "minimise")
        ),
        ("objective", value(result.objective)), ("bound", value(result.bound)),
        ("gap", value(result.gap)), ("solver", .string(result.solver)),
        ("unit", .string(result.objectiveAmount.unit)),
        ("inWords", .string(RegionWords(result).certificate)),
        ("conflict", .array(result.conflict.map { .string($0) })),
        (
          "relaxation",
          .array(
            result.relaxation.map {
              .object([("name", .string($0.name)), ("by", .published($0.by))])
            })
        ),
      ])
    ),
    (
      "rows",
      .array(
        result.rows.map { row in
          .object([
            ("name", .string(row.row.name)), ("amount", .string(row.row.amount.rawValue)),
            ("municipality", row.member.map { .string(result.members[$0].id) } ?? .null),
            ("lhs", value(row.lhs)), ("sense", .string(row.row.sense.rawValue)),
            ("rhs", value(row.rhs)), ("unit", .string(row.row.amount.unit)),
            ("price", value(row.price)), ("holds", .bool(row.holds)),
          ])
        })
    ),
    (
      "totals",
      planned.isEmpty
        ? .null
        : amounts(Amount.allCases.map { result.total($0) })
    ),
    ("proRata", proRata ?? .null),
    (
      "municipalities",
      .array(
        result.members.map { member in
          .object([
            ("id", .string(member.id)), ("name", .string(member.name)),
            ("state", .string(member.state.rawValue)),
            ("folder", member.amounts.isEmpty ? .null : .string("municipalities/\(member.id)")),
            ("units", .integer(member.units)), ("options", .integer(member.options)),
            ("population", value(member.population)),
            ("baselineEmissions", value(member.baselineEmissions)),
            ("totals", amounts(member.amounts)),
            (
              "certificate",
              .object([
                ("status", member.status.isEmpty ? .null : .string(member.status)),
                ("objective", value(member.objective)), ("bound", value(member.bound)),
                ("gap", value(member.gap)),
              ])
            ),
            (
              "closures",
              .object([
                ("count", .integer(member.closures.count)),
                ("open", .integer(member.closures.open)),
              ])
            ),
            ("why", .string(RegionWords(result).why(member))),
            ("messages", .array(member.messages.map { .string($0) })),
          ])
        })
    ),
    ("diagnostics", .array(result.diagnostics.map(diagnosticJSON))),
  ]).text() + "\n"
}
