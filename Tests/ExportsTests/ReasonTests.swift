import Exports
import Foundation
import PlanModel
import TestSupport
import Testing

@Suite("Reasons for choices that prices alone would not make")
struct ReasonTests {
  /// The town with one reason: in unit 5, nothing on the heat slot, and renovation better by 12.5 EUR/a at the prices.
  private func town(brokenRow: Int32, status: PlanStatus = .gap) -> PlanResult {
    var result = MadeUpTown().result
    result.plan.status = status
    result.plan.reasons = [
      .init(unit: 5, slot: 0, chosen: -1, runnerUp: 20, margin: -12.5, brokenRow: brokenRow)
    ]
    return result
  }

  @Test("a runner-up that would break a row is told with the row")
  func broken() throws {
    let exported = try Exported(town(brokenRow: 4))
    let words =
      "at the prices alone, Renovation would be 12.5\u{00A0}EUR/a better, but this swap would break “floor: East”"
    #expect(try exported.text("districts/east.md").contains(words))
    #expect(try exported.text("index.html").contains("this swap would break “floor: East”"))
    let decision = try exported.json("districts/east.json")["decisions"][0]
    #expect(decision["breaks"].string == "floor[2]")
    #expect(decision["inWords"].string?.contains(words) == true)
  }

  @Test("a runner-up that breaks no row is told with what it would add, and with the gap")
  func unbroken() throws {
    let exported = try Exported(town(brokenRow: -1))
    // Renovation costs 250 EUR/a times the sixth unit's size of 6.
    let words =
      "this swap alone would add 1\u{202F}500\u{00A0}EUR/a of cost, and the rules are met without it. "
      + "Choices are whole, and the plan is proved to a gap of 0.05 % only."
    let sheet = try exported.text("districts/east.md")
    #expect(sheet.contains(words))
    #expect(!sheet.contains("does not fit"))
    #expect(try exported.json("districts/east.json")["decisions"][0]["breaks"].isNull)
    let best = try Exported(town(brokenRow: -1, status: .optimal)).text("districts/east.md")
    #expect(best.contains("Choices are whole, and the plan as a whole is proved to be the best."))
  }

  @Test(
    "a row of a decision about units is called by the unit, one of some districts by the district")
  func titles() throws {
    var result = town(brokenRow: 0)
    result.problem.groups.append(("lock[0] heat-pump in: south", [-1, -1, 0, 1, -1, -1]))
    result.problem.rows.append(
      .init(
        name: "lock[0] heat-pump in: south", terms: [(0, 1)], sense: .atLeast, group: 1,
        rhs: [1, 1]))
    result.problem.groups.append(("district@east", [-1, -1, -1, -1, 0, 0]))
    result.problem.rows[2].group = 2
    result.problem.rows[2].rhs = [1000]
    result.plan.rows = [
      .init(
        name: "lock[0] heat-pump in: south[1]", lhs: 1, sense: .atLeast, rhs: 1, price: 0),
      .init(name: "floor[0]", lhs: 2000, sense: .atLeast, rhs: 1000, price: 0),
    ]
    let sheet = try Exported(result).text("municipality.md")
    #expect(
      sheet.contains("lock\\[0\\] heat-pump in: south, unit south/1-0")
        || sheet.contains("south, unit south/1-0"))
    #expect(sheet.contains("floor: East") && !sheet.contains("floor: North"))
  }
}
