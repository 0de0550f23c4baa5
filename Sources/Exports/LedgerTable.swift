import PlanModel

/// Rows of the area ledger for people.
enum LedgerTable {
  /// State and land use: what a reader asks first.
  static func summary(_ rows: [LedgerRow]) -> Document.Table {
    var merged = rows
    for row in merged.indices {
      merged[row].constraints = []
      merged[row].eligible = []
    }
    let lines = AreaAccount.joined(merged)
    return Document.Table(
      texts: [
        ("State", lines.map { word($0.state) }),
        ("Land use", lines.map { $0.landUse?.title ?? "Unknown" }),
      ], numbers: [("Area", "m²", lines.map(\.area), true)], summed: "Sum")
  }

  /// Every row, with what covers it and the names of the actions that it is free for.
  static func table(_ rows: [LedgerRow], actions: [Action]) -> Document.Table {
    Document.Table(
      texts: [
        ("State", rows.map { word($0.state) }),
        ("Land use", rows.map { $0.landUse?.title ?? "Unknown" }),
        ("Covered by", rows.map { $0.constraints.joined(separator: " and ") }),
        (
          "Free for",
          rows.map { row in
            row.eligible.map { id in actions.first { $0.id == id }?.name ?? id }
              .joined(separator: ", ")
          }
        ),
      ], numbers: [("Area", "m²", rows.map(\.area), true)], summed: "Sum")
  }

  static func word(_ state: LedgerRow.State) -> String {
    switch state {
    case .eligible: "Eligible"
    case .inUse: "In use"
    case .excluded: "Excluded"
    case .unknown: "Unknown"
    }
  }
}
