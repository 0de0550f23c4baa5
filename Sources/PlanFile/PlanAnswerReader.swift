public import PlanModel

/// A plan that `allocate` wrote, read again: status, objective, bound, chosen options, rows with prices, reasons.
///
/// Keys that are not needed are passed over, so that plans of later versions can be read. Numbers that the file gives as
/// null are NaN.
///
/// - Parameters:
///   - json: The text in UTF-8.
///   - file: The name to use in messages.
/// - Returns: The plan, or nil where there is an error among the findings.
public func readPlanAnswer(
  json: [UInt8], file: String
) -> (plan: Plan?, diagnostics: [Diagnostic]) {
  var reader = JSONReader(json)
  var builder = ProblemBuilder(file: file)
  let root: JSONNode
  do { root = try reader.read() } catch {
    builder.diagnostics.append(
      Diagnostic(
        .error, "plan.syntax", "The file is not well-formed JSON: \(error.message).",
        remedy: "Name a plan that `commonground allocate` wrote.",
        at: Place(file: file, line: error.line)))
    return (nil, builder.diagnostics)
  }
  let plan = builder.plan(from: root)
  return (builder.diagnostics.containError ? nil : plan, builder.diagnostics)
}

extension ProblemBuilder {
  /// The plan that a tree holds.
  mutating func plan(from root: JSONNode) -> Plan? {
    guard case .object(let list) = root, case let members = Self.table(list),
      case .number(1)? = members["commongroundPlan"]
    else {
      error(
        "plan.version", "The file does not say \"commongroundPlan\": 1.",
        "Name a plan that `commonground allocate` wrote.", "commongroundPlan")
      return nil
    }
    let status = word(
      members["status"], PlanStatus.self, ["optimal", "gap", "limit", "infeasible"],
      field: "status")
    let chosen = indices(emptied(members["chosen"]), field: "chosen") ?? []
    var plan = Plan(
      status: status ?? .limit, objective: value(members["objective"]),
      bound: value(members["bound"]), gap: value(members["gap"]), solver: "", seconds: 0,
      chosen: chosen.map { Int($0) }, rows: [], reasons: [])
    if case .string(let solver)? = members["solver"] { plan.solver = solver }
    for (position, item) in self.list(emptied(members["rows"]), field: "rows").enumerated() {
      guard case .object(let list) = item else {
        wrongType(item, "an object", field: "rows[\(position)]")
        continue
      }
      let row = Self.table(list)
      let name = text(row["name"], field: "rows[\(position)].name")
      let sense = word(
        row["sense"], RowSense.self, ["<=", ">=", "="], field: "rows[\(position)].sense")
      guard let name, let sense else { continue }
      plan.rows.append(
        Plan.RowResult(
          name: name, lhs: value(row["lhs"]), sense: sense, rhs: value(row["rhs"]),
          price: value(row["price"])))
    }
    readReasons(members["reasons"], into: &plan)
    return plan
  }

  private mutating func readReasons(_ node: JSONNode?, into plan: inout Plan) {
    for (position, item) in list(emptied(node), field: "reasons").enumerated() {
      guard case .object(let list) = item else {
        wrongType(item, "an object", field: "reasons[\(position)]")
        continue
      }
      let reason = Self.table(list)
      func whole(_ key: String) -> Int32? {
        let field = "reasons[\(position)].\(key)"
        guard let value = wholeNumber(reason[key], field: field) else { return nil }
        if let value = Int32(exactly: value) { return value }
        wrongType(reason[key], "a whole number of at most \(Int32.max)", field: field)
        return nil
      }
      guard let unit = whole("unit"), let slot = whole("slot"), let chosen = whole("chosen") else {
        continue
      }
      plan.reasons.append(
        Plan.Reason(
          unit: unit, slot: slot, chosen: chosen, runnerUp: whole("runnerUp") ?? -1,
          margin: value(reason["margin"])))
    }
  }

  /// The members by key; of two with one key the last counts.
  private static func table(_ members: [(key: String, value: JSONNode)]) -> [String: JSONNode] {
    Dictionary(members.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
  }

  /// An empty list says nothing of what it is a list of.
  private func emptied(_ node: JSONNode?) -> JSONNode? {
    if case .array(let items)? = node, items.isEmpty { return .numbers([]) }
    return node
  }

  /// A number, NaN where there is none.
  private func value(_ node: JSONNode?) -> Double {
    if case .number(let value)? = node { return value }
    return .nan
  }
}
