import PlanFile
import PlanModel
import Testing

/// Two units of two options by rows `a` and `b`, a third by a column alone; a budget, a target and a range.
private let model = """
  * a comment
  NAME          town
  ROWS
   N  cost
   N  unused
   L  a
   E  b
   L  budget
   G  target
   E  count
  COLUMNS
      M1        'MARKER'                 'INTORG'
      x1        cost      4.0   a         1.0
      x1        budget    4.0   target    1.0
      x2        cost      7.5   a         1.0
      x2        budget    7.5   target    2.5
      x2        unused    9
      y1        cost      3.0   b         1.0
      y1        budget    3.0   target    0.8
      y1        count     1
      y2        cost      5.0   b         1.0
      y2        count     1
      M2        'MARKER'                 'INTEND'
      z         cost      2.0   target    0.4
      z         count     1
  RHS
      RHS       a         1.0   b         1.0
      RHS       budget    20    target    2.0
      count     1
      RHS       cost      -5
  RANGES
      RNG       count     1.0
  BOUNDS
   BV BND       x1
   UP BND       x2        1
   UP BND       y2        0
   BV BND       z
  ENDATA
  """

@Suite struct MPSProblemTests {
  @Test("rows Σ x ≤ 1 and = 1 become units, other rows rows, a range two rows, bounds locks")
  func units() throws {
    let read = readProblem(mps: Array(model.utf8), file: "town.mps")
    #expect(read.diagnostics.map(\.code) == ["mps.constant"])
    #expect(read.columns == ["x1", "x2", "y1", "y2", "z"])
    let problem = try #require(read.problem)
    #expect(problem.units == 3)
    #expect(problem.unit == [0, 0, 1, 1, 2])
    #expect(problem.optionClass == [1, 2, 1, 2, 1])
    #expect(problem.objective == [4, 7.5, 3, 5, 2])
    #expect(problem.sense == .minimise)
    #expect(
      problem.rows.map(\.name) == ["budget", "target", "count", "count at most", "one choice"])
    #expect(problem.rows.map(\.sense) == [.atMost, .atLeast, .atLeast, .atMost, .equal])
    #expect(problem.rows.map(\.rhs) == [[20], [2], [1], [2], [1]])
    #expect(problem.amounts[1].values == [1, 2.5, 0.8, 0, 0.4])
    #expect(problem.groups[0].group == [-1, 0, -1])
    #expect(problem.locks.map(\.option) == [3])
    #expect(problem.locks.map(\.lockedIn) == [false])
  }

  @Test("a maximum is one, and carriage returns and tabs are no matter")
  func maximum() throws {
    let text = model.replacing("ROWS", with: "OBJSENSE\n    MAX\nROWS")
      .replacing("\n", with: "\r\n").replacing("   budget", with: "\tbudget")
    let read = readProblem(mps: Array(text.utf8), file: "town.mps")
    #expect(try #require(read.problem).sense == .maximise)
  }

  @Test("rows that share columns are units only as far as they are disjoint")
  func overlapping() throws {
    let text = model.replacing("x2        unused    9", with: "x2        b         1")
      .replacing("BV BND       x1", with: "BV BND       y1")
    let problem = try #require(readProblem(mps: Array(text.utf8), file: "town.mps").problem)
    #expect(problem.units == 4)
    #expect(problem.rows.map(\.name).first == "b")
    #expect(problem.rows.map(\.name).contains("one choice") == false)
  }

  @Test("columns of numbers that would not fit are shared by rows over different units")
  func packed() throws {
    let text = model.replacing(" E  count", with: " G  count\n G  count2")
      .replacing("z         count     1", with: "z count2 1")
      .replacing("RNG       count     1.0", with: "").replacing("count     1\n", with: "count 1\n")
    let plain = try #require(readProblem(mps: Array(text.utf8), file: "x.mps").problem)
    let packed = try #require(
      readProblem(mps: Array(text.utf8), file: "x.mps", largestColumns: 10).problem)
    #expect(plain.rows.map(\.name).contains("count2"))
    #expect(packed.amounts.count == plain.amounts.count - 1)
    let row = try #require(packed.rows.first { $0.name == "count" })
    #expect(row.rhs == [1, 0])
    #expect(packed.groups[try #require(row.group)].group == [-1, 0, 1])
  }

  @Test(
    "what is wrong is said once, with its line",
    arguments: [
      ("ENDATA", "", "mps.cut-short", nil), (" N  cost", " X  cost", "mps.row", 4),
      (" L  a", " L  budget", "mps.duplicate-row", 8), ("BV BND       z", "", "mps.not-whole", nil),
      ("UP BND       x2        1", "LO BND x2 -1", "mps.not-binary", nil),
      ("y2        count     1", "y2        count     one", "mps.number", 22),
      ("RANGES", "RAGES", "mps.section", 31),
      ("y1        count", "y1        cnt", "mps.unknown-row", 20),
      ("UP BND       y2        0", "UP BND q 0", "mps.unknown-column", 36),
      ("UP BND       y2        0", "SC BND y2 0", "mps.bound", 36),
      ("M2        'MARKER'                 'INTEND'", "x1 count 1", "mps.duplicate-column", 23),
      ("y1        count     1", "y1        count", "mps.column", 20),
      ("x2        unused    9", "x2        budget    9", "mps.duplicate-entry", 17),
    ] as [(String, String, String, Int?)])
  func wrong(part: String, by: String, code: String, line: Int?) {
    let text = model.replacing(part, with: by, maxReplacements: 1)
    let read = readProblem(mps: Array(text.utf8), file: "town.mps")
    #expect(read.problem == nil)
    let found = read.diagnostics.filter { $0.code == code }
    #expect(found.count == 1, "\(read.diagnostics.map(\.code))")
    if let line { #expect(found.first?.place.line == line) }
  }

  @Test(
    "hostile texts stop nothing",
    arguments: ["", "ROWS", "\u{0}\u{0}", "ROWS\n N\nCOLUMNS\n x", "ENDATA"])
  func hostile(text: String) {
    #expect(readProblem(mps: Array(text.utf8), file: "x.mps").problem == nil)
  }
}
