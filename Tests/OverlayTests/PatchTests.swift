import GEOSBinding
import Overlay
import PlanModel
import TestSupport
import Testing

@Suite struct PatchTests {
  /// What becomes of some fields, each a feature of arable land, in units that they are cut by.
  private func land(
    _ fields: [[UInt8]], units: GeometryColumn, patch: Double = 0, width: Double = 0,
    workers: Int = 2
  ) throws -> (eligibility: Eligibility, partition: AreaPartition, rows: [ExclusionRow]) {
    var action = LandAction(
      id: "pv", landUse: [.arable], excludedBy: [], minimumPatch: patch, minimumWidth: width)
    let landUse = landUseLayer(
      GeometryColumn(rows: fields), Array(repeating: .arable, count: fields.count))
    let units = try districtUnits(units)
    func cut(_ constraints: [ConstraintLayer]) throws -> AreaPartitioning {
      try areaPartition(
        of: units, landUse: landUse, constraints: constraints, gridSize: 0.001,
        workers: Workers(workers))
    }
    let before = try eligibility(
      of: [action], in: try cut([]), units: units, workers: Workers(workers))
    let patches = try patchConstraints(
      of: before, actions: [action], gridSize: 0.001, workers: Workers(workers))
    action.excludedBy = patches.map(\.constraint.name)
    let partitioning = try cut(patches.map(\.constraint))
    let after = try eligibility(
      of: [action], in: partitioning, units: units, workers: Workers(workers))
    return (
      after[0], partitioning.partition,
      exclusionRows(of: [action], in: partitioning.partition, units: units)
    )
  }

  private let twoUnits = Shapes.column(
    Shapes.rectangle(0, 0, 100, 100), Shapes.rectangle(100, 0, 200, 100))

  @Test("a patch that a unit's border cuts is one patch; one that is too small is dropped whole")
  func acrossUnits() throws {
    let found = try land(
      // 40 × 20 across the border, and 20 × 20 by itself: only the first has 800 m².
      [Shapes.rectangle(80, 0, 120, 20), Shapes.rectangle(0, 50, 20, 70)], units: twoUnits,
      patch: 800)
    #expect(found.eligibility.eligible == [400, 400])
    #expect(found.eligibility.excluded == [400, 0])
    #expect(found.eligibility.unknown == [9200, 9600])
    #expect(found.partition.constraints == ["patch under 800 m² (pv)"])
    #expect(found.partition.area.reduce(0, +) == 20_000)
  }

  @Test("patches that touch in a corner only are two")
  func corners() throws {
    let found = try land(
      [Shapes.rectangle(0, 0, 20, 20), Shapes.rectangle(20, 20, 40, 40)], units: twoUnits,
      patch: 800)
    #expect(found.eligibility.eligible == [0, 0] && found.eligibility.excluded == [800, 0])
  }

  @Test("a patch of exactly the least area stays")
  func exactlyEnough() throws {
    let found = try land([Shapes.rectangle(0, 0, 20, 40)], units: twoUnits, patch: 800)
    #expect(found.eligibility.eligible == [800, 0])
  }

  @Test("a lane goes, a square keeps its corners, and an L keeps its inner one")
  func narrow() throws {
    let found = try land(
      [
        // A square of 30 with a lane of 5 × 40, and an L of arms of 20.
        Shapes.polygon([
          (0, 0), (30, 0), (30, 10), (70, 10), (70, 15), (30, 15), (30, 30), (0, 30),
        ]),
        Shapes.polygon([(110, 0), (170, 0), (170, 20), (130, 20), (130, 60), (110, 60)]),
      ], units: twoUnits, width: 10)
    #expect(abs(found.eligibility.eligible[0] - 900) < 0.1)
    #expect(abs(found.eligibility.excluded[0] - 200) < 0.1)
    #expect(found.eligibility.eligible[1] == 2000)
    #expect(found.partition.constraints == ["narrower than 10 m (pv)"])
  }

  @Test("two strips side by side in two units are as wide as both")
  func widthAcrossUnits() throws {
    let found = try land(
      [Shapes.rectangle(94, 0, 106, 100)], units: twoUnits, width: 10)
    #expect(found.eligibility.eligible == [600, 600] && found.eligibility.excluded == [0, 0])
  }

  @Test("what is left between narrow places is judged by its own area")
  func bothRules() throws {
    let found = try land(
      // Squares of 30 and 20, joined by a lane of 2.
      [
        Shapes.polygon([
          (0, 0), (30, 0), (30, 10), (50, 10), (50, 0), (70, 0), (70, 20), (50, 20), (50, 12),
          (30, 12), (30, 30), (0, 30),
        ])
      ], units: twoUnits, patch: 500, width: 10)
    #expect(abs(found.eligibility.eligible[0] - 900) < 0.1)
    #expect(
      found.partition.constraints == ["narrower than 10 m (pv)", "patch under 500 m² (pv)"])
    let counted = found.rows.filter { $0.district == 0 }.map(\.counted)
    #expect(counted.count == 4 && abs(counted.reduce(0, +) - 10_000) < 1e-9)
    #expect(abs(counted[1] - 40) < 0.1 && abs(counted[2] - 400) < 0.1)
  }

  @Test(
    "hostile land: nothing is lost, only eligible land is dropped, and workers do not matter",
    arguments: 0..<5 as Range<UInt64>)
  func hostile(seed: UInt64) throws {
    var shapes = try HostileShapes(seed: seed)
    let fields = try shapes.column(20)
    let rows = (0..<fields.count).map { fields.row($0) }
    let extent = try measures(of: fields, workers: Workers(1)).total
    let middle = ((extent.minX + extent.maxX) / 2).rounded()
    let units = Shapes.column(
      Shapes.rectangle(extent.minX - 1, extent.minY - 1, middle, extent.maxY + 1),
      Shapes.rectangle(middle, extent.minY - 1, extent.maxX + 1, extent.maxY + 1))
    let areas = try measures(of: units, workers: Workers(1)).area
    let all = try land(rows, units: units).eligibility
    let found = try land(rows, units: units, patch: 300, width: 4)
    for unit in 0..<2 {
      let land = found.eligibility
      #expect(land.eligible[unit] <= all.eligible[unit] + 1e-6)
      #expect(
        abs(land.eligible[unit] + land.excluded[unit] + land.unknown[unit] - areas[unit])
          < 1e-8 * areas[unit])
      #expect(abs(land.unknown[unit] - all.unknown[unit]) < 1e-3)
    }
    let again = try land(rows, units: units, patch: 300, width: 4, workers: 1)
    #expect(again.eligibility.eligible == found.eligibility.eligible)
  }
}

@Suite struct ExclusionTests {
  @Test("each constraint's land alone and jointly, and rows that add up to the district")
  func rows() throws {
    // 10 × 10: arable but for two columns of built land on the right; nature over rows 0–4, flood over rows 3–6.
    let units = try districtUnits(Shapes.column(Shapes.rectangle(0, 0, 10, 10)))
    let partitioning = try areaPartition(
      of: units,
      landUse: landUseLayer(
        Shapes.column(Shapes.rectangle(0, 0, 8, 9), Shapes.rectangle(8, 0, 10, 10)),
        [.arable, .built]),
      constraints: [
        ConstraintLayer(
          name: "nature", geometry: Shapes.column(Shapes.rectangle(0, 0, 10, 4)), buffer: 0),
        ConstraintLayer(
          name: "flood", geometry: Shapes.column(Shapes.rectangle(0, 3, 10, 6)), buffer: 0),
      ], gridSize: 0.001, workers: Workers(2))
    let actions = [
      LandAction(id: "pv", landUse: [.arable], excludedBy: ["nature", "flood"]),
      LandAction(id: "wind", landUse: [.arable], excludedBy: ["flood"]),
    ]
    func row(
      _ action: String, _ reason: ExclusionRow.Reason, _ alone: Double, _ jointly: Double,
      _ counted: Double
    ) -> ExclusionRow {
      ExclusionRow(
        district: 0, action: action, reason: reason, alone: alone, jointly: jointly,
        counted: counted)
    }
    // Of the 8 columns of arable land: nature alone 3 rows, both 1, flood alone 2, free 3; 1 row is unknown.
    #expect(
      exclusionRows(of: actions, in: partitioning.partition, units: units) == [
        row("pv", .eligible, 24, 0, 24), row("pv", .landUse, 20, 0, 20),
        row("pv", .constraint("nature"), 24, 8, 32), row("pv", .constraint("flood"), 16, 8, 16),
        row("pv", .unknown, 8, 0, 8), row("wind", .eligible, 48, 0, 48),
        row("wind", .landUse, 20, 0, 20), row("wind", .constraint("flood"), 24, 0, 24),
        row("wind", .unknown, 8, 0, 8),
      ])
  }
}
