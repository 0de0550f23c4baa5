import Overlay
import PlanModel
import Society

extension PreparedPlan {
  /// What became of what people said; nil where nobody was asked.
  func societyResult(
    _ decided: Plan, bests: GroupBests?, prices: (hearing: HearingPrice?, fairness: HearingPrice?),
    workers: Workers
  ) throws -> SocietyResult? {
    guard let society = plan.society, hearing != nil || priorities != nil else { return nil }
    let isDecided = decided.status != .infeasible
    let rules = SocietyRules(reference)
    var result = SocietyResult(
      contributions: Contributions(), published: PublishedPreferences(),
      shownFrom: society.shownFrom ?? rules.leastPeople, outcomes: [], answers: [],
      price: prices.hearing)
    result.fairnessPrice = prices.fairness
    if let hearing {
      result.contributions = hearing.contributions
      result.published = try publishedPreferences(
        of: hearing.contributions, heard: hearing.heard, groups: society.groups.count,
        district: areas.units.district, districts: inputs.districts.count,
        leastPeople: hearing.shownFrom, rules: rules, near: try unitNeighbours(workers),
        seed: plan.seed, workers: workers)
      if isDecided {
        result.answers = answers(
          to: hearing.contributions, heard: hearing.heard, options: options, problem: problem,
          plan: decided)
      }
      let followed =
        isDecided
        ? hearing.demands.followed(by: decided.chosen) : society.groups.map { _ in nil }
      result.outcomes = society.groups.indices.map { group in
        GroupOutcome(
          people: hearing.counts.people[group], voices: hearing.counts.voices[group],
          asked: hearing.demands.asked[group], followed: followed[group],
          best: bests?.best[group], bound: bests?.bound[group])
      }
      result.rowConstants = rowConstants(of: society, hearing)
    }
    if let priorities, let criteria = society.criteria {
      result.balance = try balance(
        of: options, acceptance: hearing?.demands.amounts, criteria: criteria,
        priorities: priorities, units: areas.units.count, seed: plan.seed, workers: workers)
      result.isBalanceShown = areas.units.ids.indices.map { _ in true }
      if let hearing, criteria.criteria.contains(.acceptance) {
        result.isBalanceShown = hearing.peopleByUnit(areas.units.count).map {
          $0 == 0 || $0 >= hearing.shownFrom
        }
      }
    }
    return result
  }

  private func unitNeighbours(_ workers: Workers) throws -> SpatialWeights? {
    let borders =
      try areas.borders
      ?? neighbours(of: areas.units.geometry, tolerance: plan.gridSize, workers: workers)
    guard borders.count > 0 else { return nil }
    return try SpatialWeights(
      count: areas.units.count, left: borders.left, right: borders.right,
      weight: Array(repeating: 1, count: borders.count), isRowStandardised: true)
  }

  /// What each row about acceptance leaves out, by its name.
  private func rowConstants(
    of society: SocietyDescription, _ hearing: PlanHearing
  ) -> [String: Double] {
    var constants: [String: Double] = [:]
    let weights = weights(of: society.groups, demands: hearing.demands)
    let together = zip(weights, hearing.demands.constant).map { $0 * $1 }.compensatedSum()
    for (position, group) in society.groups.enumerated() {
      constants[fairnessRow(of: group)] = hearing.demands.constant[position]
      for floor in society.floors where floor.group == group.id {
        constants[floor.name] = hearing.demands.constant[position]
      }
    }
    for floor in society.floors where floor.group == nil { constants[floor.name] = together }
    return constants
  }
}

extension PlanHearing {
  /// How many people spoke about each unit, whatever about.
  func peopleByUnit(_ units: Int) -> [Int] {
    people(in: units) { unit, _ in unit }
  }

  /// How many people spoke in each of some classes of units and groups.
  ///
  /// - Parameter place: The class of a unit and a group, 0..<`count`.
  func people(in count: Int, _ place: (_ unit: Int, _ group: Int) -> Int) -> [Int] {
    var people = Array(repeating: Set<Int32>(), count: count)
    for entry in 0..<heard.count where heard.counts[entry] {
      let row = Int(heard.contribution[entry])
      people[place(Int(heard.unit[entry]), Int(contributions.group[row]))].insert(
        contributions.person[row])
    }
    return people.map(\.count)
  }
}
