public import PlanModel

/// How the options of each unit fare under every balance of the groups: stochastic multicriteria acceptability analysis.
///
/// SMAA-2 as read in Lahdelma and Salminen, EJOR (doi 10.1016/j.ejor.2005.12.037) and in Tervonen and Figueira's survey, with
/// the groups' scores in place of criteria: an option is worth Σ_g λ_g s_g under the balance λ. Options of equal worth share
/// the better rank. For all units the same balances are drawn; what is uncertain in the scores is drawn by unit.
public struct BalanceOfGroups: Sendable {
  /// The number of groups.
  public let groups: Int
  /// The number of draws.
  public let draws: Int
  /// Where the options of each unit begin, and the end of the last.
  public let offsets: [Int]
  /// In how many draws an option has a rank: unit by unit, option by option, rank by rank.
  private let times: [Int32]
  /// Where the table of each unit begins in `times`.
  private let tables: [Int]
  /// Means of the balances under which an option is first; option by option; 0 where it never is.
  private let central: [Double]
  /// The share of draws of the scores in which an option is first under its central weights; −1 where it has none.
  private let sure: [Double]

  /// b_a^r: the share of draws in which an option has a rank among those of its unit, counted from 0.
  public func acceptability(of option: Int, rank: Int, in unit: Int) -> Double {
    let options = offsets[unit + 1] - offsets[unit]
    precondition((0..<options).contains(rank), "no such rank")
    let row = tables[unit] + (option - offsets[unit]) * options
    return Double(times[row + rank]) / Double(draws)
  }

  /// w_a^c: the mean balance of those under which an option is first, the view of who would choose it; nil where it never is.
  public func centralWeights(of option: Int) -> [Double]? {
    sure[option] < 0 ? nil : Array(central[option * groups..<(option + 1) * groups])
  }

  /// p_a^c: how sure an option is to be first under its central weights, given how uncertain the scores are; nil where it
  /// never is first.
  public func confidence(of option: Int) -> Double? { sure[option] < 0 ? nil : sure[option] }

  /// Ranks the options of all units under all balances.
  ///
  /// - Complexity: O(draws × Σ options × (groups + options)); memory: the ranks of one unit at a time beside the result.
  /// - Throws: `PlanningFailure` where the numbers of groups differ.
  public init(
    of scores: OptionScores, under balances: GroupBalances, seed: UInt64 = 0,
    workers: Workers = Workers(1)
  ) throws {
    var complaints = Complaints("society.balance")
    complaints.expect(
      scores.groups == balances.groups,
      "There are scores of \(scores.groups) groups and balances of \(balances.groups).",
      "Draw balances of the groups that score.")
    try complaints.settle()
    let chunks = try workers.mapChunks(of: scores.count, size: 32) { units in
      var chunk = RankCounts()
      for unit in units {
        chunk.append(RankedUnit(unit, of: scores, under: balances, seed: seed))
      }
      return chunk
    }
    groups = scores.groups
    draws = balances.count
    offsets = scores.offsets
    var starts = [0]
    for unit in 0..<scores.count {
      let options = scores.offsets[unit + 1] - scores.offsets[unit]
      starts.append(starts[unit] + options * options)
    }
    tables = starts
    times = chunks.flatMap(\.times)
    central = chunks.flatMap(\.central)
    sure = chunks.flatMap(\.sure)
  }
}

/// What some units came to, one after the other.
private struct RankCounts: Sendable {
  var times: [Int32] = []
  var central: [Double] = []
  var sure: [Double] = []

  mutating func append(_ unit: RankedUnit) {
    times += unit.times
    central += unit.central
    sure += unit.sure
  }
}
