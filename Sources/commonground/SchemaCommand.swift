import ArgumentParser
import Planning

/// `commonground schema`: the JSON Schema of the plan file.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "Prints the JSON Schema of the plan file, for editors.")

  mutating func run() throws { try printLine(planFileSchema()) }
}
