import GEOSBinding

/// Areas by GEOS.
enum GEOSAreas {
  /// The sum of the areas of polygons.
  static func sum(_ shapes: [[UInt8]]) throws -> Double {
    let context = try GEOSContext()
    return try shapes.map { try context.read(wkb: $0).area() }.reduce(0, +)
  }
}
