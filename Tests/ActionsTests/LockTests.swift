import PlanModel
import Testing

@testable import Actions

private func lock(_ action: String, _ place: String, in lockedIn: Bool, line: Int)
  -> LockDescription
{
  var lock = LockDescription(place: place, action: action, lockedIn: lockedIn)
  lock.reason = "council"
  lock.line = line
  return lock
}

/// Whether a choice (an option or −1 for each unit and slot) obeys the locks and rows of a problem.
private func obeys(_ chosen: [Int], _ problem: PlanningProblem, _ town: SmallTown) -> Bool {
  for lock in problem.locks where chosen.contains(lock.option) != lock.lockedIn { return false }
  for row in problem.rows {
    for member in row.rhs.indices
    where town.sum(row, member: member, chosen: chosen, in: problem) < row.rhs[member] {
      return false
    }
  }
  return true
}

@Suite("Locks")
struct LockTests {
  @Test("a lock in holds exactly for the choices that have the action in each locked unit")
  func lockedInByEnumeration() throws {
    let town = try SmallTown()
    let problem = town.problem {
      $0.problem.locks = [lock("heat-pump", "north", in: true, line: 3)]
    }.problem
    // One choice in the heat slot of every unit: all of them.
    let slot = try #require(town.options.slots.firstIndex(of: "building"))
    let choices = (0..<3).map { unit in
      [-1]
        + (0..<town.options.count).filter {
          town.options.unit[$0] == unit && town.options.slot(of: $0) == slot
        }
    }
    var obeying = 0
    for a in choices[0] {
      for b in choices[1] {
        for c in choices[2] {
          let chosen = [a, b, c].filter { $0 >= 0 }
          let has = [a, b].allSatisfy {
            $0 >= 0 && town.options.actionIDs(of: $0).contains("heat-pump")
          }
          #expect(obeys(chosen, problem, town) == has)
          obeying += has ? 1 : 0
        }
      }
    }
    #expect(obeying == 4 * 4 * 8)
  }

  @Test("a lock in with one option locks that option")
  func lockedInDirectly() throws {
    let town = try SmallTown()
    let problem = town.problem {
      $0.problem.locks = [lock("pv", "south", in: true, line: 3)]
    }.problem
    let pv = try #require(option(["pv"], unit: 2, in: town.options))
    #expect(problem.rows.isEmpty)
    #expect(problem.locks == [.init(option: pv, lockedIn: true, name: "lock[0] pv in: south")])
  }

  @Test("a lock out forbids every package with the action, in the cells of the district only")
  func lockedOut() throws {
    let town = try SmallTown()
    let problem = town.problem {
      $0.problem.locks = [
        lock("renovation", "north", in: false, line: 3),
        lock("renovation", "north/0-1", in: false, line: 4),
      ]
    }.problem
    let expected = (0..<town.options.count).filter {
      town.options.unit[$0] < 2 && town.options.actionIDs(of: $0).contains("renovation")
    }
    #expect(problem.locks.map(\.option).sorted() == expected)
    #expect(problem.locks.allSatisfy { !$0.lockedIn })
  }

  @Test("in and out for one unit is an error that names the unit and both locks")
  func inAndOut() throws {
    let town = try SmallTown()
    let found = town.problem {
      $0.problem.locks = [
        lock("pv", "north", in: true, line: 3), lock("pv", "north/0-1", in: false, line: 4),
      ]
    }.diagnostics
    #expect(found.map(\.code) == ["lock.in-and-out"] && found[0].severity == .error)
    #expect(found[0].place.feature == "north/0-1")
    for part in ["north/0-1", "line 3", "line 4", "locked in", "locked out"] {
      #expect(found[0].message.contains(part))
    }
  }

  @Test(
    "locks that exclude each other are told once, by the plan's names and not by the problem's numbers"
  )
  func toldOnce() throws {
    let town = try SmallTown()
    let built = town.problem {
      $0.problem.locks = [
        lock("pv", "north", in: true, line: 3), lock("pv", "north/0-1", in: false, line: 4),
      ]
    }
    #expect(built.problem.locks.isEmpty)
    #expect(built.diagnostics.count == 1)
  }

  @Test("a lock for a place that is unknown says that districts and units were meant")
  func unknownPlace() throws {
    let found = try SmallTown().problem {
      $0.problem.locks = [lock("pv", "D99", in: true, line: 3)]
    }.diagnostics
    #expect(found.map(\.code) == ["problem.unknown-unit"])
    #expect(found[0].message.contains("names the unknown district or unit `D99`"))
  }

  @Test("the same conflict in many cells is said once and counted")
  func conflictsAreCounted() throws {
    let town = try SmallTown()
    let found = town.problem {
      $0.problem.locks = [
        lock("pv", "north", in: true, line: 3), lock("pv", "north", in: false, line: 4),
      ]
    }.diagnostics
    #expect(found.count == 1 && found[0].count == 2)
  }

  @Test("two actions that exclude each other cannot both be locked in")
  func excludingLocks() throws {
    let stock = someStock(units: 3)
    let options = try planningOptions(
      actions: [renovation("light"), renovation("deep"), heatPump()], stock: stock,
      eligibility: [], economy: someEconomy(), workers: Workers(1)
    ).options
    let town = try SmallTown()
    var description = PlanDescription()
    description.problem.locks = [
      lock("light", "south", in: true, line: 1), lock("deep", "south", in: true, line: 2),
      lock("heat-pump", "south", in: true, line: 3),
    ]
    let found = planningProblem(
      options: options, description: description, units: town.units,
      districtIDs: ["north", "south"], baselines: town.baselines
    ).diagnostics
    #expect(found.map(\.code) == ["lock.exclude-each-other"])
    #expect(found[0].message.contains("line 1") && found[0].message.contains("line 2"))
    #expect(!found[0].message.contains("line 3"))
  }

  @Test("a lock in where the action finds nothing is an error, a lock out there a note")
  func nothingToLock() throws {
    var stock = someStock(units: 3)
    stock[.suitableRoof, .residential, 2] = 0
    let town = try SmallTown(stock: stock)
    for (lockedIn, severity) in [(true, Severity.error), (false, .note)] {
      let found = town.problem {
        $0.problem.locks = [lock("pv", "south", in: lockedIn, line: 3)]
      }.diagnostics
      #expect(found.map(\.code) == ["lock.no-option"])
      #expect(found[0].severity == severity)
    }
  }

  @Test("locked-out options do not count for what a row can reach")
  func locksLowerTheReach() throws {
    let town = try SmallTown()
    let found = town.problem {
      $0.problem.rows = [town.row(.renewableEnergy, .atLeast, .amount(50_000))]
      $0.problem.locks = [lock("pv", "north", in: false, line: 3)]
    }.diagnostics
    #expect(found.map(\.code) == ["problem.out-of-reach"])
  }
}
