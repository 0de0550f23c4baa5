import Allocation
import PlanModel
import Testing

@Suite struct DiagnosticsTests {
  private func problem() -> PlanningProblem {
    PlanningProblem(
      sense: .minimise, units: 2, unit: [0, 0, 1], slot: [0, 0, 0], optionClass: [1, 2, 1],
      objective: [1, 2, 3], amounts: [("money", [1, 2, 3])], groups: [("district", [0, 1])],
      rows: [
        .init(name: "budget", terms: [(0, 1)], sense: .atMost, rhs: [4]),
        .init(name: "floor", terms: [(0, 1)], sense: .atLeast, group: 0, rhs: [0, 0]),
      ])
  }

  private func codes(_ change: (inout PlanningProblem) -> Void) -> [String] {
    var changed = problem()
    change(&changed)
    let found = problemDiagnostics(changed)
    #expect(found.allSatisfy { !$0.remedy.isEmpty })
    // Whatever is wrong must come out as a failure, never as a trap.
    if found.containError {
      #expect(throws: AllocationFailure.self) { try allocate(changed) }
    }
    return found.map(\.code)
  }

  @Test("a sound problem has no findings")
  func sound() { #expect(problemDiagnostics(problem()).isEmpty) }

  @Test(
    "numbers that are not finite, or too large, are errors",
    arguments: [Double.nan, .infinity, 1e200])
  func numbers(value: Double) {
    let code = value.isFinite ? "problem.too-large" : "problem.not-finite"
    #expect(codes { $0.objective[1] = value } == [code])
    #expect(codes { $0.amounts[0].values[2] = value } == [code])
    #expect(codes { $0.rows[0].rhs = [value] } == [code])
    #expect(codes { $0.rows[0].terms[0].factor = value } == [code])
  }

  @Test("indices out of range are errors that name the column")
  func indices() {
    #expect(codes { $0.unit[1] = 7 } == ["problem.index"])
    #expect(codes { $0.unit[1] = -1 } == ["problem.index"])
    #expect(codes { $0.slot[0] = -1 } == ["problem.index"])
    #expect(codes { $0.rows[0].terms = [(3, 1)] } == ["problem.index"])
    #expect(codes { $0.rows[1].group = 5 } == ["problem.index"])
    #expect(codes { $0.groups[0].group[0] = -2 }.contains("problem.index"))
    #expect(codes { $0.locks = [.init(option: 9, lockedIn: true, name: "a")] } == ["problem.index"])
    #expect(codes { $0.units = -3 }.contains("problem.units"))
  }

  @Test("columns of unlike length are errors")
  func lengths() {
    #expect(codes { $0.objective = [1] } == ["problem.column-length"])
    #expect(codes { $0.amounts[0].values = [] } == ["problem.column-length"])
    #expect(codes { $0.groups[0].group = [0] } == ["problem.column-length"])
  }

  @Test("right-hand sides must fit the members, a member without a unit is a warning")
  func members() {
    #expect(codes { $0.rows[0].rhs = [1, 2] } == ["problem.rhs-count"])
    #expect(codes { $0.rows[1].rhs = [1] } == ["problem.rhs-count"])
    #expect(codes { $0.rows[1].rhs = [0, 0, 0] } == ["problem.empty-group"])
  }

  @Test("names used twice are errors")
  func duplicates() {
    #expect(codes { $0.rows[1].name = "budget" } == ["problem.duplicate-name"])
  }

  @Test("one option locked in and out names the unit and both locks")
  func lockConflicts() {
    var changed = problem()
    changed.locks = [
      .init(option: 2, lockedIn: true, name: "council 2023"),
      .init(option: 2, lockedIn: false, name: "heritage office"),
    ]
    let found = problemDiagnostics(changed)
    #expect(found.map(\.code) == ["problem.lock-conflict"])
    for part in ["Unit 1", "council 2023", "heritage office"] {
      #expect(found[0].message.contains(part))
    }
    changed.locks = [
      .init(option: 0, lockedIn: true, name: "a"), .init(option: 1, lockedIn: true, name: "b"),
    ]
    #expect(problemDiagnostics(changed).map(\.code) == ["problem.lock-conflict"])
  }

  @Test("a row called like a member of another, or a lock called like a row, is an error")
  func namesOfResults() {
    #expect(
      codes {
        $0.groups = [("district", [0, 0])]
        $0.rows = [
          .init(name: "floor", terms: [(0, 1)], sense: .atLeast, group: 0, rhs: [0]),
          .init(name: "floor[0]", terms: [(0, 1)], sense: .atLeast, rhs: [0]),
        ]
      } == ["problem.duplicate-name"])
    #expect(
      codes {
        $0.rows = [.init(name: "budget", terms: [(0, 1)], sense: .atMost, rhs: [9])]
        $0.locks = [.init(option: 0, lockedIn: true, name: "budget")]
      } == ["problem.duplicate-name"])
    // Several locks of one name are one decision, and a decision may be rows and locks: their names in results differ.
    #expect(
      codes {
        $0.groups = [("district", [0, 0])]
        $0.rows = [.init(name: "council", terms: [(0, 1)], sense: .atLeast, group: 0, rhs: [0])]
        $0.locks = [.init(option: 0, lockedIn: true, name: "council")]
      }.isEmpty)
  }

  @Test("borders must lie between two units that exist, and have a length", arguments: [0.0, 0.1])
  func borders(penalty: Double) {
    let wrong: [(left: Int32, right: Int32, length: Double, code: String)] = [
      (0, 99, 5, "problem.index"), (-1, 0, 5, "problem.index"), (1, 1, 5, "problem.border"),
      (0, 1, -5, "problem.border"), (0, 1, .infinity, "problem.border"),
      (0, 1, .nan, "problem.border"),
    ]
    for border in wrong {
      let found = codes {
        $0.compactness = .init(
          penalty: penalty, left: [border.left], right: [border.right], length: [border.length])
      }
      #expect(found == [border.code], "\(border)")
    }
    #expect(
      codes { $0.compactness = .init(penalty: .nan, left: [], right: [], length: []) }
        == ["problem.not-finite"])
  }

  @Test("borders may cost something, but never be rewarded")
  func compactness() {
    for penalty in [0.0, 1] {
      #expect(
        codes { $0.compactness = .init(penalty: penalty, left: [0], right: [1], length: [5]) }
          .isEmpty)
    }
    #expect(
      codes { $0.compactness = .init(penalty: -1, left: [0], right: [1], length: [5]) }
        == ["problem.penalty"])
    #expect(
      codes { $0.compactness = .init(penalty: 1e29, left: [0], right: [1], length: [50]) }
        == ["problem.too-large"])
  }

  @Test("blocks need classes, an amount that exists, a number and a name of their own")
  func blocks() {
    func codes(_ cluster: PlanningProblem.Cluster) -> [String] {
      self.codes {
        $0.compactness = .init(penalty: 0, left: [0], right: [1], length: [1])
        $0.rows = [.init(name: "budget", terms: [(0, 1)], sense: .atMost, rhs: [9])]
        $0.clusters = [cluster]
      }
    }
    #expect(codes(.init(name: "network", classes: [1], amount: nil, least: 2)).isEmpty)
    #expect(
      codes(.init(name: "network", classes: [], amount: nil, least: 2)) == ["problem.block-classes"]
    )
    #expect(
      codes(.init(name: "network", classes: [0], amount: nil, least: 2))
        == ["problem.block-classes"])
    #expect(
      codes(.init(name: "network", classes: [1], amount: 7, least: 2)) == ["problem.index"])
    #expect(
      codes(.init(name: "network", classes: [1], amount: nil, least: .nan))
        == ["problem.not-finite"])
    #expect(
      codes(.init(name: "budget", classes: [1], amount: nil, least: 2))
        == ["problem.duplicate-name"])
  }
}
