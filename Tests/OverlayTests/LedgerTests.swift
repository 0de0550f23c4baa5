import Overlay
import PlanModel
import TestSupport
import Testing

@Suite struct LedgerTests {
  private let pv = LandAction(
    id: "pv", landUse: [.arable, .grassland], excludedBy: ["nature", "flood"])
  private let wind = LandAction(id: "wind", landUse: [.arable, .forest], excludedBy: ["nature"])

  /// Two districts of 10 × 10 side by side: arable and built on the left, forest and nothing known on the right.
  private let districts = Shapes.column(
    Shapes.rectangle(0, 0, 10, 10), Shapes.rectangle(10, 0, 20, 10))
  private var landUse: Layer {
    landUseLayer(
      Shapes.column(
        Shapes.rectangle(0, 0, 8, 10), Shapes.rectangle(8, 0, 10, 10),
        Shapes.rectangle(10, 0, 15, 10)), [.arable, .built, .forest])
  }
  private var constraints: [ConstraintLayer] {
    [
      ConstraintLayer(
        name: "nature", geometry: Shapes.column(Shapes.rectangle(0, 0, 20, 2)), buffer: 0),
      ConstraintLayer(
        name: "flood", geometry: Shapes.column(Shapes.rectangle(0, 1, 20, 5)), buffer: 0),
    ]
  }

  private func ledger(
    _ districts: GeometryColumn, units: PlanningUnits
  ) throws -> (ledger: AreaLedger, partitioning: AreaPartitioning) {
    let partitioning = try areaPartition(
      of: units, landUse: landUse, constraints: constraints, gridSize: 0.001, workers: Workers(2))
    let ledger = areaLedger(
      of: partitioning, units: units, actions: [pv, wind], districts: plainLayer(districts),
      districtAreas: try measures(of: districts, workers: Workers(1)).area,
      topology: try districtTopology(of: districts, workers: Workers(1)))
    return (ledger, partitioning)
  }

  @Test("each square metre is in one row, with who may go there and who keeps out whom")
  func rows() throws {
    let ledger = try ledger(districts, units: districtUnits(districts)).ledger
    let rows = ledger.rows.map {
      "\($0.district) \($0.state.rawValue) \($0.landUse?.word ?? "-") \($0.constraints) \($0.eligible) \($0.area)"
    }
    #expect(
      rows == [
        #"0 eligible arable [] ["pv", "wind"] 40.0"#, #"0 eligible arable ["flood"] ["wind"] 24.0"#,
        #"0 inUse built [] [] 10.0"#, #"0 inUse built ["nature"] [] 2.0"#,
        #"0 inUse built ["flood"] [] 6.0"#, #"0 inUse built ["nature", "flood"] [] 2.0"#,
        #"0 excluded arable ["nature"] [] 8.0"#, #"0 excluded arable ["nature", "flood"] [] 8.0"#,
        #"1 eligible forest [] ["wind"] 25.0"#, #"1 eligible forest ["flood"] ["wind"] 15.0"#,
        #"1 excluded forest ["nature"] [] 5.0"#, #"1 excluded forest ["nature", "flood"] [] 5.0"#,
        #"1 excluded - ["nature"] [] 5.0"#, #"1 excluded - ["nature", "flood"] [] 5.0"#,
        #"1 unknown - [] [] 25.0"#, #"1 unknown - ["flood"] [] 15.0"#,
      ])
    #expect(ledger.largestError == 0)
    #expect(ledger.districtArea == [100, 100])
  }

  @Test("the ledger of a grid closes for each district as well", arguments: [3.0, 7.0])
  func grid(size: Double) throws {
    let units = try planningUnits(
      .hexagons(width: size), districts: plainLayer(districts), gridSize: 0.001, workers: Workers(2)
    )
    let ledger = try ledger(districts, units: units).ledger
    #expect(ledger.largestError < 1e-9)
    let arable = ledger.rows.filter { $0.landUse == .arable }.map(\.area).compensatedSum()
    #expect(abs(arable - 80) < 1e-9)
  }

  @Test("where districts overlap, a row of negative area brings the sum down to the union")
  func overlappingDistricts() throws {
    let districts = Shapes.column(
      Shapes.rectangle(0, 0, 12, 10), Shapes.rectangle(10, 0, 20, 10))
    let ledger = try ledger(districts, units: districtUnits(districts)).ledger
    #expect(ledger.rows.last?.district == -1 && ledger.rows.last?.area == -20)
    #expect(abs(ledger.rows.map(\.area).compensatedSum() - 200) < 1e-9)
    #expect(ledger.overlapArea == 20)
  }

  @Test("trap 3: eligible, excluded and unknown are three things and add up to the unit")
  func threeStates() throws {
    let units = try districtUnits(districts)
    let partitioning = try ledger(districts, units: units).partitioning
    let result = try eligibility(
      of: [pv, wind, pv], in: partitioning, units: units, workers: Workers(2))
    #expect(result.map(\.action) == ["pv", "wind", "pv"])
    #expect(result[0].eligible == [40, 0] && result[0].excluded == [60, 75])
    #expect(result[0].unknown == [0, 25])
    #expect(result[1].eligible == [64, 40] && result[1].unknown == [0, 40])
    for one in result {
      for unit in 0..<2 {
        #expect(abs(one.eligible[unit] + one.excluded[unit] + one.unknown[unit] - 100) < 1e-9)
      }
      #expect(try measures(of: one.geometry, workers: Workers(1)).area == one.eligible)
    }
    #expect(result[0].geometry.isMissing(1))
  }

  @Test(
    "what an action may claim is told by class and by constraint; what keeps it out holds none of its land"
  )
  func claimable() throws {
    let partition = try ledger(districts, units: districtUnits(districts)).partitioning.partition
    let land = claimableLand(
      of: wind, in: partition, units: 2, classes: [.arable, .forest],
      constraints: ["flood", "nature", "elsewhere"])
    #expect(land.action == "wind")
    for use in LandUseClass.allCases {
      let area = land.landUse[Int(use.rawValue)]
      #expect(area == (use == .arable ? [64, 0] : use == .forest ? [0, 40] : []), "\(use)")
    }
    #expect(land.constraints.map(\.name) == ["flood", "nature", "elsewhere"])
    #expect(land.constraints.map(\.area) == [[24, 15], [0, 0], [0, 0]])
  }

  @Test("an action that may claim no land use is eligible nowhere, and unknown stays unknown")
  func noLandUse() throws {
    let units = try districtUnits(districts)
    let result = try eligibility(
      of: [LandAction(id: "none", landUse: [], excludedBy: [])],
      in: try ledger(districts, units: units).partitioning, units: units, workers: Workers(1))
    #expect(result[0].eligible == [0, 0])
    #expect(result[0].unknown == [0, 50])
  }
}
