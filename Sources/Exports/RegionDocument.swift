public import PlanModel

/// The sheet of a region.
func regionDocument(_ result: RegionResult) -> Document {
  let words = RegionWords(result)
  let t = Amount.co2.unit
  var document = Document(
    title: result.description.name,
    subtitle:
      "Energy and climate plans of \(result.members.count.counted("municipality", "municipalities")) that share budgets and targets",
    notice: result.description.notice)
  document.section(
    "How good the plans are",
    [.paragraph(words.certificate)] + (words.conflict.isEmpty ? [] : [.list(words.conflict)])
      + (words.proRata.map { [.paragraph($0)] } ?? []))
  let planned = result.members.filter { !$0.amounts.isEmpty }
  if !result.rows.isEmpty {
    document.section(
      "What is shared",
      [
        .table(
          Document.Table(
            [
              Document.Table.text("Rule"), Document.Table.text("For"), Document.Table.number("Sum"),
              Document.Table.text(""), Document.Table.number("Limit"),
              Document.Table.number("Price"), Document.Table.text("Holds"),
            ],
            rows: result.rows.map { row in
              let step = ShownUnit.step(of: row.row.amount)
              return [
                row.row.name, row.member.map { result.members[$0].name } ?? "all",
                ShownUnit.phrase(row.lhs, row.row.amount.unit),
                row.row.sense == .atMost ? "at most" : "at least",
                ShownUnit.phrase(row.rhs, row.row.amount.unit),
                row.price == 0
                  ? "–"
                  : "\(ShownUnit.phrase(abs(row.price) * step, result.objectiveAmount.unit)) for \(ShownUnit.phrase(step, row.row.amount.unit))",
                row.holds ? "yes" : "no",
              ]
            }))
      ])
  }
  if !planned.isEmpty {
    document.section(
      "The municipalities",
      [
        .table(
          Document.Table(
            texts: [("Municipality", planned.map(\.name))],
            numbers: [
              ("People", "1", planned.map(\.population), true),
              ("Emissions today", t, planned.map(\.baselineEmissions), true),
              ("Reduction", t, planned.map { $0.amounts[Amount.co2.index] }, true),
              ("Investment", "EUR", planned.map { $0.amounts[Amount.investment.index] }, true),
              (
                "Annualised cost", "EUR/a",
                planned.map { $0.amounts[Amount.annualCost.index] }, true
              ),
              (
                "Renewable energy", "kWh/a",
                planned.map { $0.amounts[Amount.renewableEnergy.index] }, true
              ),
            ], summed: "All municipalities")),
        .table(
          Document.Table(
            [
              Document.Table.text("Municipality"), Document.Table.number("Reduction"),
              Document.Table.number("Investment per person"),
              Document.Table.number("Investment per t a year"), Document.Table.text("Proof"),
              Document.Table.text("Sums that close"),
            ],
            rows: planned.map { member in
              let co2 = member.amounts[Amount.co2.index]
              let investment = member.amounts[Amount.investment.index]
              return [
                member.name,
                member.baselineEmissions > 0
                  ? "\((co2 / member.baselineEmissions * 100).grouped(1)) %" : "–",
                member.population > 0
                  ? ShownUnit.phrase(investment / member.population, "EUR") : "–",
                investmentPerYearlyTonne(investment: investment, co2: co2)
                  .map { ShownUnit.phrase($0, "EUR") } ?? "–",
                member.status == "optimal"
                  ? "optimal" : "\((member.gap * 100).grouped(4)) % from the best",
                "\(member.closures.count - member.closures.open) of \(member.closures.count)",
              ]
            })),
      ])
    document.section(
      "What each got, and why",
      [.list(planned.map { "\($0.name): \(words.why($0))" })])
  }
  let others = result.members.filter(\.amounts.isEmpty)
  document.section(
    "Without a plan",
    others.isEmpty
      ? []
      : [
        .list(
          others.flatMap { member in
            member.messages.isEmpty
              ? ["\(member.name): \(words.why(member))"]
              : member.messages.map { "\(member.name): \($0)" }
          })
      ])
  return document
}

/// The region in some lines for a terminal.
public func regionSummary(of result: RegionResult) -> String {
  let words = RegionWords(result)
  let planned = result.members.filter { !$0.amounts.isEmpty }
  var lines = [
    "\(result.description.name): \(planned.count.grouped) of \(result.members.count.counted("municipality", "municipalities")) planned"
  ]
  if let notice = result.description.notice { lines.append(notice) }
  lines.append(words.certificate)
  lines += words.conflict
  if let proRata = words.proRata { lines.append(proRata) }
  for row in result.rows where row.member == nil {
    lines.append(
      "  \(row.row.name): \(ShownUnit.phrase(row.lhs, row.row.amount.unit)) (\(row.row.sense == .atMost ? "at most" : "at least") \(ShownUnit.phrase(row.rhs, row.row.amount.unit)))"
    )
  }
  for member in result.members {
    if member.amounts.isEmpty {
      lines.append("  \(member.name): \(member.state.rawValue)")
    } else {
      lines.append(
        "  \(member.name): \(ShownUnit.phrase(member.amounts[Amount.investment.index], "EUR")), \(ShownUnit.phrase(member.amounts[Amount.co2.index], Amount.co2.unit)); \(member.status)"
      )
    }
  }
  return lines.joined(separator: "\n") + "\n"
}
