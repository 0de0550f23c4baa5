import ArgumentParser
import Foundation
import PlanModel
import Planning

/// `commonground region`: several municipalities with shared budgets and targets.
struct RegionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "region",
    abstract: "Plans several municipalities with budgets and targets that they share.",
    discussion: """
      Decides how what is shared is split, with a proof, and plans each municipality in a process of its own. A second run
      into the same folder does only what has changed. A municipality that fails is left out and told; the exit code is 1 then.
      """)

  @Argument(help: "A region.yaml or its folder.")
  var region: String

  @Option(help: "The folder for the results. (default: results, beside the region file)")
  var out: String?

  @OptionGroup var search: RegionSearch

  @Option(
    help:
      "How many municipalities at a time; the result does not depend on it. (default: all cores)")
  var workers: Int?

  @Option(
    help:
      "Seconds that a municipality may take to be read, and to be planned; it is then ended, left out and told. (default: any time)"
  )
  var municipalityTimeLimit: Double?

  @Option(help: "Progress on standard error: auto, plain or none.")
  var progress = ProgressStyle.auto

  @Flag(help: "Print region.json instead of the summary.")
  var json = false

  mutating func validate() throws {
    try checkSearch(gap: search.gap, timeLimit: search.timeLimit, workers: workers)
    if let municipalityTimeLimit, !(municipalityTimeLimit > 0 && municipalityTimeLimit <= 1e7) {
      throw ValidationError("--municipality-time-limit is a number of seconds above 0.")
    }
  }

  mutating func run() throws {
    var settings = search.settings
    settings.workers = Workers(workers ?? ProcessInfo.processInfo.activeProcessorCount)
    settings.municipalityTimeLimit = municipalityTimeLimit
    let line = ProgressLine(progress)
    let outcome = try reportingFailures {
      defer { line.end() }
      return try runRegion(
        at: region, into: out, executable: Self.executable, settings: settings
      ) { line.show($0) }
    }
    report(outcome.diagnostics.filter { $0.severity >= Severity.warning })
    try printLine(json ? outcome.json : outcome.summary)
    if outcome.hasFailures { throw ExitStatus.wrongInput }
    try outcome.status.endCommand()
  }

  /// This program, wherever it was started from.
  private static var executable: String {
    (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
      ?? CommandLine.arguments[0]
  }
}

/// How the searches of a region are to be done.
struct RegionSearch: ParsableArguments {
  @Option(help: "Which solver decides: auto, exact or decomposition.")
  var solver = SolverName.auto

  @Option(help: "The gap that is good enough, as a share. (default: the region's, and the plans')")
  var gap: Double?

  @Option(help: "Seconds each search may take.")
  var timeLimit: Double?

  @Option(help: "The seed of everything that is drawn. (default: the region's, and the plans')")
  var seed: UInt64?

  @Option(help: "In how many possible worlds each plan is asked again. (default: the plans')")
  var draws: Int?

  @Flag(help: "Do not ask web services; use their answers that an earlier run kept.")
  var offline = false

  func validate() throws {
    if let draws, !(0...10_000).contains(draws) {
      throw ValidationError("--draws is a number from 0 to 10000.")
    }
  }

  /// The settings of a run.
  var settings: RunSettings {
    var settings = RunSettings()
    settings.gap = gap
    settings.timeLimit = timeLimit
    settings.seed = seed
    settings.draws = draws
    settings.isOffline = offline
    settings.solver = RunSettings.Solver(rawValue: solver.rawValue) ?? .auto
    return settings
  }
}
