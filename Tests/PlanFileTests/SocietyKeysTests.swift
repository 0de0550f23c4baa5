import Frameworks
import PlanModel
import Testing

@testable import PlanFile

@Suite("Who is heard, in the plan file")
struct SocietyKeysTests {
  private func read(
    _ society: String, objective: String = "leastCost"
  ) throws -> (plan: PlanDescription?, diagnostics: [Diagnostic]) {
    try PlanFolder(files: ["a.gpkg", "v.gpkg", "votes.pb"]).read(
      """
      commonground: 1
      name: X
      country: SI
      years: {base: 2021, target: 2030}
      layers:
        districts: {source: a.gpkg, id: code, fields: {population: people}}
      problem: {objective: \(objective)}
      society:
      \(society)
      """)
  }

  private static let talks = """
      contributions:
        - {name: talks, source: v.gpkg, fields: {group: who, stance: how, subject: what, person: no}}
    """

  @Test("without a list the groups are the four of the quadruple helix, of one weight")
  func groups() throws {
    let society = try #require(try read(Self.talks).plan?.society)
    #expect(society.groups.map(\.id) == ["public", "business", "academia", "civil"])
    #expect(society.groups.allSatisfy { $0.weight == 1 })
    #expect(society.isHeard && society.worth == nil && society.fairness == nil)
  }

  @Test("the worth is of the objective's unit, and shares are shares")
  func worth() throws {
    let money = try read(Self.talks + "\n  worth: 2 MEUR\n  fairness: 80 %\n  shownFrom: 7")
    #expect(money.plan?.society?.worth == 2e6)
    #expect(money.plan?.society?.fairness?.share == 0.8)
    #expect(money.plan?.society?.shownFrom == 7)
    let tonnes = try read(Self.talks + "\n  worth: 300 t", objective: "mostReduction")
    #expect(tonnes.plan?.society?.worth == 300)
    let wrong = try read(Self.talks + "\n  worth: 300 t\n  fairness: 80\n  shownFrom: 2")
    #expect(wrong.plan == nil)
    #expect(wrong.diagnostics.filter { $0.severity == .error }.count == 3)
  }

  @Test("judgements come in four forms, and rankings know ties")
  func judgements() throws {
    let society = try #require(
      try read(
        """
          criteria:
            compared: [co2, annualCost, jobs]
            draws: 500
            judgements:
              - {group: public, ranking: [co2, jobs = annualCost]}
              - {group: business, points: {annualCost: 60, co2: 20, jobs: 0}}
              - {group: academia, pairs: {co2 > annualCost: 5, jobs > co2: 2, annualCost > jobs: 1}}
              - {group: civil, swing: {jobs: 100, co2: 80, annualCost: 40}}
        """
      ).plan?.society)
    let criteria = try #require(society.criteria)
    #expect(criteria.criteria == [.co2, .annualCost, .jobs] && criteria.draws == 500)
    let answers = criteria.judgements.map(\.answer)
    guard case .ranking(let ranks) = answers[0], case .points(let points) = answers[1],
      case .pairs(let pairs) = answers[2], case .swing(let swing) = answers[3]
    else { return #expect(Bool(false), "\(answers)") }
    #expect(ranks == [1, 2, 2] && points == [20, 60, 0] && swing == [80, 40, 100])
    // The upper triangle by rows: co2 to cost, co2 to jobs, cost to jobs.
    #expect(pairs == [5, 0.5, 1])
  }

  @Test(
    "what is wrong is told once, with its line and a way out",
    arguments: [
      ("  groups: [{id: a}, {id: a}]", "duplicate-name"), ("  groups: []", "empty-list"),
      ("  groups: [{id: a, weight: 0}]", "no-weight"),
      ("  criteria: {compared: [co2], judgements: []}", "one-criterion"),
      (
        "  criteria: {compared: [], judgements: [{group: civil, pairs: {a > b: 3}}]}",
        "one-criterion"
      ),
      ("  criteria: {compared: [co2, co2, jobs], judgements: []}", "repeated-entry"),
      (
        "  criteria: {compared: [co2, jobs], judgements: [{group: civil, points: {co2: 1}}]}",
        "missing-criterion"
      ),
      (
        "  criteria: {compared: [co2, jobs], judgements: [{group: civil, points: {co2: 0, jobs: 0}}]}",
        "no-weight"
      ),
      (
        "  criteria: {compared: [co2, jobs], judgements: [{group: civil, ranking: [co2, co2]}]}",
        "repeated-entry"
      ),
      (
        "  criteria: {compared: [co2, jobs], judgements: [{group: civil, ranking: [co2]}]}",
        "missing-criterion"
      ),
      (
        "  criteria: {compared: [co2, jobs], judgements: [{group: civil, ranking: [co2, cost]}]}",
        "unknown-word"
      ),
      (
        "  criteria: {compared: [co2, jobs], judgements: [{group: civil, pairs: {co2 < jobs: 3}}]}",
        "bad-comparison"
      ),
      (
        "  criteria: {compared: [co2, jobs], judgements: [{group: civil, pairs: {co2 > jobs: 3, jobs > co2: 2}}]}",
        "repeated-entry"
      ),
      (
        "  criteria: {compared: [co2, jobs], judgements: [{group: civil, points: {co2: 1, jobs: 1}, ranking: [co2, jobs]}]}",
        "two-answers"
      ),
      ("  criteria: {compared: [co2, jobs], judgements: [{group: civil}]}", "missing-key"),
      (
        "  criteria: {compared: [co2, jobs], judgements: [{group: citizens, ranking: [co2, jobs]}]}",
        "unknown-word"
      ),
      (
        "  contributions: [{name: t, source: v.gpkg, fields: {group: who, person: no}}]",
        "missing-key"
      ),
    ])
  func wrong(society: String, code: String) throws {
    let (plan, diagnostics) = try read(society)
    #expect(plan == nil)
    let errors = diagnostics.filter { $0.severity == .error }
    #expect(errors.contains { $0.code.hasSuffix(code) }, "\(errors.map(\.code))")
    for error in errors { #expect(!error.remedy.isEmpty && error.place.line != nil) }
  }

  @Test("keys about what people said are doubtful where nobody was asked")
  func nobody() throws {
    let (plan, diagnostics) = try read("  worth: 2 MEUR\n  fairness: 80 %")
    #expect(plan != nil)
    #expect(diagnostics.filter { $0.code.hasSuffix("nobody-asked") }.count == 2)
  }

  @Test(
    "a project that stands for two actions, and two votes of one name, are errors with both lines",
    arguments: [
      (
        "    - {name: v, source: votes.pb, projects: [{id: 1, action: a, districts: [A]}, {id: 1, action: b, districts: [B]}]}",
        "says twice what the project `1` stands for"
      ),
      (
        "    - {name: v, source: votes.pb, projects: []}\n    - {name: v, source: votes.pb, projects: []}",
        "Another vote is named `v` as well, in line 8"
      ),
    ])
  func votesTwice(votes: String, said: String) throws {
    let found = try PlanFolder(files: ["data/town.gpkg", "votes.pb"]).read(
      society: "  votes:\n\(votes)"
    ).diagnostics
    #expect(found.map(\.code) == ["plan.duplicate-name"], "\(found)")
    #expect(found.first?.message.contains(said) == true, "\(found)")
    #expect(found.first?.severity == .error)
  }

  @Test("projects of two votes may have the same id")
  func alikeProjects() throws {
    let votes = ["v", "w"].map {
      "    - {name: \($0), source: votes.pb, projects: [{id: 1, action: a, districts: [A]}]}"
    }.joined(separator: "\n")
    let read = try PlanFolder(files: ["data/town.gpkg", "votes.pb"]).read(
      society: "  votes:\n" + votes)
    #expect(read.diagnostics.isEmpty && read.society?.votes.count == 2)
  }
}
