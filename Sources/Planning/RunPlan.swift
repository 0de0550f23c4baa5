import Exports
import Foundation
import Layers
import PlanFile
public import PlanModel

/// What the main job came to.
public struct RunOutcome: Sendable {
  /// How far the plan is proved.
  public let status: PlanStatus
  /// The folder that was written.
  public let directory: String
  /// What was found on the way.
  public let diagnostics: [Diagnostic]
  /// A short summary with the certificate, for people.
  public let summary: String
  /// The same for machines.
  public let summaryJSON: String
}

/// Decides a plan and writes everything.
///
/// - Parameters:
///   - path: A `plan.yaml` or its folder.
///   - directory: Where the results go; nil: the plan's `outputs.folder`, else `results` inside its folder.
/// - Throws: `PlanningFailure` with all findings; then nothing was written.
public func runPlan(
  at path: String, into directory: String?, settings: RunSettings, progress: (RunProgress) -> Void
) throws -> RunOutcome {
  try withoutActuallyEscaping(progress) { progress in
    let clock = StageClock(report: progress)
    let target = directory ?? readPlan(path: path).plan?.resultsFolder
    // An hour of work must not end at a folder that was full of other things from the start.
    if let target { try reportingExport(to: target, []) { try checkDestination(target) } }
    let order = settings.database
    let database = try order.map { order in
      try reportingExport(to: shownSource(order.connection), []) {
        let destination = try DatabaseDestination(
          order.connection, schema: order.schema, replaces: order.replaces)
        try checkDestination(destination)
        return destination
      }
    }
    var result = try decidePlan(at: path, settings: settings, clock: clock)
    let directory = target ?? result.description.resultsFolder
    clock.enter(.writing)
    result.record.timings = clock.timings
    result.record.peakMemory = peakMemory()
    let webMap = findWebMapParts()
    let secap = result.description.secap
    let labels = try secapLabels(
      language: secap.language, own: secap.labels
    ).labels
    let files = try reportingExport(to: directory, result.diagnostics) {
      try export(
        result, to: directory, webMap: webMap, workers: settings.workers, labels: labels)
    }
    var written = "Results: \(directory)"
    if let database {
      let shown = shownSource(database.connection)
      // The folder stays where the database fails: an hour's work is not thrown away for a lost connection.
      let tables = try reportingExport(to: shown, result.diagnostics) {
        try writeDatabase(result, files: files, in: directory, to: database)
      }
      written += "\nDatabase: \(tables.count) tables in the schema \(database.schema) of \(shown)"
    }
    clock.leave()
    // The run record is among what is written, so only the summary can say how long that took.
    result.record.timings = clock.timings
    return RunOutcome(
      status: result.plan.status, directory: directory, diagnostics: result.diagnostics,
      summary: summary(of: result) + written + (webMap == nil ? "\n\(noWebMapNote)" : ""),
      summaryJSON: summaryJSON(of: result))
  }
}

/// Makes a failure to write the last of the findings.
private func reportingExport<Result>(
  to directory: String, _ found: [Diagnostic], _ write: () throws -> Result
) throws -> Result {
  do { return try write() } catch let failure as ExportFailure {
    throw PlanningFailure(
      found + [
        Diagnostic(
          .error, "export.failed", failure.message, remedy: failure.remedy,
          at: Place(file: directory))
      ])
  }
}

/// Everything wrong or doubtful in a plan.
public struct Findings: Sendable {
  /// The findings, in the order of the stages.
  public let diagnostics: [Diagnostic]

  /// Whether the check ended by a defect of the program rather than by what is wrong with the plan.
  public var isDefect: Bool { diagnostics.contains { $0.code == Self.defect } }

  /// The code of the finding that stands for a defect.
  static let defect = "run.failed"

  /// For people: the worst first, and a line that counts them.
  public var text: String {
    var lines: [String] = []
    for severity in Severity.allCases.sorted().reversed() {
      lines += diagnostics.filter { $0.severity == severity }.map { "\($0)" }
    }
    let counts = Severity.allCases.sorted().reversed().map { severity in
      let count = diagnostics.filter { $0.severity == severity }.count
      return "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
    }
    return (lines + [counts.joined(separator: ", ")]).joined(separator: "\n")
  }

  /// For machines.
  public var json: String {
    JSONValue.array(
      diagnostics.map { finding in
        .object([
          ("severity", .string(finding.severity.rawValue)), ("code", .string(finding.code)),
          ("message", .string(finding.message)), ("remedy", .string(finding.remedy)),
          ("place", .string("\(finding.place)")), ("count", .integer(finding.count)),
        ])
      }
    ).text()
  }
}

/// Reads a plan and its data as far as they can be read, decides nothing, writes nothing.
public func checkPlan(at path: String, settings: RunSettings) -> Findings {
  do {
    let clock = StageClock { _ in }
    var settings = settings
    settings.keepsAnswers = false
    let prepared = try PreparedPlan.prepare(path, settings, clock)
    return Findings(diagnostics: prepared.diagnostics)
  } catch let failure as PlanningFailure {
    return Findings(diagnostics: failure.diagnostics)
  } catch {
    return Findings(diagnostics: [
      Diagnostic(
        .error, Findings.defect, "\(error)", remedy: "Report this with the plan.",
        at: Place(file: path))
    ])
  }
}

extension PlanDescription {
  /// Where the results go that no other folder is named for: the plan's, else `results` beside the plan file.
  var resultsFolder: String {
    URL(filePath: folder).appending(path: outputs.folder ?? "results").path(percentEncoded: false)
  }
}
