import PlanModel

/// `neighbours.csv`: which units share a border, and how many metres of it.
func neighboursCSV(_ borders: Neighbours, of result: PlanResult) -> CSVTable {
  var table = CSVTable(
    header: ["unit", "other_unit", "shared_border_m"], notice: result.description.notice)
  for pair in 0..<borders.count {
    table.add([
      .text(result.units.ids[Int(borders.left[pair])]),
      .text(result.units.ids[Int(borders.right[pair])]), .number(borders.length[pair]),
    ])
  }
  return table
}
