import Indicators
import Layers
import Overlay
import PlanModel
import Reference

/// Measures the ground, the roofs and the rasters of the units.
struct PlanGround {
  let plan: PlanDescription
  let inputs: PlanInputs
  let units: PlanningUnits
  let reference: ReferenceData
  let workers: Workers

  /// The columns that potentials and sealing are computed from.
  func columns(
    of partition: AreaPartition, eligibility: [Eligibility], actions: [Action],
    buildings: GeometryMeasures?, memberships: Memberships, found: inout [Diagnostic]
  ) throws -> GroundColumns {
    var ground = GroundColumns()
    if inputs.landUse != nil {
      ground.landUse = landUse(of: partition)
      addLand(to: &ground, partition, eligibility, actions)
    }
    ground.photovoltaicYield = try means(.photovoltaicYield, &found)
    ground.imperviousness = try means(.imperviousness, &found)
    if let model = inputs.potentials.first(where: { $0.source.kind == .elevation }) {
      ground.roofs = try roofs(
        model.source, model.raster, buildings: buildings, memberships: memberships, found: &found)
    }
    return ground
  }

  /// The mean of a raster over each unit; empty where the plan names none.
  private func means(
    _ kind: PotentialSource.Kind, _ found: inout [Diagnostic]
  ) throws -> [Double?] {
    guard inputs.potentials.contains(where: { $0.source.kind == kind }) else { return [] }
    let means = try PlanAreas.unitMeans(kind, inputs: inputs, units: units, workers: workers)
    found += potentialDiagnostics(kind, means: means, plan: plan)
    // What no cell can hold was told; it must not become a share above one.
    return kind == .imperviousness ? means.map { $0.map { min(1, max(0, $0)) } } : means
  }

  private func landUse(of partition: AreaPartition) -> [[Double]] {
    var sums = LandUseClass.allCases.map { _ in
      Array(repeating: CompensatedSum(), count: units.count)
    }
    for row in partition.area.indices where partition.landUse[row] != AreaPartition.unknown {
      sums[Int(partition.landUse[row])][Int(partition.unit[row])].add(partition.area[row])
    }
    return sums.map { $0.map(\.value) }
  }

  /// Eligible land of the actions on sun and wind; for the sun, where no action is on offer, land outside the constraints.
  private func addLand(
    to ground: inout GroundColumns, _ partition: AreaPartition, _ eligibility: [Eligibility],
    _ actions: [Action]
  ) {
    func eligible(_ isWanted: (Action) -> Bool) -> [Double]? {
      guard let action = actions.first(where: { $0.size.base == .eligibleLand && isWanted($0) })
      else { return nil }
      return eligibility.first { $0.action == action.id }?.eligible
    }
    func isSolar(_ action: Action, aboveCrops: Bool) -> Bool {
      guard case .photovoltaic = action.effect else { return false }
      return action.id.split(separator: "-").contains("agri") == aboveCrops
    }
    ground.solarLand =
      eligible { isSolar($0, aboveCrops: false) }
      ?? free([.arable, .grassland, .shrub, .bare], from: ["ground-pv"], in: partition)
    ground.agriLand =
      eligible { isSolar($0, aboveCrops: true) }
      ?? free(
        [.arable, .permanentCrops, .grassland], from: ["agri-pv", "ground-pv"], in: partition)
    ground.windLand = eligible { action in
      if case .wind = action.effect { return true }
      return false
    }
  }

  /// Land of some uses in each unit outside all constraints that keep one of some actions off.
  private func free(
    _ classes: [LandUseClass], from actions: [String], in partition: AreaPartition
  ) -> [Double] {
    let names = Set(
      inputs.constraints.map(\.source).filter { source in
        source.excludes.isEmpty || source.excludes.contains(where: actions.contains)
      }.map(\.source.name))
    let keepsOff = ConstraintSet(
      partition.constraints.indices.filter { names.contains(partition.constraints[$0]) })
    let isFree = partition.sets.map { $0.isDisjoint(with: keepsOff) }
    let wanted = Set(classes.map(\.rawValue))
    var sums = Array(repeating: CompensatedSum(), count: units.count)
    for row in partition.area.indices
    where wanted.contains(partition.landUse[row]) && isFree[Int(partition.constraintSet[row])] {
      sums[Int(partition.unit[row])].add(partition.area[row])
    }
    return sums.map(\.value)
  }

  /// Roof-like area by facing in each unit, m², from the cells of a height model under the buildings.
  private func roofs(
    _ source: PotentialSource, _ raster: Raster, buildings: GeometryMeasures?,
    memberships: Memberships, found: inout [Diagnostic]
  ) throws -> [[Double]] {
    let place = Place(
      file: plan.file, line: source.line, layer: source.name, field: "layers.potentials")
    guard raster.crs.isMetric else {
      found.append(
        Diagnostic(
          .warning, "potential.degrees",
          "The height model \(source.name) is in degrees, in which no slope can be told; it is left out.",
          remedy: "Warp it to a CRS in metres, for example with gdalwarp -t_srs.", at: place))
      return []
    }
    let coarsest = reference.number("roof.coarsest-cell").value
    let cell = max(raster.grid.cellWidth, raster.grid.cellHeight)
    guard cell <= coarsest else {
      found.append(
        Diagnostic(
          .warning, "potential.coarse-elevation",
          "The cells of the height model \(source.name) are \(cell.rounded(toDecimals: 1)) m wide, and roofs cannot be seen in them; it is left out.",
          remedy: "Give a surface model with cells of at most \(coarsest.shortest) m.", at: place))
      return []
    }
    guard let layer = inputs.buildings, let buildings, buildings.area.contains(where: { $0 > 0 })
    else {
      found.append(
        Diagnostic(
          .warning, "potential.no-roofs",
          "Roofs are seen under the polygons of buildings, and the plan has none; the height model \(source.name) is left out.",
          remedy: "Give the buildings as polygons.", at: place))
      return []
    }
    let zones = try transformed(
      layer.geometry, from: inputs.crs, to: raster.crs, workers: workers)
    let faces = try zonalResults(
      of: roofFacingRaster(of: raster, slopes: reference.roofSlopes), zones: zones,
      request: ZonalRequest(), workers: workers)
    let cellArea = raster.grid.cellWidth * raster.grid.cellHeight
    var seen = 0.0
    let areas = faces.map { face -> [Double] in
      var sums = Array(repeating: CompensatedSum(), count: units.count)
      for (building, statistics) in face.statistics.enumerated() where statistics.count > 0 {
        for entry in memberships.starts[building]..<memberships.starts[building + 1] {
          let area = statistics.sum * cellArea * memberships.share[entry]
          sums[Int(memberships.unit[entry])].add(area)
          seen += area
        }
      }
      return sums.map(\.value)
    }
    if seen <= 0 {
      found.append(
        Diagnostic(
          .warning, "potential.covers-nothing",
          "The height model \(source.name) shows no roof under any building.",
          remedy: "Check its CRS, its place and its nodata value.", at: place))
      return []
    }
    return areas
  }
}
