import ArgumentParser
import Foundation
import PlanModel
import Planning

/// `commonground plan`: the main job.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Reads the layers, decides which action belongs where, and writes everything.",
    discussion: """
      Prints a short summary with the certificate on standard output. Results are written beside the old ones and
      swapped in when complete, so a run that fails leaves them as they were.
      """)

  @Argument(help: "A plan.yaml or its folder.")
  var plan: String

  @Option(help: "The folder for the results. (default: the plan's, else results inside its folder)")
  var out: String?

  @Option(help: "Which solver decides: auto, exact or decomposition.")
  var solver = SolverName.auto

  @Option(help: "The gap that is good enough, as a share, for example 0.001. (default: the plan's)")
  var gap: Double?

  @Option(help: "Seconds the solver may take; the best plan so far is written then.")
  var timeLimit: Double?

  @Option(help: "The seed of everything that is drawn. (default: the plan's)")
  var seed: UInt64?

  @Option(
    help:
      "In how many possible worlds the plan is asked again, to see how sure it is. (default: the plan's)"
  )
  var draws: Int?

  @Option(help: "The folder of an earlier run, whose choices the search starts from.")
  var from: String?

  @Option(help: "How many workers; the result does not depend on it. (default: all cores)")
  var workers: Int?

  @Option(help: "Progress on standard error: auto, plain or none.")
  var progress = ProgressStyle.auto

  @Flag(help: "Do not ask web services; use their answers that an earlier run kept.")
  var offline = false

  @Option(
    help:
      "A PostGIS database that gets all layers and tables as well, for example PG:service=town; passwords come from the service file, ~/.pgpass or PGPASSWORD."
  )
  var to: String?

  @Option(help: "The schema in the database.")
  var schema = "commonground"

  @Flag(help: "Replace the tables that an earlier run wrote into the schema.")
  var replace = false

  @Flag(help: "Print the summary as JSON.")
  var json = false

  mutating func validate() throws {
    try checkSearch(gap: gap, timeLimit: timeLimit, workers: workers)
    if let draws, !(0...10_000).contains(draws) {
      throw ValidationError("--draws is a number from 0 to 10000.")
    }
    if to == nil, replace || schema != "commonground" {
      throw ValidationError("--schema and --replace belong to a database; name it with --to.")
    }
  }

  mutating func run() throws {
    var settings = RunSettings()
    settings.workers = Workers(workers ?? ProcessInfo.processInfo.activeProcessorCount)
    settings.gap = gap
    settings.timeLimit = timeLimit
    settings.seed = seed
    settings.draws = draws
    settings.earlierRun = from
    settings.isOffline = offline
    settings.database = to.map { connection in
      var order = DatabaseOrder(connection: connection)
      order.schema = schema
      order.replaces = replace
      return order
    }
    settings.solver = RunSettings.Solver(rawValue: solver.rawValue) ?? .auto
    let line = ProgressLine(progress)
    let outcome = try reportingFailures {
      defer { line.end() }
      return try runPlan(at: plan, into: out, settings: settings) { line.show($0) }
    }
    report(outcome.diagnostics.filter { $0.severity >= Severity.warning })
    try printLine(json ? outcome.summaryJSON : outcome.summary)
    try outcome.status.endCommand()
  }
}

/// The solvers by name.
enum SolverName: String, CaseIterable, ExpressibleByArgument {
  case auto
  case exact
  case decomposition
}
