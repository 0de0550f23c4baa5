import Foundation
import Testing

/// A problem of three units with a cheap and a dear option each; a target asks for so much.
private func problem(target: Double, dear: Double = 3) -> String {
  """
  { "commongroundProblem": 1, "sense": "minimise", "units": 3,
    "options": { "unit": [0,0,1,1,2,2], "objective": [1,\(dear),1,4,1,5], "amounts": { "co2": [1,3,1,3,1,3] } },
    "rows": [ { "name": "target", "amount": "co2", "sense": ">=", "rhs": \(target) } ] }
  """
}

/// A JSON object of a file.
private func object(_ path: String) throws -> [String: Any] {
  let data = try Data(contentsOf: URL(filePath: path))
  return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
}

@Suite struct AllocateCommandTests {
  private let folder: String

  init() throws { folder = try MiniTown().write() }

  private func write(_ text: String, _ name: String) throws -> String {
    try Data(text.utf8).write(to: URL(filePath: folder + name))
    return folder + name
  }

  @Test(
    "a number of units that is none is one error, about that number",
    arguments: ["-1", "1e12", "1.5"])
  func unitCount(units: String) throws {
    let text = problem(target: 5).replacing("\"units\": 3", with: "\"units\": \(units)")
      .replacing("\"rows\"", with: "\"groups\": { \"district\": [0,0,1] }, \"rows\"")
    let done = try Command.run("allocate", try write(text, "units.json"))
    #expect(done.status == 1)
    #expect(done.errors.contains("which is no number of units"), "\(done.errors)")
    #expect(done.errors.contains("1 error;") && !done.errors.contains("district"))
  }

  @Test("from an earlier plan: what changed and why; stability and keep hold it, with their cost")
  func replan() throws {
    let old = try Command.run(
      "allocate", try write(problem(target: 5), "old.json"), "--out", folder + "old-plan.json")
    #expect(old.status == 0)
    #expect(try object(folder + "old-plan.json")["chosen"] as? [Int] == [1, 2, 4])
    let now = try write(problem(target: 5, dear: 5), "now.json")
    let moved = try Command.run(
      "allocate", now, "--from", folder + "old-plan.json", "--out", folder + "moved.json")
    #expect(moved.status == 0, "\(moved.errors)")
    let plan = try object(folder + "moved.json")
    #expect(plan["objective"] as? Double == 6)
    let changes = try #require(plan["changes"] as? [[String: Any]])
    #expect(changes.map { $0["from"] as? Int } == [1, 2])
    #expect(changes.map { $0["to"] as? Int } == [0, 3])
    #expect(moved.output.contains("2 of 3 decisions changed"))
    // The dear option of unit 0 would cost 5 now: 5 + 1 + 1 before, 1 + 4 + 1 now.
    let difference = try #require(plan["objectiveChange"] as? [String: Double])
    #expect(difference == ["before": 7, "options": -1, "borders": 0, "after": 6])
    for extra in [["--stability", "2"], ["--keep", "100%"]] {
      let kept = try Command.run(
        ["allocate", now, "--from", folder + "old-plan.json", "--out", folder + "kept.json"] + extra
      )
      #expect(kept.status == 0, "\(kept.errors)")
      let plan = try object(folder + "kept.json")
      #expect(plan["chosen"] as? [Int] == [1, 2, 4])
      #expect(plan["objective"] as? Double == 7)
      #expect(plan["bound"] as? Double == 6)
      #expect(plan["stabilityCost"] as? Double == 1)
      // Optimal among what it was asked for, and not the best of the problem itself.
      #expect(plan["status"] as? String == "gap")
      let nearby = try #require(plan["nearby"] as? [String: Any])
      #expect(nearby["status"] as? String == "optimal")
      #expect(nearby["objective"] as? Double == 7 && nearby["bound"] as? Double == 7)
      #expect(kept.output.contains("optimal, objective 7, bound 7"))
      #expect((plan["changes"] as? [Any])?.isEmpty == true)
    }
  }

  @Test("stability without an earlier plan, and shares that are none, end with 2")
  func usage() throws {
    let file = try write(problem(target: 5), "p.json")
    for extra in [["--stability", "2"], ["--from", file, "--keep", "120%"], ["--keep", "much"]] {
      #expect(try Command.run(["allocate", file] + extra).status == 2)
    }
  }

  @Test("an earlier plan that is none ends with 1 and says so")
  func noPlan() throws {
    let file = try write(problem(target: 5), "p.json")
    let run = try Command.run("allocate", file, "--from", file)
    #expect(run.status == 1)
    #expect(run.errors.contains("commongroundPlan"))
    #expect(try Command.run("allocate", file, "--from", folder + "none.json").status == 1)
  }

  @Test("a folder, a device and a pipe are no files with text, and nobody waits for them")
  func noFile() throws {
    let file = try write(problem(target: 5), "p.json")
    for arguments in [[folder], ["/dev/zero"], [file, "--from", folder]] {
      let run = try Command.run(["allocate"] + arguments)
      #expect(run.status == 1, "\(arguments)")
      #expect(run.errors.contains("is no file with text in it"), "\(arguments)")
    }
  }

  @Test(
    "a model in the MPS form is solved like the same problem in JSON, and its columns are named")
  func mps() throws {
    let model = """
      NAME
      ROWS
       N cost
       G target
       L u0
       L u1
       L u2
      COLUMNS
       M 'MARKER' 'INTORG'
       a1 cost 1 target 1
       a1 u0 1
       a2 cost 3 target 3
       a2 u0 1
       b1 cost 1 target 1
       b1 u1 1
       b2 cost 4 target 3
       b2 u1 1
       c1 cost 1 target 1
       c1 u2 1
       c2 cost 5 target 3
       c2 u2 1
      RHS
       target 5 u0 1
       u1 1 u2 1
      ENDATA
      """
    let solved = try Command.run("allocate", try write(model, "m.mps"), "--out", folder + "m.json")
    #expect(solved.status == 0, "\(solved.errors)")
    _ = try Command.run(
      "allocate", try write(problem(target: 5), "p.json"), "--out", folder + "j.json")
    let plan = try object(folder + "m.json")
    #expect(plan["chosen"] as? [Int] == [1, 2, 4])
    #expect(plan["columns"] as? [String] == ["a2", "b1", "c1"])
    #expect(plan["objective"] as? Double == (try object(folder + "j.json"))["objective"] as? Double)
    let wrong = try Command.run(
      "allocate", try write(model.replacing("'INTORG'", with: "'INTEND'"), "w.mps"))
    #expect(wrong.status == 1)
    #expect(wrong.errors.contains("a1"))
  }

  @Test("a sweep of a problem writes the curve as a table")
  func sweep() throws {
    let file = try write(problem(target: 5), "p.json")
    let run = try Command.run(
      "allocate", file, "--sweep", "target:3:11:5", "--out", folder + "curve.csv")
    #expect(run.status == 0, "\(run.errors)")
    let text = try String(contentsOfFile: folder + "curve.csv", encoding: .utf8)
    let lines = text.split(whereSeparator: \.isNewline).map { $0.split(separator: ",")[0] }
    #expect(lines == ["rhs", "3", "5", "7", "9", "11"])
    #expect(text.contains("11,,infeasible"))
    for wrong in ["target", "target:3:11", "target:3:11:1", "target:3:x:5"] {
      #expect(try Command.run("allocate", file, "--sweep", wrong).status == 2)
    }
    #expect(try Command.run("allocate", file, "--sweep", "goal:3:11:5").status == 1)
  }

  @Test("alternatives, what it costs to do without, and what locks cost stand in the plan")
  func around() throws {
    let text = problem(target: 5).replacing(
      " } ] }", with: " } ], \"locks\": [ { \"option\": 5, \"in\": true, \"name\": \"school\" } ] }"
    )
    let file = try write(text, "p.json")
    let run = try Command.run(
      "allocate", file, "--alternatives", "3", "--within", "50%", "--unit", "2", "--unit", "0",
      "--lock-costs", "--out", folder + "plan.json")
    #expect(run.status == 0, "\(run.errors)")
    let plan = try object(folder + "plan.json")
    // The lock asks for 5 in unit 2; two cheap ones do the rest: 7 in place of 5.
    #expect(plan["objective"] as? Double == 7)
    let costs = try #require(plan["lockCosts"] as? [[String: Any]])
    #expect(costs.map { $0["name"] as? String } == ["school"])
    #expect(costs.map { $0["cost"] as? Double } == [2])
    let alternatives = try #require(plan["alternatives"] as? [[String: Any]])
    #expect(!alternatives.isEmpty)
    for alternative in alternatives { #expect((alternative["objective"] as? Double ?? 99) <= 10.5) }
    let without = try #require(plan["irreplaceability"] as? [[String: Any]])
    // Unit 2 is locked, so only 0 and 1 can be done without; without option 0, unit 0 takes the dear one and unit 1 does nothing: 1 more.
    #expect(without.map { $0["unit"] as? Int } == [0, 1])
    #expect(without[0]["cost"] as? Double == 1)
    #expect(without[0]["costStatus"] as? String == "optimal")
    #expect(plan["unanswered"] == nil)
    #expect(without[1]["cost"] == nil)
    let flips = try #require(plan["flips"] as? [[String: Any]])
    #expect(flips.map { $0["unit"] as? Int } == [2, 0])
    #expect(flips[0]["locked"] as? Bool == true)
    #expect(try Command.run("allocate", file, "--unit", "9").status == 1)
    // Before anything is decided: there is no plan, and the unit is told all the same; all wrong ones at once.
    let none = try write(problem(target: 50), "none.json")
    #expect(try Command.run("allocate", none).status == 3)
    let wrong = try Command.run("allocate", none, "--unit", "9", "--unit", "99999999999")
    #expect(wrong.status == 1)
    #expect(wrong.errors.contains("no unit 9.") && wrong.errors.contains("no unit 99999999999."))
    #expect(try Command.run("allocate", file, "--alternatives", "3").status == 2)
  }
}
