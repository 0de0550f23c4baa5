import Indicators
import PlanModel
import Society

extension PlanDescription {
  /// What is wrong or doubtful in the governance, once actions and districts are known.
  func governanceFindings(actions: [Action], districts: [String]) -> [Diagnostic] {
    guard let society, let governance = society.governance else { return [] }
    return governanceDiagnostics(
      governance,
      names: GovernanceNames(
        groups: society.groups.map(\.id), stakeholders: society.stakeholders.map(\.id),
        actions: actions.map(\.id), districts: districts,
        constraints: layers.constraints.map(\.source.name)), file: file)
  }
}

extension PreparedPlan {
  /// Who decides, who must agree and who is heard in the decided plan; nil where the plan says nothing of governance.
  func governanceResult(
    _ result: PlanResult, _ account: ImplementationAccount
  ) -> GovernanceResult? {
    guard let society = plan.society, let governance = society.governance else { return nil }
    var chosen = Array(repeating: Set<Int>(), count: result.units.count)
    for part in result.plan.chosen.flatMap({ result.options.unitActions(of: $0) }) {
      chosen[Int(part.unit)].insert(Int(part.part))
    }
    var governed = GovernedPlan(
      actions: result.options.actions, districts: result.districts.ids,
      unitDistrict: result.units.district, chosen: chosen.map { $0.sorted() })
    governed.landUse = areas.ground.landUse
    governed.constraints = areas.constraintAreas
    governed.claimableLand = areas.claimableLand
    governed.leastArea = InterestSummary.sliver
    if let interests = result.interests {
      var topics = Array(repeating: [String](), count: result.units.count)
      for (row, units) in interests.units.enumerated() {
        guard let topic = interests.layer.texts("topic")?[row] else { continue }
        for unit in units { topics[unit].append(topic) }
      }
      governed.topics = topics
    }
    if let funds = plan.funds?.funds {
      governed.draws = funds.enumerated().map { position, fund in
        (fund, Set(account.lines.filter { $0.draws[position] > 0 }.map(\.action)).sorted())
      }
    }
    if let hearing {
      governed.shownFrom = hearing.shownFrom
      governed.people = hearing.peopleByDistrict(
        of: result.units.district, districts: result.districts.count, groups: society.groups.count)
    }
    return Society.governanceResult(
      governance, stakeholders: society.stakeholders, groups: society.groups.map(\.id),
      plan: governed)
  }
}

extension PlanHearing {
  /// How many people of each group spoke about each district; the first index is the district.
  func peopleByDistrict(of unitDistrict: [Int], districts: Int, groups: Int) -> [[Int]] {
    let people = people(in: districts * groups) { unitDistrict[$0] * groups + $1 }
    return (0..<districts).map { Array(people[$0 * groups..<($0 + 1) * groups]) }
  }
}

/// What governance lacks in the decided plan, one finding a kind.
func governanceGaps(_ result: PlanResult) -> [Diagnostic] {
  guard let governance = result.governance, let society = result.description.society,
    let described = society.governance
  else { return [] }
  let place = Place(
    file: result.description.file, line: described.line, field: "society.governance")
  var found: [Diagnostic] = []
  func first(_ positions: some Sequence<Int>, _ id: (Int) -> String) -> String {
    let ids = Set(positions).sorted().map(id)
    return ids.prefix(12).joined(separator: ", ") + (ids.count > 12 ? ", …" : "")
  }
  func actions(_ positions: some Sequence<Int>) -> String {
    first(positions) { result.options.actions[$0].id }
  }
  func districts(_ rows: some Sequence<Int>) -> String {
    first(rows) { result.districts.ids[$0] }
  }
  let orphans = governance.rows.filter(\.accountable.isEmpty)
  if !orphans.isEmpty {
    found.append(
      Diagnostic(
        .warning, "governance.nobody-accountable",
        "Nobody is accountable for \(actions(orphans.map(\.action))) in \(districts(orphans.map(\.district))).",
        remedy: "Say in `raci` who is, or let a body decide on `all`.", at: place,
        count: orphans.count))
  }
  let several = governance.rows.filter { $0.accountable.count > 1 }
  for action in Set(several.map(\.action)).sorted() {
    let same = several.filter { $0.action == action }
    // The names of all districts, because different districts may have different ones.
    let names = Set(same.flatMap(\.accountable)).sorted()
    found.append(
      Diagnostic(
        .warning, "governance.several-accountable",
        "For `\(result.options.actions[action].id)` in \(districts(same.map(\.district))) more than one is accountable: \(names.joined(separator: ", ")).",
        remedy: "Name the one that is in `raci`, or let only one body decide on it.", at: place,
        count: same.count))
  }
  for (group, entry) in society.groups.enumerated() {
    let deaf = governance.presence.indices.filter { row in
      !governance.presence[row].isEmpty && governance.presence[row][group] == .nobody
    }
    if deaf.isEmpty { continue }
    found.append(
      Diagnostic(
        .warning, "governance.not-heard",
        "The group \(entry.name) is not heard where something is to be done: \(districts(deaf)).",
        remedy: "Name a body or stakeholder of the group, or ask it for contributions.",
        at: place, count: deaf.count))
  }
  for body in described.bodies.indices {
    let own = governance.agreements.filter { $0.body == body }
    if own.isEmpty { continue }
    found.append(
      Diagnostic(
        .note, "governance.must-agree",
        "\(described.bodies[body].name) must agree before \(actions(own.flatMap(\.actions))) can begin.",
        remedy: "agreements.csv lists the units.", at: place, count: own.count))
  }
  for missing in governance.missingLevels {
    let draw =
      missing.isDrawn
      ? "What is chosen of \(actions(missing.actions)) draws on \(missing.need)"
      : "\(actions(missing.actions)) can draw on \(missing.need.lowercasedFirst)"
    found.append(
      Diagnostic(
        missing.isDrawn ? .warning : .note, "governance.missing-level",
        "\(draw), and no linked body works at the level \(missing.level.rawValue).",
        remedy: "Add the body that grants or passes on the money, with a link `funds`.",
        at: place, count: missing.actions.count))
  }
  return found
}
