import CGEOS

/// A geometry with indexes, for many questions about it.
///
/// GEOS builds the indexes at the first question without a lock, so a prepared geometry lives and dies in
/// one worker.
@safe
public final class GEOSPrepared {
  private let prepared: OpaquePointer
  /// The geometry that was prepared; kept because GEOS only refers to it.
  public let geometry: GEOSGeometry

  /// Prepares a geometry.
  public init(_ geometry: GEOSGeometry) throws(GEOSError) {
    let context = geometry.context
    guard let prepared = unsafe GEOSPrepare_r(context.handle, geometry.pointer) else {
      throw context.failure(in: "GEOSPrepare_r")
    }
    unsafe self.prepared = prepared
    self.geometry = geometry
  }

  deinit { unsafe GEOSPreparedGeom_destroy_r(geometry.context.handle, prepared) }

  /// Whether `other` lies in the geometry and not only on its border.
  public func contains(_ other: GEOSGeometry) throws(GEOSError) -> Bool {
    precondition(
      geometry.context === other.context, "geometries of two contexts cannot be combined")
    return try geometry.answer(
      unsafe GEOSPreparedContains_r(geometry.context.handle, prepared, other.pointer),
      from: "GEOSPreparedContains_r")
  }

  /// Whether the two geometries share at least a point.
  public func intersects(_ other: GEOSGeometry) throws(GEOSError) -> Bool {
    precondition(
      geometry.context === other.context, "geometries of two contexts cannot be combined")
    return try geometry.answer(
      unsafe GEOSPreparedIntersects_r(geometry.context.handle, prepared, other.pointer),
      from: "GEOSPreparedIntersects_r")
  }
}
