import Allocation
import Foundation
import PlanModel
import Testing

@testable import Planning

@Suite struct EarlierRunTests {
  private func prepared(_ folder: String) throws -> PreparedPlan {
    try PreparedPlan.prepare(folder, RunSettings(), StageClock { _ in })
  }

  @Test("the plan of a run is found again in the options of the plan, and can be stayed near to")
  func found() throws {
    let folder = try MiniTown().write()
    var settings = RunSettings()
    settings.draws = 0
    _ = try runPlan(at: folder, into: folder + "out", settings: settings) { _ in }
    let same = try prepared(folder)
    let earlier = try same.earlierPlan(ofRunAt: folder + "out").plan
    let plan = try allocate(same.problem, limits: SolveLimits(gap: same.plan.problem.gap))
    #expect(!earlier.chosen.isEmpty)
    #expect(earlier.chosen == plan.chosen)
    #expect(earlier.lost.isEmpty)
    #expect(earlier.rows.map(\.name) == plan.rows.map(\.name))
    // A dear change keeps all that the new target allows.
    let other = try MiniTown().replacing("20 % of baseline", by: "70 % of baseline").write()
    let now = try prepared(other)
    let before = try now.earlierPlan(ofRunAt: folder + "out").plan
    #expect(before.chosen == earlier.chosen)
    let free = try replan(now.problem, from: before, stability: 0)
    let near = try replan(now.problem, from: before, stability: 1e6)
    #expect(near.changed <= free.changed)
    #expect(near.changed > 0)
    #expect(verify(near.plan, against: now.problem).isEmpty)
  }

  @Test("an action that is no longer on offer is lost, and the run says nothing else of it")
  func lost() throws {
    let folder = try MiniTown().write()
    var settings = RunSettings()
    settings.draws = 0
    _ = try runPlan(at: folder, into: folder + "out", settings: settings) { _ in }
    let few = try MiniTown().replacing(
      "problem:", by: "actions: {only: [roof-pv-all, roof-pv]}\nproblem:"
    ).write()
    let now = try prepared(few)
    let before = try now.earlierPlan(ofRunAt: folder + "out").plan
    let kept = Set(before.chosen.map { now.options.title(of: $0) })
    #expect(kept.allSatisfy { $0.contains("Photovoltaics") }, "\(kept)")
  }

  @Test("the run of another place is a warning, and a folder that is no run is one error")
  func otherPlace() throws {
    let folder = try MiniTown().write()
    var settings = RunSettings()
    settings.draws = 0
    _ = try runPlan(at: folder, into: folder + "out", settings: settings) { _ in }
    var elsewhere = MiniTown()
    for (id, other) in [("W", "North"), ("E", "South")] {
      elsewhere.districts.replace("\"id\": \"\(id)\"", with: "\"id\": \"\(other)\"")
    }
    let now = try prepared(elsewhere.write())
    let start = try now.earlierPlan(ofRunAt: folder + "out")
    #expect(start.plan.chosen.isEmpty && start.diagnostics.map(\.code) == ["plan.other-run"])
    #expect(start.diagnostics.first?.severity == .warning)
    #expect(try prepared(folder).earlierPlan(ofRunAt: folder + "out").diagnostics.isEmpty)
    #expect {
      try now.earlierPlan(ofRunAt: folder + "nope")
    } throws: { error in
      (error as? PlanningFailure)?.diagnostics.map(\.code) == ["plan.no-earlier-run"]
    }
  }

  @Test("a run without a plan is none to stay near to")
  func infeasible() throws {
    let folder = try MiniTown().replacing("20 % of baseline", by: "60 % of baseline")
      .replacing("2 MEUR", by: "1 kEUR").write()
    _ = try runPlan(at: folder, into: folder + "out", settings: RunSettings()) { _ in }
    #expect(throws: PlanningFailure.self) {
      try prepared(folder).earlierPlan(ofRunAt: folder + "out")
    }
  }
}
