internal import PlanModel

/// By how much the sum of a row may miss its right-hand side and still count as kept, for decomposition, row sums and verifier
/// alike. The exact search holds equalities as close as other rows: what it proves is proved of exact equalities only.
public enum RowTolerance {
  /// What every row of a plan is promised to hold to, times max(1, |right-hand side|).
  public static let promise = 1e-6
  /// How close equalities are held, as a share of the right-hand side: sums of thousands of amounts with many digits hardly
  /// ever meet a number closer than the promise.
  public static let equality = 1e-6
  /// The same for rows of the other two senses: with the promise alone, a budget of a million would accept being missed by one
  /// unit.
  public static let inequality = 1e-9

  /// The share for a row.
  static func share(_ sense: RowSense) -> Double { sense == .equal ? equality : inequality }
}
