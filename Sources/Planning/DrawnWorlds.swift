import Actions
import Allocation
import PlanModel
import Reference

/// Asks the same plan in many possible worlds.
///
/// In each world every default number of `Reference` and of the catalogues is drawn from its range (`NumberDraw`), stock,
/// demand, potentials, options and rows are computed anew, and the linear relaxation decides. What the plan file states
/// is no default and is never drawn. The worlds are shared among the workers; their number does not change the result.
struct DrawnWorlds {
  let prepared: PreparedPlan
  let plan: Plan
  let ranges: NumberRanges
  let workers: Workers

  /// What one world came to.
  private struct World: Sendable {
    var baseline: Double
    /// The unit and the action of every decision; nil: no plan meets the rules.
    var decided: [UnitPart]?
    /// The unit and the package of every decision.
    var packages: Set<UnitPart> = []
    var amounts: [Double]
    /// The rows that the plan as it is does not keep.
    var broken: Set<String>
    var isUndecided: Bool
    var lacksPart: Bool
    /// How much worse the plan as it is is than the choice there; nil where it breaks a row or lacks a part.
    var regret: Double?
  }

  /// Draws and decides.
  func summary(draws: Int) throws -> DrawSummary {
    let worlds = try workers.mapChunks(of: draws, size: 1) { chunk in
      try world(NumberDraw(ranges: ranges, seed: prepared.plan.seed, draw: chunk.lowerBound))
    }
    var summary = DrawSummary()
    summary.count = draws
    summary.undecided = worlds.count { $0?.isUndecided ?? false }
    summary.withoutPlan = worlds.count { $0?.decided == nil } - summary.undecided
    summary.withoutPart = worlds.count { $0?.lacksPart ?? true }
    let whole = worlds.compactMap { $0 }
    summary.baselines = whole.map(\.baseline)
    summary.regrets = whole.compactMap(\.regret)
    for amount in Amount.allCases.indices {
      summary.planAmounts[amount] = whole.map { $0.amounts[amount] }
    }
    // A row that a world does not have limits nothing there.
    summary.rowsMet = plan.rows.map { row in
      whole.count { !$0.lacksPart && !$0.broken.contains(row.name) }
    }
    summary.same = plan.chosen.map { option in
      let same = prepared.options.unitPackage(of: option)
      return Int32(whole.count { $0.packages.contains(same) })
    }
    for pair in whole.flatMap({ $0.decided ?? [] }).sorted() {
      if pair == summary.decided.last {
        summary.times[summary.times.count - 1] += 1
      } else {
        summary.decided.append(pair)
        summary.times.append(1)
      }
    }
    return summary
  }

  /// One world; nil where a decision already taken finds nothing to act on there, so that nothing can be decided.
  private func world(_ draw: NumberDraw) throws -> World? {
    let drawn = prepared.reference.drawn(draw)
    let all = prepared.catalogues.actions { draw.value(of: $0) }.actions
    // What is on offer was settled before, and is the same in every world.
    let actions = prepared.options.actions.compactMap { offered in
      all.first { $0.id == offered.id }
    }
    let basis: DecisionBasis
    do {
      basis = try DecisionBasis(
        plan: prepared.plan, inputs: prepared.inputs, areas: prepared.areas, actions: actions,
        reference: drawn, workers: Workers(1), fairBests: prepared.fairBests)
    } catch is PlanningFailure {
      return nil
    }
    let options = basis.options
    var problem = basis.problem
    prepared.progressRules?.apply(to: &problem, options: options)
    // The plan as it is: the same packages in the same units, as far as they are options in this world.
    var optionOf: [UnitPart: Int] = [:]
    for option in 0..<options.count { optionOf[options.unitPackage(of: option)] = option }
    let positions = (0..<prepared.options.count).map {
      optionOf[prepared.options.unitPackage(of: $0)] ?? -1
    }
    let outcome = try DrawOutcome(
      of: DrawnProblem(problem, positions: positions), keeping: plan.chosen,
      method: .relaxed)
    let rows = outcome.rows
    var world = World(
      baseline: basis.numbers.baselines.municipalEmissions,
      amounts: Amount.allCases.map { amount in
        outcome.kept.map { options.amount(amount, of: $0) }.compensatedSum()
      },
      broken: Set(rows.names.indices.filter { !rows.isMet[$0] }.map { rows.names[$0] })
        .union(outcome.brokenBlocks),
      isUndecided: outcome.isUndecided, lacksPart: !outcome.isWhole, regret: outcome.regret)
    if let chosen = outcome.chosen {
      world.packages = Set(chosen.map(options.unitPackage(of:)))
      world.decided = chosen.flatMap(options.unitActions(of:))
    }
    return world
  }
}
