/// What an interest claims, and how much of each unit.
public struct InterestSummary: Sendable {
  /// The interest layers joined: roles `group`, `stance` (support, oppose, claim), `topic`, `name`.
  public var layer: Layer
  /// Area of each interest in each district, m²; the first index is the interest.
  public var districtArea: [[Double]]
  /// Where support and opposition meet: area in each district, m².
  public var conflictArea: [Double]
  /// The planning units that each interest covers a part of worth speaking of, ascending.
  public var units: [[Int]]

  /// Less than this is the rounding of borders and no place where anybody wants anything, m².
  public static let sliver = 100.0

  /// Creates a summary.
  public init(
    layer: Layer, districtArea: [[Double]], conflictArea: [Double], units: [[Int]] = []
  ) {
    self.layer = layer
    self.districtArea = districtArea
    self.conflictArea = conflictArea
    self.units = units
  }
}

/// What makes a run repeatable.
public struct RunRecord: Sendable {
  /// The program's version.
  public var version = ""
  /// Versions of the libraries, by name, in a fixed order.
  public var libraries: [(name: String, version: String)] = []
  /// The SHA-256 of the plan file.
  public var planSHA256 = ""
  /// What was read.
  public var inputs: [LayerReport] = []
  /// The CRS of all areas.
  public var crs = CRS.wgs84
  /// Every default used.
  public var defaults: [SourcedNumber] = []
  /// Checks that the sums close: name, left, right, relative error, tolerance.
  public var closures: [Closure] = []
  /// Seconds by stage; the only part, with `peakMemory`, that may differ between two runs.
  public var timings: [(stage: String, seconds: Double)] = []
  /// Peak resident memory, bytes.
  public var peakMemory = 0

  /// Two sums that must be equal.
  public struct Closure: Sendable, Hashable {
    /// What is compared.
    public var name: String
    /// The sum of the parts.
    public var parts: Double
    /// The whole.
    public var whole: Double
    /// The tolerance, as a share of the whole.
    public var tolerance: Double

    /// Creates a comparison.
    public init(name: String, parts: Double, whole: Double, tolerance: Double) {
      self.name = name
      self.parts = parts
      self.whole = whole
      self.tolerance = tolerance
    }

    /// Whether the two agree.
    public var holds: Bool { abs(parts - whole) <= tolerance * max(abs(whole), 1) }
  }

  /// Creates an empty record.
  public init() {}
}

/// What an earlier run chose, as far as it still exists in this one.
public struct EarlierChoices: Sendable, Hashable {
  /// The folder of the run, as given.
  public var directory: String
  /// The options, ascending.
  public var chosen: [Int]
  /// How many of the earlier run's choices this run has no option for.
  public var lost: Int
  /// By how much the plan is worse than it could be, because changes were charged; in the objective's unit. Nil where they
  /// were not.
  public var stabilityCost: Double?
  /// What is proved where each changed choice is charged: objective and bound hold the charges. Nil where they were not.
  public var nearby: Certificate?

  /// Creates choices.
  public init(directory: String, chosen: [Int], lost: Int) {
    self.directory = directory
    self.chosen = chosen
    self.lost = lost
  }
}

/// Everything a run found out and decided: what the exports are written from.
public struct PlanResult: Sendable {
  /// What the plan file says.
  public var description: PlanDescription
  /// The districts in the plan's CRS, with roles `name` and `population` where known.
  public var districts: Layer
  /// The buildings, or nil.
  public var buildings: Layer?
  /// What is known of the buildings; empty where there are none.
  public var stock: BuildingStock
  /// The district of each building with the largest share, or −1 outside.
  public var buildingDistrict: [Int32]
  /// The planning units.
  public var units: PlanningUnits
  /// The stock of each unit.
  public var unitStock: AreaStock
  /// The stock of each district.
  public var districtStock: AreaStock
  /// The stock of the municipality: one area.
  public var municipalStock: AreaStock
  /// What lies outside all districts: one area.
  public var outsideStock: AreaStock
  /// Indicators of the districts, then, as last row, the municipality.
  public var districtIndicators: IndicatorTable
  /// Indicators of the units.
  public var unitIndicators: IndicatorTable
  /// The area ledger.
  public var ledger: AreaLedger
  /// Eligible land by land action.
  public var eligibility: [Eligibility]
  /// Why land is or is not eligible, by district and land action.
  public var exclusions: [ExclusionRow]
  /// Interests, or nil where the plan has none.
  public var interests: InterestSummary?
  /// Exposure and risk of the districts and, last, the municipality; nil where the plan names no hazard.
  public var climateRisk: ClimateRisk?
  /// The proxy of energy poverty of the districts and, last, the municipality; nil without dwellings.
  public var vulnerability: VulnerabilityProxy?
  /// Baseline emissions of each district and, last, the municipality, t CO2e/a.
  public var baselineEmissions: [Double]
  /// Emission factors used by carrier, t/kWh, in the order of `Carrier`.
  public var emissionFactors: [Double]
  /// The names of actions of the catalogues that are not on offer here, by id.
  public var namesNotOffered: [String: String] = [:]
  /// The emission inventory that the plan starts from; nil where the plan states none.
  public var inventory: Inventory?
  /// The options.
  public var options: OptionTable
  /// The problem as it was solved.
  public var problem: PlanningProblem
  /// The plan.
  public var plan: Plan
  /// What was found on the way.
  public var diagnostics: [Diagnostic]
  /// What makes the run repeatable.
  public var record: RunRecord
  /// How the people of a grid were shared; nil where the plan names none.
  public var population: PopulationAccount?
  /// The municipality's numbers beside the country's.
  public var comparisons: [NationalComparison] = []
  /// The default numbers in whose place the plan states its own.
  public var changedDefaults: [ChangedDefault] = []
  /// A later inventory that the plan names for monitoring; nil: none.
  public var monitoringInventory: Inventory?
  /// What became of the plan in other possible worlds; nil where none was asked for.
  public var draws: DrawSummary?
  /// What people said and what became of it; nil where nobody was asked.
  public var society: SocietyResult?
  /// Where farming, nature and energy want the same land; nil without land use.
  public var landContention: LandContention?
  /// What votes on projects decided.
  public var votes: [VoteResult] = []
  /// What the plan gives the people of its places; nil where there is no plan.
  public var benefits: BenefitsResult?
  /// What helps and what hinders; nil where the plan does not ask.
  public var factors: FactorsResult?
  /// Who decides, who must agree and who is heard; nil where the plan does not say.
  public var governance: GovernanceResult?
  /// What is done of the plan, and what is planned of the rest; nil where the plan does not say.
  public var progress: ProgressResult?
  /// Which units are neighbours; nil where the plan does not ask.
  public var borders: Neighbours?
  /// Capacity for the mission of the climate-neutral cities; nil until it is known.
  public var capacity: CapacityAssessment?
  /// Measured years, in their order.
  public var monitoring: [MonitoredYear] = []
  /// The earlier run that the search started from; nil: none.
  public var earlier: EarlierChoices?

  /// Whether anybody spoke on the map.
  public var hasVoices: Bool { (society?.contributions.count ?? 0) > 0 }

  /// Whether anything is known of conflicts about the land, from voices or from land use.
  public var hasConflicts: Bool { hasVoices || landContention != nil }

  /// Creates a result from all its parts.
  public init(
    description: PlanDescription, districts: Layer, buildings: Layer?, stock: BuildingStock,
    buildingDistrict: [Int32], units: PlanningUnits, unitStock: AreaStock,
    districtStock: AreaStock, municipalStock: AreaStock, outsideStock: AreaStock,
    districtIndicators: IndicatorTable, unitIndicators: IndicatorTable, ledger: AreaLedger,
    eligibility: [Eligibility], exclusions: [ExclusionRow], interests: InterestSummary?,
    baselineEmissions: [Double],
    emissionFactors: [Double], options: OptionTable, problem: PlanningProblem, plan: Plan,
    diagnostics: [Diagnostic], record: RunRecord
  ) {
    self.description = description
    self.districts = districts
    self.buildings = buildings
    self.stock = stock
    self.buildingDistrict = buildingDistrict
    self.units = units
    self.unitStock = unitStock
    self.districtStock = districtStock
    self.municipalStock = municipalStock
    self.outsideStock = outsideStock
    self.districtIndicators = districtIndicators
    self.unitIndicators = unitIndicators
    self.ledger = ledger
    self.eligibility = eligibility
    self.exclusions = exclusions
    self.interests = interests
    self.baselineEmissions = baselineEmissions
    self.emissionFactors = emissionFactors
    self.options = options
    self.problem = problem
    self.plan = plan
    self.diagnostics = diagnostics
    self.record = record
  }
}
