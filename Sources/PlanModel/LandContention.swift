/// Where farming, nature and energy want the same land: levels by unit, and the conflict they make (LUCIS; Carr and Zwick).
public struct LandContention: Sendable {
  /// What contends for the land.
  public enum Interest: String, Sendable, CaseIterable {
    /// Arable land, permanent crops and grassland.
    case farming
    /// Forest, shrub, wetland, water and bare land.
    case nature
    /// Land that is eligible for the energy action with the most of it.
    case energy
  }
  /// The share of each unit's area that suits each interest, 0…1: first the interest, then the unit.
  public var shares: [[Double]]
  /// The level of each share, 1 low, 2 medium, 3 high: first the interest, then the unit.
  public var levels: [[UInt8]]
  /// The levels as digits, in the order of the interests: 312; by unit.
  public var code: [Int]
  /// none, moderate or major, by unit.
  public var degree: [String]
  /// The interests with the highest level, by unit.
  public var strongest: [[Interest]]

  /// Creates a table, all columns of one length.
  public init(
    shares: [[Double]], levels: [[UInt8]], code: [Int], degree: [String],
    strongest: [[Interest]]
  ) {
    self.shares = shares
    self.levels = levels
    self.code = code
    self.degree = degree
    self.strongest = strongest
  }
}
