/// What became of a plan in many possible worlds, in each of which every default number was drawn from its range.
public struct DrawSummary: Sendable {
  /// How many worlds were drawn.
  public var count = 0
  /// In how many of them no plan meets the rules, or an action that is locked in finds nothing to act on.
  public var withoutPlan = 0
  /// In how many the choice could not be made; they count as worlds in which nothing is chosen.
  public var undecided = 0
  /// In how many a part of the plan has nothing to act on; they count as worlds in which the plan meets no rule.
  public var withoutPart = 0
  /// Which units got which actions in any world, ascending; one entry a pair.
  public var decided: [UnitPart] = []
  /// In how many worlds the unit got the action.
  public var times: [Int32] = []
  /// For each option of the plan, in its order: in how many worlds the unit got the same package.
  public var same: [Int32] = []
  /// In how many worlds the plan, as it is, meets each row of the problem.
  public var rowsMet: [Int] = []
  /// What the plan, as it is, comes to in each world: by amount, then by world.
  public var planAmounts: [[Double]] = Array(repeating: [], count: Amount.allCases.count)
  /// How much worse the plan, as it is, is than the choice of the world, in each world in which it keeps all rows.
  public var regrets: [Double] = []
  /// Baseline emissions in each world, t CO2e/a.
  public var baselines: [Double] = []

  /// Creates an empty summary.
  public init() {}

  /// The value at a quantile of some numbers, linear between neighbours (type 7 of Hyndman and Fan 1996).
  ///
  /// - Parameter quantile: In 0…1.
  /// - Returns: nil where there are no numbers.
  public static func quantile(_ quantile: Double, of numbers: [Double]) -> Double? {
    guard !numbers.isEmpty else { return nil }
    let sorted = numbers.sorted()
    let place = quantile * Double(sorted.count - 1)
    let below = Int(place)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
  }
}
