import PlanModel

/// Heat of the ground, biomass and waste heat.
func groundIndicators(_ scope: MeasureScope) -> [MeasureDefinition] {
  var list: [MeasureDefinition] = []
  if scope.hasLandUse && scope.hasBuildings {
    let layers = ["buildings", "landUse"]
    let common = ["geothermal.usable-share"]
    list.append(
      MeasureDefinition(
        id: "geothermal-land", title: "Ground for shallow geothermal heat", unit: "m²",
        method: "(Built-up land − footprints) × usable share.", layers: layers, defaults: common,
        value: MeasureDefinition.plain(.geothermalLand)))
    let kinds: [(String, String, AreaMeasure, String, [String])] = [
      (
        "geothermal-collector", "ground collectors", .groundCollectorHeat,
        "ground × heat of a collector", ["geothermal.collector-heat"]
      ),
      (
        "geothermal-borehole", "fields of boreholes", .boreholeHeat,
        "ground × heat of a borehole ÷ spacing²",
        ["geothermal.borehole-heat", "geothermal.borehole-spacing"]
      ),
    ]
    for (id, title, measure, formula, own) in kinds {
      let defaults = common + own + ["heat-pump.ground.performance"] + StockDefaults.heat
      list.append(
        MeasureDefinition(
          id: "\(id)-potential", title: "Useful heat from \(title)", unit: "kWh/a",
          method:
            "The smaller of \(formula) × p ÷ (p − 1), with p the performance of heat pumps, and useful heat, per unit.",
          layers: layers, defaults: defaults, value: MeasureDefinition.plain(measure)))
      list.append(
        MeasureDefinition(
          id: "\(id)-share", title: "Share of useful heat from \(title)", unit: "%",
          method: "Useful heat from \(title) ÷ useful heat.", layers: layers, defaults: defaults
        ) { measures, stock, area in
          ratio(100 * measures[measure, area], stock.usefulHeat(in: area))
        })
    }
  }
  if scope.hasLandUse { list += biomassIndicators }
  if scope.hasWasteHeat { list += wasteHeatIndicators }
  return list
}

private let biomassMeasures: [(id: String, title: String, land: LandUseClass, AreaMeasure)] = [
  ("wood", "wood of the yearly increment", .forest, .forestEnergy),
  ("residues", "residues of arable land", .arable, .arableEnergy),
  ("prunings", "prunings of permanent crops", .permanentCrops, .permanentCropsEnergy),
  ("hay", "hay of grassland", .grassland, .grasslandEnergy),
]

private var biomassIndicators: [MeasureDefinition] {
  let kinds = biomassMeasures.map { id, title, land, measure in
    MeasureDefinition(
      id: "biomass-\(id)", title: "Biomass: \(title)", unit: "kWh/a",
      method: "Area × dry matter per ha × sustainable share × energy per t.", layers: ["landUse"],
      defaults: ["energy", "share", "yield"].map { "biomass.\($0).\(land.word)" },
      value: MeasureDefinition.plain(measure))
  }
  return kinds + [
    MeasureDefinition(
      id: "biomass-dry-matter", title: "Biomass: dry matter", unit: "t/a",
      method: "Area × dry matter per ha × sustainable share, over all land uses.",
      layers: ["landUse"], defaults: ["biomass.share.", "biomass.yield."],
      value: MeasureDefinition.plain(.dryMatter)),
    MeasureDefinition(
      id: "biomass-potential", title: "Biomass potential", unit: "kWh/a",
      method: "Sum over forest, arable land, permanent crops and grassland.",
      layers: ["landUse"], defaults: ["biomass."]
    ) { measures, _, area in biomassMeasures.reduce(0) { $0 + measures[$1.3, area] } },
  ]
}

private var wasteHeatIndicators: [MeasureDefinition] {
  [
    MeasureDefinition(
      id: "waste-heat", title: "Waste heat", unit: "kWh/a", confidence: .medium,
      method: "Sum of the sources as given: energy, or power × hours.", layers: ["wasteHeat"],
      value: MeasureDefinition.plain(.wasteHeat)),
    MeasureDefinition(
      id: "waste-heat-usable", title: "Waste heat that network area near by can take",
      unit: "kWh/a",
      method:
        "Nearest pairs first of source and hectare of network area within reach, each kWh used once, counted at the source; no losses, no hours.",
      layers: ["buildings", "wasteHeat"],
      defaults: ["waste-heat.reach"] + StockDefaults.network,
      value: MeasureDefinition.plain(.wasteHeatUsed)),
    MeasureDefinition(
      id: "waste-heat-temperature", title: "Mean temperature of waste heat", unit: "°C",
      confidence: .medium, method: "Mean over the sources whose temperature is given, by energy.",
      layers: ["wasteHeat"]
    ) { measures, _, area in
      ratio(measures[.wasteHeatTemperature, area], measures[.wasteHeatOfTemperature, area])
    },
  ]
}

/// Routes of heat networks, by hectare.
func networkIndicators(_ scope: MeasureScope) -> [MeasureDefinition] {
  guard scope.hasBuildings else { return [] }
  let persson = "Persson et al. 2019, Energy 176:604–622"
  func perRoute(_ measure: AreaMeasure) -> (AreaMeasures, AreaStock, Int) -> Double? {
    { measures, _, area in ratio(measures[measure, area], measures[.route, area]) }
  }
  return [
    MeasureDefinition(
      id: "hectare-heat-density", title: "Heat density where the heat is", unit: "MWh/ha",
      confidence: .medium,
      method: "Mean over hectares of 100 m × 100 m, weighted by their useful heat.",
      layers: ["buildings"], defaults: StockDefaults.heat
    ) { measures, _, area in
      // 1 kWh/m² is 10 MWh/ha.
      ratio(measures[.hectareDensity, area] * 10, measures[.hectareHeat, area])
    },
    MeasureDefinition(
      id: "network-route", title: "Route of pipes to all heated buildings", unit: "m",
      method: "Useful heat ÷ linear heat density, summed over hectares (\(persson)).",
      layers: ["buildings"], defaults: StockDefaults.heat, value: MeasureDefinition.plain(.route)),
    MeasureDefinition(
      id: "effective-width", title: "Effective width", unit: "m",
      method: "137.5·e + 5 m up to plot ratio e = 0.4, 60 m above; mean by route (\(persson)).",
      layers: ["buildings"], defaults: StockDefaults.floor, value: perRoute(.routeWidth)),
    MeasureDefinition(
      id: "pipe-diameter", title: "Pipe diameter", unit: "m",
      method:
        "0.0486·ln(linear heat density in GJ/m) + 0.0007, 0.02 below 1.5 GJ/m; mean by route (\(persson)).",
      layers: ["buildings"], defaults: StockDefaults.heat, value: perRoute(.routeDiameter)),
  ]
}

/// How sealed and how green the ground is.
func sealingIndicators(_ scope: MeasureScope) -> [MeasureDefinition] {
  guard scope.hasLandUse || scope.hasImperviousness else { return [] }
  let layers =
    (scope.hasLandUse ? ["landUse"] : [])
    + (scope.hasImperviousness ? ["potentials.imperviousness"] : [])
  return [
    MeasureDefinition(
      id: "sealed-share", title: "Sealed ground", unit: "%",
      method: "Mean of the raster of imperviousness, else land use × its sealed share.",
      layers: layers, defaults: ["sealing."],
      value: MeasureDefinition.share(.sealed, of: .knownGround)),
    MeasureDefinition(
      id: "green-share", title: "Green ground and water", unit: "%",
      method: "Land use × its green share, no more than a raster of imperviousness leaves.",
      layers: layers, defaults: ["green."],
      value: MeasureDefinition.share(.green, of: .knownGround)),
    MeasureDefinition(
      id: "heat-island-proxy", title: "Heat-island proxy", unit: "1",
      method:
        "(1 + sealed share − green share) ÷ 2: 0 all green, 1 all sealed; a proxy without degrees.",
      layers: layers, defaults: ["green.", "sealing."]
    ) { measures, _, area in
      guard measures[.knownGround, area] > 0 else { return nil }
      return
        (1 + (measures[.sealed, area] - measures[.green, area]) / measures[.knownGround, area]) / 2
    },
  ]
}
