import Exports
import PlanModel
import TestSupport
import Testing

@Suite("What rows and locks are called")
struct RowNameTests {
  /// A town where roof PV is ruled out in one district by a decision, against a target that needs it.
  private func conflicting() -> PlanResult {
    var result = MadeUpTown().result
    let action = result.options.actions[result.options.packages[0][0]]
    var lock = LockDescription(place: "south", action: action.id, lockedIn: false)
    lock.reason = "council 2024"
    result.description.problem.locks = [lock]
    let name = "lock[0] \(action.id) out: south"
    result.problem.locks = [.init(option: 0, lockedIn: false, name: name)]
    result.plan.status = .infeasible
    result.plan.conflict = ["target", "floor[1]", "\(name)[0]", "\(name)[1]", name]
    result.plan.relaxation = [
      .init(name: "target", by: 1), .init(name: "\(name)[0]", by: 1), .init(name: name, by: 1),
    ]
    return result
  }

  @Test("a conflict names decisions by action, place and reason, each once")
  func decisions() {
    let result = conflicting()
    let text = summary(of: result)
    let action = result.options.actions[result.options.packages[0][0]].name
    let decision = "“\(action) ruled out in South (council 2024)”"
    #expect(text.contains("These cannot all hold together: “target”, “floor: South”, \(decision)."))
    #expect(text.contains("what is asked by “target” and lift the decision \(decision)."))
    #expect(!text.contains("lock["))
  }

  @Test("a rule for some districts names these, not the first of the municipality")
  func someDistricts() {
    var result = conflicting()
    var rule = RowDescription(
      name: "floor", amount: .investment, sense: .atLeast, limit: .amount(1000))
    rule.perDistrict = true
    rule.districts = ["south", "east"]
    result.description.problem.rows = [rule]
    // As the problem is built: members are counted over the districts named.
    let named = ["south", "east"]
    result.problem.groups.append(
      (
        "floor",
        result.units.district.map { district in
          Int32(named.firstIndex(of: result.districts.ids[district]) ?? -1)
        }
      ))
    for row in result.problem.rows.indices where result.problem.rows[row].name == "floor" {
      result.problem.rows[row].group = result.problem.groups.count - 1
    }
    result.plan.conflict = ["floor[0]"]
    #expect(summary(of: result).contains("“floor: South”"))
  }

  @Test("words for 60,000 rows are a matter of seconds", .timeLimit(.minutes(1)))
  func manyRows() {
    var result = MadeUpTown().result
    let names = (0..<60_000).map { "cap \($0)" }
    result.description.problem.rows = names.map {
      RowDescription(name: $0, amount: .land, sense: .atMost, limit: .amount(1))
    }
    result.problem.rows = names.map { .init(name: $0, terms: [(0, 1)], sense: .atMost, rhs: [1]) }
    result.plan.rows = names.map { .init(name: $0, lhs: 0, sense: .atMost, rhs: 1, price: 0) }
    #expect(summaryJSON(of: result).contains("cap 59999: 0"))
  }
}
