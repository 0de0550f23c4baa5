import Exports
import Foundation
import PlanModel

extension RunComparison {
  /// Writes `changes.csv`, `changes.geojson` and `changes.gpkg` into a folder, `changes.html` where both runs have a `map.html`,
  /// and `factors-comparison.csv` where a run asked about success and failure; all or none.
  ///
  /// - Throws: `PlanningFailure` where they cannot be written.
  public func write(into folder: String) throws {
    var texts = [("changes.csv", changesCSV(changes)), ("changes.geojson", layer)]
    if !factors.isEmpty { texts.append(("factors-comparison.csv", factorComparisonCSV(factors))) }
    try writeWhole(
      texts.map { (name: $0, bytes: Array($1.utf8)) } + mapFiles(in: folder), into: folder,
      after: [])
  }

  /// How many changes are told where they are not written to a file.
  private static let toldChanges = 40

  /// For people: totals side by side, rules that moved, and the changes.
  ///
  /// - Parameter isWritten: Whether the changes stand in a file, and are only counted here.
  public func text(isWritten: Bool) -> String {
    var lines = [
      "Before: \(folders.before) (\(statuses.before))",
      "After:  \(folders.after) (\(statuses.after))",
    ]
    lines += notes
    lines.append("")
    lines += aligned([["", "before", "after", "change"]] + totalPhrases)
    let moved = rulePhrases
    if !moved.isEmpty {
      lines += ["", "Rules whose limit or price moved:"]
      lines += aligned(
        [["rule", "limit before", "limit after", "price before", "price after"]]
          + moved.prefix(Self.toldChanges))
      if moved.count > Self.toldChanges {
        lines.append("… and \(moved.count - Self.toldChanges) more")
      }
    }
    lines += factorText
    lines += ["", "\(changes.count) of \(decisions) decisions differ."]
    if isWritten { return (lines + [pageNote].compactMap { $0 }).joined(separator: "\n") }
    if !changes.isEmpty {
      lines += aligned(
        [["area", "slot", "before", "after", "because"]]
          + changes.prefix(Self.toldChanges).map {
            [$0.unit, $0.slot, $0.before, $0.after, $0.reason]
          })
    }
    if changes.count > Self.toldChanges {
      lines.append("… and \(changes.count - Self.toldChanges) more: write all with --out FOLDER")
    }
    return lines.joined(separator: "\n")
  }

  /// Sums of both runs as text: title, before, after, change.
  var totalPhrases: [[String]] {
    ([objective] + totals).filter { $0.before != nil || $0.after != nil }.map { total in
      let change = total.before.flatMap { before in total.after.map { $0 - before } }
      return [
        total.title, phrase(total.before, total.unit), phrase(total.after, total.unit),
        change.map { $0 == 0 ? "–" : phrase($0, total.unit) } ?? "–",
      ]
    }
  }

  /// Rules whose limit or price moved, as text: name, limit before and after, price before and after.
  var rulePhrases: [[String]] {
    rows.filter {
      $0.limits.before != $0.limits.after || $0.prices.before != $0.prices.after
    }.map { row in
      [
        row.title, phrase(row.limits.before, row.unit), phrase(row.limits.after, row.unit),
        price(row.prices.before, of: row), price(row.prices.after, of: row),
      ]
    }
  }

  /// For machines.
  public var json: String {
    func value(_ number: Double?) -> JSONValue { number.map { .published($0) } ?? .null }
    func pair(_ pair: (before: Double?, after: Double?)) -> JSONValue {
      .object([("before", value(pair.before)), ("after", value(pair.after))])
    }
    return JSONValue.object(
      [
        (
          "before",
          .object([("run", .string(folders.before)), ("status", .string(statuses.before))])
        ),
        ("after", .object([("run", .string(folders.after)), ("status", .string(statuses.after))])),
        ("notes", .array(notes.map { .string($0) })),
        (
          "totals",
          .array(
            ([objective] + totals).map { total in
              .object([
                ("name", .string(total.key)), ("unit", .string(total.unit)),
                ("before", value(total.before)), ("after", value(total.after)),
              ])
            })
        ),
        (
          "rows",
          .array(
            rows.map { row in
              .object([
                ("name", .string(row.name)), ("unit", .string(row.unit)), ("sum", pair(row.sums)),
                ("limit", pair(row.limits)), ("price", pair(row.prices)),
              ])
            })
        ),
        ("decisions", .integer(decisions)),
        (
          "changes",
          .array(
            changes.map { change in
              .object(
                [
                  ("unit", .string(change.unit)), ("district", .string(change.district)),
                  ("slot", .string(change.slot)), ("before", .string(change.before)),
                  ("after", .string(change.after)), ("because", .string(change.reason)),
                  ("row", change.row.isEmpty ? .null : .string(change.row)),
                ]
                  + Amount.allCases.map { ($0.rawValue, .published(change.amounts[$0.index])) })
            })
        ),
      ] + (factors.isEmpty ? [] : [("factors", factorJSON)])
    ).text()
  }

  /// A price without its sign, as the sentences of reasons have it: what one unit more or less of the rule is worth.
  private func price(_ value: Double?, of row: Row) -> String {
    guard let value else { return "–" }
    if value == 0 { return "0" }
    return
      "\(quantityPhrase(abs(value), "")) \(objective.unit) per \(row.unit.isEmpty ? "unit" : row.unit)"
  }

  private func phrase(_ value: Double?, _ unit: String) -> String {
    value.map { quantityPhrase($0, unit) } ?? "–"
  }

  /// Lines with their cells one under the other.
  func aligned(_ lines: [[String]]) -> [String] {
    let count = lines.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in lines.map { $0[column].count }.max() ?? 0 }
    return lines.map { line in
      var text = "  "
      for (column, cell) in line.enumerated() {
        text += cell
        if column + 1 < line.count {
          text += String(repeating: " ", count: widths[column] - cell.count + 2)
        }
      }
      return text
    }
  }
}
