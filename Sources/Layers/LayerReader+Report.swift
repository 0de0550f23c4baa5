import PROJBinding
import PlanModel

extension LayerReader {
  /// Counts what became of every feature, and tells what was lost or mended.
  mutating func count(
    _ outcomes: [GeometryOutcome], _ chunks: [CleanedChunk], _ ids: [String], _ opened: OpenedLayer
  ) {
    var rows: [GeometryOutcome: [Int]] = [:]
    var counts: [GeometryOutcome: Int] = [:]
    for (row, outcome) in outcomes.enumerated() {
      counts[outcome, default: 0] += 1
      // Only those that are told by name; a list of all polygons would be as long as the layer.
      if !outcome.stays || outcome == .missing { rows[outcome, default: []].append(row) }
    }
    let dropped: [GeometryOutcome] = [.unwanted, .badCoordinates, .unreadable]
    report.polygons = counts[.polygon] ?? 0
    report.points = counts[.point] ?? 0
    report.lines = counts[.line] ?? 0
    report.missing = counts[.missing] ?? 0
    report.dropped = dropped.reduce(0) { $0 + (counts[$1] ?? 0) }
    report.read = outcomes.count - (counts[.outside] ?? 0)
    report.repairs = chunks.flatMap(\.repairs).map { row, repair in
      Repair(
        feature: ids[row], reason: repair.reason, x: repair.x, y: repair.y,
        areaBefore: repair.areaBefore, areaAfter: repair.areaAfter)
    }
    func tell(
      _ severity: Severity, _ code: String, _ message: String, _ remedy: String, _ rows: [Int]
    ) {
      if rows.isEmpty { return }
      var place = opened.place
      place.feature = ids[rows[0]]
      diagnostics.append(
        Diagnostic(
          severity, code,
          message + ": \(listed(rows.prefix(11).map { ids[$0] })).".withTotal(rows.count),
          remedy: remedy, at: place, count: rows.count))
    }
    if report.read == 0 { tellEmpty(opened) }
    tell(
      .warning, "layer.unwanted-geometry",
      expectation == .polygons
        ? "Features that are no polygons are left out" : "Features that are lines are left out",
      "Name another layer, or filter them out.", rows[.unwanted] ?? [])
    tell(
      .warning, "layer.bad-coordinates",
      "Features with coordinates that are NaN, infinite or outside of what the CRS covers are left out",
      "Correct the coordinates, or declare the CRS that they are in.", rows[.badCoordinates] ?? [])
    tell(
      .warning, "layer.unreadable-geometry", "Features whose geometry cannot be read are left out",
      "Export the layer again.", rows[.unreadable] ?? [])
    tell(
      .warning, "layer.missing-geometry", "Features have no geometry and take part without one",
      "Give them a geometry, or filter them out.", rows[.missing] ?? [])
    tell(
      .warning, "layer.mixed-geometry",
      "Features mix polygons with lines or points; only the highest kind is kept",
      "Keep one kind of geometry in a layer.", chunks.flatMap(\.mixed))
    tellRepairs(opened)
  }

  private mutating func tellEmpty(_ opened: OpenedLayer) {
    let why =
      extent != nil
      ? "No feature of the layer lies where the plan needs it."
      : source.filter == nil
        ? "The layer has no features." : "No feature of the layer passes the filter."
    diagnostics.append(
      Diagnostic(
        .warning, "layer.empty", why, remedy: "Check the source, its CRS and its filter.",
        at: opened.place))
  }

  private mutating func tellRepairs(_ opened: OpenedLayer) {
    guard let first = report.repairs.first else { return }
    var reasons: [(reason: String, count: Int)] = []
    for repair in report.repairs {
      if let known = reasons.firstIndex(where: { $0.reason == repair.reason }) {
        reasons[known].count += 1
      } else {
        reasons.append((repair.reason, 1))
      }
    }
    let change = report.repairs.map { abs($0.areaAfter - $0.areaBefore) }.compensatedSum()
    var place = opened.place
    place.feature = first.feature
    let words = reasons.map { "\($0.reason) \($0.count)" }.joined(separator: ", ")
    diagnostics.append(
      Diagnostic(
        .warning, "layer.repaired",
        "Invalid geometries were mended (\(words)); areas changed by \(rounded(change)) m² in all.",
        remedy: "The run record lists each with its place; correct them in the source.", at: place,
        count: report.repairs.count))
  }

  /// Warns where texts that need an encoding were read by a guess.
  mutating func tellGuessedEncoding(
    _ columns: [(role: String, column: Column)], _ opened: OpenedLayer
  ) {
    for case (let role, .text(let texts)) in columns {
      guard
        let example = texts.categories.first(where: { !$0.utf8.allSatisfy { $0 < 128 } })
      else { continue }
      var place = opened.place
      place.field = role
      diagnostics.append(
        FieldMapping.guessed(OpenedLayer.guessedEncoding, giving: example, at: place))
      return
    }
  }

  /// Says how the coordinates were taken to the plan's CRS, because that has an accuracy.
  mutating func tellTransformation(_ pool: PROJTransformerPool?, _ opened: OpenedLayer) {
    // What stands in for a CRS that was refused has no name, and nothing will be measured in it.
    guard let system = opened.system, let pool, !crs.name.isEmpty,
      let operation = try? pool.withTransformer({ $0.lastOperation() })
    else { return }
    let accuracy = operation.accuracy.map { ", accurate to \(rounded($0)) m" } ?? ""
    diagnostics.append(
      Diagnostic(
        .note, "layer.transformed",
        "Coordinates were taken from \(system.name) to \(crs.name) by \(operation.name)\(accuracy).",
        at: opened.place))
  }
}

extension String {
  /// A list of the first ten with how many there are in all, where there are more.
  fileprivate func withTotal(_ count: Int) -> String {
    count > 10 ? replacing(", … (11 in all)", with: ", … (\(count) in all)") : self
  }
}

/// A number for a message, with two digits behind the point.
func rounded(_ number: Double) -> String {
  let hundredths = (number * 100).rounded()
  guard abs(hundredths) < 1e15 else { return "\(number)" }
  return canonicalText(hundredths / 100)
}
