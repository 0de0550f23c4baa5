import Actions
import Allocation
import Exports
import Foundation
import Layers
import PlanFile
public import PlanModel
import Reference

/// The program's version, written into every run record.
public let version = "0.1.0"

/// Reads a plan and everything it names, decides, and returns what was found out and decided.
///
/// - Parameters:
///   - path: A `plan.yaml` or its folder.
///   - progress: Called at the start of each stage and inside the long ones.
/// - Returns: The result; its plan may be infeasible.
/// - Throws: `PlanningFailure` with all findings when the plan file or its data are wrong.
public func decidePlan(
  at path: String, settings: RunSettings, progress: (Progress) -> Void
) throws -> PlanResult {
  try withoutActuallyEscaping(progress) { progress in
    let clock = StageClock(report: progress)
    var result = try decide(path, settings, clock)
    clock.leave()
    result.record.timings = clock.timings
    result.record.peakMemory = peakMemory()
    return result
  }
}

private func decide(
  _ path: String, _ settings: RunSettings, _ clock: StageClock
) throws -> PlanResult {
  let workers = settings.workers
  clock.enter(.reading)
  var (plan, actions, diagnostics) = try readPlanAndCatalogue(path)
  if let seed = settings.seed { plan.seed = seed }
  if let gap = settings.gap { plan.problem.gap = gap }
  let reference = try ReferenceData.load()
  let inputs: PlanInputs
  do {
    inputs = try PlanInputs.read(
      plan, reach: LandPlan.reach(of: actions), workers: workers, advance: clock.advance)
  } catch let failure as PlanningFailure {
    throw PlanningFailure(diagnostics + failure.diagnostics)
  }
  diagnostics += inputs.diagnostics

  clock.enter(.areas)
  let areas = try PlanAreas.overlay(
    plan, inputs: inputs, actions: actions, workers: workers, advance: clock.advance)
  diagnostics += areas.diagnostics

  clock.enter(.numbers)
  let numbers = try PlanNumbers.compute(
    plan, inputs: inputs, areas: areas, reference: reference, workers: workers)
  diagnostics += numbers.diagnostics

  clock.enter(.options)
  let sized = try planningOptions(
    actions: actions, stock: numbers.unitStock, eligibility: areas.eligibility,
    economy: numbers.economy, reference: reference, workers: workers)
  diagnostics += sized.diagnostics
  let built = planningProblem(
    options: sized.options, description: plan, units: areas.units,
    districtIDs: inputs.districts.ids,
    baselines: Baselines(numbers))
  diagnostics += built.diagnostics + problemDiagnostics(built.problem)
  guard !diagnostics.containError else { throw PlanningFailure(diagnostics) }

  clock.enter(.deciding)
  let begin = clock.elapsed
  var decided = try allocate(
    built.problem,
    limits: SolveLimits(gap: plan.problem.gap, timeLimit: settings.timeLimit, seed: plan.seed))
  decided.seconds = clock.elapsed - begin
  for fault in verify(decided, against: built.problem) {
    diagnostics.append(
      Diagnostic(
        .error, "plan.not-verified", fault, remedy: "report this: the solver's plan does not hold"))
  }

  var result = PlanResult(
    description: plan, districts: inputs.districts, buildings: inputs.buildings,
    stock: numbers.stock, buildingDistrict: numbers.buildingDistrict, units: areas.units,
    unitStock: numbers.unitStock, districtStock: numbers.districtStock,
    municipalStock: numbers.municipalStock, outsideStock: numbers.outsideStock,
    districtIndicators: numbers.districtIndicators, unitIndicators: numbers.unitIndicators,
    ledger: areas.ledger, eligibility: areas.eligibility, interests: areas.interests,
    baselineEmissions: numbers.baselineEmissions, emissionFactors: numbers.emissionFactors,
    options: sized.options, problem: built.problem, plan: decided, diagnostics: diagnostics,
    record: RunRecord())
  result.record.version = version
  result.record.libraries = libraryVersions()
  result.record.planSHA256 = try sha256(ofFile: plan.file)
  result.record.inputs = inputs.reports
  result.record.crs = inputs.crs
  result.record.defaults = unique(numbers.defaults + sized.defaults)
  result.record.closures = closures(of: result, memberships: areas.memberships)
  for closure in result.record.closures where !closure.holds {
    result.diagnostics.append(
      Diagnostic(
        .warning, "run.not-closed",
        "\(closure.name): the parts add up to \(closure.parts.shortest), the whole is \(closure.whole.shortest)",
        remedy: "look for invalid or overlapping geometries among the findings above"))
  }
  return result
}

/// The plan file and the actions on offer, or everything that is wrong with either.
func readPlanAndCatalogue(
  _ path: String
) throws -> (plan: PlanDescription, actions: [Action], diagnostics: [Diagnostic]) {
  let reading = readPlan(path: path)
  guard let plan = reading.plan else { throw PlanningFailure(reading.diagnostics) }
  let offered = try offeredActions(plan)
  let diagnostics = reading.diagnostics + offered.diagnostics
  guard !diagnostics.containError else { throw PlanningFailure(diagnostics) }
  return (plan, offered.actions, diagnostics)
}

/// One entry a name, in the order of names.
private func unique(_ numbers: [SourcedNumber]) -> [SourcedNumber] {
  var seen: Set<String> = []
  return numbers.sorted { ($0.name, $0.value) < ($1.name, $1.value) }.filter {
    seen.insert($0.name).inserted
  }
}

/// Peak resident memory of this process in bytes, as Linux states it; 0 where it does not.
private func peakMemory() -> Int {
  guard let data = FileManager.default.contents(atPath: "/proc/self/status"),
    let text = String(data: data, encoding: .utf8),
    let line = text.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }),
    let kibibytes = line.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
      ?? line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap({ Int($0) })
  else { return 0 }
  return kibibytes * 1024
}
