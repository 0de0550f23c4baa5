import PlanModel

/// Indicators that are worked out anew at every level though they add up: a mean of the whole in place of the sum of its
/// parts would show here.
private let summedIndicators: Set = [
  "electricity", "final-space-heat", "final-hot-water", "cooling-electricity", "pv-capacity",
  "pv-potential", "solar-thermal-area", "solar-thermal-potential", "ground-pv-potential",
  "agri-pv-potential", "wind-potential", "biomass-potential",
]

/// The checks that a run makes of its own sums; each states its tolerance.
func closures(of result: PlanResult) -> [RunRecord.Closure] {
  var checks: [RunRecord.Closure] = []
  func check(_ name: String, _ parts: Double, _ whole: Double, _ tolerance: Double = 1e-9) {
    checks.append(
      RunRecord.Closure(name: name, parts: parts, whole: whole, tolerance: tolerance))
  }
  let tolerance = result.description.ledgerTolerance
  for (district, area) in result.ledger.districtArea.enumerated() {
    check(
      "Area ledger of district \(result.districts.ids[district]): its rows, and the district, m²",
      result.ledger.rows.filter { $0.district == district }.map(\.area).compensatedSum(), area,
      tolerance)
  }
  check(
    "Area: planning units, and districts, m²", result.units.area.compensatedSum(),
    result.ledger.districtArea.compensatedSum())
  let whole = result.stock
  for (measure, name, column) in [
    (StockMeasure.floorArea, "Gross floor", whole.floorArea),
    (.heatedArea, "Heated area", whole.heatedArea),
    (.spaceHeat, "Useful space heat", whole.spaceHeat),
    (.emissions, "Emissions of buildings", whole.emissions),
  ] {
    let units = (0..<result.units.count).map { result.unitStock.total(measure, in: $0) }
    check(
      "\(name): units and what lies outside, and all buildings, \(measure.unit)",
      units.compensatedSum() + result.outsideStock.total(measure, in: 0), column.compensatedSum())
    let districts = (0..<result.districts.count).map { result.districtStock.total(measure, in: $0) }
    check(
      "\(name): districts, and the municipality, \(measure.unit)",
      districts.compensatedSum(), result.municipalStock.total(measure, in: 0))
  }
  let table = result.districtIndicators
  for (indicator, values) in zip(table.indicators, table.values)
  where summedIndicators.contains(indicator.id) {
    let districts = (0..<result.districts.count).map { values[$0] ?? 0 }
    check(
      "\(indicator.title): districts, and the municipality, \(indicator.unit)",
      districts.compensatedSum(), values[result.districts.count] ?? 0)
  }
  check(
    "Baseline emissions: districts, and the municipality, t CO2e/a",
    result.baselineEmissions.dropLast().compensatedSum(), result.baselineEmissions.last ?? 0)
  if let population = result.population {
    check(
      "People of the grid: planning units, and cells inside the borders",
      population.units.compensatedSum(), population.peopleInside)
  }
  if let inventory = result.inventory {
    check(
      "Emission inventory: districts, and what the inventory states less what no building holds, t CO2e/a",
      result.baselineEmissions.dropLast().compensatedSum(),
      inventory.emissions() - inventory.unplacedEmissions)
    check(
      "Final energy: districts, and what the inventory states less what no building holds, kWh/a",
      (0..<result.districts.count).map { finalEnergy(of: result.districtStock, in: $0) }
        .compensatedSum(),
      inventory.energy() - inventory.rows.map(\.unplaced).compensatedSum())
  }
  let rasters = Set(result.description.layers.potentials.map(\.name))
  for report in result.record.inputs where report.read > 0 && !rasters.contains(report.name) {
    check(
      "Features of \(report.name): by kind of geometry, and read",
      Double(report.polygons + report.lines + report.points + report.missing + report.dropped),
      Double(report.read), 0)
  }
  return checks
}

/// Final energy of buildings, street lighting and the inventory's other sectors in an area, kWh/a.
func finalEnergy(of stock: AreaStock, in area: Int) -> Double {
  var sum = CompensatedSum()
  for sector in StockSector.allCases {
    for carrier in Carrier.allCases { sum.add(stock[heat: carrier, sector, area]) }
    sum.add(stock[.applianceElectricity, sector, area])
    sum.add(stock[.coolingElectricity, sector, area])
  }
  sum.add(stock.lightingElectricity[area])
  sum.add(stock.activities.energy(in: area))
  return sum.value
}
