import Actions
import Indicators
import Layers
import Overlay
import PlanModel
import Reference

/// What the overlay says about a plan's inputs.
struct PlanAreas {
  var districtAreas: [Double]
  var units: PlanningUnits
  var buildingMeasures: GeometryMeasures?
  var memberships: Memberships
  /// The cells of the grid of people over buildings and units; nil where the plan names none.
  var population: PopulationCells?
  /// The district in which most of each building lies, or −1; the first one where two have the same share.
  var buildingDistrict: [Int32]
  var ledger: AreaLedger
  var eligibility: [Eligibility]
  var exclusions: [ExclusionRow]
  /// Built-up land of each unit by land use, m².
  var builtLand: [Double]
  /// Where industry and farming are.
  var activityLand: ActivityLand
  /// Mean irradiation of each unit, kWh/m² and year.
  var radiation: [Double?]
  /// Mean wind speed of each unit, m/s.
  var windSpeed: [Double?]
  /// Land use, eligible land, roofs and sealing of each unit.
  var ground: GroundColumns
  /// The area of each unit in each constraint of the plan, m², by name; empty where no agreement asks.
  var constraintAreas: [(name: String, area: [Double])] = []
  /// What each action on land may claim of the land that agreements ask about; empty where none asks about land.
  var claimableLand: [ClaimableLand] = []
  var interests: InterestSummary?
  /// What people said, with its places; nil where nobody was asked.
  var contributions: Contributions?
  /// Which units are neighbours; nil where the plan does not ask.
  var borders: Neighbours?
  var diagnostics: [Diagnostic] = []
}

extension PlanAreas {
  /// The planning units, by the districts, a layer or a grid.
  static func units(
    of plan: PlanDescription, inputs: PlanInputs, workers: Workers
  ) throws -> (units: PlanningUnits, diagnostics: [Diagnostic]) {
    if let layer = inputs.units {
      let cut = try planningUnits(
        from: layer, districts: inputs.districts, gridSize: plan.gridSize, workers: workers)
      return (cut.units, cut.diagnostics)
    }
    return (
      try planningUnits(
        plan.units, districts: inputs.districts, gridSize: plan.gridSize, workers: workers), []
    )
  }

  /// Cuts the layers against each other.
  static func overlay(
    _ plan: PlanDescription, inputs: PlanInputs, actions: [Action], nationalSetback: Double,
    reference: ReferenceData, workers: Workers, advance: (String, Double) -> Void
  ) throws -> PlanAreas {
    var diagnostics: [Diagnostic] = []
    let grid = plan.gridSize
    advance("Checking districts", 0)
    let districtAreas = try measures(of: inputs.districts.geometry, workers: workers).area
    let topology = try districtTopology(of: inputs.districts.geometry, workers: workers)
    diagnostics += topologyDiagnostics(
      topology, districts: inputs.districts, areas: districtAreas)
    diagnostics += topology.diagnostics

    let cut = try units(of: plan, inputs: inputs, workers: workers)
    let units = cut.units
    diagnostics += cut.diagnostics
    advance("Placing buildings", 0.1)
    var buildingMeasures: GeometryMeasures?
    var members = Memberships(starts: [0], unit: [], share: [], outside: [])
    if let buildings = inputs.buildings {
      let measured = try measures(of: buildings.geometry, workers: workers)
      members = try Overlay.memberships(
        of: buildings.geometry, measures: measured, in: units, gridSize: grid, workers: workers)
      buildingMeasures = measured
    }

    let population = try inputs.population.map {
      try populationCells(
        $0, units: units, buildings: inputs.buildings, measures: buildingMeasures, gridSize: grid,
        workers: workers)
    }

    advance("Partitioning land", 0.4)
    var land = LandPlan(
      inputs: inputs, actions: actions, nationalSetback: nationalSetback)
    let partitioning = try land.partition(
      units, landUse: inputs.landUse, gridSize: grid, workers: workers)
    diagnostics += partitioning.diagnostics
    let eligible = try Overlay.eligibility(
      of: land.actions, in: partitioning, units: units, workers: workers)
    let ledger = areaLedger(
      of: partitioning, units: units, actions: land.actions, districts: inputs.districts,
      districtAreas: districtAreas, topology: topology)

    advance("Measuring potentials", 0.8)
    let radiation = try unitMeans(.radiation, inputs: inputs, units: units, workers: workers)
    let windSpeed = try unitMeans(.windSpeed, inputs: inputs, units: units, workers: workers)
    diagnostics +=
      potentialDiagnostics(.radiation, means: radiation, plan: plan)
      + potentialDiagnostics(.windSpeed, means: windSpeed, plan: plan)
    let ground = try PlanGround(
      plan: plan, inputs: inputs, units: units, reference: reference, workers: workers
    ).columns(
      of: partitioning.partition, eligibility: eligible, actions: actions,
      buildings: buildingMeasures, memberships: members, found: &diagnostics)
    var contributions: Contributions?
    if let society = plan.society, !inputs.contributions.isEmpty {
      let read = VoiceReading(
        inputs.contributions, society: society, actions: actions,
        districtIDs: inputs.districts.ids, reference: reference)
      let placed = try read.placed(in: units, gridSize: grid, workers: workers)
      contributions = placed.contributions
      diagnostics += read.diagnostics + placed.diagnostics
    }
    let agreements = plan.society?.governance?.agreements ?? []
    let asksConstraints = agreements.contains { !$0.constraints.isEmpty }
    let asked = Set(agreements.flatMap(\.constraints)).sorted()
    let classes = LandUseClass.allCases.filter { use in
      agreements.contains { $0.landUse.contains(use) }
    }
    return PlanAreas(
      districtAreas: districtAreas, units: units, buildingMeasures: buildingMeasures,
      memberships: members, population: population,
      buildingDistrict: largestShare(members, district: units.district), ledger: ledger,
      eligibility: eligible,
      exclusions: exclusionRows(of: land.actions, in: partitioning.partition, units: units),
      builtLand: builtLand(of: partitioning.partition, units: units.count),
      activityLand: partitioning.partition.activityLand(units: units.count),
      radiation: radiation, windSpeed: windSpeed, ground: ground,
      constraintAreas: asksConstraints
        ? constraintAreas(of: partitioning.partition, units: units.count) : [],
      claimableLand: asked.isEmpty && classes.isEmpty
        ? []
        : land.actions.map {
          Overlay.claimableLand(
            of: $0, in: partitioning.partition, units: units.count, classes: classes,
            constraints: asked)
        },
      interests: try interestSummary(inputs, units: units, gridSize: grid, workers: workers),
      contributions: contributions,
      borders: plan.problem.needsBorders
        ? try neighbours(of: units.geometry, tolerance: grid, workers: workers) : nil,
      diagnostics: diagnostics)
  }

  /// The district in which most of each building lies, or −1; the first one where two have the same share.
  private static func largestShare(_ memberships: Memberships, district: [Int]) -> [Int32] {
    (0..<memberships.featureCount).map { feature in
      var best: Int32 = -1
      var largest = memberships.outside[feature]
      for entry in memberships.starts[feature]..<memberships.starts[feature + 1]
      where memberships.share[entry] > largest {
        largest = memberships.share[entry]
        best = Int32(district[Int(memberships.unit[entry])])
      }
      return best
    }
  }

  /// The mean of a potential over each unit; nil where the plan has no such raster or it has no value there.
  static func unitMeans(
    _ kind: PotentialSource.Kind, inputs: PlanInputs, units: PlanningUnits, workers: Workers
  ) throws -> [Double?] {
    guard let (_, raster) = inputs.potentials.first(where: { $0.source.kind == kind }) else {
      return Array(repeating: nil, count: units.count)
    }
    let zones = try transformed(units.geometry, from: inputs.crs, to: raster.crs, workers: workers)
    return try zonalStatistics(of: raster, zones: zones, workers: workers).map(\.mean)
  }

  private static func builtLand(of partition: AreaPartition, units: Int) -> [Double] {
    var sums = Array(repeating: CompensatedSum(), count: units)
    let built = [LandUseClass.built.rawValue, LandUseClass.industrial.rawValue]
    for row in 0..<partition.area.count where built.contains(partition.landUse[row]) {
      sums[Int(partition.unit[row])].add(partition.area[row])
    }
    return sums.map(\.value)
  }

  /// The area of each unit in each constraint, m², in the order of the partition's names.
  private static func constraintAreas(
    of partition: AreaPartition, units: Int
  ) -> [(name: String, area: [Double])] {
    partition.constraints.indices.map { position in
      var sums = Array(repeating: CompensatedSum(), count: units)
      for row in partition.area.indices
      where partition.sets[Int(partition.constraintSet[row])].contains(position) {
        sums[Int(partition.unit[row])].add(partition.area[row])
      }
      return (partition.constraints[position], sums.map(\.value))
    }
  }

  private static func topologyDiagnostics(
    _ topology: DistrictTopology, districts: Layer, areas: [Double]
  ) -> [Diagnostic] {
    var found = OverlapFindings(topology.overlaps, of: districts, areas: areas).diagnostics
    if topology.gaps > 0 {
      found.append(
        Diagnostic(
          .warning, "districts.gap",
          "The districts enclose \(topology.gaps) \(topology.gaps == 1 ? "gap" : "gaps") of \(topology.gapArea.rounded(toDecimals: 2)) m² in all.",
          remedy:
            "Add the missing area to a district, or leave it if it is another municipality's.",
          at: Place(layer: districts.name), count: topology.gaps))
    }
    return found
  }

  private static func interestSummary(
    _ inputs: PlanInputs, units: PlanningUnits, gridSize: Double, workers: Workers
  ) throws -> InterestSummary? {
    guard let layer = inputs.interests else { return nil }
    let districts = inputs.districts.geometry
    var area = Array(repeating: Array(repeating: 0.0, count: districts.count), count: layer.count)
    for pair in try sharedAreas(
      of: layer.geometry, with: districts, gridSize: gridSize, workers: workers)
    {
      area[pair.feature][pair.area] = pair.shared
    }
    let stances = layer.texts("stance")
    func rows(_ stance: String) -> GeometryColumn {
      layer.geometry.selecting((0..<layer.count).filter { stances?[$0] == stance })
    }
    let conflict = try conflictAreas(
      support: rows("support"), oppose: rows("oppose"), districts: districts, gridSize: gridSize,
      workers: workers)
    let whole = try measures(of: layer.geometry, workers: workers).area
    var touched = Array(repeating: [Int](), count: layer.count)
    for pair in try sharedAreas(
      of: layer.geometry, with: units.geometry, gridSize: gridSize, workers: workers)
    where pair.shared
      >= max(InterestSummary.sliver, 0.01 * min(whole[pair.feature], units.area[pair.area]))
    {
      touched[pair.feature].append(pair.area)
    }
    return InterestSummary(
      layer: layer, districtArea: area, conflictArea: conflict, units: touched.map { $0.sorted() })
  }
}
