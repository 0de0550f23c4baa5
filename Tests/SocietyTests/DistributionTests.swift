import Glibc
import PlanModel
import Society
import Testing

@Suite("How evenly something is spread")
struct DistributionTests {
  @Test("equal amounts a head are perfectly even")
  func even() throws {
    let even = try #require(try Distribution(of: [10, 30, 60], among: [1, 3, 6]))
    #expect(close(even.gini, 0) && close(even.theil, 0))
    #expect(close(even.people, even.amount))
  }

  @Test("all to one of two areas: Gini is the share of people who get nothing")
  func uneven() throws {
    let half = try #require(try Distribution(of: [0, 1], among: [1, 1]))
    #expect(close(half.gini, 0.5) && close(half.theil, log(2)))
    let quarter = try #require(try Distribution(of: [5, 0], among: [10, 30]))
    #expect(close(quarter.gini, 0.75) && close(quarter.theil, log(4)))
    #expect(close(quarter.people, [0, 0.75, 1]) && close(quarter.amount, [0, 0, 1]))
  }

  @Test("one area cut in two like ones changes nothing")
  func cutting() throws {
    let whole = try #require(try Distribution(of: [2, 9, 4], among: [4, 6, 1]))
    let cut = try #require(try Distribution(of: [1, 1, 9, 4], among: [2, 2, 6, 1]))
    #expect(close(whole.gini, cut.gini) && close(whole.theil, cut.theil))
  }

  @Test("giving from those who have more to those who have less evens out")
  func change() throws {
    let change = DistributionChange(
      from: try #require(try Distribution(of: [1, 3], among: [1, 1])),
      to: try #require(try Distribution(of: [2, 2], among: [1, 1])))
    // Before: half of the people have a quarter, ½ − ¼.
    #expect(close(change.gini, -0.25))
    #expect(change.theil < 0)
  }

  @Test("nothing to spread has no measure; amounts without people are told")
  func nothing() throws {
    #expect(try Distribution(of: [0, 0], among: [1, 1]) == nil)
    #expect(try Distribution(of: [], among: []) == nil)
    #expect(findings { _ = try Distribution(of: [1, -1], among: [0, .nan]) }.count == 2)
    #expect(findings { _ = try Distribution(of: [1, 1], among: [0, 2]) }.count == 1)
  }
}
