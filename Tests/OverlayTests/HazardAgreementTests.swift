import GEOSBinding
import Overlay
import PlanModel
import TestSupport
import Testing

/// Exposure beside cutting everything by GEOS, feature by feature.
@Suite struct HazardAgreementTests {
  /// A triangle of up to `size` somewhere in 100 m × 100 m.
  private func triangle(_ random: inout Seeded, _ size: Double) -> [UInt8] {
    let x = random.number(0...100)
    let y = random.number(0...100)
    return Shapes.polygon([
      (x, y), (x + random.number(1...size), y + random.number(0...1)),
      (x + random.number(0...1), y + random.number(1...size)),
    ])
  }

  @Test("areas and shares are those of intersections by GEOS", arguments: [1, 2, 3, 4])
  func agreement(seed: UInt64) throws {
    var random = Seeded(seed)
    // Sixteen units of 25 m × 25 m; some hazards and buildings reach beyond.
    let units = PlanningUnits(
      ids: (0..<16).map { "\($0)" },
      geometry: GeometryColumn(
        rows: (0..<16).map { index in
          let x = Double(index % 4) * 25
          let y = Double(index / 4) * 25
          return Shapes.rectangle(x, y, x + 25, y + 25)
        }), district: Array(repeating: 0, count: 16), area: Array(repeating: 625, count: 16))
    let hazards = GeometryColumn(rows: (0..<12).map { _ in triangle(&random, 40) })
    let buildings = GeometryColumn(rows: (0..<80).map { _ in triangle(&random, 12) })
    let measured = try measures(of: buildings, workers: Workers(1))
    let members = try memberships(
      of: buildings, measures: measured, in: units, gridSize: 0.001, workers: Workers(1))
    let found = try hazardGround(
      of: [ConstraintLayer(name: "slides", geometry: hazards, buffer: 0)], in: units,
      features: (buildings, measured, members), gridSize: 0.001, workers: Workers(2))
    #expect(found.diagnostics.isEmpty)

    let context = try GEOSContext()
    let union = try context.collection(
      of: (0..<hazards.count).map { try context.read(wkb: hazards[$0]) }
    ).unaryUnion()
    for unit in 0..<16 {
      let ground = try context.read(wkb: units.geometry[unit]).intersection(union)
      #expect(abs(try ground.area() - found.unitArea[unit]) < 1e-8)
    }
    var cutEntries = 0
    for row in 0..<buildings.count {
      let struck = try context.read(wkb: buildings[row]).intersection(union)
      for entry in members.starts[row]..<members.starts[row + 1] {
        let unit = try context.read(wkb: units.geometry[Int(members.unit[entry])])
        let expected = try struck.intersection(unit).area() / measured.area[row]
        #expect(abs(expected - found.entryShare[entry]) < 1e-8, "\(row) in \(entry)")
        if expected > 0.01 && expected < members.share[entry] - 0.01 { cutEntries += 1 }
      }
    }
    #expect(cutEntries > 5)
  }

  @Test("the number of workers changes no digit")
  func workers() throws {
    var random = Seeded(9)
    let units = PlanningUnits(
      ids: ["a"], geometry: Shapes.column(Shapes.rectangle(0, 0, 100, 100)), district: [0],
      area: [10_000])
    let layer = ConstraintLayer(
      name: "storm", geometry: GeometryColumn(rows: (0..<300).map { _ in triangle(&random, 9) }),
      buffer: 0.5)
    let areas = try [1, 2, 5].map {
      try hazardGround(
        of: [layer], in: units, features: nil, gridSize: 0.001, workers: Workers($0)
      ).unitArea
    }
    #expect(areas[0] == areas[1] && areas[1] == areas[2] && areas[0][0] > 0)
  }
}
