/// An energy carrier, as the Covenant of Mayors' inventory table names its columns.
public enum Carrier: String, Sendable, CaseIterable {
  case electricity
  case districtHeat
  case naturalGas
  case liquidGas
  case heatingOil
  case diesel
  case gasoline
  case lignite
  case coal
  case otherFossil
  case plantOil
  case biofuel
  case biomass
  case solarThermal
  case geothermal

  /// The name for people.
  public var title: String {
    switch self {
    case .electricity: "Electricity"
    case .districtHeat: "Heat/cold"
    case .naturalGas: "Natural gas"
    case .liquidGas: "Liquid gas"
    case .heatingOil: "Heating oil"
    case .diesel: "Diesel"
    case .gasoline: "Gasoline"
    case .lignite: "Lignite"
    case .coal: "Coal"
    case .otherFossil: "Other fossil fuels"
    case .plantOil: "Plant oil"
    case .biofuel: "Biofuel"
    case .biomass: "Other biomass"
    case .solarThermal: "Solar thermal"
    case .geothermal: "Geothermal"
    }
  }

  /// The position in columns that have one entry a carrier.
  @inlinable public var index: Int {
    // Written out: a search in `allCases` made an array each time, sixty times a unit.
    switch self {
    case .electricity: 0
    case .districtHeat: 1
    case .naturalGas: 2
    case .liquidGas: 3
    case .heatingOil: 4
    case .diesel: 5
    case .gasoline: 6
    case .lignite: 7
    case .coal: 8
    case .otherFossil: 9
    case .plantOil: 10
    case .biofuel: 11
    case .biomass: 12
    case .solarThermal: 13
    case .geothermal: 14
    }
  }
}

/// A sector of the building stock, as the Covenant of Mayors' inventory separates it.
public enum StockSector: UInt8, Sendable, CaseIterable {
  case residential
  case tertiary
  case municipal
  case industry

  /// The word used in plan files and catalogues.
  public var word: String { "\(self)" }

  /// The row of the inventory for people.
  public var title: String {
    switch self {
    case .residential: "Residential buildings"
    case .tertiary: "Tertiary (non municipal) buildings"
    case .municipal: "Municipal buildings"
    case .industry: "Industry"
    }
  }
}

/// What a building is used for; the word in a plan file's value mapping is the case's name.
public enum BuildingUse: UInt8, Sendable, CaseIterable {
  case singleFamily
  case multiFamily
  case apartmentBlock
  case office
  case trade
  case education
  case health
  case hotel
  case otherNonResidential
  case industrial
  /// Garages, sheds, barns, ruins: no heat demand.
  case unheated

  /// The word used in plan files.
  public var word: String { "\(self)" }
}

/// What land is used for; the word in a plan file's value mapping is the case's name.
public enum LandUseClass: UInt8, Sendable, CaseIterable {
  case built
  case industrial
  case transport
  case urbanGreen
  case arable
  case permanentCrops
  case grassland
  case forest
  case shrub
  case wetland
  case water
  case bare
  case other

  /// The word used in plan files.
  public var word: String { "\(self)" }

  /// The name for people.
  public var title: String {
    switch self {
    case .built: "Built-up"
    case .industrial: "Industrial and commercial"
    case .transport: "Transport"
    case .urbanGreen: "Urban green"
    case .arable: "Arable land"
    case .permanentCrops: "Vineyards, orchards, other permanent crops"
    case .grassland: "Grassland and pasture"
    case .forest: "Forest"
    case .shrub: "Shrub and heath"
    case .wetland: "Wetland"
    case .water: "Water"
    case .bare: "Bare land"
    case .other: "Other"
    }
  }
}

/// Which emission factors count: a choice of the city, stated with every result.
public enum EmissionFactorSet: String, Sendable, CaseIterable {
  /// CO2 of activities (IPCC).
  case co2 = "CO2"
  /// CO2, CH4 and N2O of activities.
  case co2e = "CO2e"
  /// Life cycle.
  case lifeCycle = "LCA"
}
