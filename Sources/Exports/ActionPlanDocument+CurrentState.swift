import Frameworks
import PlanModel

/// Part A: inventory, policies, gap, systems.
extension ActionPlanDocument {
  private static let notCounted = "NE"
  private static let scopeNote =
    "Scope 1 is what is burnt or emitted in the municipality, scope 2 is electricity and heat from networks. Scope 3 is not counted; NE means not estimated, as in the Common Reporting Framework of the Global Covenant of Mayors."

  /// A-1.1: carriers of each source sector by scope.
  var energyUse: [Document.Block] {
    let inventory = contract.inventory
    var rows: [[String]] = []
    func line(_ sector: SourceSector, _ carrier: Carrier) -> [String]? {
      let parts = [1, 2].map { inventory.energy(sector, carrier, scope: $0) / 1000 }
      if parts == [0, 0] { return nil }
      return [
        sector.title, carrier.title, parts[0].grouped(0), parts[1].grouped(0),
        Self.notCounted, (parts[0] + parts[1]).grouped(0),
      ]
    }
    for sector in inventory.sectors {
      let lines = Carrier.allCases.compactMap { line(sector, $0) }
      if lines.isEmpty {
        rows.append([sector.title, "no use of energy is counted here", "0", "0", "NE", "0"])
      }
      rows += lines
    }
    return [
      .numbered(
        "Final energy use in \(result.description.baseYear), MWh/a",
        energyTable(by: "Energy source", rows)),
      .paragraph("\(inventory.basis) \(Self.scopeNote)"),
    ]
  }

  /// Final energy by scope, with the inventory's sums below.
  private func energyTable(by second: String, _ rows: [[String]]) -> Document.Table {
    let sums = [1, 2].map { contract.inventory.energy(scope: $0) / 1000 }
    return Document.Table(
      [
        Document.Table.text("Source sector"), Document.Table.text(second),
        Document.Table.number("Scope 1, MWh/a"), Document.Table.number("Scope 2, MWh/a"),
        Document.Table.number("Scope 3, MWh/a"), Document.Table.number("Total, MWh/a"),
      ], rows: rows,
      total: [
        "Total", "", sums[0].grouped(0), sums[1].grouped(0), Self.notCounted,
        (sums[0] + sums[1]).grouped(0),
      ])
  }

  /// A-1.2 or A-1.3: the factor of each carrier and sector with its source.
  var factors: [Document.Block] {
    var rows: [[String]] = []
    let set = result.description.inventory.factors
    let others = set == .co2 ? "NE" : "IE"
    for row in contract.inventory.rows {
      let cells = [
        row.carrier.title, row.sector.title, (row.factor * 1000).grouped(4), others, others,
        "NE", "NE", "NE", row.factorSource,
      ]
      if !rows.contains(cells) { rows.append(cells) }
    }
    return [
      .numbered(
        "Emission factors, t per MWh of final energy",
        Document.Table(
          [
            Document.Table.text("Energy source"), Document.Table.text("Sector"),
            Document.Table.number(set == .co2 ? "CO2, t/MWh" : "CO2e, t/MWh"),
            Document.Table.number("CH4"), Document.Table.number("N2O"),
            Document.Table.number("F-gases"), Document.Table.number("SF6"),
            Document.Table.number("NF3"), Document.Table.text("Source"),
          ], rows: rows)),
      .paragraph(
        set == .co2
          ? "The factors are of CO2 alone; other gases are not estimated (NE)."
          : "The factors are of CO2 equivalents: methane and nitrous oxide are included in them (IE) at the global warming potentials of each source; a set that states other potentials can be given in the plan file. F-gases, SF6 and NF3 of products are not estimated (NE)."
      ),
    ]
  }

  /// A-1.3 or A-1.4: final energy as activity, and what is no use of energy.
  var activity: [Document.Block] {
    let inventory = contract.inventory
    var subsectors: [(SourceSector, String)] = []
    for row in inventory.rows
    where !subsectors.contains(where: { $0 == row.sector && $1 == row.subsector }) {
      subsectors.append((row.sector, row.subsector))
    }
    var rows = subsectors.map { sector, subsector -> [String] in
      let parts = [1, 2].map { scope in
        inventory.rows.filter {
          $0.sector == sector && $0.subsector == subsector && $0.scope == scope
        }.map(\.energy).compensatedSum() / 1000
      }
      return [
        sector.title, subsector, parts[0].grouped(0), parts[1].grouped(0), Self.notCounted,
        (parts[0] + parts[1]).grouped(0),
      ]
    }
    rows += inventory.sources.map {
      [
        $0.sector.title, "\($0.title): emissions are stated, not an activity", "NE", "NE", "NE",
        "NE",
      ]
    }
    if rows.isEmpty {
      return [.paragraph("The inventory holds neither energy nor other sources.")]
    }
    return [
      .numbered(
        "Activity by source sectors: final energy, MWh/a", energyTable(by: "Activity", rows)),
      .paragraph(
        "The activity behind emissions of energy is final energy; vehicle kilometres and tonnes of waste are not in the plan's data."
      ),
    ]
  }

  /// A-1.2 or A-1.4: emissions by source sector and scope.
  var emissions: [Document.Block] {
    let inventory = contract.inventory
    func line(_ title: String, _ sector: SourceSector?) -> [String] {
      [
        title, inventory.emissions(sector, scope: 1).grouped(0),
        inventory.emissions(sector, scope: 2).grouped(0), Self.notCounted,
        inventory.emissions(sector).grouped(0),
      ]
    }
    let missing = inventory.sectors.filter { sector in
      !inventory.rows.contains { $0.sector == sector }
        && !inventory.sources.contains { $0.sector == sector }
    }
    let none =
      missing.isEmpty
      ? ""
      : " Nothing is known of \(missing.map(\.title).joined(separator: ", ")), so these count 0 t: the inventory should be completed, or the goal says why they are left out."
    return [
      .numbered(
        "Greenhouse gas emissions in \(result.description.baseYear), t CO2e/a",
        Document.Table(
          [
            Document.Table.text("Source sector"), Document.Table.number("Scope 1, t CO2e/a"),
            Document.Table.number("Scope 2, t CO2e/a"), Document.Table.number("Scope 3, t CO2e/a"),
            Document.Table.number("Total, t CO2e/a"),
          ], rows: inventory.sectors.map { line($0.title, $0) }, total: line("Total", nil))),
      .paragraph("\(Self.scopeNote)\(none)\(unplaced)"),
    ]
  }

  /// What of the inventory's emissions lies outside of what the plan decides on, in words.
  private var unplaced: String {
    let baseline = result.baselineEmissions.last ?? 0
    let difference = contract.inventory.emissions() - baseline
    guard abs(difference) >= 0.5 else { return "" }
    return
      " The plan's own baseline is \(baseline.grouped(0)) t CO2e/a, \(abs(difference).grouped(0)) t \(difference > 0 ? "less" : "more"): energy and sources that lie in none of its districts are in the inventory alone, and buildings outside are in neither."
  }

  /// A-1.5: bars of the emissions by source sector.
  var graphics: [Document.Block] {
    let bars = contract.inventory.sectors.map { ($0.title, contract.inventory.emissions($0)) }
    let chart = SectorBars(
      title: "Emissions by source sector in \(result.description.baseYear), t CO2e/a", bars: bars,
      notice: result.description.notice)
    return [
      .drawing(svg: chart.svg, file: "emissions.svg", summary: chart.alternative),
      .paragraph(
        "IPPU: industrial processes and product use. AFOLU: agriculture, forestry and other land use."
      ),
    ]
  }

  /// A-2.3: the gap table with both residuals.
  var gap: [Document.Block] {
    guard let gap = contract.gap else {
      return [
        .toBeWritten(
          "Target",
          guidance:
            "The gap table needs a target: state ccc.target, for example 80 %, or a target for co2 among the rules of the plan."
        ),
        .numbered(
          "Baseline and actions, t CO2e/a",
          Document.Table(
            texts: [("Source sector", contract.inventory.sectors.map(\.title))],
            numbers: [
              (
                "(1) Baseline", "t CO2e/a",
                contract.inventory.sectors.map { contract.inventory.emissions($0) }, true
              ),
              (
                "(5) Reduction by this plan", "t CO2e/a",
                contract.inventory.sectors.map { contract.reduction(in: $0) }, true
              ),
            ], summed: "Total")),
      ]
    }
    func line(_ row: EmissionsGap.Row) -> [String] {
      [row.title]
        + [
          row.baseline, row.target, row.existing, row.gap, row.actions, row.residual,
          row.remaining,
        ].map { $0.grouped(0) } + [row.closed.map { words.percent($0) } ?? "no gap"]
    }
    let total = gap.total
    let existing = contract.existing
    return [
      .paragraph(words.goal),
      .numbered(
        "Emissions gap, t CO2e/a",
        Document.Table(
          [
            Document.Table.text("Source sector"), Document.Table.number("(1) Baseline"),
            Document.Table.number("(2) Target reduction"),
            Document.Table.number("(3) Other plans"),
            Document.Table.number("(4) Gap = (2) − (3)"),
            Document.Table.number("(5) This plan"),
            Document.Table.number("(6) Residual = (1) − (2)"),
            Document.Table.number("Remains = (1) − (3) − (5)"),
            Document.Table.number("(5) ÷ (4)"),
          ], rows: gap.rows.map(line), total: line(total))),
      .paragraph(EmissionsGap.residualsInWords),
      .paragraph(
        total.missing > 0.5
          ? "The actions lack \(total.missing.grouped(0)) t CO2e/a of the gap. It is shown as it is and not filled by an action."
          : "The actions close the gap; sectors may compensate one another."),
      .paragraph(SourceSectorBooking.rule),
    ] + booking
      + (existing.isEmpty
        ? [
          .paragraph(
            "Column (3) is 0 because no reduction by other plans is stated under ccc.existing or secap.underWay; what this plan does as well must not stand there."
          )
        ]
        : [
          .numbered(
            "Reductions by other plans, column (3)",
            Document.Table(
              texts: [
                ("Source sector", existing.map(\.sector)), ("Plan", existing.map(\.plan)),
              ], numbers: [("Reduction", "t CO2e/a", existing.map(\.reduction), true)],
              summed: "Total"))
        ])
  }

  /// Column (5) action by action.
  private var booking: [Document.Block] {
    if contract.lines.isEmpty { return [] }
    let sectors = contract.inventory.sectors.filter { contract.reduction(in: $0) != 0 }
    if sectors.isEmpty { return [] }
    return [
      .numbered(
        "Column (5) by action and source sector",
        Document.Table(
          texts: [
            ("Action", contract.lines.map(\.action.name)),
            (
              "Booked as", contract.lines.map { contract.booking.reasons[$0.position] }
            ),
          ],
          numbers: sectors.map { sector in
            (
              sector.title, "t CO2e/a", contract.lines.map { $0.bySector[sector.index] }, true
            )
          } + [("Sum", "t CO2e/a", contract.lines.map { $0[.co2] }, true)], summed: "Total"))
    ]
      + (contract.lines.contains { $0[.co2] < 0 }
        ? [
          .paragraph(
            "Below 0 an action adds emissions where it stands, for example by losses of a network; it is chosen for what it saves elsewhere or because a rule asks for it."
          )
        ] : [])
  }

  /// A-2.4: the actions by cost per tonne.
  var abatement: [Document.Block] {
    let lines = contract.lines.filter { $0.levelised != nil }
      .enumerated().sorted {
        ($0.element.levelised!, $0.offset) < ($1.element.levelised!, $1.offset)
      }
      .map(\.element)
    var sum = CompensatedSum()
    let rows = lines.map { line -> [String] in
      sum.add(line[.co2])
      return [
        line.action.name, line[.co2].grouped(0), sum.value.grouped(0),
        words.cell(line.levelised, 0),
      ]
    }
    if rows.isEmpty { return [.paragraph("No chosen action avoids emissions by itself.")] }
    return [
      .numbered(
        "Actions by cost per tonne: the abatement curve as numbers",
        Document.Table(
          [
            Document.Table.text("Action"), Document.Table.number("Reduction, t CO2e/a"),
            Document.Table.number("Reduction so far, t CO2e/a"),
            Document.Table.number("Levelised net cost, EUR per t CO2e"),
          ], rows: rows)),
      .paragraph(
        "Levelised net cost is annualised investment and running cost less saved energy, per tonne; below 0 an action pays for itself. The width of a step in the curve is the second column, its height the fourth."
      ),
    ]
  }

  /// A-3.1 or A-3.2: systems and stakeholders.
  var stakeholders: [Document.Block] {
    var blocks: [Document.Block] = []
    let named = result.description.society?.stakeholders ?? []
    let groups = result.description.society?.groups ?? []
    if !named.isEmpty {
      blocks.append(
        .numbered(
          "Stakeholders of the plan",
          Document.Table(
            [
              "Stakeholder", "Group", "Leads", "Influence", "Interest", "Takes part by",
            ].map(Document.Table.text),
            rows: named.map { stakeholder in
              [
                stakeholder.shownName,
                groups.first { $0.id == stakeholder.group }?.name ?? stakeholder.group
                  ?? "not stated",
                contract.leads(of: stakeholder),
                stakeholder.influence.map { words.level($0) } ?? "not stated",
                stakeholder.interest.map { words.level($0) } ?? "not stated",
                stakeholder.engagement?.rawValue ?? "not stated",
              ]
            })))
    }
    if contract.statement.lists[.stakeholders] != nil || named.isEmpty {
      blocks += words.list(.stakeholders)
    }
    return blocks
  }
}
