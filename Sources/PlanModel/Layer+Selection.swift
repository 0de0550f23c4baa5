extension Layer {
  /// The layer with some of its features, in the order of `rows`.
  public func selecting(_ rows: [Int]) -> Layer {
    Layer(
      name: name, crs: crs, ids: rows.map { ids[$0] }, geometry: geometry.selecting(rows),
      fields: fields.map { ($0.role, $0.column.selecting(rows)) })
  }
}

extension Column {
  /// The column with some of its rows, in the order of `rows`.
  public func selecting(_ rows: [Int]) -> Column {
    switch self {
    case .number(let column):
      var present = ValidityMask(count: rows.count, present: true)
      for (position, row) in rows.enumerated() where !column.present[row] {
        present[position] = false
      }
      return .number(NumberColumn(values: rows.map { column.values[$0] }, present: present))
    case .text(let column):
      // By text, so that the categories are those of the rows, in order of first appearance.
      return .text(TextColumn(rows.map { column[$0] }))
    }
  }
}
