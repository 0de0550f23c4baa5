import Exports
import Foundation
import Indicators
import PlanFile
public import PlanModel
import Reference

/// What the inventory of a table alone came to.
public struct InventoryTableOutcome: Sendable {
  /// What was found on the way.
  public let diagnostics: [Diagnostic]
  /// Tables A to D and totals in Markdown.
  public let text: String
  /// The same as JSON, energy in kWh and emissions in t CO2e a year.
  public let json: String
}

/// Computes the inventory of a table of comma-separated text, without a plan.
///
/// - Parameters:
///   - file: The table's path.
///   - country: The two letters of ISO 3166, large or small, for the default factors.
///   - factors: The set of emission factors.
///   - year: The inventory's year, or nil.
/// - Throws: `PlanningFailure` with all findings, where one is an error.
public func runInventory(
  of file: String, country: String, factors: EmissionFactorSet, year: Int?
) throws -> InventoryTableOutcome {
  guard country.utf8.count == 2, Locale.Region(country.uppercased()).isISORegion else {
    throw PlanningFailure([
      Diagnostic(
        .error, "inventory.country", "`\(country)` is no country code.",
        remedy: "Write the two letters of ISO 3166, e.g. SI for Slovenia.")
    ])
  }
  let country = country.uppercased()
  let reference = try ReferenceData.load()
  let table = readTable(file)
  var found = table.diagnostics + table.statement.contradictions
  if !reference.countries.contains(country) {
    found.append(
      Diagnostic(
        .warning, "inventory.no-country",
        "There are no factors of the country “\(country)”; the EU's stand in.",
        remedy: "Use one of \(reference.countries.joined(separator: ", ")), or state the factors."))
  }
  if table.statement.isEmpty, !found.containError {
    found.append(
      Diagnostic(
        .error, "inventory.empty", "The table states neither energy nor emissions.",
        remedy: "Add rows of `final_energy`.", at: Place(file: file)))
  }
  guard !found.containError else { throw PlanningFailure(found) }
  let made = statedInventory(
    InventoryContext(
      statement: table.statement, factorSet: factors, country: country, baseYear: year,
      place: Place(file: file)),
    reference: reference)
  return InventoryTableOutcome(
    diagnostics: found + made.diagnostics,
    text: inventoryText(
      of: made.inventory, title: URL(filePath: file).deletingPathExtension().lastPathComponent),
    json: inventoryTableJSON(made.inventory).text())
}
