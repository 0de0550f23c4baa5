import Frameworks
import PlanModel
import Testing

@testable import PlanFile

@Suite("Hazards, waste heat and what districts say of their people")
struct RiskKeysTests {
  private func read(
    _ layers: String, fields: String = "{population: people}"
  ) throws -> (plan: PlanDescription?, diagnostics: [Diagnostic]) {
    try PlanFolder(files: ["a.gpkg", "b.gpkg", "c.tif"]).read(
      """
      commonground: 1
      name: X
      country: SI
      years: {base: 2021, target: 2030}
      layers:
        districts: {source: a.gpkg, id: code, fields: \(fields)}
      \(layers)
      """)
  }

  @Test("a hazard has a word, a buffer and levels by words")
  func hazards() throws {
    let plan = try #require(
      try read(
        """
          hazards:
            - {name: hot, hazard: extremeHeat, source: b.gpkg, fields: {level: {constant: high}}}
            - {name: river, hazard: flood, source: b.gpkg, buffer: 20 m, fields: {level: {field: q, values: {HQ100: moderate}, otherwise: low}}}
        """
      ).plan)
    #expect(plan.layers.hazards.map(\.hazard) == [.extremeHeat, .flood])
    #expect(plan.layers.hazards.map(\.buffer) == [0, 20])
    #expect(plan.layers.hazards[0].source.fields[0].constant == "high")
    #expect(plan.layers.hazards[1].source.fields[0].values == ["HQ100": "moderate"])
  }

  @Test("an unknown hazard or level is an error that names the words")
  func unknownWords() throws {
    let findings = try read(
      """
        hazards:
          - {name: hot, hazard: extremHeat, source: b.gpkg}
          - {name: river, hazard: flood, source: b.gpkg, fields: {level: {constant: severe}}}
      """
    ).diagnostics.filter { $0.severity == .error }
    #expect(findings.count == 2)
    #expect(findings[0].description.contains("extremeHeat"))
    #expect(findings[1].description.contains("moderate"))
  }

  @Test("waste heat is an energy, or a power with hours")
  func wasteHeat() throws {
    let plan = try #require(
      try read(
        """
          wasteHeat:
            source: b.gpkg
            reach: 500 m
            fields: {power: {field: p, unit: MW}, hours: h, temperature: t, name: plant}
        """
      ).plan)
    #expect(plan.layers.wasteHeatReach == 500)
    #expect(plan.layers.wasteHeat?.fields.map(\.factor) == [1000, 1, 1, 1])
    let findings = try read("  wasteHeat: {source: b.gpkg, fields: {power: p}}").diagnostics
    #expect(findings.contains { $0.code == "plan.no-waste-heat" && $0.severity == .error })
  }

  @Test("incomes have a unit, shares may be in percent")
  func districts() throws {
    let plan = try #require(
      try read(
        "",
        fields:
          "{medianIncome: {field: inc, unit: kEUR/household}, lowIncomeShare: {field: poor, unit: \"%\"}, arrears: late}"
      ).plan)
    #expect(plan.layers.districts?.fields.map(\.factor) == [1000, 0.01, 1])
  }

  @Test("a raster has a unit of its kind")
  func rasters() throws {
    let plan = try #require(
      try read(
        """
          potentials:
            - {name: a, kind: elevation, source: c.tif, unit: m}
            - {name: b, kind: photovoltaicYield, source: c.tif, unit: kWh/kWp}
            - {name: c, kind: imperviousness, source: c.tif, unit: "%"}
        """
      ).plan)
    #expect(plan.layers.potentials.map(\.factor) == [1, 1, 0.01])
    let findings = try read(
      "  potentials: [{name: a, kind: elevation, source: c.tif, unit: kWh/kWp}]"
    ).diagnostics
    #expect(findings.contains { $0.code == "plan.wrong-unit" })
  }

  @Test("every hazard and level has the Covenant's word")
  func covenant() {
    for hazard in ClimateHazard.allCases {
      #expect(SECAP.hazards.canonical(SECAP.term(of: hazard)) != nil)
    }
    for level in HazardLevel.allCases.map(Optional.some) + [nil] {
      #expect(SECAP.hazardLevels.canonical(SECAP.term(of: level)) != nil)
    }
  }
}
