import Actions
import Allocation
import PlanModel
import Reference
import Society

/// What is decided on: numbers, options and the problem, computed from what was read and cut.
struct DecisionBasis {
  var numbers: PlanNumbers
  /// The rows of the plan file, with the districts and shares of equity found.
  var rows: [RowDescription]
  var options: OptionTable
  var problem: PlanningProblem
  /// What people said, laid over the options; nil where nobody was asked.
  var hearing: PlanHearing?
  /// The objective of each option without the worth of acceptance.
  var plainObjective: [Double]
  /// The catalogue's numbers behind the options.
  var catalogueDefaults: [SourcedNumber]
  /// Findings of the options and the problem.
  var diagnostics: [Diagnostic]

  /// Computes all three.
  ///
  /// - Parameter fairBests: What each group could get at the best, where it is known already and the plan asks for fairness.
  /// - Throws: `PlanningFailure` with the findings, those of the numbers included, where one is an error.
  init(
    plan: PlanDescription, inputs: PlanInputs, areas: PlanAreas, actions: [Action],
    reference: ReferenceData, workers: Workers, fairBests: [Double?]? = nil,
    entering: (Stage) -> Void = { _ in },
    found: [Diagnostic] = []
  ) throws {
    entering(.numbers)
    numbers = try PlanNumbers.compute(
      plan, inputs: inputs, areas: areas, reference: reference, workers: workers)
    var diagnostics = numbers.diagnostics
    var plan = plan
    diagnostics += plan.resolveEquity(
      districts: inputs.districts, stock: numbers.districtStock, prices: numbers.economy.prices,
      reference: reference)
    rows = plan.problem.rows
    guard !diagnostics.containError else {
      throw PlanningFailure(
        found + diagnostics
          + plan.unknownWords(
            actions: actions, districtIDs: inputs.districts.ids, unitIDs: areas.units.ids))
    }
    entering(.options)
    var sized = try planningOptions(
      actions: actions, stock: numbers.unitStock, eligibility: areas.eligibility,
      economy: numbers.economy, workers: workers, phases: plan.problem.phases,
      baseYear: plan.baseYear, firstSlot: plan.problem.compactSlot(of: actions))
    diagnostics += sized.diagnostics
    sized.options = sized.options.withFundLevels(of: plan)
    let built = planningProblem(
      options: sized.options, description: plan, units: areas.units,
      districtIDs: inputs.districts.ids, baselines: numbers.baselines, borders: areas.borders)
    var problem = built.problem
    plainObjective = problem.objective
    if let society = plan.society, let contributions = areas.contributions {
      let heard = PlanHearing(
        contributions, options: sized.options, units: areas.units.count, society: society,
        reference: reference)
      diagnostics += heard.diagnostics(society.groups, file: plan.file)
      diagnostics += problem.add(
        heard.demands, of: society, isShown: heard.isShown, file: plan.file)
      if let fairness = society.fairness, let fairBests {
        problem.keepFair(
          fairness, best: fairBests, demands: heard.demands,
          groups: society.groups)
      }
      hearing = heard
    }
    diagnostics += built.diagnostics + problemDiagnostics(problem)
    guard !diagnostics.containError else { throw PlanningFailure(found + diagnostics) }
    options = sized.options
    self.problem = problem
    catalogueDefaults = sized.defaults
    self.diagnostics = diagnostics
  }
}
