import ArgumentParser
import PlanModel
import Planning

/// `commonground report`: documents from a finished run.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Writes documents that a city hands in, from a finished run.",
    discussion: """
      ccc: commitments, action plan and investment plan of the Climate City Contract (ODT, HTML, Markdown).
      districts: the sheets of the districts and of the municipality with their map page.
      capacity: the capacity assessment for climate-neutral cities.

      `commonground plan` writes them into every result; here they can be had in another folder, without the plan's data.
      """)

  @Argument(help: "The folder that `commonground plan` wrote.")
  var results: String

  @Option(help: "Which documents: ccc, districts or capacity.")
  var format: DocumentsName

  @Option(help: "The folder to write to. (default: beside the results, RESULTS-FORMAT)")
  var out: String?

  @Flag(help: "Print as JSON.")
  var json = false

  mutating func run() throws {
    let (results, documents, out) = (results, format.documents, out)
    let written = try reportingFailures {
      try writeDocuments(documents, ofRunAt: results, into: out)
    }
    try printLine(json ? written.json : written.text)
  }
}

/// The documents by name.
enum DocumentsName: String, CaseIterable, ExpressibleByArgument {
  case ccc
  case districts
  case capacity

  /// What the name stands for.
  var documents: RunDocuments {
    switch self {
    case .ccc: .ccc
    case .districts: .districts
    case .capacity: .capacity
    }
  }
}
