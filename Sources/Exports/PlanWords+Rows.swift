import PlanModel

/// Rules, conflicts and ways out.
extension PlanWords {
  /// Which rules conflict and what would help, one sentence each; empty where there is a plan.
  var conflict: [String] {
    guard plan.status == .infeasible else { return [] }
    var sentences: [String] = []
    // A decision about a district is a row for each of its units, with one title.
    let titles = plan.conflict.map(title(ofRow:)).unique
    if titles.count == 1 {
      sentences.append("This cannot be met: “\(titles[0])”.")
    } else if !titles.isEmpty {
      sentences.append(
        "These cannot all hold together: "
          + titles.map { "“\($0)”" }.joined(separator: ", ") + ".")
    }
    if !plan.conflictIsSmallest, titles.count > 1 {
      sentences.append(
        "The search was cut short: fewer of them may conflict already. More time may tell.")
    }
    if plan.relaxationIsUnknown {
      sentences.append(
        "The search was cut short before it found a way out; more time may tell one.")
    } else if plan.relaxation.isEmpty, !titles.isEmpty {
      sentences.append("There is no way out: they never give, as the plan file says.")
    }
    if !plan.relaxation.isEmpty {
      let ways = plan.relaxation.map { way in
        account.rowNames.isDecision(way.name)
          ? "lift the decision “\(title(ofRow: way.name))”"
          : "\(move(way)) “\(title(ofRow: way.name))”"
      }.unique
      sentences.append(
        "\(plan.relaxationIsCheapest ? "The cheapest" : "A") way out: "
          + ways.joined(separator: " and ") + ".")
    }
    return sentences
  }

  private func move(_ way: Plan.Relaxation) -> String {
    let by = ShownUnit.phrase(abs(way.by), unit(ofRow: way.name), isEnough: true)
    switch account.rowNames.sense(of: way.name) {
    case .atMost: return "raise by \(by) the limit of"
    case .atLeast: return "lower by \(by) what is asked by"
    default: return "move by \(by)"
    }
  }

  /// A row's name for people: the name of the district or unit in place of its number.
  func title(ofRow name: String) -> String { account.rowNames.title(of: name) }

  /// The unit of a row's sides; empty for what counts choices, such as a decision already taken.
  func unit(ofRow name: String) -> String {
    if let row = account.rowNames.rule(of: name) { return row.amount.unit }
    if account.rowNames.isAcceptance(name) { return ShownUnit.share }
    if let unit = account.rowNames.implementationUnit(of: name) { return unit }
    return name == PlanningProblem.ownElectricity ? Amount.renewableEnergy.unit : ""
  }

  /// A row with both sides as one sentence; without a plan, with what it asks for.
  func sentence(of row: Plan.RowResult) -> String {
    if let equity = equity(of: row) { return equity }
    let row = whole(row)
    let unit = unit(ofRow: row.name)
    let limit = "\(sense(of: row)) \(ShownUnit.phrase(row.rhs, unit))"
    guard account.isDecided else { return "\(title(ofRow: row.name)): \(limit)" }
    if account.rowNames.isDecision(row.name) {
      return
        "\(title(ofRow: row.name)): kept; \(price(of: row) ?? "it costs nothing at the prices")"
    }
    return "\(title(ofRow: row.name)): \(ShownUnit.phrase(row.lhs, unit)) (\(limit)); "
      + moving(row)
  }

  /// A row with what its sides leave out: what a group gets where nothing is chosen, and the electricity that the plan itself
  /// uses more, so that generation stands beside all that is used.
  func whole(_ row: Plan.RowResult) -> Plan.RowResult {
    let left: Double
    if row.name == PlanningProblem.ownElectricity {
      guard account.isDecided else { return row }
      left = account.changeOfElectricity
    } else {
      guard let constant = account.result.society?.rowConstants[row.name] else { return row }
      left = constant
    }
    var row = row
    row.lhs += left
    row.rhs += left
    return row
  }

  /// The side of a row, in words.
  func sense(of row: Plan.RowResult) -> String {
    switch row.sense {
    case .atMost: "at most"
    case .atLeast: "at least"
    case .equal: "exactly"
    }
  }

  /// How far a limit is used or a target reached: a share, or in words where a share says nothing.
  func reach(of row: Plan.RowResult) -> String {
    guard row.rhs != 0, row.lhs.isFinite else { return row.lhs.isFinite ? "met" : "–" }
    let ratio = row.lhs / row.rhs
    if row.sense != .atLeast || row.rhs < 0 || ratio < 2 { return "\((ratio * 100).grouped(1)) %" }
    return ratio < 100 ? "met \(ratio.aboutThreeDigits) times over" : "met"
  }
}
