public import PlanModel

/// What is known from an earlier plan of nearly the same problem; it may save time, and proves nothing by itself.
public struct WarmStart: Sendable, Hashable {
  /// The options that the earlier plan chose, as positions in the problem at hand; those that no longer exist are left out.
  public var chosen: [Int]
  /// The price of each row, one after the other as in `Plan.rows`, in the sense of the stated objective; empty where none
  /// are known.
  public var prices: [Double]

  /// Creates a start.
  public init(chosen: [Int], prices: [Double] = []) {
    self.chosen = chosen
    self.prices = prices
  }
}

extension Plan {
  /// The plan as a start for the same problem with other right-hand sides, locks or amounts.
  public var warmStart: WarmStart { WarmStart(chosen: chosen, prices: rows.map(\.price)) }
}
