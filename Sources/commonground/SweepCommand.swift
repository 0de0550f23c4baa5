import ArgumentParser
import Foundation
import PlanModel
import Planning

/// `commonground sweep`: the trade-off curve.
struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Decides a plan along one of its rules, or between its objective and an amount.",
    discussion: """
      --row with --from, --to and --steps writes sweep.csv and sweep.svg: the best plan at each limit, with its proof and
      price. --frontier writes frontier.csv and frontier.svg: the plans between the best objective and the most (or least)
      of an amount, such as co2 or investment. Quantities have units: --from "2 MEUR" --to "12 MEUR".
      """)

  @Argument(help: "A plan.yaml or its folder.")
  var plan: String

  @Option(help: "The row; a member of a row for each district by its district, such as floor[D03].")
  var row: String?

  @Option(help: "The first limit, with its unit.")
  var from: String?

  @Option(help: "The last limit, with its unit.")
  var to: String?

  @Option(help: "How many points, 2 to 10000.")
  var steps = 10

  @Option(help: "The amount to trade the objective for: co2, investment, land, …")
  var frontier: String?

  @Option(help: "A row of the plan to leave out; may be given several times.")
  var without: [String] = []

  @Option(help: "The folder for the two files. (default: sweep, inside the plan's folder)")
  var out: String?

  @Option(help: "The gap that is good enough, as a share. (default: the plan's)")
  var gap: Double?

  @Option(help: "Seconds the solver may take for each point.")
  var timeLimit: Double?

  @Option(help: "The seed. (default: the plan's)")
  var seed: UInt64?

  @Option(help: "How many workers; the result does not depend on it. (default: all cores)")
  var workers: Int?

  @Option(help: "Progress on standard error: auto, plain or none.")
  var progress = ProgressStyle.auto

  mutating func validate() throws {
    guard (row == nil) != (frontier == nil) else {
      throw ValidationError("Name either a --row or an amount for --frontier.")
    }
    if row != nil, from == nil || to == nil {
      throw ValidationError("--row needs --from and --to, for example --from \"2 MEUR\".")
    }
    if frontier != nil, from != nil || to != nil {
      throw ValidationError("--from and --to belong to --row; a frontier finds its own ends.")
    }
    if !(2...10_000).contains(steps) {
      throw ValidationError("--steps is a number from 2 to 10000.")
    }
    try checkSearch(gap: gap, timeLimit: timeLimit, workers: workers)
  }

  mutating func run() throws {
    var settings = RunSettings()
    settings.workers = Workers(workers ?? ProcessInfo.processInfo.activeProcessorCount)
    settings.gap = gap
    settings.timeLimit = timeLimit
    settings.seed = seed
    var order = SweepOrder(
      frontier.map { .frontier(amount: $0) }
        ?? .row(name: row ?? "", from: from ?? "", to: to ?? "", steps: steps))
    order.without = without
    let line = ProgressLine(progress)
    let outcome = try reportingFailures {
      defer { line.end() }
      return try runSweep(at: plan, into: out, order: order, settings: settings) { line.show($0) }
    }
    report(outcome.diagnostics.filter { $0.severity >= Severity.warning })
    try printLine(outcome.summary)
    try outcome.status.endCommand()
  }
}
