import PlanModel

extension Workbook {
  /// A table as comma-separated text; formulas are their values.
  func csv(of table: Table, values: [[Double?]]) -> String {
    var text = CSVTable(header: table.columns.map(\.heading), notice: notice)
    for (row, cells) in table.rows.enumerated() {
      text.add(
        cells.enumerated().map { column, cell in
          if let words = Self.words(of: cell) { return .text(words) }
          return .number(values[row][column])
        })
    }
    return text.text
  }

  /// The whole as JSON, from which it can be read again.
  var json: JSONValue {
    let values = values()
    return .object([
      ("commongroundWorkbook", .integer(1)), ("title", .string(title)),
      ("notice", notice.map { .string($0) } ?? .null),
      (
        "sheets",
        .array(
          sheets.map { sheet in
            .object([
              ("id", .string(sheet.id)), ("title", .string(sheet.title)),
              ("about", .string(sheet.about)),
              ("tables", .array(sheet.tables.map { json(of: $0, values: values[$0.id]!) })),
            ])
          })
      ),
    ])
  }

  private func json(of table: Table, values: [[Double?]]) -> JSONValue {
    .object([
      ("id", .string(table.id)), ("title", .string(table.title)), ("note", .string(table.note)),
      (
        "columns",
        .array(
          table.columns.map {
            .object([
              ("title", .string($0.title)), ("unit", .string($0.unit)),
              ("kind", .string($0.kind.rawValue)),
            ])
          })
      ),
      (
        "rows",
        .array(
          table.rows.enumerated().map { row, cells in
            .array(
              cells.enumerated().map { column, cell in
                Self.json(of: cell, value: values[row][column])
              })
          })
      ),
    ])
  }

  private static func json(of cell: Cell, value: Double?) -> JSONValue {
    switch cell {
    case .text(let text): .string(text)
    case .number(let number): .number(number)
    case .terms(let terms): .object([("terms", .array(terms.map { .string($0) }))])
    case .toWrite(let guidance): .object([("toWrite", .string(guidance))])
    case .reason(let reason): .object([("reason", .string(reason))])
    case .formula(let formula):
      .object([
        ("formula", .string(formula.operation.rawValue)),
        (
          "of",
          .array(
            formula.operands.map {
              .object([
                ("table", .string($0.table)),
                ("rows", .array([.integer($0.rows.lowerBound), .integer($0.rows.upperBound)])),
                (
                  "columns",
                  .array([.integer($0.columns.lowerBound), .integer($0.columns.upperBound)])
                ),
              ])
            })
        ), ("value", .number(value ?? 0)),
      ])
    }
  }
}
