/// Value that is added in a place: what is left to its people, firms and municipality, EUR or EUR/a.
///
/// After Hirschl and others (IÖW 2010): profit of firms after tax, net income of employees, and the municipality's taxes.
public struct ValueAdded: Sendable, Hashable {
  /// Profit of firms and owners of the place after tax.
  public var profit: Double
  /// Net income of employees who live in the place.
  public var income: Double
  /// The municipality's taxes.
  public var tax: Double

  /// Creates a value.
  public init(profit: Double = 0, income: Double = 0, tax: Double = 0) {
    self.profit = profit
    self.income = income
    self.tax = tax
  }

  /// All three.
  public var total: Double { profit + income + tax }

  /// Adds each part.
  public static func += (left: inout ValueAdded, right: ValueAdded) {
    left.profit += right.profit
    left.income += right.income
    left.tax += right.tax
  }

  /// The sum of each part.
  public static func + (left: ValueAdded, right: ValueAdded) -> ValueAdded {
    var sum = left
    sum += right
    return sum
  }
}

/// The value added by some actions in three stages of their lives. Making the plants is left out: it happens elsewhere.
public struct StagedValue: Sendable, Hashable {
  /// By planning and installation, once, EUR.
  public var installation = ValueAdded()
  /// By operation and maintenance, EUR/a.
  public var operation = ValueAdded()
  /// By owning plants on land as the plan has their owners, EUR/a.
  public var ownership = ValueAdded()
  /// The same were all of them of one kind of owner, in the order of `OwnerScenario`.
  public var scenarios = OwnerScenario.allCases.map { _ in ValueAdded() }

  /// Creates a value of nothing.
  public init() {}

  /// By operation and ownership, EUR/a.
  public var yearly: ValueAdded { operation + ownership }

  /// By operation, and by ownership in a scenario, EUR/a.
  public func yearly(_ scenario: Int) -> ValueAdded { operation + scenarios[scenario] }

  /// Adds each part.
  public static func += (left: inout StagedValue, right: StagedValue) {
    left.installation += right.installation
    left.operation += right.operation
    left.ownership += right.ownership
    for scenario in left.scenarios.indices {
      left.scenarios[scenario] += right.scenarios[scenario]
    }
  }
}
