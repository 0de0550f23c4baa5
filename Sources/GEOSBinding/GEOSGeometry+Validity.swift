import CGEOS

/// What is wrong with a geometry, and where.
public struct GEOSInvalidity: Sendable, Hashable {
  /// GEOS's words, for example `Self-intersection`.
  public let reason: String
  /// Where it was found; NaN where GEOS does not say.
  public let x: Double
  /// Where it was found; NaN where GEOS does not say.
  public let y: Double
}

extension GEOSGeometry {
  /// What makes the geometry invalid, or nil where it is valid.
  public func invalidity() throws(GEOSError) -> GEOSInvalidity? {
    var reason: UnsafeMutablePointer<CChar>?
    var location: OpaquePointer?
    let code = unsafe GEOSisValidDetail_r(context.handle, pointer, 0, &reason, &location)
    defer {
      if let reason = unsafe reason { unsafe GEOSFree_r(context.handle, reason) }
    }
    // Adopted first, so that it is freed whatever the answer is.
    let place: GEOSGeometry? =
      if let location = unsafe location {
        unsafe GEOSGeometry(adopting: location, in: context)
      } else { nil }
    if try answer(code, from: "GEOSisValidDetail_r") { return nil }
    let point: (x: Double, y: Double)
    if let place, try !place.isEmpty() {
      point = try place.coordinates()
    } else {
      point = (.nan, .nan)
    }
    let words = if let reason = unsafe reason { unsafe String(cString: reason) } else { "Invalid" }
    return GEOSInvalidity(reason: words, x: point.x, y: point.y)
  }

  /// Whether the geometry is valid.
  public func isValid() throws(GEOSError) -> Bool {
    try answer(unsafe GEOSisValid_r(context.handle, pointer), from: "GEOSisValid_r")
  }

  /// A valid geometry that covers the same ground; polygons stay polygons.
  ///
  /// Rings are made valid, shells merged and holes taken out of them; what collapses to a line is dropped.
  /// The result is empty where nothing has an area.
  public func makeValid() throws(GEOSError) -> GEOSGeometry {
    guard let parameters = unsafe GEOSMakeValidParams_create_r(context.handle) else {
      throw context.failure(in: "GEOSMakeValidParams_create_r")
    }
    defer { unsafe GEOSMakeValidParams_destroy_r(context.handle, parameters) }
    guard
      unsafe GEOSMakeValidParams_setMethod_r(
        context.handle, parameters, GEOS_MAKE_VALID_STRUCTURE) == 1,
      unsafe GEOSMakeValidParams_setKeepCollapsed_r(context.handle, parameters, 0) == 1
    else { throw context.failure(in: "GEOSMakeValidParams_setMethod_r") }
    return try unsafe context.adopt(
      GEOSMakeValidWithParams_r(context.handle, pointer, parameters),
      from: "GEOSMakeValidWithParams_r")
  }

  /// Whether the two geometries share at least a point.
  public func intersects(_ other: GEOSGeometry) throws(GEOSError) -> Bool {
    precondition(context === other.context, "geometries of two contexts cannot be combined")
    return try answer(
      unsafe GEOSIntersects_r(context.handle, pointer, other.pointer), from: "GEOSIntersects_r")
  }

  /// Whether `other` lies in this geometry and not only on its border.
  public func contains(_ other: GEOSGeometry) throws(GEOSError) -> Bool {
    precondition(context === other.context, "geometries of two contexts cannot be combined")
    return try answer(
      unsafe GEOSContains_r(context.handle, pointer, other.pointer), from: "GEOSContains_r")
  }
}
