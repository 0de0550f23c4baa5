/// Who pays an investment, as shares that add up to 1.
public struct Payers: Sendable, Hashable {
  /// The municipality and its companies.
  public var municipality: Double
  /// Households and citizens' co-operatives.
  public var households: Double
  /// Firms.
  public var business: Double
  /// State, region and European Union.
  public var state: Double

  /// Creates a split.
  public init(municipality: Double, households: Double, business: Double, state: Double) {
    self.municipality = municipality
    self.households = households
    self.business = business
    self.state = state
  }

  /// The shares in a fixed order.
  public var shares: [Double] { [municipality, households, business, state] }

  /// The names of the payers for people, in the order of `shares`.
  public static let titles = ["Municipality", "Households", "Business", "State and EU"]
  /// Their words in files, in the same order.
  public static let words = ["municipality", "households", "business", "state"]
}

/// Something else that an action is good for.
public struct CoBenefit: Sendable, Hashable {
  /// The group's name in the Climate City Contract.
  public var group: String
  /// What it is, in a short phrase.
  public var text: String

  /// Creates a co-benefit.
  public init(group: String, text: String) {
    self.group = group
    self.text = text
  }
}
