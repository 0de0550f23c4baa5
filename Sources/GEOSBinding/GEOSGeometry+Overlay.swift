import CGEOS

extension GEOSGeometry {
  /// The part of this geometry inside `other`.
  ///
  /// - Parameter gridSize: The precision grid in units of the coordinates; 0 for floating precision.
  public func intersection(
    _ other: GEOSGeometry, gridSize: Double = 0
  ) throws(GEOSError) -> GEOSGeometry {
    precondition(context === other.context, "geometries of two contexts cannot be combined")
    if gridSize > 0 {
      return try unsafe context.adopt(
        GEOSIntersectionPrec_r(context.handle, pointer, other.pointer, gridSize),
        from: "GEOSIntersectionPrec_r")
    }
    return try unsafe context.adopt(
      GEOSIntersection_r(context.handle, pointer, other.pointer), from: "GEOSIntersection_r")
  }

  /// The part of this geometry outside `other`.
  ///
  /// - Parameter gridSize: The precision grid in units of the coordinates; 0 for floating precision.
  public func difference(
    _ other: GEOSGeometry, gridSize: Double = 0
  ) throws(GEOSError) -> GEOSGeometry {
    precondition(context === other.context, "geometries of two contexts cannot be combined")
    if gridSize > 0 {
      return try unsafe context.adopt(
        GEOSDifferencePrec_r(context.handle, pointer, other.pointer, gridSize),
        from: "GEOSDifferencePrec_r")
    }
    return try unsafe context.adopt(
      GEOSDifference_r(context.handle, pointer, other.pointer), from: "GEOSDifference_r")
  }

  /// What lies in this geometry or in `other`.
  ///
  /// - Parameter gridSize: The precision grid in units of the coordinates; 0 for floating precision.
  public func union(
    _ other: GEOSGeometry, gridSize: Double = 0
  ) throws(GEOSError) -> GEOSGeometry {
    precondition(context === other.context, "geometries of two contexts cannot be combined")
    if gridSize > 0 {
      return try unsafe context.adopt(
        GEOSUnionPrec_r(context.handle, pointer, other.pointer, gridSize), from: "GEOSUnionPrec_r")
    }
    return try unsafe context.adopt(
      GEOSUnion_r(context.handle, pointer, other.pointer), from: "GEOSUnion_r")
  }

  /// The union of the parts of this geometry with one another.
  ///
  /// - Parameter gridSize: The precision grid in units of the coordinates; 0 for floating precision.
  public func unaryUnion(gridSize: Double = 0) throws(GEOSError) -> GEOSGeometry {
    if gridSize > 0 {
      return try unsafe context.adopt(
        GEOSUnaryUnionPrec_r(context.handle, pointer, gridSize), from: "GEOSUnaryUnionPrec_r")
    }
    return try unsafe context.adopt(
      GEOSUnaryUnion_r(context.handle, pointer), from: "GEOSUnaryUnion_r")
  }

  /// Everything within a distance, in units of the coordinates.
  ///
  /// - Parameter quadrantSegments: How many segments approximate a quarter of a circle.
  public func buffer(
    _ distance: Double, quadrantSegments: Int = 16
  ) throws(GEOSError) -> GEOSGeometry {
    try unsafe context.adopt(
      GEOSBuffer_r(context.handle, pointer, distance, Int32(quadrantSegments)), from: "GEOSBuffer_r"
    )
  }

  /// Everything within a distance, with sharp corners, in units of the coordinates; a negative distance shrinks.
  ///
  /// - Parameter mitreLimit: How far a corner may reach, in distances; a sharper one is cut off.
  public func buffer(_ distance: Double, mitreLimit: Double) throws(GEOSError) -> GEOSGeometry {
    try unsafe context.adopt(
      GEOSBufferWithStyle_r(
        context.handle, pointer, distance, 8, Int32(GEOSBUF_CAP_FLAT.rawValue),
        Int32(GEOSBUF_JOIN_MITRE.rawValue), mitreLimit), from: "GEOSBufferWithStyle_r")
  }

  /// The polygons with their outer rings only.
  public func withoutHoles() throws(GEOSError) -> GEOSGeometry {
    var parts: [GEOSGeometry] = []
    for index in 0..<partCount {
      let part = try self.part(index)
      guard part.kind == .polygon,
        let ring = unsafe GEOSGetExteriorRing_r(context.handle, part.pointer)
      else { continue }
      let shell = try unsafe context.adopt(
        GEOSGeom_clone_r(context.handle, ring), from: "GEOSGeom_clone_r")
      parts.append(try shell.intoPolygon())
    }
    return try context.collection(of: parts)
  }

  /// A polygon with a copy of this closed ring as its border.
  private func intoPolygon() throws(GEOSError) -> GEOSGeometry {
    // The call owns the copy even where it fails.
    guard let copy = unsafe GEOSGeom_clone_r(context.handle, pointer) else {
      throw context.failure(in: "GEOSGeom_clone_r")
    }
    return try unsafe context.adopt(
      GEOSGeom_createPolygon_r(context.handle, copy, nil, 0), from: "GEOSGeom_createPolygon_r")
  }

  /// The lines that bound the polygons.
  public func boundary() throws(GEOSError) -> GEOSGeometry {
    try unsafe context.adopt(GEOSBoundary_r(context.handle, pointer), from: "GEOSBoundary_r")
  }

  /// A point that lies inside the geometry.
  public func pointOnSurface() throws(GEOSError) -> (x: Double, y: Double)? {
    if try isEmpty() { return nil }
    let point = try unsafe context.adopt(
      GEOSPointOnSurface_r(context.handle, pointer), from: "GEOSPointOnSurface_r")
    return try point.coordinates()
  }

  /// The centre of gravity, or nil where the geometry is empty.
  public func centroid() throws(GEOSError) -> (x: Double, y: Double)? {
    if try isEmpty() { return nil }
    let point = try unsafe context.adopt(
      GEOSGetCentroid_r(context.handle, pointer), from: "GEOSGetCentroid_r")
    return try point.coordinates()
  }

  /// The coordinates of a point that is not empty.
  func coordinates() throws(GEOSError) -> (x: Double, y: Double) {
    var x = 0.0
    var y = 0.0
    guard unsafe GEOSGeomGetX_r(context.handle, pointer, &x) == 1 else {
      throw context.failure(in: "GEOSGeomGetX_r")
    }
    guard unsafe GEOSGeomGetY_r(context.handle, pointer, &y) == 1 else {
      throw context.failure(in: "GEOSGeomGetY_r")
    }
    return (x, y)
  }
}
