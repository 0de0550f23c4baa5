/// How the names of rows begin that stand for who carries the plan out, what pays, how fast people follow and what is done.
public enum RowPrefix {
  /// What a stakeholder can carry, as in `capacity:coop investment (2026-2030)`.
  public static let capacity = "capacity:"
  /// What a fund pays, as in `fund:erdf`.
  public static let fund = "fund:"
  /// How much of an action people take up, as in `adoption:heat-pump (until 2031-2035)`.
  public static let adoption = "adoption:"
  /// What is done, under way or cancelled, as in `progress:roof-pv ongoing in D01`.
  public static let progress = "progress:"
}
