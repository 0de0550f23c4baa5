public import PlanModel

/// What each group finds important, from all judgements of its people.
///
/// Inside a group judgements are joined by the geometric mean: of the comparisons where all of them are comparisons (AIJ,
/// so that the group is asked as one), else of the weights. A group without a judgement weighs all criteria alike.
public struct GroupPriorities: Sendable {
  /// The weights of the criteria, group by group; each group's add up to 1.
  public let weights: [[Double]]
  /// Whether the group was asked at all.
  public let isAsked: [Bool]
  /// Comparisons that contradict themselves, and groups that were not asked.
  public let diagnostics: [Diagnostic]

  /// Joins the judgements.
  ///
  /// - Throws: `PlanningFailure` with everything in a judgement that is out of range.
  public init(
    _ criteria: CriteriaDescription, groups: [HelixGroup], rules: SocietyRules, file: String
  ) throws(PlanningFailure) {
    var diagnostics: [Diagnostic] = []
    var weights: [[Double]] = []
    var isAsked: [Bool] = []
    let count = criteria.criteria.count
    for group in groups {
      let own = criteria.judgements.filter { $0.group == group.id }
      isAsked.append(!own.isEmpty)
      if own.isEmpty {
        weights.append(Weights(equal: count).values)
        diagnostics.append(
          Diagnostic(
            .note, "society.no-judgement",
            "Nobody of the group `\(group.id)` judged the criteria, so it weighs all of them alike.",
            remedy: "Add a judgement under society.criteria.judgements.",
            at: Place(file: file, line: criteria.line)))
        continue
      }
      var comparisons: [PairwiseComparison] = []
      var each: [Weights] = []
      for judgement in own {
        switch judgement.answer {
        case .points(let points): each.append(try Weights(points: points))
        case .swing(let swings): each.append(try Weights(swings: swings))
        case .ranking(let ranks): each.append(try Weights(ranks: ranks, by: .centroid))
        case .pairs(let triangle):
          let comparison = try PairwiseComparison(count: count, upperTriangle: triangle)
          let priorities = try PairwisePriorities(
            of: comparison, randomIndices: rules.randomIndices)
          diagnostics += Self.contradictions(
            priorities, judgement, of: group, criteria: criteria.criteria, rules: rules, file: file)
          comparisons.append(comparison)
          each.append(priorities.weights)
        }
      }
      let alike = Weights(equal: own.count)
      if comparisons.count == own.count {
        let joined = try PairwiseComparison.group(of: comparisons, counting: alike)
        weights.append(
          try PairwisePriorities(of: joined, randomIndices: rules.randomIndices).weights.values)
      } else {
        weights.append(try Weights.mean(of: each, counting: alike, as: .geometric).values)
      }
    }
    self.weights = weights
    self.isAsked = isAsked
    self.diagnostics = diagnostics
  }

  private static func contradictions(
    _ priorities: PairwisePriorities, _ judgement: CriteriaJudgement, of group: HelixGroup,
    criteria: [Criterion], rules: SocietyRules, file: String
  ) -> [Diagnostic] {
    guard priorities.consistencyRatio > rules.consistencyLimit else { return [] }
    let who =
      judgement.name.isEmpty ? "A judgement of `\(group.id)`" : "The judgement of \(judgement.name)"
    let ratio = priorities.consistencyRatio.rounded(toDecimals: 2)
    let remedy =
      priorities.farthest.map { pair in
        let (row, column) = (criteria[pair.row].rawValue, criteria[pair.column].rawValue)
        let times = { (x: Double) in x.rounded(toDecimals: 2) }
        return
          "Ask again how `\(row)` compares with `\(column)`: \(times(pair.stated)) times was said, and the other comparisons say \(times(pair.implied)) times."
      } ?? "Ask again."
    return [
      Diagnostic(
        .warning, "society.inconsistent",
        "\(who) contradicts itself: its consistency ratio is \(ratio), above \(rules.consistencyLimit.rounded(toDecimals: 2)).",
        remedy: remedy, at: Place(file: file, line: judgement.line))
    ]
  }
}
