public import PlanModel

/// What became of each voice, as a sentence that can stand in a letter to whoever raised it.
struct VoiceWords {
  private let account: PlanAccount
  private let society: SocietyResult
  private let words: PlanWords

  init(_ account: PlanAccount, _ society: SocietyResult) {
    self.account = account
    self.society = society
    words = PlanWords(account)
  }

  /// What the voice asked for, as the start of a letter.
  private func asked(_ row: Int) -> String {
    let contributions = society.contributions
    let subject = title(of: contributions.subjects[Int(contributions.subject[row])])
    switch contributions.stance[row] {
    case .support: return "You asked for \(subject)."
    case .oppose: return "You spoke against \(subject)."
    case .condition:
      let condition = contributions.condition[row].map { "“\($0)”" } ?? "a condition"
      return contributions.direction[row] > 0
        ? "You asked for \(subject) on the condition \(condition), which the plan fulfils."
        : "You asked for \(subject) on the condition \(condition), which is not among those that the plan fulfils, so your voice counts neither for nor against it."
    }
  }

  /// A theme in its own word, an action by its name.
  private func title(of subject: (name: String, actions: [Int])) -> String {
    guard let action = account.result.options.actions.first(where: { $0.id == subject.name }) else {
      return "“\(subject.name)”"
    }
    return "“\(action.name)”"
  }

  /// The sentences about one voice.
  func answer(to row: Int) -> String {
    let contributions = society.contributions
    let start = asked(row)
    if contributions.direction[row] == 0 { return start }
    guard society.answers.indices.contains(row) else {
      return "\(start) There is no plan yet: no choice can meet all its rules."
    }
    let answer = society.answers[row]
    guard let followed = answer.followed else {
      return contributions.starts[row] == contributions.starts[row + 1]
        ? "\(start) The place lies outside of the municipality, so nothing can be planned there."
        : "\(start) A later voice of yours about the same place took the place of this one."
    }
    let isFor = contributions.direction[row] > 0
    if followed > 1 - 1e-9 {
      return
        "\(start) The plan follows you: \(isFor ? "it is planned at all of your place" : "nothing of it is planned at your place")."
    }
    let part = Self.part(followed)
    guard let against = answer.against else { return "\(start) \(part)." }
    return "\(start) \(part). In \(place(Int(against.unit))) \(reason(against, isFor: isFor))"
  }

  /// How far a voice is followed that is not followed in full.
  private static func part(_ followed: Double) -> String {
    if followed < 0.005 { return "The plan does not follow you there" }
    return followed > 0.995
      ? "The plan follows you at nearly all of your place"
      : "The plan follows you for \((followed * 100).grouped(0)) % of what you asked for"
  }

  private func place(_ unit: Int) -> String {
    let units = account.result.units
    let district = account.name(of: units.district[unit])
    let id = units.ids[unit]
    return units.ids[unit] == account.result.districts.ids[units.district[unit]]
      ? district : "the area \(id) (\(district))"
  }

  private func reason(_ against: StandsAgainst, isFor: Bool) -> String {
    let worse = ShownUnit.phrase(against.worse, account.objectiveUnit)
    let it = isFor ? "it" : "to do without it"
    switch against.cause {
    case .notPossible:
      return "it cannot be done: no stock or land that it needs was found there."
    case .lock(let name):
      return "a decision already taken stands against you: \(words.title(ofRow: name))."
    case .row(let name):
      return
        "the rule “\(words.title(ofRow: name))” stands against you: there \(it) would make the plan as a whole \(worse) worse."
    case .objective:
      return
        "other choices serve the plan better: there \(it) would make it \(worse) worse."
    case .wholeness:
      return
        "\(it) would be about as good by the prices of the rules. \(words.proved)"
    }
  }
}

/// `answers.csv`: what became of each voice, one sentence a voice, for the office that answers letters.
///
/// It says what single people asked for, so it is no part of a plan's outputs and is written only where it is asked for.
public func answersCSV(of result: PlanResult) -> String? {
  guard let society = result.society, result.hasVoices else { return nil }
  let account = PlanAccount(result)
  let words = VoiceWords(account, society)
  let contributions = society.contributions
  var table = CSVTable(
    header: ["voice", "subject", "stance", "followed", "answer"],
    notice: result.description.notice)
  for row in 0..<contributions.count {
    table.add([
      .text(contributions.ids[row]),
      .text(contributions.subjects[Int(contributions.subject[row])].name),
      .text(contributions.stance[row].rawValue),
      .number(society.answers.indices.contains(row) ? society.answers[row].followed : nil),
      .text(words.answer(to: row)),
    ])
  }
  return table.text
}

/// The part of a result that is about people, as files with their names: a sheet in three forms and the tables.
///
/// - Parameter withAnswers: Whether the answers to single voices are among them.
public func societyFiles(
  of result: PlanResult, withAnswers: Bool
) -> [(name: String, text: String)] {
  guard result.society != nil || result.factors != nil || result.governance != nil else {
    return []
  }
  let account = PlanAccount(result)
  let area = AreaAccount(.municipality, of: account)
  var document = Document(
    title: "What people said and got", subtitle: result.description.name,
    notice: result.description.notice)
  document.blocks = SocietySections(area).blocks
  document.section("What stays here", BenefitsSections(area).blocks)
  document.section("Governance", GovernanceSections(area).blocks)
  document.section("What helps and what hinders", FactorSections(area).blocks)
  for row in account.fileNames.indices {
    let district = AreaAccount(.district(row), of: account)
    document.section(
      account.name(of: row),
      SocietySections(district).blocks + GovernanceSections(district).blocks
        + FactorSections(district).blocks)
  }
  var files: [(name: String, text: String)] = [
    ("society.md", MarkdownRenderer.text(document)),
    ("society.html", HTMLRenderer.page(document, home: nil)),
  ]
  if let factors = result.factors {
    files.append(("factors.csv", factorsCSV(of: account, factors).text))
  }
  if let diagram = governanceDiagram(of: account) { files.append(diagram) }
  files += governanceTables(of: account).map { ($0.name, $0.table.text) }
  guard let society = result.society else { return files }
  files.append(("society.json", societyJSON(of: result).text() + "\n"))
  if result.hasVoices {
    files.append(("acceptability.csv", acceptabilityCSV(of: account, society).text))
  }
  if let balance = society.balance {
    files.append(("balance.csv", balanceCSV(of: account, society, balance).text))
  }
  if let benefits = result.benefits {
    files.append(("benefits.csv", benefitsCSV(of: account, benefits).text))
    files.append(("distribution.csv", distributionCSV(of: account, benefits).text))
  }
  if withAnswers, let answers = answersCSV(of: result) { files.append(("answers.csv", answers)) }
  return files
}
