import PlanModel
import Testing

@testable import PlanFile

@Suite("Keys of contract, capacity and monitoring")
struct ContractKeysTests {
  let folder: PlanFolder

  init() throws { folder = try PlanFolder() }

  @Test("every key of the contract is read")
  func contract() throws {
    let contract = try #require(folder.read(PlanFolder.completePlan).plan).contract
    #expect(contract.template == .v1 && contract.target == 0.8 && contract.indicatorPath == .linear)
    #expect(
      contract.existing
        == [ExistingReduction(sector: "Transport", reduction: 1200, plan: "Regional mobility plan")]
    )
    #expect(
      contract.budgets == [MunicipalBudget(year: 2020, total: 20_000_000, climate: 900_000)])
    #expect(
      contract.fieldBudgets
        == [FieldBudget(year: 2020, field: "Energy systems", amount: 700_000)])
    #expect(contract.income == [MoneyLine(name: "Property tax", amount: 4_000_000)])
    #expect(contract.activityCosts == [MoneyLine(name: "One-stop shop", amount: 80_000)])
    for text in ContractText.allCases {
      #expect(contract.texts[text] == "What is said of \(text.rawValue).")
    }
    for list in ContractList.allCases {
      #expect(contract.lists[list] == [list.fields.map { "the \($0.key)" }], "\(list)")
    }
  }

  @Test("files of answers and measured years have absolute paths")
  func files() throws {
    let plan = try #require(folder.read(PlanFolder.completePlan).plan)
    #expect(plan.capacity == [CapacitySource(file: "\(folder.path)/cap.yaml", year: 2024)])
    #expect(
      plan.monitoring == [
        MonitoringSource(
          year: 2025, inventory: "\(folder.path)/mei.csv",
          statuses: "\(folder.path)/statuses.csv")
      ])
  }

  @Test(
    "what is wrong is said where it stands",
    arguments: [
      ("target: 80 %", "target: 80", "plan.no-unit"),
      ("template: v1", "template: v3", "plan.unknown-word"),
      ("sector: Transport, reduction", "sector: Traffic, reduction", "plan.unknown-word"),
      ("climate: 900 kEUR", "climate: 90 MEUR", "plan.part-above-whole"),
      ("introduction: What", "introductions: What", "plan.unknown-key"),
      ("mitigation: the mitigation", "remedy: the mitigation", "plan.unknown-key"),
      ("{file: cap.yaml", "{file: cup.yaml", "plan.file-not-found"),
      ("statuses: statuses.csv", "statuses: status.csv", "plan.file-not-found"),
      (
        "{year: 2025, inventory: mei.csv, statuses: statuses.csv}", "{year: 2025}",
        "plan.nothing-measured"
      ),
      ("{year: 2025, inventory", "{year: 2035, inventory", "plan.outside-years"),
    ])
  func wrong(old: String, new: String, code: String) {
    let text = PlanFolder.completePlan
    #expect(text.contains(old), "the plan has no \(old)")
    let codes = folder.read(text.replacing(old, with: new)).diagnostics.map(\.code)
    #expect(codes.contains(code), "\(codes)")
  }
}

@Suite("Tables of statuses")
struct StatusTableTests {
  private func read(_ text: String) -> (rows: [ActionStatus], diagnostics: [Diagnostic]) {
    readStatusTable(text: text, file: "statuses.csv")
  }

  @Test("a row says what an action has reached where")
  func rows() throws {
    let read = read(
      """
      action,district,status,investment_EUR,reduction_t_CO2e,date,note
      roof-pv,D01,ongoing,120000,4.5,2025-03-01,"on schools, mostly"
      cycling,,Completed,,,,

      """)
    #expect(read.diagnostics.isEmpty)
    let first = try #require(read.rows.first)
    #expect(first.action == "roof-pv" && first.district == "D01" && first.status == .ongoing)
    #expect(first.investment == 120_000 && first.reduction == 4.5)
    #expect(first.note == "on schools, mostly" && first.place.line == 2)
    #expect(read.rows[1].district == nil && read.rows[1].investment == nil)
  }

  @Test(
    "what is wrong is said by line",
    arguments: [
      ("action,district\nroof-pv,D01\n", "statuses.missing-column"),
      ("action,status,districts\nroof-pv,Ongoing,D01\n", "statuses.unknown-column"),
      ("action,status\nroof-pv,running\n", "statuses.unknown-status"),
      ("action,status,investment_EUR\nroof-pv,Ongoing,1.2 M\n", "statuses.not-a-number"),
      ("action,status\n,Ongoing\n", "statuses.no-action"),
      ("action,status\nroof-pv,Ongoing,more\n", "statuses.bad-row"),
    ])
  func wrong(text: String, code: String) {
    let read = read(text)
    #expect(read.diagnostics.map(\.code).contains(code), "\(read.diagnostics.map(\.code))")
    #expect(read.rows.isEmpty)
  }
}

@Suite("Files of answers to the capacity questionnaire")
struct CapacityFileTests {
  private let questions = [
    CapacityQuestion(
      id: "target", part: 1, theme: "t", dimension: "Target", text: "What is decided?",
      isHindrance: false, source: "s", confidence: .low,
      items: ["a", "b", "c", "d"].map { CapacityQuestion.Item(id: $0, title: $0) }),
    CapacityQuestion(
      id: "barriers", part: 3, theme: "t", dimension: "Barriers", text: "What stands in the way?",
      isHindrance: true, source: "s", confidence: .medium,
      items: ["x", "y"].map { CapacityQuestion.Item(id: $0, title: $0) }),
  ]

  private func read(_ answers: String) -> (answers: CapacityAnswers?, diagnostics: [Diagnostic]) {
    readCapacityAnswers(
      text: "commongroundCapacity: 1\nyear: 2024\nanswers:\n\(answers)\n", file: "cap.yaml",
      questions: questions, municipality: "Oslo")
  }

  @Test("the score is the share of items that are there times maturity over three")
  func score() throws {
    let answers = try #require(
      read(
        """
          target: {items: [a, b, c], maturity: 2, evidence: decision 7}
          barriers: {items: [x], maturity: 3, evidence: report}
        """
      ).answers)
    let assessment = CapacityAssessment(questions: questions, answers: [answers])
    let scores = assessment.scores(of: answers)
    // Three of four, two thirds; and one of two barriers is away, watched.
    #expect(scores.map(\.value) == [0.75 * 2 / 3, 0.5])
    #expect(answers.title == "Oslo, 2024")
  }

  @Test("a question that nobody answered is left out and counted")
  func open() throws {
    let answers = try #require(
      read("  target: {items: [], maturity: 0}").answers)
    let scores = CapacityAssessment(questions: questions, answers: [answers]).scores(of: answers)
    #expect(scores[0].value == 0 && scores[0].answered == 1)
    #expect(scores[1].value == nil && scores[1].answered == 0 && scores[1].questions == 1)
  }

  @Test(
    "eligibility by size is information",
    arguments: [
      (50_000.0, CapacityAssessment.Eligibility.yes), (49_999, .exception), (10_000, .exception),
      (9_999, .no),
    ])
  func eligibility(people: Double, expected: CapacityAssessment.Eligibility) {
    #expect(CapacityAssessment.Eligibility(population: people) == expected)
    #expect(CapacityAssessment.Eligibility(population: nil) == .unknown)
  }

  @Test(
    "what is wrong is said",
    arguments: [
      ("  targets: {items: [a], maturity: 1, evidence: e}", "capacity.unknown-question"),
      ("  target: {items: [e], maturity: 1, evidence: e}", "capacity.unknown-word"),
      ("  target: {items: [a, a], maturity: 1, evidence: e}", "capacity.repeated-entry"),
      ("  target: {items: [a], maturity: 4, evidence: e}", "capacity.out-of-range"),
      ("  target: {items: [a], maturity: 1}", "capacity.no-evidence"),
      ("  target: {items: [a], maturity: 1, proof: e}", "capacity.unknown-key"),
    ])
  func wrong(text: String, code: String) {
    let codes = read(text).diagnostics.map(\.code)
    #expect(codes.contains(code), "\(codes)")
  }
}
