import PlanModel

extension PlanKeys {
  static let factorLevel = YAMLShape.either([
    .integer(0...FactorLevel.monitored.rawValue), .word(FactorLevel.allCases.map(\.word)),
  ])

  static let factors = YAMLKeys(
    "a questionnaire about success and failure",
    [
      YAMLKey(
        "answers", .table(of: factorLevel, among: nil),
        "The municipality's answers, as `factor: level`: 0 none, 1 planned, 2 in force, 3 monitored; what is left out is unanswered."
      ),
      YAMLKey(
        "districts", .table(of: .table(of: factorLevel, among: nil), among: nil),
        "The answers of districts, as `district: {factor: level, …}`."),
      YAMLKey(
        "file", .text,
        "A table of further factors (id, dimension, question, …); one with a known id takes the built-in one's place."
      ),
      YAMLKey(
        "turnout", .number(0...1000),
        "Fewer people than this who speak, per 1,000 inhabitants, are a warning; 5 without it."),
    ])
}
