import PROJBinding
import PlanModel

/// Whether a layer gives y before x although its CRS says x before y.
enum AxisOrder {
  /// Decides it from the extent of the layer, the area that its CRS is made for and that of the plan's.
  ///
  /// Swapped only where the layer lies wholly outside of both areas as it stands, and wholly inside with
  /// x and y exchanged: anything less is left as it is, with a warning where it lies outside.
  static func swaps(
    _ opened: OpenedLayer, into crs: CRS, _ diagnostics: inout [Diagnostic]
  ) -> Bool {
    let byDriver = opened.hasSwappedAxes
    guard let system = opened.system, let own = opened.extent else { return byDriver }
    let plan = try? PROJReferenceSystem(crs.definition).areaOfUse
    let areas = [system.areaOfUse, plan ?? nil].compactMap { $0 }
    if areas.isEmpty { return byDriver }
    let asGiven = byDriver ? own.withSwappedAxes : own
    if let place = degrees(asGiven, system), areas.allSatisfy({ $0.meets(place) }) {
      return byDriver
    }
    if let place = degrees(asGiven.withSwappedAxes, system),
      areas.allSatisfy({ $0.contains(place) })
    {
      diagnostics.append(
        Diagnostic(
          .warning, "layer.swapped-axes",
          "The coordinates fit only with x and y exchanged (\(system.name)); they are read so.",
          remedy: "Write x (east) before y (north) in the source, or declare its right CRS.",
          at: opened.place))
      return !byDriver
    }
    diagnostics.append(
      Diagnostic(
        .warning, "layer.outside-crs-area",
        "The coordinates lie outside of the area that \(system.name)\(system.name == crs.name ? "" : " or \(crs.name)") is made for.",
        remedy: "Check which CRS the source is in, and declare it, as in crs: EPSG:25832.",
        at: opened.place))
    return byDriver
  }

  /// An extent in degrees; nil where it is nowhere on earth.
  private static func degrees(_ extent: Extent, _ system: PROJReferenceSystem) -> Extent? {
    var degrees = extent
    if system.kind != .geographic {
      guard
        let bounds = try? PROJTransformer(from: system.definition, to: CRS.wgs84.definition)
          .transformBounds(
            minX: extent.minX, minY: extent.minY, maxX: extent.maxX, maxY: extent.maxY)
      else { return nil }
      degrees = Extent(minX: bounds.minX, minY: bounds.minY, maxX: bounds.maxX, maxY: bounds.maxY)
    }
    guard degrees.minX >= -180, degrees.maxX <= 180, degrees.minY >= -90, degrees.maxY <= 90 else {
      return nil
    }
    return degrees
  }
}

extension PROJReferenceSystem.AreaOfUse {
  /// A degree of margin: towns lie across the edge of a zone, and areas of use are given roughly.
  private var extents: [Extent] {
    let all = west <= east ? [(west, east)] : [(west, 180.0), (-180.0, east)]
    return all.map { Extent(minX: $0.0, minY: south, maxX: $0.1, maxY: north).expanded(by: 1) }
  }

  /// Whether an extent in degrees lies partly inside.
  fileprivate func meets(_ other: Extent) -> Bool { extents.contains { $0.meets(other) } }

  /// Whether an extent in degrees lies wholly inside.
  fileprivate func contains(_ other: Extent) -> Bool { extents.contains { $0.contains(other) } }
}
