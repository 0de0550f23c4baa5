import ArgumentParser
import Foundation
import PlanModel
import Planning

/// `commonground check`: everything wrong or doubtful, all at once.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Lists everything wrong or doubtful in the plan file and its data; writes nothing.")

  @Argument(help: "A plan.yaml or its folder.")
  var plan: String

  @Flag(help: "Do not ask web services; use their answers that an earlier run kept.")
  var offline = false

  @Flag(help: "Print the findings as JSON.")
  var json = false

  mutating func run() throws {
    var settings = RunSettings()
    settings.workers = Workers(ProcessInfo.processInfo.activeProcessorCount)
    settings.isOffline = offline
    let findings = checkPlan(at: plan, settings: settings)
    if json {
      try printLine(findings.json)
    } else {
      try printLine(findings.text)
    }
    if findings.isDefect { throw ExitStatus.defect }
    if findings.diagnostics.containError { throw ExitStatus.wrongInput }
  }
}
