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
  let reference: ReferenceData
  let settings: RunSettings

  /// What one world came to.
  private struct World: Sendable {
    var baseline: Double
    /// The unit and the action of every decision; nil: no plan meets the rules.
    var decided: [Int64]?
    /// The unit and the package of every decision.
    var packages: Set<Int64> = []
    var amounts: [Double]
    /// The rows that the plan as it is does not keep.
    var broken: Set<String>
    var isUndecided = false
    var lacksPart: Bool
  }

  /// Draws and decides.
  ///
  /// - Parameter advance: Is told which world is being worked on; called from any worker.
  func summary(draws: Int) throws -> DrawSummary {
    let ranges = try NumberRanges.load(reference)
    let worlds = try settings.workers.mapChunks(of: draws, size: 1) { chunk in
      try world(NumberDraw(ranges: ranges, seed: prepared.plan.seed, draw: chunk.lowerBound))
    }
    var summary = DrawSummary()
    summary.count = draws
    summary.undecided = worlds.count { $0?.isUndecided ?? false }
    summary.withoutPlan = worlds.count { $0?.decided == nil } - summary.undecided
    summary.withoutPart = worlds.count { $0?.lacksPart ?? true }
    let whole = worlds.compactMap { $0 }
    summary.baselines = whole.map(\.baseline)
    for amount in Amount.allCases.indices {
      summary.planAmounts[amount] = whole.map { $0.amounts[amount] }
    }
    // A row that a world does not have limits nothing there.
    summary.rowsMet = plan.rows.map { row in
      whole.count { !$0.lacksPart && !$0.broken.contains(row.name) }
    }
    summary.same = plan.chosen.map { option in
      let key = Self.key(prepared.options.unit[option], prepared.options.package[option])
      return Int32(whole.count { $0.packages.contains(key) })
    }
    var last: Int64?
    for key in whole.flatMap({ $0.decided ?? [] }).sorted() {
      if key == last {
        summary.times[summary.times.count - 1] += 1
      } else {
        summary.unit.append(Int32(key >> 32))
        summary.action.append(Int32(key & 0xFFFF_FFFF))
        summary.times.append(1)
        last = key
      }
    }
    return summary
  }

  private static func key(_ unit: Int32, _ part: Int32) -> Int64 { Int64(unit) << 32 | Int64(part) }

  /// One world; nil where a decision already taken finds nothing to act on there, so that nothing can be decided.
  private func world(_ draw: NumberDraw) throws -> World? {
    let drawn = reference.drawn(draw)
    let actions = try offeredActions(prepared.plan) { draw.value(of: $0) }.actions
    let basis: DecisionBasis
    do {
      basis = try DecisionBasis(
        plan: prepared.plan, inputs: prepared.inputs, areas: prepared.areas, actions: actions,
        reference: drawn, workers: Workers(1))
    } catch is PlanningFailure {
      return nil
    }
    let options = basis.options
    // The plan as it is: the same packages in the same units, as far as they are options in this world.
    var optionOf: [Int64: Int] = [:]
    for option in 0..<options.count {
      optionOf[Self.key(options.unit[option], options.package[option])] = option
    }
    let kept = plan.chosen.compactMap {
      optionOf[Self.key(prepared.options.unit[$0], prepared.options.package[$0])]
    }
    let rows = RowSums(of: kept, in: basis.problem)
    var world = World(
      baseline: basis.numbers.baselines.municipalEmissions,
      amounts: Amount.allCases.map { amount in
        kept.map { options.amount(amount, of: $0) }.compensatedSum()
      },
      broken: Set(rows.names.indices.filter { !rows.isMet[$0] }.map { rows.names[$0] }),
      lacksPart: kept.count < plan.chosen.count)
    let chosen: [Int]
    switch try relaxedChoice(basis.problem) {
    case .plan(let options): chosen = options
    case .noPlan: return world
    case .unknown:
      world.isUndecided = true
      return world
    }
    var decided: [Int64] = []
    for option in chosen {
      world.packages.insert(Self.key(options.unit[option], options.package[option]))
      for action in options.packages[Int(options.package[option])] {
        decided.append(Self.key(options.unit[option], Int32(action)))
      }
    }
    world.decided = decided
    return world
  }
}
