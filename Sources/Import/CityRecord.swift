import GEOSBinding
import PlanModel

/// A building of a city model as a row of a layer: footprint, height, levels and what else is known.
struct CityRecord {
  var id: String
  let shape: [UInt8]
  let extent: Extent
  /// Where the footprint comes from: `footprint`, `ground surfaces`, `projection` or `roof edge`.
  let footprintSource: String
  /// The level of detail of the footprint; of several parts, that of the first.
  let lod: Double
  /// m; nil where the file says nothing and has no body.
  private(set) var height: Double?
  /// Where the height comes from: `measuredHeight`, `parts` or `geometry`.
  private(set) var heightSource: String?
  let levels: Double?
  /// The number of parts; 0: the building has none.
  let parts: Int
  let address: String?
  /// Attributes of the building, and those of its largest part that it lacks itself.
  let attributes: [(name: String, value: String)]

  /// Measures a building; nil where it has no geometry that covers ground.
  ///
  /// The footprint is the building's own of LoD 0, else the union of its own body and its parts. Of each body it is made
  /// of the ground surfaces of the highest level of detail that has some, else of the projection of all surfaces, else
  /// of the edge of the roof. A height or a number of storeys that only the parts state is their mean by footprint, so that
  /// footprint × height remains the volume.
  init?(_ building: CityBuilding, _ ground: CityFootprint) throws(GEOSError) {
    let bodies = [building.body] + building.parts
    var prints: [(body: CityBody, shape: GEOSGeometry, area: Double, source: String, lod: Double)] =
      []
    for body in bodies {
      guard let print = try Self.footprint(of: body, ground) else { continue }
      prints.append((body, print.shape, try print.shape.area(), print.source, print.lod))
    }
    guard let first = prints.first else { return nil }
    let isWhole = first.lod < 1 && first.source != "roof edge" && first.body.id == building.body.id
    let whole = isWhole ? first.shape : try ground.union(prints.map(\.shape))
    guard let whole else { return nil }
    id = building.body.id
    shape = try whole.wkb()
    footprintSource = first.source
    lod = first.lod
    parts = building.parts.count
    var extent = Extent.empty
    for body in bodies {
      for geometry in body.geometries {
        for point in geometry.surfaces.lazy.flatMap(\.rings).joined() {
          extent.extend(x: point.x, y: point.y)
        }
      }
    }
    self.extent = extent

    // A flat outline has no body of its own, so that its parts alone are the building's mass.
    let masses = prints.filter {
      Self.range(of: $0.body) != nil || $0.body.positive("measuredHeight") != nil
    }
    if let measured = building.body.positive("measuredHeight") {
      height = measured
      heightSource = "measuredHeight"
    } else if let mean = Self.mean(
      masses.map { ($0.area, $0.body.positive("measuredHeight") ?? Self.range(of: $0.body)) })
    {
      height = mean
      let isMeasured = masses.allSatisfy { $0.body.positive("measuredHeight") != nil }
      heightSource = isMeasured ? "parts" : "geometry"
    } else {
      height = nil
      heightSource = nil
    }
    levels =
      building.body.positive("storeysAboveGround")
      ?? Self.mean(prints.map { ($0.area, $0.body.positive("storeysAboveGround")) })

    var all = building.body
    var largest: (body: CityBody, area: Double)?
    for print in prints where print.area > (largest?.area ?? 0) && print.body.id != all.id {
      largest = (print.body, print.area)
    }
    for (name, value) in largest?.body.attributes ?? [] { all.note(name, value) }
    if let usage = all["usage"] { all.note("function", usage) }
    attributes = all.attributes
    address = bodies.lazy.compactMap(\.address).first ?? all["name"]
  }

  /// Takes the height back, where its unit is not known.
  mutating func forgetHeight() {
    height = nil
    heightSource = nil
  }

  /// The mean of known values by area; nil where none is known.
  private static func mean(_ values: [(area: Double, value: Double?)]) -> Double? {
    let known = values.compactMap { value in value.value.map { (value.area, $0) } }
    guard let first = known.first else { return nil }
    // Equal heights stay as they are written.
    if known.allSatisfy({ $0.1 == first.1 }) { return first.1 }
    let area = known.reduce(0) { $0 + $1.0 }
    return known.reduce(0) { $0 + $1.0 * $1.1 } / area
  }

  /// From the lowest to the highest corner in the highest level of detail that is no flat outline.
  static func range(of body: CityBody) -> Double? {
    for geometry in body.geometries.sorted(by: { $0.lod > $1.lod }) {
      var (low, high) = (Double.infinity, -Double.infinity)
      for point in geometry.surfaces.lazy.flatMap(\.rings).joined() {
        low = min(low, point.z)
        high = max(high, point.z)
      }
      if high > low { return high - low }
    }
    return nil
  }

  private static func footprint(
    of body: CityBody, _ ground: CityFootprint
  ) throws(GEOSError) -> (shape: GEOSGeometry, source: String, lod: Double)? {
    let outlines = body.geometries.filter { $0.lod < 1 && !$0.isRoofEdge }
      .sorted { $0.lod < $1.lod }
    for geometry in outlines {
      let lowest = geometry.surfaces.filter { $0.kind == .ground }
      if let shape = try ground.union(of: lowest.isEmpty ? geometry.surfaces : lowest) {
        return (shape, "footprint", geometry.lod)
      }
    }
    let solids = body.geometries.filter { $0.lod >= 1 && !$0.isRoofEdge }
      .sorted { $0.lod > $1.lod }
    for geometry in solids {
      if let shape = try ground.union(of: geometry.surfaces.filter { $0.kind == .ground }) {
        return (shape, "ground surfaces", geometry.lod)
      }
    }
    for geometry in solids {
      if let shape = try ground.union(of: geometry.surfaces) {
        return (shape, "projection", geometry.lod)
      }
    }
    for geometry in body.geometries where geometry.isRoofEdge {
      if let shape = try ground.union(of: geometry.surfaces) {
        return (shape, "roof edge", geometry.lod)
      }
    }
    return nil
  }
}
