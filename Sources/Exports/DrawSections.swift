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
    var planned: Set<Int64> = []
    for option in result.plan.chosen where units.contains(table.unit[option]) {
      for action in table.packages[Int(table.package[option])] {
        planned.insert(Int64(table.unit[option]) << 32 | Int64(action))
      }
    }
    var times: [Int: [Int]] = [:]
    var elsewhere: [Int: Int] = [:]
    for entry in draws.unit.indices where units.contains(draws.unit[entry]) {
      let action = Int(draws.action[entry])
      if planned.contains(Int64(draws.unit[entry]) << 32 | Int64(action)) {
        times[action, default: []].append(Int(draws.times[entry]))
      } else {
        elsewhere[action, default: 0] += 1
      }
    }
    let rows = table.actions.indices.compactMap { action -> [String]? in
      let areas = planned.count { Int($0 & 0xFFFF_FFFF) == action }
      guard areas > 0 || (elsewhere[action] ?? 0) > 0 else { return nil }
      let sum = times[action, default: []].reduce(0, +)
      return [
        table.actions[action].name, areas.grouped,
        areas > 0 ? (Double(sum) / Double(areas)).grouped(0) : "–",
        (elsewhere[action] ?? 0).grouped,
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
func robustnessCSV(of account: PlanAccount, _ draws: DrawSummary) -> String {
  let result = account.result
  let options = result.options
  var planned: Set<Int64> = []
  for option in result.plan.chosen {
    for action in options.packages[Int(options.package[option])] {
      planned.insert(Int64(options.unit[option]) << 32 | Int64(action))
    }
  }
  var table = CSVTable(
    header: ["district", "unit", "action", "in_plan", "worlds", "of"],
    notice: result.description.notice)
  var told: Set<Int64> = []
  func add(_ key: Int64, _ times: Int) {
    let unit = Int(key >> 32)
    table.add([
      .text(result.districts.ids[result.units.district[unit]]), .text(result.units.ids[unit]),
      .text(options.actions[Int(key & 0xFFFF_FFFF)].id),
      .text(planned.contains(key) ? "yes" : "no"), .integer(times), .integer(draws.count),
    ])
  }
  for entry in draws.unit.indices {
    let key = Int64(draws.unit[entry]) << 32 | Int64(draws.action[entry])
    told.insert(key)
    add(key, Int(draws.times[entry]))
  }
  for key in planned.sorted() where !told.contains(key) { add(key, 0) }
  return table.text
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
  ])
}

private func quantiles(_ numbers: [Double]) -> JSONValue {
  .object(
    [("p5", 0.05), ("p50", 0.5), ("p95", 0.95)].map { name, quantile in
      (name, DrawSummary.quantile(quantile, of: numbers).map { .published($0) } ?? .null)
    })
}
