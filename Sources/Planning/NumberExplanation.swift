import Foundation
import PlanModel

/// Where a number of a run comes from: value, formula, layers with their features, and the defaults with their sources.
///
/// - Parameters:
///   - name: A number's name, with its place before it: `useful-heat`, `D03/useful-heat`, `D03/590-153/co2`.
///   - directory: The folder that a run wrote.
/// - Throws: `PlanningFailure` where the folder is no run, or has no such place or number.
public func explainNumber(_ name: String, in directory: String) throws -> RunExplanation {
  let record = try runObject(directory + "/run.json")
  let (place, key) =
    name.lastIndex(of: "/").map {
      (String(name[..<$0]), String(name[name.index(after: $0)...]))
    } ?? ("municipality", name)
  let kinds = record["numbers"] as? [[String: Any]] ?? []
  guard
    let kind = kinds.first(where: {
      $0["id"] as? String == key || $0["column"] as? String == key
    })
  else {
    let ids = kinds.compactMap { $0["id"] as? String }
    throw PlanningFailure([
      Diagnostic(
        .error, "explain.no-number", "The run has no number \(key).",
        remedy: key.nearest(among: ids).map { "Did you mean \($0)?" }
          ?? "The names stand under `numbers` in run.json.", at: Place(file: directory))
    ])
  }
  let found = try NumberPlace(place, in: directory)
  return NumberOrigin(kind: kind, place: found, record: record).explanation
}

/// A place with numbers: the municipality or a district by its sheet, a unit by its row in the layer.
private struct NumberPlace {
  let title: String
  /// The sheet; nil: a unit.
  var sheet: [String: Any]?
  /// The unit's row; nil: a sheet.
  var row: [String: Any]?

  init(_ place: String, in directory: String) throws {
    let whole = try runObject(directory + "/municipality.json")
    if place == "municipality" {
      title = whole["name"] as? String ?? "the municipality"
      sheet = whole
      return
    }
    let districts = whole["districts"] as? [[String: Any]] ?? []
    if let district = districts.first(where: { $0["id"] as? String == place }),
      let file = district["file"] as? String
    {
      title = "district \(place) (\(district["name"] as? String ?? ""))"
      sheet = try runObject(directory + "/" + file)
      return
    }
    let layer = try runObject(directory + "/layers/units.geojson")
    let rows = (layer["features"] as? [[String: Any]] ?? []).compactMap {
      $0["properties"] as? [String: Any]
    }
    guard let row = rows.first(where: { $0["id"] as? String == place }) else {
      let ids =
        districts.compactMap { $0["id"] as? String } + rows.compactMap { $0["id"] as? String }
      throw PlanningFailure([
        Diagnostic(
          .error, "explain.no-place", "The run has no district or unit \(place).",
          remedy: place.nearest(among: ids).map { "Did you mean \($0)?" }
            ?? "The ids are in layers/districts.geojson and layers/units.geojson.",
          at: Place(file: directory))
      ])
    }
    title = "unit \(place)"
    self.row = row
  }

  /// The value under a kind's keys or column; nil where the place has none.
  func value(_ kind: [String: Any]) -> Double? {
    if let row { return (kind["column"] as? String).flatMap { number(row[$0]) } }
    var node: Any? = sheet
    for key in kind["sheet"] as? [String] ?? [] {
      if let list = node as? [[String: Any]] {
        node = list.first { $0["id"] as? String == key || $0["carrier"] as? String == key }
      } else {
        node = (node as? [String: Any])?[key]
      }
    }
    return number(node) ?? number((node as? [String: Any])?["value"])
  }

  /// The actions that are chosen here, by id, sorted.
  var actions: [String] {
    if let row {
      return row.keys.filter { $0.hasSuffix("_actions") }.sorted()
        .flatMap { (row[$0] as? String)?.split(separator: "+").map(String.init) ?? [] }
    }
    return (sheet?["actions"] as? [[String: Any]] ?? []).compactMap {
      $0["action"] as? String ?? $0["id"] as? String
    }.sorted()
  }

  /// How many buildings lie here; nil where that is not known.
  var buildings: Double? {
    value(["sheet": ["indicators", "buildings"], "column": "i_buildings"])
  }
}

/// The answer: everything that the run record knows of a number.
private struct NumberOrigin {
  let kind: [String: Any]
  let place: NumberPlace
  let record: [String: Any]

  private func text(_ key: String) -> String { kind[key] as? String ?? "" }
  private func texts(_ key: String) -> [String] { kind[key] as? [String] ?? [] }

  /// The inputs behind the number: layers of one name, or of a list that shares a key.
  private var inputs: [[String: Any]] {
    let layers = Set(texts("layers"))
    let named: Set = ["districts", "buildings", "landUse", "units", "wasteHeat", "population"]
    return (record["inputs"] as? [[String: Any]] ?? []).filter { input in
      let name = input["name"] as? String ?? ""
      if layers.contains(name) { return true }
      // Constraints, hazards, potentials and interests have names of their own.
      return !named.contains(name)
        && !layers.isDisjoint(with: ["constraints", "hazards", "potentials", "interests"])
    }
  }

  /// The defaults behind the number, in the order of their names.
  private var defaults: [[String: Any]] {
    let patterns = texts("defaults").flatMap { pattern in
      pattern == "actions." ? place.actions.map { $0 + "." } : [pattern]
    }
    return (record["defaults"] as? [[String: Any]] ?? []).filter { entry in
      let name = entry["name"] as? String ?? ""
      return patterns.contains { pattern in
        if pattern.hasSuffix(".") { return name.hasPrefix(pattern) }
        let ends = pattern.split(separator: "*", maxSplits: 1)
        return ends.count == 2
          ? name.hasPrefix(ends[0]) && name.hasSuffix(ends[1]) : name == pattern
      }
    }
  }

  var explanation: RunExplanation {
    let value = place.value(kind)
    let shown = value.map { "\($0.shortest) \(text("unit"))" } ?? "there is none here"
    var lines = [
      "\(text("title")), \(place.title): \(shown)", "Formula: \(text("formula"))",
    ]
    if inputs.isEmpty { lines.append("Layers: none") } else { lines.append("Layers:") }
    for input in inputs {
      var line = "  \(input["name"] as? String ?? ""): \(input["source"] as? String ?? "")"
      if let read = number(input["read"]), read > 0 { line += ", \(Int(read)) features read" }
      if input["name"] as? String == "buildings", let here = place.buildings {
        line += ", \(((here * 10).rounded() / 10).shortest) here"
      }
      if let digest = input["sha256"] as? String, !digest.isEmpty { line += ", SHA-256 \(digest)" }
      lines.append(line)
    }
    lines.append(
      defaults.isEmpty
        ? "Defaults: none; it rests on the layers and the plan file alone." : "Defaults:")
    for entry in defaults { lines.append("  " + sentence(of: entry)) }
    return RunExplanation(text: lines.joined(separator: "\n"), json: json(value).text())
  }

  private func sentence(of entry: [String: Any]) -> String {
    let value = { (key: String) in number(entry[key])?.shortest }
    var line =
      "\(entry["name"] as? String ?? "") = \(value("value") ?? "") \(entry["unit"] as? String ?? "")"
    if let low = value("low"), let high = value("high") { line += " (\(low) to \(high))" }
    line +=
      ", \(Int(number(entry["year"]) ?? 0)), \(entry["confidence"] as? String ?? "") confidence"
    line += ": \(entry["source"] as? String ?? "")"
    return line
  }

  private func json(_ value: Double?) -> JSONValue {
    .object([
      ("number", .string(text("id"))), ("place", .string(place.title)),
      ("value", value.map { .number($0) } ?? .null), ("unit", .string(text("unit"))),
      ("formula", .string(text("formula"))),
      ("layers", .array(inputs.map { readJSON($0, first: ["name", "source", "read", "sha256"]) })),
      (
        "defaults",
        .array(defaults.map { readJSON($0, first: ["name", "value", "unit", "low", "high"]) })
      ),
    ])
  }
}
