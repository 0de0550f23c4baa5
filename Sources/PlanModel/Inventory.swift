/// One row of an inventory: final energy of a sector and carrier with its emissions.
public struct InventoryRow: Sendable, Hashable {
  /// How the energy is known.
  public enum Origin: String, Sendable, CaseIterable {
    /// The city states it.
    case stated
    /// The city states it for several sectors together; the buildings say how it is split.
    case split
    /// Computed from the buildings and people, because the city states nothing.
    case bottomUp
    /// A default per person.
    case estimated
  }
  /// The sector.
  public var sector: InventorySector
  /// The carrier.
  public var carrier: Carrier
  /// Final energy that counts, kWh/a.
  public var energy: Double
  /// How it is known.
  public var origin: Origin
  /// Final energy as the city states it, kWh/a; nil where it states none for this sector.
  public var stated: Double?
  /// The notation key in place of a number, or nil.
  public var key: NotationKey?
  /// Final energy that buildings and people explain before calibration, kWh/a; nil where they are not asked.
  public var bottomUp: Double?
  /// By what the buildings' energy was multiplied; nil where it was not, or where there was none.
  public var calibration: Double?
  /// The part of `energy` that no building and no area of the plan holds, kWh/a.
  public var unplaced = 0.0
  /// The part of `energy` that no building uses: transport, agriculture, industry beyond its buildings, kWh/a.
  public var beyondBuildings = 0.0
  /// t CO2e/kWh.
  public var factor: Double
  /// Where the factor is from, for people.
  public var factorSource: String

  /// Creates a row.
  public init(
    sector: InventorySector, carrier: Carrier, energy: Double, origin: Origin, factor: Double,
    factorSource: String
  ) {
    self.sector = sector
    self.carrier = carrier
    self.energy = energy
    self.origin = origin
    self.factor = factor
    self.factorSource = factorSource
  }

  /// Emissions: final energy × factor (IPCC 2006, Tier 1), t CO2e/a.
  public var emissions: Double { energy * factor }

  /// The part of `energy` that buildings and street lighting of the plan use, kWh/a.
  public var inBuildings: Double { energy - unplaced - beyondBuildings }
}

/// An emission factor that follows from local production.
public struct LocalFactor: Sendable, Hashable {
  /// t CO2e/kWh of what is used.
  public var value: Double
  /// The factor without local production: of the nation for electricity, of the default for heat, t/kWh.
  public var national: Double
  /// What is used in the municipality, kWh/a.
  public var consumption: Double
  /// What is produced there, kWh/a.
  public var production: Double
  /// Certified green electricity bought, or heat brought in, kWh/a.
  public var purchases: Double
  /// Whether more is produced and bought than used.
  public var isExporter: Bool

  /// Creates a factor.
  public init(
    value: Double, national: Double, consumption: Double, production: Double, purchases: Double,
    isExporter: Bool
  ) {
    self.value = value
    self.national = national
    self.consumption = consumption
    self.production = production
    self.purchases = purchases
    self.isExporter = isExporter
  }
}

/// The emission inventory of a municipality: what its energy and other sources emit in a year.
public struct Inventory: Sendable {
  /// Emissions of a source that is no use of energy.
  public struct Source: Sendable, Hashable {
    /// What emits.
    public var source: EmissionSource
    /// t CO2e/a.
    public var amount: Double
    /// The sector whose published total contains it; nil: none.
    public var within: InventorySector?
    /// Whether it is a default per person.
    public var isEstimated: Bool

    /// Creates a source.
    public init(
      _ source: EmissionSource, _ amount: Double, within: InventorySector?, isEstimated: Bool
    ) {
      self.source = source
      self.amount = amount
      self.within = within
      self.isEstimated = isEstimated
    }
  }
  /// How the energy of a sector's buildings was made to agree.
  public struct Calibration: Sendable, Hashable {
    /// The sector.
    public var sector: StockSector
    /// The carrier; nil: all that were calibrated.
    public var carrier: Carrier?
    /// Before, kWh/a inside the municipality.
    public var bottomUp: Double
    /// After, kWh/a inside the municipality.
    public var energy: Double

    /// Creates a comparison.
    public init(sector: StockSector, carrier: Carrier?, bottomUp: Double, energy: Double) {
      self.sector = sector
      self.carrier = carrier
      self.bottomUp = bottomUp
      self.energy = energy
    }

    /// After ÷ before; nil where there was nothing before.
    public var factor: Double? { bottomUp > 0 ? energy / bottomUp : nil }
  }
  /// A published number beside ours.
  public struct Check: Sendable, Hashable {
    /// What is compared.
    public var title: String
    /// As published, t CO2e/a.
    public var published: Double
    /// As computed, t CO2e/a.
    public var computed: Double

    /// Creates a comparison.
    public init(title: String, published: Double, computed: Double) {
      self.title = title
      self.published = published
      self.computed = computed
    }

    /// Whether the two agree to 1 t or, below 1,000 t, to 0.1 %; half a tonne is the rounding of whole tonnes.
    public var holds: Bool {
      abs(published - computed) <= min(1, max(0.5, 0.001 * abs(published)))
    }
  }

  /// The year; nil: not said.
  public var year: Int?
  /// Inhabitants; nil: unknown.
  public var population: Double?
  /// Which emission factors count.
  public var factorSet: EmissionFactorSet
  /// Energy and its emissions, by sector, then carrier.
  public var rows: [InventoryRow] = []
  /// What is no use of energy.
  public var sources: [Source] = []
  /// The factor of electricity where local production or green purchases are stated.
  public var electricity: LocalFactor?
  /// The factor of heat from networks where its production is stated.
  public var heat: LocalFactor?
  /// How the buildings were made to agree; empty where they were not.
  public var calibrations: [Calibration] = []
  /// Published numbers beside ours.
  public var checks: [Check] = []

  /// Creates an inventory of nothing.
  public init(year: Int?, population: Double?, factorSet: EmissionFactorSet) {
    self.year = year
    self.population = population
    self.factorSet = factorSet
  }

  /// Final energy of a sector, or of all, kWh/a; an aggregate word sums its rows.
  public func energy(_ sector: InventorySector? = nil, _ carrier: Carrier? = nil) -> Double {
    rows.filter {
      (sector == nil || $0.sector == sector || $0.sector.aggregate == sector)
        && (carrier == nil || $0.carrier == carrier)
    }.map(\.energy).compensatedSum()
  }

  /// Emissions of everything, of a sector with what it contains, or of a source, t CO2e/a.
  public func emissions(
    _ subject: InventoryStatement.Published.Subject = .total,
    _ part: InventoryStatement.Published.Part = .all
  ) -> Double {
    var sum = CompensatedSum()
    for row in rows where subject.contains(row.sector) && part.contains(row.carrier) {
      sum.add(row.emissions)
    }
    guard part != .scope2, part != .electricity else { return sum.value }
    for source in sources {
      let counts =
        switch subject {
        case .total: true
        case .source(let wanted): wanted == source.source
        case .sectors: source.within.map(subject.contains) ?? false
        }
      if counts { sum.add(source.amount) }
    }
    return sum.value
  }

  /// Emissions of energy that the plan places nowhere, t CO2e/a.
  public var unplacedEmissions: Double {
    rows.map { $0.unplaced * $0.factor }.compensatedSum()
  }
}

extension InventoryStatement.Published.Subject {
  /// Whether a row's sector is of it.
  func contains(_ sector: InventorySector) -> Bool {
    switch self {
    case .total: true
    case .source: false
    case .sectors(let sectors):
      sectors.contains(sector) || sector.aggregate.map(sectors.contains) ?? false
    }
  }

  /// What it is, for people.
  public var title: String {
    switch self {
    case .total: "all sectors"
    case .source(let source): source.title.lowercased()
    case .sectors(let sectors): sectors.map(\.word).joined(separator: " and ")
    }
  }
}

extension InventoryStatement.Published.Part {
  /// Whether a carrier's emissions are of it.
  func contains(_ carrier: Carrier) -> Bool {
    let isNetwork = carrier == .electricity || carrier == .districtHeat
    return switch self {
    case .all: true
    case .scope1: !isNetwork
    case .scope2: isNetwork
    case .electricity: carrier == .electricity
    case .withoutElectricity: carrier != .electricity
    }
  }

  /// What it is, for people; behind the name of its subject.
  public var title: String {
    switch self {
    case .all: ""
    case .scope1: ", scope 1"
    case .scope2: ", scope 2"
    case .electricity: ", electricity"
    case .withoutElectricity: ", all but electricity"
    }
  }
}
