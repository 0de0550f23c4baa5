import Actions
import Allocation
import Exports
import Foundation
import PlanFile
public import PlanModel

/// What the run of one municipality and that of its region say to each other, as files in a folder of the municipality.
struct RegionDesk: Sendable {
  /// The folder.
  let folder: String

  /// The municipality's problem, in the form that `allocate` reads.
  var problem: String { folder + "/problem.json" }
  /// Its name, people and baselines.
  var facts: String { folder + "/facts.json" }
  /// Its part of what is shared, and a plan that keeps it.
  var part: String { folder + "/part.json" }
  /// Its districts in the sources of a common plan.
  var territory: String { folder + "/territory.json" }
  /// What its runs said.
  var log: String { folder + "/log.txt" }
  /// What its problem was computed from.
  var preparedStamp: String { folder + "/prepared.txt" }
  /// What its results were computed from.
  var plannedStamp: String { folder + "/planned.txt" }

  /// The name of an amount in the problem, for rows of the region.
  static func column(of amount: Amount) -> String { "region \(amount.rawValue)" }
}

extension PlanTerritory {
  /// The territory as text; the layer is that of the region file.
  var text: String {
    JSONValue.object([
      ("id", .string(id)), ("name", .string(name)),
      ("districts", .array(districts.map { .string($0) })),
    ]).text() + "\n"
  }

  /// The territory that a region wrote for a municipality; nil where its plan is its own.
  ///
  /// - Parameter region: The region file; nil: the plan is no common one.
  static func read(from desk: String, ofRegionAt region: String?) throws -> PlanTerritory? {
    guard let region else { return nil }
    let reading = readRegion(path: region)
    guard let layer = reading.region?.layer else { throw PlanningFailure(reading.diagnostics) }
    let facts = try runObject(RegionDesk(folder: desk).territory)
    return PlanTerritory(
      id: facts["id"] as? String ?? "", name: facts["name"] as? String ?? "",
      districts: facts["districts"] as? [String] ?? [], layer: layer)
  }
}

/// Reads a municipality of a region and writes its planning problem and what else the region must know.
///
/// - Parameters:
///   - path: Its `plan.yaml` or its folder.
///   - desk: The folder to write to.
///   - region: The region file, where the plan is common to several municipalities.
/// - Throws: `PlanningFailure` with all findings; then nothing was written.
public func prepareRegionMember(
  at path: String, into desk: String, ofRegionAt region: String?, settings: RunSettings
) throws -> [Diagnostic] {
  var settings = settings
  settings.territory = try PlanTerritory.read(from: desk, ofRegionAt: region)
  let clock = StageClock { _ in }
  var prepared = try PreparedPlan.prepare(path, settings, clock)
  let limits = settings.limits(for: prepared.plan)
  if prepared.plan.society?.fairness != nil { _ = try prepared.hearGroups(limits, clock) }
  let begin = clock.elapsed
  let followed = try prepared.followProgress(
    from: nil, limits, elapsed: { clock.elapsed - begin })
  var problem = prepared.problem
  for amount in Amount.allCases {
    problem.amounts.append(
      (RegionDesk.column(of: amount), prepared.options.amounts[amount.index]))
  }
  let numbers = prepared.numbers
  let facts = JSONValue.object([
    ("name", .string(prepared.plan.name)),
    ("objective", .string(prepared.plan.problem.objective.rawValue)),
    (
      "carriedOut",
      followed.map { .array($0.before.chosen.map { .integer($0) }) } ?? .null
    ),
    (
      "beside",
      .object(
        Amount.allCases.map { amount in
          (
            amount.rawValue,
            .number(
              ProgressRules.surplus(
                of: amount, by: followed?.result.lines ?? [], in: prepared.options))
          )
        })
    ),
    ("units", .integer(problem.units)), ("options", .integer(problem.optionCount)),
    ("population", .number(numbers.municipalStock.population[0])),
    ("baselineEmissions", .number(numbers.baselines.municipalEmissions)),
    ("baselineEnergy", .number(numbers.baselines.municipalEnergy)),
  ])
  try writeWhole(
    [("problem.json", problemText(problem)), ("facts.json", facts.text() + "\n")], into: desk,
    after: prepared.diagnostics)
  return prepared.diagnostics
}

/// Plans a municipality with its part of what a region shares, and writes everything that `plan` writes.
///
/// - Parameters:
///   - path: Its `plan.yaml` or its folder.
///   - desk: The folder with its part.
///   - region: The region file, where the plan is common to several municipalities.
/// - Throws: As `runPlan`.
public func planRegionMember(
  at path: String, desk: String, ofRegionAt region: String?, into directory: String,
  settings: RunSettings
) throws -> RunOutcome {
  let part = try runObject(RegionDesk(folder: desk).part)
  var settings = settings
  settings.territory = try PlanTerritory.read(from: desk, ofRegionAt: region)
  settings.regionalRows = (part["rows"] as? [[String: Any]] ?? []).compactMap { row in
    guard let name = row["name"] as? String,
      let amount = (row["amount"] as? String).flatMap({ Amount(rawValue: $0) }),
      let sense = (row["sense"] as? String).flatMap({ RowSense(rawValue: $0) }),
      let rhs = number(row["rhs"])
    else { return nil }
    return RowDescription(name: name, amount: amount, sense: sense, limit: .amount(rhs))
  }
  // The plan that was being carried out must be the one that the split was made with: without what is shared.
  settings.carriedOut = (try runObject(RegionDesk(folder: desk).facts)["carriedOut"] as? [Any])?
    .compactMap { ($0 as? NSNumber)?.intValue }
  settings.knownPlan = (part["chosen"] as? [Any])?.compactMap { ($0 as? NSNumber)?.intValue }
  return try runPlan(at: path, into: directory, settings: settings) { _ in }
}
