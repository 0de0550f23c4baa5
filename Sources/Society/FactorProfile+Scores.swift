public import PlanModel

extension FactorProfile {
  /// The scores of some answers.
  ///
  /// A score is the mean of the answered levels, each as a share of the best (0, ⅓, ⅔, 1). That is the share of what is there at
  /// all × how far that is: with n answers of which m are above none, (m/n) · (Σ level / 3m) = Σ level / 3n (a judgement of ours,
  /// `docs/methods.md`). What was not answered counts neither for nor against.
  ///
  /// - Parameters:
  ///   - levels: The level of each factor; nil where it was not answered.
  ///   - isAsked: Whether each factor is asked here; an answer to what is not asked does not count.
  public init(levels: [FactorLevel?], isAsked: [Bool], of library: [SuccessFactor]) {
    precondition(
      levels.count == library.count && isAsked.count == library.count,
      "there is a level, or none, for each factor")
    func score(_ belongs: (SuccessFactor) -> Bool) -> FactorScore {
      let asked = library.indices.filter { isAsked[$0] && belongs(library[$0]) }
      let answered = asked.compactMap { levels[$0] }
      // Whole numbers, so that the order of factors cannot change a digit.
      let sum = answered.reduce(0) { $0 + $1.rawValue }
      let most = answered.count * FactorLevel.monitored.rawValue
      return FactorScore(
        asked: asked.count, answered: answered.count,
        inForce: answered.count { $0.rawValue >= FactorLevel.inForce.rawValue },
        score: answered.isEmpty ? nil : Double(sum) / Double(most))
    }
    self.init(
      levels: levels, isAsked: isAsked,
      dimensions: FactorDimension.allCases.map { dimension in
        score { $0.dimension == dimension }
      },
      capacities: FactorDimension.Capacity.allCases.map { capacity in
        score { $0.dimension.capacity == capacity }
      }, all: score { _ in true })
  }
}
