public import PlanModel

/// What a plan says that holds for every building.
public struct StockContext: Sendable {
  /// Two capital letters of ISO 3166.
  public var country: String
  /// The year that the data describe; a building cannot be from long after it.
  public var baseYear: Int
  /// Heating degree days here divided by the country's mean.
  public var climateFactor: Double
  /// The country to borrow building defaults from, where the table has none.
  public var proxyCountry: String?
  /// How useful heat is supplied, as shares of carriers; empty: the country's.
  public var heatCarriers: [Carrier: Double]
  /// Emission factors in the order of `Carrier`, t/kWh.
  public var emissionFactors: [Double]
  /// The dwellings of each district by the census; nil: not known.
  public var dwellingsByDistrict: [Double?] = []

  /// Creates a context.
  ///
  /// - Precondition: One emission factor a carrier.
  public init(
    country: String, baseYear: Int, climateFactor: Double = 1, proxyCountry: String? = nil,
    heatCarriers: [Carrier: Double] = [:], emissionFactors: [Double]
  ) {
    precondition(emissionFactors.count == Carrier.allCases.count, "one factor a carrier")
    self.country = country
    self.baseYear = baseYear
    self.climateFactor = climateFactor
    self.proxyCountry = proxyCountry
    self.heatCarriers = heatCarriers
    self.emissionFactors = emissionFactors
  }
}

/// The stock with what it rests on.
public struct StockOutcome: Sendable {
  /// The stock, one entry a building.
  public var stock: BuildingStock
  /// The default numbers that were used, each once, sorted by name.
  public var defaults: [SourcedNumber]
  /// How many buildings lack what, and what of their data could not be used.
  public var diagnostics: [Diagnostic]

  /// Creates an outcome.
  public init(stock: BuildingStock, defaults: [SourcedNumber], diagnostics: [Diagnostic]) {
    self.stock = stock
    self.defaults = defaults
    self.diagnostics = diagnostics
  }
}
