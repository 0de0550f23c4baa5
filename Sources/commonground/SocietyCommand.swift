import ArgumentParser
import Foundation
import PlanModel
import Planning

/// `commonground society`: what people said and got.
struct SocietyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "society",
    abstract: "Decides a plan and writes what people said about it, what they got and why.",
    discussion: """
      Writes society.md, society.html, society.json, acceptability.csv and, where groups judged criteria, balance.csv. With
      --answers also answers.csv: a sentence for each voice. It tells what single people asked for, so keep it in the office
      that answers them; no other file does.
      """)

  @Argument(help: "A plan.yaml or its folder.")
  var plan: String

  @Option(help: "The folder for the files. (default: society, inside the plan's folder)")
  var out: String?

  @Flag(help: "Write a sentence for each voice as well; not for publication.")
  var answers = false

  @Option(help: "Which solver decides: auto, exact or decomposition.")
  var solver = SolverName.auto

  @Option(help: "The gap that is good enough, as a share. (default: the plan's)")
  var gap: Double?

  @Option(help: "Seconds the solver may take.")
  var timeLimit: Double?

  @Option(help: "The seed. (default: the plan's)")
  var seed: UInt64?

  @Option(help: "How many workers; the result does not depend on it. (default: all cores)")
  var workers: Int?

  @Option(help: "Progress on standard error: auto, plain or none.")
  var progress = ProgressStyle.auto

  mutating func validate() throws {
    try checkSearch(gap: gap, timeLimit: timeLimit, workers: workers)
  }

  mutating func run() throws {
    var settings = RunSettings()
    settings.workers = Workers(workers ?? ProcessInfo.processInfo.activeProcessorCount)
    settings.gap = gap
    settings.timeLimit = timeLimit
    settings.seed = seed
    settings.solver = RunSettings.Solver(rawValue: solver.rawValue) ?? .auto
    let line = ProgressLine(progress)
    let outcome = try reportingFailures {
      defer { line.end() }
      return try runSociety(at: plan, into: out, withAnswers: answers, settings: settings) {
        line.show($0)
      }
    }
    report(outcome.diagnostics.filter { $0.severity >= Severity.warning })
    try printLine(outcome.summary)
    try outcome.status.endCommand()
  }
}
