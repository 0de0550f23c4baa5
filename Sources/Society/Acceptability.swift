public import PlanModel

/// How likely a person who is asked next supports something, as far as the answers so far tell.
///
/// The answers P+ for and P− against are held against Beta(1, 1), so that few answers say little (a judgement): the mean
/// is (P+ + 1) / (P+ + P− + 2), which rises with P+.
public struct Acceptability: Sendable, Hashable {
  /// The mean, in 0…1; 0.5 without answers.
  public let mean: Double
  /// The standard deviation of what is not known.
  public let deviation: Double
  /// The lower end of the interval that leaves the same probability on both sides.
  public let low: Double
  /// Its upper end.
  public let high: Double

  /// The most that answers may weigh; beyond it there is nothing left to learn.
  static let mostAnswers = 1e12

  /// - Precondition: Weights of answers in 0…1e12, an interval between 0 and 1.
  init(support: Double, opposition: Double, interval: Double) {
    let beta = BetaDistribution(a: support + 1, b: opposition + 1)
    mean = beta.mean
    deviation = beta.standardDeviation
    low = beta.quantile((1 - interval) / 2)
    high = beta.quantile((1 + interval) / 2)
  }
}

/// The acceptability of each cell (an area, an action in an area, of one group or of all), from the answers in it.
///
/// - Parameters:
///   - support: The weight of the answers for it, P+; not negative.
///   - opposition: The weight of the answers against it, P−; not negative.
///   - people: How many distinct people answered, N.
///   - leastPeople: Cells with fewer are not shown, for the privacy of those who answered (`SocietyRules.leastPeople`).
///   - interval: The part of the probability that the interval holds (`SocietyRules.interval`).
/// - Returns: One entry a cell; nil where too few answered.
/// - Throws: `PlanningFailure` with everything in the columns that is out of range.
public func acceptabilities(
  support: [Double], opposition: [Double], people: [Int], leastPeople: Int, interval: Double
) throws(PlanningFailure) -> [Acceptability?] {
  var complaints = Complaints("society.answers")
  complaints.expect(
    support.count == opposition.count && support.count == people.count,
    "There are \(support.count) weights of support, \(opposition.count) of opposition and \(people.count) numbers of people.",
    "State all three for each cell.")
  complaints.expect(support, "weight of support", in: 0...Acceptability.mostAnswers)
  complaints.expect(opposition, "weight of opposition", in: 0...Acceptability.mostAnswers)
  complaints.expect(
    !people.contains { $0 < 0 }, "A number of people is negative.", "Count the people who answered."
  )
  complaints.expect(
    interval > 0 && interval < 1, "The interval holds a part of \(interval) of the probability.",
    "State a part between 0 and 1, as 0.9.")
  try complaints.settle()
  return support.indices.map { cell in
    people[cell] < leastPeople
      ? nil
      : Acceptability(
        support: support[cell], opposition: opposition[cell], interval: interval)
  }
}
