/// Who carries out what the plan chose, what pays for it, and what is missing.
public struct ImplementationAccount: Sendable {
  /// One chosen action in one district.
  public struct Line: Sendable, Hashable {
    /// The position of the action in the catalogue.
    public var action: Int
    /// The row of the district.
    public var district: Int
    /// The position of the stakeholder that leads; nil: the catalogue's role, which nobody fills.
    public var lead: Int?
    /// The positions of the stakeholders that are partners.
    public var partners: [Int]
    /// The phases in which it begins, ascending; 0 alone without phases.
    public var phases: [Int]
    /// The units in which it is chosen.
    public var units: Int
    /// The part of the investment that it adds to its packages, EUR.
    public var investment: Double
    /// What each fund grants of it, EUR, in the order of the plan's funds.
    public var draws: [Double]
    /// What is asked of funds, EUR.
    public var asked: Double
    /// What of the investment falls to the municipality by the catalogue's payers, EUR.
    public var municipal: Double
    /// The units that lack every action without which this one makes no sense.
    public var unitsWithoutPrerequisite: Int

    /// What no fund covers of what is asked, EUR; exactly 0 where they cover it but for the rounding of the sums.
    public var uncovered: Double { left(of: asked) }
    /// What others than funds must bring where a fund pays, EUR.
    public var coFinancing: Double { left(of: investment) }
    /// What other funds pay, EUR.
    public func drawn(beside fund: Int) -> Double {
      draws.indices.filter { $0 != fund }.map { draws[$0] }.compensatedSum()
    }
    /// What of a sum funds do not pay. Sums of some thousand parts are right to twelve digits and more, so a billionth is rounding.
    private func left(of sum: Double) -> Double {
      let left = sum - draws.compensatedSum()
      return left > 1e-9 * sum ? left : 0
    }
  }

  /// The lines by district, then in the order of the catalogue.
  public let lines: [Line]
  /// What became of each pledge, in the order of the plan; none where there is no plan.
  public let pledges: [PledgeOutcome]

  /// Sums up the chosen options.
  ///
  /// - Parameters:
  ///   - districts: The ids of the districts, by row.
  ///   - drawn: What is drawn of each fund beside the options, EUR; nothing where it is left out.
  public init(
    _ plan: PlanDescription, options: OptionTable, chosen: [Int], districtOfUnit: [Int],
    districts: [String], drawn: [Double] = []
  ) {
    let leads = LeadTable(plan.society?.stakeholders ?? [])
    let funds = plan.funds?.funds ?? []
    let rates = FundRates(funds: funds, options: options, years: plan.workYears)
    var actionsOfUnit: [Int32: Set<Int>] = [:]
    for option in chosen {
      actionsOfUnit[options.unit[option], default: []].formUnion(
        options.packages[Int(options.package[option])])
    }
    let required = options.actions.map { action in
      action.requires.compactMap { id in options.actions.firstIndex { $0.id == id } }
    }
    var members: [[Int]: [Int]] = [:]
    for option in chosen {
      let district = districtOfUnit[Int(options.unit[option])]
      for action in options.packages[Int(options.package[option])] {
        members[[district, action], default: []].append(option)
      }
    }
    let keys = members.keys.sorted { $0.lexicographicallyPrecedes($1) }
    let grants = Self.grants(
      keys.map { ($0[1], members[$0]!) }, funds: funds, rates: rates, options: options,
      drawn: drawn.isEmpty ? funds.map { _ in 0 } : drawn)
    lines = keys.enumerated().map { position, key in
      let (district, action) = (key[0], key[1])
      let own = members[key]!
      let investments = own.map { options.amount(.investment, of: $0, by: action) }
      let investment = investments.compensatedSum()
      let id = options.actions[action].id
      return Line(
        action: action, district: district, lead: leads.lead(of: id, in: districts[district]),
        partners: leads.partners(in: id, of: districts[district]),
        phases: Set(own.map { options.phase(of: $0) }).sorted(),
        units: Set(own.map { options.unit[$0] }).count, investment: investment,
        draws: grants[position], asked: investment * rates.asked(of: action),
        municipal: investment * (options.actions[action].payers?.municipality ?? 0),
        unitsWithoutPrerequisite: required[action].isEmpty
          ? 0
          : Set(own.map { options.unit[$0] }).count {
            actionsOfUnit[$0]!.isDisjoint(with: required[action])
          })
    }
    pledges = Self.matched(
      plan.society?.pledges ?? [], options: options, chosen: chosen,
      districtOfUnit: districtOfUnit, districts: districts)
  }

  /// The line of an action in a district; nil where it is not chosen there.
  public func line(of action: Int, in district: Int) -> Line? {
    let place = lines.partitioningIndex { ($0.district, $0.action) >= (district, action) }
    guard place < lines.count, lines[place].action == action, lines[place].district == district
    else { return nil }
    return lines[place]
  }

  /// What each fund grants each action in a district: all that is asked of it where it has the money, else as `FundAwards` says.
  private static func grants(
    _ projects: [(action: Int, options: [Int])], funds: [Fund], rates: FundRates,
    options: OptionTable, drawn: [Double]
  ) -> [[Double]] {
    let asked = projects.map { action, own in
      funds.indices.map { fund in
        own.map { rates.draw(of: $0, action: action, by: fund, in: options) }.compensatedSum()
      }
    }
    guard FundAwards.isShort(asked, of: funds, drawn: drawn) else { return asked }
    return FundAwards(
      projects.map { action, own in
        var parts: [[Int]: [Double]] = [:]
        for option in own {
          parts[[options.phase(of: option), options.level(of: option)], default: []].append(
            options.amount(.investment, of: option, by: action))
        }
        return FundAwards.Project(
          action: action,
          parts: parts.keys.sorted { $0.lexicographicallyPrecedes($1) }.map {
            .init(phase: $0[0], level: $0[1], investment: parts[$0]!.compensatedSum())
          })
      }, funds: funds, rates: rates, levels: options.levels, drawn: drawn
    ).grants
  }

  /// What a fund pays in all, EUR.
  public func drawn(from fund: Int) -> Double { lines.map { $0.draws[fund] }.compensatedSum() }

  /// Holds pledges against the plan in their order, so that nothing of the plan is promised twice.
  private static func matched(
    _ pledges: [Pledge], options: OptionTable, chosen: [Int], districtOfUnit: [Int],
    districts: [String]
  ) -> [PledgeOutcome] {
    if pledges.isEmpty { return [] }
    // What earlier pledges cover, as a share of each district, action and amount.
    var covered: [[Int]: Double] = [:]
    return pledges.map { pledge in
      guard let action = options.actions.firstIndex(where: { $0.id == pledge.action }) else {
        return PledgeOutcome(planned: 0, taken: 0, status: .open)
      }
      let amount = pledge.promised?.amount ?? .investment
      let rows = districts.indices.filter {
        pledge.districts.isEmpty || pledge.districts.contains(districts[$0])
      }
      func isInside(_ option: Int) -> Bool {
        rows.contains(districtOfUnit[Int(options.unit[option])])
          && options.packages[Int(options.package[option])].contains(action)
      }
      guard (0..<options.count).contains(where: isInside) else {
        return PledgeOutcome(planned: 0, taken: 0, status: .open)
      }
      var planned = Array(repeating: 0.0, count: rows.count)
      for option in chosen where isInside(option) {
        let row = rows.firstIndex(of: districtOfUnit[Int(options.unit[option])])!
        planned[row] += options.amount(amount, of: option, by: action)
      }
      let whole = planned.compensatedSum()
      var left = pledge.promised?.value ?? .infinity
      var taken = 0.0
      for (position, row) in rows.enumerated() {
        let key = [row, action, amount.index]
        let part = min(left, max(0, planned[position] - (covered[key] ?? 0)))
        covered[key, default: 0] += part
        left -= part
        taken += part
      }
      // Sums of parts differ in their last digits.
      let tolerance = 1e-9 * max(1, whole)
      let status: PledgeOutcome.Status
      if taken <= tolerance {
        status = .notNeeded
      } else if let promised = pledge.promised?.value, taken < promised - tolerance {
        status = .partly
      } else {
        status = .matched
      }
      var outcome = PledgeOutcome(planned: whole, taken: taken, status: status)
      for (row, part) in zip(rows, planned) where part != 0 {
        outcome.plannedByDistrict[row] = part
      }
      return outcome
    }
  }
}

extension PlanDescription {
  /// The first and the last year of work: from the year after the base year to the target year.
  public var workYears: ClosedRange<Int> { min(baseYear + 1, targetYear)...targetYear }
}

extension ImplementationAccount {
  /// Sums up a result; nothing where there is no plan. What is spent beyond the plan of work that goes on is off the funds.
  public init(_ result: PlanResult) {
    let funds = result.description.funds?.funds ?? []
    var drawn: [Double] = []
    if let progress = result.progress, !funds.isEmpty {
      let rates = FundRates(
        funds: funds, options: result.options, years: result.description.workYears)
      drawn = funds.indices.map { fund in
        max(
          0,
          progress.lines.map {
            $0.surplusGrant(by: fund, rates: rates, in: result.options, year: progress.year)
          }.compensatedSum())
      }
    }
    self.init(
      result.description, options: result.options,
      chosen: result.plan.status == .infeasible ? [] : result.plan.chosen,
      districtOfUnit: result.units.district, districts: result.districts.ids, drawn: drawn)
  }
}
