import PlanModel

extension ProblemBuilder {
  /// Adds what one row of the plan file stands for.
  mutating func add(_ row: RowDescription) {
    let owner = row.owner
    let resolvedActions = actions(row.actions, in: owner, line: row.line)
    let resolvedDistricts = districts(row.districts, in: owner, line: row.line)
    guard let resolvedActions, let resolvedDistricts else { return }
    let only = row.districts.isEmpty ? nil : resolvedDistricts
    switch row.limit {
    case .amount(let limit):
      addLimit(row, actions: resolvedActions, districts: only) { _ in limit }
    case .shareOfBaseline(let share):
      guard let baseline = baseline(of: row.amount) else {
        diagnostics.append(
          Diagnostic(
            .error, "problem.no-baseline",
            "\(owner) asks for a share of the baseline of \(row.amount.rawValue), which has none.",
            remedy: "Write an amount, or use co2 or energySaved.",
            at: Place(file: file, line: row.line)))
        return
      }
      addLimit(row, actions: resolvedActions, districts: only) { districts in
        guard let districts else { return share * baseline.whole }
        return share * districts.map { baseline.districts[$0] }.compensatedSum()
      }
    case .shareOfPlan(let share):
      addShare(share, row, actions: resolvedActions, districts: only)
    }
  }

  private func baseline(of amount: Amount) -> (districts: [Double], whole: Double)? {
    switch amount {
    case .co2: (baselines.districtEmissions, baselines.municipalEmissions)
    case .energySaved: (baselines.districtEnergy, baselines.municipalEnergy)
    case .investment, .annualCost, .renewableEnergy, .land, .gridPower, .jobs, .billSavings: nil
    }
  }

  /// Adds a row with right-hand sides: one, or one for each district.
  ///
  /// - Parameter limit: The right-hand side over some districts, or over all where it is given nil.
  private mutating func addLimit(
    _ row: RowDescription, actions: [Int], districts: [(row: Int, id: String)]?,
    limit: ([Int]?) -> Double
  ) {
    guard row.perDistrict else {
      append(
        row, terms: terms(row, actions: actions, districts: districts), group: nil,
        rhs: [limit(districts?.map(\.row))], members: nil)
      return
    }
    let members = districts ?? districtIDs.enumerated().map { (row: $0, id: $1) }
    append(
      row, terms: terms(row, actions: actions, districts: nil), group: group(of: districts),
      rhs: members.map { limit([$0.row]) }, members: members.map(\.id))
  }

  /// What a row sums: an amount, less what funds pay of it where the row is about own money.
  private mutating func terms(
    _ row: RowDescription, actions: [Int], districts: [(row: Int, id: String)]?
  ) -> [(amount: Int, factor: Double)] {
    let whole = columns.column(
      row.amount, actions: actions, districts: districts, span: row.span)
    guard row.isNetOfFunds else { return [(whole, 1)] }
    guard let rates else {
      diagnostics.append(
        Diagnostic(
          .warning, "problem.no-funds",
          "The row `\(row.name)` counts what funds do not pay, and the plan counts on no funds.",
          remedy: "Name them under `funds`, or leave `netOfFunds` out.",
          at: Place(file: file, line: row.line)))
      return [(whole, 1)]
    }
    let granted = columns.granted(
      rates, actions: actions, districts: districts, span: row.span)
    return [(whole, 1), (granted, -1)]
  }

  /// Adds a share of the plan's own sum: Σ part − share · Σ whole, compared with 0.
  private mutating func addShare(
    _ share: Double, _ row: RowDescription, actions: [Int], districts: [(row: Int, id: String)]?
  ) {
    if row.perDistrict {
      let members = districts ?? districtIDs.enumerated().map { (row: $0, id: $1) }
      guard members.count * options.count <= Self.largestShareColumns else {
        diagnostics.append(
          Diagnostic(
            .error, "problem.too-many-shares",
            "The row `\(row.name)` shares the plan among \(members.count) districts with \(options.count) options, more than fits into memory.",
            remedy: "Name the districts that matter with districts, or use an amount.",
            at: Place(file: file, line: row.line)))
        return
      }
      let whole = columns.column(
        row.amount, actions: actions, districts: nil, span: row.span)
      for (position, member) in members.enumerated() {
        let part = columns.column(
          row.amount, actions: actions, districts: [member], span: row.span)
        var named = row
        named.name = "\(row.name)[\(position)]"
        append(
          named, terms: [(part, 1), (whole, -share)], group: nil, rhs: [0], members: nil,
          isMetByNothing: true)
      }
      return
    }
    if districts == nil, actions.isEmpty {
      diagnostics.append(
        Diagnostic(
          .error, "problem.share-of-itself",
          "The row `\(row.name)` compares the whole plan with a share of itself.",
          remedy: "Name districts or actions, or ask for it in each district.",
          at: Place(file: file, line: row.line)))
      return
    }
    let part = columns.column(
      row.amount, actions: actions, districts: districts, span: row.span)
    let whole = columns.column(
      row.amount, actions: districts == nil ? [] : actions, districts: nil, span: row.span)
    append(
      row, terms: [(part, 1), (whole, -share)], group: nil, rhs: [0], members: nil,
      isMetByNothing: true)
  }

  /// Entries of share columns that are allowed: 1 GiB of numbers.
  private static var largestShareColumns: Int { 1 << 27 }

  private mutating func append(
    _ row: RowDescription, terms: [(amount: Int, factor: Double)], group: Int?, rhs: [Double],
    members: [String]?, isMetByNothing: Bool = false
  ) {
    rows.append(
      PlanningProblem.Row(
        name: row.name, terms: terms, sense: row.sense, group: group, rhs: rhs,
        firmness: row.firmness))
    labels.append(
      RowLabel(
        name: row.name, unit: row.amount.unit, members: members, isMetByNothing: isMetByNothing,
        line: row.line))
  }

  /// The group of the districts in the order given; the group of all districts where none are given.
  private mutating func group(of districts: [(row: Int, id: String)]?) -> Int {
    guard let districts else { return 0 }
    let name = "district@" + districts.map(\.id).joined(separator: ",")
    if let known = groups.firstIndex(where: { $0.name == name }) { return known }
    var member = Array(repeating: Int32(-1), count: districtIDs.count)
    for (position, district) in districts.enumerated() { member[district.row] = Int32(position) }
    groups.append((name, units.district.map { member.indices.contains($0) ? member[$0] : -1 }))
    return groups.count - 1
  }
}
