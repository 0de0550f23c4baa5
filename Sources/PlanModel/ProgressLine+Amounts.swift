extension ProgressLine {
  /// How much more of an amount than planned it comes to, in the amount's unit; of new work what the table says, as far as
  /// it says it in that amount.
  ///
  /// - Parameter table: The options that the line's are positions in.
  public func surplus(of amount: Amount, in table: OptionTable) -> Double {
    switch amount {
    case .investment: return surplus.investment
    case .co2: return surplus.reduction
    default: break
    }
    if options.isEmpty { return entry?.done(in: amount) ?? 0 }
    return (doneShare + underWay - (isHeld ? 1 : 0))
      * options.map { table.amount(amount, of: $0, by: action) }.compensatedSum()
  }

  /// How much more than planned it draws of a fund, EUR: what it spends beyond the plan, by the fund's share of the line.
  ///
  /// The table does not say who paid, so a fund is taken to pay its share of what was spent.
  public func surplusGrant(
    by fund: Int, rates: FundRates, in table: OptionTable, year: Int
  ) -> Double {
    let spent = surplus.investment
    return spent == 0 ? 0 : spent * grantedShare(by: fund, rates: rates, in: table, year: year)
  }

  /// The share of the line's investment that a fund pays, 0…1; of new work by the phase in which it began.
  public func grantedShare(
    by fund: Int, rates: FundRates, in table: OptionTable, year: Int
  ) -> Double {
    let whole = options.map { table.amount(.investment, of: $0, by: action) }.compensatedSum()
    guard whole > 0 else {
      return rates.share(of: action, by: fund, phase: phaseBegun(in: table, year: year))
    }
    return options.map { rates.draw(of: $0, action: action, by: fund, in: table) }
      .compensatedSum() / whole
  }
}
