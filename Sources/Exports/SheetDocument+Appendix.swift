import PlanModel

extension SheetDocument {
  /// Every row of the ledger: what stands, what covers it, what it is free for.
  var ledgerInFull: [Document.Block] {
    if area.ledger.isEmpty { return [] }
    let table = LedgerTable.table(area.ledger, actions: result.options.actions)
    return [.folded("\(area.ledger.count.counted("row")) that add up to the area", table)]
  }

  /// The indicators; those that are zero all over the municipality stand in the JSON only.
  var indicators: [Document.Block] {
    let table = result.districtIndicators
    let whole = result.districts.count
    let shown = zip(table.indicators, table.values).filter { $0.1[whole] != 0 }
    if shown.isEmpty { return [] }
    return [
      .folded(
        "\(shown.count.counted("indicator")) with method and confidence",
        Document.Table(
          [
            Document.Table.text("Indicator"), Document.Table.number("Value"),
            Document.Table.text("Confidence"), Document.Table.text("Method and source"),
          ],
          rows: shown.map { indicator, column in
            [
              indicator.title,
              column[area.indicatorRow].map { ShownUnit.phrase($0, indicator.unit) } ?? "unknown",
              indicator.confidence.rawValue, indicator.method,
            ]
          }))
    ]
  }

  /// The default numbers: all of them for the municipality, the doubtful ones of the chosen actions for a district.
  var defaults: [Document.Block] {
    let all = area.defaults
    if all.isEmpty { return [] }
    guard area.id != nil else {
      return [
        .folded("\(all.count.counted("default number")) with origin", Self.table(of: all))
      ]
    }
    let doubtful = area.doubtfulNumbers
    let low = all.filter { $0.confidence == .low }.count
    let count =
      "This sheet rests on \(all.count.counted("default number")), \(low.grouped) of them of low confidence. "
      + "All stand with their sources in the municipality's sheet and in run.json."
    if doubtful.isEmpty { return [.paragraph(count)] }
    return [
      .paragraph(count),
      .folded(
        "\(doubtful.count.counted("number")) of the chosen actions to replace first: low confidence",
        Self.table(of: doubtful)),
    ]
  }

  private static func table(of numbers: [SourcedNumber]) -> Document.Table {
    Document.Table(
      [
        Document.Table.text("Number"), Document.Table.number("Value"),
        Document.Table.text("Unit"), Document.Table.number("Year"),
        Document.Table.text("Confidence"), Document.Table.text("Source"),
        Document.Table.text("Licence"),
      ],
      rows: numbers.map {
        [
          $0.name, $0.value.shortest, $0.unit, "\($0.year)", $0.confidence.rawValue, $0.source,
          $0.licence,
        ]
      })
  }
}
