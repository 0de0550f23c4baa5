import PlanModel

extension ProblemBuilder {
  /// The row that holds generated electricity to what is used after the plan, over the year:
  /// Σ generation − Σ change of electricity ≤ use today. nil where nothing generates.
  ///
  /// Generation is credited at the factor of electricity. Beyond the municipality's own use that credit would be
  /// other places' emissions, and the plan could claim more than the whole baseline; the Covenant's formula for the
  /// local factor ends at the same point, where local production equals consumption.
  mutating func ownElectricityRow() -> PlanningProblem.Row? {
    let generators = generators
    guard !generators.isEmpty, options.count > 0 else { return nil }
    let generation = columns.column(.renewableEnergy, actions: generators, districts: nil)
    let change = columns.electricityChange()
    return PlanningProblem.Row(
      name: PlanningProblem.ownElectricity, terms: [(generation, 1), (change, -1)], sense: .atMost,
      rhs: [options.electricityUse])
  }

  /// Adds the row where it could bind, or warns where the plan itself allows more than is used.
  ///
  /// A cap on part of the generation, in some districts or below the use leaves the row in place: it would not keep
  /// the plan from claiming more than there is.
  mutating func hold(
    _ row: PlanningProblem.Row, in problem: inout PlanningProblem, capped: [RowDescription]
  ) {
    var isOut = Array(repeating: false, count: problem.optionCount)
    for lock in problem.locks where !lock.lockedIn { isOut[lock.option] = true }
    let most = reach(of: row, in: problem, isOut: isOut).most[0]
    guard most > row.rhs[0] else { return }
    let gigawatthours = "\((row.rhs[0] / 1e6).fixed(1)) GWh a year used today"
    if capped.contains(where: { allowsMore(than: row.rhs[0], $0) }) {
      diagnostics.append(
        Diagnostic(
          .warning, "problem.generation-exceeds-use",
          "The plan's own cap on renewableEnergy lets the options generate more electricity than is used (\(gigawatthours)).",
          remedy: "Read reductions by generation beyond the use as avoided elsewhere.",
          at: Place(file: file)))
      return
    }
    problem.rows.append(row)
    labels.append(RowLabel(name: row.name, unit: "kWh/a", isMetByNothing: true))
    diagnostics.append(
      Diagnostic(
        .note, "problem.own-electricity",
        "The rule `own electricity` holds generation to the electricity used after the plan (\(gigawatthours)), because more could be generated than that.",
        remedy: "To plan for export, cap renewableEnergy above the use with a row of your own.",
        at: Place(file: file)))
  }

  /// Whether a row of the plan caps all generation of the municipality above `use`, kWh/a.
  private func allowsMore(than use: Double, _ row: RowDescription) -> Bool {
    guard row.amount == .renewableEnergy, row.sense != .atLeast, row.districts.isEmpty,
      !row.perDistrict, case .amount(let limit) = row.limit, limit > use
    else { return false }
    return row.actions.isEmpty
      || generators.allSatisfy { row.actions.contains(options.actions[$0].id) }
  }

  /// The actions that generate electricity.
  private var generators: [Int] {
    options.actions.indices.filter { action in
      switch options.actions[action].effect {
      case .photovoltaic, .wind: true
      default: false
      }
    }
  }
}
