import Frameworks
import PlanModel

/// What climate hazards meet here, and how the risk is classed.
extension SheetDocument {
  /// The exposure by hazard and level, the class of each risk, and the rule.
  var climateRisk: [Document.Block] {
    guard let risk = result.climateRisk else { return [] }
    let row = area.indicatorRow
    let met = risk.exposures.filter { $0.area[row] > 0 }
    if met.isEmpty { return ground + [.paragraph("None of the plan's hazards reaches here.")] }
    let table = Document.Table(
      texts: [
        ("Hazard", met.map(\.hazard.title)),
        ("Level", met.map { $0.level?.word ?? "not given" }),
      ],
      numbers: [
        ("Exposed ground", "m²", met.map { $0.area[row] }, true),
        ("People", "1", met.map { $0.people[row] }, true),
        ("Buildings", "1", met.map { $0.buildings[row] }, true),
        ("Gross floor", ShownUnit.floor, met.map { $0.floorArea[row] }, true),
      ], summed: nil)
    let classes = risk.risks.compactMap { hazard -> String? in
      guard let level = hazard.level[row] else { return nil }
      let term = SECAP.term(of: hazard.hazard)
      let name = hazard.hazard.title
      let covenant = term == name ? "" : " (the Covenant's “\(term)”)"
      return
        "\(name)\(covenant): risk \(level.word), index \(hazard.index[row].grouped(3))"
    }
    return ground + [.table(table), .list(classes), .paragraph(risk.rule)]
  }

  /// How sealed and how green the ground is, where the plan tells.
  private var ground: [Document.Block] {
    let figures = [
      ("Sealed ground", "sealed-share"), ("Green ground and water", "green-share"),
      ("Heat-island proxy, 0 green to 1 sealed", "heat-island-proxy"),
    ].compactMap { title, id in
      indicator(id).map { (title, ShownUnit.phrase($0.value, $0.unit)) }
    }
    return figures.isEmpty ? [] : [.figures(figures)]
  }
}

/// `risk.csv`: what each hazard meets at each level in each district and, last, in the municipality.
///
/// Levels of a hazard do not overlap, so their rows add up; the rows of the districts add up to the municipality's. The
/// index and its class are those of the hazard, whatever the level of the row.
func riskCSV(of account: PlanAccount, _ risk: ClimateRisk) -> CSVTable {
  let result = account.result
  var table = CSVTable(
    header: [
      "district", "district_name", "hazard", "covenant_hazard", "level", "exposed_area_m2",
      "exposed_people", "exposed_buildings", "exposed_floor_area_m2", "vulnerability",
      "risk_index", "risk_class",
    ], notice: result.description.notice)
  for row in 0...result.districts.count {
    let isDistrict = row < result.districts.count
    for exposure in risk.exposures {
      let own = risk.risks.first { $0.hazard == exposure.hazard }
      table.add([
        .text(isDistrict ? result.districts.ids[row] : ""),
        .text(isDistrict ? account.name(of: row) : result.description.name),
        .text(exposure.hazard.rawValue), .text(SECAP.term(of: exposure.hazard)),
        .text(SECAP.term(of: exposure.level)), .number(exposure.area[row]),
        .number(exposure.people[row]), .number(exposure.buildings[row]),
        .number(exposure.floorArea[row]), .number(risk.vulnerability[row]),
        .number(own?.index[row]), .text(own?.level[row]?.word ?? "none"),
      ])
    }
  }
  return table
}
