import PlanModel

/// Who pays, what it is worth, what the law asks for, and what else it is good for.
extension SheetDocument {
  /// The investment by payer, and the present value of each action.
  var payers: [Document.Block] {
    guard account.isDecided, !area.lines.isEmpty else { return [] }
    let table = result.options
    var paid: [Int: [Double]] = [:]
    var worth: [Int: Double] = [:]
    let width = Payers.words.count + 1
    for option in area.options {
      for action in table.packages[Int(table.package[option])] {
        var row = paid[action] ?? Array(repeating: 0, count: width)
        for (position, part) in table.payments(of: option, by: action).enumerated() {
          row[position] += part
        }
        paid[action] = row
        worth[action, default: 0] += table.netPresentValue(of: option, by: action)
      }
    }
    let lines = area.linesByReduction.map(\.action)
    let titles = Payers.titles + ["Not said"]
    let used = titles.indices.filter { position in
      lines.contains { (paid[$0]?[position] ?? 0) != 0 }
    }
    return [
      .table(
        Document.Table(
          texts: [("Action", lines.map { table.actions[$0].name })],
          numbers: used.map { position in
            (titles[position], "EUR", lines.map { paid[$0]?[position] ?? 0 }, true)
          } + [
            ("Net present value", "EUR", lines.map { worth[$0] ?? 0 }, true)
          ], summed: "Sum")),
      .paragraph(
        "Shares are the catalogue's and add up to the investment. Net present value is what is saved over each action's life less what is spent, at \(discountRate), with today's prices."
      ),
    ]
  }

  private var discountRate: String {
    let rate =
      result.description.inventory.discountRate
      ?? result.record.defaults.first { $0.name == "discount-rate" }?.value
    return rate.map { "\(($0 * 100).rounded(toDecimals: 2)) % interest" } ?? "the stated interest"
  }

  /// What law and technique ask for, named programmes, and what else the actions are good for.
  var benefits: [Document.Block] {
    let actions = area.linesByReduction.map { result.options.actions[$0.action] }
    func joined(_ texts: [String]) -> String { texts.isEmpty ? "–" : texts.joined(separator: "; ") }
    let told = actions.filter {
      !$0.coBenefits.isEmpty || !$0.conditions.isEmpty || !$0.funds.isEmpty || !$0.hazards.isEmpty
    }
    if told.isEmpty { return [] }
    return [
      .folded(
        "Conditions, funds and co-benefits of \(told.count.counted("action"))",
        Document.Table(
          [
            Document.Table.text("Action"), Document.Table.text("Conditions"),
            Document.Table.text("Money can come from"), Document.Table.text("Good for"),
            Document.Table.text("Hazards it eases"),
          ],
          rows: told.map { action in
            [
              action.name,
              joined(
                action.conditions
                  + action.requires.map { id in
                    "needs \(result.options.actions.first { $0.id == id }?.name ?? id)"
                  }), joined(action.financing + action.funds),
              joined(
                action.coBenefits.map { "\($0.text) (\($0.group.lowercased()))" }
                  + (action.relievesEnergyPoverty ? ["relieves energy poverty (social)"] : [])),
              joined(action.hazards.map { ClimateHazard(rawValue: $0)?.title ?? $0.codeInWords }),
            ]
          }))
    ]
  }
}
