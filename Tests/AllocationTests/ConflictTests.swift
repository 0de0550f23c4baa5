import Allocation
import PlanModel
import Testing

/// A problem without some of its rows and locks, by the names that conflicts use.
func without(_ names: Set<String>, _ problem: PlanningProblem) -> PlanningProblem {
  var rest = problem
  rest.rows = []
  for row in problem.rows {
    guard let group = row.group else {
      if !names.contains(row.name) { rest.rows.append(row) }
      continue
    }
    // A member that is left out becomes a row that every plan keeps: units of the member count in no group.
    let kept = row.rhs.indices.filter { !names.contains("\(row.name)[\($0)]") }
    if kept.isEmpty { continue }
    let members = problem.groups[group].group.map { kept.contains(Int($0)) ? $0 : -1 }
    rest.groups.append(("\(row.name) left", members))
    var copy = row
    copy.group = rest.groups.count - 1
    copy.rhs = row.rhs.indices.map { kept.contains($0) ? row.rhs[$0] : 0 }
    rest.rows.append(copy)
  }
  rest.locks = problem.locks.filter { !names.contains($0.name) }
  return rest
}

/// The names of all rows, one a member, and locks.
func names(of problem: PlanningProblem) -> Set<String> {
  var names = Set(problem.locks.map(\.name))
  for row in problem.rows {
    names.formUnion(
      row.group == nil ? [row.name] : row.rhs.indices.map { "\(row.name)[\($0)]" })
  }
  return names
}

/// A problem with right-hand sides moved and locks dropped as a relaxation says.
func relaxed(_ problem: PlanningProblem, by relaxation: [Plan.Relaxation]) -> PlanningProblem {
  var result = problem
  for part in relaxation {
    result.locks.removeAll { $0.name == part.name }
    for index in result.rows.indices {
      for member in result.rows[index].rhs.indices {
        let row = result.rows[index]
        let name = row.group == nil ? row.name : "\(row.name)[\(member)]"
        guard name == part.name else { continue }
        // A hair more, so that the rounding of the sum does not matter.
        let by = part.by * (1 + 1e-9)
        switch row.sense {
        case .atMost: result.rows[index].rhs[member] += by
        case .atLeast: result.rows[index].rhs[member] -= by
        case .equal:
          // Either direction may be meant: two rows stand for the interval.
          var other = row
          other.name += " (below)"
          other.sense = .atLeast
          other.rhs = row.rhs.enumerated().map { $0.offset == member ? $0.element - by : -1e20 }
          result.rows[index].rhs = row.rhs
          result.rows.append(other)
          var above = other
          above.name = row.name + " (above)"
          above.sense = .atMost
          above.rhs = row.rhs.enumerated().map { $0.offset == member ? $0.element + by : 1e20 }
          result.rows.append(above)
          // The member's own equality goes.
          result = without([name], result)
        }
      }
    }
  }
  return result
}

@Suite struct ConflictTests {
  @Test(
    "a conflict stays one alone, and is none without any one of its parts", arguments: 0..<4)
  func conflictsAreIrreducible(block: Int) throws {
    var infeasible = 0
    for seed in block * 60..<(block + 1) * 60 {
      let problem = smallProblem(seed: seed, atMost: 300)
      guard Enumeration.solve(problem).best == nil else { continue }
      infeasible += 1
      let plan = try allocate(problem)
      let conflict = Set(plan.conflict)
      #expect(conflict.count == plan.conflict.count, "seed \(seed): a name twice")
      let alone = without(names(of: problem).subtracting(conflict), problem)
      #expect(Enumeration.solve(alone).best == nil, "seed \(seed): \(plan.conflict) is no conflict")
      for name in plan.conflict {
        let less = without([name], alone)
        #expect(
          Enumeration.solve(less).best != nil,
          "seed \(seed): \(plan.conflict) conflicts without \(name)")
      }
    }
    #expect(infeasible > 5)
  }

  @Test("what a relaxation gives is enough for a plan")
  func relaxationsAreEnough() throws {
    for seed in 0..<200 {
      let problem = smallProblem(seed: seed, atMost: 300)
      guard Enumeration.solve(problem).best == nil else { continue }
      let plan = try allocate(problem)
      let bent = relaxed(problem, by: plan.relaxation)
      #expect(
        Enumeration.solve(bent).best != nil, "seed \(seed): \(plan.relaxation) is not enough")
    }
  }

  private func town(units: Int, options: Int, rows: Int) -> PlanningProblem {
    var draws = Draws(seed: 7)
    var unit: [Int32] = []
    for u in 0..<units { unit += Array(repeating: Int32(u), count: options) }
    let count = unit.count
    let names = (0..<rows).map { "amount\($0)" }
    let amounts = names.map { name in (name: name, values: (0..<count).map { _ in draws.share() }) }
    return PlanningProblem(
      sense: .minimise, units: units, unit: unit, slot: Array(repeating: 0, count: count),
      optionClass: Array(repeating: 1, count: count),
      objective: (0..<count).map { _ in draws.share() }, amounts: amounts,
      rows: names.indices.map { index in
        PlanningProblem.Row(
          name: names[index], terms: [(index, 1)], sense: index % 2 == 0 ? .atMost : .atLeast,
          rhs: [index % 2 == 0 ? 0.6 * Double(units) : 0.3 * Double(units)])
      })
  }

  @Test("a target above what is possible is named alone")
  func impossibleTarget() throws {
    var problem = town(units: 50, options: 5, rows: 6)
    problem.rows[3].rhs = [51]
    let plan = try allocate(problem)
    #expect(plan.status == .infeasible)
    #expect(plan.conflict == ["amount3"])
    #expect(plan.relaxation.contains { $0.name == "amount3" })
  }

  @Test("a conflict of two rows among twenty, over 150 units with 8 options, is found")
  func conflictInATown() throws {
    var problem = town(units: 150, options: 8, rows: 20)
    // Twice the same amount: at most 30 and at least 31.
    problem.rows[10].rhs = [30]
    problem.rows.append(
      PlanningProblem.Row(name: "again", terms: [(10, 1)], sense: .atLeast, rhs: [31]))
    let plan = try allocate(problem)
    #expect(plan.status == .infeasible)
    #expect(plan.conflict == ["amount10", "again"])
    #expect(Set(plan.relaxation.map(\.name)).isSubset(of: ["amount10", "again"]))
    // Together they give the one unit between them, but for the lumps of whole options.
    let given = plan.relaxation.reduce(0) { $0 + $1.by }
    #expect(given > 0.999999 && given < 1.2)
  }

  @Test("locks that break a row are named with it, and only those that matter")
  func locksInConflict() throws {
    var problem = PlanningProblem(
      sense: .minimise, units: 3, unit: [0, 1, 2], slot: [0, 0, 0], optionClass: [1, 1, 1],
      objective: [1, 1, 1], amounts: [("money", [4, 5, 1])],
      rows: [.init(name: "budget", terms: [(0, 1)], sense: .atMost, rhs: [8])])
    problem.locks = [
      .init(option: 2, lockedIn: true, name: "small"), .init(option: 0, lockedIn: true, name: "a"),
      .init(option: 1, lockedIn: true, name: "b"),
    ]
    let plan = try allocate(problem)
    #expect(plan.conflict == ["budget", "a", "b"])
    // The budget by 25 % of itself is cheaper than giving up a whole lock.
    #expect(plan.relaxation == [.init(name: "budget", by: 2)])
  }

  @Test("locks of one name are one decision: named once in a conflict, lifted as a whole")
  func decisionOfManyLocks() throws {
    var problem = PlanningProblem(
      sense: .minimise, units: 4, unit: [0, 1, 2, 3], slot: [0, 0, 0, 0],
      optionClass: [1, 1, 1, 1], objective: [1, 1, 1, 1], amounts: [("co2", [5, 5, 5, 1])],
      rows: [.init(name: "target", terms: [(0, 1)], sense: .atLeast, rhs: [7])])
    problem.locks = (0..<3).map { .init(option: $0, lockedIn: false, name: "none in the centre") }
    problem.locks.append(.init(option: 3, lockedIn: true, name: "school"))
    #expect(problemDiagnostics(problem).isEmpty)
    let plan = try allocate(problem)
    #expect(plan.status == .infeasible)
    #expect(plan.conflict == ["target", "none in the centre"])
    let names = plan.relaxation.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(verify(plan, against: problem) == [])
    problem.rows[0].rhs = [1]
    let possible = try allocate(problem)
    #expect(possible.chosen == [3])
    #expect(verify(possible, against: problem) == [])
  }

  @Test("a target that is missed by one tonne is infeasible by one tonne")
  func infeasibleByOne() throws {
    let count = 1000
    let plan = try allocate(
      PlanningProblem(
        sense: .minimise, units: count, unit: (0..<Int32(count)).map { $0 },
        slot: Array(repeating: 0, count: count), optionClass: Array(repeating: 1, count: count),
        objective: Array(repeating: 3, count: count),
        amounts: [("co2", Array(repeating: 1000, count: count))],
        rows: [.init(name: "target", terms: [(0, 1)], sense: .atLeast, rhs: [1_000_001])]))
    #expect(plan.status == .infeasible)
    #expect(plan.conflict == ["target"])
    #expect(plan.relaxation == [.init(name: "target", by: 1)])
  }

  @Test("a conflict search that runs out of time names a conflict that holds, and ends")
  func conflictOutOfTime() throws {
    // Sums of twos are never three; only whole-numbered questions find out, so all of them are cut short.
    let problem = PlanningProblem(
      sense: .minimise, units: 3, unit: [0, 1, 2], slot: [0, 0, 0], optionClass: [1, 1, 1],
      objective: [1, 1, 1], amounts: [("two", [2, 2, 2]), ("one", [1, 1, 1])],
      rows: [
        .init(name: "odd", terms: [(0, 1)], sense: .equal, rhs: [3]),
        .init(name: "idle", terms: [(1, 1)], sense: .atMost, rhs: [2.5]),
      ])
    var seconds = 0.0
    let plan = try allocate(problem, limits: SolveLimits(gap: 0, timeLimit: 1e6)) {
      seconds += 1e5
      return seconds
    }
    #expect(plan.status == .infeasible)
    #expect(plan.conflict.contains("odd"))
    #expect(verify(plan, against: problem) == [])
    var slow = 0.0
    let cut = try allocate(problem, limits: SolveLimits(gap: 0, timeLimit: 1)) {
      slow += 10
      return slow
    }
    #expect(cut.status == .infeasible)
    #expect(cut.conflict.contains("odd"))
    #expect(verify(cut, against: problem) == [])
  }
}
