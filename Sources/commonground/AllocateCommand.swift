import ArgumentParser
import Foundation
import PlanModel
import Planning

/// `commonground allocate`: the allocation engine alone.
struct AllocateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "allocate",
    abstract: "Solves a planning problem in its JSON form and writes the plan with its proof.",
    discussion: """
      --from names a plan that was written before, of the same options: the new plan says what changed and why. With
      --stability every changed decision makes the objective worse by so much; with --keep at least that share stays.
      The file may also be a 0/1 model in the MPS form.
      """)

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

  @Option(help: "An earlier plan to start from and to compare with.")
  var from: String?

  @Option(
    help: "What a decision that differs from the earlier plan costs, in the objective's unit.")
  var stability: Double?

  @Option(help: "The share of the earlier plan's decisions to keep, for example 95%.")
  var keep: ShareArgument?

  @Option(
    help: "Go along a row instead: ROW:FROM:TO:POINTS; --out then names a CSV file.")
  var sweep: SweepArgument?

  @Option(help: "How many alternatives that differ most, within the share of --within.")
  var alternatives: Int?

  @Option(help: "By which share of the objective alternatives may be worse, for example 2%.")
  var within: ShareArgument?

  @Option(
    help:
      "A unit whose choices the plan is to do without, to see what that costs; may be given several times."
  )
  var unit: [Int] = []

  @Flag(help: "Say what each lock costs.")
  var lockCosts = false

  mutating func validate() throws {
    if (alternatives == nil) != (within == nil) {
      throw ValidationError("--alternatives and --within go together, for example 5 and 2%.")
    }
    if let alternatives, !(1...1000).contains(alternatives) {
      throw ValidationError("--alternatives is a number from 1 to 1000.")
    }
    if sweep != nil, alternatives != nil || lockCosts || !unit.isEmpty {
      throw ValidationError("--sweep decides many plans; ask further questions of one.")
    }
    try checkSearch(gap: gap, timeLimit: timeLimit, workers: workers)
    if from == nil, stability != nil || keep != nil {
      throw ValidationError("--stability and --keep need the earlier plan: add --from PLAN.json.")
    }
    if stability != nil, keep != nil {
      throw ValidationError("Give either --stability or --keep; each sets the other.")
    }
    if sweep != nil, from != nil {
      throw ValidationError("--sweep decides many plans; it does not go with --from.")
    }
    if let stability, !(stability >= 0 && stability.isFinite) {
      throw ValidationError("--stability is a number of at least 0.")
    }
  }

  mutating func run() throws {
    var settings = RunSettings()
    settings.workers = Workers(workers ?? ProcessInfo.processInfo.activeProcessorCount)
    settings.solver = RunSettings.Solver(rawValue: solver.rawValue) ?? .auto
    settings.gap = gap
    settings.timeLimit = timeLimit
    settings.seed = seed
    var questions = AllocationQuestions()
    questions.earlierPlan = from
    questions.stability = stability
    questions.keep = keep?.value
    questions.sweep = sweep.map { ($0.row, $0.from, $0.to, $0.points) }
    if let alternatives, let within { questions.alternatives = (alternatives, within.value) }
    questions.units = unit
    questions.asksLockCosts = lockCosts
    let outcome = try reportingFailures {
      try runAllocation(at: problem, into: out, settings: settings, questions: questions)
    }
    report(outcome.diagnostics)
    if out == nil { try printLine(outcome.answer) } else { try printLine(outcome.summary) }
    try outcome.status.endCommand()
  }
}
