import Exports
import Foundation
import PlanModel

/// Documents that can be had from a finished run.
public enum RunDocuments: String, Sendable, CaseIterable {
  /// The Climate City Contract.
  case ccc
  /// The sheets of the districts and of the municipality.
  case districts
  /// The capacity assessment.
  case capacity
}

/// Writes documents of a finished run into a folder. They are read from what the run wrote, so the plan and its data need
/// not be there any more; a change of the plan needs a new run.
///
/// - Parameters:
///   - documents: Which.
///   - directory: The folder that a run wrote.
///   - out: Where to write; nil: a folder of the documents' name beside that of the run.
///   - language: The language of headings and tables of contract and capacity assessment; sheets are English.
///   - labels: A table of labels of the city's own, or nil.
/// - Throws: `PlanningFailure` where the folder is no run, the language is unknown, or nothing can be written.
public func writeDocuments(
  _ documents: RunDocuments, ofRunAt directory: String, into out: String?,
  language: String = "en", labels: String? = nil
) throws -> ReportOutcome {
  // The folder of a run holds what the run wrote and nothing else, or the next run would refuse to replace it.
  let beside = URL(filePath: directory).standardizedFileURL
  let target =
    out
    ?? beside.deletingLastPathComponent()
    .appending(path: "\(beside.lastPathComponent)-\(documents.rawValue)")
    .path(percentEncoded: false)
  let read = try secapLabels(language: language, own: labels)
  guard !read.diagnostics.containError else { throw PlanningFailure(read.diagnostics) }
  do {
    let written =
      switch documents {
      case .ccc: try WrittenDocuments.contract(ofRunAt: directory, labels: read.labels)
      case .districts: try WrittenDocuments.districts(ofRunAt: directory)
      case .capacity: try WrittenDocuments.capacity(ofRunAt: directory, labels: read.labels)
      }
    let files = try written.write(into: target)
    var found = read.diagnostics
    if !written.missing.isEmpty {
      found.append(
        Diagnostic(
          .note, "labels.missing",
          "\(written.missing.count) words of the documents have no label in “\(language)” and stay English.",
          remedy:
            "They are listed in labels-missing.csv: fill in the words and give the table with --labels."
        ))
    }
    return ReportOutcome(
      directory: target, files: files, diagnostics: found,
      text: "\(files.count) file\(files.count == 1 ? "" : "s") written: \(target)")
  } catch {
    throw PlanningFailure([
      Diagnostic(
        .error, "report.failed", error.message, remedy: error.remedy, at: Place(file: directory))
    ])
  }
}
