extension ProgressLine {
  /// The share of what was spent and saved that counts in some phases, 0…1: by when it began.
  ///
  /// Where the table does not say when, it began as planned, but no later than the year of the table (or the end that it
  /// tells); of what was not planned, in that year.
  public func spentShare(in span: PhaseSpan, of table: OptionTable, year: Int) -> Double {
    if span == .all || table.phases.isEmpty { return 1 }
    let latest = phaseBegun(in: table, year: year)
    return share(of: table) { option in
      guard let option, entry?.start == nil else { return span.contains(latest) }
      return span.contains(min(table.phase(of: option), latest))
    }
  }

  /// The share of what was planned that counts in some phases, 0…1, by planned investment; of what was not planned, by when
  /// it began.
  public func plannedShare(in span: PhaseSpan, of table: OptionTable, year: Int) -> Double {
    if span == .all || table.phases.isEmpty { return 1 }
    return share(of: table) { option in
      span.contains(option.map { table.phase(of: $0) } ?? phaseBegun(in: table, year: year))
    }
  }

  /// The share of the planned options, by investment, that a rule takes; 0 or 1 where nothing was planned.
  private func share(of table: OptionTable, where isIn: (Int?) -> Bool) -> Double {
    if options.isEmpty { return isIn(nil) ? 1 : 0 }
    let inside = options.filter(isIn)
    func sum(_ options: [Int]) -> Double {
      options.map { table.amount(.investment, of: $0, by: action) }.compensatedSum()
    }
    let whole = sum(options)
    return whole > 0 ? sum(inside) / whole : Double(inside.count) / Double(options.count)
  }

  /// What it comes to in some phases once it is at its end: what is spent and avoided by when that was, the rest of what is
  /// under way by when it is planned.
  public func expected(in span: PhaseSpan, of table: OptionTable, year: Int) -> Amounts {
    let spent = spentShare(in: span, of: table, year: year) * actual
    let rest = underWay * plannedShare(in: span, of: table, year: year) * planned
    return Amounts(
      investment: spent.investment + rest.investment, reduction: spent.reduction + rest.reduction)
  }

  /// How much more than planned it comes to in some phases: what stays counts there as planned, and what was done in other
  /// years than planned moves from the one phase to the other.
  ///
  /// - Parameter table: The options that the line's are positions in.
  public func surplus(
    of amount: Amount, in span: PhaseSpan, of table: OptionTable, year: Int
  ) -> Double {
    let spent = spentShare(in: span, of: table, year: year)
    let planned = plannedShare(in: span, of: table, year: year)
    // Where both are in the same phases nothing moves, and no rounding comes in.
    if spent == planned { return spent * surplus(of: amount, in: table) }
    let rest = underWay - (isHeld ? 1 : 0)
    switch amount {
    case .investment: return spent * actual.investment + planned * rest * self.planned.investment
    case .co2: return spent * actual.reduction + planned * rest * self.planned.reduction
    default:
      let whole = options.map { table.amount(amount, of: $0, by: action) }.compensatedSum()
      return (spent * doneShare + planned * rest) * whole
    }
  }

  /// How much more of the plan it comes to than planned in some phases, as a share of what was planned.
  public func surplusShare(in span: PhaseSpan, of table: OptionTable, year: Int) -> Double {
    if options.isEmpty { return 0 }
    return spentShare(in: span, of: table, year: year) * doneShare
      + plannedShare(in: span, of: table, year: year) * (underWay - (isHeld ? 1 : 0))
  }

  /// The phase in which what is not of the plan began: that of the table's start, else that of its end or of the year; 0
  /// without phases.
  func phaseBegun(in table: OptionTable, year: Int) -> Int {
    let begun = entry?.start?.year ?? min(entry?.end?.year ?? year, year)
    return table.phases.firstIndex { $0.last >= begun } ?? max(0, table.phases.count - 1)
  }
}
