import Frameworks
import PlanModel

/// Part B: impact pathways, portfolios, outlines, residual emissions, indicators.
extension ActionPlanDocument {
  /// B-1.1: from early changes to impacts, by field of action.
  var pathways: [Document.Block] {
    let phases = result.options.phases
    func names(_ lines: [ContractAccount.Line]) -> String {
      lines.map(\.action.name).joined(separator: "; ")
    }
    let rows = contract.fields.map { field, lines -> [String] in
      let early = phases.isEmpty ? [] : lines.filter { $0.phases.first == 0 }
      let late = phases.isEmpty ? lines : lines.filter { ($0.phases.last ?? 0) > 0 }
      let benefits = lines.flatMap(\.action.coBenefits).map {
        "\($0.text) (\($0.group.lowercased()))"
      }.uniqueInOrder
      return [
        field, lines.map(\.action.codes.lever).uniqueInOrder.joined(separator: "; "),
        phases.isEmpty
          ? firstSteps(lines)
          : early.isEmpty ? "nothing begins in \(phases[0].name)" : "Begun: \(names(early))",
        late.isEmpty
          ? "nothing begins later"
          : phases.isEmpty
            ? "In operation by \(result.description.targetYear): \(names(late))"
            : "Begun or going on: \(names(late))",
        "\(lines.map { $0[.co2] }.compensatedSum().grouped(0)) t CO2e/a",
        benefits.isEmpty ? "none is stated in the catalogue" : benefits.joined(separator: "; "),
      ]
    }
    return [
      .numbered(
        "Impact pathways",
        Document.Table(
          [
            Document.Table.text("Field of action"), Document.Table.text("Systemic levers"),
            Document.Table.text("Early changes (1–2 years)"),
            Document.Table.text("Late outcomes (3–4 years)"),
            Document.Table.number("Direct impact: emission reduction"),
            Document.Table.text("Indirect impacts: co-benefits"),
          ], rows: rows)),
      .paragraph(
        phases.isEmpty
          ? "The plan has no phases: early changes are the first milestone of each action where work is spread evenly from \(result.description.workYears.lowerBound) to \(result.description.workYears.upperBound), late outcomes what is in operation at the end. Phases in the plan file would tell them apart."
          : "Early changes are what begins in the first phase (\(phases[0].name)), late outcomes what goes on or begins after it; the template's years are meant as a guide."
      ),
    ]
  }

  /// The first milestone of each action, where the plan's years are its only dates.
  private func firstSteps(_ lines: [ContractAccount.Line]) -> String {
    let years = result.description.workYears
    let steps = lines.compactMap { line in
      line.action.milestones.first.map { step in
        "\(line.action.name): \(step.text) (\(step.month(in: years)))"
      }
    }
    return steps.isEmpty ? "work begins in \(years.lowerBound)" : steps.joined(separator: "; ")
  }

  /// B-2.1: what each field of action holds.
  var portfolios: [Document.Block] {
    let fields = contract.fields
    func sums(_ amount: Amount) -> [Double] {
      fields.map { $0.lines.map { $0[amount] }.compensatedSum() }
    }
    return [
      .numbered(
        "Action portfolios",
        Document.Table(
          texts: [
            ("Field of action", fields.map(\.field)),
            (
              "Actions",
              fields.map { field in field.lines.map(\.action.name).joined(separator: "; ") }
            ),
          ],
          numbers: [
            ("Reduction", "t CO2e/a", sums(.co2), true),
            ("Energy saved", "kWh/a", sums(.energySaved), true),
            ("Renewable energy", "kWh/a", sums(.renewableEnergy), true),
            ("Investment", "EUR", sums(.investment), true),
          ], summed: "Total"))
    ]
  }

  /// B-2.2: one outline an action.
  var outlines: [Document.Block] {
    [.paragraph(ContractWords.costsInWords)]
      + contract.lines.enumerated().map { position, line in
        .numbered(
          "Outline of action 2.\(position + 1): \(line.action.name)",
          Document.Table(
            [
              Document.Table.text("Part"), Document.Table.text("Item"),
              Document.Table.text("Content"),
            ],
            rows: outline(line)))
      }
  }

  private func outline(_ line: ContractAccount.Line) -> [[String]] {
    let action = line.action
    let districts = result.districts.ids.indices.filter { district in
      contract.account.options(in: district).contains {
        result.options.packages[Int(result.options.package[$0])].contains(line.position)
      }
    }.map { contract.account.name(of: $0) }
    let sectors = SourceSector.allCases.filter { line.bySector[$0.index] != 0 }.map {
      "\($0.title) \(line.bySector[$0.index].grouped(0)) t CO2e/a"
    }
    let replaced = replacedEnergy(line)
    return [
      ["Outline", "Action", action.name],
      ["Outline", "Type", action.codes.instrument],
      [
        "Outline", "Description",
        action.summary.isEmpty ? "not stated in the catalogue" : action.summary,
      ],
      ["Impact pathway", "Field of action", action.codes.field],
      ["Impact pathway", "Systemic lever", action.codes.lever],
      ["Impact pathway", "Outcome (module B-1.1)", outcome(of: line)],
      ["Implementation", "Responsible", contract.responsible(line)],
      [
        "Implementation", "Scale and addressed entities",
        "\(line.count.counted("place")) in \(districts.joined(separator: ", "))",
      ],
      ["Implementation", "Involved stakeholders", contract.partners(line)],
      [
        "Implementation", "Comments: conditions",
        action.conditions.isEmpty
          ? "none in the catalogue" : action.conditions.joined(separator: " "),
      ],
      [
        "Impact and cost", "Generated renewable energy",
        "\((line[.renewableEnergy] / 1000).grouped(0)) MWh/a",
      ],
      [
        "Impact and cost", "Removed or substituted energy",
        "\((line[.energySaved] / 1000).grouped(0)) MWh/a of final energy\(line[.energySaved] < 0 ? " (below 0: more is used)" : "")\(replaced)",
      ],
      [
        "Impact and cost", "GHG reduction, total", "\(line[.co2].grouped(0)) t CO2e/a",
      ],
      [
        "Impact and cost", "by source sector",
        sectors.isEmpty ? "no reduction by itself" : sectors.joined(separator: "; "),
      ],
      [
        "Impact and cost", "GHG compensated (sinks)",
        line.bySector[SourceSector.land.index] > 0
          ? "\(line.bySector[SourceSector.land.index].grouped(0)) t CO2e/a, contained in the total"
          : "0 t CO2e/a",
      ],
      ["Impact and cost", "Total investment", "\(line[.investment].grouped(0)) EUR"],
      ["Impact and cost", "Running cost without energy", "\(line.running.grouped(0)) EUR/a"],
      [
        "Impact and cost", ContractWords.perYearlyTonne,
        words.cell(line.perYearlyTonne, none: "no reduction by itself"),
      ],
      [
        "Impact and cost",
        "\(ContractWords.perLifetimeTonne) (life \(action.cost.lifetime.grouped(0)) years)",
        words.cell(line.perLifetimeTonne, none: "no reduction by itself"),
      ],
    ]
  }

  /// Whether an action is an early change or a late outcome, and when it is in operation.
  private func outcome(of line: ContractAccount.Line) -> String {
    let kind = line.phases.first == 0 ? "early change" : "late outcome"
    return result.options.phases.isEmpty
      ? "in operation by \(result.description.targetYear)"
      : "\(kind), built in \(contract.time(of: line))"
  }

  /// The carriers that change where the action stands alone in its packages; a package's change is no single action's.
  private func replacedEnergy(_ line: ContractAccount.Line) -> String {
    let table = result.options
    let alone = contract.account.chosen.joined().filter {
      table.packages[Int(table.package[$0])] == [line.position]
    }
    if alone.isEmpty { return "" }
    let parts = Carrier.allCases.compactMap { carrier -> String? in
      let change = alone.map { table.carriers[carrier.index][$0] }.compensatedSum() / 1000
      guard abs(change) >= 0.5 else { return nil }
      return "\(carrier.title.lowercased()) \(change > 0 ? "+" : "")\(change.grouped(0)) MWh/a"
    }
    if parts.isEmpty { return "" }
    let isPart = alone.count < line.count
    return
      "; by carrier\(isPart ? ", in the \(alone.count.counted("place")) where it stands alone" : ""): \(parts.joined(separator: ", "))"
  }

  /// B-2.3: what remains, by sector.
  var residual: [Document.Block] {
    guard let gap = contract.gap else { return words.text(.residual) }
    let rows = gap.rows + [gap.total]
    return words.text(.residual) + [
      .numbered(
        "Residual emissions, t CO2e/a",
        Document.Table(
          [
            Document.Table.text("Source sector"),
            Document.Table.number("Left by the target, (1) − (2)"),
            Document.Table.number("Left by all that is planned, (1) − (3) − (5)"),
            Document.Table.number("Of the baseline"),
          ],
          rows: rows.dropLast().map(residualLine), total: residualLine(gap.total)))
    ]
  }

  private func residualLine(_ row: EmissionsGap.Row) -> [String] {
    [
      row.title, row.residual.grouped(0), row.remaining.grouped(0),
      row.baseline != 0 ? words.percent(row.remaining / row.baseline) : "no baseline",
    ]
  }

  /// B-3.1: target values by year.
  var indicators: [Document.Block] {
    let years = contract.indicatorYears
    return [
      .numbered(
        "Indicators with target values",
        Document.Table(
          [
            Document.Table.text("Outcome or impact"), Document.Table.text("Action"),
            Document.Table.text("No."), Document.Table.text("Indicator"),
            Document.Table.text("Unit"),
          ] + years.map { Document.Table.number("\($0)") },
          rows: contract.indicators.map { indicator in
            [
              indicator.outcome, indicator.action, indicator.number, indicator.name,
              indicator.unit,
            ] + indicator.values.map { words.small($0) }
          })),
      .paragraph(contract.indicatorPathInWords),
    ]
  }

  /// B-3.2: what each indicator is.
  var indicatorMetadata: [Document.Block] {
    [
      .numbered(
        "Indicator metadata",
        Document.Table(
          [
            "No.", "Indicator and unit", "Definition", "Calculation",
            "Direct impact: source sectors",
            "Indirect impact: co-benefits", "Impact pathway", "Also asked for by",
            "Data and interval",
          ].map(Document.Table.text),
          rows: contract.indicators.map { indicator in
            [
              indicator.number, "\(indicator.name), \(indicator.unit)", indicator.definition,
              indicator.calculation, indicator.sectors.isEmpty ? "no" : indicator.sectors,
              indicator.coBenefits.isEmpty ? "no" : indicator.coBenefits, indicator.pathway,
              indicator.reports, indicator.data,
            ]
          }))
    ]
  }

  /// C-3.1: who does what when for how much.
  var financing: [Document.Block] {
    let lines = contract.lines
    return [
      .numbered(
        "Summary of interventions",
        Document.Table(
          texts: [
            ("Action", lines.map(\.action.name)),
            ("Responsible", lines.map { contract.responsible($0) }),
            ("Start and end", lines.map { contract.time(of: $0) }),
            ("Field of action", lines.map(\.action.codes.field)),
          ],
          numbers: [
            ("Impact", "t CO2e/a", lines.map { $0[.co2] }, true),
            ("Total cost (investment)", "EUR", lines.map { $0[.investment] }, true),
          ], summed: "Total")),
      .paragraph(
        "Who pays for it, and what funds and pledges cover, stands in the Investment Plan, modules IP-B1 and IP-B2."
      ),
    ]
  }
}
