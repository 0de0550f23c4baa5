/// Axis-parallel bounds, in the units of the coordinates.
public struct Extent: Sendable, Hashable {
  /// The smallest x.
  public var minX: Double
  /// The smallest y.
  public var minY: Double
  /// The largest x.
  public var maxX: Double
  /// The largest y.
  public var maxY: Double

  /// Creates an extent.
  @inlinable public init(minX: Double, minY: Double, maxX: Double, maxY: Double) {
    self.minX = minX
    self.minY = minY
    self.maxX = maxX
    self.maxY = maxY
  }

  /// The extent of nothing: it meets no other, and anything enlarges it.
  public static let empty = Extent(
    minX: .infinity, minY: .infinity, maxX: -.infinity, maxY: -.infinity)

  /// Whether nothing lies inside.
  @inlinable public var isEmpty: Bool { !(minX <= maxX && minY <= maxY) }

  /// The width, or 0 where it is empty.
  @inlinable public var width: Double { isEmpty ? 0 : maxX - minX }

  /// The height, or 0 where it is empty.
  @inlinable public var height: Double { isEmpty ? 0 : maxY - minY }

  /// Whether the two share at least a point.
  @inlinable public func meets(_ other: Extent) -> Bool {
    minX <= other.maxX && other.minX <= maxX && minY <= other.maxY && other.minY <= maxY
  }

  /// Whether every point of `other` lies in this.
  @inlinable public func contains(_ other: Extent) -> Bool {
    minX <= other.minX && other.maxX <= maxX && minY <= other.minY && other.maxY <= maxY
  }

  /// Enlarges the extent until it holds a point.
  @inlinable public mutating func extend(x: Double, y: Double) {
    minX = Swift.min(minX, x)
    minY = Swift.min(minY, y)
    maxX = Swift.max(maxX, x)
    maxY = Swift.max(maxY, y)
  }

  /// Enlarges the extent until it holds another.
  @inlinable public mutating func extend(_ other: Extent) {
    if other.isEmpty { return }
    extend(x: other.minX, y: other.minY)
    extend(x: other.maxX, y: other.maxY)
  }

  /// What the two share; empty where they share no point.
  @inlinable public func intersection(_ other: Extent) -> Extent {
    Extent(
      minX: Swift.max(minX, other.minX), minY: Swift.max(minY, other.minY),
      maxX: Swift.min(maxX, other.maxX), maxY: Swift.min(maxY, other.maxY))
  }

  /// The extent with `distance` added on each side.
  @inlinable public func expanded(by distance: Double) -> Extent {
    Extent(
      minX: minX - distance, minY: minY - distance, maxX: maxX + distance, maxY: maxY + distance)
  }
}
