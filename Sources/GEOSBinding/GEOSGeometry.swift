import CGEOS

/// A geometry owned by one ``GEOSContext``.
///
/// The object is the only owner of the C geometry and frees it when its life ends. Like its context it
/// stays in the worker that made it.
@safe
public final class GEOSGeometry {
  /// What a geometry is.
  public enum Kind: Int32, Sendable {
    case point
    case lineString
    case linearRing
    case polygon
    case multiPoint
    case multiLineString
    case multiPolygon
    case collection
  }

  let pointer: OpaquePointer
  /// The context that made the geometry.
  public let context: GEOSContext

  /// Takes over `pointer`, which must have been made with `context`.
  @unsafe
  init(adopting pointer: OpaquePointer, in context: GEOSContext) {
    unsafe self.pointer = pointer
    self.context = context
  }

  deinit { unsafe GEOSGeom_destroy_r(context.handle, pointer) }

  /// What the geometry is; a collection where GEOS does not say.
  public var kind: Kind {
    Kind(rawValue: unsafe GEOSGeomTypeId_r(context.handle, pointer)) ?? .collection
  }

  /// Whether the geometry has no point.
  public func isEmpty() throws(GEOSError) -> Bool {
    try answer(unsafe GEOSisEmpty_r(context.handle, pointer), from: "GEOSisEmpty_r")
  }

  /// The planar area, in square units of the coordinates.
  public func area() throws(GEOSError) -> Double {
    var area = 0.0
    guard unsafe GEOSArea_r(context.handle, pointer, &area) == 1 else {
      throw context.failure(in: "GEOSArea_r")
    }
    return area
  }

  /// The length of lines, or of the borders of polygons, in units of the coordinates.
  public func length() throws(GEOSError) -> Double {
    var length = 0.0
    guard unsafe GEOSLength_r(context.handle, pointer, &length) == 1 else {
      throw context.failure(in: "GEOSLength_r")
    }
    return length
  }

  /// The shortest distance to another geometry, in units of the coordinates.
  public func distance(to other: GEOSGeometry) throws(GEOSError) -> Double {
    precondition(context === other.context, "geometries of two contexts cannot be combined")
    var distance = 0.0
    guard unsafe GEOSDistance_r(context.handle, pointer, other.pointer, &distance) == 1 else {
      throw context.failure(in: "GEOSDistance_r")
    }
    return distance
  }

  /// The number of parts of a collection; 1 for a simple geometry.
  public var partCount: Int { max(0, Int(unsafe GEOSGetNumGeometries_r(context.handle, pointer))) }

  /// A copy of one part.
  public func part(_ index: Int) throws(GEOSError) -> GEOSGeometry {
    precondition(index >= 0 && index < partCount, "no such part")
    // The part belongs to this geometry, so only a copy leaves.
    guard let part = unsafe GEOSGetGeometryN_r(context.handle, pointer, Int32(index)) else {
      throw context.failure(in: "GEOSGetGeometryN_r")
    }
    return try unsafe context.adopt(
      GEOSGeom_clone_r(context.handle, part), from: "GEOSGeom_clone_r")
  }

  /// Only the polygons: a polygon, a multipolygon, or nil where there is none.
  ///
  /// An overlay of polygons that touch also returns the lines and points they share; those have no area.
  public func polygons() throws(GEOSError) -> GEOSGeometry? {
    switch kind {
    case .polygon, .multiPolygon: return try isEmpty() ? nil : self
    case .collection:
      var parts: [GEOSGeometry] = []
      for index in 0..<partCount {
        guard let part = try self.part(index).polygons() else { continue }
        if part.kind == .polygon {
          parts.append(part)
        } else {
          for index in 0..<part.partCount { parts.append(try part.part(index)) }
        }
      }
      if parts.count < 2 { return parts.first }
      return try context.collection(of: parts)
    default: return nil
    }
  }

  /// The geometry as two-dimensional little-endian well-known binary.
  public func wkb() throws(GEOSError) -> [UInt8] {
    var size = 0
    guard
      let bytes = unsafe GEOSWKBWriter_write_r(context.handle, context.writer, pointer, &size)
    else { throw context.failure(in: "GEOSWKBWriter_write_r") }
    defer { unsafe GEOSFree_r(context.handle, bytes) }
    return unsafe Array(UnsafeBufferPointer(start: bytes, count: size))
  }

  /// Turns GEOS's answer to a question into a truth: 0 no, 1 yes, 2 failure.
  func answer(_ code: CChar, from function: StaticString) throws(GEOSError) -> Bool {
    if code != 0 && code != 1 { throw context.failure(in: function) }
    return code == 1
  }
}
