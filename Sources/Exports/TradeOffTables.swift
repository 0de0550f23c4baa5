public import PlanModel

/// The points of a sweep as a table: one line a right-hand side, in the order asked for.
///
/// Where no plan exists, only the right-hand side and the status stand. `changed` counts the decisions that differ from the
/// point before; the columns named `sum of …` hold the sum of each row.
///
/// - Parameters:
///   - rowUnit: The unit of the right-hand side; empty where the problem has no units.
///   - objectiveUnit: The unit of the objective.
public func sweepCSV(_ sweep: Sweep, rowUnit: String = "", objectiveUnit: String = "") -> String {
  var table = CSVTable(
    header: [
      "rhs", "rhsUnit", "status", "objective", "bound", "objectiveUnit", "gap", "price", "changed",
    ] + sweep.rowNames.map { "sum of \($0)" }, notice: nil)
  for point in sweep.points {
    table.add(
      [
        .number(point.rhs), .text(rowUnit), .text(point.plan.status.rawValue),
        .number(point.plan.objective), .number(point.plan.bound), .text(objectiveUnit),
        .number(point.plan.gap), .number(point.price),
        .number(point.plan.changed.map { Double($0) }),
      ] + sums(point.plan, count: sweep.rowNames.count))
  }
  return table.text
}

/// The points of a frontier as a table, from the best objective to the best second quantity.
///
/// `weight` is what a unit of the second quantity was worth, in objective, where the plan was found; empty at the far end.
public func frontierCSV(
  _ frontier: Frontier, amountUnit: String = "", objectiveUnit: String = ""
) -> String {
  var table = CSVTable(
    header: [
      "amount", "sum", "sumUnit", "status", "objective", "objectiveUnit", "gap", "weight",
      "changed",
    ] + frontier.rowNames.map { "sum of \($0)" }, notice: nil)
  for point in frontier.points {
    table.add(
      [
        .text(frontier.amount), .number(point.amount), .text(amountUnit),
        .text(point.plan.status.rawValue), .number(point.plan.objective), .text(objectiveUnit),
        .number(point.plan.gap), .number(point.weight),
        .number(point.plan.changed.map { Double($0) }),
      ] + sums(point.plan, count: frontier.rowNames.count))
  }
  return table.text
}

private func sums(_ plan: TradeOffPoint, count: Int) -> [CSVTable.Cell] {
  (0..<count).map { .number(plan.sums.indices.contains($0) ? plan.sums[$0] : nil) }
}
