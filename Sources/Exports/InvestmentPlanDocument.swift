import Frameworks
import PlanModel

/// The Investment Plan of the Climate City Contract.
struct InvestmentPlanDocument {
  let contract: ContractAccount
  let words: ContractWords

  init(_ contract: ContractAccount) {
    self.contract = contract
    words = ContractWords(contract: contract)
  }

  var result: PlanResult { contract.result }

  /// The whole document.
  var document: Document {
    var document = words.document("Climate Neutrality Investment Plan")
    var part: ContractModule.Part?
    for module in ContractModule.investmentPlan {
      if module.part != part {
        part = module.part
        document.blocks.append(.heading(module.part.investmentPlanTitle))
      }
      document.blocks.append(.subheading("\(module.code) \(module.title)"))
      document.blocks += blocks(of: module.content)
    }
    return document
  }

  private func blocks(of content: ContractModule.Content) -> [Document.Block] {
    switch content {
    case .pastFunding: words.text(.finance) + budgets + fieldBudgets
    case .fundingSources: income + words.list(.capitalSources) + words.findings.funds
    case .investmentBarriers: words.list(.investmentBarriers)
    case .costs: words.noPlan ?? costs
    case .capital: (words.noPlan ?? capital) + words.text(.capitalPlanning)
    case .economicIndicators: (words.noPlan ?? indicators) + words.list(.economicIndicators)
    case .capitalPolicies: words.list(.climatePolicies)
    case .risks: words.list(.risks)
    case .capacity: words.list(.engagement) + words.findings.engagement + activityCosts
    default: preconditionFailure("a module of the action plan is not one of the investment plan")
    }
  }

  /// T1: the municipality's budgets.
  private var budgets: [Document.Block] {
    let budgets = contract.statement.budgets
    if budgets.isEmpty {
      return [
        .toBeWritten(
          "Municipal budgets of five years",
          guidance:
            "State for each year the whole budget and what of it was spent on climate. (Plan file: ccc.budgets)"
        )
      ]
    }
    let total = budgets.map(\.total).compensatedSum()
    let climate = budgets.map(\.climate).compensatedSum()
    func share(_ part: Double, _ whole: Double) -> String {
      whole > 0 ? words.percent(part / whole) : "no budget"
    }
    return [
      .numbered(
        "Historical municipal budget (T1)",
        Document.Table(
          [
            Document.Table.text("Year"), Document.Table.number("Total, EUR"),
            Document.Table.number("For climate action, EUR"), Document.Table.number("Share"),
          ],
          rows: budgets.map {
            [
              "\($0.year)", $0.total.grouped(0), $0.climate.grouped(0), share($0.climate, $0.total),
            ]
          },
          total: ["Sum", total.grouped(0), climate.grouped(0), share(climate, total)]))
    ]
  }

  /// T2: spending by field of action.
  private var fieldBudgets: [Document.Block] {
    let entries = contract.statement.fieldBudgets
    if entries.isEmpty {
      return [
        .toBeWritten(
          "Climate budgets by field of action",
          guidance:
            "State for three years what was spent in each field of action. (Plan file: ccc.fieldBudgets)"
        )
      ]
    }
    let years = Set(entries.map(\.year)).sorted()
    let fields = entries.map(\.field).uniqueInOrder
    return [
      .numbered(
        "Climate spending by field of action (T2)",
        Document.Table(
          texts: [("Field of action", fields)],
          numbers: years.map { year in
            (
              "\(year)", "EUR",
              fields.map { field in
                entries.filter { $0.field == field && $0.year == year }.map(\.amount)
                  .compensatedSum()
              }, true
            )
          }, summed: "Sum"))
    ]
  }

  /// T3: where the municipality's money comes from.
  private var income: [Document.Block] {
    let lines = contract.statement.income
    if lines.isEmpty {
      return [
        .toBeWritten(
          "Income sources",
          guidance:
            "List taxes, fees, transfers and other income with the sum of a year. (Plan file: ccc.income)"
        )
      ]
    }
    let sum = lines.map(\.amount).compensatedSum()
    return [
      .numbered(
        "Income sources (T3)",
        Document.Table(
          [
            Document.Table.text("Category"), Document.Table.number("Amount, EUR/a"),
            Document.Table.number("Of the budget"),
          ],
          rows: lines.map {
            [$0.name, $0.amount.grouped(0), sum > 0 ? words.percent($0.amount / sum) : "no income"]
          }, total: ["Sum", sum.grouped(0), sum > 0 ? words.percent(1) : "no income"]))
    ]
  }

  /// T15: what engagement costs.
  private var activityCosts: [Document.Block] {
    let lines = contract.statement.activityCosts
    if lines.isEmpty {
      return [
        .toBeWritten(
          "Costs of engagement and capacity building",
          guidance:
            "List trainings, staff, one-stop-shops and campaigns with their costs. (Plan file: ccc.activityCosts)"
        )
      ]
    }
    return [
      .numbered(
        "Costs of engagement and capacity building (T15)",
        Document.Table(
          texts: [("Activity", lines.map(\.name))],
          numbers: [("Cost", "EUR", lines.map(\.amount), true)], summed: "Sum"))
    ]
  }
}
