/// Which share of the investment of each action each fund pays.
///
/// What is asked of funds is the part of the investment that the action's payers leave to the state and the Union; where the
/// catalogue names no payers, all of it. The funds are asked in their order: each pays up to its rate of what is still asked,
/// unless it may not be combined with one that pays already. Work is spread evenly over a phase, or over the plan's years
/// without phases, so a fund with a deadline pays up to its rate of the work of those years that end by it, and nothing of
/// that of later years.
public struct FundRates: Sendable {
  /// The share of the investment, 0…1, by level, then fund, then action, then phase.
  private var shares: [[[[Double]]]]
  /// The share that is asked of funds, by action.
  private let asked: [Double]
  /// Whether a fund may pay for an action: the first index is the fund.
  private let isEligible: [[Bool]]
  /// The most that each fund pays of an investment, 0…1.
  private let rates: [Double]
  /// How many of a phase's years end by the fund's deadline: the first index is the fund.
  private let paidYears: [[Int]]
  /// The years of each phase, cut at the deadlines of funds.
  private let blocks: [[Block]]
  /// Whether two funds may not pay for the same project.
  private let excluding: [[Bool]]
  /// The number of phases; 1 without phases.
  private let phaseCount: Int

  /// Years of a phase in which the same funds pay.
  private struct Block: Sendable {
    /// How many years of the phase are over at its end.
    var end: Int
    /// Its share of the phase's years, 0…1.
    var weight: Double
  }

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
    rates = funds.map(\.rate)
    let paidYears = funds.map { fund in spans.map { fund.years(of: $0) } }
    self.paidYears = paidYears
    blocks = spans.indices.map { phase in
      let count = spans[phase].count
      var begin = 0
      return Set(paidYears.map { $0[phase] }.filter { $0 > 0 } + [count]).sorted().map { end in
        defer { begin = end }
        return Block(end: end, weight: Double(end - begin) / Double(count))
      }
    }
    let excluding = funds.map { fund in funds.map { fund.excludes($0) } }
    self.asked = asked
    self.isEligible = isEligible
    self.excluding = excluding
    shares = []
    var shares: [[[[Double]]]] = []
    for level in levels.isEmpty ? [.full] : levels {
      var own = funds.map { _ in actions.map { _ in spans.map { _ in 0.0 } } }
      for action in actions.indices {
        for phase in spans.indices {
          var left = left(of: action, phase: phase)
          var paying: [Int] = []
          for fund in funds.indices where isEligible[fund][action] {
            if level.without.contains(fund) { continue }
            if paying.contains(where: { excluding[$0][fund] }) { continue }
            let asks = asks(of: fund, phase: phase, left: left)
            let share = share(asks, phase: phase)
            if share <= 0 { continue }
            own[fund][action][phase] = share
            left = zip(left, asks).map { $0 - $1 }
            paying.append(fund)
          }
        }
      }
      shares.append(own)
    }
    self.shares = shares
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
    isEligible[fund][action] && asked[action] > 0 && rates[fund] > 0
      && paidYears[fund].contains { $0 > 0 }
  }

  /// What is asked of funds of an action, as a share of the investment of each block of a phase's years.
  func left(of action: Int, phase: Int) -> [Double] {
    blocks[min(phase, phaseCount - 1)].map { _ in asked[action] }
  }

  /// What a fund pays of that at the most, block by block.
  func asks(of fund: Int, phase: Int, left: [Double]) -> [Double] {
    let phase = min(phase, phaseCount - 1)
    return zip(blocks[phase], left).map {
      $0.end <= paidYears[fund][phase] ? min(max(0, $1), rates[fund]) : 0
    }
  }

  /// The share of the whole investment that shares of a phase's blocks come to, 0…1.
  func share(_ parts: [Double], phase: Int) -> Double {
    zip(blocks[min(phase, phaseCount - 1)], parts).map { $0.weight * $1 }.compensatedSum()
  }

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
  /// How many of some years end by the deadline.
  func years(of years: ClosedRange<Int>) -> Int {
    guard let deadline else { return years.count }
    return max(0, min(deadline, years.upperBound) - years.lowerBound + 1)
  }
}
