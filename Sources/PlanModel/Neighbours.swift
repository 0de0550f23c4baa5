/// Which units share a border, and how much of it, as sparse columns.
///
/// For each unit the lengths that it shares and its `outer` border add up to its perimeter, as far as the
/// tolerance of the borders goes.
public struct Neighbours: Sendable, Hashable {
  /// The unit of each pair with the lower row, ascending.
  public var left: [Int32]
  /// The other unit of each pair, ascending for each `left`.
  public var right: [Int32]
  /// The length of the border that the two share, in m; more than 0.
  public var length: [Double]
  /// The length of each unit's border that no other unit shares, in m.
  public var outer: [Double]

  /// Creates columns.
  ///
  /// - Precondition: `left`, `right` and `length` have one length.
  public init(left: [Int32], right: [Int32], length: [Double], outer: [Double]) {
    precondition(
      left.count == right.count && left.count == length.count, "columns of different length")
    self.left = left
    self.right = right
    self.length = length
    self.outer = outer
  }

  /// The number of pairs.
  public var count: Int { length.count }
}
