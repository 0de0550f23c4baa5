import Foundation
import PlanModel
import Testing

@testable import PlanFile

@Suite("A complete plan")
struct CompletePlanTests {
  let folder: PlanFolder
  let plan: PlanDescription

  init() throws {
    folder = try PlanFolder()
    let reading = folder.read(PlanFolder.completePlan)
    #expect(reading.diagnostics.filter { $0.severity > .note }.map(\.description) == [])
    plan = try #require(reading.plan)
  }

  @Test("what the plan is about")
  func head() {
    #expect(plan.file == "plan.yaml")
    #expect(plan.folder == folder.path)
    #expect(plan.name == "Ljutomer")
    #expect(plan.country == "SI")
    #expect(plan.crs == "EPSG:3794")
    #expect(plan.baseYear == 2021)
    #expect(plan.targetYear == 2030)
    #expect(plan.notice == "The geometry is made up.")
    #expect(plan.attribution == "Made-up town, CC0 1.0")
    #expect(plan.units == .squares(side: 500))
    #expect(plan.gridSize == 0.002)
    #expect(plan.ledgerTolerance == 0.00001)
    #expect(plan.seed == 7)
  }

  @Test("layers have absolute paths, and fields have roles, factors and meanings")
  func layers() throws {
    let districts = try #require(plan.layers.districts)
    #expect(districts.source == "\(folder.path)/data/town.gpkg")
    #expect(districts.layer == "districts")
    #expect(districts.idField == "code")
    #expect(districts.line == 8)
    #expect(districts.fields.map(\.role) == ["name", "population"])
    #expect(districts.fields.map(\.field) == ["title", "inhabitants"])
    #expect(districts.fields.map(\.isNumber) == [false, true])

    let buildings = try #require(plan.layers.buildings)
    #expect(buildings.name == "buildings")
    #expect(buildings.crs == "EPSG:4326")
    #expect(buildings.encoding == "CP1250")
    #expect(buildings.filter == "status <> 'planned'")
    #expect(buildings.fields.map(\.role) == ["use", "levels", "height", "year", "owner"])
    #expect(buildings.fields[0].values == ["house": "singleFamily", "12": "multiFamily"])
    #expect(buildings.fields[0].otherwise == "otherNonResidential")
    #expect(buildings.fields[1].field == "floors")
    #expect(buildings.fields[2].factor == 0.01)
    #expect(buildings.fields[3].missing == ["9999", "0"])
    #expect(buildings.fields[3].line == 20)
    #expect(buildings.fields[4].field == nil)
    #expect(buildings.fields[4].constant == "private")

    #expect(plan.layers.landUse?.fields[0].values == ["112": "built", "211": "arable"])
    #expect(plan.layers.landUse?.fields[0].otherwise == nil)
  }

  @Test("a grid of people is a layer or a band of a raster")
  func grid() throws {
    let grid = try #require(plan.layers.population)
    #expect(grid.source.name == "population" && grid.band == 2)
    #expect(grid.source.source == "\(folder.path)/data/wind.tif")
    #expect(grid.source.fields.map(\.role) == ["people"])
    #expect(grid.source.fields[0].missing == ["-9999"])
  }

  @Test("constraints, potentials and interests keep their order")
  func furtherLayers() throws {
    let constraints = plan.layers.constraints
    #expect(constraints.map(\.source.name) == ["river", "reserve"])
    #expect(constraints.map(\.buffer) == [50, 0])
    #expect(constraints.map(\.excludes) == [["ground-pv", "wind"], []])
    #expect(constraints[1].source.source == "PG:dbname=town")

    let potentials = plan.layers.potentials
    #expect(potentials.map(\.kind) == [.radiation, .windSpeed])
    #expect(potentials.map(\.factor) == [365, 1])
    #expect(potentials.map(\.band) == [1, 2])
    #expect(potentials.map(\.crs) == [nil, "EPSG:4326"])

    let interest = try #require(plan.layers.interests.first)
    #expect(interest.name == "town talks")
    #expect(interest.source == "/vsizip/\(folder.path)/data/archive.zip/talks.shp")
    #expect(interest.fields[1].values == ["yes": "support", "no": "oppose"])
  }

  @Test("quantities are in internal units")
  func inventory() {
    let inventory = plan.inventory
    #expect(inventory.factors == .lifeCycle)
    #expect(inventory.emissionFactors == [.electricity: 285 * 0.000_001])
    #expect(inventory.heatCarriers == [.naturalGas: 0.6, .heatingOil: 0.25, .biomass: 0.15])
    #expect(inventory.prices == [.electricity: 0.24, .naturalGas: 0.09])
    #expect(inventory.discountRate == 0.035)
    #expect(inventory.climateFactor == 1.05)
    #expect(inventory.proxyCountry == "AT")
    #expect(plan.actions.builtIn)
    #expect(plan.actions.files == ["\(folder.path)/own-actions.yaml"])
    #expect(plan.actions.without == ["wind-park"])
  }

  @Test("rows have sense, limit and scope, in the order of the file")
  func rows() {
    let rows = plan.problem.rows
    #expect(
      rows.map(\.name) == [
        "town budget", "yearly", "own money", "climate", "roofs", "fair", "land", "substations",
        "each counts", "not only the centre", "fair part",
      ])
    #expect(
      rows.map(\.amount) == [
        .investment, .annualCost, .investment, .co2, .renewableEnergy, .investment, .land,
        .gridPower, .investment, .jobs, .investment,
      ])
    #expect(
      rows.map(\.sense) == [
        .atMost, .atMost, .atMost, .atLeast, .atLeast, .atLeast, .atMost, .atMost, .atLeast,
        .atMost, .atLeast,
      ])
    #expect(
      rows.map(\.limit) == [
        .amount(12_000_000), .amount(300_000), .amount(8_000_000), .shareOfBaseline(0.4),
        .amount(2_000_000), .amount(100_000), .amount(200_000), .amount(5000), .shareOfPlan(0.02),
        .shareOfPlan(0.5),
        .shareOfPlan(0),
      ])
    #expect(
      rows.map(\.perDistrict) == [
        false, false, false, false, false, true, false, true, true, false, false,
      ])
    #expect(rows[10].equity == EquityRule(isForDeprived: true, isPeopleShare: true))
    #expect(plan.benefits.owner(of: "wind") == .citizen && plan.benefits.localOperation == 0.8)
    #expect(rows[0].districts == ["A", "B"])
    #expect(rows[4].actions == ["roof-pv"])
    #expect(rows[9].districts == ["A"])
    #expect(rows[0].line == 57)
    #expect(plan.problem.objective == .mostReduction)
    #expect(plan.problem.gap == 0.002)
  }

  @Test("locks keep who decided")
  func locks() {
    let locks = plan.problem.locks
    #expect(locks.map(\.place) == ["A", "B/3-4"])
    #expect(locks.map(\.action) == ["wind", "ground-pv"])
    #expect(locks.map(\.lockedIn) == [false, true])
    #expect(locks.map(\.reason) == ["council, 12 May", ""])
  }

  @Test("a plan with every key has nothing to complain about")
  func clean() {
    #expect(folder.read(PlanFolder.completePlan).diagnostics.isEmpty)
  }

  @Test("a folder stands for its plan.yaml")
  func folderAsPlan() throws {
    try Data(PlanFolder.completePlan.utf8).write(to: URL(filePath: folder.path + "/plan.yaml"))
    for path in [folder.path, folder.path + "/", folder.path + "/plan.yaml"] {
      let reading = readPlan(path: path)
      #expect(reading.plan?.name == "Ljutomer")
      #expect(reading.plan?.layers.districts?.source == "\(folder.path)/data/town.gpkg")
    }
  }

  @Test("the least plan has the defaults")
  func least() throws {
    let reading = folder.read(
      """
      commonground: 1
      name: Oslo
      country: NO
      years: {base: 2020, target: 2030}
      layers: {districts: {source: data/town.gpkg, id: code}}
      problem:
      """)
    let plan = try #require(reading.plan)
    #expect(reading.diagnostics == [])
    #expect(plan.country == "NO")
    #expect(plan.units == .districts)
    #expect(plan.problem.objective == .leastCost)
    #expect(plan.problem.gap == 0.001)
    #expect(plan.inventory.factors == .co2e)
    #expect(plan.seed == 1)
  }

  @Test("units may be the features of a layer, with an id, a filter and a CRS of its own")
  func unitsOfLayer() throws {
    let reading = folder.read(
      """
      commonground: 1
      name: Oslo
      country: NO
      years: {base: 2020, target: 2030}
      layers: {districts: {source: data/town.gpkg, id: code}}
      units:
        layer: {source: data/town.gpkg, layer: parcels, id: no, filter: "use <> 'road'", crs: "EPSG:3794"}
      """)
    let plan = try #require(reading.plan)
    #expect(reading.diagnostics == [])
    guard case .layer(let source) = plan.units else {
      Issue.record("the units are \(plan.units)")
      return
    }
    #expect(source.name == "units" && source.layer == "parcels" && source.idField == "no")
    #expect(source.filter == "use <> 'road'" && source.crs == "EPSG:3794")
    #expect(source.source.hasSuffix("data/town.gpkg"))
  }
}
