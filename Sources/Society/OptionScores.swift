public import PlanModel

/// What each group thinks of each option in each unit, as columns.
///
/// Unit `u` has the options `offsets[u]..<offsets[u + 1]`; option `o` has the scores `score[o * groups..<(o + 1) * groups]`.
public struct OptionScores: Sendable {
  /// The number of groups.
  public let groups: Int
  /// Where the options of each unit begin, and the end of the last.
  public let offsets: [Int]
  /// The score of each option and group; higher is better.
  public let score: [Double]
  /// The standard deviation of each score, normal; nil: the scores are certain.
  public let deviation: [Double]?

  /// The most options of one unit: their ranks are kept in a square table.
  public static let mostOptions = 1000

  /// Takes columns.
  ///
  /// - Throws: `PlanningFailure` with everything in the columns that does not fit or is out of range.
  public init(
    groups: Int, offsets: [Int], score: [Double], deviation: [Double]? = nil
  ) throws(PlanningFailure) {
    var complaints = Complaints("society.scores")
    complaints.expect(groups > 0, "There are \(groups) groups.", "State at least one group.")
    complaints.expect(
      offsets.first == 0 && !zip(offsets, offsets.dropFirst()).contains { $0 > $1 },
      "The options of the units do not begin one after the other from 0.",
      "State where the options of each unit begin, ascending, and the end of the last.")
    try complaints.settle()
    complaints.expect(
      !zip(offsets, offsets.dropFirst()).contains { $1 - $0 > Self.mostOptions },
      "A unit has more than \(Self.mostOptions) options.", "Split the unit or its slots.")
    let (wanted, isTooLarge) = offsets[offsets.count - 1].multipliedReportingOverflow(by: groups)
    complaints.expect(
      !isTooLarge && score.count == wanted,
      "There are \(score.count) scores of \(offsets[offsets.count - 1]) options and \(groups) groups.",
      "State one score of each group for each option.")
    complaints.expect(
      deviation.map { $0.count == score.count } ?? true,
      "There are \(deviation?.count ?? 0) deviations of \(score.count) scores.",
      "State one deviation for each score, or none.")
    complaints.expect(score, "score", in: -1e100...1e100)
    complaints.expect(deviation ?? [], "deviation", in: 0...1e100)
    try complaints.settle()
    self.groups = groups
    self.offsets = offsets
    self.score = score
    self.deviation = deviation
  }

  /// The number of units.
  public var count: Int { offsets.count - 1 }
}
