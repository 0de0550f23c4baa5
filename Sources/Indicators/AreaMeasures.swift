import PlanModel

/// A measure of areas beside the stock that adds up over areas.
public enum AreaMeasure: Int, Sendable, CaseIterable {
  /// Roof-like cells of the height model under buildings, m², by where they face; the order is that of `RoofFacing`.
  case roofFlat, roofNorth, roofEast, roofSouth, roofWest
  /// Collectors that the hot water can use and the roofs can bear, m², and their heat, kWh/a.
  case collectorArea, collectorHeat
  /// Land for fields of modules, m², and their electricity, kWh/a.
  case solarLand, solarElectricity
  /// Land for modules above crops, m², and their electricity, kWh/a.
  case agriLand, agriElectricity
  /// Land for wind turbines where the wind is strong enough, m², turbines, and their electricity, kWh/a.
  case windLand, turbines, windElectricity
  /// Unbuilt ground of built-up land that can be reached, m², and useful heat from it, kWh/a.
  case geothermalLand, groundCollectorHeat, boreholeHeat
  /// Dry matter, t/a, and energy of it by land use, kWh/a; the order is that of `ReferenceData.biomassClasses`.
  case dryMatter, forestEnergy, arableEnergy, permanentCropsEnergy, grasslandEnergy
  /// Heat left over, kWh/a; the part that network area near by can take; the part of known temperature; that × °C.
  case wasteHeat, wasteHeatUsed, wasteHeatOfTemperature, wasteHeatTemperature
  /// Route of pipes, m; that × effective width, × pipe diameter, m²; heat in hectares, kWh/a; that × kWh/m².
  case route, routeWidth, routeDiameter, hectareHeat, hectareDensity
  /// Ground whose cover is known, and the sealed and the green part of it, m².
  case knownGround, sealed, green
  /// Dwellings in residential buildings whose age is known, and those from before 1970.
  case agedDwellings, oldDwellings
}

/// Measures of areas (units or districts) beside their stock.
public struct AreaMeasures: Sendable {
  /// The number of areas.
  public let count: Int
  private var values: [Double]

  /// Creates measures of zeros.
  public init(count: Int) {
    self.count = count
    values = Array(repeating: 0, count: AreaMeasure.allCases.count * count)
  }

  /// A measure of an area.
  public subscript(measure: AreaMeasure, area: Int) -> Double {
    get { values[measure.rawValue * count + area] }
    set { values[measure.rawValue * count + area] = newValue }
  }

  /// The measures of larger areas: units to districts, districts to the municipality.
  ///
  /// - Parameter group: The larger area of each area, in `0..<groups`; negative: in none.
  public func aggregated(to group: [Int], count groups: Int) -> AreaMeasures {
    precondition(group.count == count && group.allSatisfy { $0 < groups }, "one group an area")
    var result = AreaMeasures(count: groups)
    for measure in AreaMeasure.allCases {
      let sums = groupSums(of: group, count: groups) { self[measure, $0] }
      for (area, sum) in sums.enumerated() { result[measure, area] = sum }
    }
    return result
  }

  /// Adds a column of buildings up by the share of each that lies in each area.
  mutating func add(_ column: [Double], as measure: AreaMeasure, _ memberships: Memberships) {
    var sums = Array(repeating: CompensatedSum(), count: count)
    for row in column.indices where column[row] != 0 {
      for entry in memberships.starts[row]..<memberships.starts[row + 1] {
        sums[Int(memberships.unit[entry])].add(column[row] * memberships.share[entry])
      }
    }
    for (area, sum) in sums.enumerated() { self[measure, area] += sum.value }
  }
}

/// What is known of the ground, the roofs and the sky of each unit; one entry a unit in each column.
public struct GroundColumns: Sendable {
  /// Area by land use, m²: first the raw value of `LandUseClass`, then the unit; empty without a layer of land use.
  public var landUse: [[Double]] = []
  /// Land eligible for fields of modules, m²; nil: unknown.
  public var solarLand: [Double]?
  /// Land eligible for modules above crops, m²; nil: unknown.
  public var agriLand: [Double]?
  /// Land eligible for wind turbines, m²; nil: unknown.
  public var windLand: [Double]?
  /// Electricity of a kWp of modules, kWh/a; empty without a raster of it, nil where that has no value.
  public var photovoltaicYield: [Double?] = []
  /// Roof-like area under buildings by facing, m²: first `RoofFacing`, then the unit; empty without a height model.
  public var roofs: [[Double]] = []
  /// Sealed share; empty without a raster of it, nil where that has no value.
  public var imperviousness: [Double?] = []

  /// Creates columns of nothing.
  public init() {}
}
