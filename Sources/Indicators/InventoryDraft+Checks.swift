import PlanModel

/// What an inventory is compared with: its buildings before, and what the city published.
extension InventoryDraft {
  /// By what the energy of each sector of buildings was multiplied; a warning where it was much.
  mutating func addCalibrations(
    before: StockTotals, after: StockTotals, cells: [ReconciledCell]
  ) {
    for sector in StockSector.allCases {
      let carriers = cells.filter { $0.sectors.contains(sector) }.map(\.carrier)
        .sorted { $0.index < $1.index }
      let parts = carriers.map {
        Inventory.Calibration(
          sector: sector, carrier: $0, bottomUp: before[sector, $0], energy: after[sector, $0])
      }.filter { $0.bottomUp > 0 || $0.energy > 0 }
      if parts.isEmpty { continue }
      let whole = Inventory.Calibration(
        sector: sector, carrier: nil, bottomUp: parts.map(\.bottomUp).compensatedSum(),
        energy: parts.map(\.energy).compensatedSum())
      inventory.calibrations += [whole] + parts
      let far = ([whole] + parts).filter { $0.factor.map { !(0.5...2).contains($0) } ?? true }
      if far.isEmpty { continue }
      let names = far.map { part in
        let name = part.carrier?.rawValue ?? "all together"
        return "\(name) \(part.factor.map { "× \($0.rounded(toDecimals: 2))" } ?? "from nothing")"
      }
      report(
        .warning, "calibration-large",
        "To agree with the inventory, \(sector.title.lowercased()) change by more than half or double: \(names.joined(separator: ", ")).",
        remedy:
          "Check the sector's energy, the buildings' use and floor area, and `heatCarriers`.",
        count: far.count)
    }
  }

  /// Published numbers beside ours.
  mutating func compare() {
    var open: [String] = []
    for published in context.statement.published {
      let title = published.subject.title + published.part.title
      guard isComparable(published.subject) else {
        open.append("\(title) (\(published.amount.rounded(toDecimals: 0)) t)")
        continue
      }
      let check = Inventory.Check(
        title: title, published: published.amount,
        computed: inventory.emissions(published.subject, published.part))
      inventory.checks.append(check)
      if check.holds { continue }
      diagnostics.append(
        Diagnostic(
          .warning, "inventory.published-differs",
          "The published emissions of \(title) are \(check.published.rounded(toDecimals: 0)) t; energy × factor and sources give \(check.computed.rounded(toDecimals: 0)) t.",
          remedy:
            "Look for another factor, or for energy that is missing; the computed number counts.",
          at: published.place))
    }
    if !open.isEmpty {
      report(
        .note, "not-comparable",
        "Published numbers of which no energy is stated cannot be compared: \(open.joined(separator: ", ")).",
        count: open.count)
    }
    compareSum()
  }

  /// Whether the inventory has all of a subject and can tell it from other sectors.
  private func isComparable(_ subject: InventoryStatement.Published.Subject) -> Bool {
    switch subject {
    case .total: !inventory.rows.isEmpty
    case .source(let source): inventory.sources.contains { $0.source == source }
    case .sectors(let sectors):
      sectors.allSatisfy { sector in
        inventory.rows.contains { $0.sector == sector || $0.sector.aggregate == sector }
          && !inventory.rows.contains { $0.sector == sector.aggregate && $0.energy > 0 }
      }
    }
  }

  /// The published sectors beside the published total.
  private mutating func compareSum() {
    let all = context.statement.published
    guard let total = all.first(where: { $0.subject == .total && $0.part == .all }),
      let buildings = publishedSum(.buildings), let transport = publishedSum(.transport)
    else { return }
    let sources = context.statement.emissions.filter { $0.within == nil }.map(\.amount)
    let check = Inventory.Check(
      title: "published sectors together, and the published total", published: total.amount,
      computed: ([buildings, transport] + sources).compensatedSum())
    inventory.checks.append(check)
    if check.holds { return }
    let difference = abs(check.published - check.computed)
    diagnostics.append(
      Diagnostic(
        .warning, "inventory.published-sum",
        "The published sectors add up to \(check.computed.rounded(toDecimals: 0)) t, the published total is \(check.published.rounded(toDecimals: 0)) t: \(difference.rounded(toDecimals: 0)) t apart.",
        remedy: "Ask which of the two is right; neither is counted.", at: total.place))
  }

  /// What was published for an aggregate: itself, or its parts.
  private func publishedSum(_ aggregate: InventorySector) -> Double? {
    let own = context.statement.published.filter { $0.subject == .sectors([aggregate]) }
    if let whole = own.first(where: { $0.part == .all }) { return whole.amount }
    let halves = own.filter { $0.part == .electricity || $0.part == .withoutElectricity }
    if halves.count == 2 { return halves.map(\.amount).compensatedSum() }
    let parts = context.statement.published.filter { published in
      guard published.part == .all, case .sectors(let sectors) = published.subject else {
        return false
      }
      return sectors.allSatisfy { $0.aggregate == aggregate }
    }
    return parts.isEmpty ? nil : parts.map(\.amount).compensatedSum()
  }
}
