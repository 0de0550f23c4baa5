import PlanModel
import Reference
import Society
import Testing

@Suite("Weights of criteria and groups")
struct WeightsTests {
  private let rules: SocietyRules

  init() throws { rules = SocietyRules(try ReferenceData.load()) }

  @Test("points are scaled to 1, whatever they add up to")
  func points() throws {
    #expect(close(try Weights(points: [50, 30, 20]).values, [0.5, 0.3, 0.2]))
    #expect(close(try Weights(points: [1, 0, 3]).values, [0.25, 0, 0.75]))
  }

  @Test("ranks of four give the published weights")
  func ranks() throws {
    let centroid = try Weights(ranks: [1, 2, 3, 4], by: .centroid)
    #expect(close(centroid.values, [0.5208, 0.2708, 0.1458, 0.0625], 5e-5))
    #expect(close(try Weights(ranks: [4, 3, 2, 1], by: .sum).values, [0.1, 0.2, 0.3, 0.4]))
    // 1/1 + 1/2 + 1/3 + 1/4 = 25/12.
    let reciprocal = try Weights(ranks: [1, 2, 3, 4], by: .reciprocal).values
    #expect(close(reciprocal, [0.48, 0.24, 0.16, 0.12]))
    #expect(close(try Weights(ranks: [3, 1], by: .equal).values, [0.5, 0.5]))
  }

  @Test(
    "things of one rank share the weight of their places",
    arguments: [[1, 2, 2, 4], [1, 2, 2, 3], [-5, 70, 70, 71]])
  func ties(ranks: [Int]) throws {
    let weights = try Weights(ranks: ranks, by: .sum).values
    #expect(close(weights, [0.4, 0.25, 0.25, 0.1]))
  }

  @Test("swings are held against the largest, which is 100")
  func swings() throws {
    #expect(close(try Weights(swings: [100, 60, 40]).values, [0.5, 0.3, 0.2]))
    #expect(findings { _ = try Weights(swings: [90, 60]) }.map(\.code) == ["society.swings"])
  }

  @Test("all wrong numbers are told at once")
  func wrongPoints() {
    let all = findings { _ = try Weights(points: [-1, .nan, 5, .infinity]) }
    #expect(all.count >= 3)
    #expect(all.allSatisfy { $0.severity == .error && !$0.remedy.isEmpty })
    #expect(!findings { _ = try Weights(points: [0, 0]) }.isEmpty)
    #expect(!findings { _ = try Weights(points: []) }.isEmpty)
    #expect(!findings { _ = try Weights(ranks: [], by: .sum) }.isEmpty)
  }

  @Test("three things compared 3, 5 and 3 have weights .637 .258 .105 and a ratio of .033")
  func threeThings() throws {
    let comparison = try PairwiseComparison(count: 3, upperTriangle: [3, 5, 3])
    let result = try PairwisePriorities(of: comparison, randomIndices: rules.randomIndices)
    #expect(close(result.weights.values, [0.6370, 0.2583, 0.1047], 5e-5))
    #expect(close(result.principalEigenvalue, 3.0385, 5e-5))
    #expect(close(result.consistencyIndex, 0.0193, 5e-5))
    #expect(close(result.consistencyRatio, 0.0332, 5e-5))
    #expect(result.finding(names: ["a", "b", "c"], limit: rules.consistencyLimit) == nil)
  }

  @Test("judgements that agree give their own weights back", arguments: 1...9)
  func consistent(count: Int) throws {
    // Weights 9 : 9 − 1 : …, all ratios within 1/9…9.
    let wanted = (0..<count).map { 9 - Double($0) }
    var upper: [Double] = []
    for i in 0..<count {
      for j in (i + 1)..<max(count, i + 1) { upper.append(wanted[i] / wanted[j]) }
    }
    let comparison = try PairwiseComparison(count: count, upperTriangle: upper)
    let result = try PairwisePriorities(of: comparison, randomIndices: rules.randomIndices)
    let sum = wanted.reduce(0, +)
    #expect(close(result.weights.values, wanted.map { $0 / sum }))
    #expect(close(result.principalEigenvalue, Double(count)))
    #expect(close(result.consistencyRatio, 0))
  }

  @Test("the judgement that contradicts the others is named with what they say")
  func contradiction() throws {
    // Weights 8 : 4 : 2 : 1, where the first against the last was judged 1/8 in place of 8.
    let comparison = try PairwiseComparison(count: 4, upperTriangle: [2, 4, 1 / 8, 2, 4, 2])
    let result = try PairwisePriorities(of: comparison, randomIndices: rules.randomIndices)
    let farthest = try #require(result.farthest)
    #expect(farthest.row == 0 && farthest.column == 3)
    #expect(close(farthest.implied, 8))
    let finding = try #require(
      result.finding(names: ["cost", "noise", "view", "jobs"], limit: rules.consistencyLimit))
    #expect(finding.severity == .warning)
    #expect(finding.remedy.contains("cost against jobs"))
    #expect(finding.remedy.contains("judged 0.13") && finding.remedy.contains("say 8.00"))
  }

  @Test("wrong comparisons are told: number, range and size")
  func wrongComparisons() throws {
    #expect(!findings { _ = try PairwiseComparison(count: 3, upperTriangle: [1, 2]) }.isEmpty)
    #expect(
      findings { _ = try PairwiseComparison(count: 3, upperTriangle: [10, 0, .nan]) }.count == 3)
    let many = findings {
      _ = try PairwiseComparison(count: 11, upperTriangle: Array(repeating: 1, count: 55))
    }
    #expect(many.first?.message == "11 things are compared in pairs.")
    #expect(!findings { _ = try PairwiseComparison(count: 0, upperTriangle: []) }.isEmpty)
    let ten = try PairwiseComparison(count: 10, upperTriangle: Array(repeating: 1, count: 45))
    #expect(!findings { _ = try PairwisePriorities(of: ten, randomIndices: [0, 0, 0.58]) }.isEmpty)
  }

  @Test("members of a group who judge 9 and 1/9 judge 1 together, and 3 where one counts thrice")
  func groupJudgements() throws {
    let people = try [9, 1 / 9].map { try PairwiseComparison(count: 2, upperTriangle: [$0]) }
    let equal = try PairwiseComparison.group(of: people, counting: Weights(equal: 2))
    #expect(close(equal.judgement(0, over: 1), 1))
    let unequal = try PairwiseComparison.group(of: people, counting: Weights(points: [75, 25]))
    #expect(close(unequal.judgement(0, over: 1), 3))
    #expect(close(unequal.judgement(1, over: 0), 1 / 3))
  }

  @Test("distinct groups are joined by their weights")
  func groupWeights() throws {
    let groups = try [[80, 20], [20, 80]].map { try Weights(points: $0) }
    let equal = Weights(equal: 2)
    for mean in GroupMean.allCases {
      #expect(close(try Weights.mean(of: groups, counting: equal, as: mean).values, [0.5, 0.5]))
    }
    let uneven = try Weights(points: [75, 25])
    #expect(
      close(
        try Weights.mean(of: groups, counting: uneven, as: .arithmetic).values, [0.65, 0.35]))
    // (0.8³ · 0.2)^¼ : (0.2³ · 0.8)^¼ = 2 : 1.
    #expect(
      close(
        try Weights.mean(of: groups, counting: uneven, as: .geometric).values, [2.0 / 3, 1.0 / 3]))
    let extreme = try [[1, 0], [0, 1]].map { try Weights(points: $0) }
    #expect(
      !findings { _ = try Weights.mean(of: extreme, counting: equal, as: .geometric) }.isEmpty)
  }
}
