public import PlanModel

/// The tables of an inventory for people, as the Covenant of Mayors' template has them.
struct InventoryDocument {
  private let inventory: Inventory

  init(_ inventory: Inventory) { self.inventory = inventory }

  /// Totals, tables A, B, C and D, calibration and comparisons.
  var blocks: [Document.Block] {
    [.figures(figures), .table(energy), .table(emissions)] + local + [factors] + calibration
      + checks
  }

  private var figures: [(name: String, value: String)] {
    var figures = [
      ("Final energy", ShownUnit.phrase(inventory.energy(), "kWh/a")),
      ("Emissions", ShownUnit.phrase(inventory.emissions(), "t CO2e/a")),
      ("Scope 1", ShownUnit.phrase(inventory.emissions(.total, .scope1), "t CO2e/a")),
      ("Scope 2", ShownUnit.phrase(inventory.emissions(.total, .scope2), "t CO2e/a")),
      ("Factors", inventory.factorSet.rawValue),
    ]
    if let year = inventory.year { figures.insert(("Year", "\(year)"), at: 0) }
    if let people = inventory.population {
      figures.append(("Inhabitants", people.grouped(0)))
      figures.append(
        ("Per person", ShownUnit.phrase(inventory.emissions() / people, "t CO2e/a")))
    }
    if inventory.unplacedEmissions != 0 {
      figures.append(
        ("In no area of the plan", ShownUnit.phrase(inventory.unplacedEmissions, "t CO2e/a")))
    }
    return figures
  }

  /// Table A.
  private var energy: Document.Table {
    matrix("A. Final energy, MWh/a", of: \.energy, step: 1000, sources: false)
  }

  /// Table D.
  private var emissions: Document.Table {
    matrix("D. Emissions, t CO2e/a", of: \.emissions, step: 1, sources: true)
  }

  /// Sectors down, carriers across.
  private func matrix(
    _ title: String, of value: KeyPath<InventoryRow, Double>, step: Double, sources: Bool
  ) -> Document.Table {
    let carriers = inventory.carriers
    func text(_ number: Double) -> String { (number / step).grouped(0) }
    func line(_ title: String, _ rows: [InventoryRow], more: Double = 0) -> [String] {
      [title]
        + carriers.map { carrier in
          let cells = rows.filter { $0.carrier == carrier }
          let sum = cells.map { $0[keyPath: value] }.compensatedSum()
          if sum == 0, let key = cells.lazy.compactMap(\.key).first { return key.rawValue }
          return text(sum)
        } + [text((rows.map { $0[keyPath: value] } + [more]).compensatedSum())]
    }
    var lines = inventory.sectors.map { sector in
      line(sector.title, inventory.rows.filter { $0.sector == sector })
    }
    var others = 0.0
    if sources {
      for source in inventory.sources {
        let name =
          source.source.title
          + (source.within.map { " (published in \($0.word))" } ?? "")
          + (source.isEstimated ? " (estimated)" : "")
        lines.append([name] + carriers.map { _ in "" } + [text(source.amount)])
        others += source.amount
      }
    }
    return Document.Table(
      [Document.Table.text(title)] + carriers.map { Document.Table.number($0.title) }
        + [Document.Table.number("Total")],
      rows: lines, total: line("Total", inventory.rows, more: others))
  }

  /// Table B, as far as it makes factors.
  private var local: [Document.Block] {
    let factors = [("electricity", inventory.electricity), ("heat", inventory.heat)]
    return factors.compactMap { name, factor in
      guard let factor else { return nil }
      let purchases =
        factor.purchases > 0
        ? ", \(ShownUnit.phrase(factor.purchases, "kWh/a")) \(name == "heat" ? "brought in" : "bought green")"
        : ""
      return .paragraph(
        "B. Local \(name): \(ShownUnit.phrase(factor.production, "kWh/a")) produced\(purchases), \(ShownUnit.phrase(factor.consumption, "kWh/a")) used; so a MWh emits \((factor.value * 1000).grouped(3)) t instead of \((factor.national * 1000).grouped(3)) t."
          + (factor.isExporter ? " More is produced than used." : ""))
    }
  }

  /// Table C.
  private var factors: Document.Block {
    .folded(
      "C. Emission factors and where each number is from",
      Document.Table(
        [
          Document.Table.text("Sector"), Document.Table.text("Carrier"),
          Document.Table.number("Final energy, MWh/a"), Document.Table.text("Known as"),
          Document.Table.number("Factor, t/MWh"), Document.Table.text("Factor from"),
          Document.Table.number("Emissions, t CO2e/a"),
        ],
        rows: inventory.rows.map { row in
          [
            row.sector.title, row.carrier.title, (row.energy / 1000).grouped(0),
            row.key.map { "\($0.rawValue): \($0.title)" } ?? row.origin.title,
            (row.factor * 1000).grouped(4), row.factorSource, row.emissions.grouped(0),
          ]
        }))
  }

  private var calibration: [Document.Block] {
    if inventory.calibrations.isEmpty { return [] }
    return [
      .table(
        Document.Table(
          [
            Document.Table.text("Buildings made to agree"), Document.Table.text("Carrier"),
            Document.Table.number("Computed, MWh/a"), Document.Table.number("Inventory, MWh/a"),
            Document.Table.number("Factor"),
          ],
          rows: inventory.calibrations.map {
            [
              $0.sector.title, $0.carrier?.title ?? "all of these",
              ($0.bottomUp / 1000).grouped(0), ($0.energy / 1000).grouped(0),
              $0.factor.map { $0.grouped(3) } ?? "from nothing",
            ]
          }))
    ]
  }

  private var checks: [Document.Block] {
    if inventory.checks.isEmpty { return [] }
    return [
      .table(
        Document.Table(
          [
            Document.Table.text("Compared with what was published"),
            Document.Table.number("Published, t CO2e/a"),
            Document.Table.number("Computed, t CO2e/a"), Document.Table.text("Agrees"),
          ],
          rows: inventory.checks.map {
            [
              $0.title, $0.published.grouped(0), $0.computed.grouped(0), $0.holds ? "yes" : "no",
            ]
          }))
    ]
  }
}

extension InventoryRow.Origin {
  /// How the energy is known, for people.
  var title: String {
    switch self {
    case .stated: "stated"
    case .split: "stated in a sum, split by buildings"
    case .bottomUp: "computed from buildings and people"
    case .estimated: "national mean per person"
    }
  }
}

extension SheetDocument {
  /// The emission inventory that the plan starts from; nothing where it states none.
  var inventory: [Document.Block] {
    result.inventory.map { InventoryDocument($0).blocks } ?? []
  }

  /// Energy and emissions of the area's part of transport, industry, agriculture and other sources.
  var besideBuildings: [Document.Block] {
    let activities = area.stock.activities
    if activities.isEmpty { return [] }
    let row = area.stockRow
    var lines: [(title: String, energy: Double, emissions: Double)] = []
    for sector in ActivitySector.allCases {
      let energy = Carrier.allCases.map { activities.energy(sector, $0, in: row) }
      let emissions = zip(Carrier.allCases, energy).map { activities.factor(sector, $0) * $1 }
      lines.append((sector.title, energy.compensatedSum(), emissions.compensatedSum()))
    }
    for source in EmissionSource.allCases {
      lines.append((source.title, .nan, activities.emissions(source, in: row)))
    }
    lines = lines.filter { $0.emissions != 0 || $0.energy > 0 }
    if lines.isEmpty { return [] }
    let table = Document.Table(
      texts: [("What", lines.map(\.title))],
      numbers: [
        ("Final energy", "kWh/a", lines.map(\.energy), false),
        ("Emissions", "t CO2e/a", lines.map(\.emissions), true),
      ], summed: "Sum")
    return [
      .table(table),
      .paragraph(
        area.id == nil
          ? "From the inventory; industry is what it states beyond the buildings."
          : "The district's part of the municipality's inventory, by people, floor of workplaces and land; nothing of it was measured here."
      ),
    ]
  }
}

/// The tables of an inventory in Markdown, for a terminal or a file.
public func inventoryText(of inventory: Inventory, title: String) -> String {
  MarkdownRenderer.text(
    Document(
      title: title, subtitle: "Emission inventory" + (inventory.year.map { " of \($0)" } ?? ""),
      notice: nil,
      blocks: InventoryDocument(inventory).blocks))
}
