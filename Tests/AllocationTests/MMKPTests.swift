import Allocation
import Foundation
import PlanModel
import Testing

/// The folder of the multiple-choice multidimensional knapsacks I01 to I06 (Khan, Li, Manning, Akbar), beside this checkout.
private let suite = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: "shared/data/suites/optimisation/mmkp").path(percentEncoded: false)

/// One item of each group is to be taken, within the capacity of each resource, for the largest value.
private func knapsack(_ name: String) throws -> PlanningProblem {
  let text = try String(contentsOfFile: suite + "/" + name, encoding: .utf8)
  // Answers that others found may follow the numbers.
  var numbers = text.split(whereSeparator: \.isWhitespace).prefix { Double($0) != nil }
    .map { Double($0) ?? 0 }[...]
  func next() -> Double { numbers.popFirst() ?? .nan }
  let groups = Int(next())
  let items = Int(next())
  let resources = Int(next())
  let capacities = (0..<resources).map { _ in next() }
  var problem = PlanningProblem(
    sense: .maximise, units: groups, unit: [], slot: [], optionClass: [], objective: [],
    amounts: [("one", [])] + (0..<resources).map { ("resource \($0)", []) },
    groups: [("group", (0..<Int32(groups)).map { $0 })])
  for group in 0..<groups {
    #expect(next() == Double(group + 1))
    for item in 0..<items {
      problem.unit.append(Int32(group))
      problem.slot.append(0)
      problem.optionClass.append(Int32(item + 1))
      problem.objective.append(next())
      problem.amounts[0].values.append(1)
      for resource in 1...resources { problem.amounts[resource].values.append(next()) }
    }
  }
  problem.rows = [
    .init(
      name: "one of each group", terms: [(0, 1)], sense: .equal, group: 0,
      rhs: Array(repeating: 1, count: groups))
  ]
  problem.rows += capacities.enumerated().map { resource, capacity in
    .init(
      name: "capacity \(resource)", terms: [(resource + 1, 1)], sense: .atMost, rhs: [capacity])
  }
  return problem
}

/// What is proved to be the best value of each, as the suite states it.
private func bestKnown(_ name: String) throws -> Double {
  let text = try String(contentsOfFile: suite + "/best-known.txt", encoding: .utf8)
  let line = text.split(separator: "\n").first { $0.hasPrefix(name) }
  let value = line?.split(whereSeparator: \.isWhitespace).dropFirst().first
  return -(try #require(value.flatMap { Double($0) }))
}

@Suite(
  .enabled(
    if: FileManager.default.fileExists(atPath: suite),
    "the multiple-choice knapsacks are not beside this checkout"))
struct MMKPTests {
  @Test("the proven best of a multiple-choice knapsack is found", arguments: [
    "I01", "I02", "I03", "I04", "I05", "I06",
  ])
  func best(name: String) throws {
    let problem = try knapsack(name)
    let begin = ContinuousClock.now
    let limit = 60.0
    let plan = try allocate(
      problem, limits: SolveLimits(gap: 0, timeLimit: limit),
      elapsed: { (ContinuousClock.now - begin) / .seconds(1) })
    print(name, plan.status, plan.objective, plan.bound, plan.gap, ContinuousClock.now - begin)
    #expect(verify(plan, against: problem) == [])
    let best = try bestKnown(name)
    #expect(plan.bound >= best - 1e-6)
    #expect(abs(plan.objective - best) <= 1e-6 * best)
  }
}
