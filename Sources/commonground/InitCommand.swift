import ArgumentParser
import Foundation
import PlanModel
import Planning

/// `commonground init`: a plan folder to start from.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Writes a commented plan folder to start from.",
    discussion: """
      With --example, a made-up town is generated from published statistics of one of six municipalities
      (\(exampleTowns().joined(separator: ", "))); its geometry is made up, and every output says so.
      """)

  @Argument(help: "The folder; it must not exist or be empty.")
  var directory: String

  @Option(help: "The town to generate.")
  var example: String?

  @Option(help: "How many buildings the town has. (default: as its population suggests)")
  var buildings: Int?

  @Option(help: "The seed of the generator.")
  var seed: UInt64 = 1

  @Option(help: "The municipality's name, in a plan without an example.")
  var name = "My municipality"

  @Option(help: "The country as two letters, in a plan without an example.")
  var country = "SI"

  mutating func validate() throws {
    if let buildings, !(exampleBuildings).contains(buildings) {
      throw ValidationError("--buildings is a number from 50 to 20,000,000.")
    }
    if buildings != nil, example == nil {
      throw ValidationError("--buildings goes with --example.")
    }
  }

  mutating func run() throws {
    let written = try reportingFailures {
      try initialisePlan(
        in: directory, example: example, buildings: buildings, seed: seed, name: name,
        country: country, workers: Workers(ProcessInfo.processInfo.activeProcessorCount))
    }
    try printLine("Wrote \(written.count) files into \(directory):")
    for file in written { try printLine("  \(file)") }
    try printLine("Next: commonground check \(directory)")
  }
}
