import PlanModel

/// The geometries of a layer with fewer corners, for drawing.
struct SimplifiedBorders {
  /// How far the borders may lie from the exact ones, in metres.
  let tolerance: Double
  let geometry: GeometryColumn

  /// The borders of the layers of a result, by the layers' places; nil for those that keep their own.
  ///
  /// Districts and what is cut from them are simplified together, so a district ends where its units end. What people handed in, the interests,
  /// has borders of its own. A building's corners are all it has, and what is planned on it is told by them.
  ///
  /// - Throws: Where a geometry is not well-known binary.
  static func all(of layers: [Layer], tolerance: Double) throws -> [SimplifiedBorders?] {
    var borders: [SimplifiedBorders?] = Array(repeating: nil, count: layers.count)
    let cut = layers.indices.filter { !["interests", "buildings"].contains(layers[$0].name) }
    let together = try BorderSimplifier.simplified(
      together: cut.map { layers[$0].geometry }, tolerance: tolerance)
    for (place, geometry) in zip(cut, together) {
      borders[place] = SimplifiedBorders(tolerance: tolerance, geometry: geometry)
    }
    for place in layers.indices where layers[place].name == "interests" {
      borders[place] = SimplifiedBorders(
        tolerance: tolerance,
        geometry: try BorderSimplifier.simplified(layers[place].geometry, tolerance: tolerance))
    }
    return borders
  }
}
