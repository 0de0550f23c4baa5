import Layers
import Overlay
import PlanModel

/// Every layer of a plan, read into the plan's CRS.
struct PlanInputs {
  var crs: CRS
  var districts: Layer
  /// The layer that the units are cut from; nil: districts or a grid.
  var units: Layer?
  var buildings: Layer?
  var landUse: Layer?
  /// The cells of a grid of people that may meet the districts.
  var population: Layer?
  var constraints: [(source: ConstraintSource, layer: Layer)] = []
  var hazards: [(source: HazardSource, layer: Layer)] = []
  var wasteHeat: Layer?
  var potentials: [(source: PotentialSource, raster: Raster)] = []
  var interests: Layer?
  /// What people said, source by source.
  var contributions: [(source: ContributionSource, layer: Layer)] = []
  var reports: [LayerReport] = []
  var diagnostics: [Diagnostic] = []
}

extension PlanInputs {
  /// Reads all layers and collects what is wrong with any of them.
  ///
  /// - Parameter reach: How far outside the districts land use matters, in m: the largest setback.
  /// - Parameter web: How web services are asked.
  /// - Parameter territory: The municipality, where the sources hold more than one.
  /// - Throws: `PlanningFailure` with all findings, when at least one is an error; without any where the plan file gives
  ///   no source of districts.
  static func read(
    _ plan: PlanDescription, reach: Double, web: WebAccess = WebAccess(),
    territory: PlanTerritory? = nil, workers: Workers,
    advance: (String, Double) -> Void
  ) throws -> PlanInputs {
    // Why there is no source that could be read, the findings about the plan file say.
    guard var districtSource = plan.layers.districts else { throw PlanningFailure([]) }
    districtSource.web = web
    var diagnostics: [Diagnostic] = []
    let found = planCRS(declared: plan.crs, districts: districtSource)
    diagnostics += found.diagnostics
    // Without a CRS the other layers are still opened, so that all problems are told at once.
    let crs = found.crs ?? CRS(definition: "EPSG:3035", name: "", isMetric: true)
    var reports: [LayerReport] = []
    var layerCount = 0
    let total = Double(
      4 + plan.layers.constraints.count + plan.layers.potentials.count
        + plan.layers.interests.count + plan.layers.hazards.count
        + (plan.society?.contributions.count ?? 0)
        + (plan.layers.population == nil ? 0 : 1))

    func read(
      _ source: LayerSource, _ expectation: GeometryExpectation, within extent: Extent? = nil
    ) -> Layer? {
      advance("Reading \(source.name)", Double(layerCount) / total)
      layerCount += 1
      var source = source
      source.web = web
      let reading = readLayer(
        source, into: crs, expecting: expectation, within: extent, workers: workers)
      reports.append(reading.report)
      // What keeps the districts from being opened was told when their CRS was looked for.
      diagnostics += reading.diagnostics.filter { !diagnostics.contains($0) }
      return reading.layer
    }

    let beforeDistricts = diagnostics.count
    let districts = read(districtSource, .polygons).map { Self.districts($0, of: territory) }
    if found.crs != nil {
      for position in beforeDistricts..<diagnostics.count
      where losesDistricts.contains(diagnostics[position].code) {
        diagnostics[position].severity = .error
      }
    }
    /// Where the districts are, without those that cannot be right: the other layers are read around it.
    var municipality: Extent?
    if let districts {
      let strays = try strayFeatures(of: districts, readAs: reports[0], workers: workers)
      diagnostics += strays.diagnostics
      municipality =
        strays.diagnostics.containError
        ? strays.others : try measures(of: districts.geometry, workers: workers).total
    }
    func tellStrays(of layer: Layer?) throws {
      guard let layer, let municipality, let report = reports.last else { return }
      diagnostics +=
        try strayFeatures(of: layer, readAs: report, around: municipality, workers: workers)
        .diagnostics
    }
    var units: Layer?
    if case .layer(let source) = plan.units {
      units = read(source, .polygons, within: municipality)
    }
    // A plan of its own tells what lies outside; of a whole region only the place is read.
    let surroundings = territory == nil ? nil : municipality
    let buildings = plan.layers.buildings.flatMap {
      read($0, .polygonsOrPoints, within: surroundings)
    }
    try tellStrays(of: buildings)
    if plan.layers.buildings == nil { diagnostics.append(withoutBuildings(plan)) }
    let landUse = plan.layers.landUse.flatMap {
      read($0, .polygons, within: municipality?.expanded(by: reach + margin))
    }
    var population: Layer?
    if var source = plan.layers.population {
      advance("Reading population", Double(layerCount) / total)
      layerCount += 1
      source.source.web = web
      let reading = readPopulation(source, into: crs, within: municipality, workers: workers)
      reports.append(reading.report)
      diagnostics += reading.diagnostics
      population = reading.layer
    }
    var constraints: [(source: ConstraintSource, layer: Layer)] = []
    for constraint in plan.layers.constraints {
      let extent = municipality?.expanded(by: constraint.buffer + margin)
      if let layer = read(constraint.source, .any, within: extent) {
        constraints.append((constraint, layer))
      }
    }
    var hazards: [(source: HazardSource, layer: Layer)] = []
    for hazard in plan.layers.hazards {
      let extent = municipality?.expanded(by: hazard.buffer + margin)
      if let layer = read(hazard.source, .any, within: extent) { hazards.append((hazard, layer)) }
    }
    let wasteHeat = plan.layers.wasteHeat.flatMap {
      read($0, .polygonsOrPoints, within: municipality)
    }
    var interests: [Layer] = []
    for interest in plan.layers.interests {
      if let layer = read(interest, .polygons, within: municipality) { interests.append(layer) }
    }
    var contributions: [(source: ContributionSource, layer: Layer)] = []
    for source in plan.society?.contributions ?? [] {
      // Without an extent: votes about a district have no geometry.
      if let layer = read(source.source, .any) {
        try tellStrays(of: layer)
        contributions.append((source, layer))
      }
    }
    var potentials: [(source: PotentialSource, raster: Raster)] = []
    for potential in plan.layers.potentials {
      advance("Reading \(potential.name)", Double(layerCount) / total)
      layerCount += 1
      if let refusal = offlineRefusal(of: potential.source, named: potential.name, web: web) {
        diagnostics.append(refusal)
        continue
      }
      let opened = openRaster(potential)
      reports.append(opened.report)
      diagnostics += opened.diagnostics
      if let raster = opened.raster { potentials.append((potential, raster)) }
    }
    if let districts {
      diagnostics += districtDiagnostics(districts) + socialDiagnostics(districts)
    }
    guard !diagnostics.containError, let districts else { throw PlanningFailure(diagnostics) }
    var inputs = PlanInputs(
      crs: crs, districts: districts, units: units, buildings: buildings, landUse: landUse,
      population: population, constraints: constraints, hazards: hazards, wasteHeat: wasteHeat,
      potentials: potentials,
      interests: interests.isEmpty ? nil : joined(interests), contributions: contributions,
      reports: reports,
      diagnostics: diagnostics)
    try inputs.cut(to: territory, gridSize: plan.gridSize, workers: workers)
    return inputs
  }

  /// Findings that other layers bear with a warning. A district that is left out or lies elsewhere would be missing
  /// from every total, so for the districts they are errors.
  private static let losesDistricts: Set = [
    "layer.bad-coordinates", "layer.unreadable-geometry", "layer.outside-crs-area",
  ]

  /// Metres that a layer is read beyond what its rule needs, so that rounding at the edge loses nothing.
  private static let margin = 100.0

  /// What cannot be known where nobody says which buildings there are.
  private static func withoutBuildings(_ plan: PlanDescription) -> Diagnostic {
    Diagnostic(
      .warning, "buildings.none",
      "There is no layer of buildings: their heat, electricity and emissions are in no total, shares of the baseline are of what else is known, and no action on buildings or roofs is planned.",
      remedy:
        "Add `layers: buildings`, for example from OpenStreetMap; a plan on land and people alone is possible.",
      at: Place(file: plan.file))
  }

  /// No district has more people; beyond, its numbers could not be added up.
  private static let mostPeople = 1e10

  private static func districtDiagnostics(_ districts: Layer) -> [Diagnostic] {
    if districts.count == 0 {
      return [
        Diagnostic(
          .error, "layer.empty", "There is no district to plan for.",
          remedy: "Check the layer's filter and that its features are polygons.",
          at: Place(layer: districts.name))
      ]
    }
    guard let population = districts.numbers("population") else { return [] }
    return (0..<districts.count).compactMap { row in
      guard let people = population[row] else { return nil }
      if people > mostPeople {
        return Diagnostic(
          .error, "layer.too-large",
          "The population is \(people.shortest), more than live on earth.",
          remedy: "Give the number of people, or leave it empty where it is not known.",
          at: Place(layer: districts.name, feature: districts.ids[row], field: "population"))
      }
      guard people < 0 else { return nil }
      return Diagnostic(
        .error, "layer.negative", "The population is \(people.shortest).",
        remedy: "Give the number of people, or leave it empty where it is not known.",
        at: Place(layer: districts.name, feature: districts.ids[row], field: "population"))
    }
  }

  /// The interests of all sources in one layer; ids carry the source's name, because sources may repeat them.
  private static func joined(_ layers: [Layer]) -> Layer {
    let roles = ["name", "group", "stance", "topic", "force"]
    return Layer(
      name: "interests", crs: layers[0].crs,
      ids: layers.flatMap { layer in layer.ids.map { "\(layer.name)/\($0)" } },
      geometry: GeometryColumn(
        rows: layers.flatMap { layer in (0..<layer.count).map { layer.geometry.row($0) } }),
      fields: roles.map { role in
        let texts = layers.flatMap { layer -> [String?] in
          let column = layer.texts(role)
          return (0..<layer.count).map { column?[$0] }
        }
        return (role, .text(TextColumn(texts)))
      })
  }
}
