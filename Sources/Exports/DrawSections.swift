import PlanModel

/// How sure the plan is, where it was asked in other possible worlds.
struct DrawSections {
  private let area: AreaAccount
  private let account: PlanAccount
  private let result: PlanResult

  init(_ area: AreaAccount) {
    self.area = area
    account = area.account
    result = area.account.result
  }

  /// The whole section; empty where no worlds were drawn.
  var blocks: [Document.Block] {
    guard let draws = result.draws, draws.count > 0 else { return [] }
    var blocks: [Document.Block] = [.paragraph(method(draws))]
    if area.id == nil {
      if !draws.rowsMet.isEmpty { blocks.append(.table(rules(draws))) }
      blocks.append(.table(amounts(draws)))
    }
    let actions = actions(draws)
    if !actions.rows.isEmpty { blocks.append(.table(actions)) }
    return blocks
  }

  private func method(_ draws: DrawSummary) -> String {
    var text =
      "The plan was asked again in \(draws.count.counted("possible world")): every default number was drawn from its range (seed \(result.description.seed)), what the plan file states was kept, and the choice was made anew."
    if draws.withoutPlan > 0 {
      text += " In \(draws.withoutPlan.grouped) of them no plan meets all rules."
    }
    if draws.withoutPart > 0 {
      text +=
        " In \(draws.withoutPart.grouped) a part of the plan has nothing to act on; there it counts as meeting no rule."
    }
    if draws.undecided > 0 {
      text += " In \(draws.undecided.grouped) the choice could not be made."
    }
    if let half = DrawSummary.quantile(0.5, of: draws.regrets),
      let most = DrawSummary.quantile(0.95, of: draws.regrets)
    {
      let unit = account.objectiveUnit
      text +=
        " In the \(draws.regrets.count.grouped) where it keeps all rules, the plan is behind the choice made there by \(ShownUnit.phrase(half, unit)) in the middle and by \(ShownUnit.phrase(most, unit)) at most in 19 of 20."
    }
    return text
  }

  /// How often the plan as it is keeps each rule.
  private func rules(_ draws: DrawSummary) -> Document.Table {
    let words = PlanWords(account)
    return Document.Table(
      [
        Document.Table.text("Rule"),
        Document.Table.number("Met by this plan, in worlds of \(draws.count.grouped)"),
      ],
      rows: zip(result.plan.rows, draws.rowsMet).map {
        [words.title(ofRow: $0.name), $1.grouped]
      })
  }

  /// What this plan comes to over the worlds.
  private func amounts(_ draws: DrawSummary) -> Document.Table {
    let shown: [Amount] = [.co2, .investment, .annualCost, .energySaved, .renewableEnergy]
    func cells(_ title: String, _ numbers: [Double], _ mid: Double, _ unit: String) -> [String] {
      [title, ShownUnit.phrase(mid, unit)]
        + [0.05, 0.5, 0.95].map { quantile in
          DrawSummary.quantile(quantile, of: numbers).map { ShownUnit.phrase($0, unit) } ?? "–"
        }
    }
    return Document.Table(
      [
        Document.Table.text("This plan, as it is"), Document.Table.number("With the defaults"),
        Document.Table.number("1 world in 20 is below"), Document.Table.number("Half are below"),
        Document.Table.number("1 in 20 is above"),
      ],
      rows: [
        cells(
          "Baseline emissions", draws.baselines, result.baselineEmissions.last ?? 0, "t CO2e/a")
      ]
        + shown.map {
          cells($0.title, draws.planAmounts[$0.index], account.total($0), $0.unit)
        })
  }

  /// How often each action of the plan is chosen again in the areas that have it.
  private func actions(_ draws: DrawSummary) -> Document.Table {
    let units = Set(area.units.map(Int32.init))
    let table = result.options
    let planned = Set(area.options.flatMap(table.unitActions(of:)))
    var areas = Array(repeating: 0, count: table.actions.count)
    var again = areas
    var elsewhere = areas
    for pair in planned { areas[Int(pair.part)] += 1 }
    for (pair, times) in zip(draws.decided, draws.times) where units.contains(pair.unit) {
      if planned.contains(pair) {
        again[Int(pair.part)] += Int(times)
      } else {
        elsewhere[Int(pair.part)] += 1
      }
    }
    let rows = table.actions.indices.filter { areas[$0] > 0 || elsewhere[$0] > 0 }.map { action in
      [
        table.actions[action].name, areas[action].grouped,
        areas[action] > 0
          ? (Double(again[action]) / Double(areas[action])).grouped(0) : "–",
        elsewhere[action].grouped,
      ]
    }
    return Document.Table(
      [
        Document.Table.text("Action"), Document.Table.number("Areas in the plan"),
        Document.Table.number("Chosen again there, mean of \(draws.count.grouped) worlds"),
        Document.Table.number("Other areas that get it in some world"),
      ], rows: rows)
  }
}

/// `robustness.csv`: in how many of the drawn worlds each unit gets each action, and whether the plan has it.
func robustnessCSV(of account: PlanAccount, _ draws: DrawSummary) -> CSVTable {
  let result = account.result
  let options = result.options
  let planned = Set(result.plan.chosen.flatMap(options.unitActions(of:)))
  var table = CSVTable(
    header: ["district", "unit", "action", "in_plan", "worlds", "of"],
    notice: result.description.notice)
  func add(_ pair: UnitPart, _ times: Int) {
    let unit = Int(pair.unit)
    table.add([
      .text(result.districts.ids[result.units.district[unit]]), .text(result.units.ids[unit]),
      .text(options.actions[Int(pair.part)].id), .text(planned.contains(pair) ? "yes" : "no"),
      .integer(times), .integer(draws.count),
    ])
  }
  for (pair, times) in zip(draws.decided, draws.times) { add(pair, Int(times)) }
  for pair in planned.subtracting(draws.decided).sorted() { add(pair, 0) }
  return table
}

/// The part of the run record that tells of the drawn worlds.
func drawsJSON(of account: PlanAccount) -> JSONValue {
  guard let draws = account.result.draws else { return .null }
  return .object([
    ("count", .integer(draws.count)), ("withoutPlan", .integer(draws.withoutPlan)),
    ("withoutPart", .integer(draws.withoutPart)), ("undecided", .integer(draws.undecided)),
    (
      "rowsMet",
      .array(
        zip(account.result.plan.rows, draws.rowsMet).map {
          .object([("name", .string($0.name)), ("worlds", .integer($1))])
        })
    ),
    (
      "quantiles",
      .object(
        [("baselineEmissions", quantiles(draws.baselines))]
          + Amount.allCases.map { ($0.rawValue, quantiles(draws.planAmounts[$0.index])) })
    ),
    (
      "regret",
      .object([
        ("worlds", .integer(draws.regrets.count)), ("unit", .string(account.objectiveUnit)),
        ("quantiles", quantiles(draws.regrets)),
      ])
    ),
  ])
}

private func quantiles(_ numbers: [Double]) -> JSONValue {
  .object(
    [("p5", 0.05), ("p50", 0.5), ("p95", 0.95)].map { name, quantile in
      (name, DrawSummary.quantile(quantile, of: numbers).map { .published($0) } ?? .null)
    })
}
