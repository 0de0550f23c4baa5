import PlanModel

/// By how much the work so far goes beyond the plan in the rows about who carries it out: capacities, funds, adoption.
///
/// A row keeps counting what is planned and stays; what is done beyond that, or done of what is free to be decided again, is
/// off its right-hand side, and what was planned and will not come is given back. A fund gets nothing back.
struct ProgressUses {
  /// What each row of a name has been used beyond the plan, by district.
  private(set) var shifts: [String: [Double]] = [:]
  /// The rows about phases that are over.
  private(set) var past: [String] = []
  private let lines: [ProgressLine]
  private let options: OptionTable
  private let districts: [String]
  private let year: Int

  /// Works out the shifts.
  ///
  /// - Parameters:
  ///   - units: How many units there are.
  ///   - pastPhases: How many phases are over.
  init(
    _ lines: [ProgressLine], of plan: PlanDescription, options: OptionTable, units: Int,
    districts: [String], year: Int, pastPhases: Int
  ) {
    self.lines = lines
    self.options = options
    self.districts = districts
    self.year = year
    addCapacities(plan, pastPhases)
    addFunds(plan)
    addAdoption(plan, units: units, pastPhases)
  }

  /// Adds up a value of lines by district.
  private mutating func add(_ name: String, _ value: (ProgressLine) -> Double) {
    var sums = districts.map { _ in CompensatedSum() }
    for line in lines { sums[line.district].add(value(line)) }
    shifts[name] = sums.map(\.value)
  }

  private mutating func addCapacities(_ plan: PlanDescription, _ pastPhases: Int) {
    let stakeholders = plan.society?.stakeholders ?? []
    let table = LeadTable(stakeholders)
    for (position, stakeholder) in stakeholders.enumerated() {
      let (own, ids, year) = (options, districts, year)
      func led(_ line: ProgressLine, _ amount: Amount, in span: PhaseSpan) -> Double {
        table.lead(of: own.actions[line.action].id, in: ids[line.district]) == position
          ? line.surplus(of: amount, in: span, of: own, year: year) : 0
      }
      for capacity in stakeholder.capacities {
        let spans = capacity.spans(
          of: options.phases, years: plan.targetYear - plan.baseYear)
        for (span, _) in spans {
          let name = capacity.rowName(of: stakeholder, span, options.phases)
          if span.isOver(after: pastPhases) {
            past.append(name)
          } else {
            add(name) { led($0, capacity.amount, in: span) }
          }
        }
      }
      if stakeholder.capital != nil {
        add(stakeholder.capitalRowName) { led($0, .investment, in: .all) }
      }
    }
  }

  private mutating func addFunds(_ plan: PlanDescription) {
    let funds = plan.funds?.funds ?? []
    let rates = FundRates(funds: funds, options: options, years: plan.workYears)
    let (own, year) = (options, year)
    for (position, fund) in funds.enumerated() {
      let name = RowPrefix.fund + fund.id
      add(name) { $0.surplusGrant(by: position, rates: rates, in: own, year: year) }
      for action in options.actions.indices where fund.maximum != nil {
        add("\(name) for \(options.actions[action].id)") {
          $0.action == action
            ? $0.surplusGrant(by: position, rates: rates, in: own, year: year) : 0
        }
      }
    }
  }

  private mutating func addAdoption(
    _ plan: PlanDescription, units: Int, _ pastPhases: Int
  ) {
    for rule in plan.adoption {
      guard let action = options.actions.firstIndex(where: { $0.id == rule.action }) else {
        continue
      }
      let sizes = options.sizes(of: action, units: units)
      let whole = sizes.compensatedSum()
      if whole <= 0 { continue }
      let (own, year) = (options, year)
      for (span, _) in AdoptionRule.spans(of: options.phases, targetYear: plan.targetYear) {
        let name = rule.rowName(span, options.phases)
        if span.isOver(after: pastPhases) {
          past.append(name)
          continue
        }
        add(name) { line in
          guard line.action == action else { return 0 }
          if line.options.isEmpty {
            return line.status == .new
              ? line.spentShare(in: span, of: own, year: year)
                * (line.unit.map { sizes[$0] / whole } ?? 0) : 0
          }
          let planned = Set(line.options.map { Int(own.unit[$0]) }).sorted()
          return line.surplusShare(in: span, of: own, year: year)
            * planned.map { sizes[$0] }.compensatedSum() / whole
        }
      }
    }
  }

  /// What is off each right-hand side of a row; nil where nothing is known of it.
  ///
  /// - Parameter districtOfUnit: The row of the district of each unit.
  func shift(
    of row: PlanningProblem.Row, in problem: PlanningProblem, districtOfUnit: [Int]
  ) -> [Double]? {
    guard let byDistrict = shifts[row.name] else { return nil }
    let isFund = row.name.hasPrefix(RowPrefix.fund)
    guard let group = row.group else {
      let sum = byDistrict.compensatedSum()
      return [isFund ? max(0, sum) : sum]
    }
    var shift = Array(repeating: 0.0, count: row.rhs.count)
    for (unit, member) in problem.groups[group].group.enumerated() where member >= 0 {
      let own = byDistrict[districtOfUnit[unit]]
      shift[Int(member)] = isFund ? max(0, own) : own
    }
    return shift
  }
}

extension PhaseSpan {
  /// Whether all that it counts is over once some phases are.
  func isOver(after pastPhases: Int) -> Bool {
    switch self {
    case .during(let phase), .through(let phase): phase < pastPhases
    case .all, .after: false
    }
  }
}
