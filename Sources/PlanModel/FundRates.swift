/// Which share of the investment of each action each fund pays.
///
/// What is asked of funds is the part of the investment that the action's payers leave to the state and the Union; where the
/// catalogue names no payers, all of it. The funds are asked in their order: each pays up to its rate of what is still asked,
/// unless it may not be combined with one that pays already. Work is spread evenly over a phase, or over the plan's years
/// without phases, so a fund with a deadline pays its rate times the share of those years that end by it.
public struct FundRates: Sendable {
  /// The share of the investment, 0…1, by level, then fund, then action, then phase.
  private let shares: [[[[Double]]]]
  /// The share that is asked of funds, by action.
  private let asked: [Double]
  /// Whether a fund may pay for an action: the first index is the fund.
  private let isEligible: [[Bool]]
  /// The most that a fund pays of work begun in a phase, 0…1: the first index is the fund.
  private let rates: [[Double]]
  /// Whether two funds may not pay for the same project.
  private let excluding: [[Bool]]
  /// The number of phases; 1 without phases.
  private let phaseCount: Int

  /// Computes the shares.
  ///
  /// - Parameters:
  ///   - years: The first and the last year of work where there are no phases.
  ///   - levels: The funds that options do without; none where every option draws on all.
  public init(
    funds: [Fund], actions: [Action], phases: [Phase], years: ClosedRange<Int>,
    levels: [FundLevel] = []
  ) {
    let spans = phases.isEmpty ? [years] : phases.map { $0.first...$0.last }
    phaseCount = spans.count
    let asked = actions.map { $0.payers?.state ?? 1 }
    let isEligible = funds.map { fund in actions.map { fund.pays(for: $0) } }
    let rates = funds.map { fund in spans.map { fund.rate * fund.share(of: $0) } }
    let excluding = funds.map { fund in funds.map { fund.excludes($0) } }
    var shares: [[[[Double]]]] = []
    for level in levels.isEmpty ? [.full] : levels {
      var own = funds.map { _ in actions.map { _ in spans.map { _ in 0.0 } } }
      for action in actions.indices {
        for phase in spans.indices {
          var left = asked[action]
          var paying: [Int] = []
          for fund in funds.indices where left > 0 && isEligible[fund][action] {
            if level.without.contains(fund) { continue }
            if paying.contains(where: { excluding[$0][fund] }) { continue }
            let share = min(left, rates[fund][phase])
            if share <= 0 { continue }
            own[fund][action][phase] = share
            left -= share
            paying.append(fund)
          }
        }
      }
      shares.append(own)
    }
    self.shares = shares
    self.asked = asked
    self.isEligible = isEligible
    self.rates = rates
    self.excluding = excluding
  }

  /// Computes the shares for the levels of a table of options.
  public init(funds: [Fund], options: OptionTable, years: ClosedRange<Int>) {
    self.init(
      funds: funds, actions: options.actions, phases: options.phases, years: years,
      levels: options.levels)
  }

  /// The share of an action's investment that a fund pays, 0…1.
  public func share(of action: Int, by fund: Int, phase: Int, level: Int = 0) -> Double {
    shares[level][fund][action][min(phase, phaseCount - 1)]
  }

  /// Whether a fund pays for an action in any phase, if need be where it is done without another fund.
  public func pays(_ fund: Int, for action: Int) -> Bool {
    shares.contains { $0[fund][action].contains { $0 > 0 } }
  }

  /// Whether a fund may pay for an action at all, whatever others pay.
  public func mayPay(_ fund: Int, for action: Int) -> Bool {
    isEligible[fund][action] && asked[action] > 0 && rates[fund].contains { $0 > 0 }
  }

  /// The most that a fund pays of work begun in a phase, 0…1.
  func rate(of fund: Int, phase: Int) -> Double { rates[fund][min(phase, phaseCount - 1)] }

  /// Whether two funds may not pay for the same project.
  func excludes(_ fund: Int, _ other: Int) -> Bool { excluding[fund][other] }

  /// The share of an action's investment that is asked of funds, 0…1.
  public func asked(of action: Int) -> Double { asked[action] }

  /// What a fund pays for one action of an option, EUR, as far as it has the money.
  public func draw(of option: Int, action: Int, by fund: Int, in options: OptionTable) -> Double {
    let share = share(
      of: action, by: fund, phase: options.phase(of: option), level: options.level(of: option))
    return share == 0 ? 0 : share * options.amount(.investment, of: option, by: action)
  }

  /// What all funds pay for some actions of an option, EUR.
  public func draws(of option: Int, actions: [Int], in options: OptionTable) -> Double {
    actions.map { action in
      isEligible.indices.map { draw(of: option, action: action, by: $0, in: options) }
        .compensatedSum()
    }.compensatedSum()
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
