import CGEOS

extension GEOSGeometry {
  /// The geometry with all positions on a grid, valid there; what collapses is dropped.
  ///
  /// Edges that pass through a position of the grid get a point there, so that parts touch in points that they share.
  ///
  /// - Parameter gridSize: The distance of grid lines, in units of the coordinates; more than 0.
  /// - Throws: Where the geometry is not valid.
  public func onGrid(_ gridSize: Double) throws(GEOSError) -> GEOSGeometry {
    precondition(gridSize > 0, "a grid has a size")
    return try unsafe context.adopt(
      GEOSGeom_setPrecision_r(context.handle, pointer, gridSize, 0),
      from: "GEOSGeom_setPrecision_r")
  }
}
