import Frameworks
import PlanModel

/// The numbers of the Climate City Contract, computed once from a result.
struct ContractAccount {
  /// One action over the whole municipality.
  struct Line {
    /// The position in the option table's actions.
    var position: Int
    var action: Action
    /// Options in which it is a part.
    var count = 0
    var amounts: [Double]
    /// Its reduction by source sector, t CO2e/a.
    var bySector: [Double]
    /// What each payer bears, in the order of `Payers.words`; what no one says stands last, EUR.
    var payments: [Double]
    /// The phases in which it begins, ascending.
    var phases: [Int] = []

    subscript(amount: Amount) -> Double { amounts[amount.index] }

    /// Running cost without energy, EUR/a.
    var running: Double { action.cost.runningShare * self[.investment] }
    /// EUR per t CO2e/a; nil where it avoids none.
    var perYearlyTonne: Double? {
      investmentPerYearlyTonne(investment: self[.investment], co2: self[.co2])
    }
    /// Investment ÷ (yearly reduction × life), not discounted, EUR per t CO2e; nil where it avoids none.
    var perLifetimeTonne: Double? {
      perYearlyTonne.map { $0 / action.cost.lifetime }
    }
    /// Annualised net cost per tonne, EUR per t CO2e; nil where it avoids none.
    var levelised: Double? { levelisedCost(annual: self[.annualCost], co2: self[.co2]) }
  }

  let account: PlanAccount
  let result: PlanResult
  let statement: ContractStatement
  /// Inventory, booking and gap, as the Covenant workbook has them.
  let gapAccount: GapAccount
  var inventory: ContractInventory { gapAccount.inventory }
  var booking: SourceSectorBooking { gapAccount.booking }
  /// The chosen actions, the largest reduction first.
  let lines: [Line]

  init(_ account: PlanAccount) {
    self.account = account
    result = account.result
    statement = result.description.contract
    gapAccount = GapAccount(account)
    let booking = gapAccount.booking
    let table = result.options
    var lines: [Int: Line] = [:]
    let amounts = Amount.allCases
    var sums: [Int: [CompensatedSum]] = [:]
    for option in account.chosen.joined() {
      for action in table.packages[Int(table.package[option])] {
        var line =
          lines[action]
          ?? Line(
            position: action, action: table.actions[action],
            amounts: Array(repeating: 0, count: amounts.count), bySector: [], payments: [])
        line.count += 1
        if !table.phases.isEmpty, !line.phases.contains(table.phase(of: option)) {
          line.phases.append(table.phase(of: option))
        }
        lines[action] = line
        var sum = sums[action] ?? []
        let values =
          amounts.map { table.amount($0, of: option, by: action) }
          + booking.reduction(of: option, by: action) + table.payments(of: option, by: action)
        if sum.isEmpty { sum = Array(repeating: CompensatedSum(), count: values.count) }
        for (position, value) in values.enumerated() { sum[position].add(value) }
        sums[action] = sum
      }
    }
    let sectors = SourceSector.allCases.count
    self.lines = lines.keys.sorted().map { action in
      var line = lines[action]!
      let values = sums[action]!.map(\.value)
      line.amounts = Array(values.prefix(amounts.count))
      line.bySector = Array(values[amounts.count..<amounts.count + sectors])
      line.payments = Array(values[(amounts.count + sectors)...])
      line.phases.sort()
      return line
    }.sorted { ($1[.co2], $0.position) < ($0[.co2], $1.position) }
  }

  /// The chosen actions by field of action, in the contract's order; fields without any are left out.
  var fields: [(field: String, lines: [Line])] {
    let known = ClimateCityContract.fieldsOfAction.terms
    let others = Set(lines.map(\.action.codes.field)).subtracting(known).sorted()
    return (known + others).compactMap { field in
      let lines = self.lines.filter { $0.action.codes.field == field }
      return lines.isEmpty ? nil : (field, lines)
    }
  }

  /// The share of the baseline that is to be avoided, and where the number is from; nil where nobody says one.
  var target: (share: Double, source: String)? {
    if let share = statement.target { return (share, "stated for the contract") }
    if let share = covenantTarget { return (share, "the target of the Covenant's report") }
    let gap = TargetGap(account)
    guard let asked = gap.asked, gap.baseline > 0 else { return nil }
    return (asked / gap.baseline, "asked for by the rules of the plan")
  }

  /// The reduction until the target year that the Covenant's report states, as a share of the baseline; nil: none.
  var covenantTarget: Double? {
    result.description.secap.targets.first {
      $0.pillar == .mitigation && $0.year == result.description.targetYear && !$0.isPerCapita
        && $0.reduction != nil
    }?.reduction
  }

  /// Reductions by other plans.
  var existing: [ExistingReduction] { gapAccount.existing }

  /// The gap table; nil where there is no target.
  var gap: EmissionsGap? { target.map { gapAccount.gap(target: $0.share) } }

  /// The reduction of all actions in a sector, t CO2e/a.
  func reduction(in sector: SourceSector) -> Double { gapAccount.reductions[sector.index] }

  /// An amount over all chosen actions.
  func total(_ amount: Amount) -> Double { lines.map { $0[amount] }.compensatedSum() }

  /// When an action begins and ends being built, for people.
  func time(of line: Line) -> String {
    let phases = line.phases.map { result.options.phases[$0] }
    guard let first = phases.map(\.first).min(), let last = phases.map(\.last).max() else {
      let years = result.description.workYears
      return "\(years.lowerBound)–\(years.upperBound)"
    }
    return "\(first)–\(last)"
  }

  /// Who is responsible for an action, by the same rule as in the sheets and the Covenant's workbook.
  func responsible(_ line: Line) -> String {
    let all = account.responsible(for: line.action)
    if all.isEmpty { return "not decided" }
    return all.map { $0.isRole ? "\($0.name), a role that nobody fills yet" : $0.name }
      .joined(separator: "; ")
  }

  /// The chosen actions that a stakeholder leads where they are chosen, as the plan says or by a role that it fills.
  func led(by stakeholder: Stakeholder) -> [Line] {
    let all = result.description.society?.stakeholders ?? []
    guard let position = all.firstIndex(where: { $0.id == stakeholder.id }) else { return [] }
    let words = ImplementationWords(account)
    return lines.filter { line in
      account.lines(of: line.action).contains { words.leads($0).contains(position) }
    }
  }

  /// What a stakeholder leads of the chosen actions where they are chosen, by name, and how much more it could lead.
  func leads(of stakeholder: Stakeholder) -> String {
    let led = led(by: stakeholder).map(\.action)
    let chosen = led.map(\.name)
    let others = stakeholder.leads.count { id in !led.contains { $0.id == id } }
    let names = chosen.isEmpty ? "nothing in this plan" : chosen.joined(separator: "; ")
    return others > 0 ? "\(names) (could lead \(others) more)" : names
  }

  /// Who takes part beside those responsible.
  func partners(_ line: Line) -> String {
    let all = account.partners(of: line.action)
    return all.isEmpty ? "nobody is named yet" : all.joined(separator: "; ")
  }
}
