/// How fast people take an action up: a curve like an S over the years.
public struct AdoptionRule: Sendable, Hashable {
  /// The form of the curve.
  public enum Curve: Sendable, Hashable {
    /// c ÷ (1 + e^(−k·(t − m))) with the year m of half the ceiling and the steepness k a year.
    case logistic(midpoint: Double, steepness: Double)
    /// c · (1 − e^(−(p+q)·τ)) ÷ (1 + (q ÷ p)·e^(−(p+q)·τ)), τ years after the start, after Bass (1969): p innovation, q imitation.
    case bass(start: Double, innovation: Double, imitation: Double)
  }
  /// The action, by id.
  public var action: String
  /// The share of all that the action could reach that people take up in the end, 0…1.
  public var ceiling: Double
  /// The form.
  public var curve: Curve
  /// Where the parameters were read; empty: not said.
  public var source = ""
  /// How unwillingly the rule gives where no plan can meet all rows.
  public var firmness = 1.0
  /// The line of the plan file.
  public var line: Int?

  /// Creates a rule.
  public init(action: String, ceiling: Double, curve: Curve) {
    self.action = action
    self.ceiling = ceiling
    self.curve = curve
  }
}
