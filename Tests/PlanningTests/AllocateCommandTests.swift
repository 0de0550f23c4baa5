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
}
