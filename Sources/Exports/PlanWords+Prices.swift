import PlanModel

/// What moving a rule would do, in the planner's words and sizes.
extension PlanWords {
  /// A handy size to move a row by: in the row's unit, and in words.
  func step(of row: Plan.RowResult) -> (size: Double, words: String) {
    let size = max(abs(row.rhs), row.lhs.isFinite ? abs(row.lhs) : 0)
    func pick(_ steps: [(least: Double, size: Double, words: String)]) -> (Double, String) {
      let step = steps.first { size >= $0.least } ?? steps[steps.count - 1]
      return (step.size, step.words)
    }
    if row.name.hasPrefix(RowPrefix.adoption) { return (0.01, "1 % of what could be reached") }
    return switch unit(ofRow: row.name) {
    case "EUR": pick([(2e6, 1e6, "1 MEUR"), (2e5, 1e5, "100 kEUR"), (0, 1000, "1 kEUR")])
    case "EUR/a":
      pick([(2e6, 1e6, "1 MEUR/a"), (2e5, 1e5, "100 kEUR/a"), (0, 1000, "1 kEUR/a")])
    case "t CO2e/a": pick([(1000, 100, "100 t a year"), (0, 1, "1 t a year")])
    case "kWh/a": pick([(2e6, 1e6, "1 GWh a year"), (0, 1000, "1 MWh a year")])
    case "m²": (10_000, "1 ha")
    case "kW": pick([(2000, 1000, "1 MW"), (0, 1, "1 kW")])
    case "job-years": pick([(200, 100, "100 job-years"), (0, 1, "1 job-year")])
    case ShownUnit.share: (0.01, "1 percentage point")
    case let other: (1, other.isEmpty ? "1" : "1 \(other)")
    }
  }

  /// What moving a row by a handy size does to the objective, or nil where it does nothing.
  ///
  /// It is always told in the direction that makes the plan better.
  func price(of row: Plan.RowResult) -> String? {
    guard row.price.isFinite, abs(row.price) > 1e-12 else { return nil }
    let step = step(of: row)
    let effect = ShownUnit.phrase(abs(row.price) * step.size, account.objectiveUnit)
    let gain = minimises ? "cost \(effect) less" : "cut \(effect) more"
    if account.rowNames.isDecision(row.name) {
      return "without this decision the plan would \(gain)"
    }
    if account.rowNames.isAcceptance(row.name), row.sense == .atLeast {
      return "if 1 percentage point less had to be granted, the plan would \(gain)"
    }
    // A limit that is eased makes the plan better; of an equality, the price says which way that is.
    let isEasedByMore =
      switch row.sense {
      case .atMost: true
      case .atLeast: false
      case .equal: minimises == (row.price < 0)
      }
    return isEasedByMore
      ? "with \(step.words) more the plan would \(gain)"
      : "with \(step.words) less asked for the plan would \(gain)"
  }

  /// What moving a rule would do: by its price, or by the room that it leaves.
  ///
  /// Prices are those of the linear relaxation, which may use up a rule that the plan leaves much room in. Moving that rule
  /// does nothing to the plan, so its room comes first.
  func moving(_ row: Plan.RowResult) -> String {
    guard let price = price(of: row) else { return room(of: row) }
    guard leavesMuch(row) else { return price }
    return "\(room(of: row)); in the linear relaxation, which uses it up, \(price)"
  }

  /// Whether a rule leaves more than the fiftieth that whole choices may leave of a rule that binds.
  private func leavesMuch(_ row: Plan.RowResult) -> Bool {
    if row.sense == .equal || account.rowNames.isDecision(row.name) { return false }
    let room = row.sense == .atMost ? row.rhs - row.lhs : row.lhs - row.rhs
    return room.isFinite && room > 0.02 * max(abs(row.rhs), abs(row.lhs))
  }

  /// How a rule that does not bind holds.
  func room(of row: Plan.RowResult) -> String {
    let room = row.sense == .atMost ? row.rhs - row.lhs : row.lhs - row.rhs
    guard row.sense != .equal, room.isFinite, room > 1e-6 * max(1, abs(row.rhs)) else {
      return "moving it a little changes nothing"
    }
    let unit = unit(ofRow: row.name)
    let amount = ShownUnit.phrase(room, unit)
    if row.sense == .atLeast { return "holds with room to spare: \(amount) more than asked for" }
    let verb = unit.hasPrefix("EUR") ? "unspent" : "unused"
    return "holds with room to spare: \(amount) \(verb)"
  }

  /// The smallest change that would turn a choice, as the end of a sentence about the runner-up; nil where there is none.
  func turn(_ reason: Plan.Reason) -> String? {
    guard let change = account.changes.change(of: reason) else { return nil }
    let percent = "\((abs(change.share) * 100).aboutThreeDigits) %"
    let way = change.share < 0 ? "less" : "more"
    switch change.subject {
    case .runnerUpCost: return "if its investment cost \(percent) \(way)"
    case .chosenCost:
      return
        "if the investment for “\(account.title(of: reason.chosen))” cost \(percent) \(way)"
    case .rowPrice(let position):
      let row = plan.rows[position]
      let step = step(of: row)
      let by = ShownUnit.phrase(abs(change.by) * step.size, account.objectiveUnit)
      let price = plan.rows[position].price
      let direction = abs(price + change.by) < abs(price) ? "lower" : "higher"
      return
        "if the price of “\(title(ofRow: row.name))” were \(percent) \(direction), by \(by) for \(step.words)"
    }
  }
}
