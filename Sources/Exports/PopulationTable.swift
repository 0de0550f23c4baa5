import PlanModel

/// `population.csv`: where the people of each cell of a grid went, and by which key.
func populationCSV(_ population: PopulationAccount, of result: PlanResult) -> CSVTable {
  var table = CSVTable(
    header: [
      "cell", "people", "inside_share_of_area", "residential_floor_inside_m2",
      "residential_floor_outside_m2", "border_key", "people_inside", "sharing_key",
    ], notice: result.description.notice)
  for cell in population.cells {
    table.add([
      .text(cell.id), .number(cell.people), .number(cell.insideShare),
      .number(cell.floorAreaInside), .number(cell.floorAreaOutside), .text(cell.border.rawValue),
      .number(cell.peopleInside), .text(cell.sharing.rawValue),
    ])
  }
  return table
}

/// The sharing of the grid of people in the run record.
func populationJSON(_ population: PopulationAccount) -> JSONValue {
  func people(_ isWanted: (PopulationAccount.Cell) -> Bool) -> JSONValue {
    .published(population.cells.filter(isWanted).map(\.peopleInside).compensatedSum())
  }
  return .object([
    ("cells", .integer(population.cells.count)),
    ("peopleInCells", .published(population.cells.map(\.people).compensatedSum())),
    ("peopleInside", .published(population.peopleInside)),
    (
      "sharedBy",
      .object(
        PopulationAccount.SharingKey.allCases.map { key in
          (key.rawValue, people { $0.sharing == key })
        })
    ),
    (
      "borderBy",
      .object(
        PopulationAccount.BorderKey.allCases.map { key in
          (key.rawValue, people { $0.border == key })
        })
    ),
    ("residentialFloorElsewhere", .published(population.floorAreaElsewhere)),
  ])
}
