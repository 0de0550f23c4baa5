import Allocation
import PlanModel
import Reference
import Society

/// What people said, laid over the options of a plan.
struct PlanHearing {
  /// What they said, with its places.
  var contributions: Contributions
  /// Which voices count where.
  var heard: Hearing
  /// What the groups ask for.
  var demands: Demands
  /// The people of each group that were heard, and their voices that count.
  var counts: (people: [Int], voices: [Int])
  /// A number of fewer people is not shown.
  var shownFrom: Int

  init(
    _ contributions: Contributions, options: OptionTable, units: Int, society: SocietyDescription,
    reference: ReferenceData
  ) {
    self.contributions = contributions
    heard = Hearing(contributions)
    let groups = society.groups.count
    demands = Society.demands(
      of: contributions, heard: heard, options: options, units: units, groups: groups)
    counts = heard.peopleAndVoices(contributions, groups: groups)
    shownFrom = society.shownFrom ?? Int(reference.number("society.least-people").value)
  }

  /// Whether each group has enough people for numbers and rules of its own.
  var isShown: [Bool] { counts.people.map { $0 >= shownFrom } }

  /// Groups that are heard with all others only.
  func diagnostics(_ groups: [HelixGroup], file: String) -> [Diagnostic] {
    groups.indices.filter { counts.people[$0] > 0 && !isShown[$0] }.map { group in
      Diagnostic(
        .note, "society.few-people",
        "Fewer than \(shownFrom) people of the group `\(groups[group].id)` spoke, so it has no numbers and no rules of its own.",
        remedy:
          "Its voices count among all; join it with another group where it should have its own.",
        at: Place(file: file))
    }
  }
}

/// What the best possible plan would give each group.
struct GroupBests: Sendable {
  /// The share of what was asked for that it follows, 0…1; nil where nothing was asked for or no plan was found.
  var best: [Double?]
  /// What no plan can exceed.
  var bound: [Double?]

  /// Decides once a group, with all rows and locks of the plan but those about acceptance.
  ///
  /// The time limit is for all groups together. A group whose search ends without a plan gets no best.
  init(
    _ problem: PlanningProblem, hearing: PlanHearing, groups: [HelixGroup], limits: SolveLimits,
    elapsed: () -> Double, advance: (String, Double) -> Void
  ) throws {
    best = []
    bound = []
    for (position, group) in groups.enumerated() {
      guard hearing.demands.asked[position] > 0, hearing.isShown[position] else {
        best.append(nil)
        bound.append(nil)
        continue
      }
      advance("Best plan for \(group.name)", Double(position) / Double(groups.count + 1))
      let plan = try allocate(problem.best(for: group), limits: limits, elapsed: elapsed)
      let constant = hearing.demands.constant[position]
      guard plan.status != .infeasible, plan.objective.isFinite else {
        best.append(nil)
        bound.append(nil)
        continue
      }
      best.append(min(1, max(0, constant + plan.objective)))
      bound.append(min(1, max(0, constant + plan.bound)))
    }
  }
}

extension PreparedPlan {
  /// Finds out what each group could get at the best and, where the plan asks for fairness, adds the rows for it.
  ///
  /// - Returns: The bests; nil where nobody was asked.
  mutating func hearGroups(
    _ limits: SolveLimits, _ clock: StageClock
  ) throws -> GroupBests? {
    guard let hearing, let society = plan.society else { return nil }
    let begin = clock.elapsed
    let bests = try reportingLimits {
      try GroupBests(
        problem.without(Set(society.floors.map(\.name))), hearing: hearing, groups: society.groups,
        limits: limits, elapsed: { clock.elapsed - begin }, advance: clock.advance)
    }
    if let fairness = society.fairness {
      problem.keepFair(
        fairness, best: bests.best, demands: hearing.demands,
        groups: society.groups)
      fairBests = bests.best
    }
    return bests
  }

  /// What it costs that people are heard, and what of that is the rule of fairness; nil where it has no part in the problem.
  ///
  /// Each price is that of the decided plan beside another one, decided with the same gap: the first hears nobody, the second
  /// has no rule of fairness. Where fairness is all there is, the two are one.
  func hearingPrices(
    of decided: Plan, _ limits: SolveLimits, _ clock: StageClock
  ) throws -> (hearing: HearingPrice?, fairness: HearingPrice?) {
    guard let hearing, let society = plan.society,
      society.worth != nil || society.fairness != nil || !society.floors.isEmpty,
      decided.status != .infeasible
    else { return (nil, nil) }
    var deaf = problem.without(Set(society.floors.map(\.name)).union(fairnessNames(society)))
    deaf.objective = plainObjective
    let price = try price(of: decided, beside: deaf, hearing, limits, clock)
    guard society.fairness != nil else { return (price, nil) }
    if society.worth == nil, society.floors.isEmpty { return (price, price) }
    let unfair = problem.without(fairnessNames(society))
    return (price, try self.price(of: decided, beside: unfair, hearing, limits, clock))
  }

  private func fairnessNames(_ society: SocietyDescription) -> Set<String> {
    Set(society.groups.map(fairnessRow(of:)))
  }

  private func price(
    of decided: Plan, beside other: PlanningProblem, _ hearing: PlanHearing,
    _ limits: SolveLimits, _ clock: StageClock
  ) throws -> HearingPrice? {
    let begin = clock.elapsed
    let unheard = try reportingLimits {
      try allocate(
        other, limits: limits, from: decided.warmStart, elapsed: { clock.elapsed - begin })
    }
    guard unheard.status != .infeasible else { return nil }
    func sums(_ plan: Plan) -> [Double] {
      Amount.allCases.map { amount in
        plan.chosen.map { options.amount(amount, of: $0) }.compensatedSum()
      }
    }
    return HearingPrice(
      amountsUnheard: sums(unheard), amounts: sums(decided),
      followedUnheard: hearing.demands.followed(by: unheard.chosen),
      moved: moved(from: unheard.chosen, to: decided.chosen), gapUnheard: unheard.gap)
  }

  /// The number of units and slots in which two plans choose differently.
  private func moved(from old: [Int], to new: [Int]) -> Int {
    let slots = Int32(options.slots.count)
    func choices(_ chosen: [Int]) -> [Int32: Int32] {
      Dictionary(
        chosen.map { (options.unit[$0] * slots + Int32(options.slot(of: $0)), Int32($0)) },
        uniquingKeysWith: { first, _ in first })
    }
    let (before, after) = (choices(old), choices(new))
    return Set(before.keys).union(after.keys).count { before[$0] != after[$0] }
  }
}

extension PlanDescription {
  /// What each group finds important; nil where the plan does not ask, or after a finding.
  func priorities(
    _ reference: ReferenceData, found diagnostics: inout [Diagnostic]
  ) throws -> GroupPriorities? {
    guard let society, let criteria = society.criteria else { return nil }
    do {
      let priorities = try GroupPriorities(
        criteria, groups: society.groups, rules: SocietyRules(reference), file: file)
      diagnostics += priorities.diagnostics
      return priorities
    } catch {
      diagnostics += error.diagnostics
      return nil
    }
  }
}

extension PlanningProblem {
  /// The problem without some rows.
  fileprivate func without(_ names: Set<String>) -> PlanningProblem {
    var problem = self
    problem.rows.removeAll { names.contains($0.name) }
    return problem
  }
}
