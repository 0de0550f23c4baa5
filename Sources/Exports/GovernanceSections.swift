import PlanModel

/// Who decides, who answers, who must agree and who is heard in an area, for people.
struct GovernanceSections {
  private let area: AreaAccount
  private let result: PlanResult

  init(_ area: AreaAccount) {
    self.area = area
    result = area.account.result
  }

  private var groups: [HelixGroup] { result.description.society?.groups ?? [] }

  /// The whole section; empty where the plan says nothing of governance.
  var blocks: [Document.Block] {
    guard let described = result.description.society?.governance,
      let governance = result.governance
    else { return [] }
    return (area.id == nil ? overview(described) : concerned(described, governance))
      + parts(governance) + presence(governance) + agreements(described, governance)
      + (area.id == nil ? missing(governance) : [])
  }

  /// The drawing and the bodies.
  private func overview(_ governance: GovernanceDescription) -> [Document.Block] {
    let stakeholders = Dictionary(
      (result.description.society?.stakeholders ?? []).map { ($0.id, $0.shownName) },
      uniquingKeysWith: { first, _ in first })
    let diagram = GovernanceDiagram(
      governance, groups: groups, of: result.description.name, notice: nil)
    let names = Dictionary(
      groups.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    return [
      .drawing(svg: diagram.svg, file: "governance.svg", summary: diagram.summary),
      .table(
        Document.Table(
          ["Body", "Kind", "Level", "Groups", "Members", "Mandate", "Districts"].map {
            Document.Table.text($0)
          },
          rows: governance.bodies.map { body in
            [
              body.name, body.kind, body.level.title,
              body.groups.map { names[$0] ?? $0 }.joined(separator: ", "),
              body.members.map { stakeholders[$0] ?? $0 }.joined(separator: ", "), body.mandate,
              body.districts.isEmpty ? "all" : body.districts.joined(separator: ", "),
            ]
          })),
    ]
  }

  /// The bodies that have a part in a district.
  private func concerned(
    _ described: GovernanceDescription, _ governance: GovernanceResult
  ) -> [Document.Block] {
    let id = area.id ?? ""
    let here = Set(
      governance.rows.filter { area.districts.contains($0.district) }.flatMap(\.bodies)
        + described.bodies.indices.filter { described.bodies[$0].districts.contains(id) }
        + governance.agreements.filter { isHere($0.unit) }.map(\.body)
    ).sorted()
    if here.isEmpty { return [.paragraph("No body of the plan has a part in this district.")] }
    return [
      .list(
        here.map { position in
          let body = described.bodies[position]
          return "\(body.name) (\(body.kind), \(body.level.title.lowercasedFirst))"
            + (body.mandate.isEmpty ? "" : ": \(body.mandate)")
        })
    ]
  }

  private func isHere(_ unit: Int) -> Bool {
    area.id == nil || area.districts.contains(result.units.district[unit])
  }

  /// What is chosen with who has which part; districts that are alike are one row.
  private func parts(_ governance: GovernanceResult) -> [Document.Block] {
    let own = governance.rows.filter { area.districts.contains($0.district) }
    if own.isEmpty { return [] }
    var lines: [(row: RACIRow, districts: [Int])] = []
    for row in own {
      let same = lines.firstIndex { line in
        line.row.action == row.action && line.row.responsible == row.responsible
          && line.row.accountable == row.accountable && line.row.consulted == row.consulted
          && line.row.informed == row.informed
      }
      if let same {
        lines[same].districts.append(row.district)
      } else {
        lines.append((row, [row.district]))
      }
    }
    func names(_ list: [String]) -> String { list.isEmpty ? "–" : list.joined(separator: ", ") }
    let titles = ["Action", "Responsible", "Accountable", "Consulted", "Informed"]
    return [
      .table(
        Document.Table(
          (titles + (area.id == nil ? ["Districts"] : [])).map { Document.Table.text($0) },
          rows: lines.map { line in
            let role = line.row.responsibleOrigin == .role ? " (a role that nobody fills yet)" : ""
            return [
              result.options.actions[line.row.action].name, names(line.row.responsible) + role,
              line.row.accountable.isEmpty
                ? "nobody" : names(line.row.accountable), names(line.row.consulted),
              names(line.row.informed),
            ]
              + (area.id == nil
                ? [line.districts.map { result.districts.ids[$0] }.joined(separator: ", ")] : [])
          }))
    ]
  }

  private func presence(_ governance: GovernanceResult) -> [Document.Block] {
    let rows = area.districts.filter { governance.presence.indices.contains($0) }
      .filter { !governance.presence[$0].isEmpty }
    if rows.isEmpty || groups.isEmpty { return [] }
    return [
      .table(
        Document.Table(
          [Document.Table.text("Who is heard in")] + groups.map { Document.Table.text($0.name) },
          rows: rows.map { row in
            [area.account.name(of: row)] + governance.presence[row].map(Self.words)
          })),
      .paragraph(
        "A group is heard in a district by enough voices about it, or by a body or stakeholder of the district; else by one of the whole municipality, or by nobody."
      ),
    ]
  }

  private static func words(_ presence: GroupPresence) -> String {
    switch presence {
    case .here: "in the district"
    case .municipality: "in the municipality only"
    case .nobody: "by nobody"
    }
  }

  private func agreements(
    _ described: GovernanceDescription, _ governance: GovernanceResult
  ) -> [Document.Block] {
    let own = governance.agreements.filter { isHere($0.unit) }
    if own.isEmpty { return [] }
    return [
      .paragraph("Before work can begin, these must agree:"),
      .list(
        described.bodies.indices.compactMap { body in
          let needed = own.filter { $0.body == body }
          if needed.isEmpty { return nil }
          let actions = Set(needed.flatMap(\.actions)).sorted().map {
            result.options.actions[$0].name.lowercasedFirst
          }
          // The municipality's sheet counts; the units stand in the sheets of the districts.
          let units =
            area.id == nil
            ? needed.count.counted("unit")
            : needed.map { result.units.ids[$0.unit] }.joined(separator: ", ")
          return "\(described.bodies[body].name): \(actions.joined(separator: ", ")) in \(units)."
        }),
    ]
  }

  private func missing(_ governance: GovernanceResult) -> [Document.Block] {
    if governance.missingLevels.isEmpty { return [] }
    return [
      .list(
        governance.missingLevels.map { missing in
          let actions = missing.actions.map { result.options.actions[$0].name.lowercasedFirst }
          return
            "\(missing.need) \(missing.isDrawn ? "pays a part of" : "could pay for") \(actions.joined(separator: ", ")), and no linked body works at the level \(missing.level.title)."
        })
    ]
  }
}
