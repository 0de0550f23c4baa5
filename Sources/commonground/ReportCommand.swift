import ArgumentParser
import PlanModel
import Planning

/// `commonground report`: documents from a finished run.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Writes documents that a city hands in, from a finished run.",
    discussion: """
      secap: the Covenant of Mayors' workbook as spreadsheet, comma-separated text and JSON. `commonground plan` writes it
      into every result; here it can be had in another language or folder, without the plan's data.
      """)

  /// The documents by name.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case secap
  }

  @Argument(help: "The folder that `commonground plan` wrote.")
  var results: String

  @Option(help: "Which documents: secap.")
  var format: Format

  @Option(help: "The folder to write to. (default: secap, inside the results)")
  var out: String?

  @Option(help: "The language of titles and words, for example it.")
  var language = "en"

  @Option(help: "A table of labels of your own: id, en, and a column for each language.")
  var labels: String?

  @Flag(help: "Print as JSON.")
  var json = false

  mutating func run() throws {
    let outcome = try reportingFailures {
      switch format {
      case .secap:
        try reportSECAP(ofRunAt: results, into: out, language: language, labels: labels)
      }
    }
    report(outcome.diagnostics)
    try printLine(json ? outcome.json : outcome.text)
  }
}
