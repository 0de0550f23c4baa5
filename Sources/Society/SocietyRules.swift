import PlanModel
public import Reference

/// The default numbers of this stage, each with its source in `Reference`.
public struct SocietyRules: Sendable, Hashable {
  /// The mean consistency index of random comparisons of 1, 2, 3, … things.
  public var randomIndices: [Double]
  /// The largest consistency ratio that passes.
  public var consistencyLimit: Double
  /// The fewest people whose answers are shown.
  public var leastPeople: Int
  /// The part of the probability that an interval of acceptability holds.
  public var interval: Double
  /// The limits of the classes of conflict between support and opposition.
  public var conflictLimits: ConflictLimits
  /// The limits of go, negotiate, leave and protect.
  public var fourWayLimits: FourWayLimits
  /// How many balances of groups are drawn.
  public var draws: Int
  /// How many permutations a test of spatial autocorrelation makes.
  public var permutations: Int
  /// People who speak, per 1,000 inhabitants; fewer are few.
  public var turnout: Double
  /// The share of questions without an answer that is still borne, 0…1.
  public var mostUnanswered: Double

  /// Reads them from the default numbers.
  public init(_ reference: ReferenceData) {
    func number(_ name: String) -> Double { reference.number("society.\(name)").value }
    randomIndices = (1...ReferenceData.mostCompared).map { number("random-index.\($0)") }
    consistencyLimit = number("consistency-limit")
    leastPeople = Int(number("least-people"))
    interval = number("interval")
    conflictLimits = ConflictLimits(
      disagreement: number("conflict.agreement"), value: number("conflict.value"))
    fourWayLimits = FourWayLimits(
      mean: number("four-way.mean"), dispersion: number("four-way.dispersion"))
    draws = Int(number("draws"))
    permutations = Int(number("permutations"))
    turnout = number("turnout")
    mostUnanswered = number("most-unanswered")
  }
}
