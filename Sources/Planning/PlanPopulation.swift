import Indicators
import Overlay
import PlanModel

extension PlanAreas {
  /// Lays the cells of a grid of people over buildings and units.
  static func populationCells(
    _ layer: Layer, units: PlanningUnits, buildings: Layer?, measures measured: GeometryMeasures?,
    gridSize: Double, workers: Workers
  ) throws -> PopulationCells {
    let area = try measures(of: layer.geometry, workers: workers).area
    var members = Memberships(starts: [0], unit: [], share: [], outside: [])
    if let buildings, let measured {
      // A cell is to a building what a unit is: a polygon that holds a share of it.
      members = try Overlay.memberships(
        of: buildings.geometry, measures: measured,
        in: PlanningUnits(
          ids: layer.ids, geometry: layer.geometry,
          district: Array(repeating: 0, count: layer.count), area: area),
        gridSize: gridSize, workers: workers)
    }
    let shared = try sharedAreas(
      of: layer.geometry, with: units.geometry, gridSize: gridSize, workers: workers)
    let people = layer.numbers("people")
    return PopulationCells(
      ids: layer.ids, people: (0..<layer.count).map { people?[$0] }, area: area,
      buildings: members,
      shared: shared.map { (cell: $0.feature, unit: $0.area, area: $0.shared) })
  }
}

extension PopulationCells {
  /// The people of the grid shared among units by the homes of a stock.
  func account(
    units: Int, memberships: Memberships, stock: BuildingStock
  ) -> PopulationAccount {
    // A plan without buildings has no columns at all.
    let floorArea =
      stock.count == 0
      ? Array(repeating: 0, count: memberships.featureCount)
      : (0..<stock.count).map { stock.sector[$0] == .residential ? stock.floorArea[$0] : 0 }
    return populationAccount(
      of: self, units: units, memberships: memberships, floorArea: floorArea)
  }
}

extension PopulationAccount {
  /// How people were found, for the indicator and for every table that shows it.
  static let method =
    "People of the cells of a grid, shared inside each cell by residential floor area, by area where no homes are known; a cell cut by the border counts by floor area inside and outside, by area where no homes are known outside (population.csv). A district that states its people keeps that sum."

  /// What should be known of the sharing.
  ///
  /// - Parameters:
  ///   - stated: The people that each district states; nil: none.
  ///   - districtOfUnit: The district of each unit.
  ///   - floorArea: Residential gross floor area of the municipality, m².
  func findings(
    of plan: PlanDescription, negative: Int, stated: [Double?], districtOfUnit: [Int],
    floorArea: Double
  ) -> [Diagnostic] {
    let place = Place(
      file: plan.file, line: plan.layers.population?.source.line, layer: "population",
      field: "layers.population")
    var found: [Diagnostic] = []
    func tell(
      _ severity: Severity, _ code: String, _ message: String, _ remedy: String,
      _ count: Int = 1
    ) {
      found.append(
        Diagnostic(severity, code, message, remedy: remedy, at: place, count: count))
    }
    func people(_ rows: [Cell]) -> String {
      String(Int(rows.map(\.peopleInside).compensatedSum().rounded()))
    }
    if negative > 0 {
      tell(
        .warning, "population.negative",
        "\(negative) cells state fewer than no people; they count as not known.",
        "Name the number that means not known: fields: {people: {field: …, missing: [\"-1\"]}}.",
        negative)
    }
    guard !cells.isEmpty else {
      tell(
        .warning, "population.covers-nothing",
        "No cell of the grid of people holds somebody inside the districts.",
        "Check its CRS, its place, its field and its value for not known.")
      return found
    }
    let byArea = cells.filter { $0.sharing == .area }
    let cut = cells.filter { $0.border != .whole }
    tell(
      .note, "population.shared",
      "\(people(cells)) people of \(cells.count) cells live inside the borders: \(people(cells.filter { $0.sharing == .floorArea })) are shared by residential floor area and \(people(byArea)) by area. \(cut.count) cells are cut by the border: \(cut.filter { $0.border == .floorArea }.count) count by floor area inside and outside, \(cut.filter { $0.border == .area }.count) by area.",
      "Each cell stands in population.csv.", cells.count)
    if !byArea.isEmpty {
      tell(
        .warning, "population.no-homes",
        "\(byArea.count) cells with \(people(byArea)) people inside have no residential floor area; their people are shared by area.",
        "Check whether buildings or their uses are missing there: \(byArea.prefix(5).map(\.id).joined(separator: ", ")).",
        byArea.count)
    }
    if floorArea > 0, floorAreaElsewhere > 0.05 * floorArea {
      tell(
        .warning, "population.homes-without-people",
        "\((100 * floorAreaElsewhere / floorArea).rounded(toDecimals: 1)) % of the residential floor area lies in no cell of the grid and gets no people from it.",
        "Check that the grid covers the municipality, and which buildings are homes.")
    }
    var ours = 0.0
    var theirs = 0.0
    var other = 0
    var sums = Array(repeating: CompensatedSum(), count: stated.count)
    for (unit, district) in districtOfUnit.enumerated() { sums[district].add(units[unit]) }
    for (district, number) in stated.enumerated() {
      guard let number else { continue }
      ours += sums[district].value
      theirs += number
      if abs(sums[district].value - number) > 0.05 * max(number, 1) { other += 1 }
    }
    if other > 0 {
      tell(
        .warning, "population.other-sum",
        "\(stated.count { $0 != nil }) districts state \(Int(theirs.rounded())) people, and the grid has \(Int(ours.rounded())) there; \(other) of them differ by more than 5 %. The districts' numbers stand, and the grid shares them.",
        "Leave out `population` of the districts if the grid is newer, or check its year.", other)
    }
    return found
  }
}
