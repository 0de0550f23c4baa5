import Allocation
import Exports
import Foundation
import Layers
import PlanFile
public import PlanModel

/// What the planning of a region came to.
public struct RegionOutcome: Sendable {
  /// How far the whole is proved.
  public let status: PlanStatus
  /// Whether some municipality failed and has no part in the sums.
  public let hasFailures: Bool
  /// The folder that was written.
  public let directory: String
  /// What was found about the region.
  public let diagnostics: [Diagnostic]
  /// For people.
  public let summary: String
  /// For machines: `region.json`.
  public let json: String
}

/// Plans several municipalities with budgets and targets that they share, and writes everything.
///
/// Each municipality is read, and later planned, by a process of its own, as many at a time as there are workers. Between
/// the two, one problem of all of them decides how what is shared is split; its bound is the bound of the region. A
/// municipality whose files and part are those of an earlier run in the same folder is not run again. One that fails is
/// left out and told.
///
/// - Parameters:
///   - path: A `region.yaml` or its folder.
///   - directory: Where the results go; nil: `results` beside the region file.
///   - executable: This program, to be run for each municipality.
/// - Throws: `PlanningFailure` with all findings where the region file is wrong; then nothing was written.
public func runRegion(
  at path: String, into directory: String?, executable: String, settings: RunSettings,
  progress: (RunProgress) -> Void
) throws -> RegionOutcome {
  let reading = readRegion(path: path)
  guard var region = reading.region else { throw PlanningFailure(reading.diagnostics) }
  let territories: RegionTerritories
  do {
    territories = try RegionTerritories(region, settings: settings)
  } catch let failure as PlanningFailure {
    throw PlanningFailure(reading.diagnostics + failure.diagnostics)
  }
  region.municipalities += territories.members
  let folder =
    directory
    ?? URL(filePath: region.folder).appending(path: "results").path(percentEncoded: false)
  var run = RegionRun(
    region, folder: folder,
    process: RegionProcess(executable: executable, timeLimit: settings.municipalityTimeLimit),
    settings: settings)
  run.result.diagnostics = reading.diagnostics + territories.diagnostics
  try withoutActuallyEscaping(progress) { progress in
    try run.go(StageClock(report: progress))
  }
  // The region file is named as the user wrote it, which may be another way from another folder.
  for finding in run.result.diagnostics.indices
  where run.result.diagnostics[finding].place.file == region.file {
    run.result.diagnostics[finding].place.file = URL(filePath: region.file).lastPathComponent
  }
  let outlines = run.result.members.map { member in
    member.state == .planned
      ? FileManager.default.contents(
        atPath: "\(folder)/municipalities/\(member.id)/layers/districts.geojson"
      )
      .map { Array($0) } : nil
  }
  do {
    try exportRegion(run.result, outlines: outlines, to: folder)
  } catch let failure as ExportFailure {
    throw PlanningFailure(
      run.result.diagnostics + [
        Diagnostic(
          .error, "export.failed", failure.message, remedy: failure.remedy,
          at: Place(file: folder))
      ])
  }
  return RegionOutcome(
    status: run.result.status,
    hasFailures: run.result.members.contains { $0.state == .failed }, directory: folder,
    diagnostics: run.result.diagnostics,
    summary: regionSummary(of: run.result) + "Results: \(folder)",
    json: regionJSON(of: run.result))
}

/// A run of a region, step by step.
struct RegionRun {
  let region: RegionDescription
  let folder: String
  let process: RegionProcess
  let settings: RunSettings
  var result: RegionResult
  private var stamps: [RegionStamp] = []

  init(
    _ region: RegionDescription, folder: String, process: RegionProcess, settings: RunSettings
  ) {
    self.region = region
    self.folder = folder
    self.process = process
    self.settings = settings
    result = RegionResult(
      description: region, objectiveAmount: .annualCost,
      members: region.municipalities.map { RegionResult.Member(id: $0.id, name: $0.id) })
  }

  /// The limits of each search.
  var limits: SolveLimits {
    SolveLimits(
      gap: settings.gap ?? region.gap, timeLimit: settings.timeLimit,
      seed: settings.seed ?? region.seed,
      solver: SolveLimits.Solver(rawValue: settings.solver.rawValue) ?? .auto,
      workers: settings.workers)
  }

  /// The folder through which a municipality and the region speak.
  func desk(_ member: Int) -> RegionDesk {
    RegionDesk(folder: "\(folder)/desks/\(region.municipalities[member].id)")
  }

  /// The folder of a municipality's results.
  func results(_ member: Int) -> String {
    "\(folder)/municipalities/\(region.municipalities[member].id)"
  }

  mutating func go(_ clock: StageClock) throws {
    try refuseForeignFiles()
    try makeDesks()
    clock.enter(.reading)
    clock.advance("Reading \(region.municipalities.count) municipalities", 0)
    var digests: [String: String] = [:]
    stamps = region.municipalities.map {
      RegionStamp(of: $0, settings: settings.inWords, digests: &digests)
    }
    try prepare()
    let parties = try self.parties()
    guard !parties.isEmpty else { return }
    clock.enter(.deciding)
    let split = RegionSplit(region, parties: parties)
    // Where nothing is shared, what one municipality decides is nothing to the others.
    let plan = region.rows.isEmpty ? nil : try decide(split, clock)
    if let plan, plan.status == .infeasible {
      result.conflict = plan.conflict
      result.relaxation = plan.relaxation
      for party in parties { result.members[party.member].state = .infeasible }
      return
    }
    clock.enter(.writing)
    clock.advance("Planning \(parties.count) municipalities", 0)
    try planMembers(split, plan)
    collect(split, plan)
    // Another split is compared only where this one gave every municipality a plan.
    if !region.rows.isEmpty, parties.allSatisfy({ result.members[$0.member].state == .planned }) {
      result.proRata = try? split.proRata(limits)
    }
    clock.leave()
  }

  /// What the process of a municipality is told beside its task.
  private func arguments(_ member: Int) -> [String] {
    var list = ["--workers", "1"]
    if region.municipalities[member].territory != nil { list += ["--region", region.file] }
    if let gap = settings.gap { list += ["--gap", gap.shortest] }
    if let seconds = settings.timeLimit { list += ["--time-limit", seconds.shortest] }
    if let seed = settings.seed { list += ["--seed", "\(seed)"] }
    if settings.isOffline { list.append("--offline") }
    if let draws = settings.draws { list += ["--draws", "\(draws)"] }
    return list + ["--solver", settings.solver.rawValue]
  }

  private static func text(at path: String) -> String? {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Runs a process for each of some municipalities, as many at a time as there are workers; the exit codes in their order.
  private func forEach(
    _ members: [Int], _ task: @Sendable (Int) -> [String]
  ) throws -> [Int32] {
    let process = self.process
    let desks = members.map { desk($0) }
    let tasks = members.map(task)
    return try settings.workers.mapChunks(of: members.count, size: 1) { chunk in
      process.run(tasks[chunk.lowerBound], log: desks[chunk.lowerBound].log)
    }
  }

  /// Reads every municipality whose files are not those that its problem was computed from.
  private mutating func prepare() throws {
    let due = region.municipalities.indices.filter { member in
      let desk = desk(member)
      guard let stamp = stamps[member].text, Self.text(at: desk.preparedStamp) == stamp else {
        return true
      }
      return Self.text(at: desk.facts) == nil || Self.text(at: desk.problem) == nil
    }
    // A stamp that outlives its problem would vouch for what is no longer there.
    for member in due { try? FileManager.default.removeItem(atPath: desk(member).preparedStamp) }
    let codes = try forEach(due) { [run = self, region, folder] member in
      [
        "region-member", region.municipalities[member].plan, "--desk",
        "\(folder)/desks/\(region.municipalities[member].id)",
      ] + run.arguments(member)
    }
    for (member, code) in zip(due, codes) {
      if code == 0 {
        if let stamp = stamps[member].text {
          try writeWhole(Array(stamp.utf8), to: desk(member).preparedStamp)
        }
      } else {
        fail(member, process.messages(log: desk(member).log, status: code))
      }
    }
  }

  private mutating func fail(
    _ member: Int, _ messages: [String],
    remedy: String =
      "Run `commonground check` on its plan; what is shared was split among the others."
  ) {
    // Paths stand as seen from the region file, so that results are alike wherever the folder lies.
    let prefix = region.folder.hasSuffix("/") ? region.folder : region.folder + "/"
    let messages = messages.map { $0.replacing(prefix, with: "") }
    result.members[member].state = .failed
    result.members[member].messages = messages
    let id = region.municipalities[member].id
    result.diagnostics.append(
      Diagnostic(
        .error, "region.municipality-failed",
        "\(id) could not be planned: \(messages.first.map { $0.replacing("error: ", with: "") } ?? "")",
        remedy: remedy, at: Place(file: region.file, line: region.municipalities[member].line)))
  }

  /// The municipalities that were read, with their problems.
  private mutating func parties() throws -> [RegionSplit.Party] {
    var parties: [RegionSplit.Party] = []
    var objectives: [(id: String, word: String)] = []
    for member in region.municipalities.indices where result.members[member].messages.isEmpty {
      let desk = desk(member)
      let facts = try runObject(desk.facts)
      let problem: PlanningProblem
      do { problem = try readProblemFile(desk.problem).problem } catch let failure
        as PlanningFailure
      {
        try? FileManager.default.removeItem(atPath: desk.preparedStamp)
        fail(member, failure.diagnostics.filter { $0.severity == .error }.map { "\($0)" })
        continue
      }
      let id = region.municipalities[member].id
      result.members[member].name = facts["name"] as? String ?? id
      result.members[member].units = problem.units
      result.members[member].options = problem.optionCount
      result.members[member].population = number(facts["population"]) ?? 0
      result.members[member].baselineEmissions = number(facts["baselineEmissions"]) ?? 0
      result.members[member].baselineEnergy = number(facts["baselineEnergy"]) ?? 0
      objectives.append((id, facts["objective"] as? String ?? ""))
      parties.append(
        RegionSplit.Party(
          member: member, id: id, problem: problem,
          population: result.members[member].population,
          emissions: result.members[member].baselineEmissions,
          energy: result.members[member].baselineEnergy,
          beside: Amount.allCases.map {
            number((facts["beside"] as? [String: Any])?[$0.rawValue]) ?? 0
          }))
    }
    if let first = objectives.first, let other = objectives.first(where: { $0.word != first.word })
    {
      throw PlanningFailure([
        Diagnostic(
          .error, "region.objectives",
          "\(first.id) seeks \(first.word), \(other.id) seeks \(other.word): their sum means nothing.",
          remedy: "Give all plans of the region the same `problem: objective`.",
          at: Place(file: region.file))
      ])
    }
    if objectives.first?.word == ProblemDescription.Objective.mostReduction.rawValue {
      result.objectiveAmount = .co2
    }
    return parties
  }

  /// The plan of all municipalities together, checked by our own arithmetic.
  private mutating func decide(_ split: RegionSplit, _ clock: StageClock) throws -> Plan {
    let begin = clock.elapsed
    let plan = try reportingLimits {
      try allocate(split.joined.problem, limits: limits, elapsed: { clock.elapsed - begin })
    }
    for fault in verify(plan, against: split.joined.problem) {
      result.diagnostics.append(
        Diagnostic(
          .error, "plan.not-verified", fault,
          remedy: "Report this: the solver's plan does not hold."))
    }
    return plan
  }

  /// Plans every municipality whose part or files are not those of its results.
  private mutating func planMembers(_ split: RegionSplit, _ plan: Plan?) throws {
    var stamps: [Int: String] = [:]
    var due: [Int] = []
    for (position, party) in split.parties.enumerated() {
      let (rows, chosen) = plan.map { split.part(of: position, in: $0) } ?? ([], nil)
      let part = JSONValue.object([
        (
          "rows",
          .array(
            rows.map { row in
              var side = 0.0
              if case .amount(let value) = row.limit { side = value }
              return .object([
                ("name", .string(row.name)), ("amount", .string(row.amount.rawValue)),
                ("sense", .string(row.sense.rawValue)), ("rhs", .number(side)),
              ])
            })
        ), ("chosen", chosen.map { .array($0.map { .integer($0) }) } ?? .null),
      ]).text()
      let desk = desk(party.member)
      try writeWhole(Array((part + "\n").utf8), to: desk.part)
      stamps[party.member] = self.stamps[party.member].text.map { $0 + part + "\n" }
      if !isPlanned(party.member, stamp: stamps[party.member]) { due.append(party.member) }
    }
    for member in due { try? FileManager.default.removeItem(atPath: desk(member).plannedStamp) }
    let codes = try forEach(due) { [run = self, region, folder] member in
      let id = region.municipalities[member].id
      return [
        "region-member", region.municipalities[member].plan, "--desk", "\(folder)/desks/\(id)",
        "--out", "\(folder)/municipalities/\(id)",
      ] + run.arguments(member)
    }
    for (member, code) in zip(due, codes) {
      // 4: a limit ended the search, and the plan with its gap is written.
      guard code == 0 || code == 4 else {
        if code == 3 {
          leaveWithoutPlan(member)
        } else {
          fail(member, process.messages(log: desk(member).log, status: code))
        }
        continue
      }
      guard let stamp = stamps[member], let record = recordDigest(member) else { continue }
      try writeWhole(Array((stamp + record).utf8), to: desk(member).plannedStamp)
    }
  }

  /// The digest of a municipality's run record; results that somebody changed are made afresh.
  private func recordDigest(_ member: Int) -> String? {
    Self.text(at: results(member) + "/run.json").map { _ in
      (try? sha256(ofFile: results(member) + "/run.json")) ?? ""
    }
  }

  private func isPlanned(_ member: Int, stamp: String?) -> Bool {
    guard let stamp, let record = recordDigest(member) else { return false }
    return Self.text(at: desk(member).plannedStamp) == stamp + record
  }
}
