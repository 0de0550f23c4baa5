import PlanModel

/// The monitoring report: measured years against the plan.
struct MonitoringDocument {
  let contract: ContractAccount
  private var result: PlanResult { contract.result }

  /// The measured years, in their order.
  var accounts: [MonitoringAccount] {
    result.monitoring.map { MonitoringAccount(contract: contract, year: $0) }
  }

  /// The whole document.
  var document: Document {
    let description = result.description
    var document = Document(
      title: "\(description.name): monitoring report",
      subtitle:
        "Measured: \(result.monitoring.map { "\($0.year)" }.joined(separator: ", ")) · base year \(description.baseYear), target year \(description.targetYear)",
      notice: description.notice)
    document.hasContents = true
    document.blocks.append(.paragraph(expectation))
    for account in accounts {
      document.section("\(account.year.year): emissions against the path", emissions(account))
      document.section("\(account.year.year): status of actions", actions(account))
      document.section("\(account.year.year): what is due", due(account))
    }
    return document
  }

  private var expectation: String {
    let path =
      result.options.phases.isEmpty
      ? "The plan has no phases, so what it expects of a year is read from the straight line between base year and target year."
      : contract.indicatorPathInWords
    return
      "Expected is the base year less what the plan has in operation by the end of the year. \(path) A deviation above 0 means more emissions, energy or cost than expected. Changes of weather, people and factors between the inventories are not taken out; where the factors differ, part of a change is theirs."
  }

  private func table(_ title: String, _ lines: [MonitoringAccount.Line], step: Double)
    -> Document.Table
  {
    func text(_ value: Double?) -> String { value.map { ($0 / step).grouped(0) } ?? "not measured" }
    func row(_ line: MonitoringAccount.Line) -> [String] {
      [
        line.title, text(line.base), text(line.expected), text(line.measured),
        text(line.deviation),
        line.measured.map {
          line.base != 0 ? "\((($0 / line.base - 1) * 100).grouped(1)) %" : "no baseline"
        } ?? "unknown",
      ]
    }
    let total = MonitoringAccount.total(of: lines)
    return Document.Table(
      [
        Document.Table.text(title), Document.Table.number("Base year"),
        Document.Table.number("Expected"), Document.Table.number("Measured"),
        Document.Table.number("Deviation"), Document.Table.number("Since the base year"),
      ], rows: lines.map(row), total: row(total))
  }

  private func emissions(_ account: MonitoringAccount) -> [Document.Block] {
    guard let all = account.emissions else {
      return [
        .paragraph(
          "No inventory of \(account.year.year) is named, so emissions cannot be held against the path. (Plan file: monitoring, key inventory)"
        )
      ]
    }
    var rows = [
      ["Emissions of the base year", all.base.grouped(0)],
      ["Expected by the plan", (all.expected ?? all.base).grouped(0)],
      ["Measured", (all.measured ?? 0).grouped(0)],
      ["Deviation, measured − expected", (all.deviation ?? 0).grouped(0)],
    ]
    if let straight = account.straightPath {
      rows.insert(["On the straight line to the target", straight.grouped(0)], at: 2)
    }
    let missing = account.unmeasured
    let gaps: [Document.Block] =
      missing.isEmpty
      ? []
      : [
        .paragraph(
          "The inventory of \(account.year.year) says nothing of what the base year has: \(missing.joined(separator: "; ")). A source sector without any number is left out of all sums; where only a part of a sector is missing, a fall in its emissions may be that gap. State a notation key (NO, IE) for what does not occur or stands elsewhere."
        )
      ]
    return gaps + [
      .numbered(
        "Emissions of \(account.year.year), sectors that were measured",
        Document.Table(
          [Document.Table.text(""), Document.Table.number("t CO2e/a")], rows: rows)),
      .numbered(
        "Emissions by source sector, t CO2e/a",
        table("Source sector", account.sectors, step: 1)),
      .numbered(
        "Final energy by carrier, MWh/a", table("Carrier", account.carriers, step: 1000)),
    ]
  }

  private func actions(_ account: MonitoringAccount) -> [Document.Block] {
    guard account.year.statuses != nil else {
      return [
        .paragraph(
          "No table of statuses is named for \(account.year.year), so nothing is known of the actions. (Plan file: monitoring, key statuses)"
        )
      ]
    }
    let all = account.actions
    // What begins later and was not reported fills pages and says nothing yet.
    let lines = all.filter {
      $0.report != nil || ($0.years?.lowerBound ?? 0) <= account.year.year
    }
    let later = all.count - lines.count
    if all.isEmpty {
      return [.paragraph("The plan chooses no action, and the table of statuses reports none.")]
    }
    if lines.isEmpty {
      return [
        .paragraph(
          "Nothing was reported, and all that is planned begins after \(account.year.year).")
      ]
    }
    func number(_ value: Double?) -> String { value.map { $0.grouped(0) } ?? "not reported" }
    func deviation(_ actual: Double?, _ planned: Double) -> String {
      actual.map { ($0 - planned).grouped(0) } ?? "unknown"
    }
    let reported = lines.compactMap { $0.report?.investment }
    let avoided = lines.compactMap { $0.report?.reduction }
    // A whole and its districts side by side would count twice.
    let isSummed = !lines.contains { $0.district == nil }
    return districts(all) + [
      .numbered(
        "Actions by district",
        Document.Table(
          [
            Document.Table.text("Action"), Document.Table.text("District"),
            Document.Table.text("Planned for"), Document.Table.text("Status"),
            Document.Table.number("Investment planned, EUR"),
            Document.Table.number("Spent, EUR"), Document.Table.number("Deviation, EUR"),
            Document.Table.number("Reduction planned, t CO2e/a"),
            Document.Table.number("Reached, t CO2e/a"),
            Document.Table.number("Deviation, t CO2e/a"),
          ],
          rows: lines.map { line in
            [
              line.action.name,
              line.district.map { contract.account.name(of: $0) } ?? "whole municipality",
              line.years.map { "\($0.lowerBound)–\($0.upperBound)" } ?? "not planned",
              line.report?.status.rawValue ?? "not reported",
              line.plannedInvestment.grouped(0), number(line.report?.investment),
              deviation(line.report?.investment, line.plannedInvestment),
              line.plannedReduction.grouped(0), number(line.report?.reduction),
              deviation(line.report?.reduction, line.plannedReduction),
            ]
          },
          total: isSummed
            ? [
              "Sum", "", "", "", lines.map(\.plannedInvestment).compensatedSum().grouped(0),
              reported.compensatedSum().grouped(0), "",
              lines.map(\.plannedReduction).compensatedSum().grouped(0),
              avoided.compensatedSum().grouped(0), "",
            ] : nil)),
      .paragraph(
        "Planned numbers are those of the whole plan, spent and reached those reported up to \(account.year.year); a deviation compares what was reported with all that is planned, so it ends only with the action.\(isSummed ? "" : " There is no sum, because reports of the whole municipality stand beside those of districts.")\(later > 0 ? " \(later.counted("line")) of what begins after \(account.year.year) and was not reported are left out; monitoring.csv has them." : "")"
      ),
    ]
  }

  /// What of each district's part is in which status.
  private func districts(_ lines: [MonitoringAccount.ActionLine]) -> [Document.Block] {
    let statuses = ActionStatus.Status.allCases
    let rows = result.districts.ids.indices.compactMap { district -> [String]? in
      let here = lines.filter { $0.district == district && $0.years != nil }
      if here.isEmpty { return nil }
      let planned = here.map(\.plannedReduction).compensatedSum()
      let reached = here.compactMap { $0.report?.reduction }.compensatedSum()
      return [contract.account.name(of: district)]
        + statuses.map { status in "\(here.filter { $0.report?.status == status }.count)" }
        + ["\(here.filter { $0.report == nil }.count)", planned.grouped(0), reached.grouped(0)]
    }
    if rows.isEmpty { return [] }
    return [
      .numbered(
        "Districts: actions by status, and what they reach",
        Document.Table(
          [Document.Table.text("District")]
            + statuses.map { Document.Table.number($0.rawValue) }
            + [
              Document.Table.number("Not reported"),
              Document.Table.number("Reduction planned, t CO2e/a"),
              Document.Table.number("Reached, t CO2e/a"),
            ], rows: rows)),
      .paragraph(
        "An action that was reported for the whole municipality only is not counted in this table, because nobody said which districts it reached."
      ),
    ]
  }

  private func due(_ account: MonitoringAccount) -> [Document.Block] {
    guard account.year.statuses != nil else { return [] }
    // One line for an action and what is due, with its places: a list of every place is read by nobody.
    var order: [String] = []
    var places: [String: [String]] = [:]
    for line in account.actions {
      guard let due = account.due(line) else { continue }
      let item = "\(line.action.name): \(due)"
      if places[item] == nil { order.append(item) }
      places[item, default: []].append(
        line.district.map { contract.account.name(of: $0) } ?? "whole municipality")
    }
    let items = order.map { "\($0) (\((places[$0] ?? []).joined(separator: ", ")))" }
    return [items.isEmpty ? .paragraph("Nothing is due.") : .list(items)]
  }

  /// `monitoring.csv`: one row a number, by year.
  var csv: CSVTable {
    var table = CSVTable(
      header: [
        "year", "kind", "subject", "district", "status", "base", "expected", "measured",
        "deviation", "unit", "due",
      ], notice: result.description.notice)
    func add(_ year: Int, _ kind: String, _ unit: String, _ line: MonitoringAccount.Line) {
      table.add([
        .integer(year), .text(kind), .text(line.title), .text(""), .text(""), .number(line.base),
        .number(line.expected), .number(line.measured), .number(line.deviation), .text(unit),
        .text(""),
      ])
    }
    for account in accounts {
      let year = account.year.year
      if let all = account.emissions { add(year, "emissions", "t CO2e/a", all) }
      for line in account.sectors { add(year, "sector", "t CO2e/a", line) }
      for line in account.carriers { add(year, "carrier", "kWh/a", line) }
      for line in account.actions {
        for (kind, planned, actual, unit) in [
          ("investment", line.plannedInvestment, line.report?.investment, "EUR"),
          ("reduction", line.plannedReduction, line.report?.reduction, "t CO2e/a"),
        ] {
          table.add([
            .integer(year), .text(kind), .text(line.action.id),
            .text(line.district.map { result.districts.ids[$0] } ?? ""),
            .text(line.report?.status.rawValue ?? "not reported"), .number(nil),
            .number(planned), .number(actual), .number(actual.map { $0 - planned }), .text(unit),
            .text(account.due(line) ?? ""),
          ])
        }
      }
    }
    return table
  }
}
