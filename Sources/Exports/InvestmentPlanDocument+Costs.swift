import Frameworks
import PlanModel

/// Part B: costs, capital, indicators.
extension InvestmentPlanDocument {
  /// IP-B1, T6 and T7.
  var costs: [Document.Block] {
    let lines = contract.lines
    let investment = contract.total(.investment)
    let co2 = contract.total(.co2)
    // Capital-intensive: the projects that together make up four fifths of the investment.
    var sum = 0.0
    let ranked = lines.enumerated().sorted {
      ($1.element[.investment], $0.offset) < ($0.element[.investment], $1.offset)
    }.map(\.element)
    let large = ranked.prefix { line in
      defer { sum += line[.investment] }
      return sum < 0.8 * investment
    }
    return [
      .paragraph(ContractWords.costsInWords),
      .numbered(
        "Costs and impacts of the actions (T6)",
        Document.Table(
          [
            Document.Table.text("Field"), Document.Table.text("Action"),
            Document.Table.number("Capex, EUR"), Document.Table.number("Opex, EUR/a"),
            Document.Table.number("Direct impact, t CO2e/a"),
            Document.Table.number(ContractWords.perYearlyTonne),
            Document.Table.number(ContractWords.perLifetimeTonne),
            Document.Table.text("Indirect impacts"),
          ],
          rows: contract.fields.flatMap { field, lines in
            lines.map { line in
              [
                field, line.action.name, line[.investment].grouped(0), line.running.grouped(0),
                line[.co2].grouped(0), words.cell(line.perYearlyTonne),
                words.cell(line.perLifetimeTonne),
                line.action.coBenefits.isEmpty
                  ? "none stated"
                  : line.action.coBenefits.map(\.group).uniqueInOrder.joined(separator: ", "),
              ]
            }
          },
          total: [
            "Total", "", investment.grouped(0),
            lines.map(\.running).compensatedSum().grouped(0), co2.grouped(0),
            words.cell(investmentPerYearlyTonne(investment: investment, co2: co2)),
            words.cell(lifetimeCost), "",
          ])),
      .paragraph(
        "Opex is running cost without energy, 0 where the catalogue states none; what actions save on energy is in the annualised cost of the plan, \(contract.total(.annualCost).grouped(0)) EUR/a (below 0 is a gain)."
      ),
      .numbered(
        "Capital-intensive projects: the largest, up to four fifths of all investment (T7)",
        payerTable(Array(large), isWhole: false)),
    ]
  }

  /// Investment ÷ what all actions avoid over their lives, EUR per t CO2e; nil where that is nothing.
  private var lifetimeCost: Double? {
    let tonnes = contract.lines.map { $0[.co2] * $0.action.cost.lifetime }.compensatedSum()
    return tonnes > 0 ? contract.total(.investment) / tonnes : nil
  }

  private static let payers = Payers.titles + ["Payer not named"]

  /// The payers that bear anything at all.
  private var usedPayers: [Int] {
    Self.payers.indices.filter { payer in contract.lines.contains { $0.payments[payer] != 0 } }
  }

  private func payerTable(_ lines: [ContractAccount.Line], isWhole: Bool) -> Document.Table {
    var numbers: [(String, String, [Double], Bool)] = [
      ("Capex", "EUR", lines.map { $0[.investment] }, true)
    ]
    if !isWhole {
      numbers += [
        ("Opex", "EUR/a", lines.map(\.running), true)
      ]
    }
    numbers += usedPayers.map { payer in
      (Self.payers[payer], "EUR", lines.map { $0.payments[payer] }, true)
    }
    var table = Document.Table(
      texts: [("Action", lines.map(\.action.name))], numbers: numbers, summed: "Sum")
    if !isWhole {
      table.columns.append(Document.Table.number("EUR per (t CO2e/a)"))
      for row in lines.indices { table.rows[row].append(words.cell(lines[row].perYearlyTonne)) }
      table.total?.append("")
    }
    return table
  }

  /// IP-B2: T8, T9 and the sources of each payer's part.
  var capital: [Document.Block] {
    let fields = contract.fields
    func paid(_ payer: Int, _ lines: [ContractAccount.Line]) -> Double {
      lines.map { $0.payments[payer] }.compensatedSum()
    }
    let others = Self.payers.indices.dropFirst()
    let investment = contract.total(.investment)
    return [
      .numbered(
        "Cost to the municipality and to others by field of action (T8)",
        Document.Table(
          texts: [("Field of action", fields.map(\.field))],
          numbers: [
            ("Cost to the municipality", "EUR", fields.map { paid(0, $0.lines) }, true),
            (
              "Cost to others", "EUR",
              fields.map { field in others.map { paid($0, field.lines) }.compensatedSum() }, true
            ),
            (
              "Total", "EUR",
              fields.map { field in field.lines.map { $0[.investment] }.compensatedSum() }, true
            ),
          ], summed: "Sum")),
      .numbered("Capital stack by payer and action", payerTable(contract.lines, isWhole: true)),
    ] + coverage + [
      .numbered(
        "Where the money can come from",
        Document.Table(
          [
            Document.Table.text("Action"), Document.Table.number("Investment, EUR"),
            Document.Table.text("Kinds of sources"), Document.Table.text("Named programmes"),
          ],
          rows: contract.lines.map { line in
            [
              line.action.name, line[.investment].grouped(0),
              line.action.financing.isEmpty
                ? "none in the catalogue" : line.action.financing.joined(separator: "; "),
              line.action.funds.isEmpty
                ? "none in the catalogue" : line.action.funds.joined(separator: "; "),
            ]
          }, total: ["Sum", investment.grouped(0), "", ""]))
    ]
  }

  /// T9: what funds pay and what stakeholders have pledged; the rest is to be agreed.
  private var coverage: [Document.Block] {
    let investment = contract.total(.investment)
    let funds = result.description.funds?.funds ?? []
    let account = contract.account.implementation
    func share(_ part: Double) -> String {
      investment > 0 ? words.percent(part / investment) : "no costs"
    }
    let drawn = funds.indices.map { account.drawn(from: $0) }
    let pledged = zip(result.description.society?.pledges ?? [], account.pledges)
      .filter { ($0.0.promised?.amount ?? .investment) == .investment }
    let stakeholders = result.description.society?.stakeholders ?? []
    var rows = zip(funds, drawn).map { fund, amount in
      ["Fund: \(fund.name)", "drawn by the plan, to be granted", amount.grouped(0), share(amount)]
    }
    let byStakeholder = pledged.map(\.0.by).uniqueInOrder.map { by in
      (
        stakeholders.first { $0.id == by }?.shownName ?? by,
        pledged.filter { $0.0.by == by }.map(\.1.taken).compensatedSum()
      )
    }
    rows += byStakeholder.map { name, amount in
      ["Pledge: \(name)", "pledged and needed by the plan", amount.grouped(0), share(amount)]
    }
    let known = (drawn + byStakeholder.map(\.1)).compensatedSum()
    rows.append([
      "Not covered", "to be agreed", (investment - known).grouped(0), share(investment - known),
    ])
    return [
      .numbered(
        "Coverage of the costs (T9)",
        Document.Table(
          [
            Document.Table.text("Source"), Document.Table.text("How far it is agreed"),
            Document.Table.number("Amount, EUR"), Document.Table.number("Of all costs"),
          ], rows: rows, total: ["Sum", "", investment.grouped(0), share(investment)])),
      .paragraph(
        "Who pays which part in the tables above are shares that the catalogue of actions states: an assumption, not a promise. What funds pay and what stakeholders pledge is held against the whole; \(funds.isEmpty && pledged.isEmpty ? "this plan names neither funds nor pledges, so nothing is covered yet." : "where a fund and a pledge pay for the same part, more is left to be agreed than the last row says.")"
      ),
    ] + fundStack(funds)
  }

  /// The capital stack by fund: what each pays for which action.
  private func fundStack(_ funds: [Fund]) -> [Document.Block] {
    if funds.isEmpty { return [] }
    let account = contract.account.implementation
    let used = funds.indices.filter { account.drawn(from: $0) > 0 }
    if used.isEmpty {
      return [.paragraph("None of the named funds pays for a chosen action.")]
    }
    func paid(_ fund: Int, _ line: ContractAccount.Line) -> Double {
      account.lines.filter { $0.action == line.position }.map { $0.draws[fund] }.compensatedSum()
    }
    let lines = contract.lines.filter { line in used.contains { paid($0, line) > 0 } }
    return [
      .numbered(
        "Capital stack by fund and action",
        Document.Table(
          texts: [("Action", lines.map(\.action.name))],
          numbers: [("Capex", "EUR", lines.map { $0[.investment] }, true)]
            + used.map { fund in
              (funds[fund].name, "EUR", lines.map { paid(fund, $0) }, true)
            } + [
              (
                "To be brought by others", "EUR",
                lines.map { line in
                  line[.investment] - used.map { paid($0, line) }.compensatedSum()
                }, true
              )
            ], summed: "Sum"))
    ]
  }

  /// IP-B3, T10 and T11.
  var indicators: [Document.Block] {
    let year = result.description.targetYear
    let years = Double(max(1, year - result.description.baseYear))
    let investment = contract.total(.investment)
    let people = result.districtStock.population.compensatedSum()
    let municipality = contract.lines.map { $0.payments[0] }.compensatedSum()
    let worth = contract.lines.map { line in
      contract.account.chosen.joined().filter {
        result.options.packages[Int(result.options.package[$0])].contains(line.position)
      }.map { result.options.netPresentValue(of: $0, by: line.position) }.compensatedSum()
    }.compensatedSum()
    var rows: [[String]] = [
      ["All fields", "Investment", "EUR", "0", investment.grouped(0)],
      [
        "All fields", "Investment a year, evenly spread", "EUR/a", "0",
        (investment / years).grouped(0),
      ],
      [
        "All fields", "Investment per inhabitant", "EUR per inhabitant", "0",
        people > 0 ? (investment / people).grouped(0) : "population unknown",
      ],
      [
        "All fields", "Share of the municipality in the investment", "%", "not applicable",
        investment > 0 ? (municipality / investment * 100).grouped(1) : "no costs",
      ],
      [
        "All fields", "Net present value over the lives of the actions", "EUR", "0",
        worth.grouped(0),
      ],
      [
        "All fields", "Annualised cost (below 0: a gain)", "EUR/a", "0",
        contract.total(.annualCost).grouped(0),
      ],
      ["All fields", "Work to build it", "job-years", "0", contract.total(.jobs).grouped(0)],
    ]
    rows += words.findings.benefits
    rows += contract.fields.map { field, lines in
      [
        field, "Investment", "EUR", "0",
        lines.map { $0[.investment] }.compensatedSum().grouped(0),
      ]
    }
    return [
      .numbered(
        "Economic and financial indicators (T10 and T11)",
        Document.Table(
          [
            Document.Table.text("Field"), Document.Table.text("Indicator"),
            Document.Table.text("Unit"),
            Document.Table.number("Baseline \(result.description.baseYear)"),
            Document.Table.number("Target \(year)"),
          ], rows: rows)),
      .paragraph(
        "The baseline is 0 because nothing of this plan is built in the base year; sums are those since then."
      ),
    ]
  }
}
