import PlanModel

extension ProblemBuilder {
  /// Adds how much of an action people take up: by the end of each phase, or by the target year without phases, the units
  /// that have the action hold at most the curve's share of what the action could reach in all units.
  ///
  /// A unit weighs as much as the action is large where it stands alone (floor, heat, roof or land, as its base is).
  mutating func addAdoption(_ rules: [AdoptionRule], targetYear: Int) {
    for rule in rules {
      let owner = "The adoption of `\(rule.action)`"
      guard let action = actions([rule.action], in: owner, line: rule.line)?.first else { continue }
      let weights = weights(of: action)
      let whole = weights.compensatedSum()
      if whole <= 0 { continue }
      let packages = options.packages.map { $0.contains(action) }
      let spans: [(span: PhaseSpan, year: Int)] =
        options.phases.isEmpty
        ? [(.all, targetYear)]
        : options.phases.enumerated().map { (.through($0), $1.last) }
      for (span, year) in spans {
        let values = (0..<options.count).map { option in
          packages[Int(options.package[option])] && span.contains(options.phase(of: option))
            ? weights[Int(options.unit[option])] / whole : 0
        }
        let name = RowPrefix.adoption + rule.action + span.suffix(options.phases)
        rows.append(
          .init(
            name: name, terms: [(columns.column(named: name, values), 1)], sense: .atMost,
            rhs: [rule.reached(by: Double(year))], firmness: rule.firmness))
        labels.append(
          RowLabel(name: name, unit: "", members: nil, isMetByNothing: true, line: rule.line))
      }
    }
  }

  /// The size of an action in each unit where it comes first in a package; 0 where it cannot be done.
  private func weights(of action: Int) -> [Double] {
    var weights = Array(repeating: 0.0, count: units.count)
    for option in 0..<options.count
    where options.packages[Int(options.package[option])].first == action {
      let unit = Int(options.unit[option])
      weights[unit] = max(weights[unit], options.size[option])
    }
    return weights
  }
}
