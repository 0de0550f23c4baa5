import PlanModel
import Society
import Testing

@Suite("The method of equal shares")
struct EqualSharesTests {
  /// Three voters of 10 each: a (12) is wanted by 1 and 2, b (9) by 2 and 3, c (15) by all.
  private let three = BudgetVote(
    kind: .approval, budget: 30, projects: ["a", "b", "c"], costs: [12, 9, 15],
    voters: ["1", "2", "3"], offsets: [0, 2, 5, 7], project: [0, 2, 0, 1, 2, 1, 2],
    score: [1, 1, 1, 1, 1, 1, 1])

  @Test("where projects count, the one that costs its supporters least goes first")
  func cardinality() throws {
    // Prices 6, 4½, 5: b first. Left are 10, 5½, 5½: c still costs 5 each. Then 5 + ½ do not pay for a.
    let result = try EqualShares(of: three, utility: .cardinality)
    #expect(result.steps.map(\.project) == [1, 2])
    #expect(result.steps.map(\.price) == [4.5, 5])
    #expect(close(result.payments, [5, 9.5, 9.5]))
    #expect(result.spent == 24 && result.sharedBudget == 30)
  }

  @Test("where money counts, the one with the most supporters goes first")
  func costs() throws {
    // Prices 12/24, 9/18, 15/45: c first, 5 each. Left are 5, 5, 5: b costs 4½ each, a needs 12.
    let result = try EqualShares(of: three, utility: .cost)
    #expect(result.steps.map(\.project) == [2, 1])
    #expect(close(result.steps.map(\.price), [1.0 / 3, 0.5]))
    #expect(close(result.payments, [5, 9.5, 9.5]))
  }

  @Test("scores share the cost in proportion")
  func scores() throws {
    let vote = BudgetVote(
      kind: .scoring, budget: 20, projects: ["a"], costs: [9], voters: ["1", "2"],
      offsets: [0, 1, 2], project: [0, 0], score: [2, 1])
    let result = try EqualShares(of: vote, utility: .scores)
    #expect(result.steps.map(\.project) == [0] && result.steps.map(\.price) == [3])
    #expect(close(result.payments, [6, 3]))
  }

  @Test("who has little left pays all of it, and the others the rest")
  func littleLeft() throws {
    // p costs its one supporter 4 of 10; r costs 15: 6 from that voter, 9 from the other.
    let vote = BudgetVote(
      kind: .approval, budget: 20, projects: ["p", "r"], costs: [4, 15], voters: ["1", "2"],
      offsets: [0, 1, 3], project: [1, 0, 1], score: [1, 1, 1])
    let result = try EqualShares(of: vote, utility: .cardinality)
    #expect(result.steps.map(\.project) == [0, 1])
    #expect(result.steps.map(\.price) == [4, 9])
    #expect(close(result.payments, [9, 10]))
  }

  @Test("half of the voters spend half of the budget, however the other half votes")
  func proportional() throws {
    // Six red projects of 51 voters and six blue ones of 49, all at 10, budget 60: three each, not six red.
    let voters = (0..<100).map { "\($0)" }
    let vote = BudgetVote(
      kind: .approval, budget: 60, projects: (0..<12).map { "\($0)" },
      costs: Array(repeating: 10, count: 12), voters: voters, offsets: (0...100).map { $0 * 6 },
      project: (0..<100).flatMap { voter in (0..<6).map { Int32(voter < 51 ? $0 : $0 + 6) } },
      score: Array(repeating: 1, count: 600))
    let strict = try EqualShares(of: vote, utility: .cost)
    // 51 · 0.6 = 30.6 pays for three; 49 · 0.6 = 29.4 for two.
    #expect(strict.steps.map(\.project).sorted() == [0, 1, 2, 6, 7])
    let complete = try EqualShares(of: vote, utility: .cost, completion: .largerBudget(0.01))
    #expect(complete.steps.map(\.project).sorted() == [0, 1, 2, 6, 7, 8])
    #expect(complete.spent == 60)
  }

  @Test("a completion spends what the rule leaves, within the budget")
  func completion() throws {
    // Shares of 10: y (8) is paid for, x (12) is not. With 2 more for each voter both are, for 20.
    let vote = BudgetVote(
      kind: .chooseOne, budget: 20, projects: ["x", "y"], costs: [12, 8], voters: ["1", "2"],
      offsets: [0, 1, 2], project: [0, 1], score: [1, 1])
    #expect(try EqualShares(of: vote, utility: .cost).steps.map(\.project) == [1])
    let more = try EqualShares(of: vote, utility: .cost, completion: .moreForEach(1))
    #expect(more.steps.map(\.project) == [1, 0])
    #expect(more.sharedBudget == 24 && more.spent == 20 && !more.isCutShort)
    var tight = vote
    tight.budget = 19.5
    let none = try EqualShares(of: tight, utility: .cost, completion: .moreForEach(1))
    #expect(none.steps.map(\.project) == [1])
  }

  @Test("of equal prices the cheaper project goes first, then the lower number")
  func ties() throws {
    let vote = BudgetVote(
      kind: .approval, budget: 8, projects: ["10", "9", "8"], costs: [4, 4, 5], voters: ["1"],
      offsets: [0, 3], project: [0, 1, 2], score: [1, 1, 1])
    #expect(try EqualShares(of: vote, utility: .cost).steps.map(\.project) == [1, 0])
  }

  @Test("a project that costs nothing is chosen where anybody wants it")
  func free() throws {
    let vote = BudgetVote(
      kind: .approval, budget: 8, projects: ["a", "b", "c"], costs: [0, 0, 9], voters: ["1"],
      offsets: [0, 2], project: [0, 2], score: [1, 1])
    let result = try EqualShares(of: vote, utility: .cost, completion: .moreForEach(1))
    #expect(result.steps.map(\.project) == [0] && result.spent == 0)
  }

  @Test("nobody voting chooses nothing")
  func nobody() throws {
    let vote = BudgetVote(
      kind: .approval, budget: 8, projects: ["a"], costs: [1], voters: [], offsets: [0],
      project: [], score: [])
    #expect(
      try EqualShares(of: vote, utility: .cost, completion: .moreForEach(1)).steps.isEmpty)
  }

  @Test("a vote that does not fit is told at once")
  func wrongVote() {
    var vote = three
    vote.budget = 0
    vote.costs[1] = -1
    vote.score[0] = .nan
    vote.project[3] = 9
    #expect(findings { _ = try EqualShares(of: vote, utility: .cost) }.count == 4)
    #expect(
      findings { _ = try EqualShares(of: three, utility: .cost, completion: .moreForEach(0)) }
        .count == 1)
    var twice = three
    twice.project[1] = 0
    #expect(findings { _ = try EqualShares(of: twice, utility: .cost) }.count == 1)
  }
}
