public import PlanModel

/// The column of what one group gets; its values add up to shares of all it asked for.
public func acceptanceColumn(of group: HelixGroup) -> String { "acceptance:\(group.id)" }

/// The column of what all groups get by their weights.
public let acceptanceColumn = "acceptance"

/// The row that keeps one group from being left behind.
public func fairnessRow(of group: HelixGroup) -> String { "fairness:\(group.id)" }

/// The groups' weights, adding up to 1 over those that asked for anything; 0 for the others.
public func weights(of groups: [HelixGroup], demands: Demands) -> [Double] {
  let heard = groups.indices.map { demands.asked[$0] > 0 ? groups[$0].weight : 0 }
  let sum = heard.compensatedSum()
  return sum > 0 ? heard.map { $0 / sum } : heard
}

extension PlanningProblem {
  /// Adds what the groups ask for: a column a group and one of all by their weights, the worth of acceptance to the
  /// objective, and the floors as rows.
  ///
  /// A floor of 40 % of what a group asked for is the row Σ acceptance:group ≥ 0.4 − what it gets where nothing is done.
  ///
  /// - Parameter isShown: Whether each group has enough people for numbers of its own; one that has not counts among all,
  ///   and has no rules of its own, because their sums would tell what single people said.
  /// - Returns: Floors that name a group which asked for nothing or has too few people, as findings; such a floor is no row.
  public mutating func add(
    _ demands: Demands, of society: SocietyDescription, isShown: [Bool], file: String
  ) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    let weights = weights(of: society.groups, demands: demands)
    let first = amounts.count
    for (group, values) in zip(society.groups, demands.amounts) {
      amounts.append((acceptanceColumn(of: group), values))
    }
    let together = (0..<optionCount).map { option in
      zip(weights, demands.amounts).map { $0 * $1[option] }.compensatedSum()
    }
    amounts.append((acceptanceColumn, together))
    if let worth = society.worth {
      let sign = sense == .minimise ? -1.0 : 1.0
      for option in 0..<optionCount { objective[option] += sign * worth * together[option] }
    }
    for floor in society.floors {
      let position = floor.group.flatMap { id in society.groups.firstIndex { $0.id == id } }
      let asked = position.map { demands.asked[$0] } ?? demands.asked.compensatedSum()
      let hasPeople = position.map { isShown[$0] } ?? true
      guard asked > 0, hasPeople else {
        let owner = position.map { "the group `\(society.groups[$0].id)`" } ?? "all groups"
        diagnostics.append(
          Diagnostic(
            .warning, "society.floor-of-nobody",
            "The floor `\(floor.name)` is about \(owner), of whom \(asked > 0 ? "too few people spoke" : "nobody asked for anything"), so it is left out.",
            remedy: asked > 0
              ? "Join the group with another, or remove the floor."
              : "Check the field `group` of the contributions, or remove the floor.",
            at: Place(file: file, line: floor.line)))
        continue
      }
      let constant =
        position.map { demands.constant[$0] }
        ?? zip(weights, demands.constant).map { $0 * $1 }.compensatedSum()
      rows.append(
        Row(
          name: floor.name, terms: [(first + (position ?? society.groups.count), 1)],
          sense: .atLeast, rhs: [floor.share - constant], firmness: floor.firmness))
    }
    return diagnostics
  }

  /// The same problem asked for the plan that gives one group the most.
  ///
  /// All rows and locks stay; the borders cost nothing, for the question is what the group could get.
  public func best(for group: HelixGroup) -> PlanningProblem {
    var problem = self
    problem.sense = .maximise
    problem.objective = column(acceptanceColumn(of: group))
    problem.compactness?.penalty = 0
    return problem
  }

  /// Adds a row for each group with a best: at least a share of what its best possible plan would give it.
  ///
  /// - Parameter best: What the best possible plan gives each group, 0…1; nil: no rule for the group.
  public mutating func keepFair(
    _ fairness: FairnessDescription, best: [Double?], demands: Demands, groups: [HelixGroup]
  ) {
    for (position, group) in groups.enumerated() {
      guard let best = best[position],
        let column = amounts.firstIndex(where: { $0.name == acceptanceColumn(of: group) })
      else { continue }
      rows.append(
        Row(
          name: fairnessRow(of: group), terms: [(column, 1)], sense: .atLeast,
          rhs: [fairness.share * best - demands.constant[position]]))
    }
  }

  /// The values of a column.
  func column(_ name: String) -> [Double] {
    amounts.first { $0.name == name }?.values ?? Array(repeating: 0, count: optionCount)
  }
}
