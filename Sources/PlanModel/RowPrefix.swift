/// How the names of rows begin that stand for who carries the plan out, what pays and how fast people follow.
public enum RowPrefix {
  /// What a stakeholder can carry, as in `capacity:coop investment (2026-2030)`.
  public static let capacity = "capacity:"
  /// What a fund pays, as in `fund:erdf`.
  public static let fund = "fund:"
  /// How much of an action people take up, as in `adoption:heat-pump (until 2031-2035)`.
  public static let adoption = "adoption:"
}
