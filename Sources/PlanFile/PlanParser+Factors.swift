import PlanModel

extension PlanParser {
  /// What the municipality answered; whether factors and districts are known is checked where both are.
  mutating func factors(_ mapping: YAMLMapping) -> FactorsDescription {
    var factors = FactorsDescription()
    factors.line = mapping.line
    factors.answers = answers(mapping.entries("answers"))
    factors.districts = mapping.entries("districts").map { entry in
      FactorsDescription.District(
        id: entry.key, answers: answers(entry.value.entries()), line: entry.value.line)
    }
    factors.file = mapping.value("file").flatMap { path($0) }
    factors.turnout = mapping.number("turnout")
    return factors
  }

  private func answers(_ entries: [(key: String, value: YAMLValue)]) -> [FactorsDescription.Answer]
  {
    entries.compactMap { entry in
      // An empty answer is none: a questionnaire may list all questions before anybody has answered.
      if entry.value.isNull { return nil }
      guard let level = level(entry.value) else { return nil }
      return FactorsDescription.Answer(factor: entry.key, level: level, line: entry.value.line)
    }
  }

  private func level(_ value: YAMLValue) -> FactorLevel? {
    let words = FactorLevel.allCases.map(\.word)
    if let text = value.scalar, Double(text) != nil {
      return value.integer(in: 0...FactorLevel.monitored.rawValue).flatMap(FactorLevel.init)
    }
    return value.word(among: words).flatMap(FactorLevel.init(word:))
  }
}
