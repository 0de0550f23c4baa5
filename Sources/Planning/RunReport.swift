import Exports
import Foundation
import Frameworks
public import PlanModel

/// What documents were written from the folder of a run.
public struct ReportOutcome: Sendable {
  /// The folder that was written to.
  public let directory: String
  /// The names of the files.
  public let files: [String]
  /// What was found.
  public let diagnostics: [Diagnostic]

  /// For people.
  public let text: String

  /// For machines.
  public var json: String {
    JSONValue.object([
      ("directory", .string(directory)), ("files", .array(files.map { .string($0) })),
      (
        "diagnostics",
        .array(
          diagnostics.map {
            .object([
              ("severity", .string($0.severity.rawValue)), ("code", .string($0.code)),
              ("message", .string($0.message)),
            ])
          })
      ),
    ]).text()
  }
}

/// Writes the Covenant workbook of a finished run again: into another folder, or in another language.
///
/// Everything is read from the run's `secap/secap.json`, which holds every cell and every formula, so the plan and its
/// data need not be there any more. Sums are computed afresh and held against each other, so that a changed file is told.
///
/// - Parameters:
///   - directory: The folder that a run wrote.
///   - out: Where to write; nil: `secap` in the folder of the run.
///   - language: The language of the labels, for example `it`.
///   - labels: A table of labels of the city's own, or nil.
/// - Throws: `PlanningFailure` where the folder is no run, the language is unknown, or nothing can be written.
public func reportSECAP(
  ofRunAt directory: String, into out: String?, language: String, labels: String?
) throws -> ReportOutcome {
  // Asked first, because a folder that is no run at all is the likeliest mistake.
  _ = try runObject(directory + "/run.json")
  let read = try secapLabels(language: language, own: labels)
  guard !read.diagnostics.containError else { throw PlanningFailure(read.diagnostics) }
  let target =
    out ?? URL(filePath: directory).appending(path: "secap").path(percentEncoded: false)
  do {
    let workbook = try WrittenSECAP(ofRunAt: directory)
    let written = try workbook.write(into: target, labels: read.labels)
    var found = read.diagnostics + workbook.disagreements
    if !written.missing.isEmpty {
      found.append(missingLabels(written.missing.count, language: language))
    }
    return ReportOutcome(
      directory: target, files: written.files, diagnostics: found,
      text:
        "The Covenant workbook, as secap.xlsx and \(written.files.count - 1) tables beside it: \(target)"
    )
  } catch {
    throw PlanningFailure([
      Diagnostic(
        .error, "report.failed", error.message, remedy: error.remedy,
        at: Place(file: target))
    ])
  }
}

/// That some words have no label.
func missingLabels(_ count: Int, language: String) -> Diagnostic {
  Diagnostic(
    .note, "labels.missing",
    "\(count) words of the Covenant workbook have no label in “\(language)” and stay English.",
    remedy:
      "They are listed on the sheet About; give them in a table of labels (`secap: labels`, or --labels)."
  )
}
