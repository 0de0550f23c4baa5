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
      ccc: the three documents of the Climate City Contract as OpenDocument text, HTML and Markdown.
      districts: the sheets of the districts and of the municipality.
      capacity: the capacity assessment for the mission of the climate-neutral cities.
      These three are made of what the run holds: a change of the plan needs a new run.
      """)

  /// The documents by name.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case secap
    case ccc
    case districts
    case capacity

    /// The documents of a run that the name stands for; nil for the workbook, which has choices of its own.
    var documents: RunDocuments? {
      switch self {
      case .secap: nil
      case .ccc: .ccc
      case .districts: .districts
      case .capacity: .capacity
      }
    }
  }

  @Argument(help: "The folder that `commonground plan` wrote.")
  var results: String

  @Option(help: "Which documents: secap, ccc, districts or capacity.")
  var format: Format

  @Option(
    help:
      "The folder to write to. (default: secap, inside the results; for the others RESULTS-FORMAT, beside them)"
  )
  var out: String?

  @Option(
    help:
      "The language of titles, headings and words of workbook, contract and capacity assessment, for example it."
  )
  var language = "en"

  @Option(
    help: "A table of labels of your own: id, en, and a column for each language.")
  var labels: String?

  @Flag(help: "Print as JSON.")
  var json = false

  mutating func validate() throws {
    guard format == .districts, language != "en" || labels != nil else { return }
    throw ValidationError(
      "The sheets are English: use --language and --labels with --format secap, ccc or capacity.")
  }

  mutating func run() throws {
    let outcome = try reportingFailures {
      if let documents = format.documents {
        try writeDocuments(
          documents, ofRunAt: results, into: out, language: language, labels: labels)
      } else {
        try reportSECAP(ofRunAt: results, into: out, language: language, labels: labels)
      }
    }
    report(outcome.diagnostics)
    try printLine(json ? outcome.json : outcome.text)
  }
}
