import Foundation
import PlanModel

/// Why a unit got what it got, from the folder of a run.
public struct RunExplanation: Sendable {
  /// For people.
  public let text: String
  /// For machines.
  public let json: String
}

/// Explains a run: for a unit, each slot's choice, runner-up and margin, and which actions may use how much of its land; then the certificate and the price of each row.
///
/// Of a run without a plan it says which rules conflict and what would help.
///
/// - Parameters:
///   - directory: The folder that a run wrote.
///   - unit: The unit's id; nil: only the certificate and the prices.
/// - Throws: `PlanningFailure` when the folder is no run or has no such unit.
public func explainRun(at directory: String, unit: String?) throws -> RunExplanation {
  let record = try runObject(directory + "/run.json")
  let certificate = record["certificate"] as? [String: Any] ?? [:]
  let isDecided = certificate["status"] as? String != PlanStatus.infeasible.rawValue
  let rows = record["rows"] as? [[String: Any]] ?? []
  var lines: [String] = []
  var members: [(String, JSONValue)] = []
  if let unit {
    let found = try UnitDecision(unit, in: directory)
    // Whoever asks about a unit wants its answer first, not after a screen of rules.
    lines += found.lines(isDecided: isDecided) + [""]
    members += found.members(unit: certificate["unit"] as? String ?? "")
  }
  if let words = certificate["inWords"] as? String { lines.append(words) }
  lines += certificate["conflictInWords"] as? [String] ?? []
  if !rows.isEmpty {
    lines.append(isDecided ? "Rules:" : "Rules that were to be met:")
    lines += rows.compactMap { $0["inWords"] as? String }.map { "  \($0)" }
  }
  members += [
    ("certificate", readJSON(certificate, first: ["status", "inWords"])),
    ("rows", .array(rows.map { readJSON($0, first: ["name", "lhs", "sense", "rhs", "price"]) })),
  ]
  return RunExplanation(
    text: lines.joined(separator: "\n"), json: JSONValue.object(members).text())
}

/// What was decided in one unit, as the run wrote it.
private struct UnitDecision {
  /// One slot: what was chosen, what came second, and by how much.
  private struct Slot {
    var name: String
    var chosen: String?
    var runnerUp: String
    var margin: Double
    /// The row that the runner-up would break, where it is better at the prices.
    var breaks: String?
    /// The smallest change that would turn the choice, as the run wrote it.
    var turnedBy: JSONValue
    var inWords: String
  }
  private let id: String
  private let district: String
  private var slots: [Slot] = []
  private let land: UnitLand

  init(_ unit: String, in directory: String) throws {
    id = unit
    let layer = try runObject(directory + "/layers/units.geojson")
    let features = layer["features"] as? [[String: Any]] ?? []
    let properties = features.lazy.compactMap { $0["properties"] as? [String: Any] }
    guard let found = properties.first(where: { $0["id"] as? String == unit }) else {
      let ids = properties.compactMap { $0["id"] as? String }
      let near = unit.nearest(among: ids)
      throw PlanningFailure([
        Diagnostic(
          .error, "explain.no-unit", "The run has no unit \(unit).",
          remedy: near.map { "Did you mean \($0)?" } ?? "The ids are in layers/units.geojson.",
          at: Place(file: directory))
      ])
    }
    district = found["district"] as? String ?? ""
    let decisions = try Self.decisions(of: unit, district: district, in: directory)
    land = UnitLand(
      unit, district: district, area: number(found["area_m2"]) ?? 0,
      chosen: Set(decisions.flatMap { $0["chosen"] as? [String] ?? [] }), in: directory)
    for decision in decisions {
      guard let name = decision["slot"] as? String else { continue }
      slots.append(
        Slot(
          name: name, chosen: found[name] as? String,
          runnerUp: found[name + "_runner_up"] as? String ?? "nothing",
          margin: number(decision["margin"]) ?? .nan, breaks: decision["breaks"] as? String,
          turnedBy: readJSON(decision["turnedBy"], first: ["what", "share", "row", "by"]),
          inWords: decision["inWords"] as? String ?? ""))
    }
  }

  /// The decisions of a unit, which stand in the sheet of its district.
  private static func decisions(
    of unit: String, district: String, in directory: String
  ) throws -> [[String: Any]] {
    let whole = try runObject(directory + "/municipality.json")
    let districts = whole["districts"] as? [[String: Any]] ?? []
    guard let file = districts.first(where: { $0["id"] as? String == district })?["file"] as? String
    else { return [] }
    let decisions = try runObject(directory + "/" + file)["decisions"] as? [[String: Any]] ?? []
    return decisions.filter { $0["unit"] as? String == unit }
  }

  func lines(isDecided: Bool) -> [String] {
    let title = "Unit \(id), district \(district)"
    if !isDecided { return ["\(title): there is no plan, so nothing is decided here."] }
    if slots.isEmpty { return ["\(title): there is nothing to decide here."] + land.lines }
    return ["\(title):"] + slots.map { "  \($0.name): \($0.inWords)" } + land.lines
  }

  func members(unit: String) -> [(String, JSONValue)] {
    [
      ("unit", .string(id)), ("district", .string(district)),
      (
        "slots",
        .array(
          slots.map { slot in
            .object([
              ("slot", .string(slot.name)),
              ("chosen", slot.chosen.map { .string($0) } ?? .null),
              ("runnerUp", .string(slot.runnerUp)), ("margin", .number(slot.margin)),
              ("unit", .string(unit)), ("breaks", slot.breaks.map { .string($0) } ?? .null),
              ("turnedBy", slot.turnedBy),
              ("inWords", .string(slot.inWords)),
            ])
          })
      ),
      ("land", land.json),
    ]
  }
}

/// A number that was read.
func number(_ value: Any?) -> Double? { (value as? NSNumber)?.doubleValue }

/// A value that was read, to be written again: some keys first, the others in the order of the alphabet.
func readJSON(_ value: Any?, first: [String] = []) -> JSONValue {
  switch value {
  case let text as String: return .string(text)
  case let items as [Any]: return .array(items.map { readJSON($0) })
  case let members as [String: Any]:
    let rest = members.keys.filter { !first.contains($0) }.sorted()
    return .object(
      (first.filter { members[$0] != nil } + rest).map { ($0, readJSON(members[$0])) })
  case let number as NSNumber:
    // Foundation reads truths as numbers, but writes them as truths.
    let data = try? JSONSerialization.data(withJSONObject: number, options: .fragmentsAllowed)
    switch data.map({ String(decoding: $0, as: UTF8.self) }) {
    case "true": return .bool(true)
    case "false": return .bool(false)
    default: return .number(number.doubleValue)
    }
  default: return .null
  }
}

/// A JSON file of a run.
func runObject(_ path: String) throws -> [String: Any] {
  guard let data = FileManager.default.contents(atPath: path),
    let value = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
    // Any JSON object under this name would be answered from, with nothing.
    !path.hasSuffix("/run.json") || value["commongroundRun"] != nil
  else {
    throw PlanningFailure([
      Diagnostic(
        .error, "explain.no-run", "There is no readable result.",
        remedy: "Name the folder that `commonground plan` wrote.", at: Place(file: path))
    ])
  }
  return value
}
