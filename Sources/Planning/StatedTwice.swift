import Frameworks
import PlanModel

extension PlanDescription {
  /// What the plan file states for two documents with two values, one finding each. The documents go on as they say: the
  /// finding tells which value stands where.
  ///
  /// - Parameter monitoring: The measured years that were read.
  func statedTwice(_ monitoring: [MonitoredYear]) -> [Diagnostic] {
    reductionsStatedTwice + targetsStatedTwice + inventoriesStatedTwice
      + statusesStatedTwice(monitoring)
  }

  private func contradiction(_ field: String, _ message: String, _ remedy: String) -> Diagnostic {
    Diagnostic(
      .warning, "plan.stated-twice", message, remedy: remedy, at: Place(file: file, field: field))
  }

  /// Other plans, sector by sector, where both `ccc: existing` and `secap: underWay` speak.
  private var reductionsStatedTwice: [Diagnostic] {
    if contract.existing.isEmpty || secap.underWay.isEmpty { return [] }
    return SourceSector.allCases.compactMap { sector in
      let own = contract.existing.filter { $0.sector == sector.title }.map(\.reduction)
        .compensatedSum()
      let other = secap.underWay.filter { $0.sector == sector.rawValue }.map(\.reduction)
        .compensatedSum()
      guard abs(own - other) > 0.5 else { return nil }
      return contradiction(
        "ccc.existing",
        "Other plans reduce emissions of \(sector.title) by \(quantity(own)) after ccc: existing, but by \(quantity(other)) after secap: underWay. Both documents use the first.",
        "State it once, or the same in both.")
    }
  }

  /// The reduction that contract and Covenant ask for until the same year.
  private var targetsStatedTwice: [Diagnostic] {
    guard let own = contract.target else { return [] }
    return secap.targets.compactMap { target in
      guard target.pillar == .mitigation, target.year == targetYear, !target.isPerCapita,
        let other = target.reduction, abs(own - other) > 1e-9
      else { return nil }
      return contradiction(
        "ccc.target",
        "The target until \(targetYear) is \(percent(own)) after ccc: target, but \(percent(other)) after secap: targets. Each document uses its own.",
        "Give both the same value, or say in ccc: ambition why they differ.")
    }
  }

  /// The latest measured inventory, where `secap: monitoringInventory` names another file.
  private var inventoriesStatedTwice: [Diagnostic] {
    guard let own = secap.monitoringInventory,
      let latest = monitoring.filter({ $0.inventory != nil }).max(by: { $0.year < $1.year }),
      latest.inventory != own
    else { return [] }
    return [
      contradiction(
        "secap.monitoringInventory",
        "The Covenant's workbook compares with another inventory than the latest under monitoring, of \(latest.year).",
        "Leave secap: monitoringInventory out, and the latest under monitoring counts for both.")
    ]
  }

  /// Where an action stands in the whole municipality, after `secap: actions` and after the latest table of statuses.
  private func statusesStatedTwice(_ monitoring: [MonitoredYear]) -> [Diagnostic] {
    guard
      let rows = monitoring.filter({ $0.statuses != nil }).max(by: { $0.year < $1.year })?.statuses
    else { return [] }
    return secap.actions.compactMap { entry in
      // The last row of an action holds.
      guard let row = rows.last(where: { $0.action == entry.action && $0.district == nil }),
        let own = entry.status, row.status.rawValue != own
      else { return nil }
      return Diagnostic(
        .warning, "plan.stated-twice",
        "The action \(entry.action) is “\(own)” after secap: actions, but “\(row.status.rawValue)” after the table of statuses.",
        remedy: "Correct the older of the two.",
        at: Place(file: file, line: entry.line, field: "secap.actions"))
    }
  }

  private func quantity(_ value: Double) -> String { "\(value.fixed(0)) t CO2e/a" }

  private func percent(_ share: Double) -> String { "\((share * 100).fixed(1)) %" }
}
