import Exports
import Foundation
import PlanModel

/// How much of a unit each action on land may use, and what keeps the rest off, as a run wrote it.
struct UnitLand {
  /// An action on land.
  struct Entry {
    /// The action's id.
    var action: String
    /// Its name; the id where the run names none, because nothing of it is eligible anywhere.
    var name: String
    /// Eligible area of the unit, m².
    var eligible: Double
    /// Whether it was chosen here.
    var isChosen: Bool
    /// What keeps land of the district off, m², in the order of the table: a constraint by its name, or the use of the land.
    var excluded: [(reason: String, area: Double)] = []
    /// Land of the district whose use is not known, m².
    var unknown = 0.0
  }
  /// The actions on land, in the order of `exclusions.csv`.
  private(set) var entries: [Entry] = []
  /// The unit's area, m².
  private let area: Double
  /// Whether the unit is all of its district, so that what keeps land of the district off keeps it off here.
  private var isDistrict = false

  /// Reads `exclusions.csv` and `layers/eligibility.geojson`; there are no entries where a run has none.
  ///
  /// - Parameter chosen: The ids of the actions that were chosen in the unit.
  init(
    _ unit: String, district: String, area: Double, chosen: Set<String>, in directory: String
  ) {
    self.area = area
    guard
      let table = try? String(contentsOfFile: directory + "/exclusions.csv", encoding: .utf8),
      let layer = try? runObject(directory + "/layers/eligibility.geojson")
    else { return }
    var eligible: [String: Double] = [:]
    var names: [String: String] = [:]
    for feature in layer["features"] as? [[String: Any]] ?? [] {
      guard let properties = feature["properties"] as? [String: Any],
        let action = properties["action"] as? String
      else { continue }
      names[action] = properties["action_name"] as? String
      if properties["unit"] as? String == unit { eligible[action] = number(properties["area_m2"]) }
    }
    let records = CSVRecords(table, separator: UInt8(ascii: ",")).rows
    guard let header = records.first,
      let columns = ["district", "action", "state", "reason", "counted_m2"].positions(in: header)
    else { return }
    var whole = 0.0
    for record in records.dropFirst() where record.count >= header.count {
      let fields = columns.map { record[$0] }
      guard fields[0] == district, let counted = Double(fields[4]) else { continue }
      if entries.last?.action != fields[1] {
        entries.append(
          Entry(
            action: fields[1], name: names[fields[1]] ?? fields[1],
            eligible: eligible[fields[1]] ?? 0, isChosen: chosen.contains(fields[1])))
      }
      if entries.count == 1 { whole += counted }
      switch fields[2] {
      case "excluded":
        if counted > 0 { entries[entries.count - 1].excluded.append((fields[3], counted)) }
      case "unknown": entries[entries.count - 1].unknown += counted
      default: break
      }
    }
    // Both are sums of the same pieces, written with twelve digits.
    isDistrict = abs(whole - area) <= 1e-6 * whole
  }

  /// A line for each action: how much is free, and what keeps the rest off.
  var lines: [String] {
    if entries.isEmpty { return [] }
    let place = isDistrict ? "Kept off are" : "Of the whole district are kept off"
    return ["Land of the unit, \(quantityPhrase(area, "m²")), by what may use it:"]
      + entries.map { entry in
        let share = area > 0 ? entry.eligible / area : 0
        var line = "  \(entry.name): "
        line +=
          entry.eligible > 0
          ? "\(quantityPhrase(entry.eligible, "m²")) are free (\(quantityPhrase(share, "share"))), "
            + (entry.isChosen ? "and it was chosen" : "and it was not chosen")
          : "nothing is free"
        var rest = entry.excluded.map { "\(quantityPhrase($0.area, "m²")) by \($0.reason)" }
        if entry.unknown > 0 {
          rest.append("\(quantityPhrase(entry.unknown, "m²")) because their use is not known")
        }
        return line + (rest.isEmpty ? "." : ". \(place) \(rest.joined(separator: ", ")).")
      }
  }

  /// The same for machines.
  var json: JSONValue {
    .array(
      entries.map { entry in
        .object([
          ("action", .string(entry.action)), ("eligible", .published(entry.eligible)),
          ("chosen", .bool(entry.isChosen)),
          (
            isDistrict ? "excluded" : "excludedInDistrict",
            .object(entry.excluded.map { ($0.reason, .published($0.area)) })
          ),
          (isDistrict ? "unknown" : "unknownInDistrict", .published(entry.unknown)),
        ])
      })
  }
}

extension [String] {
  /// Where these words stand in a header; nil where one does not.
  fileprivate func positions(in header: [String]) -> [Int]? {
    let found = compactMap { header.firstIndex(of: $0) }
    return found.count == count ? found : nil
  }
}
