public import PlanModel

/// How near units are to each other, as sparse rows: row `i` is `offsets[i]..<offsets[i + 1]`.
///
/// A unit is never its own neighbour.
public struct SpatialWeights: Sendable {
  /// Where the row of each unit begins, and the end of the last.
  let offsets: [Int]
  /// The other unit of each entry, ascending in a row.
  let neighbour: [Int32]
  /// w_ij of each entry.
  let weight: [Double]
  /// w_ji of each entry.
  let reverse: [Double]

  /// The number of units.
  public var count: Int { offsets.count - 1 }

  /// Takes pairs of neighbours.
  ///
  /// - Parameters:
  ///   - count: The number of units.
  ///   - left: A unit of each pair.
  ///   - right: The other unit; a pair is stated once, in either order.
  ///   - weight: The weight of each pair, more than 0: 1 for being neighbours, or the length of the border.
  ///   - isRowStandardised: Whether each row is divided by its sum, so that every unit is compared with the mean of its
  ///     neighbours.
  /// - Throws: `PlanningFailure` with everything in the columns that is wrong.
  public init(
    count: Int, left: [Int32], right: [Int32], weight: [Double], isRowStandardised: Bool
  ) throws(PlanningFailure) {
    var complaints = Complaints("society.neighbours")
    complaints.expect(
      left.count == right.count && left.count == weight.count,
      "There are \(left.count) units, \(right.count) neighbours and \(weight.count) weights.",
      "State all three for each pair.")
    complaints.expect(
      (left + right).allSatisfy { (0..<Int32(clamping: count)).contains($0) },
      "A neighbour is none of the \(count) units.", "Use rows of the units, from 0.")
    complaints.expect(weight, "weight of neighbours", in: 0...1e100)
    complaints.expect(
      !weight.contains(0) && !zip(left, right).contains { $0 == $1 },
      "A pair has no weight, or is a unit with itself.", "Leave the pair out.")
    try complaints.settle()
    var degree = Array(repeating: 0, count: count + 1)
    for unit in left + right { degree[Int(unit) + 1] += 1 }
    for unit in 0..<count { degree[unit + 1] += degree[unit] }
    var next = degree
    var entries = Array(repeating: (other: Int32(0), weight: 0.0), count: left.count * 2)
    for pair in left.indices {
      for (unit, other) in [(left[pair], right[pair]), (right[pair], left[pair])] {
        entries[next[Int(unit)]] = (other, weight[pair])
        next[Int(unit)] += 1
      }
    }
    var sums = Array(repeating: 1.0, count: count)
    for unit in 0..<count {
      let row = degree[unit]..<degree[unit + 1]
      entries[row].sort { $0.other < $1.other }
      complaints.expect(
        !zip(row, row.dropFirst()).contains { entries[$0].other == entries[$1].other },
        "Two pairs of unit \(unit) are the same.", "State each pair of neighbours once.")
      if isRowStandardised { sums[unit] = entries[row].map(\.weight).compensatedSum() }
    }
    try complaints.settle()
    offsets = degree
    neighbour = entries.map(\.other)
    var own: [Double] = []
    var back: [Double] = []
    own.reserveCapacity(entries.count)
    back.reserveCapacity(entries.count)
    for unit in 0..<count {
      for entry in degree[unit]..<degree[unit + 1] {
        own.append(entries[entry].weight / sums[unit])
        back.append(entries[entry].weight / sums[Int(entries[entry].other)])
      }
    }
    self.weight = own
    reverse = back
  }

  /// Takes the units that share a border, each pair of weight 1 or of the length of the border.
  ///
  /// - Throws: `PlanningFailure` where the columns are wrong.
  public init(
    _ neighbours: Neighbours, byLength: Bool, isRowStandardised: Bool
  ) throws(PlanningFailure) {
    try self.init(
      count: neighbours.outer.count, left: neighbours.left, right: neighbours.right,
      weight: byLength ? neighbours.length : neighbours.length.map { _ in 1 },
      isRowStandardised: isRowStandardised)
  }

  /// Σ_j w_ij x_j of each unit.
  func lag(_ x: [Double], of unit: Int) -> Double {
    var sum = CompensatedSum()
    for entry in offsets[unit]..<offsets[unit + 1] {
      sum.add(weight[entry] * x[Int(neighbour[entry])])
    }
    return sum.value
  }
}
