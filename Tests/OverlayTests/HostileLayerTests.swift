import GEOSBinding
import Overlay
import PlanModel
import TestSupport
import Testing

@Suite("Hostile layers")
struct HostileLayerTests {
  /// The play of an area: 1e-9 of it, and what one unit in the last place of the coordinates makes of a border.
  private func play(_ area: Double, border: Double, _ layer: HostileLayer) -> Double {
    1e-9 * area + (abs(layer.origin.x) + 200).ulp * border
  }

  @Test("shared areas agree with vertical slabs, pair by pair, over 150 layers")
  func shared() throws {
    let failures = try runSeeds(150 * fuzzFactor) { seed in
      var hostile = try HostileLayer(seed: seed)
      let left = try hostile.column(4)
      let right = try hostile.column(4)
      let sizes = try measures(of: left, workers: Workers(1)).area
      var table = Array(repeating: 0.0, count: 16)
      for pair in try sharedAreas(of: left, with: right, gridSize: 0, workers: Workers(1)) {
        table[4 * pair.feature + pair.area] = pair.shared
      }
      for row in 0..<4 {
        for other in 0..<4 {
          var expected = CompensatedSum()
          SlabTwin([left.row(row), right.row(other)]).forEachPiece { isInside, area in
            if isInside[0] && isInside[1] { expected.add(area) }
          }
          let found = table[4 * row + other]
          // A pair below 1e-10 of the feature is not reported.
          let least = 1e-10 * sizes[row]
          if abs(found - expected.value) > play(expected.value, border: 400, hostile) + least {
            return "pair \(row), \(other): \(found), not \(expected.value)"
          }
        }
      }
      return nil
    }
    #expect(failures == [])
  }

  @Test(
    "every unit closes, every piece is valid, and what constraints exclude is their union, over 150 towns"
  )
  func partitions() throws {
    let failures = try runSeeds(150 * fuzzFactor) { seed in
      var hostile = try HostileLayer(seed: 77_000 + seed)
      let districts = try hostile.column(3)
      let uses = try hostile.column(8)
      let constraints = try (0..<3).map { _ in try hostile.column(3) }
      let units = try districtUnits(districts)
      let classes: [LandUseClass?] = [
        .arable, .forest, nil, .water, .arable, .built, .forest, .arable,
      ]
      let result = try areaPartition(
        of: units, landUse: landUseLayer(uses, classes),
        constraints: constraints.enumerated().map {
          ConstraintLayer(name: "\($0.offset)", geometry: $0.element, buffer: 0)
        }, gridSize: 0.001, workers: Workers(1))
      let partition = result.partition
      let drawn = try measures(of: result.pieces, workers: Workers(1)).area
      for unit in 0..<units.count {
        let rows = partition.unit.indices.filter { partition.unit[$0] == Int32(unit) }
        let sum = rows.map { partition.area[$0] }.compensatedSum()
        if rows.isEmpty { continue }
        let border = try hostile.context.read(wkb: districts.row(unit)).length()
        // What is smaller than a cell of the precision grid is not cut off.
        if abs(sum - units.area[unit]) > play(units.area[unit], border: border, hostile) + 3e-6 {
          return "unit \(unit) is \(units.area[unit]), its rows are \(sum): \(result.diagnostics)"
        }
        for row in rows {
          if try !hostile.context.read(wkb: result.pieces.row(row)).isValid() {
            return "piece \(row) is invalid"
          }
          if abs(drawn[row] - partition.area[row])
            > play(partition.area[row], border: border, hostile)
            + 3e-6
          {
            return "piece \(row) is drawn with \(drawn[row]), not \(partition.area[row])"
          }
        }
        var excluded = Array(repeating: CompensatedSum(), count: 3)
        SlabTwin([districts.row(unit)] + constraints.flatMap(\.rows)).forEachPiece {
          isInside, area in
          if !isInside[0] { return }
          for constraint in 0..<3
          where isInside[(3 * constraint + 1)...(3 * constraint + 3)].contains(true) {
            excluded[constraint].add(area)
          }
        }
        for constraint in 0..<3 {
          let found = rows.filter {
            partition.sets[Int(partition.constraintSet[$0])].contains(constraint)
          }.map { partition.area[$0] }.compensatedSum()
          if abs(found - excluded[constraint].value) > play(found, border: border, hostile) + 30e-6
          {
            return
              "constraint \(constraint) in unit \(unit): \(found), not \(excluded[constraint].value)"
          }
        }
      }
      return nil
    }
    #expect(failures == [])
  }
}
