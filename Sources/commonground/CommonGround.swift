import ArgumentParser

/// The command.
@main
struct CommonGround: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "commonground")
}
