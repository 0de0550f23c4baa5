import PlanFile
import PlanModel
import Testing

/// A table with the usual header.
private func read(_ rows: String) -> (statement: InventoryStatement, diagnostics: [Diagnostic]) {
  readInventoryTable(text: "table,sector,carrier,value,unit\n" + rows, file: "bei.csv")
}

@Suite("A table of an inventory")
struct InventoryTableTests {
  @Test("words of many cities are read as the Covenant's, and it is said which")
  func words() {
    let table = read(
      """
      final_energy,residential,methane,12,GWh/a
      final_energy,services,district_heating,3000,MWh
      final_energy,transport,Petrol,1,TWh/a
      """)
    #expect(table.statement.amount(.residential, .naturalGas) == 12e6)
    #expect(table.statement.amount(.tertiary, .districtHeat) == 3e6)
    #expect(table.statement.amount(.transport, .gasoline) == 1e9)
    #expect(table.diagnostics.map(\.code) == ["inventory.words"])
    #expect(table.diagnostics[0].message.contains("methane as naturalGas"))
  }

  @Test("columns stand in any order and further ones do not matter")
  func columns() {
    let table = readInventoryTable(
      text: "unit,note,value,carrier,sector,table\nMWh,guess,5,coal,industry,final_energy\n",
      file: "bei.csv")
    #expect(table.statement.amount(.industry, .coal) == 5000)
    #expect(table.diagnostics.isEmpty)
  }

  @Test("a fuel inside a carrier is kept apart until the carrier is added up")
  func fuels() {
    let table = read(
      "final_energy,transport,biogas,9,MWh\nfinal_energy,transport,biofuels,54,MWh\n")
    #expect(table.statement.amount(.transport, .biofuel) == 63_000)
    #expect(table.statement.entries(.transport, .biofuel).map(\.fuel) == ["biogas", ""])
    #expect(table.statement.contradictions.isEmpty)
  }

  @Test("notation keys are no numbers: NO is 0, the others are unknown")
  func keys() {
    let table = read(
      """
      final_energy,residential,coal,NO,
      final_energy,residential,lignite,NE,
      final_energy,municipal,electricity,ie,
      """)
    #expect(table.statement.amount(.residential, .coal) == 0)
    #expect(table.statement.amount(.residential, .lignite) == nil)
    #expect(table.statement.key(.residential, .lignite) == .notEstimated)
    #expect(table.statement.key(.municipal, .electricity) == .includedElsewhere)
    #expect(table.diagnostics.isEmpty)
  }

  @Test(
    "a row that cannot be read is an error at its line",
    arguments: [
      ("final_energy,residential,natural_gas,12,", "no-unit"),
      ("final_energy,residential,natural_gas,12,EUR", "wrong-unit"),
      ("final_energy,residential,natural_gas,\"12,5\",MWh", "not-a-number"),
      ("final_energy,residential,natural_gas,nan,MWh", "not-a-number"),
      ("final_energy,residential,natural_gas,1e40,MWh", "too-large"),
      ("final_energy,residential,natural_gas,-1,MWh", "negative-energy"),
      ("final_energy,residential,plutonium,12,MWh", "unknown-carrier"),
      ("final_energy,moonbase,natural_gas,12,MWh", "unknown-sector"),
      ("weather,residential,natural_gas,12,MWh", "unknown-table"),
      ("final_energy,residential", "short-row"),
      ("emission_factor,,coal,12,t/MWh", "factor-range"),
      ("local_electricity,,nuclear,12,MWh", "unknown-source"),
      ("emissions,residential,scope9,12,t", "unknown-part"),
      ("emissions,moonbase,total,12,t", "unknown-sector"),
    ])
  func errors(row: String, code: String) throws {
    let table = read("final_energy,residential,electricity,1,MWh\n" + row + "\n")
    let finding = try #require(table.diagnostics.first)
    #expect(table.diagnostics.count == 1)
    #expect(finding.code == "inventory.\(code)")
    #expect(finding.severity == .error)
    #expect(finding.place == Place(file: "bei.csv", line: 3))
    #expect(!finding.remedy.isEmpty)
  }

  @Test("a table without the columns says what it should look like")
  func noHeader() {
    for text in ["", "year,value\n2021,5\n"] {
      let table = readInventoryTable(text: text, file: "bei.csv")
      #expect(table.diagnostics.count == 1)
      #expect(table.diagnostics[0].severity == .error)
      #expect(table.diagnostics[0].remedy.contains("table,sector,carrier,value,unit"))
    }
  }

  @Test("carriers that miss the stated total are warned of")
  func total() {
    let rows = "final_energy,transport,diesel,70,MWh\nfinal_energy,transport,total,"
    #expect(read(rows + "70,MWh\n").diagnostics.isEmpty)
    #expect(read(rows + "75,MWh\n").diagnostics.map(\.code) == ["inventory.total-differs"])
  }

  @Test("published emissions are compared, sources that use no energy are counted")
  func emissions() {
    let table = read(
      """
      emissions,waste,scope1,52221,tCO2eq/a
      emissions,waste,scope2,0,tCO2eq/a
      emissions,waste,total,52221,tCO2eq/a
      emissions,afolu,total,-11.5,kt
      activity,buildings,fugitive_CH4_gas_network,23551,tCO2eq/a
      activity,buildings,residential_scope1,193200,tCO2eq/a
      emissions,total,total,1283174,tCO2eq/a
      """)
    #expect(table.diagnostics.isEmpty)
    #expect(table.statement.emissions.map(\.source) == [.waste, .fugitive, .land])
    #expect(table.statement.emissions.map(\.amount) == [52_221, 23_551, -11_500])
    #expect(table.statement.emissions.map(\.within) == [nil, .buildings, nil])
    #expect(table.statement.published.map(\.subject) == [.sectors([.residential]), .total])
    #expect(table.statement.published.map(\.part) == [.scope1, .all])
  }

  @Test("a sum and its part for the same carrier would be counted twice")
  func countedTwice() throws {
    var statement = InventoryStatement()
    statement.energy = [
      .init(.buildings, .naturalGas, 100), .init(.residential, .naturalGas, 60),
      .init(.residential, .coal, 5), .init(.tertiary, .naturalGas, key: .includedElsewhere),
    ]
    let finding = try #require(statement.contradictions.first)
    #expect(statement.contradictions.count == 1)
    #expect(finding.code == "inventory.counted-twice")
    #expect(finding.severity == .error)
  }

  @Test("a cell that is stated twice is an error, whatever the words")
  func repeated() {
    let table = read(
      "final_energy,residential,methane,1,MWh\nfinal_energy,households,naturalGas,1,MWh\n")
    #expect(table.statement.contradictions.map(\.code) == ["inventory.stated-twice"])
  }

  @Test("public lighting burns nothing")
  func lamps() {
    var statement = InventoryStatement()
    statement.energy = [.init(.publicLighting, .naturalGas, 1)]
    #expect(statement.contradictions.map(\.code) == ["inventory.lighting-fuel"])
  }

  @Test("the plan file counts where it and its table state the same")
  func both() {
    var plan = InventoryStatement()
    plan.energy = [.init(.residential, .coal, 1)]
    var table = InventoryStatement()
    table.energy = [.init(.residential, .coal, 2), .init(.industry, .coal, 3)]
    table.emissions = [.init(.waste, 4)]
    let whole = plan.completed(by: table)
    #expect(whole.statement.amount(.residential, .coal) == 1)
    #expect(whole.statement.amount(.industry, .coal) == 3)
    #expect(whole.statement.emissions.map(\.amount) == [4])
    #expect(whole.diagnostics.map(\.code) == ["inventory.stated-in-both"])
    #expect(whole.diagnostics[0].count == 1)
  }
}
