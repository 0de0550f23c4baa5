public import PlanModel

/// The planning problem in a JSON text of the form that `allocate` reads, with everything that is wrong with the text.
///
/// Names are resolved and columns are checked for type and length; whether indices, locks and numbers make sense is for
/// the allocation to say, so both sets of findings belong in front of the user.
///
/// - Parameters:
///   - json: The text in UTF-8.
///   - file: The name to use in messages.
/// - Returns: The problem, or nil where there is an error among the findings.
public func readProblem(
  json: [UInt8], file: String
) -> (problem: PlanningProblem?, diagnostics: [Diagnostic]) {
  var reader = JSONReader(json)
  let root: JSONNode
  do { root = try reader.read() } catch {
    return (
      nil,
      [
        Diagnostic(
          .error, "problem.syntax", "The file is not well-formed JSON: \(error.message).",
          remedy: "Correct the text near this line, or write it again with a JSON tool.",
          at: Place(file: file, line: error.line))
      ]
    )
  }
  var builder = ProblemBuilder(file: file)
  let problem = builder.problem(from: root)
  return (builder.diagnostics.containError ? nil : problem, builder.diagnostics)
}

/// Turns a JSON tree into a problem and notes what is wrong on the way.
struct ProblemBuilder {
  let file: String
  var diagnostics: [Diagnostic] = []
  /// How many units there are; nil after a finding.
  private var units: Int?

  init(file: String) { self.file = file }

  mutating func error(_ code: String, _ message: String, _ remedy: String, _ field: String) {
    diagnostics.append(
      Diagnostic(.error, code, message, remedy: remedy, at: Place(file: file, field: field)))
  }

  mutating func problem(from root: JSONNode) -> PlanningProblem? {
    guard
      let members = object(
        root, "the problem",
        keys: [
          "commongroundProblem", "sense", "units", "options", "groups", "rows", "locks",
          "compactness", "clusters", "name", "comment",
        ])
    else { return nil }
    checkVersion(members["commongroundProblem"])
    let sense = word(
      members["sense"], OptimisationSense.self, ["minimise", "maximise"], field: "sense")
    units = unitCount(members["units"])
    var problem = PlanningProblem(
      sense: sense ?? .minimise, units: units ?? 0, unit: [], slot: [], optionClass: [],
      objective: [], amounts: [])
    readOptions(members["options"], into: &problem)
    readGroups(members["groups"], into: &problem)
    readRows(members["rows"], into: &problem)
    readLocks(members["locks"], into: &problem)
    readCompactness(members["compactness"], into: &problem)
    readClusters(members["clusters"], into: &problem)
    return problem
  }

  /// How many units there are; nil after a finding.
  private mutating func unitCount(_ node: JSONNode?) -> Int? {
    guard let value = number(node, field: "units") else { return nil }
    if let whole = Int32(exactly: value), whole >= 0 { return Int(whole) }
    error(
      "problem.not-whole", "units is \(value.shortest), which is no number of units.",
      "Write how many units there are, a whole number from 0 to \(Int32.max).", "units")
    return nil
  }

  private mutating func checkVersion(_ node: JSONNode?) {
    guard case .number(1)? = node else {
      error(
        "problem.version", "The file does not say \"commongroundProblem\": 1.",
        "Add it if the file is a planning problem in this form.", "commongroundProblem")
      return
    }
  }

  private mutating func readOptions(_ node: JSONNode?, into problem: inout PlanningProblem) {
    guard let node else {
      return error(
        "problem.missing-key", "The problem has no options.",
        "Add \"options\" with the columns unit, slot, class, objective and amounts.", "options")
    }
    guard
      let members = object(
        node, "options", keys: ["unit", "slot", "class", "objective", "amounts", "name"])
    else { return }
    problem.unit = indices(members["unit"], field: "options.unit") ?? []
    let count = problem.unit.count
    problem.objective = numbers(members["objective"], field: "options.objective") ?? []
    // One slot and one class are the common case, so these two may be left out.
    problem.slot =
      members["slot"] == nil
      ? Array(repeating: 0, count: count)
      : indices(members["slot"], field: "options.slot") ?? []
    problem.optionClass =
      members["class"] == nil
      ? Array(repeating: 1, count: count)
      : indices(members["class"], field: "options.class") ?? []
    for (name, values) in columns(members["amounts"], field: "options.amounts") {
      problem.amounts.append((name, values))
    }
    let lengths =
      [
        ("options.slot", problem.slot.count), ("options.class", problem.optionClass.count),
        ("options.objective", problem.objective.count),
      ] + problem.amounts.map { ("options.amounts.\($0.name)", $0.values.count) }
    if diagnostics.containError { return }
    for (field, length) in lengths where length != count {
      error(
        "problem.column-length",
        "The column \(field) has \(length) entries, but options.unit has \(count).",
        "Give every column of the options one entry an option.", field)
    }
  }

  private mutating func readGroups(_ node: JSONNode?, into problem: inout PlanningProblem) {
    for (name, values) in columns(node, field: "groups") {
      let members = indices(.numbers(values), field: "groups.\(name)") ?? []
      if let units, members.count != units {
        error(
          "problem.column-length",
          "The group \(name) has \(members.count) entries, but there are \(units) units.",
          "Give every group one entry a unit, −1 for a unit in none.", "groups.\(name)")
      }
      problem.groups.append((name, members))
    }
  }

  private mutating func readRows(_ node: JSONNode?, into problem: inout PlanningProblem) {
    for (position, item) in list(node, field: "rows").enumerated() {
      let place = "rows[\(position)]"
      guard
        let members = object(
          item, place,
          keys: ["name", "amount", "terms", "sense", "per", "rhs", "firmness", "comment"])
      else { continue }
      let name = text(members["name"], field: "\(place).name") ?? place
      let sense = word(
        members["sense"], RowSense.self, ["<=", ">=", "="], field: "\(place).sense")
      var row = PlanningProblem.Row(name: name, terms: [], sense: sense ?? .atMost, rhs: [])
      let amounts = problem.amounts.map(\.name)
      switch (members["amount"], members["terms"]) {
      case (let amount?, nil):
        if let known = known(amount, among: amounts, noun: "amount", field: "\(place).amount") {
          row.terms = [(known, 1)]
        }
      case (nil, let terms?):
        for (index, term) in list(terms, field: "\(place).terms").enumerated() {
          let field = "\(place).terms[\(index)]"
          guard let parts = object(term, field, keys: ["amount", "factor"]) else { continue }
          let factor = number(parts["factor"], field: "\(field).factor")
          if let known = known(
            parts["amount"], among: amounts, noun: "amount", field: "\(field).amount")
          {
            row.terms.append((known, factor ?? 0))
          }
        }
      default:
        error(
          "problem.row-amount", "The row \(name) needs either amount or terms.",
          "Name one amount, or list terms with amount and factor.", place)
      }
      if let per = members["per"] {
        row.group = known(
          per, among: problem.groups.map(\.name), noun: "group", field: "\(place).per")
        row.rhs = numbers(members["rhs"], field: "\(place).rhs") ?? []
      } else if case .numbers(let several)? = members["rhs"] {
        error(
          "problem.rhs-count",
          "The row \(name) has a list of \(several.count) right-hand sides and no group.",
          "Give one number, or name the group in \"per\".", "\(place).rhs")
      } else {
        row.rhs = number(members["rhs"], field: "\(place).rhs").map { [$0] } ?? []
      }
      row.firmness = firmness(members["firmness"], field: "\(place).firmness")
      problem.rows.append(row)
    }
  }

  private mutating func readLocks(_ node: JSONNode?, into problem: inout PlanningProblem) {
    for (position, item) in list(node, field: "locks").enumerated() {
      let place = "locks[\(position)]"
      guard
        let members = object(item, place, keys: ["option", "in", "name", "firmness", "comment"])
      else { continue }
      let option = wholeNumber(members["option"], field: "\(place).option")
      var lockedIn = true
      if case .bool(let value)? = members["in"] {
        lockedIn = value
      } else {
        wrongType(members["in"], "true or false", field: "\(place).in")
      }
      let name = members["name"] == nil ? nil : text(members["name"], field: "\(place).name")
      let firmness = self.firmness(members["firmness"], field: "\(place).firmness")
      if let option {
        problem.locks.append(
          PlanningProblem.Lock(
            option: option, lockedIn: lockedIn, name: name ?? "lock[\(position)]",
            firmness: firmness))
      }
    }
  }

  private mutating func readCompactness(_ node: JSONNode?, into problem: inout PlanningProblem) {
    guard let node, node.kind != "null",
      let members = object(node, "compactness", keys: ["penalty", "left", "right", "length"])
    else { return }
    let penalty = number(members["penalty"], field: "compactness.penalty")
    let left = indices(members["left"], field: "compactness.left")
    let right = indices(members["right"], field: "compactness.right")
    let length = numbers(members["length"], field: "compactness.length")
    guard let penalty, let left, let right, let length else { return }
    if left.count != right.count || left.count != length.count {
      error(
        "problem.column-length",
        "The borders have \(left.count) left units, \(right.count) right units and \(length.count) lengths.",
        "Give each border one entry in left, right and length.", "compactness")
    }
    problem.compactness = PlanningProblem.Compactness(
      penalty: penalty, left: left, right: right, length: length)
  }
}
