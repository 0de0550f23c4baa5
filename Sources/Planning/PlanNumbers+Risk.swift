import Actions
import Indicators
import Overlay
import PlanModel
import Reference

extension PlanNumbers {
  /// Adds what goes beyond stock and emissions: potentials, exposure and risk, the proxy of energy poverty.
  mutating func addPotentialsAndRisk(
    _ plan: PlanDescription, inputs: PlanInputs, areas: PlanAreas, reference: ReferenceData,
    workers: Workers
  ) throws {
    let group = areas.units.district
    let count = inputs.districts.count
    var placed: PlacedBuildings?
    if let measures = areas.buildingMeasures {
      placed = PlacedBuildings(
        stock: stock, centroidX: measures.centroidX, centroidY: measures.centroidY,
        memberships: areas.memberships)
    }
    let heat = try wasteHeatSources(inputs, units: areas.units, workers: workers)
    let units = areaMeasures(
      of: unitStock, buildings: placed, ground: areas.ground, wasteHeat: heat,
      wasteHeatReach: plan.layers.wasteHeatReach, reference: reference)
    let districts = units.aggregated(to: group, count: count)
    let municipality = districts.aggregated(to: Array(repeating: 0, count: count), count: 1)
    let scope = scope(inputs, areas)
    func table(_ measures: AreaMeasures, _ stock: AreaStock, _ support: String) -> IndicatorTable {
      measureTable(
        of: measures, stock: stock, scope: scope, support: support, reference: reference)
    }
    var added = (
      units: table(units, unitStock, "unit"),
      districts: Self.joined(
        table(districts, districtStock, "district"),
        table(municipality, municipalStock, "municipality"))
    )
    try addRisk(to: &added, plan, inputs, areas, reference, workers)
    addVulnerability(to: &added, inputs, units, districts, group, reference)
    unitIndicators += added.units
    districtIndicators += added.districts
    defaults += ownDefaults(of: added.units.indicators + added.districts.indicators, reference)
  }

  /// What the plan has, and so what can be told of its areas.
  private func scope(_ inputs: PlanInputs, _ areas: PlanAreas) -> MeasureScope {
    var scope = MeasureScope()
    scope.hasBuildings = stock.count > 0
    scope.hasLandUse = inputs.landUse != nil
    scope.hasImperviousness = !areas.ground.imperviousness.isEmpty
    scope.hasRoofs = !areas.ground.roofs.isEmpty
    scope.hasWind = areas.ground.windLand != nil && unitStock.windSpeed.contains { $0 > 0 }
    scope.hasAgriculture = areas.ground.agriLand != nil
    scope.hasSolarLand = areas.ground.solarLand != nil
    scope.hasWasteHeat = inputs.wasteHeat != nil
    return scope
  }

  /// The default numbers of their own that the added indicators rest on.
  private func ownDefaults(
    of indicators: [Indicator], _ reference: ReferenceData
  ) -> [SourcedNumber] {
    let own = [
      "roof.", "solar-thermal.", "ground-pv.", "agri-pv.", "wind.", "geothermal.", "biomass.",
      "waste-heat.", "sealing.", "green.", "risk.", "vulnerability.",
      "heat-pump.ground.performance",
    ]
    let names = Set(indicators.flatMap(\.defaults)).filter { name in
      own.contains { name.hasPrefix($0) }
    }
    return names.sorted().flatMap { reference.numbers(of: $0) }
  }

  private mutating func addRisk(
    to added: inout (units: IndicatorTable, districts: IndicatorTable), _ plan: PlanDescription,
    _ inputs: PlanInputs, _ areas: PlanAreas, _ reference: ReferenceData, _ workers: Workers
  ) throws {
    if inputs.hazards.isEmpty { return }
    let group = areas.units.district
    let count = inputs.districts.count
    var units: [HazardExposure] = []
    diagnostics += try HazardOverlay(inputs: inputs, areas: areas, gridSize: plan.gridSize)
      .forEachCoverage(workers: workers) { coverage in
        units.append(
          exposure(
            to: coverage, stock: unitStock, buildings: stock, memberships: areas.memberships))
      }
    let whole = Array(repeating: 0, count: count)
    let districts = units.map { unit -> HazardExposure in
      var rows = aggregated(unit, to: group, count: count)
      let all = aggregated(rows, to: whole, count: 1)
      rows.area += all.area
      rows.people += all.people
      rows.buildings += all.buildings
      rows.floorArea += all.floorArea
      return rows
    }
    let population = districtStock.population
    let factors = vulnerabilityFactors(
      of: ["elderlyShare", "lowIncomeShare", "unableToKeepWarm"].map {
        Self.values($0, inputs.districts)
      }, population: population, reference: reference)
    let rule = riskRule(reference: reference)
    let risks = hazardRisks(
      of: districts, population: population + municipalStock.population,
      vulnerability: factors + [1], reference: reference)
    climateRisk = ClimateRisk(
      exposures: districts, risks: risks, vulnerability: factors + [1], rule: rule)
    added.districts += riskTable(
      exposures: districts, risks: risks, support: "district", rule: rule)
    added.units += riskTable(
      exposures: units,
      risks: hazardRisks(
        of: units, population: unitStock.population, vulnerability: group.map { factors[$0] },
        reference: reference), support: "unit", rule: rule)
  }

  private mutating func addVulnerability(
    to added: inout (units: IndicatorTable, districts: IndicatorTable), _ inputs: PlanInputs,
    _ units: AreaMeasures, _ districts: AreaMeasures, _ group: [Int], _ reference: ReferenceData
  ) {
    let statements = (["medianIncome"] + socialShares).filter {
      inputs.districts.numbers($0) != nil
    }.map { SocialStatement(role: $0, values: Self.values($0, inputs.districts)) }
    added.districts += socialTable(statements, population: districtStock.population)
    guard
      (0..<districtStock.count).contains(where: { districtStock[.dwellings, .residential, $0] > 0 })
    else { return }
    let social = SocialFields(
      medianIncome: Self.values("medianIncome", inputs.districts),
      lowIncome: Self.values("lowIncomeShare", inputs.districts))
    let proxy = vulnerabilityProxy(
      of: districtStock, measures: districts, social: social, prices: economy.prices,
      reference: reference)
    vulnerability = proxy
    added.districts += vulnerabilityTable(
      of: proxy, areas: 0..<districtStock.count + 1, support: "district")
    added.units += vulnerabilityTable(
      of: unitProxy(
        unitStock, measures: units, districtOfUnit: group, social: social, districts: proxy,
        prices: economy.prices, reference: reference), areas: 0..<unitStock.count, support: "unit")
  }

  /// The numbers of a role of the districts; nil where nothing is known.
  private static func values(_ role: String, _ districts: Layer) -> [Double?] {
    let column = districts.numbers(role)
    return (0..<districts.count).map { column?[$0] }
  }

  /// The points of waste heat that lie in a unit and say how much they have.
  private mutating func wasteHeatSources(
    _ inputs: PlanInputs, units: PlanningUnits, workers: Workers
  ) throws -> [WasteHeatSource] {
    guard let layer = inputs.wasteHeat else { return [] }
    let measured = try measures(of: layer.geometry, workers: workers)
    let members = try memberships(
      of: layer.geometry, measures: measured, in: units, gridSize: 0.001, workers: workers)
    let reading = WasteHeatReading(layer: layer, measures: measured, memberships: members)
    diagnostics += reading.diagnostics
    return reading.sources
  }
}

extension IndicatorTable {
  /// Adds the columns of a table of the same areas.
  static func += (left: inout IndicatorTable, right: IndicatorTable) {
    left.indicators += right.indicators
    left.values += right.values
  }
}
