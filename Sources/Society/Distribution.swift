import Glibc
public import PlanModel

/// How evenly an amount is spread over people who live in areas.
///
/// Within an area all people are taken to get the same, so what differs inside areas does not show.
public struct Distribution: Sendable, Hashable {
  /// The Lorenz curve: shares of the people, from those who get least, beginning with 0 and ending with 1.
  public let people: [Double]
  /// The share of the amount that those people get.
  public let amount: [Double]
  /// Gini's coefficient, 1 − Σ (p_i − p_{i−1}) (L_i + L_{i−1}): 0 where all get the same, towards 1 where one area gets
  /// all (formula recalled).
  public let gini: Double
  /// Theil's index, Σ a_i ln(a_i / p_i) over shares of amount and people: 0 where all get the same (formula recalled).
  public let theil: Double

  /// Measures a distribution.
  ///
  /// - Parameters:
  ///   - amounts: What each area gets, not negative.
  ///   - people: How many people live there; an area without people must not get anything.
  /// - Returns: nil where nobody gets anything.
  /// - Throws: `PlanningFailure` with everything in the columns that is out of range.
  public init?(of amounts: [Double], among people: [Double]) throws(PlanningFailure) {
    var complaints = Complaints("society.distribution")
    complaints.expect(
      amounts.count == people.count,
      "There are \(amounts.count) amounts and \(people.count) numbers of people.",
      "State both for each area.")
    complaints.expect(amounts, "amount", in: 0...1e100)
    complaints.expect(people, "number of people", in: 0...1e100)
    try complaints.settle()
    for area in amounts.indices {
      complaints.expect(
        people[area] > 0 || amounts[area] == 0,
        "The area in place \(area + 1) gets \(amounts[area]) and has no people.",
        "State its people, or leave it out.")
    }
    try complaints.settle()
    let total = amounts.compensatedSum()
    let everybody = people.compensatedSum()
    guard total > 0, everybody > 0 else { return nil }
    let order = amounts.indices.filter { people[$0] > 0 }.sorted {
      (amounts[$0] / people[$0], $0) < (amounts[$1] / people[$1], $1)
    }
    var curve = (people: [0.0], amount: [0.0])
    var sums = (people: CompensatedSum(), amount: CompensatedSum())
    var areaBelow = CompensatedSum()
    var theil = CompensatedSum()
    for area in order {
      sums.people.add(people[area] / everybody)
      sums.amount.add(amounts[area] / total)
      areaBelow.add(
        people[area] / everybody * (sums.amount.value + curve.amount[curve.amount.count - 1]))
      curve.people.append(sums.people.value)
      curve.amount.append(sums.amount.value)
      if amounts[area] > 0 {
        let share = amounts[area] / total
        theil.add(share * log(share / (people[area] / everybody)))
      }
    }
    curve.people[curve.people.count - 1] = 1
    curve.amount[curve.amount.count - 1] = 1
    self.people = curve.people
    amount = curve.amount
    // Rounding can pass the ends of the range by a hair.
    gini = min(1, max(0, 1 - areaBelow.value))
    self.theil = max(0, theil.value)
  }
}

/// How much more or less even a distribution becomes.
public struct DistributionChange: Sendable, Hashable {
  /// Before.
  public let before: Distribution
  /// After.
  public let after: Distribution

  /// Compares two distributions of one amount.
  public init(from before: Distribution, to after: Distribution) {
    self.before = before
    self.after = after
  }

  /// Gini after less before: below 0, the amount is spread more evenly.
  public var gini: Double { after.gini - before.gini }
  /// Theil after less before.
  public var theil: Double { after.theil - before.theil }
}
