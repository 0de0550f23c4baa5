public import PlanModel
public import Reference

/// Which kinds of input a plan has, and so which indicators can be told.
public struct MeasureScope: Sendable, Hashable {
  /// Buildings.
  public var hasBuildings = false
  /// A layer of land use, or a raster of imperviousness.
  public var hasLandUse = false
  /// A raster of imperviousness.
  public var hasImperviousness = false
  /// A height model in which roofs can be seen.
  public var hasRoofs = false
  /// Land for wind turbines, and wind speeds.
  public var hasWind = false
  /// Land for modules above crops.
  public var hasAgriculture = false
  /// Land for fields of modules.
  public var hasSolarLand = false
  /// Points of waste heat.
  public var hasWasteHeat = false

  /// Creates the scope of nothing.
  public init() {}
}

/// The indicators of measures beside the stock: sun, wind, ground, biomass, waste heat, routes, sealing.
///
/// - Parameter scope: What the plan has; an indicator without its input is left out.
/// - Parameter support: The kind of area: `unit`, `district`, `municipality`.
public func measureTable(
  of measures: AreaMeasures, stock: AreaStock, scope: MeasureScope, support: String,
  reference: ReferenceData
) -> IndicatorTable {
  precondition(measures.count == stock.count, "measures of the areas of the stock")
  var table = IndicatorTable()
  let all =
    roofIndicators(scope, reference: reference) + landIndicators(scope, reference: reference)
    + groundIndicators(scope) + networkIndicators(scope) + sealingIndicators(scope)
  for definition in all {
    table.append(definition.indicator(support: support), count: stock.count) {
      definition.value(measures, stock, $0)
    }
  }
  return table
}

extension IndicatorTable {
  /// Adds an indicator and its column; what is nil or not finite is missing.
  mutating func append(_ indicator: Indicator, count: Int, _ value: (Int) -> Double?) {
    var column = NumberColumn(
      values: Array(repeating: 0, count: count), present: ValidityMask(count: count, present: false)
    )
    for area in 0..<count {
      guard let number = value(area), number.isFinite else { continue }
      column.values[area] = number
      column.present[area] = true
    }
    indicators.append(indicator)
    values.append(column)
  }
}

/// An indicator of measures, and how it is computed.
struct MeasureDefinition {
  var id: String
  var title: String
  var unit: String
  var confidence = Confidence.low
  var method: String
  var layers: [String]
  var defaults: [String] = []
  var value: (AreaMeasures, AreaStock, Int) -> Double?

  func indicator(support: String) -> Indicator {
    var indicator = Indicator(
      id: id, title: title, unit: unit, method: method, support: support, confidence: confidence)
    indicator.layers = layers
    indicator.defaults = defaults
    return indicator
  }

  /// The share of one measure in another, %.
  static func share(
    _ part: AreaMeasure, of whole: AreaMeasure
  ) -> (AreaMeasures, AreaStock, Int) -> Double? {
    { measures, _, area in ratio(100 * measures[part, area], measures[whole, area]) }
  }

  /// One measure as it is.
  static func plain(_ measure: AreaMeasure) -> (AreaMeasures, AreaStock, Int) -> Double? {
    { measures, _, area in measures[measure, area] }
  }
}

/// Roofs as a height model shows them, and collectors on them.
private func roofIndicators(
  _ scope: MeasureScope, reference: ReferenceData
) -> [MeasureDefinition] {
  var list: [MeasureDefinition] = []
  let faces: [AreaMeasure] = [.roofFlat, .roofNorth, .roofEast, .roofSouth, .roofWest]
  if scope.hasRoofs {
    for (facing, measure) in zip(RoofFacing.allCases, faces) {
      list.append(
        MeasureDefinition(
          id: "roof-\(facing.word)",
          title: facing == .flat ? "Flat roofs" : "Steep roofs to the \(facing.word)", unit: "%",
          method:
            "Share of the roof-like cells of the height model under buildings; slope and direction after Horn 1981.",
          layers: ["buildings", "potentials.elevation"],
          defaults: ["roof.flat-below", "roof.steepest"]
        ) { measures, _, area in
          let whole = faces.reduce(0) { $0 + measures[$1, area] }
          return ratio(100 * measures[measure, area], whole)
        })
    }
    list.append(
      MeasureDefinition(
        id: "roof-gain", title: "Irradiation on roofs ÷ on level ground", unit: "1",
        method:
          "Mean yield factor of the faces seen in the height model, steep roofs to the north left out.",
        layers: ["buildings", "potentials.elevation"], defaults: ["roof."]
      ) { measures, _, area in roofGain(faces.map { measures[$0, area] }, reference: reference) })
  }
  guard scope.hasBuildings else { return list }
  let defaults =
    [
      "pv.suitable-roof-share", "radiation.", "solar-thermal.yield",
      "solar-thermal.reference-radiation", "solar-thermal.largest-share",
    ] + StockDefaults.hotWater
  list += [
    MeasureDefinition(
      id: "solar-thermal-area", title: "Collectors for hot water", unit: "m²",
      method:
        "Heat of collectors ÷ their yield; on roofs that modules could have instead, not as well.",
      layers: ["buildings", "potentials.radiation"], defaults: defaults,
      value: MeasureDefinition.plain(.collectorArea)),
    MeasureDefinition(
      id: "solar-thermal-potential", title: "Solar thermal potential", unit: "kWh/a",
      method:
        "The smaller of suitable roof × yield (in proportion to radiation) and the largest share of hot water, per unit.",
      layers: ["buildings", "potentials.radiation"], defaults: defaults,
      value: MeasureDefinition.plain(.collectorHeat)),
    MeasureDefinition(
      id: "solar-thermal-share", title: "Hot water from collectors", unit: "%",
      method: "Solar thermal potential ÷ useful hot water.",
      layers: ["buildings", "potentials.radiation"],
      defaults: defaults
    ) { measures, stock, area in
      ratio(100 * measures[.collectorHeat, area], stock.total(.hotWater, in: area))
    },
  ]
  return list
}

/// Sun and wind on open land.
private func landIndicators(
  _ scope: MeasureScope, reference: ReferenceData
) -> [MeasureDefinition] {
  var list: [MeasureDefinition] = []
  func add(
    _ id: String, _ title: String, _ unit: String, _ method: String, _ defaults: [String],
    _ measure: AreaMeasure, times factor: Double = 1, from rasters: [String] = []
  ) {
    list.append(
      MeasureDefinition(
        id: id, title: title, unit: unit, method: method,
        layers: ["landUse", "constraints"] + rasters, defaults: defaults
      ) { measures, _, area in measures[measure, area] * factor })
  }
  let sun = ["pv.orientation-gain", "pv.performance-ratio", "radiation."]
  func addModules(
    _ id: String, _ title: String, _ land: AreaMeasure, _ electricity: AreaMeasure
  ) {
    let density = "\(id).density"
    add(
      "\(id)-land", "Land for \(title)", "m²",
      "Land eligible for the action; without it, land of its uses outside all constraints.", [],
      land)
    add(
      "\(id)-capacity", "Capacity of \(title)", "kWp", "Eligible land × density of modules.",
      [density], land, times: reference.number(density).value)
    add(
      "\(id)-potential", "Potential of \(title)", "kWh/a",
      "Capacity × radiation × orientation gain × performance ratio, or × the yield of a raster.",
      [density] + sun, electricity,
      from: ["potentials.radiation", "potentials.photovoltaicYield"])
  }
  if scope.hasSolarLand {
    addModules("ground-pv", "photovoltaics on open land", .solarLand, .solarElectricity)
  }
  if scope.hasAgriculture {
    addModules("agri-pv", "photovoltaics above crops", .agriLand, .agriElectricity)
  }
  guard scope.hasWind else { return list }
  let wind = [
    "wind-setback.", "wind.minimum-speed", "wind.rotor-diameter", "wind.spacing",
  ]
  let raster = ["potentials.windSpeed"]
  add(
    "wind-land", "Land for wind turbines", "m²",
    "Land eligible for wind turbines, where the mean wind is strong enough.", wind, .windLand,
    from: raster)
  add(
    "wind-turbines", "Wind turbines", "1",
    "Eligible land ÷ (spacing × rotor diameter)², not rounded, because borders of units cut through wind parks.",
    wind, .turbines, from: raster)
  add(
    "wind-capacity", "Capacity of wind turbines", "kW", "Turbines × their power.",
    wind + ["wind.unit-power"], .turbines, times: reference.number("wind.unit-power").value,
    from: raster)
  add(
    "wind-potential", "Potential of wind turbines", "kWh/a",
    "Capacity × full-load hours at the mean wind speed (Masters 2004, section 6.9).",
    wind + ["wind.full-load-hours", "wind.reference-speed", "wind.unit-power"], .windElectricity,
    from: raster)
  return list
}
