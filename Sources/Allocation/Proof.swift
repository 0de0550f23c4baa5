internal import PlanModel

/// |objective − bound| ÷ max(|objective|, 1e−9), as a plan states its gap.
func gap(of objective: Double, from bound: Double) -> Double {
  abs(objective - bound) / max(abs(objective), 1e-9)
}

extension PlanStatus {
  /// How far a plan with a gap is proved, where some gap was asked for.
  init(gap: Double, asked: Double) {
    self = if gap <= 1e-6 { .optimal } else if gap <= asked { .gap } else { .limit }
  }
}

extension CoupledProblem {
  /// What each row comes to over chosen options.
  ///
  /// - Parameter price: The price of a row, as a plan states it.
  func results(of chosen: [Int], price: (Int) -> Double) -> [Plan.RowResult] {
    zip(rows, activities(of: chosen)).enumerated().map { index, pair in
      Plan.RowResult(
        name: pair.0.name, lhs: pair.1, sense: pair.0.sense, rhs: pair.0.rhs, price: price(index))
    }
  }

  /// The result where no plan meets rows, locks and blocks: rows without sums and prices.
  func planWithout(
    conflict: [String], isSmallest: Bool = false, relaxation: [Plan.Relaxation],
    isCheapest: Bool = false, isUnknown: Bool = false, seconds: Double
  ) -> Plan {
    Plan(
      status: .infeasible, objective: .nan, bound: .nan, gap: .nan, solver: "exact",
      seconds: seconds, chosen: [],
      rows: rows.map {
        Plan.RowResult(name: $0.name, lhs: .nan, sense: $0.sense, rhs: $0.rhs, price: .nan)
      }, reasons: [], conflict: conflict, conflictIsSmallest: isSmallest,
      relaxation: relaxation, relaxationIsCheapest: isCheapest, relaxationIsUnknown: isUnknown)
  }
}
