internal import PlanModel

extension CoupledProblem {
  /// What follows from prices of the rows as a plan states them; prices that are missing, or of rows that no plan which keeps
  /// the locks can break, count as 0.
  func pricing(at stated: [Double]) -> Pricing {
    let reduction = Reduction(
      self, cost: cost, rowIsActive: Array(repeating: true, count: rows.count),
      lockIsActive: Array(repeating: true, count: locks.count))
    // The bound sums the sides of these rows only, so only they may have a price.
    var prices = Array(repeating: 0.0, count: rows.count)
    for row in reduction.rows where stated.indices.contains(row) {
      prices[row] = sign * stated[row]
    }
    return Pricing(self, reduction, cost: cost, prices: prices)
  }

  /// The earlier choice of each decision: an option, −1 for nothing, −2 where the earlier option is gone.
  func earlierPicks(_ earlier: EarlierPlan, in problem: PlanningProblem) -> [Int] {
    var pick = Array(repeating: -1, count: decisionCount)
    for option in earlier.chosen where option >= 0 && option < optionCount {
      pick[Int(decision[option])] = option
    }
    let lost = Set(earlier.lost)
    for position in 0..<decisionCount where pick[position] < 0 && !lost.isEmpty {
      let option = Int(decisionOptions[decisionStarts[position]])
      let own = EarlierPlan.Decision(unit: problem.unit[option], slot: problem.slot[option])
      if lost.contains(own) { pick[position] = -2 }
    }
    return pick
  }

  /// What a choice picks in each decision: an option, or −1 for nothing.
  func picks(of chosen: [Int]) -> [Int] {
    var pick = Array(repeating: -1, count: decisionCount)
    for option in chosen { pick[Int(decision[option])] = option }
    return pick
  }
}

/// A choice that was found in a changed problem, told as a plan of the problem itself.
struct Restatement {
  let problem: PlanningProblem
  let coupled: CoupledProblem
  let workers: Workers

  init(_ problem: PlanningProblem, workers: Workers = Workers(1)) {
    self.problem = problem
    self.workers = workers
    coupled = CoupledProblem(problem)
  }

  /// The plan with the objective, rows and reasons of the problem itself.
  ///
  /// - Parameters:
  ///   - found: The plan of the changed problem, whose chosen options below `optionCount` are the choice.
  ///   - changed: The problem that it was found in; what its objective holds beside the options' own (the penalty of
  ///     borders) is taken over.
  ///   - bound: What no plan of the problem itself can beat.
  ///   - prices: The prices of the problem itself, one a row.
  ///   - isCutShort: Whether a limit ended one of the searches.
  func plan(
    _ found: Plan, of changed: PlanningProblem, bound: Double, prices: [Double], isCutShort: Bool
  ) -> Plan {
    let chosen = found.chosen.filter { $0 < problem.optionCount }
    let beside = found.objective - found.chosen.lazy.map { changed.objective[$0] }.compensatedSum()
    let objective = chosen.lazy.map { problem.objective[$0] }.compensatedSum() + beside
    // A bound from another search may be beyond this plan by the rounding of sums.
    let isBeyond = coupled.sign * (objective - bound) < 0
    let bound = isBeyond ? objective : bound
    let gap = gap(of: objective, from: bound)
    let rows = coupled.results(of: chosen) { prices.indices.contains($0) ? prices[$0] : 0 }
    return Plan(
      status: PlanStatus(gap: gap, asked: isCutShort ? 0 : .infinity), objective: objective,
      bound: bound, gap: gap, solver: found.solver, seconds: found.seconds, chosen: chosen,
      rows: rows,
      reasons: reasons(of: chosen, prices: prices))
  }

  /// Why each decision got what it got, at prices as a plan states them.
  private func reasons(of chosen: [Int], prices: [Double]) -> [Plan.Reason] {
    if let compact = CompactProblem(where: problem, coupled: coupled) {
      return compactReasons(
        compact, problem, chosen: chosen, pricing: coupled.pricing(at: prices))
    }
    let table = DecisionTable(problem, workers: workers)
    let stated = table.rows.indices.map {
      prices.indices.contains($0) ? table.sign * prices[$0] : 0
    }
    return Allocation.reasons(
      problem, plan: PlanInProgress(table, pick: table.pick(of: chosen) ?? []), prices: stated,
      workers: workers)
  }
}

extension PlanningProblem {
  /// A name that no amount, row, member of a row or lock has, made from a wish.
  func unusedName(_ wish: String) -> String {
    var taken = Set(amounts.map(\.name) + rows.map(\.name) + locks.map(\.name))
    for row in rows where row.group != nil {
      for member in row.rhs.indices { taken.insert("\(row.name)[\(member)]") }
    }
    var name = wish
    while taken.contains(name) { name += "'" }
    return name
  }

  /// The same problem with one more row over the whole, of an amount of its own.
  func adding(
    row name: String, values: [Double], sense: RowSense, rhs: Double
  ) -> PlanningProblem {
    var problem = self
    let own = unusedName(name)
    problem.amounts.append((own, values))
    problem.rows.append(
      Row(
        name: own, terms: [(problem.amounts.count - 1, 1)], sense: sense, rhs: [rhs],
        firmness: .infinity))
    return problem
  }

  /// The same problem with a number added to the objective of every plan: one more unit whose only option is locked in.
  ///
  /// Gaps are shares of the objective, so an objective that was shifted must be shifted back before it is solved.
  func adding(constant: Double) -> PlanningProblem {
    if constant == 0 { return self }
    var problem = self
    problem.unit.append(Int32(units))
    // Not slot 0, where its class could count as a block of its own.
    problem.slot.append((slot.max() ?? 0) + 1)
    problem.optionClass.append(1)
    problem.objective.append(constant)
    for amount in problem.amounts.indices { problem.amounts[amount].values.append(0) }
    for group in problem.groups.indices { problem.groups[group].group.append(-1) }
    problem.units += 1
    problem.locks.append(
      Lock(
        option: problem.optionCount - 1, lockedIn: true, name: unusedName("constant"),
        firmness: .infinity))
    return problem
  }
}
