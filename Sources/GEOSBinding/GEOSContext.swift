import CGEOS

/// The state one worker needs to call GEOS.
///
/// A context is confined to the worker that made it: it is not `Sendable`, and
/// neither is anything made from it. Make one per worker or chunk, never one per call.
@safe
public final class GEOSContext {
  let handle: GEOSContextHandle_t
  let reader: OpaquePointer
  let writer: OpaquePointer
  private var lastMessage = ""

  /// Creates a context with its own error state, reader and writer.
  public init() throws(GEOSError) {
    guard let handle = unsafe GEOS_init_r() else {
      throw GEOSError(function: "GEOS_init_r", message: "")
    }
    guard let reader = unsafe GEOSWKBReader_create_r(handle) else {
      unsafe GEOS_finish_r(handle)
      throw GEOSError(function: "GEOSWKBReader_create_r", message: "")
    }
    guard let writer = unsafe GEOSWKBWriter_create_r(handle) else {
      unsafe GEOSWKBReader_destroy_r(handle, reader)
      unsafe GEOS_finish_r(handle)
      throw GEOSError(function: "GEOSWKBWriter_create_r", message: "")
    }
    // The columns of the model are two-dimensional and little-endian, whatever machine writes them.
    unsafe GEOSWKBWriter_setOutputDimension_r(handle, writer, 2)
    unsafe GEOSWKBWriter_setByteOrder_r(handle, writer, 1)
    unsafe GEOSWKBWriter_setIncludeSRID_r(handle, writer, 0)
    unsafe self.handle = handle
    unsafe self.reader = reader
    unsafe self.writer = writer
    // Safe: GEOS calls back only inside a call on this handle, and `deinit`
    // ends the handle before the object goes away.
    let me = unsafe Unmanaged.passUnretained(self).toOpaque()
    _ = unsafe GEOSContext_setErrorMessageHandler_r(
      handle,
      { message, userData in
        guard let message = unsafe message, let userData = unsafe userData else { return }
        let context = unsafe Unmanaged<GEOSContext>.fromOpaque(userData).takeUnretainedValue()
        context.lastMessage = unsafe String(cString: message)
      }, me)
  }

  deinit {
    unsafe GEOSWKBWriter_destroy_r(handle, writer)
    unsafe GEOSWKBReader_destroy_r(handle, reader)
    unsafe GEOS_finish_r(handle)
  }

  /// Takes the message of the last failure, so that it is never reported twice.
  func failure(in function: StaticString) -> GEOSError {
    defer { lastMessage = "" }
    return GEOSError(function: function, message: lastMessage)
  }

  /// Takes over what a GEOS function returned, or throws where it returned nothing.
  func adopt(_ pointer: OpaquePointer?, from function: StaticString) throws(GEOSError)
    -> GEOSGeometry
  {
    guard let pointer = unsafe pointer else { throw failure(in: function) }
    return unsafe GEOSGeometry(adopting: pointer, in: self)
  }

  /// Reads one geometry.
  ///
  /// - Parameter wkb: One well-known-binary geometry, ISO or extended, of either byte order.
  public func read(wkb: RawSpan) throws(GEOSError) -> GEOSGeometry {
    let pointer = unsafe wkb.withUnsafeBytes { bytes in
      unsafe GEOSWKBReader_read_r(
        handle, reader, bytes.baseAddress?.assumingMemoryBound(to: UInt8.self), bytes.count)
    }
    return try unsafe adopt(pointer, from: "GEOSWKBReader_read_r")
  }

  /// Reads one geometry.
  ///
  /// - Parameter wkb: One well-known-binary geometry, ISO or extended, of either byte order.
  public func read(wkb: [UInt8]) throws(GEOSError) -> GEOSGeometry {
    try unsafe read(wkb: wkb.span.bytes)
  }

  /// An axis-parallel rectangle as polygon.
  public func box(
    minX: Double, minY: Double, maxX: Double, maxY: Double
  ) throws(GEOSError) -> GEOSGeometry {
    try unsafe adopt(
      GEOSGeom_createRectangle_r(handle, minX, minY, maxX, maxY), from: "GEOSGeom_createRectangle_r"
    )
  }

  /// A point.
  public func point(x: Double, y: Double) throws(GEOSError) -> GEOSGeometry {
    try unsafe adopt(
      GEOSGeom_createPointFromXY_r(handle, x, y), from: "GEOSGeom_createPointFromXY_r")
  }

  /// A collection of copies of some geometries; polygons alone make a multipolygon, which may overlap.
  public func collection(of parts: [GEOSGeometry]) throws(GEOSError) -> GEOSGeometry {
    let polygonal = parts.allSatisfy { $0.kind == .polygon }
    var copies: [OpaquePointer?] = unsafe []
    var count = 0
    for part in parts {
      precondition(part.context === self, "geometries of two contexts cannot be combined")
      guard let copy = unsafe GEOSGeom_clone_r(handle, part.pointer) else {
        for index in 0..<count { unsafe GEOSGeom_destroy_r(handle, copies[index]) }
        throw failure(in: "GEOSGeom_clone_r")
      }
      unsafe copies.append(copy)
      count += 1
    }
    // The call owns the copies even where it fails: they must not be destroyed again.
    let kind = polygonal ? GEOS_MULTIPOLYGON : GEOS_GEOMETRYCOLLECTION
    let result = unsafe copies.withUnsafeMutableBufferPointer { buffer in
      unsafe GEOSGeom_createCollection_r(
        handle, Int32(kind.rawValue), buffer.baseAddress, UInt32(buffer.count))
    }
    return try unsafe adopt(result, from: "GEOSGeom_createCollection_r")
  }
}
