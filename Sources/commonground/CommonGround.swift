import ArgumentParser
import Foundation
import Planning

/// The command and its subcommands.
@main
struct CommonGround: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "commonground",
    abstract: "Plans which energy and climate action belongs in which area of a municipality.",
    discussion: """
      Start with a plan folder:  commonground init --example ljutomer town
      Look for problems:         commonground check town
      Decide and write:          commonground plan town --out results
      Ask why:                   commonground explain results --unit ID
      What people got:           commonground society town
      Several municipalities:    commonground region towns

      Exit codes: 0 done · 1 plan or data wrong · 2 usage · 3 no plan can meet the rules ·
      4 stopped by a limit (the best plan so far is written) · 70 a defect of ours.
      """,
    version: Planning.version,
    subcommands: [
      InitCommand.self, ImportCommand.self, CheckCommand.self, PlanCommand.self,
      ExplainCommand.self,
      CompareCommand.self, SweepCommand.self, SocietyCommand.self, AllocateCommand.self,
      ReportCommand.self, RegionCommand.self, RegionMemberCommand.self,
      OverlayCommand.self,
      ZonalCommand.self,
      InventoryCommand.self,
      SchemaCommand.self,
    ])

  /// Runs the command and ends with the exit code of the table above.
  static func main() {
    do {
      if CommandLine.arguments.dropFirst().contains("") {
        // As a path it would mean the root or the folder one stands in.
        throw ValidationError("An argument is empty; is a variable of the shell not set?")
      }
      var command = try parseAsRoot()
      try command.run()
    } catch let status as ExitStatus {
      Foundation.exit(status.rawValue)
    } catch {
      let code = exitCode(for: error)
      if code == .success {
        print(fullMessage(for: error))
        Foundation.exit(ExitStatus.done.rawValue)
      }
      if code == .validationFailure {
        writeToStandardError(fullMessage(for: error) + "\n")
        Foundation.exit(ExitStatus.usage.rawValue)
      }
      writeToStandardError(
        "error: \(error)\nThis is a defect of ours; please report it with the command you gave.\n")
      Foundation.exit(ExitStatus.defect.rawValue)
    }
  }
}
