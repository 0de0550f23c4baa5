import PlanModel

extension ProblemBuilder {
  /// Adds what funds have: the money that the plan draws from a fund is at most its cap, and what one project, an action in
  /// a district, draws is at most what a project gets.
  ///
  /// These are rules only for a fund without which nothing is done, and where options may do without a fund
  /// (`OptionTable.withFundLevels`). Elsewhere a fund limits its grants, not the work.
  mutating func addFunds(_ funds: [Fund]) {
    guard let rates else { return }
    for (position, fund) in funds.enumerated() {
      report(fund, position, rates)
      guard fund.isRequired || !options.levels.isEmpty else { continue }
      let paid = options.actions.indices.filter { rates.pays(position, for: $0) }
      if paid.isEmpty { continue }
      if let cap = fund.cap {
        let values = draws(from: position, for: paid, rates)
        add(RowPrefix.fund + fund.id, values, group: nil, rhs: [cap], members: nil, fund)
      }
      guard let most = fund.maximum else { continue }
      for action in paid {
        let values = draws(from: position, for: [action], rates)
        let rows = districts(where: values, canExceed: most)
        if rows.isEmpty { continue }
        add(
          "\(RowPrefix.fund)\(fund.id) for \(options.actions[action].id)", values,
          group: group(ofRows: rows), rhs: rows.map { _ in most },
          members: rows.map { districtIDs[$0] }, fund)
      }
    }
  }

  /// What each option draws from a fund for some actions, EUR.
  private func draws(from fund: Int, for actions: [Int], _ rates: FundRates) -> [Double] {
    (0..<options.count).map { option in
      actions.map { rates.draw(of: option, action: $0, by: fund, in: options) }.compensatedSum()
    }
  }

  /// The districts whose units could come to more than a limit, each with its largest option.
  private func districts(where values: [Double], canExceed most: Double) -> [Int] {
    var largest = Array(repeating: 0.0, count: units.count)
    for option in values.indices {
      let unit = Int(options.unit[option])
      largest[unit] = max(largest[unit], values[option])
    }
    var sums = Array(repeating: 0.0, count: districtIDs.count)
    for unit in largest.indices { sums[units.district[unit]] += largest[unit] }
    return sums.indices.filter { sums[$0] > most }
  }

  /// The group of some districts, by their rows in ascending order.
  private mutating func group(ofRows rows: [Int]) -> Int {
    if rows.count == districtIDs.count { return 0 }
    let name = "district@" + rows.map { districtIDs[$0] }.joined(separator: ",")
    if let known = groups.firstIndex(where: { $0.name == name }) { return known }
    var member = Array(repeating: Int32(-1), count: districtIDs.count)
    for (position, row) in rows.enumerated() { member[row] = Int32(position) }
    groups.append((name, units.district.map { member[$0] }))
    return groups.count - 1
  }

  private mutating func add(
    _ name: String, _ values: [Double], group: Int?, rhs: [Double], members: [String]?, _ fund: Fund
  ) {
    rows.append(
      .init(
        name: name, terms: [(columns.column(named: name, values), 1)], sense: .atMost,
        group: group, rhs: rhs))
    labels.append(
      RowLabel(
        name: name, unit: Amount.investment.unit, members: members, isMetByNothing: true,
        line: fund.line))
  }

  /// Actions that a fund names and the plan does not offer, and funds that pay for nothing here.
  private mutating func report(_ fund: Fund, _ position: Int, _ rates: FundRates) {
    // A table of the program names what a plan need not offer.
    guard fund.line != nil else { return }
    let place = Place(file: file, line: fund.line)
    reportNotOffered(
      fund.actions, in: "The fund `\(fund.id)`", code: "funds.action-not-offered", line: fund.line)
    if !options.actions.indices.contains(where: { rates.pays(position, for: $0) }) {
      diagnostics.append(
        Diagnostic(
          .warning, "funds.pays-nothing",
          "The fund `\(fund.id)` pays for no action on offer within the years of the plan.",
          remedy:
            "Check its `actions`, `sectors`, `payers`, `rate` and `deadline`; without actions and sectors it pays where a catalogue names it as “\(fund.name)”. Funds that come before it may leave nothing to ask for.",
          at: place))
    }
  }
}
