import Actions
import Allocation
import PlanModel
import Reference

/// What is decided on: numbers, options and the problem, computed from what was read and cut.
struct DecisionBasis {
  var numbers: PlanNumbers
  var options: OptionTable
  var problem: PlanningProblem
  /// The catalogue's numbers behind the options.
  var catalogueDefaults: [SourcedNumber]
  /// Findings of the options and the problem.
  var diagnostics: [Diagnostic]

  /// Computes all three.
  ///
  /// - Throws: `PlanningFailure` with the findings, those of the numbers included, where one is an error.
  init(
    plan: PlanDescription, inputs: PlanInputs, areas: PlanAreas, actions: [Action],
    reference: ReferenceData, workers: Workers, entering: (Stage) -> Void = { _ in },
    found: [Diagnostic] = []
  ) throws {
    entering(.numbers)
    numbers = try PlanNumbers.compute(
      plan, inputs: inputs, areas: areas, reference: reference, workers: workers)
    var diagnostics = numbers.diagnostics
    guard !diagnostics.containError else { throw PlanningFailure(found + diagnostics) }
    entering(.options)
    let sized = try planningOptions(
      actions: actions, stock: numbers.unitStock, eligibility: areas.eligibility,
      economy: numbers.economy, workers: workers, phases: plan.problem.phases,
      baseYear: plan.baseYear, firstSlot: plan.problem.compactSlot(of: actions))
    diagnostics += sized.diagnostics
    let built = planningProblem(
      options: sized.options, description: plan, units: areas.units,
      districtIDs: inputs.districts.ids, baselines: numbers.baselines, borders: areas.borders)
    diagnostics += built.diagnostics + problemDiagnostics(built.problem)
    guard !diagnostics.containError else { throw PlanningFailure(found + diagnostics) }
    options = sized.options
    problem = built.problem
    catalogueDefaults = sized.defaults
    self.diagnostics = diagnostics
  }
}
