public import PlanModel

/// How far the groups' scores of one unit are apart: 2 · sd, at most 1, with the standard deviation of the population.
///
/// 0 where all groups agree, 1 where half of them give 0 and half 1. The formula is recalled.
///
/// - Parameter scores: In 0…1, one a group that has one.
/// - Returns: nil for fewer than two groups.
/// - Throws: `PlanningFailure` with every score that is out of range.
public func dispersion(of scores: [Double]) throws(PlanningFailure) -> Double? {
  var complaints = Complaints("society.scores")
  complaints.expect(scores, "score", in: 0...1)
  try complaints.settle()
  guard scores.count > 1 else { return nil }
  let mean = scores.compensatedSum() / Double(scores.count)
  let variance =
    scores.map { ($0 - mean) * ($0 - mean) }.compensatedSum() / Double(scores.count)
  // The largest deviation of scores in 0…1 is ½; rounding may pass it.
  return min(1, 2 * variance.squareRoot())
}
