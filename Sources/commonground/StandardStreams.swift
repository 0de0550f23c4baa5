import Foundation
import PlanModel
import Planning

/// Writes a line to standard output.
///
/// - Throws: `ExitStatus.wrongInput` where it cannot be written, for example to a full disk; what a script reads must
///   not be cut short without a word.
func printLine(_ text: String) throws { try printText(text + "\n") }

/// Writes a text to standard output as it is.
///
/// - Throws: As `printLine` does.
func printText(_ text: String) throws { try printBytes(Array(text.utf8)) }

/// Writes bytes to standard output.
///
/// - Throws: As `printLine` does.
func printBytes(_ bytes: [UInt8]) throws {
  do {
    try FileHandle.standardOutput.write(contentsOf: Data(bytes))
  } catch {
    writeToStandardError(
      "error: standard output cannot be written. → Check the disk, or the program that reads it.\n")
    throw ExitStatus.wrongInput
  }
}

/// Writes text to standard error; where that is closed or full, there is nobody to tell.
func writeToStandardError(_ text: String) {
  try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
}

/// Writes findings to standard error, the worst first, and a line that counts them.
func report(_ diagnostics: [Diagnostic]) {
  for severity in Severity.allCases.sorted().reversed() {
    for finding in diagnostics where finding.severity == severity {
      writeToStandardError("\(finding)\n")
    }
  }
}

/// Runs `body`; findings that stop it are reported and end the command with exit code 1.
func reportingFailures<Result>(_ body: () throws -> Result) throws -> Result {
  do {
    return try body()
  } catch let failure as PlanningFailure {
    report(failure.diagnostics)
    let errors = failure.diagnostics.filter { $0.severity == .error }.count
    let written =
      failure.written.isEmpty
      ? "nothing was written" : "only \(failure.written.joined(separator: ", ")) was written"
    writeToStandardError("\(errors == 1 ? "1 error" : "\(errors) errors"); \(written).\n")
    throw ExitStatus.wrongInput
  } catch let stop as StoppedWithoutPlan {
    writeToStandardError(
      "error: \(stop.message) Nothing was written; --time-limit sets the seconds.\n")
    throw ExitStatus.stoppedByLimit
  }
}
