import Actions
import Indicators
import Overlay
import PlanModel
import Reference

/// Stock, demand, emissions and indicators of a plan's areas.
struct PlanNumbers {
  var stock: BuildingStock
  /// The emission inventory; nil where the plan states none.
  var inventory: Inventory?
  var unitStock: AreaStock
  var districtStock: AreaStock
  var municipalStock: AreaStock
  var outsideStock: AreaStock
  /// How the people of a grid were shared; nil where the plan names none.
  var population: PopulationAccount?
  var emissionFactors: [Double]
  var economy: Economy
  /// Districts, then the municipality; empty before `addIndicators`.
  var districtIndicators = IndicatorTable()
  /// Empty before `addIndicators`.
  var unitIndicators = IndicatorTable()
  var climateRisk: ClimateRisk?
  var vulnerability: VulnerabilityProxy?
  /// Districts, then the municipality, t CO2e/a.
  var baselineEmissions: [Double]
  var baselines: Baselines
  var defaults: [SourcedNumber] = []
  var diagnostics: [Diagnostic] = []
}

extension PlanNumbers {
  /// Computes the numbers that a decision rests on from what was read and cut.
  static func compute(
    _ plan: PlanDescription, inputs: PlanInputs, areas: PlanAreas, reference: ReferenceData,
    workers: Workers
  ) throws -> PlanNumbers {
    var defaults: [SourcedNumber] = []
    let inventory = plan.inventory
    var factors = chosen(
      reference.emissionFactors(inventory.factors, country: plan.country),
      over: inventory.emissionFactors, defaults: &defaults)
    let prices = chosen(
      reference.prices(country: plan.country), over: inventory.prices, defaults: &defaults)

    var stock = BuildingStock()
    var diagnostics = oldFactor(plan, reference: reference)
    if let buildings = inputs.buildings, let measured = areas.buildingMeasures {
      var climateFactor = inventory.climateFactor
      if let here = inventory.heatingDegreeDays {
        let mean = reference.degreeDays(country: plan.country)
        defaults.append(mean)
        climateFactor = here / mean.value
      }
      var context = StockContext(
        country: plan.country, baseYear: plan.baseYear, climateFactor: climateFactor,
        proxyCountry: inventory.proxyCountry, heatCarriers: inventory.heatCarriers,
        emissionFactors: factors)
      let census = inputs.districts.numbers("dwellings")
      context.dwellingsByDistrict = (0..<inputs.districts.count).map { census?[$0] }
      let outcome = try buildingStock(
        of: buildings, footprint: measured.area, centroidX: measured.centroidX,
        centroidY: measured.centroidY, districts: areas.buildingDistrict, context: context,
        reference: reference, workers: workers)
      stock = outcome.stock
      defaults += outcome.defaults
      diagnostics += outcome.diagnostics
    }

    let outcome = reconcile(
      &stock, plan, inputs: inputs, areas: areas, reference: reference)
    if let outcome { factors = outcome.emissionFactors }
    defaults += outcome?.defaults ?? []
    diagnostics += outcome?.diagnostics ?? []

    let districtCount = inputs.districts.count
    let population = inputs.districts.numbers("population")
    let grid = areas.population?.account(
      units: areas.units.count, memberships: areas.memberships, stock: stock)
    var shared = areaStock(
      of: stock, memberships: areas.memberships, areas: areas.units.area,
      populationByDistrict: (0..<districtCount).map { population?[$0] },
      populationByUnit: grid?.units,
      districtOfUnit: areas.units.district, radiation: areas.radiation,
      windSpeed: areas.windSpeed, builtLand: areas.builtLand, country: plan.country,
      reference: reference, workers: workers)
    shared.units.roofYield = roofYields(
      of: shared.units, ground: areas.ground, reference: reference)
    defaults += shared.defaults
    diagnostics += shared.diagnostics
    diagnostics +=
      grid?.findings(
        of: plan, negative: areas.population?.people.count { ($0 ?? 0) < 0 } ?? 0,
        stated: (0..<districtCount).map { population?[$0] }, districtOfUnit: areas.units.district,
        floorArea: (0..<areas.units.count).map {
          shared.units[.floorArea, .residential, $0]
        }.compensatedSum()) ?? []
    if let outcome {
      if let lighting = outcome.lighting { shared.units.setLighting(lighting) }
      shared.units.activities = activities(
        outcome.activities, among: shared.units, land: areas.activityLand)
    }
    let districts = aggregated(shared.units, to: areas.units.district, count: districtCount)
    let municipality = aggregated(
      districts, to: Array(repeating: 0, count: districtCount), count: 1)

    let emissions = (
      districts: Indicators.baselineEmissions(of: districts, emissionFactors: factors),
      municipality: Indicators.baselineEmissions(of: municipality, emissionFactors: factors)[0]
    )

    let rate = inventory.discountRate ?? reference.number("discount-rate").value
    if inventory.discountRate == nil { defaults.append(reference.number("discount-rate")) }
    let generation = reference.generationEmissions(inventory.factors)
    if let generation { defaults += [generation.photovoltaics, generation.wind] }
    let index = reference.constructionIndex(country: plan.country)
    defaults.append(index)
    var economy = Economy(
      prices: prices, emissionFactors: factors,
      photovoltaicEmissions: generation?.photovoltaics.value ?? 0,
      windEmissions: generation?.wind.value ?? 0, discountRate: rate,
      constructionIndex: index.value)
    economy.years = Double(max(0, plan.targetYear - plan.baseYear))
    return PlanNumbers(
      stock: stock, inventory: outcome?.inventory,
      unitStock: shared.units, districtStock: districts, municipalStock: municipality,
      outsideStock: shared.outside, population: grid, emissionFactors: factors,
      economy: economy,
      baselineEmissions: emissions.districts + [emissions.municipality],
      baselines: Baselines(
        districtEmissions: emissions.districts,
        districtEnergy: (0..<districtCount).map { finalEnergy(of: districts, in: $0) },
        municipalEmissions: emissions.municipality,
        municipalEnergy: finalEnergy(of: municipality, in: 0)),
      defaults: defaults, diagnostics: diagnostics)
  }

  /// Adds the indicators of the stock.
  mutating func addIndicators(reference: ReferenceData) {
    func table(_ stock: AreaStock, _ support: String) -> IndicatorTable {
      indicatorTable(
        of: stock, emissionFactors: emissionFactors, support: support, reference: reference)
    }
    districtIndicators = Self.joined(
      table(districtStock, "district"), table(municipalStock, "municipality"))
    unitIndicators = table(unitStock, "unit")
    if population != nil {
      for table in [\PlanNumbers.districtIndicators, \.unitIndicators] {
        for position in self[keyPath: table].indicators.indices
        where self[keyPath: table].indicators[position].id == "population" {
          self[keyPath: table].indicators[position].method = PopulationAccount.method
        }
      }
    }
    defaults += indicatorDefaults(reference: reference)
  }

  /// A warning where electricity counts with a default factor that the grid has left behind.
  ///
  /// Solar power is credited, and heat pumps are charged, at this one number; of all numbers it ages fastest.
  private static func oldFactor(
    _ plan: PlanDescription, reference: ReferenceData
  ) -> [Diagnostic] {
    guard plan.inventory.emissionFactors[.electricity] == nil,
      let number = reference.emissionFactors(plan.inventory.factors, country: plan.country)[
        .electricity],
      number.year + 5 < plan.baseYear
    else { return [] }
    return [
      Diagnostic(
        .warning, "inventory.old-factor",
        "The factor of electricity, \((number.value * 1e6).rounded() / 1000) t/MWh, is of \(number.year); the plan's base year is \(plan.baseYear).",
        remedy: "Give `inventory: emissionFactors: electricity:` of a recent year.",
        at: Place(file: plan.file))
    ]
  }

  /// Numbers by carrier: the plan's own where it has one, else the default, which is then recorded.
  private static func chosen(
    _ reference: [Carrier: SourcedNumber], over own: [Carrier: Double],
    defaults: inout [SourcedNumber]
  ) -> [Double] {
    Carrier.allCases.map { carrier in
      if let value = own[carrier] { return value }
      guard let number = reference[carrier] else { return 0 }
      defaults.append(number)
      return number.value
    }
  }

  static func joined(_ first: IndicatorTable, _ second: IndicatorTable) -> IndicatorTable {
    IndicatorTable(
      indicators: first.indicators,
      values: zip(first.values, second.values).map { a, b in
        var present = a.present
        for row in 0..<b.values.count { present.append(b.present[row]) }
        return NumberColumn(values: a.values + b.values, present: present)
      })
  }
}
