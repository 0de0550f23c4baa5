/// The emissions gap by source sector: what a target asks for, what is under way, what a plan adds, and what stays.
///
/// Columns as in module of the Climate City Contract's action plan, numbered as there. Every number follows from
/// baseline (1), target (2), existing plans (3) and actions (5); none is chosen so that a sum comes out. All numbers are
/// t CO2e/a; a sink is negative.
public struct EmissionsGap: Sendable, Hashable {
  /// One source sector, or the sum of all.
  public struct Row: Sendable, Hashable {
    /// The source sector.
    public var title: String
    /// (1) Emissions of the base year.
    public var baseline: Double
    /// (2) The reduction that the target asks for.
    public var target: Double
    /// (3) The reduction by other plans that are under way.
    public var existing: Double
    /// (5) The reduction by this plan's actions.
    public var actions: Double

    /// Creates a row.
    public init(
      _ title: String, baseline: Double, target: Double, existing: Double, actions: Double
    ) {
      self.title = title
      self.baseline = baseline
      self.target = target
      self.existing = existing
      self.actions = actions
    }

    /// (4) What the target asks for beyond other plans: (2) − (3).
    public var gap: Double { target - existing }
    /// (6) What the target leaves: (1) − (2), whatever is done.
    public var residual: Double { baseline - target }
    /// What remains once all that is planned is done: (1) − (3) − (5).
    public var remaining: Double { baseline - existing - actions }
    /// What the actions lack of the gap: (4) − (5); below 0 where they do more than it.
    ///
    /// It is also the difference of the two residuals, remaining − residual.
    public var missing: Double { gap - actions }
    /// The part of the gap that the actions close; nil where there is none.
    public var closed: Double? { gap > 0 ? actions / gap : nil }
  }
  /// By source sector.
  public var rows: [Row]

  /// Creates a table.
  public init(_ rows: [Row]) { self.rows = rows }

  /// Creates a table with one share of the baseline as every sector's target.
  ///
  /// - Parameter share: The share of the baseline that the target takes away, for example 0.8.
  public init(
    share: Double,
    _ sectors: [(title: String, baseline: Double, existing: Double, actions: Double)]
  ) {
    rows = sectors.map {
      Row(
        $0.title, baseline: $0.baseline, target: share * $0.baseline, existing: $0.existing,
        actions: $0.actions)
    }
  }

  /// The sum of all rows.
  public var total: Row {
    func sum(_ column: KeyPath<Row, Double>) -> Double {
      rows.reduce(0) { $0 + $1[keyPath: column] }
    }
    return Row(
      "Total", baseline: sum(\.baseline), target: sum(\.target), existing: sum(\.existing),
      actions: sum(\.actions))
  }

  /// Why there are two residuals, in a sentence.
  public static let residualsInWords =
    "Residual (6) = (1) − (2) is what the target leaves by its own definition; (1) − (3) − (5) is what remains if everything planned is done. They differ by what the actions lack of the gap, (4) − (5)."
}
