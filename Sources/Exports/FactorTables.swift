import PlanModel

/// `factors.csv`: each factor in each area where it is asked, with its answer, evidence, steps and what the data say against it.
///
/// The municipality comes first, then the districts; a warning that no factor watches for has a row without a factor.
func factorsCSV(of account: PlanAccount, _ factors: FactorsResult) -> CSVTable {
  var table = CSVTable(
    header: [
      "level", "area", "capacity", "dimension", "factor", "question", "answer", "maturity",
      "warning", "warning_number", "warning_words", "mitigation", "evidence", "seen", "source",
      "year", "confidence",
    ], notice: account.result.description.notice)
  func add(_ district: Int?, _ profile: FactorProfile) {
    let level = district == nil ? "municipality" : "district"
    let area = district.map { account.result.districts.ids[$0] } ?? account.result.description.name
    let own = factors.warnings.filter { $0.district == district }
    func warned(_ warnings: [FactorWarning]) -> [CSVTable.Cell] {
      [
        .text(warnings.map(\.kind.rawValue).joined(separator: "; ")),
        .number(warnings.first?.number),
        .text(warnings.map(\.words).joined(separator: " ")),
      ]
    }
    for (position, factor) in factors.library.enumerated() where profile.isAsked[position] {
      table.add(
        [
          .text(level), .text(area), .text(factor.dimension.capacity.rawValue),
          .text(factor.dimension.rawValue), .text(factor.id), .text(factor.question),
          .text(profile.levels[position]?.word ?? ""),
          .number(profile.levels[position].map { Double($0.rawValue) }),
        ] + warned(own.filter { $0.factor == position }) + [
          .text(factor.mitigation.joined(separator: "; ")), .text(factor.evidence),
          .text(factor.role.rawValue), .text(factor.source), .number(factor.year.map(Double.init)),
          .text(factor.confidence.rawValue),
        ])
    }
    // A factor that is asked elsewhere only still says what to do here.
    for warning in own where warning.factor.map({ !profile.isAsked[$0] }) ?? true {
      let steps = warning.factor.map { factors.library[$0].mitigation } ?? []
      table.add(
        [.text(level), .text(area)] + Array(repeating: .text(""), count: 5) + [.number(nil)]
          + warned([warning]) + [.text(steps.joined(separator: "; "))]
          + Array(repeating: .text(""), count: 3) + [.number(nil), .text("")])
    }
  }
  add(nil, factors.municipality)
  for (row, profile) in factors.districts.enumerated() { add(row, profile) }
  return table
}

/// What helps and what hinders, for machines; null where the plan does not ask.
func factorsJSON(of result: PlanResult) -> JSONValue {
  guard let factors = result.factors else { return .null }
  return .object([
    ("municipality", profileJSON(factors, district: nil, result)),
    (
      "districts",
      .array(factors.districts.indices.map { profileJSON(factors, district: $0, result) })
    ),
    (
      "library",
      .array(
        factors.library.map { factor in
          .object([
            ("id", .string(factor.id)), ("dimension", .string(factor.dimension.rawValue)),
            ("question", .string(factor.question)), ("evidence", .string(factor.evidence)),
            ("seen", .string(factor.role.rawValue)), ("source", .string(factor.source)),
            ("year", factor.year.map { .integer($0) } ?? .null),
            ("confidence", .string(factor.confidence.rawValue)),
            ("mitigation", .array(factor.mitigation.map { .string($0) })),
          ])
        })
    ),
  ])
}

/// The scores, answers and warnings of one area.
func profileJSON(_ factors: FactorsResult, district: Int?, _ result: PlanResult) -> JSONValue {
  let profile = district.map { factors.districts[$0] } ?? factors.municipality
  let asked = factors.library.indices.filter { profile.isAsked[$0] }
  return .object([
    ("area", district.map { .string(result.districts.ids[$0]) } ?? .null),
    ("all", scoreJSON(profile.all)),
    (
      "capacities",
      .object(
        zip(FactorDimension.Capacity.allCases, profile.capacities).map {
          ($0.rawValue, scoreJSON($1))
        })
    ),
    (
      "dimensions",
      .object(
        zip(FactorDimension.allCases, profile.dimensions).map { ($0.rawValue, scoreJSON($1)) })
    ),
    (
      "answers",
      .object(
        asked.map {
          (factors.library[$0].id, profile.levels[$0].map { .integer($0.rawValue) } ?? .null)
        })
    ),
    (
      "warnings",
      .array(
        factors.warnings.filter { $0.district == district }.map { warning in
          .object([
            ("kind", .string(warning.kind.rawValue)),
            ("factor", warning.factor.map { .string(factors.library[$0].id) } ?? .null),
            ("number", .published(warning.number)), ("inWords", .string(warning.words)),
          ])
        })
    ),
  ])
}

private func scoreJSON(_ score: FactorScore) -> JSONValue {
  .object([
    ("asked", .integer(score.asked)), ("answered", .integer(score.answered)),
    ("inForce", .integer(score.inForce)), ("score", score.score.map { .published($0) } ?? .null),
  ])
}

/// One dimension of two runs side by side.
public struct FactorLine: Sendable, Hashable {
  /// The dimension, the capacity or all.
  public var title: String
  /// Its key in run records.
  public var key: String
  /// The score of each run, 0…1; nil where nothing was answered.
  public var before: Double?
  /// The same of the later run.
  public var after: Double?
  /// How many questions each answered of how many.
  public var answeredBefore: String
  /// The same of the later run.
  public var answeredAfter: String

  /// Creates a line.
  public init(
    title: String, key: String, before: Double?, after: Double?, answeredBefore: String,
    answeredAfter: String
  ) {
    self.title = title
    self.key = key
    self.before = before
    self.after = after
    self.answeredBefore = answeredBefore
    self.answeredAfter = answeredAfter
  }
}

/// `factors-comparison.csv`: the scores of two municipalities, or of two years, by dimension.
public func factorComparisonCSV(_ lines: [FactorLine]) -> String {
  var table = CSVTable(
    header: ["dimension", "before", "after", "change", "answered_before", "answered_after"],
    notice: nil)
  for line in lines {
    table.add([
      .text(line.key), .number(line.before), .number(line.after),
      .number(line.before.flatMap { before in line.after.map { $0 - before } }),
      .text(line.answeredBefore), .text(line.answeredAfter),
    ])
  }
  return table.text
}
