import Indicators
import Overlay
import PlanModel

/// The points of waste heat of a layer, with what is wrong with some of them.
struct WasteHeatReading {
  /// The points that can be used, in the order of the layer.
  private(set) var sources: [WasteHeatSource] = []
  /// How many say nothing that can be used, and how many lie outside.
  private(set) var diagnostics: [Diagnostic] = []

  init(layer: Layer, measures: GeometryMeasures, memberships: Memberships) {
    let energy = layer.numbers("energy")
    let power = layer.numbers("power")
    let hours = layer.numbers("hours")
    let temperature = layer.numbers("temperature")
    var unusable: [Int] = []
    var outside: [Int] = []
    var implausible: [Int] = []
    for row in 0..<layer.count {
      var amount = energy?[row]
      if amount == nil, let power = power?[row], let hours = hours?[row] {
        // No year has more hours.
        amount = hours <= 8784 ? power * hours : nil
      }
      guard let amount, amount >= 0, amount <= 1e12 else {
        unusable.append(row)
        continue
      }
      guard let unit = Self.unit(of: row, memberships) else {
        outside.append(row)
        continue
      }
      var degrees = temperature?[row]
      if let known = degrees, !(0...1500).contains(known) {
        implausible.append(row)
        degrees = nil
      }
      sources.append(
        WasteHeatSource(
          x: measures.centroidX[row], y: measures.centroidY[row], unit: unit, energy: amount,
          temperature: degrees))
    }
    func tell(_ rows: [Int], _ code: String, _ message: String, _ remedy: String) {
      guard let first = rows.first else { return }
      diagnostics.append(
        Diagnostic(
          .warning, code, "\(rows.count) of \(layer.count) \(message)", remedy: remedy,
          at: Place(layer: layer.name, feature: layer.ids[first]), count: rows.count))
    }
    tell(
      unusable, "waste-heat.no-energy",
      "points of waste heat say no amount that can be: they are left out.",
      "Give an energy, or a power and up to 8,784 hours, none of them negative.")
    tell(
      outside, "waste-heat.outside", "points of waste heat lie in no unit: they are left out.",
      "Check their CRS, or leave them where they belong to a neighbour.")
    tell(
      implausible, "waste-heat.temperature",
      "points of waste heat have a temperature outside of 0 to 1,500 °C: it counts as unknown.",
      "Check the field of the role `temperature`.")
  }

  /// The unit with the largest share of a feature; the first where two have the same.
  private static func unit(of row: Int, _ memberships: Memberships) -> Int? {
    var best: Int?
    var largest = 0.0
    for entry in memberships.starts[row]..<memberships.starts[row + 1]
    where memberships.share[entry] > largest {
      largest = memberships.share[entry]
      best = Int(memberships.unit[entry])
    }
    return best
  }
}
