import Foundation
import GEOSBinding
import Overlay
import PlanModel
import TestSupport
import Testing

/// How many times more cases are run; set `COMMONGROUND_FUZZ=10` for a long night.
let fuzzFactor = ProcessInfo.processInfo.environment["COMMONGROUND_FUZZ"].flatMap { Int($0) } ?? 1

/// Runs seeds on all cores and returns what went wrong, by seed; one failure is enough to stop for.
func runSeeds(
  _ count: Int, _ body: @Sendable (UInt64) throws -> String?
) throws -> [String] {
  try Workers(ProcessInfo.processInfo.activeProcessorCount).mapChunks(of: count, size: 16) {
    seeds in
    try seeds.compactMap { seed in try body(UInt64(seed)).map { "seed \(seed): \($0)" } }
  }.flatMap { $0 }
}

@Suite("The engine counts as many tiles as a board has")
struct TileAgreementTests {
  /// What differs between an area and a number of tiles, or nil.
  private func difference(
    _ area: Double, _ tiles: Int, _ twin: TileTwin, of whole: Double, _ what: String
  ) -> String? {
    let expected = Double(tiles) * twin.tileArea
    return abs(area - expected) <= 1e-9 * Swift.max(whole, expected)
      ? nil : "\(what): \(area) m² instead of \(expected) m²"
  }

  @Test("areas shared by all pairs, over 6,000 layers")
  func shared() throws {
    let failures = try runSeeds(6000 * fuzzFactor) { seed in
      var shapes = try TileShapes(seed: seed)
      let left = try shapes.column(3)
      let right = try shapes.column(3)
      let twin = shapes.twin
      var table = Array(repeating: 0.0, count: 9)
      for pair in try sharedAreas(of: left, with: right, gridSize: 0, workers: Workers(1)) {
        table[3 * pair.feature + pair.area] = pair.shared
      }
      let others = (0..<3).map { twin.tiles(of: right.row($0)) }
      for row in 0..<3 {
        let mine = twin.tiles(of: left.row(row))
        for other in 0..<3 {
          let count = mine.intersection(others[other]).count
          if let failure = difference(
            table[3 * row + other], count, twin, of: 0, "pair \(row), \(other)")
          {
            return failure
          }
        }
      }
      return nil
    }
    #expect(failures == [])
  }

  @Test("shares of features in districts that may overlap, over 2,000 layers")
  func shares() throws {
    let failures = try runSeeds(2000 * fuzzFactor) { seed in
      var shapes = try TileShapes(seed: seed)
      let features = try shapes.column(4)
      let districts = try shapes.column(3)
      let twin = shapes.twin
      let units = try districtUnits(districts)
      let found = try memberships(
        of: features, measures: measures(of: features, workers: Workers(1)), in: units,
        gridSize: 0.001 * twin.scale, workers: Workers(1))
      for row in 0..<features.count {
        var rest = twin.tiles(of: features.row(row))
        let whole = Double(rest.count)
        var expected = Array(repeating: 0.0, count: districts.count)
        for unit in 0..<districts.count where whole > 0 {
          let tiles = twin.tiles(of: districts.row(unit))
          expected[unit] = Double(rest.intersection(tiles).count) / whole
          rest = rest.subtracting(tiles)
        }
        var shares = Array(repeating: 0.0, count: districts.count)
        for entry in found.starts[row]..<found.starts[row + 1] {
          shares[Int(found.unit[entry])] = found.share[entry]
        }
        let outside = whole > 0 ? Double(rest.count) / whole : 1
        if zip(shares, expected).contains(where: { abs($0 - $1) > 1e-9 })
          || abs(found.outside[row] - outside) > 1e-9
        {
          return "feature \(row): \(shares), \(found.outside[row]), not \(expected), \(outside)"
        }
      }
      return nil
    }
    #expect(failures == [])
  }

  @Test(
    "rows of the partition, their polygons, and the area of the districts' union, over 2,000 towns")
  func partitions() throws {
    let failures = try runSeeds(2000 * fuzzFactor) { seed in try partitionFailure(seed) }
    #expect(failures == [])
  }

  /// What a row of the partition is of.
  private struct Key: Hashable {
    var unit: Int32
    var landUse: UInt8
    var set: ConstraintSet
  }

  private func partitionFailure(_ seed: UInt64) throws -> String? {
    var shapes = try TileShapes(seed: seed)
    let twin = shapes.twin
    let gridSize = 0.001 * twin.scale
    let districts = try shapes.column(2)
    let uses = try shapes.column(5)
    let constraints = try (0..<3).map { try shapes.column($0 + 1) }
    let classes: [LandUseClass?] = [.arable, .forest, .arable, nil, .water]
    let result = try areaPartition(
      of: districtUnits(districts), landUse: landUseLayer(uses, classes),
      constraints: constraints.enumerated().map {
        ConstraintLayer(name: "\($0.offset)", geometry: $0.element, buffer: 0)
      }, gridSize: gridSize, workers: Workers(1))
    var expected: [Key: TileSet] = [:]
    let useTiles = uses.rows.map { twin.tiles(of: $0) }
    let excluded = constraints.map { layer in
      layer.rows.map { twin.tiles(of: $0) }.reduce(TileSet(count: 4 * twin.size * twin.size)) {
        $0.union($1)
      }
    }
    for unit in 0..<districts.count {
      var rest = twin.tiles(of: districts.row(unit))
      func add(_ tiles: TileSet, _ landUse: UInt8) {
        for bits in 0..<8 {
          var part = tiles
          for (position, cover) in excluded.enumerated() {
            part = bits >> position & 1 == 1 ? part.intersection(cover) : part.subtracting(cover)
          }
          if part.count == 0 { continue }
          let set = ConstraintSet((0..<3).filter { bits >> $0 & 1 == 1 })
          let key = Key(unit: Int32(unit), landUse: landUse, set: set)
          expected[key] = expected[key]?.union(part) ?? part
        }
      }
      for (row, tiles) in useTiles.enumerated() {
        add(rest.intersection(tiles), classes[row]?.rawValue ?? AreaPartition.unknown)
        rest = rest.subtracting(tiles)
      }
      add(rest, AreaPartition.unknown)
    }
    let partition = result.partition
    let districtTiles = districts.rows.map { twin.tiles(of: $0) }
    for row in partition.unit.indices {
      let key = Key(
        unit: partition.unit[row], landUse: partition.landUse[row],
        set: partition.sets[Int(partition.constraintSet[row])])
      let tiles = expected.removeValue(forKey: key)
      let whole = Double(districtTiles[Int(key.unit)].count) * twin.tileArea
      if let failure = difference(
        partition.area[row], tiles?.count ?? 0, twin, of: whole, "row \(key)")
      {
        return failure
      }
      if twin.tiles(of: result.pieces.row(row)) != tiles { return "the polygon of \(key)" }
      if try !shapes.context.read(wkb: result.pieces.row(row)).isValid() {
        return "the polygon of \(key) is invalid"
      }
    }
    if let missing = expected.first { return "no row \(missing.key)" }
    if result.diagnostics.contains(where: { $0.code.hasPrefix("overlay") }) {
      return "\(result.diagnostics)"
    }
    let topology = try districtTopology(of: districts, workers: Workers(1))
    let union = districtTiles[0].union(districtTiles[1])
    let both = districtTiles[0].intersection(districtTiles[1])
    let whole = Double(union.count) * twin.tileArea
    // Overlaps of less than 1 cm² are rounding by definition, and tiles of the smallest board are smaller.
    if twin.scale < 1 { return nil }
    return difference(topology.unionArea, union.count, twin, of: whole, "union")
      ?? difference(topology.overlapArea, both.count, twin, of: whole, "overlap")
  }
}

extension GeometryColumn {
  /// The bytes of every row.
  var rows: [[UInt8]] { (0..<count).map { row($0) } }
}
