import Actions
import Allocation
import Exports
import Foundation
import Layers
import PlanFile
import PlanModel
import Reference
import Society

/// The program's version, written into every run record.
public let version = "0.1.0"

/// Everything that is known before the decision.
struct PreparedPlan {
  var plan: PlanDescription
  var reference: ReferenceData
  var catalogues: PlanCatalogues
  var inputs: PlanInputs
  var areas: PlanAreas
  var numbers: PlanNumbers
  var options: OptionTable
  var problem: PlanningProblem
  /// What people said, laid over the options; nil where nobody was asked.
  var hearing: PlanHearing?
  /// What votes on projects decided.
  var votes: [VoteResult]
  /// What each group finds important; nil where the plan does not ask.
  var priorities: GroupPriorities?
  /// The factors of success and failure that are asked about; nil where the plan does not ask.
  var factorLibrary: FactorLibrary?
  /// The objective of each option without the worth of acceptance.
  var plainObjective: [Double]
  /// What the progress of the work leaves to decide, once it is known; nil where the plan names none.
  var progressRules: ProgressRules?
  /// What each group could get at the best, once it is known and the plan asks for fairness.
  var fairBests: [Double?]?
  var comparisons: [NationalComparison]
  /// What the plan names for its Covenant workbook.
  var secap: SECAPInputs
  /// Answers to the questionnaire of the climate-neutral cities.
  var capacity: CapacityAssessment
  /// Measured years, in their order.
  var monitoring: [MonitoredYear]
  var defaults: [SourcedNumber]
  var diagnostics: [Diagnostic]
}

extension PreparedPlan {
  /// Reads, overlays, counts and sizes; every stage that can run adds its findings before any error ends the run.
  static func prepare(
    _ path: String, _ settings: RunSettings, _ clock: StageClock
  ) throws -> PreparedPlan {
    clock.enter(.reading)
    let reading = readPartialPlan(path: path, for: settings.territory)
    guard var plan = reading.plan else { throw PlanningFailure(reading.diagnostics) }
    do {
      return try prepare(&plan, reading.diagnostics, settings, clock)
    } catch let failure as PlanningFailure {
      throw PlanningFailure(plan.relative(failure.diagnostics))
    }
  }

  private static func prepare(
    _ plan: inout PlanDescription, _ found: [Diagnostic], _ settings: RunSettings,
    _ clock: StageClock
  ) throws -> PreparedPlan {
    let workers = settings.workers
    var diagnostics = found
    if let seed = settings.seed { plan.seed = seed }
    if let gap = settings.gap { plan.problem.gap = gap }
    plan.problem.rows += settings.regionalRows
    diagnostics += plan.readInventory()
    diagnostics += try plan.readFunds()
    diagnostics += plan.readProgress()
    let voted = try plan.decideVotes()
    diagnostics += voted.diagnostics
    let reference = try ReferenceData.load()
    let capacity = try plan.readCapacity()
    diagnostics += capacity.diagnostics
    let monitoring = plan.readMonitoring(reference)
    diagnostics += monitoring.diagnostics + plan.statedTwice(monitoring.years)
    if let name = plan.layers.buildings?.profile, let profile = try BuildingProfile.load()[name] {
      plan.layers.buildings = plan.layers.buildings?.applying(profile)
    }
    let catalogues = try PlanCatalogues(of: plan)
    let offered = offeredActions(plan, of: catalogues)
    diagnostics += offered.diagnostics
    let owned = plan.applyingOwners(to: offered.actions)
    diagnostics += owned.diagnostics
    let actions = owned.actions
    let known = catalogues.actions().actions.map(\.id)
    let secap = try SECAPInputs(plan, known: known, reference: reference)
    diagnostics += secap.diagnostics
    if let society = plan.society {
      diagnostics += subjects(of: society, actions: actions, file: plan.file).diagnostics
    }
    let priorities = try plan.priorities(reference, found: &diagnostics)
    let factorLibrary = try plan.factorLibrary(found: &diagnostics)
    let setback = reference.windSetback(country: plan.country)
    // The layers are read even where the plan file has errors, so that all problems are told at once.
    var inputs: PlanInputs
    do {
      inputs = try PlanInputs.read(
        plan, reach: LandPlan.reach(of: actions, nationalSetback: setback.value),
        web: settings.webAccess(for: plan), territory: settings.territory,
        workers: workers, advance: clock.advance)
    } catch let failure as PlanningFailure {
      throw PlanningFailure(
        diagnostics + failure.diagnostics
          + plan.unknownWords(actions: actions, known: known, districts: nil, units: nil))
    }
    inputs.bindClaims(of: plan, actions: actions)
    diagnostics += inputs.diagnostics
    diagnostics += plan.factorDistrictDiagnostics(inputs.districts.ids)
    diagnostics += plan.governanceFindings(actions: actions, districts: inputs.districts.ids)
    diagnostics += plan.roleFindings(actions: actions)
    diagnostics += plan.unknownStatuses(
      monitoring.years, actions: actions, districts: inputs.districts.ids)
    diagnostics += plan.unknownPromises(known: known, districtIDs: inputs.districts.ids)
    if diagnostics.containError {
      // Nothing is decided, so what the plan's own words name is looked for here, to tell all at once.
      let units = try PlanAreas.units(of: plan, inputs: inputs, workers: workers).units
      throw PlanningFailure(
        diagnostics
          + plan.unknownWords(
            actions: actions, known: nil, districts: inputs.districts.ids, units: units))
    }

    clock.enter(.areas)
    let areas = try PlanAreas.overlay(
      plan, inputs: inputs, actions: actions, nationalSetback: setback.value, reference: reference,
      workers: workers, advance: clock.advance)
    diagnostics += areas.diagnostics
    diagnostics += plan.progressFindings(
      actions: actions.map(\.id), districts: inputs.districts.ids, units: areas.units)

    let basis = try DecisionBasis(
      plan: plan, inputs: inputs, areas: areas, actions: actions, reference: reference,
      workers: workers, entering: clock.enter, found: diagnostics)
    diagnostics += basis.diagnostics
    // What is wrong with areas and progress waited for what is wrong with numbers, rules and decisions.
    guard !diagnostics.containError else { throw PlanningFailure(diagnostics) }
    plan.problem.rows = basis.rows
    let comparisons = nationalComparisons(
      basis.numbers.municipalStock, plan: plan, reference: reference)
    diagnostics += comparisonFindings(comparisons, file: plan.file)
    diagnostics += plan.reductionsAboveBaseline(
      of: basis.numbers.inventory, stock: basis.numbers.municipalStock,
      emissionFactors: basis.numbers.emissionFactors)
    // Once, and not in every drawn world: what is decided does not rest on it.
    var numbers = basis.numbers
    let told = numbers.diagnostics.count
    numbers.addIndicators(reference: reference)
    try numbers.addPotentialsAndRisk(
      plan, inputs: inputs, areas: areas, reference: reference, workers: workers)
    diagnostics += numbers.diagnostics.dropFirst(told)
    return PreparedPlan(
      plan: plan, reference: reference, catalogues: catalogues, inputs: inputs, areas: areas,
      numbers: numbers, options: basis.options, problem: basis.problem, hearing: basis.hearing,
      votes: voted.results, priorities: priorities, factorLibrary: factorLibrary,
      plainObjective: basis.plainObjective, comparisons: comparisons, secap: secap,
      capacity: capacity.assessment, monitoring: monitoring.years,
      defaults: numbers.defaults + basis.catalogueDefaults
        + (actions.contains(where: \.rule.usesNationalSetback) ? [setback] : []),
      diagnostics: plan.relative(diagnostics))
  }
}

/// Reads a plan and everything it names, decides, and returns what was found out and decided.
///
/// - Throws: `PlanningFailure` with all findings when the plan file or its data are wrong. A plan that no choice
///   can meet is a result.
func decidePlan(
  at path: String, settings: RunSettings, clock: StageClock
) throws -> PlanResult {
  var prepared = try PreparedPlan.prepare(path, settings, clock)
  let plan = prepared.plan
  let numbers = prepared.numbers
  let areas = prepared.areas

  clock.enter(.deciding)
  let bests = try prepared.hearGroups(settings.limits(for: plan), clock)
  let start = try settings.earlierRun.map { try prepared.earlierPlan(ofRunAt: $0) }
  let earlier = start?.plan
  // The limit of time holds for both searches of a plan that follows progress.
  let begin = clock.elapsed
  let followed = try prepared.followProgress(
    from: earlier ?? settings.carriedOut.map { EarlierPlan(chosen: $0) },
    settings.limits(for: plan), elapsed: { clock.elapsed - begin })
  var diagnostics =
    prepared.diagnostics + (start?.diagnostics ?? []) + prepared.benefitsDiagnostics
  var choices = earlier.map {
    EarlierChoices(
      directory: settings.earlierRun ?? "", chosen: $0.chosen, lost: $0.lost.count)
  }
  diagnostics += choices.map { $0.diagnostics } ?? []
  diagnostics += stabilityDiagnostics(plan, hasEarlier: earlier != nil || followed != nil)
  let decided = try reportingLimits {
    let limits = settings.limits(for: plan)
    // Where a plan is known that keeps all rows, what is left of the one before is no better start.
    let isKnown = settings.knownPlan != nil && plan.problem.stability == nil
    guard let earlier = followed?.before ?? earlier, !isKnown else {
      return try allocate(
        prepared.problem, limits: limits, from: settings.knownPlan.map { WarmStart(chosen: $0) },
        elapsed: { clock.elapsed - begin })
    }
    let found = try replan(
      prepared.problem, from: earlier, stability: plan.problem.stability ?? 0, limits: limits,
      elapsed: { clock.elapsed - begin })
    if plan.problem.stability != nil {
      choices?.stabilityCost = found.stabilityCost
      choices?.nearby = found.nearby
    }
    return found.plan
  }
  for fault in verify(decided, against: prepared.problem) {
    diagnostics.append(
      Diagnostic(
        .error, "plan.not-verified", fault, remedy: "Report this: the solver's plan does not hold.")
    )
  }

  let prices = try prepared.hearingPrices(of: decided, settings.limits(for: plan), clock)
  let ranges = try NumberRanges.load(prepared.reference)
  var draws: DrawSummary?
  let drawCount = settings.draws ?? plan.draws
  if drawCount > 0, decided.status != .infeasible {
    clock.enter(.drawing)
    draws = try DrawnWorlds(
      prepared: prepared, plan: decided, ranges: ranges, workers: settings.workers
    ).summary(draws: drawCount)
  }

  var result = PlanResult(
    description: plan, districts: prepared.inputs.districts, buildings: prepared.inputs.buildings,
    stock: numbers.stock, buildingDistrict: areas.buildingDistrict, units: areas.units,
    unitStock: numbers.unitStock, districtStock: numbers.districtStock,
    municipalStock: numbers.municipalStock, outsideStock: numbers.outsideStock,
    districtIndicators: numbers.districtIndicators, unitIndicators: numbers.unitIndicators,
    ledger: areas.ledger, eligibility: areas.eligibility, exclusions: areas.exclusions,
    interests: areas.interests,
    baselineEmissions: numbers.baselineEmissions, emissionFactors: numbers.emissionFactors,
    options: prepared.options, problem: prepared.problem, plan: decided, diagnostics: diagnostics,
    record: RunRecord())
  result.namesNotOffered = prepared.namesNotOffered
  result.addProgress(followed?.result)
  let account = ImplementationAccount(result)
  result.diagnostics += implementationFindings(
    of: account, plan: plan, actions: prepared.options.actions,
    districts: prepared.inputs.districts.ids)
  result.climateRisk = numbers.climateRisk
  result.vulnerability = numbers.vulnerability
  result.inventory = numbers.inventory
  result.draws = draws
  result.society = try prepared.societyResult(
    decided, bests: bests, prices: prices, workers: settings.workers)
  result.benefits = try prepared.benefitsResult(decided)
  result.landContention = try areas.landContention(prepared.options.actions)
  result.votes = prepared.votes
  result.factors = prepared.factorsResult(result, account)
  result.governance = prepared.governanceResult(result, account)
  result.diagnostics += warningDiagnostics(result) + governanceGaps(result)
  result.earlier = choices
  result.borders = areas.borders
  result.population = numbers.population
  result.comparisons = prepared.comparisons
  result.monitoring = prepared.monitoring
  var capacity = prepared.capacity
  capacity.fill(from: result)
  result.capacity = capacity
  result.changedDefaults = plan.changedDefaults(prepared.reference)
  result.monitoringInventory =
    prepared.secap.monitoringInventory
    ?? prepared.monitoring.last { $0.inventory != nil }?.inventory
  result.record.version = version
  result.record.libraries = libraryVersions()
  result.record.planSHA256 = try sha256(ofFile: plan.file)
  result.record.inputs = plan.relative(
    prepared.inputs.reports + (try tableReports(plan)) + (try contractReports(plan)))
  result.record.crs = prepared.inputs.crs
  let defaults = prepared.defaults + prepared.benefitsDefaults(decided)
  result.record.defaults = unique(defaults).map { number in
    var stated = number
    stated.range = ranges.range(of: number)
    return stated
  }
  result.record.closures =
    closures(of: result) + benefitClosures(of: result) + progressClosures(of: result)
  for closure in result.record.closures where !closure.holds {
    result.diagnostics.append(
      Diagnostic(
        .warning, "run.not-closed",
        "\(closure.name): the parts add up to \(closure.parts.shortest), the whole is \(closure.whole.shortest).",
        remedy: "Look for invalid or overlapping geometries among the findings above."))
  }
  result.diagnostics = plan.relative(result.diagnostics + secapDisagreements(of: result))
  return result
}

extension PreparedPlan {
  /// The names of actions of the catalogues that are not on offer, by id.
  fileprivate var namesNotOffered: [String: String] {
    let offered = Set(options.actions.map(\.id))
    return Dictionary(
      catalogues.actions().actions.filter { !offered.contains($0.id) }.map { ($0.id, $0.name) },
      uniquingKeysWith: { first, _ in first })
  }
}

/// A cost of changes without an earlier run to count them against.
private func stabilityDiagnostics(_ plan: PlanDescription, hasEarlier: Bool) -> [Diagnostic] {
  guard plan.problem.stability != nil, !hasEarlier else { return [] }
  return [
    Diagnostic(
      .warning, "plan.stability-without-run",
      "`stability` is about an earlier run, and none is named.",
      remedy: "Name its folder with --from, or remove the key.", at: Place(file: plan.file))
  ]
}

extension EarlierChoices {
  /// What planners should know of the start.
  var diagnostics: [Diagnostic] {
    guard lost > 0 else { return [] }
    return [
      Diagnostic(
        .note, "plan.earlier-choices-lost",
        "\(lost) choices of the earlier run have no option in this one.",
        remedy: "Units, actions or data have changed; these places are decided afresh.",
        at: Place(file: directory), count: lost)
    ]
  }
}

/// The tables of the inventory and of progress, as inputs.
private func tableReports(_ plan: PlanDescription) throws -> [LayerReport] {
  try [("inventory", plan.inventory.file), ("progress", plan.progress?.file)].compactMap {
    name, file in
    try file.map {
      LayerReport(name: name, source: $0, driver: "CSV", sha256: try sha256(ofFile: $0))
    }
  }
}

/// Answers to the questionnaire and tables of measured years, as inputs.
private func contractReports(_ plan: PlanDescription) throws -> [LayerReport] {
  let files =
    plan.capacity.map { ("capacity", $0.file, "YAML") }
    + plan.monitoring.flatMap { year in
      [year.inventory, year.statuses].compactMap { $0 }
        .map { ("monitoring \(year.year)", $0, "CSV") }
    }
  return try files.map { name, file, driver in
    LayerReport(name: name, source: file, driver: driver, sha256: try sha256(ofFile: file))
  }
}

/// One entry a name, in the order of names.
private func unique(_ numbers: [SourcedNumber]) -> [SourcedNumber] {
  var seen: Set<String> = []
  return numbers.sorted { ($0.name, $0.value) < ($1.name, $1.value) }.filter {
    seen.insert($0.name).inserted
  }
}

/// Peak resident memory of this process in bytes, as Linux states it; 0 where it does not.
func peakMemory() -> Int {
  guard let data = FileManager.default.contents(atPath: "/proc/self/status"),
    let text = String(data: data, encoding: .utf8),
    let line = text.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
    let kibibytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first
      .flatMap({ Int($0) })
  else { return 0 }
  return kibibytes * 1024
}
