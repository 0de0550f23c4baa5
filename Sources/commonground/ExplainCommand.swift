import ArgumentParser
import PlanModel
import Planning

/// `commonground explain`: why this here, why not that.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Says why a unit got what it got: prices, runner-up, what would change the choice.")

  @Argument(help: "The folder that `commonground plan` wrote.")
  var results: String

  @Option(help: "The unit's id; without it, the prices of all rows are told.")
  var unit: String?

  @Flag(help: "Print as JSON.")
  var json = false

  mutating func run() throws {
    let explanation = try reportingFailures { try explainRun(at: results, unit: unit) }
    try printLine(json ? explanation.json : explanation.text)
  }
}
