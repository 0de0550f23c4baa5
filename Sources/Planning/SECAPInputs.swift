import Foundation
import Frameworks
import Indicators
import PlanFile
import PlanModel
import Reference

/// What a plan names for its Covenant workbook besides its own numbers.
struct SECAPInputs {
  /// A later inventory; nil: none is named.
  var monitoringInventory: Inventory?
  /// What was found.
  var diagnostics: [Diagnostic] = []

  /// Reads the monitoring inventory, looks whether labels can be read and whether the actions are known.
  ///
  /// - Parameter known: The ids of all actions of the catalogues.
  init(_ plan: PlanDescription, known: [String], reference: ReferenceData) throws {
    for entry in plan.secap.actions where !known.contains(entry.action) {
      let near = entry.action.nearest(among: known).map { "Did you mean `\($0)`? " } ?? ""
      diagnostics.append(
        Diagnostic(
          .error, "secap.unknown-action", "There is no action \(entry.action).",
          remedy: near + "Use an id of the catalogue.",
          at: Place(file: plan.file, line: entry.line, field: "secap.actions")))
    }
    diagnostics += try secapLabels(
      language: plan.secap.language, own: plan.secap.labels
    ).diagnostics
    guard let file = plan.secap.monitoringInventory else { return }
    let table = readTable(file)
    diagnostics += table.diagnostics + table.statement.contradictions
    guard !table.diagnostics.containError else { return }
    if table.statement.isEmpty {
      diagnostics.append(
        Diagnostic(
          .error, "secap.empty-inventory",
          "The table of the monitoring inventory states neither energy nor emissions.",
          remedy: "Add rows of `final_energy`.", at: Place(file: file)))
      return
    }
    let made = statedInventory(
      InventoryContext(
        statement: table.statement, factorSet: plan.inventory.factors,
        ownFactors: plan.inventory.emissionFactors, country: plan.country,
        baseYear: plan.secap.monitoringYear, place: Place(file: file)), reference: reference)
    diagnostics += made.diagnostics
    monitoringInventory = made.inventory
    if made.inventory.year == nil { monitoringInventory?.year = plan.secap.monitoringYear }
  }
}

/// The labels of a language: the program's own, and a city's table over them.
///
/// - Parameters:
///   - language: Its two letters.
///   - own: The path of a city's table; nil: none.
/// - Throws: `PlanningFailure` where the program's own table is not beside it.
func secapLabels(
  language: String, own: String?
) throws -> (labels: Labels, diagnostics: [Diagnostic]) {
  if language == "en", own == nil { return (Labels(), []) }
  let folder = try resourceFolder(of: "Frameworks", holding: "labels in other languages")
  var tables = [(text: try resourceText(at: "\(folder)/labels.csv"), file: "labels.csv")]
  if let own {
    guard let data = FileManager.default.contents(atPath: own),
      let text = String(data: data, encoding: .utf8)
    else {
      return (
        Labels(),
        [
          Diagnostic(
            .error, "labels.no-file", "The table of labels cannot be read as text in UTF-8.",
            remedy: "Check the path, and save the table as CSV in UTF-8.", at: Place(file: own))
        ]
      )
    }
    tables.append((text, own))
  }
  let read = Labels.read(language: language, tables: tables)
  return (read.labels, read.diagnostics)
}

extension PlanDescription {
  /// The default numbers in whose place the plan states its own: factors, prices, the discount rate.
  func changedDefaults(_ reference: ReferenceData) -> [ChangedDefault] {
    var changes: [ChangedDefault] = []
    func compare(_ title: String, _ stated: Double, _ standard: SourcedNumber, per unit: String) {
      // Per MWh, as people know them; inside, all is per kWh.
      let standard = SourcedNumber(
        name: standard.name, value: standard.value * 1000, unit: unit, year: standard.year,
        source: standard.source, licence: standard.licence, confidence: standard.confidence)
      guard stated * 1000 != standard.value else { return }
      changes.append(ChangedDefault(title: title, stated: stated * 1000, standard: standard))
    }
    let factors = reference.emissionFactors(inventory.factors, country: country)
    let prices = reference.prices(country: country)
    for carrier in Carrier.allCases {
      if let stated = inventory.emissionFactors[carrier], let standard = factors[carrier] {
        compare("Emission factor: \(carrier.title)", stated, standard, per: "t/MWh")
      }
    }
    for factor in inventory.statement.factors where factor.sector != nil || !factor.fuel.isEmpty {
      guard let standard = factors[factor.carrier] else { continue }
      let place = [factor.sector?.title ?? "", factor.fuel].filter { !$0.isEmpty }
      compare(
        "Emission factor: \(factor.carrier.title), \(place.joined(separator: ", "))",
        factor.value, standard, per: "t/MWh")
    }
    for carrier in Carrier.allCases {
      if let stated = inventory.prices[carrier], let standard = prices[carrier] {
        compare("Price: \(carrier.title)", stated, standard, per: "EUR/MWh")
      }
    }
    let rate = reference.number("discount-rate")
    if let stated = inventory.discountRate, stated != rate.value {
      changes.append(ChangedDefault(title: "Discount rate", stated: stated, standard: rate))
    }
    return changes
  }
}
