import PlanModel
import Testing

@testable import PlanFile

@Suite("Answers about success and failure in the plan file")
struct FactorKeysTests {
  let folder: PlanFolder

  init() throws { folder = try PlanFolder() }

  private func read(
    _ factors: String
  ) -> (factors: FactorsDescription?, diagnostics: [Diagnostic]) {
    let reading = folder.read(society: "  factors: \(factors)")
    return (reading.society?.factors, reading.diagnostics)
  }

  @Test("numbers and words are levels, an empty answer is none at all")
  func levels() throws {
    let reading = read(
      "{answers: {a: 0, b: planned, c: in force, d: 3, e: }, districts: {D1: {a: monitored}}}")
    #expect(reading.diagnostics == [])
    let factors = try #require(reading.factors)
    #expect(factors.answers.map(\.factor) == ["a", "b", "c", "d"])
    #expect(
      factors.answers.map(\.level) == [FactorLevel.none, .planned, .inForce, .monitored])
    #expect(factors.districts.map(\.id) == ["D1"])
    #expect(factors.districts[0].answers.map(\.level) == [.monitored])
    #expect(factors.turnout == nil && factors.file == nil)
  }

  @Test("the complete plan's answers, with a table and a limit of its own")
  func complete() throws {
    let factors = try #require(folder.read(PlanFolder.completePlan).plan?.society?.factors)
    #expect(factors.answers.map(\.level) == [.monitored, .planned, .inForce])
    #expect(factors.file == "\(folder.path)/factors.csv")
    #expect(factors.turnout == 8)
  }

  @Test(
    "what is no level is told with the words",
    arguments: [
      ("{answers: {a: 4}}", "plan.out-of-range"), ("{answers: {a: 1.5}}", "plan.wrong-type"),
      ("{answers: {a: moniored}}", "plan.unknown-word"), ("{answers: [a]}", "plan.wrong-type"),
      ("{districts: {D1: 3}}", "plan.wrong-type"), ("{answer: {a: 1}}", "plan.unknown-key"),
      ("{file: nowhere.csv}", "plan.file-not-found"), ("{turnout: -1}", "plan.out-of-range"),
    ])
  func wrong(factors: String, code: String) {
    #expect(read(factors).diagnostics.map(\.code) == [code])
  }
}
