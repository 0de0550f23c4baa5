import PlanModel

/// `raci.csv`: each chosen action in each district with who does it, answers for it, is asked and is told, and where that comes from.
func raciCSV(of account: PlanAccount, _ governance: GovernanceResult) -> CSVTable {
  let result = account.result
  var table = CSVTable(
    header: [
      "action", "action_name", "district", "responsible", "accountable", "consulted", "informed",
      "responsible_from", "accountable_from",
    ], notice: result.description.notice)
  for row in governance.rows {
    let action = result.options.actions[row.action]
    func names(_ list: [String]) -> CSVTable.Cell { .text(list.joined(separator: "; ")) }
    table.add([
      .text(action.id), .text(action.name), .text(result.districts.ids[row.district]),
      names(row.responsible), names(row.accountable), names(row.consulted), names(row.informed),
      .text(row.responsibleOrigin.rawValue), .text(row.accountableOrigin.rawValue),
    ])
  }
  return table
}

/// `agreements.csv`: each unit where a body must agree, with the actions and the reason.
func agreementsCSV(
  of account: PlanAccount, _ described: GovernanceDescription, _ governance: GovernanceResult
) -> CSVTable {
  let result = account.result
  var table = CSVTable(
    header: ["unit", "district", "body", "body_name", "actions", "reason"],
    notice: result.description.notice)
  for needed in governance.agreements {
    let body = described.bodies[needed.body]
    table.add([
      .text(result.units.ids[needed.unit]),
      .text(result.districts.ids[result.units.district[needed.unit]]), .text(body.id),
      .text(body.name),
      .text(needed.actions.map { result.options.actions[$0].id }.joined(separator: "; ")),
      .text(needed.reason),
    ])
  }
  return table
}

/// The tables about governance with their names, in the order of writing; none where the plan says nothing of it.
func governanceTables(of account: PlanAccount) -> [(name: String, table: CSVTable)] {
  guard let governance = account.result.governance,
    let described = account.result.description.society?.governance
  else { return [] }
  return [("raci.csv", raciCSV(of: account, governance))]
    + (described.agreements.isEmpty
      ? [] : [("agreements.csv", agreementsCSV(of: account, described, governance))])
}

/// The diagram of who decides with whom; nil where the plan says nothing of it.
func governanceDiagram(of account: PlanAccount) -> (name: String, text: String)? {
  let result = account.result
  guard result.governance != nil, let society = result.description.society,
    let described = society.governance
  else { return nil }
  let diagram = GovernanceDiagram(
    described, groups: society.groups, of: result.description.name,
    notice: result.description.notice)
  return ("governance.svg", diagram.file)
}

/// The names of the files about governance.
func governanceFileNames(of result: PlanResult) -> [String] {
  guard result.governance != nil, let described = result.description.society?.governance else {
    return []
  }
  return ["governance.svg", "raci.csv"] + (described.agreements.isEmpty ? [] : ["agreements.csv"])
}

/// Governance for machines.
///
/// - Parameter district: A district, whose rows alone are given; nil: the whole, with bodies and links.
func governanceJSON(of result: PlanResult, in district: Int?) -> JSONValue {
  guard let governance = result.governance, let society = result.description.society,
    let described = society.governance
  else { return .null }
  func texts(_ list: [String]) -> JSONValue { .array(list.map { .string($0) }) }
  func isHere(_ row: Int) -> Bool { district.map { $0 == row } ?? true }
  func ids(_ actions: [Int]) -> JSONValue { texts(actions.map { result.options.actions[$0].id }) }
  let whole: [(String, JSONValue)] =
    district != nil
    ? []
    : [
      (
        "bodies",
        .array(
          described.bodies.map { body in
            .object([
              ("id", .string(body.id)), ("name", .string(body.name)),
              ("kind", .string(body.kind)), ("level", .string(body.level.rawValue)),
              ("groups", texts(body.groups)), ("mandate", .string(body.mandate)),
              ("districts", texts(body.districts)),
            ])
          })
      ),
      (
        "links",
        .array(
          described.links.map { link in
            .object([
              ("from", .string(link.from)), ("to", .string(link.to)),
              ("kind", .string(link.kind.rawValue)),
            ])
          })
      ),
      (
        "missingLevels",
        .array(
          governance.missingLevels.map { missing in
            .object([
              ("level", .string(missing.level.rawValue)), ("need", .string(missing.need)),
              ("drawn", .bool(missing.isDrawn)),
              ("actions", ids(missing.actions)),
            ])
          })
      ),
    ]
  return .object(
    whole + [
      (
        "raci",
        .array(
          governance.rows.filter { isHere($0.district) }.map { row in
            .object([
              ("action", .string(result.options.actions[row.action].id)),
              ("district", .string(result.districts.ids[row.district])),
              ("responsible", texts(row.responsible)), ("accountable", texts(row.accountable)),
              ("consulted", texts(row.consulted)), ("informed", texts(row.informed)),
              ("responsibleFrom", .string(row.responsibleOrigin.rawValue)),
              ("accountableFrom", .string(row.accountableOrigin.rawValue)),
            ])
          })
      ),
      (
        "heard",
        .array(
          governance.presence.indices.filter { isHere($0) && !governance.presence[$0].isEmpty }
            .map { row in
              .object(
                [("district", .string(result.districts.ids[row]))]
                  + zip(society.groups, governance.presence[row]).map {
                    ($0.id, .string($1.rawValue))
                  })
            })
      ),
      (
        "agreements",
        .array(
          governance.agreements.filter { isHere(result.units.district[$0.unit]) }.map { needed in
            .object([
              ("unit", .string(result.units.ids[needed.unit])),
              ("body", .string(described.bodies[needed.body].id)),
              ("actions", ids(needed.actions)), ("reason", .string(needed.reason)),
            ])
          })
      ),
    ])
}
