/// What one payer spends and gains; the sums over all payers are those of the plan.
public struct PayerFlow: Sendable, Hashable {
  /// Investment in what the payer owns, EUR.
  public var investment = 0.0
  /// Public money for it (positive), or given to others (negative), EUR; over all payers 0.
  public var subsidy = 0.0
  /// The yearly share of what the payer bears of the investment, EUR/a.
  public var capital = 0.0
  /// Running cost of what the payer owns, EUR/a.
  public var running = 0.0
  /// Bills of energy that become smaller, EUR/a.
  public var saved = 0.0
  /// What plants on land earn, EUR/a.
  public var earned = 0.0
  /// What planning and installation leave with it in the place, once, EUR: households' income, firms' profit, the
  /// municipality's tax.
  public var localOnce = 0.0
  /// The same of operation and maintenance, EUR/a.
  public var localYearly = 0.0

  /// Creates a flow of nothing.
  public init() {}

  /// What the payer bears of the investment, EUR.
  public var borne: Double { investment - subsidy }
  /// What is gained in a year less what is spent, EUR/a; over all payers the plan's annualised cost with its sign turned.
  public var net: Double { saved + earned - running - capital }

  /// Adds each part.
  public static func += (left: inout PayerFlow, right: PayerFlow) {
    left.investment += right.investment
    left.subsidy += right.subsidy
    left.capital += right.capital
    left.running += right.running
    left.saved += right.saved
    left.earned += right.earned
    left.localOnce += right.localOnce
    left.localYearly += right.localYearly
  }
}
