import Exports
import PlanModel

extension RunComparison {
  /// The scores of both runs by capacity and dimension; empty where neither asked.
  static func factors(_ before: ComparedRun, _ after: ComparedRun) -> [FactorLine] {
    func profile(_ run: ComparedRun) -> [String: Any]? {
      (run.record["factors"] as? [String: Any])?["municipality"] as? [String: Any]
    }
    let (old, new) = (profile(before), profile(after))
    if old == nil, new == nil { return [] }
    func score(_ profile: [String: Any]?, _ path: [String]) -> (Double?, String) {
      var place: Any? = profile
      for key in path { place = (place as? [String: Any])?[key] }
      guard let score = place as? [String: Any], let asked = number(score["asked"]),
        let answered = number(score["answered"])
      else { return (nil, "") }
      return (number(score["score"]), "\(answered.shortest) of \(asked.shortest)")
    }
    let keys =
      [("all", "All", ["all"])]
      + FactorDimension.Capacity.allCases.map {
        ($0.rawValue, $0.title, ["capacities", $0.rawValue])
      }
      + FactorDimension.allCases.map { ($0.rawValue, $0.title, ["dimensions", $0.rawValue]) }
    return keys.map { key, title, path in
      let (a, b) = (score(old, path), score(new, path))
      return FactorLine(
        title: title, key: key, before: a.0, after: b.0, answeredBefore: a.1, answeredAfter: b.1)
    }
  }

  /// The lines for people; empty where neither run asked.
  var factorText: [String] {
    if factors.isEmpty { return [] }
    func share(_ value: Double?) -> String {
      value.map { "\(($0 * 100).rounded(toDecimals: 0)) %" } ?? "–"
    }
    return ["", "What helps and what hinders (mean of the answers, answered of asked):"]
      + aligned(
        [["dimension", "before", "", "after", ""]]
          + factors.filter { !$0.answeredBefore.isEmpty || !$0.answeredAfter.isEmpty }.map {
            [$0.title, share($0.before), $0.answeredBefore, share($0.after), $0.answeredAfter]
          })
  }

  /// The same for machines.
  var factorJSON: JSONValue {
    .array(
      factors.map { line in
        .object([
          ("dimension", .string(line.key)),
          ("before", line.before.map { .published($0) } ?? .null),
          ("after", line.after.map { .published($0) } ?? .null),
          ("answeredBefore", .string(line.answeredBefore)),
          ("answeredAfter", .string(line.answeredAfter)),
        ])
      })
  }
}
