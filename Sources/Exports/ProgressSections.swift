import PlanModel

/// What became of the plan in an area, and what is planned of the rest.
struct ProgressSections {
  private let area: AreaAccount
  private let result: PlanResult
  private let progress: ProgressResult?
  private let lines: [ProgressLine]

  init(_ area: AreaAccount) {
    self.area = area
    result = area.account.result
    progress = result.progress
    let districts = Set(area.districts)
    lines = (progress?.lines ?? []).filter { districts.contains($0.district) }
  }

  /// The whole section; empty where the plan names no table of progress.
  var blocks: [Document.Block] {
    guard let progress else { return [] }
    if lines.isEmpty { return [.paragraph("Nothing was planned here, and nothing is told.")] }
    return [.paragraph(summary(progress)), .table(actions)] + late(progress)
      + (area.id == nil ? budgets(progress) : [])
  }

  private func sum(_ value: (ProgressLine) -> Double) -> Double {
    lines.map(value).compensatedSum()
  }

  private func money(_ value: Double) -> String { ShownUnit.phrase(value, "EUR") }

  private func summary(_ progress: ProgressResult) -> String {
    func part(_ share: (ProgressLine) -> Double) -> String {
      money(sum { share($0) * $0.planned.investment })
    }
    return
      "By the end of \(progress.year), of \(money(sum(\.planned.investment))) planned, \(part(\.done)) are done, \(part(\.underWay)) are under way, \(part(\.notBegun)) have not begun and \(part(\.givenUp)) are given up. "
      + "\(money(sum(\.actual.investment))) were spent, \(money(abs(sum(\.deviation.investment)))) \(sum(\.deviation.investment) < 0 ? "less" : "more") than what is done was to cost. "
      + "What is done or under way stays; the rest is planned again."
  }

  /// The lines of each action, in the order of the catalogue.
  private var byAction: [[ProgressLine]] {
    var found: [Int: [ProgressLine]] = [:]
    for line in lines { found[line.action, default: []].append(line) }
    return found.keys.sorted().map { found[$0]! }
  }

  private var actions: Document.Table {
    let groups = byAction
    func column(_ value: (ProgressLine) -> Double) -> [Double] {
      groups.map { $0.map(value).compensatedSum() }
    }
    return Document.Table(
      texts: [
        ("Action", groups.map { result.options.actions[$0[0].action].name }),
        ("Status", groups.map(status)),
      ],
      numbers: [
        ("Planned", "EUR", column(\.planned.investment), true),
        ("Done", "EUR", column { $0.done * $0.planned.investment }, true),
        ("Spent", "EUR", column(\.actual.investment), true),
        ("Avoids", "t CO2e/a", column(\.actual.reduction), true),
        ("Planned now", "EUR", column(\.now.investment), true),
      ], summed: "Sum")
  }

  /// The status, with how many places it is about where they differ.
  private func status(_ lines: [ProgressLine]) -> String {
    let told = ProgressStatus.allCases.map { status in (status, lines.count { $0.status == status })
    }
    .filter { $0.1 > 0 }
    return told.count == 1
      ? told[0].0.rawValue.lowercased()
      : told.map { "\($0.0.rawValue.lowercased()) (\($0.1))" }.joined(separator: ", ")
  }

  private func late(_ progress: ProgressResult) -> [Document.Block] {
    let late = lines.filter { $0.isLate(in: progress.year) }
    if late.isEmpty { return [.paragraph("Nothing is late.")] }
    return [
      .paragraph("Late:"),
      .table(
        Document.Table(
          [
            Document.Table.text("Action"), Document.Table.text("Place"),
            Document.Table.text("Status"), Document.Table.number("Done"),
            Document.Table.number("Should be done"), Document.Table.number("Months behind"),
          ],
          rows: late.map { line in
            [
              result.options.actions[line.action].name,
              line.unit.map { result.units.ids[$0] } ?? area.account.name(of: line.district),
              line.status.rawValue.lowercased(), "\((line.done * 100).grouped(0)) %",
              "\((line.dueShare * 100).grouped(0)) %", line.monthsBehind.grouped(0),
            ]
          })),
    ]
  }

  private func budgets(_ progress: ProgressResult) -> [Document.Block] {
    if progress.budgets.isEmpty { return [] }
    let all = progress.budgets
    return [
      .table(
        Document.Table(
          texts: [("Budget", all.map(\.name))],
          numbers: [
            ("Allows", "EUR", all.map(\.limit), true), ("Spent", "EUR", all.map(\.spent), true),
            ("Committed", "EUR", all.map(\.committed), true),
            ("Planned anew", "EUR", all.map(\.plannedAnew), true),
            ("Left", "EUR", all.map(\.left), true),
          ], summed: nil))
    ]
  }
}
