import PlanModel
import Reference

/// How dense the heat is, what a network would cost, and what the roofs can yield.
func potentialIndicators(reference: ReferenceData) -> [IndicatorDefinition] {
  let persson = "Persson et al. 2019, Energy 176:604–622"
  let annuity = HeatNetwork(reference: reference).annuity
  let yield = { (stock: AreaStock, area: Int) -> Double in
    let roof = stock.total(.suitableRoof, in: area)
    if stock.roofYield[area] > 0 {
      return roof * reference.number("pv.module-density").value * stock.roofYield[area]
    }
    return roof * reference.photovoltaicYield(stock.radiationOnRoofs(in: area))
  }
  var list = IndicatorList()
  list.add(
    "plot-ratio", "Plot ratio", "1", .medium, "Gross floor area ÷ land area.",
    from: ["districts", "buildings"], by: StockDefaults.floor
  ) {
    ratio($0.total(.floorArea, in: $1), $0.area[$1])
  }
  list.add(
    "heat-density", "Heat density", "MWh/ha", .medium, "Useful heat ÷ land area.",
    from: ["districts", "buildings"], by: StockDefaults.heat
  ) {
    // 1 kWh/m² is 10 MWh/ha.
    ratio($0.usefulHeat(in: $1) * 10, $0.area[$1])
  }
  list.add(
    "linear-heat-density", "Linear heat density", "MWh/m", .low,
    "Useful heat ÷ route length; the route from effective width in each hectare (\(persson)).",
    by: StockDefaults.network
  ) {
    let route = $0.total(.networkRoute, in: $1)
    return ratio($0.usefulHeat(in: $1) / 1000, route)
  }
  list.add(
    "network-heat-share", "Heat in network area", "%", .low,
    "Useful heat in hectares whose network costs at most the ceiling, ÷ useful heat (\(persson)).",
    by: StockDefaults.network
  ) { ratio($0.total(.networkHeat, in: $1) * 100, $0.usefulHeat(in: $1)) }
  list.add(
    "network-cost", "Capital cost of heat networks", "EUR/MWh", .low,
    "Annuity × investment (C1 + C2·d) ÷ linear heat density in network area, at full connection (\(persson)).",
    by: StockDefaults.network
  ) {
    ratio(
      $0.total(.networkInvestment, in: $1) * annuity * 1000, $0.total(.networkHeat, in: $1))
  }
  list.add("roof-area", "Roof area", "m²", .medium, "As given, else the footprint.", by: []) {
    $0.total(.roofArea, in: $1)
  }
  list.add(
    "pv-capacity", "Rooftop photovoltaic capacity", "kWp", .low,
    "Suitable roof × module density.", by: ["pv.module-density", "pv.suitable-roof-share"]
  ) {
    $0.total(.suitableRoof, in: $1) * reference.number("pv.module-density").value
  }
  list.add(
    "pv-potential", "Rooftop photovoltaic potential", "kWh/a", .low,
    "Suitable roof × module density × radiation × orientation gain × performance ratio; the yield of a raster, or of the roofs in a height model, where given.",
    from: ["buildings"] + StockDefaults.sunOnRoofs, by: StockDefaults.roof
  ) { yield($0, $1) }
  list.add(
    "pv-share", "Photovoltaic potential ÷ electricity", "%", .low,
    "Rooftop potential ÷ electricity of heat, appliances and street lighting, over the year.",
    from: ["districts", "buildings"] + StockDefaults.sunOnRoofs,
    by: StockDefaults.roof + StockDefaults.electricity
  ) { ratio(yield($0, $1) * 100, $0.electricity(in: $1)) }
  return list.definitions
}

extension ReferenceData {
  /// Electricity from a m² of suitable roof, kWh/m² and year: module density (kWp per m², at 1 kW/m²) × irradiation ×
  /// orientation gain × performance ratio.
  ///
  /// - Parameter radiation: Global horizontal irradiation, kWh/m² and year.
  func photovoltaicYield(_ radiation: Double) -> Double {
    number("pv.module-density").value * radiation * number("pv.orientation-gain").value
      * number("pv.performance-ratio").value
  }
}
