/// What is known or assumed of every building; one entry a building in each column.
public struct BuildingStock: Sendable {
  /// Sector.
  public var sector: [StockSector] = []
  /// Use.
  public var use: [BuildingUse] = []
  /// Where the use comes from.
  public var useProvenance: [Provenance] = []
  /// Age band: 0 before 1945, 1 1945–69, 2 1970–79, 3 1980–89, 4 1990–99, 5 2000–10, 6 since 2011.
  /// `unknownAge` where nothing is known: the heat is then the country's mean over all bands.
  public var ageBand: [UInt8] = []
  /// Where the age comes from.
  public var ageProvenance: [Provenance] = []
  /// Footprint, m².
  public var footprint: [Double] = []
  /// Levels above ground.
  public var levels: [Double] = []
  /// Where the levels come from.
  public var levelsProvenance: [Provenance] = []
  /// Gross floor area, m².
  public var floorArea: [Double] = []
  /// Where the floor area comes from.
  public var floorAreaProvenance: [Provenance] = []
  /// Heated area, m².
  public var heatedArea: [Double] = []
  /// Dwellings.
  public var dwellings: [Double] = []
  /// Where the dwellings come from.
  public var dwellingsProvenance: [Provenance] = []
  /// Useful space heat, kWh/a.
  public var spaceHeat: [Double] = []
  /// Where the space heat comes from: a certificate, the building's U-values, or the country's stock.
  public var spaceHeatProvenance: [Provenance] = []
  /// Electricity for cooling, kWh/a.
  public var coolingElectricity: [Double] = []
  /// Useful hot water, kWh/a.
  public var hotWater: [Double] = []
  /// Electricity for appliances and lighting, without heat and cooling, kWh/a.
  public var applianceElectricity: [Double] = []
  /// Final energy for heat by carrier, kWh/a; the first index is the carrier.
  public var heatFinal: [[Double]] = []
  /// Emissions of heat and electricity, t CO2e/a.
  public var emissions: [Double] = []
  /// Roof area in plan view, m².
  public var roofArea: [Double] = []
  /// Roof area that suits collectors, m².
  public var suitableRoof: [Double] = []
  /// The part of the useful heat that lies in a hectare dense enough for a heat network: 0 or 1.
  public var inNetworkArea: [UInt8] = []
  /// Investment of the heat network per kWh of useful heat and year in the building's hectare, EUR/kWh; 0 where none.
  public var networkInvestment: [Double] = []
  /// Linear heat density of the building's hectare: useful heat per metre of route and year, kWh/m; 0 where there is no heat.
  public var linearHeatDensity: [Double] = []

  /// The mark of an unknown age in `ageBand`.
  public static let unknownAge: UInt8 = 255

  /// Creates an empty stock.
  public init() {}

  /// The number of buildings.
  public var count: Int { sector.count }
}

/// A measure of the stock that adds up over buildings.
public enum StockMeasure: Int, Sendable, CaseIterable {
  case buildings
  case dwellings
  case footprint
  case floorArea
  case heatedArea
  case spaceHeat
  case hotWater
  case applianceElectricity
  /// Electricity for cooling, kWh/a.
  case coolingElectricity
  case emissions
  case roofArea
  case suitableRoof
  /// Useful heat in hectares dense enough for a network, kWh/a.
  case networkHeat
  /// Investment of the network in those hectares at full connection, EUR.
  case networkInvestment
  /// Route that pipes to all heated buildings would take, m, network area or not.
  case networkRoute

  /// The unit.
  public var unit: String {
    switch self {
    case .buildings, .dwellings: "1"
    case .footprint, .floorArea, .heatedArea, .roofArea, .suitableRoof: "m²"
    case .spaceHeat, .hotWater, .applianceElectricity, .coolingElectricity, .networkHeat: "kWh/a"
    case .emissions: "t CO2e/a"
    case .networkInvestment: "EUR"
    case .networkRoute: "m"
    }
  }
}

/// The stock of areas (units or districts): sums over the shares of buildings in them.
public struct AreaStock: Sendable {
  /// The number of areas.
  public let count: Int
  /// Area, m².
  public var area: [Double]
  /// People.
  public var population: [Double]
  /// Electricity of street lighting, kWh/a.
  public var lightingElectricity: [Double]
  /// Mean global horizontal irradiation, kWh/m² and year.
  public var radiation: [Double]
  /// Mean wind speed, m/s; 0 where unknown.
  public var windSpeed: [Double]
  /// Electricity of modules on the roofs, kWh per kWp and year; 0 where radiation alone says it.
  public var roofYield: [Double]
  /// Built-up land, m².
  public var builtLand: [Double]
  /// What goes on beside the buildings, from the inventory; nothing without one.
  public var activities: Activities
  // Read and written once an area, sector and measure: worth to be seen through from other modules.
  @usableFromInline var measures: [Double]
  @usableFromInline var heat: [Double]
  // Empty where the split of useful heat says it: a million units would take as much again as `heat`.
  private var heatForWater: [Double] = []
  private var roofRadiation: [Double] = []

  /// Creates a stock of zeros.
  public init(count: Int) {
    self.count = count
    area = Array(repeating: 0, count: count)
    population = area
    lightingElectricity = area
    radiation = area
    windSpeed = area
    roofYield = area
    builtLand = area
    activities = Activities(count: count)
    let sectors = StockSector.allCases.count
    precondition(sectors == 4, "the subscripts count four sectors")
    measures = Array(repeating: 0, count: StockMeasure.allCases.count * sectors * count)
    heat = Array(repeating: 0, count: Carrier.allCases.count * sectors * count)
  }

  /// A measure of one sector in one area.
  @inlinable public subscript(measure: StockMeasure, sector: StockSector, area: Int) -> Double {
    get { measures[(measure.rawValue * 4 + Int(sector.rawValue)) * count + area] }
    set { measures[(measure.rawValue * 4 + Int(sector.rawValue)) * count + area] = newValue }
  }

  /// Final energy for heat of a carrier in one sector and area, kWh/a.
  @inlinable public subscript(heat carrier: Carrier, sector: StockSector, area: Int) -> Double {
    get { heat[(carrier.index * 4 + Int(sector.rawValue)) * count + area] }
    set { heat[(carrier.index * 4 + Int(sector.rawValue)) * count + area] = newValue }
  }

  /// The part of the final energy for heat that goes into hot water, kWh/a.
  ///
  /// In the smallest areas it is split as the useful heat of the sector is; in larger ones it is the sum of theirs, once
  /// `setHeatForWater` has said so, because a mean split of the whole is not the mean of the splits.
  public func heatForWater(_ carrier: Carrier, _ sector: StockSector, in area: Int) -> Double {
    if !heatForWater.isEmpty {
      return heatForWater[(carrier.index * 4 + Int(sector.rawValue)) * count + area]
    }
    let water = self[.hotWater, sector, area]
    let useful = self[.spaceHeat, sector, area] + water
    return useful > 0 ? self[heat: carrier, sector, area] * (water / useful) : 0
  }

  /// States the part of a carrier's heat that goes into hot water, by area, kWh/a.
  ///
  /// What is not stated counts as 0 from the first statement on.
  public mutating func setHeatForWater(
    _ values: [Double], _ carrier: Carrier, _ sector: StockSector
  ) {
    precondition(values.count == count, "one value an area")
    if heatForWater.isEmpty { heatForWater = Array(repeating: 0, count: heat.count) }
    let start = (carrier.index * 4 + Int(sector.rawValue)) * count
    for (area, value) in values.enumerated() { heatForWater[start + area] = value }
  }

  /// Mean irradiation where the roofs are, kWh/m² and year: that of the area until `setRadiationOnRoofs` has said more.
  public func radiationOnRoofs(in area: Int) -> Double {
    roofRadiation.isEmpty ? radiation[area] : roofRadiation[area]
  }

  /// States the irradiation weighted by suitable roof, so that what roofs yield adds up over larger areas.
  public mutating func setRadiationOnRoofs(_ values: [Double]) {
    precondition(values.count == count, "one value an area")
    roofRadiation = values
  }

  /// A measure of an area over all sectors.
  public func total(_ measure: StockMeasure, in area: Int) -> Double {
    StockSector.allCases.reduce(0) { $0 + self[measure, $1, area] }
  }
}
