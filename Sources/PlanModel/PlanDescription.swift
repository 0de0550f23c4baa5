/// What a plan file says, with every word resolved and every quantity in internal units.
public struct PlanDescription: Sendable {
  /// The plan file's path, or the name to use in messages.
  public var file = ""
  /// The folder that relative paths start from.
  public var folder = ""
  /// The municipality's name.
  public var name = ""
  /// The country as two capital letters of ISO 3166 (`GR` for Greece).
  public var country = ""
  /// The CRS the plan asks for, as written; nil: derived from the districts.
  public var crs: String?
  /// The year that the data describe.
  public var baseYear = 0
  /// The year the targets are for.
  public var targetYear = 0
  /// A sentence that must stand on every output, for example that the geometry is made up.
  public var notice: String?
  /// Who made the data and under which licence, as it must stand on maps.
  public var attribution: String?
  /// The layers.
  public var layers = LayersDescription()
  /// What the allocation decides on.
  public var units = UnitsDescription.districts
  /// Factors and known energy use.
  public var inventory = InventoryDescription()
  /// Which actions are on offer.
  public var actions = ActionsDescription()
  /// Objective, rows and locks.
  public var problem = ProblemDescription()
  /// Who is heard; nil: the plan asks nobody.
  public var society: SocietyDescription?
  /// Which funds the plan counts on; nil: it names none.
  public var funds: FundsDescription?
  /// How fast people take actions up, in the order of the plan file.
  public var adoption: [AdoptionRule] = []
  /// Who owns plants on land, and what of the work is done in the place.
  public var benefits = BenefitsDescription()
  /// What is done of the plan already; nil: the plan names no table of progress.
  public var progress: ProgressDescription?
  /// What only people can say for the Covenant's report.
  public var secap = SECAPStatement()
  /// In which forms layers are written.
  public var outputs = OutputsDescription()
  /// What people write for the Climate City Contract.
  public var contract = ContractStatement()
  /// Where answers to the questionnaire of the climate-neutral cities are read.
  public var capacity: [CapacitySource] = []
  /// Where measured years are read.
  public var monitoring: [MonitoringSource] = []
  /// The area that the ledger may miss, as a share of a district.
  public var ledgerTolerance = 1e-9
  /// The precision grid of overlays, in m.
  public var gridSize = 0.001
  /// The seed of everything that is drawn.
  public var seed: UInt64 = 1
  /// In how many possible worlds the plan is asked again.
  public var draws = 0
  /// A map ground for the web map; nil: none, and the page asks no network for anything.
  public var basemap: Basemap?

  /// Creates an empty description.
  public init() {}
}

/// One source of features.
public struct LayerSource: Sendable, Hashable {
  /// The name in the plan, used in messages and outputs: `districts`, `buildings`, a constraint's name.
  public var name: String
  /// A path (absolute once read) or a GDAL connection string such as `PG:…`.
  public var source: String
  /// The layer in the source; nil: its only layer.
  public var layer: String?
  /// The CRS to assume where the source has none, or to use instead of a wrong one.
  public var crs: String?
  /// The field that holds the feature's id; nil: the driver's feature id.
  public var idField: String?
  /// The fields to read.
  public var fields: [FieldSource] = []
  /// A condition in OGR SQL (`use = 'house'`).
  public var filter: String?
  /// The encoding of text where the driver cannot know it, for example `CP1250`.
  public var encoding: String?
  /// The register whose fields and words the source has, for example `ruian`.
  public var profile: String?
  /// The line of the plan file.
  public var line: Int?
  /// The geometries to take where features have several, by name: the first that a feature has; empty: the first of the layer.
  public var geometries: [String] = []
  /// How it is asked where it is a web service.
  public var web = WebAccess()

  /// Creates a source.
  public init(name: String, source: String) {
    self.name = name
    self.source = source
  }
}

/// One field to read, and what it means.
public struct FieldSource: Sendable, Hashable {
  /// What the field means in the plan: `use`, `levels`, `height`, `year`, `dwellings`, `floorArea`,
  /// `population`, `name`, `class`, `group`, `stance`, `owner`, `carrier`, `roofArea`…
  public var role: String
  /// The field's name in the source; nil: the constant below.
  public var field: String?
  /// Whether the plan needs numbers or text of it.
  public var isNumber: Bool
  /// What one unit of the source's number is in internal units.
  public var factor = 1.0
  /// What the source's words (or numbers, as text) mean; a word that is not listed becomes `otherwise`.
  public var values: [String: String] = [:]
  /// The meaning of words that `values` does not list; nil: they stay as they are.
  public var otherwise: String?
  /// Words or numbers (as text) that mean that nothing is known, for example `9999`.
  public var missing: [String] = []
  /// The value of every feature, where there is no field.
  public var constant: String?
  /// Further names that the field may have; the first that the source has counts.
  public var alternatives: [String] = []
  /// Whether a source may lack the field; then nothing is known of its role.
  public var isOptional = false
  /// The line of the plan file.
  public var line: Int?

  /// Creates a field.
  public init(role: String, field: String?, isNumber: Bool) {
    self.role = role
    self.field = field
    self.isNumber = isNumber
  }
}

/// All layers of a plan.
public struct LayersDescription: Sendable {
  /// Districts: polygons with an id, a name and, where known, a population.
  public var districts: LayerSource?
  /// Buildings: polygons or points with whatever attributes there are.
  public var buildings: LayerSource?
  /// Land use: polygons with a `class`.
  public var landUse: LayerSource?
  /// A grid of people; nil: people are those of the districts.
  public var population: PopulationSource?
  /// What forbids or limits the use of land.
  public var constraints: [ConstraintSource] = []
  /// Where climate hazards strike.
  public var hazards: [HazardSource] = []
  /// Points where heat is left over.
  public var wasteHeat: LayerSource?
  /// How far from such a point the heat can be used, m; nil: the default.
  public var wasteHeatReach: Double?
  /// Rasters of what the sun and the wind offer, and of the ground.
  public var potentials: [PotentialSource] = []
  /// Areas that people or departments claim, support or oppose: `group`, `stance`, `topic`.
  public var interests: [LayerSource] = []

  /// Creates an empty list.
  public init() {}
}

/// A layer that takes land away from actions.
public struct ConstraintSource: Sendable {
  /// Where the features come from.
  public var source: LayerSource
  /// How far around its features the constraint reaches, in m.
  public var buffer = 0.0
  /// The land actions it excludes, by action id; empty: all.
  public var excludes: [String] = []
  /// The law or plan that it stands in; empty: not said.
  public var legalBasis = ""
  /// What it asks of actions that it does not exclude, as sentences.
  public var conditions: [String] = []

  /// Creates a constraint.
  public init(source: LayerSource) { self.source = source }
}

/// A raster of potential, or of the ground.
public struct PotentialSource: Sendable {
  /// What it is.
  public enum Kind: String, Sendable, CaseIterable {
    /// Global horizontal irradiation; internal unit kWh/m² and year.
    case radiation
    /// Mean wind speed at hub height; internal unit m/s.
    case windSpeed
    /// Height of the surface with its roofs; internal unit m.
    case elevation
    /// Electricity of a kWp of modules; internal unit kWh/kW and year.
    case photovoltaicYield
    /// Sealed share of the ground; internal unit: share of one.
    case imperviousness

    /// What its cells measure.
    public var dimension: Dimension {
      switch self {
      case .radiation: .energyPerArea
      case .windSpeed: .speed
      case .elevation: .length
      case .photovoltaicYield: .energyPerPower
      case .imperviousness: .share
      }
    }
  }
  /// The name in the plan.
  public var name: String
  /// What it is.
  public var kind: Kind
  /// A path (absolute once read) or GDAL connection string.
  public var source: String
  /// The band, counted from 1.
  public var band = 1
  /// What one unit of the raster is in the internal unit.
  public var factor = 1.0
  /// That unit, as the plan writes it.
  public var unit = ""
  /// The CRS to assume where the raster has none.
  public var crs: String?
  /// The line of the plan file.
  public var line: Int?

  /// Creates a potential.
  public init(name: String, kind: Kind, source: String) {
    self.name = name
    self.kind = kind
    self.source = source
  }
}

/// What the allocation decides on.
public enum UnitsDescription: Sendable, Hashable {
  /// Each district is a unit.
  case districts
  /// Squares of a side in m, cut by the districts.
  case squares(side: Double)
  /// Hexagons of a width across flats in m, cut by the districts.
  case hexagons(width: Double)
  /// The features of a layer, such as parcels or blocks, cut by the districts.
  case layer(LayerSource)
}

/// What the plan says about energy and emissions.
public struct InventoryDescription: Sendable {
  /// The set of emission factors.
  public var factors = EmissionFactorSet.co2e
  /// Factors of the city's own, t/kWh.
  public var emissionFactors: [Carrier: Double] = [:]
  /// How useful heat is supplied today, as shares of carriers that add up to 1; empty: the country's.
  public var heatCarriers: [Carrier: Double] = [:]
  /// Energy prices of the city's own, EUR/kWh.
  public var prices: [Carrier: Double] = [:]
  /// Discount rate for annuities, as a share; nil: the default.
  public var discountRate: Double?
  /// Heating degree days here divided by the country's mean; 1 where unknown.
  public var climateFactor = 1.0
  /// Heating degree days here, K·d; nil: `climateFactor` holds.
  public var heatingDegreeDays: Double?
  /// The country to borrow building defaults from, where the table has none.
  public var proxyCountry: String?
  /// What the city states about its energy and emissions: table, plants, sources.
  public var statement = InventoryStatement()
  /// A table of such statements, as absolute path.
  public var file: String?
  /// Which sectors of the buildings are made to agree with it.
  public var calibration = InventoryCalibration.standard
  /// What is estimated per person where nothing is stated.
  public var estimates: [InventoryEstimate] = []

  /// Creates an inventory without statements.
  public init() {}
}

/// Which actions are on offer.
public struct ActionsDescription: Sendable {
  /// Whether the built-in catalogue is on offer.
  public var builtIn = true
  /// Catalogue files, as absolute paths.
  public var files: [String] = []
  /// If not empty, only these actions.
  public var only: [String] = []
  /// Actions that are on offer because the plan asks for them.
  public var with: [String] = []
  /// Actions that are not on offer.
  public var without: [String] = []

  /// Creates the default: the built-in catalogue.
  public init() {}
}
