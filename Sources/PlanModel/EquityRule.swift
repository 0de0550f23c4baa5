/// Whose fair part a row asks for, as the plan file states it.
public struct EquityRule: Sendable, Hashable {
  /// Whether the districts are those where energy weighs most, found from the data, rather than named ones.
  public var isForDeprived: Bool
  /// Whether the least share is that of the districts' people, rather than a stated one.
  public var isPeopleShare: Bool
  /// How the districts were found, in a sentence; empty until they are, or where they are named.
  public var rule = ""
  /// Whether districts and share are known by now.
  public var isResolved = false

  /// Creates a rule.
  public init(isForDeprived: Bool, isPeopleShare: Bool) {
    self.isForDeprived = isForDeprived
    self.isPeopleShare = isPeopleShare
  }
}
