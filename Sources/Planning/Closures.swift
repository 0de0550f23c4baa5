import PlanModel

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
      "ledger rows of district \(result.districts.ids[district]) and its area, m²",
      result.ledger.rows.filter { $0.district == district }.map(\.area).compensatedSum(), area,
      tolerance)
  }
  check(
    "planning units and districts, m²", result.units.area.compensatedSum(),
    result.ledger.districtArea.compensatedSum())
  let whole = result.stock
  for (measure, column) in [
    (StockMeasure.floorArea, whole.floorArea), (.heatedArea, whole.heatedArea),
    (.spaceHeat, whole.spaceHeat), (.emissions, whole.emissions),
  ] {
    let units = (0..<result.units.count).map { result.unitStock.total(measure, in: $0) }
    check(
      "\(measure) of units and outside, and of buildings, \(measure.unit)",
      units.compensatedSum() + result.outsideStock.total(measure, in: 0), column.compensatedSum())
    let districts = (0..<result.districts.count).map { result.districtStock.total(measure, in: $0) }
    check(
      "\(measure) of districts and of the municipality, \(measure.unit)",
      districts.compensatedSum(), result.municipalStock.total(measure, in: 0))
  }
  check(
    "emissions of districts and of the municipality, t CO2e/a",
    result.baselineEmissions.dropLast().compensatedSum(), result.baselineEmissions.last ?? 0)
  let rasters = Set(result.description.layers.potentials.map(\.name))
  for report in result.record.inputs where report.read > 0 && !rasters.contains(report.name) {
    check(
      "features of \(report.name) by kind of geometry, and read",
      Double(report.polygons + report.lines + report.points + report.missing + report.dropped),
      Double(report.read), 0)
  }
  return checks
}
