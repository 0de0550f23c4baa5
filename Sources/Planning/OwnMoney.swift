import PlanModel

/// What funds do not pay of investments, as budgets of own money count it.
struct OwnMoney {
  private let rates: FundRates
  private let funds: Range<Int>
  private let options: OptionTable

  init(_ plan: PlanDescription, _ options: OptionTable) {
    let all = plan.funds?.funds ?? []
    rates = FundRates(funds: all, options: options, years: plan.workYears)
    funds = all.indices
    self.options = options
  }

  /// The part of one action of an option, EUR.
  func investment(of option: Int, by action: Int) -> Double {
    options.amount(.investment, of: option, by: action)
      - rates.draws(of: option, actions: [action], in: options)
  }

  /// The share of what a line of progress invests, 0…1.
  func share(of line: ProgressLine, year: Int) -> Double {
    1
      - funds.map { line.grantedShare(by: $0, rates: rates, in: options, year: year) }
      .compensatedSum()
  }
}
