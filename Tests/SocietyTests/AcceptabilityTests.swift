import PlanModel
import Reference
import Testing

@testable import Society

@Suite("Acceptability and what is not shown")
struct AcceptabilityTests {
  @Test("the incomplete beta function has its known values")
  func incompleteBeta() {
    #expect(close(BetaDistribution(a: 1, b: 1).probability(atMost: 0.3), 0.3, 1e-14))
    #expect(close(BetaDistribution(a: 2, b: 1).probability(atMost: 0.3), 0.09, 1e-14))
    #expect(close(BetaDistribution(a: 2, b: 2).probability(atMost: 0.5), 0.5, 1e-14))
    // At least 3 of 10 with a chance of 0.3 each: 1 − 0.7¹⁰ − 10 · 0.3 · 0.7⁹ − 45 · 0.09 · 0.7⁸.
    #expect(
      close(BetaDistribution(a: 3, b: 8).probability(atMost: 0.3), 0.617_217_213_6, 1e-9))
    // The arcsine law: 2/π · asin √¼ = 1/3.
    #expect(close(BetaDistribution(a: 0.5, b: 0.5).probability(atMost: 0.25), 1.0 / 3, 1e-12))
    #expect(close(BetaDistribution(a: 5e4, b: 5e4).probability(atMost: 0.5), 0.5, 1e-9))
  }

  @Test("quantiles turn the probability around", arguments: [0.01, 0.05, 0.5, 0.95])
  func quantiles(share: Double) {
    for (a, b) in [(1.0, 1.0), (4, 1), (2, 30), (700, 300)] {
      let beta = BetaDistribution(a: a, b: b)
      #expect(close(beta.probability(atMost: beta.quantile(share)), share, 1e-9))
    }
    // Many answers: the normal distribution, here against the exact one at the switch.
    let many = BetaDistribution(a: 700_001, b: 300_001)
    #expect(close(many.probability(atMost: many.quantile(share)), share, 1e-3))
  }

  @Test("three for and none against give 4/5, with nine tenths between .47 and .99")
  func threeSupporters() throws {
    let all = try acceptabilities(
      support: [3, 0], opposition: [0, 0], people: [5, 9], leastPeople: 5, interval: 0.9)
    let three = try #require(all[0])
    #expect(close(three.mean, 0.8))
    // Beta(4, 1): the share below x is x⁴; variance 4 · 1 / (25 · 6).
    #expect(close(three.low, 0.472_870_8, 1e-6) && close(three.high, 0.987_258_5, 1e-6))
    #expect(close(three.deviation * three.deviation, 4.0 / 150))
    let nobody = try #require(all[1])
    #expect(close(nobody.mean, 0.5) && close(nobody.low, 0.05) && close(nobody.high, 0.95))
  }

  @Test("more support raises mean, low and high; more opposition lowers them")
  func monotonic() throws {
    let support = (0...40).map { Double($0) / 2 }
    func all(_ plus: [Double], _ minus: [Double]) throws -> [Acceptability] {
      try acceptabilities(
        support: plus, opposition: minus, people: plus.map { _ in 9 }, leastPeople: 5,
        interval: 0.9
      ).compactMap { $0 }
    }
    let fixed = support.map { _ in 7.5 }
    let rising = try all(support, fixed)
    let falling = try all(fixed, support)
    #expect(rising.count == 41)
    for (a, b) in zip(rising, rising.dropFirst()) {
      #expect(a.mean < b.mean && a.low < b.low && a.high < b.high)
    }
    for (a, b) in zip(falling, falling.dropFirst()) { #expect(a.mean > b.mean && a.low > b.low) }
  }

  @Test("cells of fewer people than the threshold are not shown")
  func threshold() throws {
    let all = try acceptabilities(
      support: [4, 40, 5], opposition: [0, 0, 0], people: [4, 4, 5], leastPeople: 5, interval: 0.9)
    #expect(all.map { $0 == nil } == [true, true, false])
    #expect(SocietyRules(try ReferenceData.load()).leastPeople == 5)
  }

  @Test("wrong answers are told at once")
  func wrongAnswers() {
    let all = findings {
      _ = try acceptabilities(
        support: [-1, .nan], opposition: [1, .infinity], people: [1, -1], leastPeople: 5,
        interval: 1)
    }
    #expect(all.count == 5)
  }

  @Test("a single hidden entry takes the next smallest with it")
  func secondEntry() throws {
    let hidden = try suppression(
      people: [
        3, 7, 9, 20,  // 3 is hidden; 39 − 36 would tell it, so 7 is too.
        1, 0, 9, 9,  // 19 − 18 would tell that one person answered, so 9 is hidden too.
        2, 1, 0, 0,  // All are hidden, and three people are too few for a total.
        6, 7, 8, 9,  // Nothing is hidden.
      ], groups: 4, leastPeople: 5)
    #expect(
      hidden.isHidden == [
        true, true, false, false, true, true, true, false, true, true, true, true, false, false,
        false, false,
      ])
    #expect(hidden.isTotalHidden == [false, false, true, false])
    #expect(hidden.hides(group: 2, in: 1) && !hidden.hides(group: 3, in: 1))
    #expect(
      !findings { _ = try suppression(people: [1, 2, 3], groups: 2, leastPeople: 5) }.isEmpty)
  }

  @Test("no total tells what is hidden, in a thousand drawn tables", arguments: [1, 2, 4])
  func nothingIsTold(groups: Int) throws {
    var random = RandomStream(seed: 5, purpose: 0, number: groups)
    let people = (0..<1000 * groups).map { _ in random.below(9) }
    let hidden = try suppression(people: people, groups: groups, leastPeople: 5)
    for cell in 0..<1000 {
      let entries = (cell * groups..<(cell + 1) * groups).filter { hidden.isHidden[$0] }
      #expect(
        people.indices.filter { $0 / groups == cell && people[$0] < 5 }.allSatisfy(entries.contains)
      )
      if entries.isEmpty || hidden.isTotalHidden[cell] { continue }
      #expect(entries.count > 1)
      #expect(entries.map { people[$0] }.reduce(0, +) >= 5)
    }
  }
}
