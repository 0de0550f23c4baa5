import PlanModel

/// What sun, wind, ground, plants and waste heat could give here.
extension SheetDocument {
  /// One line a potential, as far as the plan's layers tell of it.
  var yields: [Document.Block] {
    let kinds: [(title: String, energy: String, size: String?)] = [
      ("Photovoltaics on roofs", "pv-potential", "pv-capacity"),
      ("Collectors for hot water", "solar-thermal-potential", "solar-thermal-area"),
      ("Photovoltaics on open land", "ground-pv-potential", "ground-pv-capacity"),
      ("Photovoltaics above crops", "agri-pv-potential", "agri-pv-capacity"),
      ("Wind turbines", "wind-potential", "wind-capacity"),
      ("Ground collectors, useful heat", "geothermal-collector-potential", "geothermal-land"),
      ("Fields of boreholes, useful heat", "geothermal-borehole-potential", "geothermal-land"),
      ("Biomass", "biomass-potential", "biomass-dry-matter"),
      ("Waste heat", "waste-heat", nil),
      ("Waste heat that network area near by can take", "waste-heat-usable", nil),
    ]
    let rows = kinds.compactMap { kind -> [String]? in
      guard let energy = indicator(kind.energy), energy.value > 0 else { return nil }
      let size = kind.size.flatMap(indicator)
      return [
        kind.title, ShownUnit.phrase(energy.value, energy.unit),
        size.map { ShownUnit.phrase($0.value, $0.unit) } ?? "",
      ]
    }
    if rows.isEmpty { return [] }
    return [
      .table(
        Document.Table(
          [
            Document.Table.text("Potential"), Document.Table.number("Energy"),
            Document.Table.number("Capacity, area or mass"),
          ], rows: rows)),
      .paragraph(
        "Potentials exclude one another in part: modules and collectors want the same roofs, fields of modules, crops and turbines the same land, collectors and boreholes the same ground. Wind is what the ground could hold at close spacing; the action takes whole turbines at the spacing of parks. Methods and confidence stand among the indicators."
      ),
    ]
  }

  /// The value of an indicator of the area, in its unit; nil where it is missing.
  func indicator(_ id: String) -> (value: Double, unit: String)? {
    let table = result.districtIndicators
    guard let position = table.indicators.firstIndex(where: { $0.id == id }),
      let value = table.values[position][area.indicatorRow]
    else { return nil }
    return (value, table.indicators[position].unit)
  }
}
