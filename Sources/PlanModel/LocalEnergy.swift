/// A plant that burns fuels for heat, for electricity or for both.
public struct LocalPlant: Sendable, Hashable {
  /// Its name, for people; may be empty.
  public var name = ""
  /// Electricity produced, kWh/a; 0 for a plant of heat alone.
  public var electricity = 0.0
  /// Heat delivered, kWh/a.
  public var heat = 0.0
  /// Fuel burnt by carrier, kWh/a, in the order of `Carrier`.
  public var fuels = Array(repeating: 0.0, count: Carrier.allCases.count)
  /// Efficiency that heat alone would have; nil: the default.
  public var heatEfficiency: Double?
  /// Efficiency that electricity alone would have; nil: the default.
  public var electricEfficiency: Double?

  /// Creates a plant of nothing.
  public init() {}
}

/// Electricity produced or bought by the municipality (table B1 to B3 of the inventory).
public struct LocalElectricity: Sendable, Hashable {
  /// What makes electricity without fuel.
  public enum Source: UInt8, Sendable, CaseIterable {
    case wind
    case hydro
    case photovoltaics
    case geothermal

    /// The word used in plan files and tables.
    public var word: String { "\(self)" }
  }
  /// Production by source, kWh/a, in the order of `Source`.
  public var produced = Array(repeating: 0.0, count: Source.allCases.count)
  /// Cogeneration.
  public var cogeneration: [LocalPlant] = []
  /// Certified green electricity that the municipality buys, kWh/a.
  public var greenPurchases = 0.0
  /// What a kWh of it emits, t/kWh.
  public var greenFactor = 0.0

  /// Creates no electricity.
  public init() {}

  /// Local production, kWh/a.
  public var production: Double {
    (produced + cogeneration.map(\.electricity)).compensatedSum()
  }

  /// Whether nothing is produced or bought.
  public var isEmpty: Bool { production == 0 && greenPurchases == 0 }
}

/// Heat produced, brought in and sent out by networks (table B4 of the inventory); heat of cogeneration stands with
/// the electricity.
public struct LocalHeat: Sendable, Hashable {
  /// Plants of heat alone.
  public var plants: [LocalPlant] = []
  /// Heat from outside the municipality, kWh/a.
  public var imported = 0.0
  /// What a kWh of it emits, t/kWh.
  public var importedFactor = 0.0
  /// Heat sold to outside, kWh/a.
  public var exported = 0.0
  /// What a kWh of it emits, t/kWh.
  public var exportedFactor = 0.0

  /// Creates no heat.
  public init() {}

  /// Whether nothing is produced or brought in.
  public var isEmpty: Bool { plants.allSatisfy { $0.heat == 0 } && imported == 0 }
}
