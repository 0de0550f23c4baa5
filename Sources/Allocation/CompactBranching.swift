internal import CBCBinding
internal import PlanModel

/// Branch and bound by CBC over options and borders, with the rules for blocks added as plans break them.
struct CompactBranching {
  let problem: CompactProblem
  let reduction: Reduction
  let limits: SolveLimits
  let elapsed: () -> Double
  /// The most nodes; nil: as many as it takes.
  let nodes: Int?

  /// How often a plan that breaks a row or a block is answered by a cut.
  static let cutLimit = 400

  /// What a search came to.
  enum Result {
    /// A plan that holds (nil: none found), and what no plan costs less than.
    case ended(chosen: [Int]?, bound: Double)
    /// No plan is cheaper than the known one, or there is none at all.
    case noneBetter
  }

  /// Searches.
  ///
  /// - Parameters:
  ///   - known: A plan that holds.
  ///   - bound: What no plan costs less than.
  ///   - optionBound: What the options of no plan cost less than, borders not counted.
  func search(known: [Int]?, bound: Double, optionBound: Double) throws -> Result {
    let knownCost = known.map { problem.cost(of: $0) }
    // A border that costs more than the known plan leaves room for is unlike in no better plan. So weights may be cut to that
    // room, which keeps the model's numbers of one size.
    let room = knownCost.map { max(0, $0 - optionBound) * 1.01 + 1e-6 * abs($0) } ?? .infinity
    let fixedCost = problem.coupled.cost(of: reduction.fixed)
    var cuts: [OptionCut] = []
    var tightening: [Double] = []
    var proved = -Double.infinity
    var isSecondOpinion = false
    for attempt in 0..<Self.cutLimit {
      let model = BorderModel(
        problem, reduction, options: reduction.free, weightLimit: room, cuts: cuts,
        tightening: tightening, isWide: isSecondOpinion)
      var settings = IntegerLimits()
      settings.seed = limits.seed
      settings.nodes = nodes
      settings.seconds = limits.timeLimit.map { $0 - elapsed() }
      settings.isPlain = isSecondOpinion
      let size = min(abs(bound), knownCost.map { abs($0) } ?? .infinity)
      settings.absoluteGap = max(0.9 * limits.gap * size * model.costScale, 1e-9)
      if let known { settings.start = model.values(of: known, in: problem) }
      let outcome: IntegerOutcome
      do { outcome = try solveInteger(model.model, limits: settings) } catch {
        throw AllocationFailure.solverFailed(
          function: "\(error.function)", message: error.message)
      }
      if outcome.state == .infeasible {
        if isSecondOpinion { return .noneBetter }
        isSecondOpinion = true
        continue
      }
      // CBC drops nodes that are better by less than its increment of 1e-5. Weights that were cut prove nothing beyond the
      // known plan.
      let reported = (outcome.bound - 1e-5) / model.costScale + fixedCost + model.settledCost
      if tightening.isEmpty { proved = max(proved, min(reported, knownCost ?? .infinity)) }
      guard let values = outcome.values else { return .ended(chosen: nil, bound: proved) }
      let chosen =
        (reduction.fixed + model.scaled.chosen(from: values, in: problem.coupled)).sorted()
      let broken = problem.coupled.brokenRows(of: chosen)
      let small = problem.smallBlocks(of: chosen)
      if broken.isEmpty, small.isEmpty { return .ended(chosen: chosen, bound: proved) }
      if outcome.state == .stopped,
        nodes != nil || limits.timeLimit.map({ elapsed() > $0 }) ?? false
      {
        return .ended(chosen: nil, bound: proved)
      }
      cuts += small.map { OptionCut(smallBlock: $0, of: problem, chosen: chosen) }
      if attempt < Self.cutLimit / 2 {
        cuts += broken.map {
          OptionCut(brokenRow: $0, of: problem.coupled, reduction, chosen: chosen)
        }
      } else if !broken.isEmpty {
        let sums = problem.coupled.activities(of: chosen)
        if tightening.isEmpty {
          tightening = Array(repeating: 0, count: problem.coupled.rows.count)
        }
        for row in broken {
          tightening[row] += 2 * problem.coupled.violation(of: row, activity: sums[row])
        }
      }
    }
    return .ended(chosen: nil, bound: proved)
  }
}
