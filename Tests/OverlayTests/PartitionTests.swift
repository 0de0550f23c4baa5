import GEOSBinding
import Overlay
import PlanModel
import TestSupport
import Testing

@Suite struct PartitionTests {
  private func cut(
    _ units: PlanningUnits, _ landUse: Layer?, _ constraints: [ConstraintLayer], workers: Int = 2
  ) throws -> AreaPartitioning {
    try areaPartition(
      of: units, landUse: landUse, constraints: constraints, gridSize: 0.001,
      workers: Workers(workers))
  }

  /// The rows of a unit as `class/set: area`.
  private func rows(_ result: AreaPartitioning, _ unit: Int = 0) -> [String] {
    let partition = result.partition
    return partition.unit.indices.filter { partition.unit[$0] == Int32(unit) }.map {
      let use = LandUseClass(rawValue: partition.landUse[$0])?.word ?? "unknown"
      return
        "\(use)/\(partition.sets[Int(partition.constraintSet[$0])].number): \(partition.area[$0])"
    }
  }

  /// What must hold for every partition.
  private func checkLaws(_ result: AreaPartitioning, _ units: PlanningUnits) throws {
    let partition = result.partition
    var sums = Array(repeating: CompensatedSum(), count: units.count)
    for row in partition.unit.indices {
      sums[Int(partition.unit[row])].add(partition.area[row])
      #expect(partition.area[row] > 0)
    }
    for (sum, area) in zip(sums, units.area) {
      // Coordinates of some thousand kilometres are 1e-9 m apart: a sliver of 10 m has 1e-8 m² of play.
      #expect(abs(sum.value - area) <= 1e-9 * area + 1e-8)
    }
    let pieces = try measures(of: result.pieces, workers: Workers(1))
    let context = try GEOSContext()
    for row in partition.area.indices {
      #expect(abs(pieces.area[row] - partition.area[row]) <= 1e-8 * max(1, partition.area[row]))
      #expect(try context.read(wkb: result.pieces.row(row)).isValid())
    }
  }

  private let square = Shapes.column(Shapes.rectangle(0, 0, 10, 10))

  @Test("without land use and constraints a unit is one row of unknown use")
  func nothing() throws {
    let result = try cut(districtUnits(square), nil, [])
    #expect(rows(result) == ["unknown/0: 100.0"])
    #expect(result.pieces.row(0) == square.row(0))
  }

  @Test("land use that leaves a gap leaves a row of unknown use")
  func gap() throws {
    let landUse = landUseLayer(
      Shapes.column(
        Shapes.rectangle(-5, -5, 4, 20), Shapes.rectangle(4, 0, 8, 5), Shapes.rectangle(5, 6, 6, 7)),
      [.arable, .forest, nil])
    let result = try cut(districtUnits(square), landUse, [])
    #expect(rows(result) == ["arable/0: 40.0", "forest/0: 20.0", "unknown/0: 40.0"])
    #expect(result.landUseOutside == 9 * 25 - 40)
    try checkLaws(result, districtUnits(square))
  }

  @Test("where land use overlaps, the first in the layer has it and the double claim is stated")
  func overlap() throws {
    let landUse = landUseLayer(
      Shapes.column(Shapes.rectangle(0, 0, 6, 10), Shapes.rectangle(4, 0, 10, 10)),
      [.built, .water])
    let result = try cut(districtUnits(square), landUse, [])
    #expect(rows(result) == ["built/0: 60.0", "water/0: 40.0"])
    #expect(result.partition.landUseOverlap == [20])
    #expect(result.diagnostics.map(\.code) == ["landuse.overlap"])
  }

  @Test("trap 1: overlapping constraints count once, alone and jointly")
  func overlappingConstraints() throws {
    let landUse = landUseLayer(square, [.grassland])
    let result = try cut(
      districtUnits(square), landUse,
      [
        ConstraintLayer(
          name: "nature",
          geometry: Shapes.column(Shapes.rectangle(0, 0, 4, 10), Shapes.rectangle(2, 0, 6, 10)),
          buffer: 0),
        ConstraintLayer(
          name: "flood", geometry: Shapes.column(Shapes.rectangle(5, 0, 8, 10)), buffer: 0),
      ])
    #expect(
      rows(result) == [
        "grassland/0: 20.0", "grassland/1: 50.0", "grassland/2: 20.0", "grassland/3: 10.0",
      ])
    #expect(result.largestError == 0)
  }

  @Test("trap 2: a buffer reaches in from outside the unit")
  func bufferFromOutside() throws {
    let landUse = landUseLayer(square, [.arable])
    let outside = ConstraintLayer(
      name: "road", geometry: Shapes.column(Shapes.line([(12, -50), (12, 50)])), buffer: 5)
    let result = try cut(districtUnits(square), landUse, [outside])
    #expect(rows(result) == ["arable/0: 70.0", "arable/1: 30.0"])
    let setback = setbackConstraint(
      name: "homes", from: [.built], distance: 5,
      landUse: landUseLayer(
        Shapes.column(Shapes.rectangle(12, -50, 20, 60), Shapes.rectangle(-9, 0, -1, 9)),
        [.built, .water]))
    #expect(setback.geometry.count == 1)
    #expect(rows(try cut(districtUnits(square), landUse, [setback])) == rows(result))
  }

  @Test("a constraint of points without a buffer excludes nothing and says so")
  func pointConstraint() throws {
    let result = try cut(
      districtUnits(square), nil,
      [ConstraintLayer(name: "wells", geometry: Shapes.column(Shapes.point(5, 5)), buffer: 0)])
    #expect(rows(result) == ["unknown/0: 100.0"])
    #expect(result.diagnostics.map(\.code) == ["constraint.no-area"])
  }

  @Test("200 constraints that all overlap in one place are told apart, and the rows add up")
  func manyConstraints() throws {
    // Constraint k covers what lies right of k / 20: each strip of 1/20 has one constraint more.
    let constraints = (0..<200).map {
      ConstraintLayer(
        name: "\($0)", geometry: Shapes.column(Shapes.rectangle(Double($0) / 20, -1, 12, 11)),
        buffer: 0)
    }
    let partition = try cut(districtUnits(square), nil, constraints).partition
    #expect(partition.area.count == 200)
    #expect(partition.area.allSatisfy { abs($0 - 0.5) < 1e-12 })
    #expect(partition.sets.map(\.positions) == (1...200).map { Array(0..<$0) })
    let last = LandAction(id: "last", landUse: [.arable], excludedBy: ["199"])
    let units = try districtUnits(square)
    let result = try eligibility(
      of: [last], in: cut(units, landUseLayer(square, [.arable]), constraints), units: units,
      workers: Workers(2))
    #expect(abs(result[0].excluded[0] - 0.5) < 1e-12 && abs(result[0].eligible[0] - 99.5) < 1e-9)
  }

  @Test(
    "traps 5 and 6: hostile layers never stop the run, and every unit closes to 1e-9",
    arguments: 0..<24 as Range<UInt64>)
  func hostile(seed: UInt64) throws {
    var shapes = try HostileShapes(seed: seed)
    let units = try districtUnits(shapes.column(5))
    let landUse = landUseLayer(
      try shapes.column(20), (0..<20).map { LandUseClass.allCases[$0 % 4] })
    let constraints = [
      ConstraintLayer(name: "a", geometry: try shapes.column(8), buffer: 0),
      ConstraintLayer(name: "b", geometry: try shapes.column(8), buffer: 2.5),
    ]
    let result = try cut(units, landUse, constraints)
    try checkLaws(result, units)
    let again = try cut(units, landUse, constraints, workers: 4)
    #expect(again.pieces.bytes == result.pieces.bytes)
    #expect(again.partition.area == result.partition.area)
    // By another path: the excluded area is that of the union, unit by unit.
    let context = shapes.context
    let first = (0..<8).filter { !constraints[0].geometry.isMissing($0) }
    let union = try context.collection(
      of: first.map { try context.read(wkb: constraints[0].geometry.row($0)) }
    ).unaryUnion()
    for unit in 0..<units.count where !units.geometry.isMissing(unit) {
      let plain = try context.read(wkb: units.geometry.row(unit)).intersection(union).area()
      let rows = result.partition.unit.indices.filter {
        result.partition.unit[$0] == Int32(unit)
          && result.partition.sets[Int(result.partition.constraintSet[$0])].contains(0)
      }
      let excluded = rows.map { result.partition.area[$0] }.compensatedSum()
      #expect(abs(excluded - plain) <= 1e-5, "unit \(unit)")
    }
  }

  @Test("the order of constraints does not change the areas")
  func orderOfConstraints() throws {
    var shapes = try HostileShapes(seed: 5)
    let units = try districtUnits(shapes.column(4))
    let a = ConstraintLayer(name: "a", geometry: try shapes.column(8), buffer: 0)
    let b = ConstraintLayer(name: "b", geometry: try shapes.column(8), buffer: 1)
    func sums(_ constraints: [ConstraintLayer]) throws -> [Double] {
      let partition = try cut(units, nil, constraints).partition
      return ["a", "b"].map { name in
        let position = partition.constraints.firstIndex(of: name) ?? 0
        return partition.area.indices.filter {
          partition.sets[Int(partition.constraintSet[$0])].contains(position)
        }.map { partition.area[$0] }.compensatedSum()
      }
    }
    for (one, other) in zip(try sums([a, b]), try sums([b, a])) {
      #expect(abs(one - other) < 1e-4)
    }
  }
}
