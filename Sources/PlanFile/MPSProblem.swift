public import PlanModel

/// The planning problem in a text of the MPS form, with everything that is wrong with it.
///
/// All columns are to be 0 or 1. Rows Σ x ≤ 1 and Σ x = 1 that share no column become units, whose options are their
/// columns; every other column is a unit of its own. A unit of Σ x = 1 gets a row that asks for one choice. All other rows
/// are rows of the problem under their own names; one with a range becomes two. Option *i* is column *i* of the file.
///
/// - Parameters:
///   - mps: The text in UTF-8; free or fixed form, names without spaces.
///   - file: The name to use in messages.
/// - Returns: The problem, or nil where there is an error among the findings, and the names of the columns.
public func readProblem(
  mps: [UInt8], file: String
) -> (problem: PlanningProblem?, columns: [String], diagnostics: [Diagnostic]) {
  // 200 MB of numbers.
  readProblem(mps: mps, file: file, largestColumns: 25_000_000)
}

/// The same, with how many numbers the rows may take together before rows over different units share a column.
package func readProblem(
  mps: [UInt8], file: String, largestColumns: Int
) -> (problem: PlanningProblem?, columns: [String], diagnostics: [Diagnostic]) {
  let text = MPSText(mps, file: file)
  guard text.diagnostics.isEmpty else { return (nil, [], text.diagnostics) }
  var builder = MPSProblemBuilder(text, file: file, largestColumns: largestColumns)
  let problem = builder.problem()
  return (
    builder.diagnostics.containError ? nil : problem, text.columns.map(\.name), builder.diagnostics
  )
}

/// Finds the units of a model.
private struct MPSProblemBuilder {
  let text: MPSText
  let file: String
  var diagnostics: [Diagnostic] = []
  let largestColumns: Int

  init(_ text: MPSText, file: String, largestColumns: Int) {
    self.largestColumns = largestColumns
    self.text = text
    self.file = file
  }

  private mutating func error(_ code: String, _ message: String, _ remedy: String, count: Int) {
    diagnostics.append(
      Diagnostic(.error, code, message, remedy: remedy, at: Place(file: file), count: count))
  }

  /// The least and the largest sum of a row.
  private func limits(_ row: MPSText.Row) -> (lower: Double, upper: Double) {
    switch (row.kind, row.range) {
    case (UInt8(ascii: "L"), let range): (range.map { row.rhs - abs($0) } ?? -.infinity, row.rhs)
    case (UInt8(ascii: "G"), let range): (row.rhs, range.map { row.rhs + abs($0) } ?? .infinity)
    case (UInt8(ascii: "E"), let range?):
      (min(row.rhs, row.rhs + range), max(row.rhs, row.rhs + range))
    default: (row.rhs, row.rhs)
    }
  }

  /// The row that is the unit of each column, −1: none; disjoint rows Σ x ≤ 1 or = 1, in the order of the file.
  private func unitRows() -> [Int] {
    var members = Array(repeating: [Int](), count: text.rows.count)
    var isPlain = Array(repeating: true, count: text.rows.count)
    for (index, column) in text.columns.enumerated() {
      for entry in column.entries {
        members[entry.row].append(index)
        if entry.value != 1 { isPlain[entry.row] = false }
      }
    }
    var owner = Array(repeating: -1, count: text.columns.count)
    for (index, row) in text.rows.enumerated() where row.kind != UInt8(ascii: "N") {
      let limits = limits(row)
      guard isPlain[index], limits.upper == 1, limits.lower == 1 || limits.lower <= 0,
        members[index].allSatisfy({ owner[$0] < 0 })
      else { continue }
      for column in members[index] { owner[column] = index }
    }
    return owner
  }

  /// Tells of columns that are not 0 or 1.
  private mutating func checkColumns(_ owner: [Int]) {
    tell(
      text.columns.filter { !$0.isInteger }, "mps.not-whole", "takes any number, not only 0 and 1",
      "Mark it as a whole number (MARKER), or give it a bound of kind BV.")
    tell(
      text.columns.filter {
        $0.isInteger && ($0.lower < 0 || $0.lower > 1 || $0.upper < $0.lower.rounded(.up))
      }, "mps.not-binary", "has bounds that leave neither 0 nor 1 alone",
      "Bound it by 0 and 1, or fix it at one of them.")
    tell(
      zip(text.columns, owner).filter { $0.isInteger && $0.upper >= 2 && $0.lower >= 0 && $1 < 0 }
        .map(\.0), "mps.not-binary", "may be larger than 1", "Give it the bound BV.")
    tell(
      text.columns.filter {
        !$0.objective.isFinite || $0.entries.contains { !$0.value.isFinite }
      }, "mps.not-finite", "has an infinite coefficient", "Write a finite number.")
  }

  private mutating func tell(
    _ wrong: [MPSText.Column], _ code: String, _ what: String, _ remedy: String
  ) {
    guard let first = wrong.first else { return }
    error(code, "The column \(first.name) \(what).", remedy, count: wrong.count)
  }

  mutating func problem() -> PlanningProblem? {
    let owner = unitRows()
    checkColumns(owner)
    if text.constant != 0 {
      diagnostics.append(
        Diagnostic(
          .note, "mps.constant",
          "The objective holds the constant \(text.constant.shortest), which the plan leaves out.",
          remedy: "Add it to the objective of the plan.", at: Place(file: file)))
    }
    guard !diagnostics.containError else { return nil }
    var problem = PlanningProblem(
      sense: text.isMaximised ? .maximise : .minimise, units: 0, unit: [], slot: [],
      optionClass: [], objective: text.columns.map(\.objective), amounts: [])
    var unitOfRow: [Int: Int32] = [:]
    var next: [Int32] = []
    for row in owner {
      let known = row < 0 ? nil : unitOfRow[row]
      let unit = known ?? Int32(next.count)
      if known == nil { next.append(0) }
      if row >= 0 { unitOfRow[row] = unit }
      next[Int(unit)] += 1
      problem.unit.append(unit)
      problem.optionClass.append(next[Int(unit)])
    }
    problem.units = next.count
    problem.slot = Array(repeating: 0, count: text.columns.count)
    for (index, column) in text.columns.enumerated() {
      if column.lower > 0 || column.upper < 1 {
        problem.locks.append(
          PlanningProblem.Lock(
            option: index, lockedIn: column.lower > 0, name: unused("bound of \(column.name)")))
      }
    }
    addRows(&problem, except: Set(owner))
    addChoices(&problem, unitOfRow)
    return problem
  }

  /// One choice for each unit of a row Σ x = 1.
  private func addChoices(_ problem: inout PlanningProblem, _ unitOfRow: [Int: Int32]) {
    let equal = unitOfRow.filter { limits(text.rows[$0.key]).lower == 1 }.map(\.value).sorted()
    if equal.isEmpty { return }
    var member = Array(repeating: Int32(-1), count: problem.units)
    for (position, unit) in equal.enumerated() { member[Int(unit)] = Int32(position) }
    let name = unused("one choice")
    problem.groups.append((name, member))
    problem.amounts.append((name, problem.unit.map { member[Int($0)] < 0 ? 0 : 1 }))
    problem.rows.append(
      PlanningProblem.Row(
        name: name, terms: [(problem.amounts.count - 1, 1)], sense: .equal,
        group: problem.groups.count - 1, rhs: Array(repeating: 1, count: equal.count)))
  }

  /// A name that no row of the file has.
  private func unused(_ wish: String) -> String {
    var name = wish
    while text.rows.contains(where: { $0.name == name }) { name += "'" }
    return name
  }

  private func addRows(_ problem: inout PlanningProblem, except units: Set<Int>) {
    var position = Array(repeating: -1, count: text.rows.count)
    let rows = text.rows.indices.filter {
      !units.contains($0) && text.rows[$0].kind != UInt8(ascii: "N")
    }
    let packs = packs(rows, problem)
    for (index, pack) in packs.enumerated() {
      for row in pack { position[row] = index }
    }
    let first = problem.amounts.count
    for pack in packs {
      problem.amounts.append(
        (text.rows[pack[0]].name, Array(repeating: 0, count: text.columns.count)))
    }
    var member = Array(
      repeating: Array(repeating: Int32(-1), count: 0), count: packs.count)
    for (index, pack) in packs.enumerated() where pack.count > 1 {
      member[index] = Array(repeating: -1, count: problem.units)
    }
    var place: [Int: Int32] = [:]
    for pack in packs { for (index, row) in pack.enumerated() { place[row] = Int32(index) } }
    for (option, column) in text.columns.enumerated() {
      for entry in column.entries where position[entry.row] >= 0 {
        let pack = position[entry.row]
        problem.amounts[first + pack].values[option] = entry.value
        if packs[pack].count > 1 {
          member[pack][Int(problem.unit[option])] = place[entry.row] ?? -1
        }
      }
    }
    for (index, pack) in packs.enumerated() {
      var group: Int?
      if pack.count > 1 {
        group = problem.groups.count
        problem.groups.append((text.rows[pack[0]].name, member[index]))
      }
      add(pack, amount: first + index, group: group, to: &problem)
    }
  }

  /// The rows of a pack: as they are, or twice where there is a range.
  private func add(
    _ pack: [Int], amount: Int, group: Int?, to problem: inout PlanningProblem
  ) {
    let bounds = pack.map { limits(text.rows[$0]) }
    let name = text.rows[pack[0]].name
    func row(_ name: String, _ sense: RowSense, _ rhs: [Double]) {
      problem.rows.append(
        PlanningProblem.Row(name: name, terms: [(amount, 1)], sense: sense, group: group, rhs: rhs))
    }
    let lower = bounds[0].lower
    let upper = bounds[0].upper
    if lower == upper { return row(name, .equal, bounds.map(\.lower)) }
    if lower.isFinite { row(name, .atLeast, bounds.map(\.lower)) }
    if upper.isFinite {
      row(lower.isFinite ? unused(name + " at most") : name, .atMost, bounds.map(\.upper))
    }
  }

  /// The rows that share a column of numbers: each alone, as long as that fits; otherwise rows of one kind whose units are
  /// different ones, as members of a group.
  private func packs(_ rows: [Int], _ problem: PlanningProblem) -> [[Int]] {
    if rows.count * text.columns.count <= largestColumns { return rows.map { [$0] } }
    var unitsOf = Array(repeating: Set<Int32>(), count: text.rows.count)
    for (option, column) in text.columns.enumerated() {
      for entry in column.entries { unitsOf[entry.row].insert(problem.unit[option]) }
    }
    var packs: [(kind: [Bool], rows: [Int], units: Set<Int32>)] = []
    for row in rows {
      let bounds = limits(text.rows[row])
      let kind = [bounds.lower.isFinite, bounds.upper.isFinite, bounds.lower == bounds.upper]
      let fit = packs.firstIndex {
        $0.kind == kind && $0.units.isDisjoint(with: unitsOf[row])
      }
      if let fit {
        packs[fit].rows.append(row)
        packs[fit].units.formUnion(unitsOf[row])
      } else {
        packs.append((kind, [row], unitsOf[row]))
      }
    }
    return packs.map(\.rows)
  }
}
