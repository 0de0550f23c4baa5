import Exports
import Foundation
import PlanModel

/// What differs between two runs: decisions with reasons, rows with prices, totals, inputs.
public struct RunComparison: Sendable {
  /// One row that differs in its limit, sum or price, or stands in one run only.
  struct Row: Sendable {
    var name: String
    /// The name for people.
    var title: String
    var unit: String
    /// With what rows about acceptance leave out, as people read them.
    var sums: (before: Double?, after: Double?)
    var limits: (before: Double?, after: Double?)
    var prices: (before: Double?, after: Double?)
  }
  /// One total of both runs, as numbers; nil where a run has none.
  struct Total: Sendable {
    var title: String
    var key: String
    var unit: String
    var before: Double?
    var after: Double?
  }

  /// The folders.
  let folders: (before: String, after: String)
  /// How far each is proved.
  let statuses: (before: String, after: String)
  /// The unit of the objective, and the objectives.
  let objective: Total
  /// The decisions that differ, in the order of the later run's units.
  let changes: [ChangeLine]
  /// How many decisions both runs could have taken.
  let decisions: Int
  let rows: [Row]
  let totals: [Total]
  /// What else differs, one sentence each: inputs, default numbers, units.
  let notes: [String]
  /// What helps and what hinders in both, by dimension; empty where neither asked.
  let factors: [FactorLine]
  /// The areas with changes as a map layer.
  let layer: String
  /// The geometry of the areas as well-known binary, WGS 84.
  let geometry: [String: [UInt8]]
  /// The areas of the later run without changes.
  let unmoved: [(unit: String, district: String)]
  /// What must stand on every page of the later run; nil: nothing.
  let notice: String?
}

/// Compares two runs.
///
/// - Parameters:
///   - before: The folder of the earlier run.
///   - after: The folder of the later one.
/// - Throws: `PlanningFailure` where one of them is no run.
public func compareRuns(_ before: String, _ after: String) throws -> RunComparison {
  RunComparison(try ComparedRun(at: before), try ComparedRun(at: after))
}

extension RunComparison {
  init(_ before: ComparedRun, _ after: ComparedRun) {
    folders = (before.directory, after.directory)
    statuses = (
      before.certificate["status"] as? String ?? "", after.certificate["status"] as? String ?? ""
    )
    objective = Total(
      title: "Objective", key: "objective", unit: after.objectiveUnit,
      before: before.isDecided ? number(before.certificate["objective"]) : nil,
      after: after.isDecided ? number(after.certificate["objective"]) : nil)
    let isComparable = before.isDecided && after.isDecided
    changes = isComparable ? Self.changes(before, after) : []
    decisions =
      isComparable ? Set(before.choices.keys).union(after.choices.keys).count : 0
    rows = Self.rows(before, after)
    totals = Self.totals(before, after)
    notes = Self.notes(before, after)
    factors = Self.factors(before, after)
    layer = Self.layer(changes, before, after)
    let moved = Set(changes.map(\.unit))
    unmoved = after.units.filter { !moved.contains($0) }.map { ($0, after.district[$0] ?? "") }
    geometry = Dictionary(
      (Array(moved) + unmoved.map(\.unit)).map {
        ($0, Self.wellKnownBinary(of: after.geometry[$0] ?? before.geometry[$0]))
      }, uniquingKeysWith: { first, _ in first })
    notice = after.record["notice"] as? String
  }

  private static func changes(_ before: ComparedRun, _ after: ComparedRun) -> [ChangeLine] {
    let reasons = ComparisonReasons(before, after)
    let inAfter = Set(after.units)
    let units = after.units + before.units.filter { !inAfter.contains($0) }
    let slots = Set(before.slots + after.slots).sorted()
    return units.flatMap { unit in
      slots.compactMap { slot -> ChangeLine? in
        let decision = ComparedRun.Decision(unit: unit, slot: slot)
        let old = before.choices[decision]
        let new = after.choices[decision]
        if old == new { return nil }
        let reason = reasons.reason(decision)
        // Nothing bears nothing; an option that the table does not know bears what nobody knows.
        func amounts(_ run: ComparedRun, _ choice: ComparedRun.Choice?) -> [Double] {
          run.options[decision]?.amounts
            ?? Array(repeating: choice == nil ? 0 : .nan, count: Amount.allCases.count)
        }
        return ChangeLine(
          unit: unit, district: after.district[unit] ?? before.district[unit] ?? "", slot: slot,
          before: old?.words ?? "nothing", after: new?.words ?? "nothing", reason: reason.words,
          row: reason.row ?? "",
          amounts: zip(amounts(after, new), amounts(before, old)).map { $0 - $1 })
      }
    }
  }

  private static func rows(_ before: ComparedRun, _ after: ComparedRun) -> [Row] {
    let old = Dictionary(before.rows.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let new = Dictionary(after.rows.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let names = after.rows.map(\.name) + before.rows.map(\.name).filter { new[$0] == nil }
    return names.compactMap { name in
      let (a, b) = (old[name], new[name])
      func finite(_ value: Double?) -> Double? { value.flatMap { $0.isFinite ? $0 : nil } }
      func sides(_ value: (ComparedRun.Row) -> Double) -> (before: Double?, after: Double?) {
        (finite(a.map { value($0) + $0.constant }), finite(b.map { value($0) + $0.constant }))
      }
      let row = Row(
        name: name, title: b?.title ?? a?.title ?? name, unit: b?.unit ?? a?.unit ?? "",
        sums: sides(\.lhs), limits: sides(\.rhs), prices: (finite(a?.price), finite(b?.price)))
      let isSame =
        row.sums.before == row.sums.after && row.limits.before == row.limits.after
        && row.prices.before == row.prices.after
      return isSame ? nil : row
    }
  }

  private static func totals(_ before: ComparedRun, _ after: ComparedRun) -> [Total] {
    let keys =
      Amount.allCases.map { ($0.rawValue, $0.title, $0.unit) } + [
        ("baselineEmissions", "Baseline emissions", Amount.co2.unit),
        ("remainingEmissions", "Remaining emissions", Amount.co2.unit),
        ("missingReduction", "Missing to the target", Amount.co2.unit),
      ]
    return keys.map { key, title, unit in
      Total(
        title: title, key: key, unit: unit, before: before.total(key), after: after.total(key))
    }
  }

  /// Layers, default numbers and units that differ.
  private static func notes(_ before: ComparedRun, _ after: ComparedRun) -> [String] {
    var notes: [String] = []
    func digests(_ run: ComparedRun) -> [(String, String)] {
      (run.record["inputs"] as? [[String: Any]] ?? []).compactMap { input in
        guard let name = input["name"] as? String else { return nil }
        return (name, input["sha256"] as? String ?? "")
      }
    }
    func values(_ run: ComparedRun) -> [(String, String)] {
      (run.record["defaults"] as? [[String: Any]] ?? []).compactMap { input in
        guard let name = input["name"] as? String, let value = number(input["value"]) else {
          return nil
        }
        return (name, value.shortest)
      }
    }
    /// - Parameter isShared: Whether only what both runs use can differ: a number that one of them never asked for is no other number.
    func differing(
      _ noun: String, isShared: Bool, _ read: (ComparedRun) -> [(String, String)],
      _ words: (String) -> String
    ) {
      let old = Dictionary(read(before), uniquingKeysWith: { first, _ in first })
      let new = Dictionary(read(after), uniquingKeysWith: { first, _ in first })
      let all = Set(old.keys).union(new.keys)
      let names = all.filter { name in
        old[name] != new[name] && (!isShared || (old[name] != nil && new[name] != nil))
      }.sorted()
      if names.isEmpty { return }
      let told = names.prefix(10).map(words).joined(separator: ", ")
      notes.append(
        "Other \(noun): \(told)\(names.count > 10 ? " and \(names.count - 10) more" : "").")
    }
    differing("layers", isShared: false, digests) { $0 }
    differing("default numbers", isShared: true, values) { name in
      // The parts of the name as words: `benefits.household-traffic` as “benefits: household traffic”.
      name.split(separator: ".").map { $0.replacing("-", with: " ") }.joined(separator: ": ")
    }
    let (old, new) = (Set(before.units), Set(after.units))
    if old != new {
      notes.append(
        "The areas differ: \(new.subtracting(old).count) are new, \(old.subtracting(new).count) are gone."
      )
    }
    if before.objectiveUnit != after.objectiveUnit || before.sign != after.sign {
      notes.append("The two runs make different things best.")
    }
    return notes
  }

  private static func layer(
    _ changes: [ChangeLine], _ before: ComparedRun, _ after: ComparedRun
  ) -> String {
    var features: [String] = []
    var first = 0
    while first < changes.count {
      var end = first
      while end < changes.count, changes[end].unit == changes[first].unit { end += 1 }
      let own = changes[first..<end]
      let unit = changes[first].unit
      var properties: [(String, JSONValue)] = [
        ("id", .string(unit)), ("district", .string(changes[first].district)),
        ("changes", .integer(own.count)),
        (
          "reason",
          .string(
            own.map(\.reason).reduce(into: []) { list, reason in
              if !list.contains(reason) { list.append(reason) }
            }.joined(separator: "; "))
        ),
      ]
      for amount in Amount.allCases {
        let sum = own.map { $0.amounts[amount.index] }.compensatedSum()
        properties.append((changeField(of: amount), .published(sum)))
      }
      for change in own {
        properties += [
          ("\(change.slot)_before", .string(change.before)),
          ("\(change.slot)_after", .string(change.after)),
          ("\(change.slot)_reason", .string(change.reason)),
        ]
      }
      features.append(
        JSONValue.object([
          ("type", .string("Feature")), ("properties", .object(properties)),
          ("geometry", readJSON(after.geometry[unit] ?? before.geometry[unit], first: ["type"])),
        ]).text(indented: false))
      first = end
    }
    return "{\"type\": \"FeatureCollection\", \"name\": \"changes\", \"features\": [\n"
      + features.joined(separator: ",\n") + "\n]}\n"
  }
}
