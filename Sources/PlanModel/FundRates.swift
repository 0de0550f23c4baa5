/// Which share of the investment of each action each fund pays.
///
/// What is asked of funds is the part of the investment that the action's payers leave to the state and the Union; where the
/// catalogue names no payers, all of it. The funds are asked in their order: each pays up to its rate of what is still asked,
/// unless it may not be combined with one that pays already. Work is spread evenly over a phase, or over the plan's years
/// without phases, so a fund with a deadline pays its rate times the share of those years that end by it.
public struct FundRates: Sendable {
  /// The share of the investment, 0…1: the first index is the fund, the second the action, the third the phase.
  private let shares: [[[Double]]]
  /// The share that is asked of funds, by action.
  private let asked: [Double]
  /// The number of phases; 1 without phases.
  private let phaseCount: Int

  /// Computes the shares.
  ///
  /// - Parameter years: The first and the last year of work where there are no phases.
  public init(funds: [Fund], actions: [Action], phases: [Phase], years: ClosedRange<Int>) {
    let spans = phases.isEmpty ? [years] : phases.map { $0.first...$0.last }
    phaseCount = spans.count
    asked = actions.map { $0.payers?.state ?? 1 }
    var shares = funds.map { _ in actions.map { _ in spans.map { _ in 0.0 } } }
    for (position, action) in actions.enumerated() {
      for (phase, span) in spans.enumerated() {
        var left = asked[position]
        var paying: [Fund] = []
        for (row, fund) in funds.enumerated() where left > 0 && fund.pays(for: action) {
          if paying.contains(where: { $0.excludes(fund) }) { continue }
          let share = min(left, fund.rate * fund.share(of: span))
          if share <= 0 { continue }
          shares[row][position][phase] = share
          left -= share
          paying.append(fund)
        }
      }
    }
    self.shares = shares
  }

  /// The share of an action's investment that a fund pays, 0…1.
  public func share(of action: Int, by fund: Int, phase: Int) -> Double {
    shares[fund][action][min(phase, phaseCount - 1)]
  }

  /// Whether a fund pays for an action in any phase.
  public func pays(_ fund: Int, for action: Int) -> Bool {
    shares[fund][action].contains { $0 > 0 }
  }

  /// The share of an action's investment that is asked of funds, 0…1.
  public func asked(of action: Int) -> Double { asked[action] }

  /// What a fund pays for one action of an option, EUR.
  public func draw(of option: Int, action: Int, by fund: Int, in options: OptionTable) -> Double {
    let share = share(of: action, by: fund, phase: options.phase(of: option))
    return share == 0 ? 0 : share * options.amount(.investment, of: option, by: action)
  }
}

extension Fund {
  /// The share of some years that end by the deadline.
  func share(of years: ClosedRange<Int>) -> Double {
    guard let deadline else { return 1 }
    let within = min(deadline, years.upperBound) - years.lowerBound + 1
    return max(0, Double(within) / Double(years.count))
  }
}
