public import PlanModel

/// The cells of a grid of people, laid over buildings and units.
public struct PopulationCells: Sendable {
  /// The ids of the cells.
  public var ids: [String]
  /// The people of each cell; nil: not known.
  public var people: [Double?]
  /// The area of each cell, m².
  public var area: [Double]
  /// Which cells each building lies in.
  public var buildings: Memberships
  /// What cells and units share, by cell and then unit, m².
  public var shared: [(cell: Int, unit: Int, area: Double)]

  /// Creates cells.
  public init(
    ids: [String], people: [Double?], area: [Double], buildings: Memberships,
    shared: [(cell: Int, unit: Int, area: Double)]
  ) {
    self.ids = ids
    self.people = people
    self.area = area
    self.buildings = buildings
    self.shared = shared
  }
}

/// Shares the people of a grid among units by residential floor area (binary dasymetric mapping; Wright 1936,
/// Eicher and Brewer 2001).
///
/// In a cell inside the municipality each unit has *people × residential floor area of the unit in the cell ÷ that of
/// all units in it*. Of a cell that the border cuts, the part *floor area inside ÷ floor area inside and outside* counts;
/// where no building with homes is known to lie outside as a whole, *area inside ÷ area*. Where no homes are known inside,
/// the people are shared by area. A building that several cells or units share counts in each with its share of both.
///
/// - Parameters:
///   - units: The number of units.
///   - memberships: Which units each building lies in.
///   - floorArea: Residential gross floor area of each building, m².
/// - Complexity: O(*n*) in the entries of both memberships.
public func populationAccount(
  of cells: PopulationCells, units: Int, memberships: Memberships, floorArea: [Double]
) -> PopulationAccount {
  precondition(
    cells.buildings.featureCount == memberships.featureCount
      && floorArea.count == memberships.featureCount, "columns of the same buildings")
  let count = cells.ids.count
  var homes = Array(repeating: [(unit: Int, floorArea: Double)](), count: count)
  var outside = Array(repeating: CompensatedSum(), count: count)
  var hasNeighbours = Array(repeating: false, count: count)
  var elsewhere = CompensatedSum()
  for building in floorArea.indices where floorArea[building] > 0 {
    let inside = memberships.starts[building]..<memberships.starts[building + 1]
    let isOutside = memberships.outside[building] >= 1 - 1e-9
    elsewhere.add(
      floorArea[building] * (1 - memberships.outside[building]) * cells.buildings.outside[building])
    for place in cells.buildings.starts[building]..<cells.buildings.starts[building + 1] {
      let cell = Int(cells.buildings.unit[place])
      let part = floorArea[building] * cells.buildings.share[place]
      outside[cell].add(part * memberships.outside[building])
      if isOutside { hasNeighbours[cell] = true }
      for entry in inside {
        homes[cell].append((Int(memberships.unit[entry]), part * memberships.share[entry]))
      }
    }
  }
  var ground = Array(repeating: [(unit: Int, area: Double)](), count: count)
  for pair in cells.shared { ground[pair.cell].append((pair.unit, pair.area)) }
  var sums = Array(repeating: CompensatedSum(), count: units)
  var met: [PopulationAccount.Cell] = []
  for cell in 0..<count {
    guard let people = cells.people[cell], people > 0, !ground[cell].isEmpty else { continue }
    let areaInside = ground[cell].map(\.area).compensatedSum()
    var row = PopulationAccount.Cell(id: cells.ids[cell], people: people)
    row.insideShare = cells.area[cell] > 0 ? min(1, areaInside / cells.area[cell]) : 1
    row.floorAreaInside = homes[cell].map(\.floorArea).compensatedSum()
    row.floorAreaOutside = outside[cell].value
    // Borders and cells are drawn apart: what misses a millionth is rounding.
    if row.insideShare < 1 - 1e-6 {
      row.border = hasNeighbours[cell] ? .floorArea : .area
      let all = row.floorAreaInside + row.floorAreaOutside
      row.peopleInside =
        people * (hasNeighbours[cell] ? row.floorAreaInside / all : row.insideShare)
    }
    if row.floorAreaInside > 0 {
      for (unit, part) in homes[cell] {
        sums[unit].add(row.peopleInside * (part / row.floorAreaInside))
      }
    } else {
      row.sharing = .area
      for (unit, part) in ground[cell] { sums[unit].add(row.peopleInside * (part / areaInside)) }
    }
    met.append(row)
  }
  return PopulationAccount(
    cells: met, units: sums.map(\.value), floorAreaElsewhere: elsewhere.value)
}
