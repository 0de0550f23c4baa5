import Allocation
import Foundation
import PlanModel
import Testing

/// The folder of optimisation suites beside this checkout: the multiple-choice multidimensional knapsacks I01 to I06 (Khan, Li,
/// Manning and Akbar, Studia Informatica Universalis 2, 2002) and mknap1 of the OR-Library.
private let suite = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: "shared/data/suites/optimisation").path(percentEncoded: false)

/// The numbers at the beginning of a file, one after the other.
private struct Numbers {
  private var rest: ArraySlice<Double>

  init(_ name: String) throws {
    let text = try String(contentsOfFile: suite + "/" + name, encoding: .utf8)
    // Answers that others found may follow the numbers.
    rest =
      text.split(whereSeparator: \.isWhitespace).prefix { Double($0) != nil }
      .map { Double($0) ?? 0 }[...]
  }

  mutating func next() -> Double { rest.popFirst() ?? .nan }
  mutating func next(_ count: Int) -> [Double] { (0..<count).map { _ in next() } }
}

/// One item of each group is to be taken, within the capacity of each resource, for the largest value.
private func multipleChoiceKnapsack(_ name: String) throws -> PlanningProblem {
  var numbers = try Numbers("mmkp/" + name)
  let groups = Int(numbers.next())
  let items = Int(numbers.next())
  let resources = Int(numbers.next())
  let capacities = numbers.next(resources)
  var problem = PlanningProblem(
    sense: .maximise, units: groups, unit: [], slot: [], optionClass: [], objective: [],
    amounts: [("one", [])] + (0..<resources).map { ("resource \($0)", []) },
    groups: [("group", (0..<Int32(groups)).map { $0 })])
  for group in 0..<groups {
    #expect(numbers.next() == Double(group + 1))
    for item in 0..<items {
      problem.unit.append(Int32(group))
      problem.slot.append(0)
      problem.optionClass.append(Int32(item + 1))
      problem.objective.append(numbers.next())
      problem.amounts[0].values.append(1)
      for resource in 1...resources { problem.amounts[resource].values.append(numbers.next()) }
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

/// Any of the items are to be taken, within the capacity of each resource, with the best value that is possible.
private func knapsack(_ name: String) throws -> (problem: PlanningProblem, best: Double) {
  var numbers = try Numbers(name)
  let items = Int(numbers.next())
  let resources = Int(numbers.next())
  let best = numbers.next()
  let values = numbers.next(items)
  let amounts = (0..<resources).map { ("resource \($0)", numbers.next(items)) }
  let problem = PlanningProblem(
    sense: .maximise, units: items, unit: (0..<Int32(items)).map { $0 },
    slot: Array(repeating: 0, count: items), optionClass: Array(repeating: 1, count: items),
    objective: values, amounts: amounts,
    rows: numbers.next(resources).enumerated().map { resource, capacity in
      .init(
        name: "capacity \(resource)", terms: [(resource, 1)], sense: .atMost, rhs: [capacity])
    })
  return (problem, best)
}

/// What is proved to be the best value of each, as the suite states it.
private func bestKnown(_ name: String) throws -> Double {
  let text = try String(contentsOfFile: suite + "/mmkp/best-known.txt", encoding: .utf8)
  let line = text.split(whereSeparator: \.isNewline).first { $0.hasPrefix(name) }
  let value = line?.split(whereSeparator: \.isWhitespace).dropFirst().first
  return -(try #require(value.flatMap { Double($0) }))
}

@Suite(
  .enabled(
    if: FileManager.default.fileExists(atPath: suite),
    "the optimisation suites are not beside this checkout"))
struct MMKPTests {
  // Measured on one core of a shared machine: I01, I02 and I06 in 0.05 s, I03 in 1 s, I04 and I05 in 11 s.
  @Test(
    "the proven best of a multiple-choice knapsack is found",
    arguments: ["I01", "I02", "I03", "I04", "I05", "I06"])
  func multipleChoice(name: String) throws {
    try check(try multipleChoiceKnapsack(name), best: try bestKnown(name))
  }

  @Test("the best of a knapsack with several resources is found", arguments: 2...7)
  func severalResources(number: Int) throws {
    let (problem, best) = try knapsack("mknap01_\(number).txt")
    try check(problem, best: best)
  }

  private func check(_ problem: PlanningProblem, best: Double) throws {
    let begin = ContinuousClock.now
    let plan = try allocate(
      problem, limits: SolveLimits(gap: 0, timeLimit: 300),
      elapsed: { (ContinuousClock.now - begin) / .seconds(1) })
    #expect(verify(plan, against: problem) == [])
    #expect(plan.status == .optimal)
    #expect(abs(plan.objective - best) <= 1e-6 * best)
  }
}
