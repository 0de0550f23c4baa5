public import PlanModel

/// How a plan and its options stand in many draws of what is uncertain.
public struct Robustness: Sendable {
  /// How many draws there were.
  public var draws: Int
  /// In how many no plan meets the rules.
  public var withoutPlan: Int
  /// In how many the choice could not be made.
  public var undecided: Int
  /// In how many a part of the plan does not exist; there it counts as keeping no row.
  public var withoutPart: Int
  /// In how many draws each option of the problem is chosen.
  public var times: [Int]
  /// The names of the problem's rows, as in `Plan.rows`.
  public var rowNames: [String]
  /// In how many draws the plan keeps each of them; one that a draw does not have limits nothing there.
  public var rowsMet: [Int]
  /// The names of the problem's rules for blocks.
  public var blockNames: [String]
  /// In how many draws the plan keeps each of them.
  public var blocksMet: [Int]
  /// How much worse the plan is than the choice of each draw where it keeps all rows and blocks; in the order of the draws, nil elsewhere.
  public var regrets: [Double?]
  /// By how much the plan misses the row that it misses most, as a share of its right-hand side, in each draw.
  public var missed: [Double]

  /// The share of draws in which an option is chosen.
  public func share(of option: Int) -> Double {
    draws == 0 ? 0 : Double(times[option]) / Double(draws)
  }

  /// The options that are chosen in at least a share of the draws, ascending: with 1, those that no draw regrets.
  public func noRegretOptions(share: Double = 1) -> [Int] {
    times.indices.filter { draws > 0 && self.share(of: $0) >= share - 1e-12 }
  }

  /// A quantile of the regret over the draws that have one (type 7 of Hyndman and Fan 1996); nil where none has.
  public func regret(quantile: Double) -> Double? {
    DrawSummary.quantile(quantile, of: regrets.compactMap { $0 })
  }
}

/// Decides many draws of a problem and holds a plan against each.
///
/// Draws are shared among the workers and joined by number, so the result does not depend on how many there are. To compare
/// plans, draw the same numbers for both: `world` is given the number of the draw and nothing else (common random numbers).
///
/// - Parameters:
///   - plan: The plan's chosen options.
///   - problem: The problem that it was made for.
///   - draws: How many.
///   - method: How each draw is decided.
///   - workers: How many draws are decided at a time.
///   - advance: Called after each draw, from any worker.
///   - world: The problem of a draw; nil: nothing can be decided there, which counts as no plan.
/// - Throws: The error of the first draw, by number, that failed.
public func robustness(
  of plan: [Int], in problem: PlanningProblem, draws: Int, method: DrawMethod = .relaxed,
  workers: Workers = Workers(1), advance: @Sendable () -> Void = {},
  world: @Sendable (Int) throws -> DrawnProblem?
) throws -> Robustness {
  guard draws >= 0 else {
    throw AllocationFailure.wrongLimits("The number of draws must be at least 0.")
  }
  struct Answer: Sendable {
    var outcome: DrawOutcome
    /// The options of the decided problem that are chosen.
    var chosen: [Int]
  }
  let answers: [Answer?] = try workers.mapChunks(of: draws, size: 1) { chunk in
    defer { advance() }
    guard let drawn = try world(chunk.lowerBound) else { return nil }
    let outcome = try DrawOutcome(of: drawn, keeping: plan, method: method)
    var back: [Int: Int] = [:]
    for (option, position) in (drawn.positions ?? []).enumerated() where position >= 0 {
      back[position] = option
    }
    let chosen = (outcome.chosen ?? []).compactMap { drawn.positions == nil ? $0 : back[$0] }
    return Answer(outcome: outcome, chosen: chosen)
  }
  let whole = answers.compactMap { $0 }
  let names = RowSums(of: [], in: problem).names
  var times = Array(repeating: 0, count: problem.optionCount)
  for option in whole.flatMap(\.chosen) where option < times.count { times[option] += 1 }
  var met = Array(repeating: 0, count: names.count)
  for outcome in whole.map(\.outcome) where outcome.isWhole {
    let broken = Set(zip(outcome.rows.names, outcome.rows.isMet).filter { !$1 }.map(\.0))
    for (row, name) in names.enumerated() where !broken.contains(name) { met[row] += 1 }
  }
  let blockNames = problem.clusters.map(\.name)
  var blocksMet = Array(repeating: 0, count: blockNames.count)
  for outcome in whole.map(\.outcome) where outcome.isWhole {
    for (rule, name) in blockNames.enumerated() where !outcome.brokenBlocks.contains(name) {
      blocksMet[rule] += 1
    }
  }
  let undecided = whole.count { $0.outcome.isUndecided }
  return Robustness(
    draws: draws, withoutPlan: answers.count { $0?.outcome.chosen == nil } - undecided,
    undecided: undecided, withoutPart: answers.count { !($0?.outcome.isWhole ?? false) },
    times: times, rowNames: names, rowsMet: met, blockNames: blockNames, blocksMet: blocksMet,
    regrets: answers.map { $0?.outcome.regret },
    missed: answers.map { $0?.outcome.rows.missed ?? 1 })
}
