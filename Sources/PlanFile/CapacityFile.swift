public import PlanModel

/// The answers of a municipality in a file, and everything that is wrong or doubtful in it.
///
/// - Parameters:
///   - path: The YAML file.
///   - questions: The questionnaire.
///   - municipality: The name where the file states none.
/// - Returns: The answers, or nil where the file is no mapping; wrong answers are left out. Never use them where a finding
///   is an error.
public func readCapacityAnswers(
  path: String, questions: [CapacityQuestion], municipality: String
) -> (answers: CapacityAnswers?, diagnostics: [Diagnostic]) {
  let findings = YAMLFindings(file: path, domain: "capacity")
  let root = YAMLDocument.read(path: path, findings: findings)
  return answers(root, questions, municipality, findings)
}

/// The answers in a text, as `readCapacityAnswers(path:questions:municipality:)`.
func readCapacityAnswers(
  text: String, file: String, questions: [CapacityQuestion], municipality: String
) -> (answers: CapacityAnswers?, diagnostics: [Diagnostic]) {
  let findings = YAMLFindings(file: file, domain: "capacity")
  let root = YAMLDocument.read(text: text, findings: findings)
  return answers(root, questions, municipality, findings)
}

/// The keys of a file of answers.
enum CapacityKeys {
  static let file = YAMLKeys(
    "a file of answers",
    [
      YAMLKey(
        "commongroundCapacity", .integer(1...1), required: true,
        "The version of the file's form; write `commongroundCapacity: 1`."),
      YAMLKey("municipality", .text, "The municipality; that of the plan without it."),
      YAMLKey("year", .integer(1990...2150), "The year of the answers."),
      YAMLKey("population", .number(1...1e9), "Inhabitants."),
      YAMLKey(
        "answers", .table(of: .mapping(answer), among: nil), required: true,
        "The answers by the question's id."),
    ])

  static let answer = YAMLKeys(
    "an answer",
    [
      YAMLKey("items", .list(of: .text), required: true, "The ids of the items that are there."),
      YAMLKey(
        "maturity", .integer(0...3), required: true,
        "0 none, 1 planned, 2 in force, 3 monitored; for hindrances, how far something is done about them."
      ),
      YAMLKey("evidence", .text, "What shows it, for example a decision or a report."),
    ])
}

private func answers(
  _ root: YAMLValue?, _ questions: [CapacityQuestion], _ municipality: String,
  _ findings: YAMLFindings
) -> (answers: CapacityAnswers?, diagnostics: [Diagnostic]) {
  guard let mapping = root?.mapping(of: CapacityKeys.file) else { return (nil, findings.inOrder) }
  _ = mapping.integer("commongroundCapacity")
  var result = CapacityAnswers(
    municipality: mapping.text("municipality") ?? municipality, year: mapping.integer("year"),
    population: mapping.number("population"), answers: [:])
  let known = questions.map(\.id)
  for entry in mapping.entries("answers") {
    guard let question = questions.first(where: { $0.id == entry.key }) else {
      let nearest = entry.key.nearest(among: known).map { "Did you mean `\($0)`? " } ?? ""
      entry.value.report(
        "unknown-question", "The questionnaire has no question `\(entry.key.shortened)`.",
        remedy: "\(nearest)The questions are \(inSentence(known)).")
      continue
    }
    guard let answer = entry.value.mapping(of: CapacityKeys.answer) else { continue }
    let ids = question.items.map(\.id)
    var items: [String] = []
    for item in answer.items("items") {
      guard let id = item.word(among: ids) else { continue }
      if items.contains(id) {
        item.report(
          "repeated-entry", "`\(id)` stands twice in `\(item.path)`.", remedy: "Keep it once.",
          as: .warning)
      } else {
        items.append(id)
      }
    }
    guard let maturity = answer.integer("maturity").flatMap(FactorLevel.init(rawValue:)) else {
      continue
    }
    let evidence = answer.text("evidence") ?? ""
    if evidence.isEmpty, maturity.rawValue > 0 {
      answer.report(
        "no-evidence", "The answer to `\(question.id)` names nothing that shows it.",
        remedy: "Write under `evidence` a decision, a report or a number.", as: .warning)
    }
    result.answers[question.id] = CapacityAnswer(
      items: items, maturity: maturity, evidence: evidence)
  }
  return (result, findings.inOrder)
}
