import ArgumentParser
import Foundation
import PlanModel
import Planning

/// `commonground allocate`: the allocation engine alone.
struct AllocateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "allocate",
    abstract: "Solves a planning problem in its JSON form and writes the plan with its proof.")

  @Argument(help: "The problem file.")
  var problem: String

  @Option(help: "The file for the plan. (default: standard output)")
  var out: String?

  @Option(help: "Which solver decides: auto, exact or decomposition.")
  var solver = SolverName.auto

  @Option(help: "How many workers; the plan does not depend on it. (default: all cores)")
  var workers: Int?

  @Option(help: "The gap that is good enough, as a share.")
  var gap = 0.0

  @Option(help: "Seconds the solver may take.")
  var timeLimit: Double?

  @Option(help: "The seed.")
  var seed: UInt64 = 1

  mutating func validate() throws {
    if !(gap >= 0 && gap < 1) {
      throw ValidationError("--gap is a share from 0 to below 1, for example 0.001.")
    }
    try checkWorkers(workers)
    if let timeLimit, !(timeLimit > 0) { throw ValidationError("--time-limit is above 0 seconds.") }
  }

  mutating func run() throws {
    var settings = RunSettings()
    settings.workers = Workers(workers ?? ProcessInfo.processInfo.activeProcessorCount)
    settings.solver = RunSettings.Solver(rawValue: solver.rawValue) ?? .auto
    settings.gap = gap
    settings.timeLimit = timeLimit
    settings.seed = seed
    let outcome = try reportingFailures {
      try runAllocation(at: problem, into: out, settings: settings)
    }
    report(outcome.diagnostics)
    if out == nil { try printLine(outcome.answer) } else { try printLine(outcome.summary) }
    switch outcome.status {
    case .infeasible: throw ExitStatus.infeasible
    case .limit: throw ExitStatus.stoppedByLimit
    case .optimal, .gap: return
    }
  }
}
