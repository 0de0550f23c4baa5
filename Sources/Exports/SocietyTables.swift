import PlanModel

/// `acceptability.csv`: each action in each area that may be shown, the municipality first, then districts, then units.
func acceptabilityCSV(of account: PlanAccount, _ society: SocietyResult) -> CSVTable {
  let result = account.result
  let groups = result.description.society?.groups ?? []
  var table = CSVTable(
    header: [
      "level", "area", "action", "people", "acceptability", "low", "high", "dispersion", "verdict",
      "conflict_ratio", "conflict_class",
    ] + groups.flatMap { ["\($0.id)_people", "\($0.id)_acceptability"] },
    notice: result.description.notice)
  let levels: [(String, [PublishedPreferences.Cell], (Int) -> String)] = [
    ("municipality", society.published.municipality, { _ in result.description.name }),
    ("district", society.published.districts, { result.districts.ids[$0] }),
    ("unit", society.published.units, { result.units.ids[$0] }),
  ]
  for (level, cells, name) in levels {
    for cell in cells {
      table.add(
        [
          .text(level), .text(name(cell.area)), .text(result.options.actions[cell.action].id),
          .number(cell.all.map { Double($0.people) }), .number(cell.all?.mean),
          .number(cell.all?.low), .number(cell.all?.high), .number(cell.dispersion),
          .text(cell.verdict ?? ""), .number(cell.ratio), .text(cell.conflict ?? ""),
        ]
          + groups.indices.flatMap { group -> [CSVTable.Cell] in
            [
              .number(cell.groups[group].map { Double($0.people) }),
              .number(cell.groups[group]?.mean),
            ]
          })
    }
  }
  return table
}

/// `balance.csv`: each option that is first under some balance of the groups, and each chosen one.
func balanceCSV(of account: PlanAccount, _ society: SocietyResult, _ balance: BalanceResult)
  -> CSVTable
{
  let result = account.result
  let options = result.options
  let groups = result.description.society?.groups ?? []
  var isChosen = Array(repeating: false, count: options.count)
  for option in result.plan.chosen { isChosen[option] = true }
  var table = CSVTable(
    header: ["unit", "slot", "option", "actions", "chosen", "first_in_share", "confidence"]
      + groups.map { "central_\($0.id)" }, notice: result.description.notice)
  for option in 0..<options.count
  where society.isBalanceShown[Int(options.unit[option])]
    && (balance.first[option] > 0 || isChosen[option])
  {
    table.add(
      [
        .text(result.units.ids[Int(options.unit[option])]),
        .text(options.slots[options.slot(of: option)]), .integer(option),
        .text(options.actionIDs(of: option).joined(separator: "; ")),
        .text(isChosen[option] ? "yes" : "no"), .number(balance.first[option]),
        .number(balance.confidence[option]),
      ]
        + groups.indices.map { .number(balance.central[option]?[$0]) })
  }
  return table
}
