/// Something in a planning unit: one of its packages, or one of its actions.
public struct UnitPart: Sendable, Hashable, Comparable {
  /// The unit.
  public var unit: Int32
  /// The package, or the action, as position in the option table.
  public var part: Int32

  /// Creates a pair.
  public init(unit: Int32, part: Int32) {
    self.unit = unit
    self.part = part
  }

  /// By unit, then by part.
  public static func < (lhs: UnitPart, rhs: UnitPart) -> Bool {
    (lhs.unit, lhs.part) < (rhs.unit, rhs.part)
  }
}
