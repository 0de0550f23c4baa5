import PlanModel

extension ProblemBuilder {
  /// Adds how much of an action people take up: by the end of each phase, or by the target year without phases, the units
  /// that have the action hold at most the curve's share of what the action could reach in all units.
  ///
  /// A unit weighs as much as the action is large where it stands alone (floor, heat, roof or land, as its base is).
  mutating func addAdoption(_ rules: [AdoptionRule], targetYear: Int) {
    for rule in rules {
      guard let action = actions([rule.action], in: rule.owner, line: rule.line)?.first else {
        continue
      }
      let weights = options.sizes(of: action, units: units.count)
      let whole = weights.compensatedSum()
      if whole <= 0 { continue }
      let packages = options.packages.map { $0.contains(action) }
      for (span, year) in AdoptionRule.spans(of: options.phases, targetYear: targetYear) {
        let values = (0..<options.count).map { option in
          packages[Int(options.package[option])] && span.contains(options.phase(of: option))
            ? weights[Int(options.unit[option])] / whole : 0
        }
        let name = rule.rowName(span, options.phases)
        rows.append(
          .init(
            name: name, terms: [(columns.column(named: name, values), 1)], sense: .atMost,
            rhs: [rule.reached(by: Double(year))], firmness: rule.firmness))
        labels.append(
          RowLabel(name: name, unit: "", members: nil, isMetByNothing: true, line: rule.line))
      }
    }
  }
}

extension AdoptionRule {
  /// The phases that its rows count, and the year by whose end each holds.
  static func spans(of phases: [Phase], targetYear: Int) -> [(span: PhaseSpan, year: Int)] {
    phases.isEmpty
      ? [(.all, targetYear)] : phases.enumerated().map { (.through($0), $1.last) }
  }

  /// The name of a row of it.
  func rowName(_ span: PhaseSpan, _ phases: [Phase]) -> String {
    RowPrefix.adoption + action + span.suffix(phases)
  }
}

extension OptionTable {
  /// The size of an action in each unit where it comes first in a package; 0 where it cannot be done.
  func sizes(of action: Int, units: Int) -> [Double] {
    var sizes = Array(repeating: 0.0, count: units)
    for option in 0..<count where packages[Int(package[option])].first == action {
      let unit = Int(unit[option])
      sizes[unit] = max(sizes[unit], size[option])
    }
    return sizes
  }
}
