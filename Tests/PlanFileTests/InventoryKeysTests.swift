import PlanModel
import Testing

@testable import PlanFile

@Suite("The inventory in a plan file")
struct InventoryKeysTests {
  /// The findings and the inventory of a plan with some lines under `inventory`.
  private func read(_ lines: String) throws -> (
    inventory: InventoryDescription?, diagnostics: [Diagnostic]
  ) {
    let folder = try PlanFolder()
    let text = PlanFolder.completePlan
      .replacing("  factors: LCA\n", with: "  factors: LCA\n" + lines)
    let reading = folder.read(text)
    return (reading.plan?.inventory, reading.diagnostics)
  }

  @Test("energy, factors, plants, sources and published numbers are read in internal units")
  func whole() throws {
    let read = try read(
      """
        year: 2021
        population: 1000
        energy:
          residential: {naturalGas: 12 GWh, coal: NO, biomass: NE}
          transport: {diesel: 70 MWh, biogas: 9 MWh}
        sectorFactors: {transport: {diesel: 276 kg/MWh}}
        localElectricity:
          wind: 10 GWh
          greenPurchases: 1 GWh
          cogeneration: [{electricity: 4 GWh, heat: 6 GWh, fuels: {naturalGas: 12 GWh}, heatEfficiency: 85 %}]
        localHeat: {plants: [{heat: 5 GWh, fuels: {biomass: 6 GWh}}], imported: 1 GWh, importedFactor: 100 kg/MWh}
        emissions: {waste: 500 t, land: -20 t}
        published: {total: 9 kt, transport: 2000 t}
        calibrate: [residential, industry]
        estimate: [waste]

      """)
    let inventory = try #require(read.inventory)
    let statement = inventory.statement
    #expect(statement.year == 2021)
    #expect(statement.population == 1000)
    #expect(statement.amount(.residential, .naturalGas) == 12e6)
    #expect(statement.amount(.residential, .coal) == 0)
    #expect(statement.key(.residential, .biomass) == .notEstimated)
    #expect(statement.entries(.transport, .biofuel).map(\.fuel) == ["biogas"])
    #expect(statement.factors.map(\.value) == [0.000_276])
    #expect(statement.electricity.production == 14e6)
    #expect(statement.electricity.greenPurchases == 1e6)
    #expect(statement.electricity.cogeneration[0].heatEfficiency == 0.85)
    #expect(statement.electricity.cogeneration[0].electricEfficiency == nil)
    #expect(statement.heat.plants[0].fuels[Carrier.biomass.index] == 6e6)
    #expect(statement.heat.importedFactor == 0.000_1)
    #expect(statement.emissions.map(\.amount) == [500, -20])
    #expect(statement.published.map(\.amount) == [9000, 2000])
    #expect(inventory.calibration == .sectors([.residential, .industry]))
    #expect(inventory.estimates == [.waste])
  }

  @Test("without keys nothing is stated, and buildings would be calibrated but for industry")
  func absent() throws {
    let inventory = try #require(try read("").inventory)
    #expect(inventory.statement.isEmpty)
    #expect(inventory.calibration.contains(.residential))
    #expect(!inventory.calibration.contains(.industry))
    #expect(
      try read("  calibrate: false\n  energy: {industry: {coal: 1 MWh}}\n").inventory?.calibration
        == InventoryCalibration.none)
  }

  @Test(
    "a slip is told where it stands",
    arguments: [
      ("  energy: {moon: {coal: 1 MWh}}\n", "plan.unknown-key"),
      ("  energy: {residential: {coal: 1}}\n", "plan.no-unit"),
      ("  energy: {residential: {coal: -1 MWh}}\n", "plan.out-of-range"),
      ("  energy: {residential: {coal: 1 t}}\n", "plan.wrong-unit"),
      ("  file: nowhere.csv\n", "plan.file-not-found"),
      ("  emissions: {volcano: 1 t}\n", "plan.unknown-key"),
      ("  calibrate: [garages]\n", "plan.unknown-word"),
      ("  calibrate: true\n", "plan.nothing-to-calibrate"),
      (
        "  localElectricity: {cogeneration: [{heat: 1 GWh, fuels: {coal: 1 GWh}}]}\n",
        "plan.missing-key"
      ),
    ])
  func slips(lines: String, code: String) throws {
    #expect(try read(lines).diagnostics.contains { $0.code == code })
  }
}
