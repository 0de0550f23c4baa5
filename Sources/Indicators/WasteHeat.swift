import Glibc
import PlanModel

/// A place where heat is left over.
public struct WasteHeatSource: Sendable, Hashable {
  /// Where it is, in the plan's CRS.
  public var x: Double
  /// Where it is, in the plan's CRS.
  public var y: Double
  /// The unit in which it lies.
  public var unit: Int
  /// Heat left over, kWh/a.
  public var energy: Double
  /// Its temperature, °C; nil: unknown.
  public var temperature: Double?

  /// Creates a source.
  public init(x: Double, y: Double, unit: Int, energy: Double, temperature: Double?) {
    self.x = x
    self.y = y
    self.unit = unit
    self.energy = energy
    self.temperature = temperature
  }
}

/// How much of each source's heat the demand near by can take, kWh/a; each kWh of both is used once.
///
/// The nearest pair of source and demand comes first, then the next; of equally near ones the first source, then the
/// first demand. Distances are straight lines.
///
/// - Parameter demand: Places in need of heat, kWh/a each.
/// - Parameter reach: The largest distance, m.
/// - Complexity: O(*sources* × *demands*) plus sorting the pairs within reach.
func usedWasteHeat(
  _ sources: [WasteHeatSource], demand: [(x: Double, y: Double, heat: Double)], reach: Double
) -> [Double] {
  var pairs: [(distance: Double, source: Int, place: Int)] = []
  for (source, from) in sources.enumerated() {
    for (place, to) in demand.enumerated() where to.heat > 0 {
      let distance = hypot(to.x - from.x, to.y - from.y)
      if distance <= reach { pairs.append((distance, source, place)) }
    }
  }
  pairs.sort { $0 < $1 }
  var left = sources.map(\.energy)
  var open = demand.map(\.heat)
  for pair in pairs {
    let taken = min(left[pair.source], open[pair.place])
    left[pair.source] -= taken
    open[pair.place] -= taken
  }
  return zip(sources, left).map { max(0, $0.energy - $1) }
}

extension AreaMeasures {
  /// Adds the heat left over, and the part that hectares of network area within reach can take, at the source's unit.
  mutating func addWasteHeat(
    _ sources: [WasteHeatSource], hectares: HectareHeat?, reach: Double
  ) {
    var demand: [(x: Double, y: Double, heat: Double)] = []
    if let hectares {
      demand = hectares.heat.indices.filter { hectares.isNetwork[$0] }.map {
        (hectares.x[$0], hectares.y[$0], hectares.heatInside[$0])
      }
    }
    let used = usedWasteHeat(sources, demand: demand, reach: reach)
    for (source, used) in zip(sources, used) {
      self[.wasteHeat, source.unit] += source.energy
      self[.wasteHeatUsed, source.unit] += used
      guard let temperature = source.temperature else { continue }
      self[.wasteHeatOfTemperature, source.unit] += source.energy
      self[.wasteHeatTemperature, source.unit] += source.energy * temperature
    }
  }
}
