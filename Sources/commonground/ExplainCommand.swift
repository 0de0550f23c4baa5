import ArgumentParser
import PlanModel
import Planning

/// `commonground explain`: why this here, why not that.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Says why a unit got what it got, and where a number comes from.",
    discussion: """
      --number takes a number by its name, with the place before it: `useful-heat`, `D03/useful-heat`,
      `D03/590-153/co2`. Without a place it is the municipality's. Names are those of indicators, of totals, of sheets
      (`stock.residential.spaceHeat`, `carrier.naturalGas.heat`) and of columns in the layers.
      """)

  @Argument(help: "The folder that `commonground plan` wrote.")
  var results: String

  @Option(help: "The unit's id; without it, the prices of all rows are told.")
  var unit: String?

  @Option(help: "A number: its value, formula, layers, and the defaults it rests on.")
  var number: String?

  @Flag(help: "Print as JSON.")
  var json = false

  mutating func validate() throws {
    if unit != nil && number != nil {
      throw ValidationError("Ask for a unit or for a number, not for both at once.")
    }
  }

  mutating func run() throws {
    let explanation = try reportingFailures {
      if let number { return try explainNumber(number, in: results) }
      return try explainRun(at: results, unit: unit)
    }
    try printLine(json ? explanation.json : explanation.text)
  }
}
