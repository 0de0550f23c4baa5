import PlanModel

extension ProblemBuilder {
  /// Adds what each stakeholder can carry: the sum over the actions that it leads, where it leads them, is at most its
  /// capacity, and their investment at most the money that it can raise.
  ///
  /// A limit for each year becomes one row a phase, the limit times the phase's years; without phases one row over the
  /// years of the plan.
  mutating func addCapacities(_ stakeholders: [Stakeholder], years: Int) {
    let table = LeadTable(stakeholders)
    for (position, stakeholder) in stakeholders.enumerated() {
      report(stakeholder)
      let parts = led(by: position, of: stakeholder, table)
      if parts.isEmpty { continue }
      for capacity in stakeholder.capacities {
        for (span, times) in capacity.spans(of: options.phases, years: years) {
          addCapacity(
            capacity.rowName(of: stakeholder, span, options.phases),
            amount: capacity.amount, parts: parts, span: span, most: capacity.most * times,
            firmness: capacity.firmness, line: capacity.line)
        }
      }
      if let capital = stakeholder.capital {
        addCapacity(
          stakeholder.capitalRowName, amount: .investment, parts: parts,
          span: .all, most: capital, firmness: 1, line: stakeholder.line)
      }
    }
  }

  /// What a stakeholder leads where: actions that it leads in the same districts stand together.
  private func led(
    by position: Int, of stakeholder: Stakeholder, _ table: LeadTable
  ) -> [(actions: [Int], districts: [(row: Int, id: String)]?)] {
    var parts: [(actions: [Int], rows: [Int])] = []
    for id in stakeholder.leads {
      guard let action = options.actions.firstIndex(where: { $0.id == id }) else { continue }
      let rows = districtIDs.indices.filter {
        table.lead(of: id, in: districtIDs[$0]) == position
      }
      if rows.isEmpty { continue }
      if let same = parts.firstIndex(where: { $0.rows == rows }) {
        parts[same].actions.append(action)
      } else {
        parts.append(([action], rows))
      }
    }
    return parts.map { part in
      (
        part.actions,
        part.rows.count == districtIDs.count ? nil : part.rows.map { ($0, districtIDs[$0]) }
      )
    }
  }

  private mutating func addCapacity(
    _ name: String, amount: Amount,
    parts: [(actions: [Int], districts: [(row: Int, id: String)]?)], span: PhaseSpan,
    most: Double, firmness: Double, line: Int?
  ) {
    let terms = parts.map { part in
      (
        amount: columns.column(
          amount, actions: part.actions, districts: part.districts, span: span), factor: 1.0
      )
    }
    rows.append(
      .init(name: name, terms: terms, sense: .atMost, rhs: [most], firmness: firmness))
    labels.append(
      RowLabel(name: name, unit: amount.unit, members: nil, isMetByNothing: true, line: line))
  }

  /// Districts and actions that a stakeholder names and the plan does not have.
  ///
  /// An action that is not on offer is only doubtful: it may come back with another layer or choice of actions.
  private mutating func report(_ stakeholder: Stakeholder) {
    let owner = stakeholder.owner
    _ = districts(stakeholder.districts, in: owner, line: stakeholder.line)
    reportNotOffered(
      stakeholder.leads + stakeholder.partners, in: owner, code: "society.action-not-offered",
      line: stakeholder.line)
  }

  /// Says of each action that is not on offer who names it.
  mutating func reportNotOffered(_ ids: [String], in owner: String, code: String, line: Int?) {
    let known = options.actions.map(\.id)
    for id in ids where !known.contains(id) {
      diagnostics.append(
        Diagnostic(
          .warning, code, "\(owner) names the action `\(id)`, which is not on offer.",
          remedy: id.nearest(among: known).map { "Did you mean `\($0)`?" }
            ?? "Check the id, and whether the action lacks a layer or is left out.",
          at: Place(file: file, line: line)))
    }
  }
}

extension Stakeholder {
  /// The name of the row of the money that it can raise.
  var capitalRowName: String { "\(RowPrefix.capacity)\(id) capital" }
}

extension StakeholderCapacity {
  /// The name of a row of it.
  func rowName(of stakeholder: Stakeholder, _ span: PhaseSpan, _ phases: [Phase]) -> String {
    "\(RowPrefix.capacity)\(stakeholder.id) \(amount.rawValue)" + span.suffix(phases)
  }

  /// The phases of its rows, and how many times its limit each has.
  ///
  /// - Parameter years: The years of the plan, where there are no phases.
  func spans(of phases: [Phase], years: Int) -> [(PhaseSpan, Double)] {
    func length(_ phase: Phase) -> Double { Double(phase.last - phase.first + 1) }
    if let phase { return [(.during(phase), isYearly ? length(phases[phase]) : 1)] }
    guard isYearly else { return [(.all, 1)] }
    if phases.isEmpty { return [(.all, Double(max(1, years)))] }
    return phases.enumerated().map { (.during($0), length($1)) }
  }
}
