import Foundation
import PlanModel

/// Why a unit got what it got, from the folder of a run.
public struct RunExplanation: Sendable {
  /// For people.
  public let text: String
  /// For machines.
  public let json: String
}

/// One slot of a unit: what was chosen, what came second, and by how much.
private struct SlotReason {
  var slot: String
  var chosen: String?
  var runnerUp: String
  var margin: Double
}

/// Explains a run: the price of each row and, for a unit, each slot's choice, runner-up and margin.
///
/// - Parameters:
///   - directory: The folder that a run wrote.
///   - unit: The unit's id; nil: only the prices.
/// - Throws: `PlanningFailure` when the folder is no run or has no such unit.
public func explainRun(at directory: String, unit: String?) throws -> RunExplanation {
  let record = try object(directory + "/run.json")
  let certificate = record["certificate"] as? [String: Any] ?? [:]
  let objectiveUnit = certificate["unit"] as? String ?? ""
  var lines: [String] = []
  var members: [(String, JSONValue)] = []
  if let words = certificate["inWords"] as? String { lines.append(words) }
  let rows = record["rows"] as? [[String: Any]] ?? []
  if !rows.isEmpty {
    lines.append("Rules:")
    lines += rows.compactMap { $0["inWords"] as? String }.map { "  \($0)" }
  }
  members.append(
    (
      "rows",
      .array(
        rows.map { row in
          .object([
            ("name", .string(row["name"] as? String ?? "")),
            ("price", .number(number(row["price"]) ?? 0)),
          ])
        })
    ))
  if let unit {
    let (district, reasons) = try unitReasons(directory, unit: unit)
    lines.append("Unit \(unit), district \(district):")
    for reason in reasons {
      lines.append("  \(reason.slot): \(sentence(reason, unit: objectiveUnit))")
    }
    members += [
      ("unit", .string(unit)), ("district", .string(district)),
      (
        "slots",
        .array(
          reasons.map { reason in
            .object([
              ("slot", .string(reason.slot)),
              ("chosen", reason.chosen.map { .string($0) } ?? .null),
              ("runnerUp", .string(reason.runnerUp)), ("margin", .number(reason.margin)),
              ("unit", .string(objectiveUnit)),
            ])
          })
      ),
    ]
  }
  return RunExplanation(
    text: lines.joined(separator: "\n"), json: JSONValue.object(members).text())
}

private func sentence(_ reason: SlotReason, unit: String) -> String {
  let chosen = reason.chosen ?? "nothing"
  let size = abs(reason.margin)
  let margin =
    size >= 100 && size < 1e15 ? "\(Int(size.rounded()))" : "\(size.rounded(toDecimals: 2))"
  if size < 0.005 {
    return "\(chosen); the runner-up, \(reason.runnerUp), is as good at the prices of the rules"
  }
  if reason.margin < 0 {
    return
      "\(chosen); at the prices of the rules \(reason.runnerUp) would be \(margin) \(unit) better, but it does not fit with the other choices under the rules and decisions"
  }
  return
    "\(chosen); the runner-up, \(reason.runnerUp), is \(margin) \(unit) worse at the prices of the rules, and takes its place when it gets that much better"
}

private func unitReasons(
  _ directory: String, unit: String
) throws -> (district: String, reasons: [SlotReason]) {
  let layer = try object(directory + "/layers/units.geojson")
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
  let suffix = "_runner_up"
  let slots = found.keys.filter { $0.hasSuffix(suffix) }.sorted().map {
    String($0.dropLast(suffix.count))
  }
  let reasons = slots.compactMap { slot -> SlotReason? in
    let marginKey = found.keys.sorted().first { $0.hasPrefix(slot + "_margin_") }
    guard let runnerUp = found[slot + suffix] as? String,
      let margin = marginKey.flatMap({ number(found[$0]) })
    else { return nil }
    return SlotReason(
      slot: slot, chosen: found[slot] as? String, runnerUp: runnerUp, margin: margin)
  }
  return (found["district"] as? String ?? "", reasons)
}

private func number(_ value: Any?) -> Double? { (value as? NSNumber)?.doubleValue }

private func object(_ path: String) throws -> [String: Any] {
  guard let data = FileManager.default.contents(atPath: path),
    let value = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
  else {
    throw PlanningFailure([
      Diagnostic(
        .error, "explain.no-run", "There is no readable result.",
        remedy: "Name the folder that `commonground plan` wrote.", at: Place(file: path))
    ])
  }
  return value
}
