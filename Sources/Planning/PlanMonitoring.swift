import Foundation
import Indicators
import PlanFile
import PlanModel
import Reference

extension PlanDescription {
  /// Reads the measured years that the plan names.
  ///
  /// An inventory is computed with the plan's own factors for what its table does not state, so that a change of factors
  /// between two years is the table's choice and not ours.
  func readMonitoring(
    _ reference: ReferenceData
  ) -> (years: [MonitoredYear], diagnostics: [Diagnostic]) {
    var found: [Diagnostic] = []
    let years = monitoring.map { source -> MonitoredYear in
      var year = MonitoredYear(year: source.year, inventory: nil, statuses: nil)
      if let file = source.inventory {
        let table = readTable(file)
        found += table.diagnostics + table.statement.contradictions
        if table.statement.isEmpty, !table.diagnostics.containError {
          found.append(
            Diagnostic(
              .error, "monitoring.empty", "The table states neither energy nor emissions.",
              remedy: "Add rows of `final_energy`.", at: Place(file: file)))
        }
        var factors = inventory.emissionFactors
        for factor in table.statement.factors where factor.sector == nil && factor.fuel.isEmpty {
          factors[factor.carrier] = factor.value
        }
        let made = statedInventory(
          InventoryContext(
            statement: table.statement, factorSet: inventory.factors, ownFactors: factors,
            country: country, baseYear: source.year, place: Place(file: file)),
          reference: reference)
        found += made.diagnostics
        year.inventory = made.inventory
      }
      if let file = source.statuses {
        let text = FileManager.default.contents(atPath: file).flatMap {
          String(data: $0, encoding: .utf8)
        }
        if let text {
          let table = readStatusTable(text: text, file: file)
          found += table.diagnostics
          year.statuses = table.rows
        } else {
          found.append(
            Diagnostic(
              .error, "statuses.unreadable", "The table cannot be read as UTF-8 text.",
              remedy: "Check the path, who may read the file, and its encoding.",
              at: Place(file: file)))
        }
      }
      return year
    }
    return (years, found)
  }

  /// Words of the tables of statuses that neither the catalogue nor the districts know.
  func unknownStatuses(
    _ years: [MonitoredYear], actions: [Action], districts: [String]
  ) -> [Diagnostic] {
    let ids = actions.map(\.id)
    return years.flatMap { $0.statuses ?? [] }.flatMap { row -> [Diagnostic] in
      var found: [Diagnostic] = []
      if !ids.contains(row.action) {
        let nearest = row.action.nearest(among: ids).map { "Did you mean `\($0)`? " } ?? ""
        found.append(
          Diagnostic(
            .error, "statuses.unknown-action", "No action on offer has the id `\(row.action)`.",
            remedy: "\(nearest)Use an id of the catalogue.",
            at: Place(file: row.place.file, line: row.place.line, field: "action")))
      }
      if let district = row.district, !districts.contains(district) {
        let nearest = district.nearest(among: districts).map { "Did you mean `\($0)`? " } ?? ""
        found.append(
          Diagnostic(
            .error, "statuses.unknown-district", "No district has the id `\(district)`.",
            remedy: "\(nearest)Use an id of the layer of districts, or leave the cell empty.",
            at: Place(file: row.place.file, line: row.place.line, field: "district")))
      }
      return found
    }
  }
}
