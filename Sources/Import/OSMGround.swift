import GEOSBinding
import PlanModel

/// The municipality's ground in the metric CRS, asked many times whether something lies in it.
///
/// Lives in one worker, because its GEOS context does.
final class OSMGround {
  let context: GEOSContext
  let shape: GEOSGeometry
  let extent: Extent
  private let prepared: GEOSPrepared

  /// Takes the polygons of a boundary.
  init(_ wkb: [UInt8], extent: Extent) throws(GEOSError) {
    context = try GEOSContext()
    shape = try context.read(wkb: wkb)
    self.extent = extent
    prepared = try GEOSPrepared(shape)
  }

  /// Whether a place lies inside.
  func holds(_ place: (x: Double, y: Double)) throws(GEOSError) -> Bool {
    guard
      extent.contains(Extent(minX: place.x, minY: place.y, maxX: place.x, maxY: place.y))
    else { return false }
    return try prepared.contains(context.point(x: place.x, y: place.y))
  }

  /// Whether something has a point in common with it.
  func meets(_ wkb: [UInt8], _ other: Extent) throws(GEOSError) -> Bool {
    guard extent.meets(other) else { return false }
    return try prepared.intersects(context.read(wkb: wkb))
  }
}
