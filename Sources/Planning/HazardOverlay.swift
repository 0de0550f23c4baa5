import Indicators
import Overlay
import PlanModel

/// Cuts the hazards of a plan against its units and buildings.
struct HazardOverlay {
  let inputs: PlanInputs
  let areas: PlanAreas
  let gridSize: Double

  /// Calls `body` with what each hazard covers at each level, by hazard, then level from high to low, and gives what was
  /// found on the way. One coverage is held at a time: it has a number for every building.
  ///
  /// Where levels of one hazard overlap, the highest has the ground. A feature without a level counts as moderate, where
  /// others of its hazard have one.
  func forEachCoverage(
    workers: Workers, _ body: (HazardCoverage) -> Void
  ) throws -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for hazard in ClimateHazard.allCases {
      let layers = inputs.hazards.filter { $0.source.hazard == hazard }
      if layers.isEmpty { continue }
      let hasLevels = layers.contains { $0.layer.texts("level") != nil }
      var levels: [[HazardLevel]] = []
      for (_, layer) in layers {
        let words = layer.texts("level")
        let known = (0..<layer.count).map { row in
          words?[row].flatMap { word in HazardLevel.allCases.first { $0.word == word } }
        }
        levels.append(known.map { $0 ?? .moderate })
        let missing = known.count { $0 == nil }
        if hasLevels && missing > 0 {
          diagnostics.append(
            Diagnostic(
              .warning, "hazard.no-level",
              "\(missing) of \(layer.count) areas have no level; they count as moderate.",
              remedy:
                "Map their words to low, moderate or high, or say what others mean with `otherwise`.",
              at: Place(layer: layer.name, field: "level"), count: missing))
        }
      }
      // Each step takes in one more level, so that the difference is what that level has alone.
      var former: HazardGround?
      for step in hasLevels ? [HazardLevel.high, .moderate, .low] : [.low] {
        if hasLevels && !levels.joined().contains(step) { continue }
        let chosen = zip(layers, levels).map { layer, levels in
          ConstraintLayer(
            name: layer.layer.name,
            geometry: layer.layer.geometry.selecting(
              levels.indices.filter { levels[$0].rawValue >= step.rawValue }),
            buffer: layer.source.buffer)
        }
        let ground = try hazardGround(
          of: chosen, in: areas.units,
          features: inputs.buildings.flatMap { buildings in
            areas.buildingMeasures.map { (buildings.geometry, $0, areas.memberships) }
          }, gridSize: gridSize, workers: workers)
        diagnostics += ground.diagnostics.filter { !diagnostics.contains($0) }
        body(
          HazardCoverage(
            hazard: hazard, level: hasLevels ? step : nil,
            unitArea: Self.beyond(ground.unitArea, former?.unitArea),
            buildingShare: Self.beyond(ground.entryShare, former?.entryShare)))
        former = ground
      }
    }
    return diagnostics
  }

  /// What is in the larger and not in the smaller.
  private static func beyond(_ larger: [Double], _ smaller: [Double]?) -> [Double] {
    guard let smaller else { return larger }
    return zip(larger, smaller).map { max(0, $0 - $1) }
  }
}
