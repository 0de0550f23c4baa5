/// Why some land of a district is or is not eligible for a land action.
public struct ExclusionRow: Sendable, Hashable {
  /// What decides.
  public enum Reason: Sendable, Hashable {
    /// Nothing speaks against it.
    case eligible
    /// The land use is one that the action may not claim.
    case landUse
    /// A constraint, by its name.
    case constraint(String)
    /// No land use is known, and no constraint excludes it.
    case unknown
  }
  /// The district's row.
  public var district: Int
  /// The action's id.
  public var action: String
  /// What decides.
  public var reason: Reason
  /// What this reason excludes by itself: without it, the land would be eligible, or unknown. m².
  public var alone: Double
  /// What this reason and at least one other constraint exclude, m².
  public var jointly: Double
  /// What is counted for this reason so that the rows of an action add up to the district: what it excludes
  /// alone, and of what several exclude all that no constraint before it does. m².
  public var counted: Double

  /// Creates a row.
  public init(
    district: Int, action: String, reason: Reason, alone: Double, jointly: Double, counted: Double
  ) {
    self.district = district
    self.action = action
    self.reason = reason
    self.alone = alone
    self.jointly = jointly
    self.counted = counted
  }
}
