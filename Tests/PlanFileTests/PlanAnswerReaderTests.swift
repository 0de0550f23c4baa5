import PlanFile
import PlanModel
import Testing

@Suite struct PlanAnswerReaderTests {
  private let plan = Plan(
    status: .gap, objective: 10.5, bound: 10.25, gap: 0.25 / 10.5, solver: "exact", seconds: 0.5,
    chosen: [1, 2],
    rows: [.init(name: "floor[1]", lhs: 3.7, sense: .atLeast, rhs: 2, price: 0.125)],
    reasons: [.init(unit: 4, slot: 1, chosen: 2, runnerUp: -1, margin: -0.5)])

  @Test("a plan that was written reads back, with or without further members")
  func roundTrip() throws {
    for additions in [[], [("changes", JSONValue.array([])), ("stability", .number(2))]] {
      let text = planAnswer(plan, additions: additions)
      let read = readPlanAnswer(json: Array(text.utf8), file: "plan.json")
      #expect(read.diagnostics.isEmpty)
      let again = try #require(read.plan)
      #expect(
        planAnswer(again, additions: additions)
          == text.replacing("\"seconds\": 0.5", with: "\"seconds\": 0"))
    }
  }

  @Test("a number of a unit that is too large to be one is an error that names it, not a trap")
  func tooLarge() throws {
    let text = planAnswer(plan).replacing("\"unit\": 4", with: "\"unit\": 5000000000")
      .replacing("\"unit\":4", with: "\"unit\":5000000000")
    #expect(text.contains("5000000000"))
    let read = readPlanAnswer(json: Array(text.utf8), file: "plan.json")
    #expect(read.plan == nil)
    #expect(read.diagnostics.map(\.place.field) == ["reasons[0].unit"])
  }

  @Test("an infeasible plan has no numbers, and an empty plan no choices")
  func empty() throws {
    var none = plan
    none.status = .infeasible
    none.objective = .nan
    none.chosen = []
    none.rows = []
    let read = readPlanAnswer(json: Array(planAnswer(none).utf8), file: "plan.json")
    #expect(try #require(read.plan).objective.isNaN)
    #expect(read.plan?.chosen == [])
  }

  @Test(
    "what is no plan is said with its place",
    arguments: [
      ("{", "plan.syntax"), ("{\"commongroundProblem\": 1}", "plan.version"),
      ("[]", "plan.version"),
      ("{\"commongroundPlan\": 1, \"status\": \"fine\", \"chosen\": []}", "problem.unknown-word"),
      ("{\"commongroundPlan\": 1, \"status\": \"gap\", \"chosen\": [0.5]}", "problem.not-whole"),
      (
        "{\"commongroundPlan\": 1, \"status\": \"gap\", \"chosen\": [], \"rows\": [4]}",
        "problem.wrong-type"
      ),
    ])
  func wrong(text: String, code: String) {
    let read = readPlanAnswer(json: Array(text.utf8), file: "plan.json")
    #expect(read.plan == nil)
    #expect(read.diagnostics.map(\.code).contains(code))
    #expect(read.diagnostics.allSatisfy { $0.place.file == "plan.json" })
  }
}
