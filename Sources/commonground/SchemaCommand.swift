import ArgumentParser
import Planning

/// `commonground schema`: the JSON Schema of the plan file or the region file.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Prints the JSON Schema of the plan file or the region file, for editors.")

  @Flag(help: "The schema of region.yaml in place of plan.yaml.")
  var region = false

  mutating func run() throws { try printLine(region ? regionFileSchema() : planFileSchema()) }
}
