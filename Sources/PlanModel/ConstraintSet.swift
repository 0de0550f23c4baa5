/// Which of a partition's constraints cover a place; any number of constraints can be told apart.
///
/// Sets are ordered as the numbers whose binary digit `k` says whether constraint `k` is in the set.
public struct ConstraintSet: Sendable, Hashable {
  /// 64 constraints a word; the last word is never 0, so that equal sets have equal words.
  private var words: [UInt64] = []

  /// Creates the set of no constraint.
  public init() {}

  /// Creates a set from the positions of its constraints.
  public init(_ positions: some Sequence<Int>) {
    for position in positions { insert(position) }
  }

  /// Whether no constraint is in the set.
  public var isEmpty: Bool { words.isEmpty }

  /// Whether the constraint at a position is in the set.
  public func contains(_ position: Int) -> Bool {
    position / 64 < words.count && words[position / 64] >> UInt64(position % 64) & 1 == 1
  }

  /// Adds the constraint at a position.
  public mutating func insert(_ position: Int) {
    precondition(position >= 0, "constraints are counted from 0")
    while words.count <= position / 64 { words.append(0) }
    words[position / 64] |= 1 << UInt64(position % 64)
  }

  /// Whether no constraint is in both sets.
  public func isDisjoint(with other: ConstraintSet) -> Bool {
    zip(words, other.words).allSatisfy { $0 & $1 == 0 }
  }

  /// The positions of the constraints, ascending.
  public var positions: [Int] {
    words.indices.flatMap { word in
      (0..<64).filter { words[word] >> UInt64($0) & 1 == 1 }.map { 64 * word + $0 }
    }
  }
}

extension ConstraintSet: Comparable {
  /// Whether the number of the left set is less than that of the right one.
  public static func < (left: ConstraintSet, right: ConstraintSet) -> Bool {
    if left.words.count != right.words.count { return left.words.count < right.words.count }
    return left.words.reversed().lexicographicallyPrecedes(right.words.reversed())
  }
}
