import PlanModel
import Testing

@testable import Society

@Suite("Every balance of the groups")
struct BalanceTests {
  @Test("balances add up to 1 and are spread evenly over the simplex")
  func evenSpread() throws {
    let balances = try GroupBalances(groups: 3, draws: 20_000, seed: 1)
    var means = [0.0, 0, 0]
    var above = 0
    for draw in 0..<balances.count {
      let one = balances[draw]
      #expect(close(one.reduce(0, +), 1, 1e-12))
      for group in 0..<3 { means[group] += one[group] / 20_000 }
      // A weight is above ½ on a quarter of the triangle's area.
      if one[0] > 0.5 { above += 1 }
    }
    #expect(close(means, [1.0 / 3, 1.0 / 3, 1.0 / 3], 0.01))
    #expect(close(Double(above) / 20_000, 0.25, 0.01))
  }

  @Test("limits and orders are kept, and impossible ones are told")
  func limits() throws {
    let floor = try GroupBalances(
      groups: 4, draws: 500, seed: 2, limits: BalanceLimits(lower: [0.2, 0.2, 0.2, 0.2]))
    #expect((0..<500).allSatisfy { floor[$0].allSatisfy { $0 >= 0.2 } })
    let both = try GroupBalances(
      groups: 3, draws: 500, seed: 2,
      limits: BalanceLimits(lower: [0.1, 0, 0.1], upper: [0.5, 0.4, 0.6], order: [2, 0, 1]))
    for draw in 0..<500 {
      let one = both[draw]
      #expect(one[2] >= one[0] && one[0] >= one[1])
      #expect(one[0] >= 0.1 && one[0] <= 0.5 && one[1] <= 0.4 && one[2] <= 0.6)
    }
    for limits in [
      BalanceLimits(lower: [0.6, 0.6]), BalanceLimits(upper: [0.3, 0.3]),
      BalanceLimits(lower: [-1, 0]), BalanceLimits(lower: [0.1]), BalanceLimits(order: [0, 0]),
      BalanceLimits(upper: [0, 1], order: [0, 1], mostTries: 50),
    ] {
      #expect(
        !findings { _ = try GroupBalances(groups: 2, draws: 9, seed: 1, limits: limits) }.isEmpty)
    }
  }

  @Test("two options split the simplex as its volume says")
  func twoOptions() throws {
    #expect(shareOfBalances(favouring: [3, -1]) == 0.75)
    // The last group must have less than half of the weight: 1 − ½³.
    #expect(close(shareOfBalances(favouring: [1, 1, 1, -1]), 0.875))
    #expect(close(shareOfBalances(favouring: [1, 1, -1, -1]), 0.5))
    #expect(shareOfBalances(favouring: [1, 0, 0]) == 1)
    #expect(shareOfBalances(favouring: [0, -1]) == 0)
    #expect(shareOfBalances(favouring: [0, 0]) == 0.5)
    let draws = 40_000
    let balances = try GroupBalances(groups: 4, draws: draws, seed: 7)
    let a = [0.9, 0.2, 0.4, 0.6]
    let b = [0.3, 0.5, 0.45, 0.8]
    let result = try BalanceOfGroups(
      of: OptionScores(groups: 4, offsets: [0, 2], score: a + b), under: balances)
    let exact = shareOfBalances(favouring: zip(a, b).map { $0 - $1 })
    #expect(close(result.acceptability(of: 0, rank: 0, in: 0), exact, 0.01))
    #expect(close(result.acceptability(of: 1, rank: 1, in: 0), exact, 0.01))
  }

  @Test("the highest of several lines agrees with the draws", arguments: 0..<20)
  func twoGroups(number: Int) throws {
    var random = RandomStream(seed: 3, purpose: 0, number: number)
    let first = (0..<6).map { _ in random.uniform() }
    let second = (0..<6).map { _ in random.uniform() }
    let exact = firstRankShares(first: first, second: second)
    #expect(close(exact.reduce(0, +), 1))
    let result = try BalanceOfGroups(
      of: OptionScores(
        groups: 2, offsets: [0, 6], score: zip(first, second).flatMap { [$0, $1] }),
      under: GroupBalances(groups: 2, draws: 20_000, seed: 9))
    for option in 0..<6 {
      #expect(close(result.acceptability(of: option, rank: 0, in: 0), exact[option], 0.015))
      #expect((result.centralWeights(of: option) == nil) == (result.confidence(of: option) == nil))
    }
  }

  @Test("who wants each its own option: each is first on half, with three quarters of the weight")
  func centralWeights() throws {
    #expect(firstRankShares(first: [1, 0], second: [0, 1]) == [0.5, 0.5])
    let result = try BalanceOfGroups(
      of: OptionScores(groups: 2, offsets: [0, 3], score: [1, 0, 0, 1, 0.4, 0.4]),
      under: GroupBalances(groups: 2, draws: 40_000, seed: 4))
    #expect(close(try #require(result.centralWeights(of: 0)), [0.75, 0.25], 0.01))
    #expect(close(try #require(result.centralWeights(of: 1)), [0.25, 0.75], 0.01))
    // The third is never first, and second between 0.4 and 0.6 never: there both others are above.
    #expect(result.centralWeights(of: 2) == nil && result.confidence(of: 2) == nil)
    #expect(close(result.acceptability(of: 2, rank: 1, in: 0), 0.8, 0.01))
    #expect(close(result.acceptability(of: 2, rank: 2, in: 0), 0.2, 0.01))
    #expect(result.confidence(of: 0) == 1)
  }

  @Test("options of equal worth share the better rank")
  func equalOptions() throws {
    let result = try BalanceOfGroups(
      of: OptionScores(groups: 1, offsets: [0, 3], score: [2, 2, 1]),
      under: GroupBalances(groups: 1, draws: 10, seed: 4))
    #expect((0..<3).map { result.acceptability(of: $0, rank: 0, in: 0) } == [1, 1, 0])
    #expect(result.acceptability(of: 2, rank: 2, in: 0) == 1)
    #expect(firstRankShares(first: [1, 1, 0], second: [1, 1, 0]) == [1, 1, 0])
  }

  @Test("an uncertain score one deviation ahead is first with probability .841")
  func uncertainScores() throws {
    let result = try BalanceOfGroups(
      of: OptionScores(
        groups: 1, offsets: [0, 2], score: [0.5, 0.4], deviation: [0.1, 0]),
      under: GroupBalances(groups: 1, draws: 40_000, seed: 4), seed: 5)
    #expect(close(result.acceptability(of: 0, rank: 0, in: 0), 0.8413, 0.01))
    #expect(close(try #require(result.confidence(of: 0)), 0.8413, 0.01))
    #expect(close(try #require(result.confidence(of: 1)), 0.1587, 0.01))
  }

  @Test("ranks of an option add up to 1, whatever the number of workers")
  func workers() throws {
    var random = RandomStream(seed: 1, purpose: 0, number: 0)
    let units = 100
    let offsets = (0...units).map { $0 * 3 + min($0, 40) }
    let score = (0..<offsets[units] * 4).map { _ in random.uniform() }
    let scores = try OptionScores(
      groups: 4, offsets: offsets, score: score, deviation: score.map { _ in 0.05 })
    func result(_ workers: Int) throws -> BalanceOfGroups {
      try BalanceOfGroups(
        of: scores,
        under: GroupBalances(groups: 4, draws: 2000, seed: 1, workers: Workers(workers)),
        seed: 2, workers: Workers(workers))
    }
    let one = try result(1)
    let four = try result(4)
    for unit in 0..<units {
      let options = offsets[unit]..<offsets[unit + 1]
      for option in options {
        let ranks = options.indices.map {
          one.acceptability(of: option, rank: $0 - options.lowerBound, in: unit)
        }
        #expect(close(ranks.reduce(0, +), 1))
        #expect(
          ranks
            == options.indices.map {
              four.acceptability(of: option, rank: $0 - options.lowerBound, in: unit)
            })
        #expect(one.centralWeights(of: option) == four.centralWeights(of: option))
        #expect(one.confidence(of: option) == four.confidence(of: option))
      }
    }
  }

  @Test("columns that do not fit are told")
  func wrongColumns() {
    #expect(!findings { _ = try OptionScores(groups: 2, offsets: [0, 2], score: [1]) }.isEmpty)
    #expect(!findings { _ = try OptionScores(groups: 2, offsets: [], score: []) }.isEmpty)
    #expect(!findings { _ = try OptionScores(groups: 1, offsets: [0, 2, 1], score: [1]) }.isEmpty)
    #expect(!findings { _ = try OptionScores(groups: 1, offsets: [0, 1], score: [.nan]) }.isEmpty)
    #expect(
      !findings {
        _ = try BalanceOfGroups(
          of: OptionScores(groups: 1, offsets: [0, 1], score: [1]),
          under: GroupBalances(groups: 2, draws: 1, seed: 0))
      }.isEmpty)
  }
}
