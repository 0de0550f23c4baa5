public import PlanModel

/// What does not hold of a plan, one sentence a fault; empty where everything holds.
///
/// Recomputes everything from the problem as stated, and shares no code with the solver: options exist and are chosen
/// once, at most one a unit and slot, locks, every row to 1e-6 × max(1, |rhs|), blocks, the objective with its borders, that
/// the bound is one, the gap and the status. Of an infeasible plan it checks the names of the conflict and of the relaxation, and that
/// something must give, or that the plan says that no way out was found. Equalities are held closer, as `RowTolerance` says.
public func verify(_ plan: Plan, against problem: PlanningProblem) -> [String] {
  if plan.status == .infeasible { return faults(ofInfeasible: plan, problem) }
  var faults: [String] = []
  var isChosen = Array(repeating: false, count: problem.optionCount)
  var taken: Set<[Int32]> = []
  for option in plan.chosen {
    guard isChosen.indices.contains(option) else {
      faults.append("option \(option) does not exist")
      continue
    }
    if isChosen[option] { faults.append("option \(option) is chosen twice") }
    isChosen[option] = true
    if !taken.insert([problem.unit[option], problem.slot[option]]).inserted {
      faults.append(
        "unit \(problem.unit[option]) has two options in slot \(problem.slot[option])")
    }
  }
  if !faults.isEmpty { return faults }
  for lock in problem.locks where isChosen[lock.option] != lock.lockedIn {
    faults.append("\(lock.name) on option \(lock.option) is broken")
  }

  var expected: [(row: Plan.RowResult, tolerance: Double, size: Double)] = []
  for row in problem.rows {
    var parts = Array(repeating: [Double](), count: row.rhs.count)
    for option in plan.chosen {
      let member = row.group.map { Int(problem.groups[$0].group[Int(problem.unit[option])]) } ?? 0
      if member < 0 { continue }
      for term in row.terms {
        parts[member].append(term.factor * problem.amounts[term.amount].values[option])
      }
    }
    let tolerances = tolerances(of: row, in: problem)
    for (member, rhs) in row.rhs.enumerated() {
      let name = row.group == nil ? row.name : "\(row.name)[\(member)]"
      let result = Plan.RowResult(
        name: name, lhs: parts[member].compensatedSum(), sense: row.sense, rhs: rhs, price: 0)
      // Of a sum that cancels, such as a share of the whole less a part, only the rounding of its terms can be left.
      let size = parts[member].reduce(0) { $0 + abs($1) }
      expected.append((result, tolerances[member], size))
    }
  }
  if expected.count != plan.rows.count {
    faults.append("the plan reports \(plan.rows.count) rows, the problem has \(expected.count)")
  }
  for ((right, tolerance, size), stated) in zip(expected, plan.rows) {
    let isOver = right.lhs > right.rhs + tolerance
    let isUnder = right.lhs < right.rhs - tolerance
    if right.sense != .atLeast && isOver || right.sense != .atMost && isUnder {
      faults.append(
        "row \(right.name): \(right.lhs) \(right.sense.rawValue) \(right.rhs) does not hold")
    }
    if right.name != stated.name || right.sense != stated.sense || right.rhs != stated.rhs
      || abs(right.lhs - stated.lhs)
        > max(1e-9 * max(abs(right.lhs), abs(right.rhs), 1e-9), 1e-14 * size)
    {
      faults.append("row \(right.name) comes to \(right.lhs), the plan says \(stated.lhs)")
    }
    let isWrongSign =
      stated.sense == .equal
      ? false
      : (stated.sense == .atMost) == (problem.sense == .minimise)
        ? stated.price > 0
        : stated.price < 0
    if isWrongSign || !stated.price.isFinite {
      faults.append("the price \(stated.price) of row \(right.name) has the wrong sign")
    }
  }

  faults += faultsOfBlocks(plan, problem)
  let chosenSum = plan.chosen.lazy.map { problem.objective[$0] }.compensatedSum()
  let borders = borderCost(plan, problem)
  let objective = problem.sense == .minimise ? chosenSum + borders : chosenSum - borders
  if !(abs(objective - plan.objective) <= 1e-9 * max(1e-9, abs(objective))) {
    faults.append("the objective is \(objective), the plan says \(plan.objective)")
  }
  let lead = problem.sense == .minimise ? objective - plan.bound : plan.bound - objective
  if !(lead >= -1e-9 * max(1e-9, abs(objective))) {
    faults.append("the bound \(plan.bound) is beyond the objective \(objective)")
  }
  let gap = abs(objective - plan.bound) / max(abs(objective), 1e-9)
  if !(abs(gap - plan.gap) <= 1e-9) {
    faults.append("the gap is \(gap), the plan says \(plan.gap)")
  }
  if (plan.status == .optimal) != (gap <= 1e-6) {
    faults.append("the status is \(plan.status.rawValue) at a gap of \(gap)")
  }
  return faults
}

private func faults(ofInfeasible plan: Plan, _ problem: PlanningProblem) -> [String] {
  var names: Set<String> = Set(problem.locks.map(\.name) + problem.clusters.map(\.name))
  for row in problem.rows {
    if row.group == nil {
      names.insert(row.name)
    } else {
      names.formUnion(row.rhs.indices.map { "\(row.name)[\($0)]" })
    }
  }
  var faults: [String] = []
  if plan.conflict.isEmpty { faults.append("no conflict is named") }
  // Only where what never gives conflicts by itself may there be no way out; or the search for one was cut short, and says so.
  let firm = firmNames(of: problem)
  if plan.relaxation.isEmpty, !plan.relaxationIsUnknown, !plan.conflict.allSatisfy(firm.contains) {
    faults.append("nothing must give, so there is a plan")
  }
  if plan.relaxationIsUnknown, !plan.relaxation.isEmpty {
    faults.append("a way out is told and called unknown")
  }
  for part in plan.relaxation where firm.contains(part.name) {
    faults.append("\(part.name) gives, and never may")
  }
  if !plan.chosen.isEmpty { faults.append("an infeasible plan chooses options") }
  for name in plan.conflict + plan.relaxation.map(\.name) where !names.contains(name) {
    faults.append("\(name) is no row, lock or block of the problem")
  }
  for part in plan.relaxation where !(part.by > 0) {
    faults.append("\(part.name) is relaxed by \(part.by)")
  }
  return faults
}

/// By how much each member of a row may be missed: the promise, and of an equality no more than solvers may.
private func tolerances(of row: PlanningProblem.Row, in problem: PlanningProblem) -> [Double] {
  let promises = row.rhs.map { RowTolerance.promise * max(1, abs($0)) }
  guard row.sense == .equal else { return promises }
  var largest = Array(repeating: 0.0, count: row.rhs.count)
  for option in 0..<problem.optionCount {
    let member = row.group.map { Int(problem.groups[$0].group[Int(problem.unit[option])]) } ?? 0
    if member < 0 { continue }
    let value = row.terms.reduce(0) { sum, term in
      sum + term.factor * problem.amounts[term.amount].values[option]
    }
    largest[member] = max(largest[member], abs(value))
  }
  return row.rhs.indices.map { member in
    let side = row.rhs[member] == 0 ? largest[member] : abs(row.rhs[member])
    // What rounding of the largest amount can move is always allowed.
    return min(promises[member], max(RowTolerance.equality * side, 4e-16 * largest[member]))
  }
}

/// The rows, one a member, and locks that never give.
private func firmNames(of problem: PlanningProblem) -> Set<String> {
  var names = Set(problem.locks.filter { $0.firmness == .infinity }.map(\.name))
  for row in problem.rows where row.firmness == .infinity {
    names.formUnion(
      row.group == nil ? [row.name] : row.rhs.indices.map { "\(row.name)[\($0)]" })
  }
  return names
}

/// What the borders between units of unlike class cost.
private func borderCost(_ plan: Plan, _ problem: PlanningProblem) -> Double {
  guard let compactness = problem.compactness else { return 0 }
  var classOf = Array(repeating: Int32(0), count: problem.units)
  for option in plan.chosen where problem.slot[option] == 0 {
    classOf[Int(problem.unit[option])] = problem.optionClass[option]
  }
  return compactness.length.indices.lazy
    .filter { classOf[Int(compactness.left[$0])] != classOf[Int(compactness.right[$0])] }
    .map { compactness.penalty * compactness.length[$0] }.compensatedSum()
}

/// The rules for blocks that do not hold, by joining units border by border.
private func faultsOfBlocks(_ plan: Plan, _ problem: PlanningProblem) -> [String] {
  problem.clusters.flatMap { cluster -> [String] in
    var sum: [Int: Double] = [:]
    for option in plan.chosen
    where problem.slot[option] == 0 && cluster.classes.contains(problem.optionClass[option]) {
      sum[Int(problem.unit[option])] =
        cluster.amount.map { problem.amounts[$0].values[option] } ?? 1
    }
    var leader = Array(0..<problem.units)
    func find(_ unit: Int) -> Int {
      var unit = unit
      while leader[unit] != unit {
        leader[unit] = leader[leader[unit]]
        unit = leader[unit]
      }
      return unit
    }
    if let borders = problem.compactness {
      for (left, right) in zip(borders.left, borders.right)
      where sum[Int(left)] != nil && sum[Int(right)] != nil {
        leader[find(Int(left))] = find(Int(right))
      }
    }
    var total: [Int: Double] = [:]
    for unit in sum.keys.sorted() { total[find(unit), default: 0] += sum[unit, default: 0] }
    return total.sorted { $0.key < $1.key }
      .filter { $0.value < cluster.least - 1e-6 * max(1, abs(cluster.least)) }
      .map {
        "a block of \(cluster.name) with unit \($0.key) comes to \($0.value), less than \(cluster.least)"
      }
  }
}
