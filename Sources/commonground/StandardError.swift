import Foundation
import PlanModel
import Planning

/// Writes text to standard error.
func writeToStandardError(_ text: String) {
  FileHandle.standardError.write(Data(text.utf8))
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
    writeToStandardError("\(errors == 1 ? "1 error" : "\(errors) errors"); nothing was written.\n")
    throw ExitStatus.wrongInput
  } catch let stop as StoppedWithoutPlan {
    writeToStandardError("error: \(stop.message) Give --time-limit more seconds. Nothing was written.\n")
    throw ExitStatus.stoppedByLimit
  }
}
