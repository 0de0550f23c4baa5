import PlanModel

extension PlanAccount {
  /// What begins in one phase.
  struct PhaseLine {
    var phase: Phase
    /// How many options begin.
    var options = 0
    var amounts = Array(repeating: 0.0, count: Amount.allCases.count)

    subscript(amount: Amount) -> Double { amounts[amount.index] }
  }

  /// The phases over all chosen options, in their order; empty without phases.
  var phaseLines: [PhaseLine] { phaseLines(of: Array(chosen.joined())) }

  /// The phases over some options.
  func phaseLines(of options: [Int]) -> [PhaseLine] {
    let table = result.options
    return table.phases.indices.map { phase in
      let begun = options.filter { table.phase(of: $0) == phase }
      var line = PhaseLine(phase: table.phases[phase])
      line.options = begun.count
      line.amounts = table.amounts.map { column in begun.map { column[$0] }.compensatedSum() }
      return line
    }
  }
}

extension SheetDocument {
  /// What begins when: one line a phase; nothing in plans without phases.
  var phases: [Document.Block] {
    guard account.isDecided, !result.options.phases.isEmpty else { return [] }
    let lines = account.phaseLines(of: area.options)
    let cumulated = area.options.map {
      result.options.cumulatedReduction(of: $0, until: result.description.targetYear)
    }.compensatedSum()
    return [
      .table(
        Document.Table(
          texts: [("Begun in", lines.map(\.phase.name))],
          numbers: [
            ("Choices", "1", lines.map { Double($0.options) }, true),
            ("Reduction", "t CO2e/a", lines.map { $0[.co2] }, true),
            ("Renewable", "kWh/a", lines.map { $0[.renewableEnergy] }, true),
            ("Investment", "EUR", lines.map { $0[.investment] }, true),
            (YearlyMoney.column, "EUR/a", lines.map { $0[.annualCost] }, true),
            ("Job-years", "1", lines.map { $0[.jobs] }, true),
          ], summed: "Sum")),
      .paragraph(
        "Amounts are by the year, once what is begun is in operation; the sum is the year after the last phase. By the end of "
          + "\(result.description.targetYear), \(ShownUnit.phrase(cumulated, "t CO2e")) are avoided in all, work being spread evenly over each phase."
      ),
    ]
  }
}
