import PlanModel

/// Rows of the area ledger for people.
enum LedgerTable {
  static func table(_ rows: [LedgerRow]) -> Document.Table {
    Document.Table(
      texts: [
        ("State", rows.map { word($0.state) }),
        ("Land use", rows.map { $0.landUse?.title ?? "Unknown" }),
        ("Covered by", rows.map { $0.constraints.joined(separator: " and ") }),
        ("Free for", rows.map { $0.eligible.joined(separator: ", ") }),
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
