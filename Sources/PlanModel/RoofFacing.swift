/// Where a piece of roof faces, as a height model shows it.
public enum RoofFacing: Int, Sendable, CaseIterable {
  /// Hardly tilted, whatever its direction.
  case flat
  case north
  case east
  case south
  case west

  /// The word in ids.
  public var word: String { "\(self)" }
}

/// Which slopes of a height model count as what.
public struct RoofSlopes: Sendable, Hashable {
  /// Below this angle a roof counts as flat, degrees.
  public var flatBelow: Double
  /// Above this angle a cell is a wall or the edge of a roof, and none of it, degrees.
  public var steepest: Double

  /// Creates limits.
  public init(flatBelow: Double, steepest: Double) {
    self.flatBelow = flatBelow
    self.steepest = steepest
  }
}
