public import PlanModel

/// What an inventory is computed from, beside the buildings.
public struct InventoryContext: Sendable {
  /// What the city states.
  public var statement: InventoryStatement
  /// Which sectors of the buildings are made to agree with it.
  public var calibration = InventoryCalibration.standard
  /// What is estimated per person where nothing is stated.
  public var estimates: [InventoryEstimate] = []
  /// The set of emission factors.
  public var factorSet: EmissionFactorSet
  /// Factors of the city's own by carrier, t/kWh; those of its table among them.
  public var ownFactors: [Carrier: Double]
  /// Two capital letters of ISO 3166.
  public var country: String
  /// The plan's base year; nil: there is no plan.
  public var baseYear: Int?
  /// Where the plan or the table is, for findings.
  public var place: Place

  /// Creates a context.
  public init(
    statement: InventoryStatement, factorSet: EmissionFactorSet,
    ownFactors: [Carrier: Double] = [:], country: String, baseYear: Int?, place: Place = Place()
  ) {
    self.statement = statement
    self.factorSet = factorSet
    self.ownFactors = ownFactors
    self.country = country
    self.baseYear = baseYear
    self.place = place
  }

  /// A finding about the inventory.
  func finding(
    _ severity: Severity, _ code: String, _ message: String, remedy: String = "", count: Int = 1
  ) -> Diagnostic {
    Diagnostic(severity, "inventory.\(code)", message, remedy: remedy, at: place, count: count)
  }
}
