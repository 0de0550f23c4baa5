import GEOSBinding

/// Overlays that do not fail on valid polygons: where floating precision gives up, corners move to a grid of a millimetre.
///
/// Mappers' shapes touch and nearly coincide, which GEOS cannot always tell apart; a millimetre is far below what is mapped.
extension GEOSGeometry {
  private static var millimetre: Double { 0.001 }

  /// What both cover.
  func common(with other: GEOSGeometry) throws(GEOSError) -> GEOSGeometry {
    do { return try intersection(other) } catch {
      return try intersection(other, gridSize: Self.millimetre)
    }
  }

  /// What either covers.
  func joined(with other: GEOSGeometry) throws(GEOSError) -> GEOSGeometry {
    do { return try union(other) } catch { return try union(other, gridSize: Self.millimetre) }
  }

  /// What this covers and the other does not.
  func without(_ other: GEOSGeometry) throws(GEOSError) -> GEOSGeometry {
    do { return try difference(other) } catch {
      return try difference(other, gridSize: Self.millimetre)
    }
  }

  /// The area that both cover, in square units of the coordinates.
  func sharedArea(with other: GEOSGeometry) throws(GEOSError) -> Double {
    try common(with: other).area()
  }
}
