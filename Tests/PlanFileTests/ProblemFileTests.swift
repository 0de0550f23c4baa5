import PlanFile
import PlanModel
import Testing

private let documented = """
  { "commongroundProblem": 1, "sense": "minimise", "units": 3,
    "options": { "unit": [0,0,1,2], "slot": [0,0,0,0], "class": [1,2,1,1], "objective": [4.0,7.5,3.0,2.0],
                 "amounts": { "co2": [1.0,2.5,0.8,0.4], "money": [4.0,7.5,3.0,2.0], "poor": [0,0,1,0] } },
    "groups": { "district": [0,0,1] },
    "rows": [ { "name": "target", "amount": "co2", "sense": ">=", "rhs": 2.0 },
              { "name": "floor", "amount": "money", "sense": ">=", "per": "district", "rhs": [1.0, 1.0] },
              { "name": "share", "terms": [ {"amount": "money", "factor": -0.3}, {"amount": "poor", "factor": 1.0} ], "sense": ">=", "rhs": 0 } ],
    "locks": [ { "option": 2, "in": true } ],
    "compactness": { "penalty": 0.1, "left": [0,1], "right": [1,2], "length": [120.0, 80.0] } }
  """

private func read(_ text: String) -> (problem: PlanningProblem?, diagnostics: [Diagnostic]) {
  readProblem(json: Array(text.utf8), file: "p.json")
}

@Suite struct ProblemFileTests {
  @Test("the documented example is read column by column")
  func documentedExample() throws {
    let (read, diagnostics) = read(documented)
    #expect(diagnostics.isEmpty)
    let problem = try #require(read)
    #expect(problem.sense == .minimise && problem.units == 3)
    #expect(problem.unit == [0, 0, 1, 2] && problem.optionClass == [1, 2, 1, 1])
    #expect(problem.objective == [4, 7.5, 3, 2])
    #expect(problem.amounts.map(\.name) == ["co2", "money", "poor"])
    #expect(problem.groups[0].group == [0, 0, 1])
    #expect(problem.rows.map(\.name) == ["target", "floor", "share"])
    #expect(problem.rows[1].group == 0 && problem.rows[1].rhs == [1, 1])
    #expect(problem.rows[2].terms.map(\.amount) == [1, 2])
    #expect(problem.rows[2].terms.map(\.factor) == [-0.3, 1])
    #expect(problem.locks == [.init(option: 2, lockedIn: true, name: "lock[0]")])
    #expect(problem.compactness?.length == [120, 80])
  }

  @Test("blocks are read by the names of their amounts, or count units")
  func blocks() throws {
    let text = documented.replacing(
      "\"locks\":",
      with: """
        "clusters": [ { "name": "heat", "classes": [2, 3], "amount": "co2", "least": 500.0 },
                      { "name": "park", "classes": [1], "least": 3 } ],
        "locks":
        """)
    let problem = try #require(read(text).problem)
    #expect(
      problem.clusters == [
        .init(name: "heat", classes: [2, 3], amount: 0, least: 500),
        .init(name: "park", classes: [1], amount: nil, least: 3),
      ])
    let wrong = text.replacing(
      "\"amount\": \"co2\", \"least\"", with: "\"amount\": \"heat\", \"least\"")
    #expect(read(wrong).problem == nil)
    #expect(read(wrong).diagnostics.count == 1)
  }

  @Test(
    "numbers are read as Swift reads them",
    arguments: [
      "0", "-0.0", "1e3", "12.5", "0.1", "0.8444218515250481", "123456789012345678901234567890",
      "1.7976931348623157e308", "5e-324", "-2.0679515313825692e-25", "0.30000000000000004",
      "999999999999999", "9007199254740993", "0.000001234567890123456789",
    ])
  func numbers(text: String) throws {
    let json =
      "{\"commongroundProblem\":1,\"sense\":\"maximise\",\"units\":1,\"options\":{\"unit\":[0],\"objective\":[\(text)]}}"
    let problem = try #require(read(json).problem)
    #expect(problem.objective == [Double(text)!])
    #expect(problem.slot == [0] && problem.optionClass == [1])
  }

  @Test(
    "what is wrong is said once, with its code",
    arguments: [
      ("\"sense\": \"minimise\"", "\"sense\": \"minimize\"", "problem.unknown-word"),
      ("\"sense\": \"minimise\", ", "", "problem.missing-key"),
      ("\"commongroundProblem\": 1, ", "", "problem.version"),
      ("\"units\": 3", "\"units\": 2.5", "problem.not-whole"),
      ("\"units\": 3", "\"units\": \"three\"", "problem.wrong-type"),
      ("\"unit\": [0,0,1,2]", "\"unit\": [0,0,1.5,2]", "problem.not-whole"),
      ("\"unit\": [0,0,1,2]", "\"unit\": [0,0,1,1e12]", "problem.not-whole"),
      ("[4.0,7.5,3.0,2.0],\n", "[4.0,7.5,3.0],\n", "problem.column-length"),
      ("[4.0,7.5,3.0,2.0],\n", "[4.0,\"7.5\",3.0,2.0],\n", "problem.wrong-type"),
      ("\"district\": [0,0,1]", "\"district\": [0,0]", "problem.column-length"),
      ("\"amount\": \"co2\"", "\"amount\": \"co3\"", "problem.unknown-name"),
      ("\"per\": \"district\"", "\"per\": \"distirct\"", "problem.unknown-name"),
      ("\"name\": \"target\", ", "\"nmae\": \"target\", ", "problem.unknown-key"),
      ("\"amount\": \"co2\", ", "", "problem.row-amount"),
      ("\"rhs\": 2.0", "\"rhs\": [2.0]", "problem.rhs-count"),
      ("\"rhs\": [1.0, 1.0]", "\"rhs\": 1.0", "problem.wrong-type"),
      ("\"in\": true", "\"in\": 1", "problem.wrong-type"),
      ("\"right\": [1,2]", "\"right\": [1]", "problem.column-length"),
    ])
  func wrong(part: String, replacement: String, code: String) {
    let text = documented.replacing(part, with: replacement)
    #expect(text != documented)
    let (problem, diagnostics) = read(text)
    #expect(problem == nil)
    #expect(diagnostics.filter { $0.severity == .error }.map(\.code).contains(code))
    #expect(diagnostics.allSatisfy { !$0.remedy.isEmpty && $0.place.file == "p.json" })
  }

  @Test("all that is wrong is said at once")
  func allAtOnce() {
    let text = documented.replacing("\"units\": 3", with: "\"units\": 3, \"colour\": 1")
      .replacing("\"amount\": \"co2\"", with: "\"amount\": \"co3\"")
      .replacing("\"in\": true", with: "\"in\": null")
    #expect(read(text).diagnostics.filter { $0.severity == .error }.count == 3)
  }

  @Test(
    "text that is no JSON is a finding with its line, never a stop of the program",
    arguments: [
      "", " ", "{", "[", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,}", "{\"a\":1 \"b\":2}", "[1,]",
      "[1 2]", "\"abc", "\"\\q\"", "\"\\u12\"", "nul", "-", "1.", ".5", "1e", "+1", "{\"a\":1}x",
      "{\"a\":1,\"a\":2}", "{1:2}", "\u{1}", "[1,2", "\"\\", String(repeating: "[", count: 10_000),
    ])
  func notJSON(text: String) {
    let (problem, diagnostics) = read(text)
    #expect(problem == nil)
    #expect(diagnostics.count == 1 && diagnostics[0].code == "problem.syntax")
    #expect(diagnostics[0].place.line == 1)
  }

  @Test("every beginning of the documented example is a finding")
  func truncated() {
    let bytes = Array(documented.utf8)
    for end in 0..<bytes.count - 1 {
      let result = readProblem(json: Array(bytes[..<end]), file: "p.json")
      #expect(result.problem == nil && result.diagnostics.containError)
    }
  }

  @Test("NaN and null in a column are kept for the allocation to report")
  func notANumber() throws {
    let problem = try #require(read(documented.replacing("7.5,3.0", with: "NaN,null")).problem)
    #expect(problem.objective[1].isNaN && problem.objective[2].isNaN)
  }

  @Test("escapes in names are read, halves of characters do not stop the program")
  func escapes() throws {
    let text = documented.replacing(
      "\"target\"", with: "\"Ziel \\u00fc \\ud83c\\udf33 \\n \\ud83c\"")
    let problem = try #require(read(text).problem)
    #expect(problem.rows[0].name == "Ziel ü 🌳 \n \u{FFFD}")
  }
}

@Suite struct PlanAnswerTests {
  @Test("a plan is written as documented, numbers to the last digit")
  func answer() {
    let plan = Plan(
      status: .optimal, objective: 10.5, bound: 10.5, gap: 0, solver: "exact", seconds: 0.01,
      chosen: [1, 2, 3],
      rows: [.init(name: "target", lhs: 3.7, sense: .atLeast, rhs: 2, price: 0)],
      reasons: [.init(unit: 0, slot: 0, chosen: 1, runnerUp: -1, margin: 0.1)])
    #expect(
      planAnswer(plan) == """
        {
          "commongroundPlan": 1,
          "status": "optimal",
          "objective": 10.5,
          "bound": 10.5,
          "gap": 0,
          "solver": "exact",
          "seconds": 0.01,
          "chosen": [1, 2, 3],
          "rows": [{"name": "target", "lhs": 3.7, "sense": ">=", "rhs": 2, "price": 0}],
          "reasons": [{"unit": 0, "slot": 0, "chosen": 1, "runnerUp": -1, "margin": 0.1}]
        }

        """)
  }

  @Test("an infeasible plan names its conflict and its relaxation")
  func infeasible() {
    let plan = Plan(
      status: .infeasible, objective: .nan, bound: .nan, gap: .nan, solver: "exact", seconds: 0,
      chosen: [], rows: [], reasons: [], conflict: ["budget", "lock[0]"],
      relaxation: [.init(name: "budget", by: 2.5)])
    let text = planAnswer(plan)
    #expect(text.contains("\"objective\": null"))
    #expect(text.contains("\"conflict\": [\"budget\", \"lock[0]\"]"))
    #expect(text.contains("\"relaxation\": [{\"name\": \"budget\", \"by\": 2.5}]"))
  }
}
