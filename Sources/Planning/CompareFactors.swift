public import Exports
import Foundation
import PlanModel

/// Sets what helps and what hinders in several runs side by side.
///
/// - Parameter runs: The folders that `commonground plan` wrote, in the order of the columns.
/// - Throws: `PlanningFailure` where one is no run, or where none of the plans asks about success and failure.
public func compareFactors(_ runs: [String]) throws -> FactorBoard {
  let records = try runs.map { try runObject($0 + "/run.json") }
  let profiles = records.map {
    ($0["factors"] as? [String: Any])?["municipality"] as? [String: Any]
  }
  guard profiles.contains(where: { $0 != nil }) else {
    throw PlanningFailure([
      Diagnostic(
        .error, "compare.no-factors", "None of the runs asks about success and failure.",
        remedy: "Write `society: factors: {answers: {}}` into the plans, and run them again.",
        at: Place(file: runs.first ?? ""))
    ])
  }
  let keys =
    [("all", "All", ["all"])]
    + FactorDimension.Capacity.allCases.map {
      ($0.rawValue, $0.title, ["capacities", $0.rawValue])
    }
    + FactorDimension.allCases.map { ($0.rawValue, $0.title, ["dimensions", $0.rawValue]) }
  var notices: [String] = []
  for record in records {
    if let notice = record["notice"] as? String, !notices.contains(notice) {
      notices.append(notice)
    }
  }
  return FactorBoard(
    names: names(of: records, runs),
    lines: keys.map { key, title, path in
      FactorBoard.Line(title: title, key: key, scores: profiles.map { score(in: $0, path) })
    },
    warnings: profiles.map { $0.map { ($0["warnings"] as? [Any])?.count ?? 0 } },
    notices: notices)
}

/// The names of the plans, with the folder behind a name that stands more than once.
private func names(of records: [[String: Any]], _ runs: [String]) -> [String] {
  let names = zip(records, runs).map { $0["name"] as? String ?? $1 }
  return zip(names, runs).map { name, run in
    names.count { $0 == name } == 1 ? name : "\(name) (\(run))"
  }
}

private func score(in profile: [String: Any]?, _ path: [String]) -> FactorBoard.Score? {
  var place: Any? = profile
  for key in path { place = (place as? [String: Any])?[key] }
  guard let score = place as? [String: Any], let asked = number(score["asked"]),
    let answered = number(score["answered"])
  else { return nil }
  return FactorBoard.Score(
    mean: number(score["score"]), answered: Int(answered), asked: Int(asked))
}

extension FactorBoard {
  /// Writes `factors-comparison.csv` and `factors-comparison.html` into a folder, both or none.
  ///
  /// - Throws: `PlanningFailure` where they cannot be written.
  public func write(into folder: String) throws {
    try writeWhole(
      [(name: "factors-comparison.csv", text: csv), (name: "factors-comparison.html", text: page)],
      into: folder, after: [])
  }

  /// For machines, as text.
  public var jsonText: String { json.text() }

  /// For people: a line a dimension, a column a run.
  public var text: String {
    let table = [["dimension"] + names] + rows
    let widths = table[0].indices.map { column in table.map { $0[column].count }.max() ?? 0 }
    return
      (["What helps and what hinders (mean of the answers, answered of asked):"]
      + table.map { row in
        var line = " "
        for (cell, width) in zip(row, widths) {
          line += " " + cell + String(repeating: " ", count: width - cell.count) + " "
        }
        while line.last == " " { line.removeLast() }
        return line
      }).joined(separator: "\n")
  }
}
