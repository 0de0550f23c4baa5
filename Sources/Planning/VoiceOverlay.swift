import Overlay
import PlanModel

extension VoiceReading {
  /// Places every voice in the planning units.
  ///
  /// A voice about a district is about all of each of its units. Voices that lie outside altogether are counted.
  func placed(
    in units: PlanningUnits, gridSize: Double, workers: Workers
  ) throws -> (contributions: Contributions, diagnostics: [Diagnostic]) {
    var contributions = contributions
    let places = try voicePlaces(
      of: geometry, reach: reach, in: units, gridSize: gridSize, workers: workers)
    var unitsOfDistrict: [Int: [Int]] = [:]
    for unit in 0..<units.count { unitsOfDistrict[units.district[unit], default: []].append(unit) }
    let members = places.memberships
    var outside = 0
    for row in 0..<contributions.count {
      if district[row] >= 0 {
        let own = unitsOfDistrict[district[row]] ?? []
        let area = own.map { units.area[$0] }.compensatedSum()
        for unit in own where area > 0 {
          contributions.unit.append(Int32(unit))
          contributions.share.append(units.area[unit] / area)
          contributions.voice.append(1)
        }
        contributions.outside.append(own.isEmpty ? 1 : 0)
      } else {
        for entry in members.starts[row]..<members.starts[row + 1] {
          let unit = Int(members.unit[entry])
          let share = members.share[entry]
          let covered = units.area[unit] > 0 ? share * places.area[row] / units.area[unit] : 0
          contributions.unit.append(members.unit[entry])
          contributions.share.append(share)
          contributions.voice.append(min(1, max(share, covered)))
        }
        contributions.outside.append(members.outside[row])
        if members.starts[row] == members.starts[row + 1] { outside += 1 }
      }
      contributions.starts.append(contributions.unit.count)
    }
    var diagnostics: [Diagnostic] = []
    if outside > 0 {
      diagnostics.append(
        Diagnostic(
          .warning, "society.outside", "Voices are about places outside of all units.",
          remedy: "Check the CRS of the source; such voices are counted and have no effect.",
          count: outside))
    }
    if let first = places.failed.first {
      diagnostics.append(
        Diagnostic(
          .warning, "society.no-reach", "The reach of a pin or line could not be drawn.",
          remedy: "Mend or simplify its geometry; the voice has no effect.",
          at: Place(feature: contributions.ids[first]), count: places.failed.count))
    }
    return (contributions, diagnostics)
  }
}
