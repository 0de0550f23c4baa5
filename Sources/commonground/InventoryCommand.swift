import ArgumentParser
import Foundation
import PlanModel
import Planning

/// `commonground inventory`: the emission inventory of a table alone.
struct InventoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inventory",
    abstract: "Prints the emission inventory of a table: energy, factors, emissions, totals.",
    discussion: """
      FILE is comma-separated text with the columns table, sector, carrier, value, unit; rows of final_energy, \
      emission_factor, local_electricity and emissions. Published emissions are compared with energy × factor.

        commonground inventory bei_2021.csv --country IT --factors CO2e --year 2021
      """)

  @Argument(help: "The table.")
  var file: String

  @Option(help: "The country of the default factors, as two letters.")
  var country: String

  @Option(help: "The set of emission factors: CO2, CO2e or LCA.")
  var factors = "CO2e"

  @Option(help: "The year of the inventory.")
  var year: Int?

  @Flag(help: "Print JSON instead of tables.")
  var json = false

  mutating func validate() throws {
    if EmissionFactorSet(rawValue: factors) == nil {
      throw ValidationError("--factors is CO2, CO2e or LCA.")
    }
  }

  mutating func run() throws {
    let (file, country, year) = (file, country, year)
    let set = EmissionFactorSet(rawValue: factors)!
    let outcome = try reportingFailures {
      try runInventory(of: file, country: country, factors: set, year: year)
    }
    report(outcome.diagnostics)
    try printLine(json ? outcome.json : outcome.text)
  }
}
