public import PlanModel

/// What a decision that was taken beforehand costs: how much better the best plan is without it.
public struct LockCost: Sendable, Hashable {
  /// The lock's name; all locks of one name are lifted together.
  public var name: String
  /// How much better the plan found without it is, in the objective's unit; never negative.
  public var cost: Double
  /// How much better any plan without it can be, proved.
  public var atMost: Double
  /// Why the problem without the lock was not decided, as a sentence; nil: it was. Then `cost` is only what is known: 0.
  public var unanswered: String?
}

/// What each lock costs.
///
/// First by the prices: without a lock the Lagrangian bound falls by what its decisions could save at the plan's prices. Where
/// that leaves no more than the gap, the lock costs nothing that can be told; the others are lifted one after the other and the
/// problem is solved again from the plan. Where such a search gives up, the lock says so, and the others are still answered.
///
/// - Parameters:
///   - plan: The plan with all locks; not an infeasible one.
///   - problem: The problem that it is made for.
///   - limits: For each solve.
///   - elapsed: Seconds since the caller began; without it a clock starts with the call.
///   - advance: Called with the number of locks that are done, and of all.
/// - Returns: One entry a name, in order of first appearance.
/// - Throws: `AllocationFailure`.
public func lockCosts(
  of plan: Plan, in problem: PlanningProblem, limits: SolveLimits = SolveLimits(),
  elapsed: () -> Double = secondsFromNow(),
  advance: (Int, Int) -> Void = { _, _ in }
) throws -> [LockCost] {
  let bounds = LiftedBounds(problem, prices: plan.rows.map(\.price))
  let names = bounds.coupled.lockNames
  let sign = problem.sense == .minimise ? 1.0 : -1.0
  var costs: [LockCost] = []
  for (position, name) in names.enumerated() {
    // Borders only add to what plans cost, so the bound without them holds too.
    let least = max(0, sign * plan.objective - bounds.bound(without: position))
    let gap = max(limits.gap, 1e-9) * abs(plan.objective)
    if least <= gap {
      costs.append(LockCost(name: name, cost: 0, atMost: least))
    } else {
      let begin = elapsed()
      var lifted = problem
      lifted.locks.removeAll { $0.name == name }
      let answer = try answering {
        try allocate(lifted, limits: limits, from: plan.warmStart, elapsed: { elapsed() - begin })
      }
      guard case .success(let found) = answer else {
        let reason = if case .failure(let failure) = answer { "\(failure)" } else { "" }
        costs.append(LockCost(name: name, cost: 0, atMost: least, unanswered: reason))
        advance(position + 1, names.count)
        continue
      }
      // Without a lock there is always a plan: the one with it. A search that misses it shows no gain.
      let isFound = found.status != .infeasible
      let cost = isFound ? max(0, sign * (plan.objective - found.objective)) : 0
      let proved = isFound ? max(cost, sign * (plan.objective - found.bound)) : least
      costs.append(LockCost(name: name, cost: cost, atMost: min(max(least, cost), proved)))
    }
    advance(position + 1, names.count)
  }
  return costs
}

/// The Lagrangian bound at given prices, with all locks and without those of one name.
private struct LiftedBounds {
  let coupled: CoupledProblem
  private let pricedCost: [Double]
  /// The bound with all locks.
  private let whole: Double
  /// The locks on each decision that has any.
  private var locksOf: [Int: [Int]] = [:]

  init(_ problem: PlanningProblem, prices stated: [Double]) {
    let coupled = CoupledProblem(problem)
    self.coupled = coupled
    let prices = coupled.rows.indices.map { row -> Double in
      coupled.rows[row].allowed(stated.indices.contains(row) ? coupled.sign * stated[row] : 0)
    }
    pricedCost = (0..<coupled.optionCount).map {
      coupled.pricedCost(of: $0, costing: coupled.cost[$0], at: prices)
    }
    for (position, lock) in coupled.locks.enumerated() {
      locksOf[Int(coupled.decision[lock.option]), default: []].append(position)
    }
    var total = CompensatedSum()
    for (row, price) in zip(coupled.rows, prices) {
      total.add(price * row.rhs)
      // A plan may use up the tolerance, so the bound must allow for it.
      total.add(-abs(price) * row.tolerance)
    }
    for decision in 0..<coupled.decisionCount {
      total.add(
        Self.least(coupled, pricedCost, decision, locks: locksOf[decision] ?? [], except: nil))
    }
    whole = total.value
  }

  /// The least that a decision costs at the prices under its locks, but for those of one name.
  private static func least(
    _ coupled: CoupledProblem, _ pricedCost: [Double], _ decision: Int, locks: [Int],
    except name: Int?
  ) -> Double {
    let own = locks.filter { coupled.nameOfLock[$0] != name }
    if let fixed = own.first(where: { coupled.locks[$0].lockedIn }) {
      return pricedCost[coupled.locks[fixed].option]
    }
    let out = Set(own.map { coupled.locks[$0].option })
    return coupled.options(of: decision).lazy.map { Int($0) }.filter { !out.contains($0) }
      .reduce(0) { min($0, pricedCost[$1]) }
  }

  /// What no plan costs less than when the locks of a name are lifted.
  func bound(without name: Int) -> Double {
    var decisions = Set<Int>()
    for (lock, own) in zip(coupled.locks, coupled.nameOfLock) where own == name {
      decisions.insert(Int(coupled.decision[lock.option]))
    }
    var sum = CompensatedSum()
    sum.add(whole)
    for decision in decisions.sorted() {
      let locks = locksOf[decision] ?? []
      sum.add(Self.least(coupled, pricedCost, decision, locks: locks, except: name))
      sum.add(-Self.least(coupled, pricedCost, decision, locks: locks, except: nil))
    }
    return sum.value
  }
}
