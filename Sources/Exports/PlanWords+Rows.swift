import PlanModel

/// Rules, conflicts and ways out.
extension PlanWords {
  /// Which rules conflict and what would help, one sentence each; empty where there is a plan.
  var conflict: [String] {
    guard plan.status == .infeasible else { return [] }
    var sentences: [String] = []
    if plan.conflict.count == 1 {
      sentences.append("This cannot be met: “\(title(ofRow: plan.conflict[0]))”.")
    } else if !plan.conflict.isEmpty {
      sentences.append(
        "These cannot all hold together: "
          + plan.conflict.map { "“\(title(ofRow: $0))”" }.joined(separator: ", ") + ".")
    }
    if !plan.relaxation.isEmpty {
      let ways = plan.relaxation.map { way in
        isLock(way.name)
          ? "lift the decision “\(title(ofRow: way.name))”"
          : "\(move(way)) “\(title(ofRow: way.name))”"
      }
      sentences.append(
        "\(plan.relaxationIsCheapest ? "The cheapest" : "A") way out: "
          + ways.joined(separator: " and ") + ".")
    }
    return sentences
  }

  private func isLock(_ name: String) -> Bool {
    account.result.problem.locks.contains { $0.name == name }
  }

  private func move(_ way: Plan.Relaxation) -> String {
    let sense =
      row(named: way.name)?.sense
      ?? account.result.problem.rows.first { $0.name == way.name }?.sense
    let by = ShownUnit.phrase(abs(way.by), unit(ofRow: way.name), isEnough: true)
    switch sense {
    case .atMost: return "raise by \(by) the limit of"
    case .atLeast: return "lower by \(by) what is asked by"
    default: return "move by \(by)"
    }
  }

  private func baseName(_ name: String) -> (String, Int?) {
    guard name.hasSuffix("]"), let open = name.lastIndex(of: "["),
      let member = Int(name[name.index(after: open)...].dropLast())
    else { return (name, nil) }
    return (String(name[..<open]), member)
  }

  private func row(named name: String) -> RowDescription? {
    let rows = account.result.description.problem.rows
    return rows.first { $0.name == name } ?? rows.first { $0.name == baseName(name).0 }
  }

  /// A row's name for people: the name of the district or unit in place of its number.
  func title(ofRow name: String) -> String {
    let problem = account.result.problem
    let (base, member) = baseName(name)
    guard let member, member >= 0 else { return name }
    if problem.rows.contains(where: { $0.name == name && $0.group == nil }) {
      // A share of the plan is a row of its own for each district.
      guard let row = row(named: name), row.name == base, row.perDistrict else { return name }
      let ids = row.districts.isEmpty ? account.result.districts.ids : row.districts.unique
      guard member < ids.count,
        let district = account.result.districts.ids.firstIndex(of: ids[member])
      else { return name }
      return "\(base): \(account.name(of: district))"
    }
    guard let group = problem.rows.first(where: { $0.name == base })?.group,
      let unit = problem.groups[group].group.firstIndex(of: Int32(member))
    else { return name }
    // The member of a decision about units is a unit, that of any other row a district.
    return row(named: name) == nil
      ? "\(base), unit \(account.result.units.ids[unit])"
      : "\(base): \(account.name(of: account.result.units.district[unit]))"
  }

  /// The unit of a row's sides; empty for what counts choices, such as a decision already taken.
  func unit(ofRow name: String) -> String {
    if let row = row(named: name) { return row.amount.unit }
    return name == PlanningProblem.ownElectricity ? Amount.renewableEnergy.unit : ""
  }

  /// What one more unit of a row's limit does to the objective, or nil where it does nothing.
  func price(of row: Plan.RowResult) -> String? {
    guard row.price.isFinite, abs(row.price) > 1e-12 else { return nil }
    let unit = unit(ofRow: row.name)
    let (factor, per): (Double, String) =
      switch unit {
      case "kWh/a": (1000, "MWh/a")
      case "m²": (10_000, "ha")
      case "EUR": (1e6, "MEUR")
      default: (1, unit.isEmpty ? "unit" : unit)
      }
    let verb =
      account.result.problem.sense == .minimise
      ? row.price > 0 ? "costs" : "saves" : row.price > 0 ? "adds" : "takes away"
    let side = row.sense == .atMost ? "allowed" : "asked for"
    let effect = ShownUnit.phrase(abs(row.price * factor), account.objectiveUnit)
    return "one more \(per) \(side) \(verb) \(effect)"
  }

  /// A row with both sides as one sentence; without a plan, with what it asks for.
  func sentence(of row: Plan.RowResult) -> String {
    let unit = unit(ofRow: row.name)
    let limit = "\(sense(of: row)) \(ShownUnit.phrase(row.rhs, unit))"
    guard account.isDecided else { return "\(title(ofRow: row.name)): \(limit)" }
    return "\(title(ofRow: row.name)): \(ShownUnit.phrase(row.lhs, unit)) (\(limit)); "
      + (price(of: row) ?? "moving it a little changes nothing")
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
