public import PlanModel

/// What takes land away from actions: features with a distance around them.
public struct ConstraintLayer: Sendable {
  /// The name in the plan; actions refer to it.
  public var name: String
  /// The features, also those outside the municipality whose buffer reaches in.
  public var geometry: GeometryColumn
  /// How far around its features the constraint reaches, in m; 0: only the polygons themselves.
  public var buffer: Double

  /// Creates a constraint.
  public init(name: String, geometry: GeometryColumn, buffer: Double) {
    self.name = name
    self.geometry = geometry
    self.buffer = buffer
  }
}

/// The constraint that keeps a distance from some land uses.
///
/// - Parameters:
///   - name: The constraint's name.
///   - classes: The land uses to keep away from.
///   - distance: The distance, in m.
///   - landUse: The layer, with the text role `class`.
public func setbackConstraint(
  name: String, from classes: [LandUseClass], distance: Double, landUse: Layer
) -> ConstraintLayer {
  let known = landUseClasses(of: landUse)
  let rows = known.indices.filter { row in classes.contains { $0.rawValue == known[row] } }
  return ConstraintLayer(
    name: name, geometry: landUse.geometry.selecting(rows), buffer: distance)
}

/// The land-use class of each feature as raw value; unknown where the word is missing or no class.
func landUseClasses(of layer: Layer) -> [UInt8] {
  guard let words = layer.texts("class") else {
    return Array(repeating: AreaPartition.unknown, count: layer.count)
  }
  let known = words.categories.map { word in
    LandUseClass.allCases.first { $0.word == word }?.rawValue ?? AreaPartition.unknown
  }
  return words.codes.map { $0 < 0 ? AreaPartition.unknown : known[Int($0)] }
}
