/// What a city states about its energy and emissions, before anything is computed from it.
public struct InventoryStatement: Sendable, Hashable {
  /// One entry of table A.
  public struct Energy: Sendable, Hashable {
    /// The row.
    public var sector: InventorySector
    /// The column.
    public var carrier: Carrier
    /// The fuel inside the carrier, such as `biogas`; empty: the carrier itself.
    public var fuel: String
    /// Final energy, kWh/a; nil where a notation key stands.
    public var amount: Double?
    /// The notation key, where there is no number.
    public var key: NotationKey?
    /// Where it stands.
    public var place: Place

    /// Creates an entry with a number.
    public init(
      _ sector: InventorySector, _ carrier: Carrier, fuel: String = "", _ amount: Double,
      at place: Place = Place()
    ) {
      self.sector = sector
      self.carrier = carrier
      self.fuel = fuel
      self.amount = amount
      self.place = place
    }

    /// Creates an entry with a notation key.
    public init(
      _ sector: InventorySector, _ carrier: Carrier, fuel: String = "", key: NotationKey,
      at place: Place = Place()
    ) {
      self.sector = sector
      self.carrier = carrier
      self.fuel = fuel
      self.key = key
      self.place = place
    }
  }

  /// An emission factor of the city's own.
  public struct Factor: Sendable, Hashable {
    /// The sector it holds for; nil: all.
    public var sector: InventorySector?
    /// The carrier.
    public var carrier: Carrier
    /// The fuel inside the carrier; empty: the carrier itself.
    public var fuel: String
    /// t/kWh.
    public var value: Double
    /// Where it was read, for people.
    public var source: String

    /// Creates a factor.
    public init(
      sector: InventorySector?, carrier: Carrier, fuel: String = "", value: Double, source: String
    ) {
      self.sector = sector
      self.carrier = carrier
      self.fuel = fuel
      self.value = value
      self.source = source
    }
  }

  /// Emissions or sinks that are no use of energy.
  public struct Emission: Sendable, Hashable {
    /// What emits.
    public var source: EmissionSource
    /// t CO2e/a; a sink is negative.
    public var amount: Double
    /// The sector whose published total contains it; nil: a row of its own.
    public var within: InventorySector?
    /// Where it stands.
    public var place: Place

    /// Creates emissions.
    public init(
      _ source: EmissionSource, _ amount: Double, within: InventorySector? = nil,
      at place: Place = Place()
    ) {
      self.source = source
      self.amount = amount
      self.within = within
      self.place = place
    }
  }

  /// Emissions as the city published them: a number to compare with, not to count.
  public struct Published: Sendable, Hashable {
    /// What the number is of.
    public enum Subject: Sendable, Hashable {
      /// Everything.
      case total
      /// Some sectors and what is contained in them.
      case sectors([InventorySector])
      /// A source that is no use of energy.
      case source(EmissionSource)
    }
    /// Which of its emissions.
    public enum Part: UInt8, Sendable, CaseIterable {
      case all
      /// Burnt or emitted in the municipality.
      case scope1
      /// Electricity and heat from networks.
      case scope2
      /// Electricity alone.
      case electricity
      /// All but electricity.
      case withoutElectricity
    }
    /// What it is of.
    public var subject: Subject
    /// Which part.
    public var part: Part
    /// t CO2e/a.
    public var amount: Double
    /// Where it stands.
    public var place: Place

    /// Creates a number to compare with.
    public init(_ subject: Subject, _ part: Part, _ amount: Double, at place: Place = Place()) {
      self.subject = subject
      self.part = part
      self.amount = amount
      self.place = place
    }
  }

  /// The year of the inventory; nil: the plan's base year.
  public var year: Int?
  /// Inhabitants in that year; nil: unknown.
  public var population: Double?
  /// Table A: each sector, carrier and fuel at most once.
  public var energy: [Energy] = []
  /// Table C: factors of the city's own; each sector, carrier and fuel at most once.
  public var factors: [Factor] = []
  /// Table B: electricity.
  public var electricity = LocalElectricity()
  /// Table B: heat.
  public var heat = LocalHeat()
  /// What is no use of energy.
  public var emissions: [Emission] = []
  /// What the city published, to compare with.
  public var published: [Published] = []

  /// States nothing.
  public init() {}

  /// Whether nothing is stated that an inventory could be made of.
  public var isEmpty: Bool {
    energy.isEmpty && emissions.isEmpty && electricity.isEmpty && heat.isEmpty
  }

  /// The entries of a cell.
  public func entries(_ sector: InventorySector, _ carrier: Carrier) -> [Energy] {
    energy.filter { $0.sector == sector && $0.carrier == carrier }
  }

  /// Final energy of a cell, kWh/a; 0 where it does not occur, nil where nothing or another key is stated.
  public func amount(_ sector: InventorySector, _ carrier: Carrier) -> Double? {
    let amounts = entries(sector, carrier).compactMap {
      $0.key == .notOccurring ? 0 : $0.amount
    }
    return amounts.isEmpty ? nil : amounts.compensatedSum()
  }

  /// The notation key of a cell; nil where it has a number or nothing.
  public func key(_ sector: InventorySector, _ carrier: Carrier) -> NotationKey? {
    let entries = entries(sector, carrier)
    return entries.contains { $0.amount != nil } ? nil : entries.lazy.compactMap(\.key).first
  }

  /// Whether any entry of a sector has a number.
  public func states(_ sector: InventorySector) -> Bool {
    energy.contains { $0.sector == sector && $0.amount != nil }
  }
}

/// Which sectors of the building stock are made to agree with the inventory.
public enum InventoryCalibration: Sendable, Hashable {
  /// All but industry, where the inventory has energy of theirs.
  case standard
  /// None.
  case none
  /// These.
  case sectors([StockSector])

  /// Whether a sector is among them.
  public func contains(_ sector: StockSector) -> Bool {
    switch self {
    case .standard: sector != .industry
    case .none: false
    case .sectors(let sectors): sectors.contains(sector)
    }
  }

  /// Whether any is.
  public var isOn: Bool { StockSector.allCases.contains(where: contains) }
}

/// What is estimated per person where the inventory says nothing.
public enum InventoryEstimate: String, Sendable, CaseIterable {
  /// Energy of road transport.
  case transport
  /// Emissions of waste.
  case waste
}
