import ArgumentParser
import PlanModel
import Planning

/// `commonground import`: plan folders from data that others keep.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Makes a plan folder from data that others keep.",
    subcommands: [ImportProfileCommand.self, ImportFieldsCommand.self],
    defaultSubcommand: ImportProfileCommand.self)
}
