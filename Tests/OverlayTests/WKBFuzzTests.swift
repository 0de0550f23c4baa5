@testable import GDALBinding
import GEOSBinding
@testable import Layers
@testable import Overlay
import PlanModel
import TestSupport
import Testing

/// Well-known binary with random errors, from seeds of every kind and dialect.
private struct BrokenBytes {
  var random: Seeded
  private let seeds: [[UInt8]]

  init(seed: UInt64) {
    random = Seeded(seed)
    let square = Shapes.polygon(Shapes.corners(0, 0, 9, 9), Shapes.corners(2, 2, 3, 3))
    let bowTie = Shapes.polygon([(0, 0), (5, 5), (5, 0), (0, 5)])
    let two = Shapes.multiPolygon([Shapes.rectangle(0, 0, 1, 1), Shapes.rectangle(1, 1, 4, 4)])
    let line = Shapes.line([(0, 0), (5, 5), (5, 5)])
    let mixed = Shapes.collection([Shapes.point(0, 0), line, square])
    seeds = [
      square, bowTie, two, line, mixed, Shapes.point(.nan, .nan),
      Shapes.multiPoint([(1, 2), (3, 4)]),
      (0..<12).reduce(mixed) { inner, _ in Shapes.collection([inner, two]) },
      Self.dialect(square, code: 0x8000_0003), Self.dialect(square, code: 1003),
      Self.dialect(square, code: 0x2000_0003, extra: [0xe6, 0x10, 0, 0]),
      Self.dialect(square, code: 17), Self.dialect(two, code: 15), Self.dialect(two, code: 16),
      Self.dialect(line, code: 8), Self.dialect(Shapes.collection([line]), code: 10),
      Self.bigEndian,
    ]
  }

  /// The same bytes under another type, perhaps with a reference number behind it.
  private static func dialect(_ wkb: [UInt8], code: UInt32, extra: [UInt8] = []) -> [UInt8] {
    [1] + (0..<4).map { UInt8(truncatingIfNeeded: code >> (8 * $0)) } + extra + wkb[5...]
  }

  /// A triangle of whole numbers, high bytes first.
  private static var bigEndian: [UInt8] {
    func word(_ value: UInt32) -> [UInt8] {
      (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
    }
    func number(_ value: Double) -> [UInt8] {
      (0..<8).map { UInt8(truncatingIfNeeded: value.bitPattern >> (56 - 8 * UInt64($0))) }
    }
    let ring: [(Double, Double)] = [(0, 0), (4, 0), (0, 4), (0, 0)]
    return [0] + word(3) + word(1) + word(4) + ring.flatMap { number($0.0) + number($0.1) }
  }

  private mutating func place(in bytes: [UInt8]) -> Int {
    Int.random(in: 0..<bytes.count, using: &random)
  }

  private mutating func put(_ values: [UInt8], into bytes: inout [UInt8], at position: Int) {
    for (offset, value) in values.enumerated() where position + offset < bytes.count {
      bytes[position + offset] = value
    }
  }

  mutating func next() -> [UInt8] {
    var bytes = seeds[Int.random(in: seeds.indices, using: &random)]
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      switch random.next() % 8 {
      case 0: bytes[place(in: bytes)] = UInt8.random(in: .min ... .max, using: &random)
      case 1:
        let words: [UInt32] = [0, 1, 2, 3, 4, 6, 7, 0x7fff_ffff, 0xffff_ffff, 0x1000_0000, 3003]
        let word = words[Int.random(in: words.indices, using: &random)]
        put(
          (0..<4).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) }, into: &bytes,
          at: place(in: bytes))
      case 2:
        let numbers = [
          Double.nan, .infinity, 1e308, -1e9, 1e8, Double.leastNonzeroMagnitude, -0.0, 1e-300,
        ]
        let bits = numbers[Int.random(in: numbers.indices, using: &random)].bitPattern
        put(
          (0..<8).map { UInt8(truncatingIfNeeded: bits >> (8 * UInt64($0))) }, into: &bytes,
          at: place(in: bytes))
      case 3: bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random))
      case 4: bytes.insert(contentsOf: [1, 3, 0, 0, 0], at: place(in: bytes))
      case 5: bytes[0] ^= 1
      case 6: bytes = Shapes.collection([bytes, seeds[place(in: bytes) % seeds.count]])
      default:
        let position = place(in: bytes)
        bytes.removeSubrange(position..<Swift.min(bytes.count, position + 8))
      }
      if bytes.isEmpty { bytes = [1] }
    }
    return bytes
  }
}

@Suite("Broken well-known binary")
struct WKBFuzzTests {
  @Test(
    "20,000 broken geometries are refused or let in as valid ones of the same bytes as GEOS reads",
    .timeLimit(.minutes(2)))
  func cleaning() throws {
    let cleaning = GeometryCleaning(
      transformation: nil, swapsAxes: false, expectation: .any, extent: nil)
    let failures = try runSeeds(40 * fuzzFactor) { seed in
      var broken = BrokenBytes(seed: seed)
      var table = VectorTable()
      for _ in 0..<500 {
        table.geometryBytes += broken.next()
        table.geometryOffsets.append(table.geometryBytes.count)
        table.featureIDs.append(Int64(table.count))
      }
      let chunk = try cleaning.clean(table, rows: 0..<500)
      let context = try GEOSContext()
      var start = 0
      for (row, length) in chunk.lengths.enumerated() {
        let bytes = Array(chunk.bytes[start..<start + length])
        start += length
        let outcome = chunk.outcomes[row]
        if length == 0 {
          if outcome.stays && outcome != .missing {
            return "row \(row) is \(outcome) without bytes"
          }
          continue
        }
        if !outcome.stays { return "row \(row) is \(outcome) with bytes" }
        let geometry = try context.read(wkb: bytes)
        if try !geometry.isValid() { return "row \(row) is invalid" }
        // The engine reads what was let in, and measures what GEOS measures.
        guard let measure = RowMeasure(bytes) else { return "row \(row) cannot be measured" }
        let area = try geometry.area()
        if abs(measure.area - area) > 1e-9
          * Swift.max(area, measure.extent.width * measure.extent.height)
        {
          return "row \(row) measures \(measure.area), not \(area)"
        }
        var edges: [Edge] = []
        if !appendEdges(ofBytes: bytes, to: &edges) { return "row \(row) has no edges" }
      }
      return nil
    }
    #expect(failures == [])
  }

  @Test(
    "40,000 broken geometries are walked, measured and taken apart within their bytes, or refused",
    .timeLimit(.minutes(2)))
  func walking() throws {
    let failures = try runSeeds(40 * fuzzFactor) { seed in
      var broken = BrokenBytes(seed: 1_000_000 + seed)
      for round in 0..<1000 {
        let bytes = broken.next()
        let span = GeometryColumn(rows: [bytes])
        var cursor = PartCursor()
        var parts = 0
        var points = 0
        while let part = cursor.next(in: span[0]) {
          parts += 1
          points += part.count
          if part.offset + 16 * part.count > bytes.count {
            return "round \(round) leaves its bytes"
          }
        }
        // A part has at least 4 bytes and a point 16: nothing is walked twice.
        if 4 * parts > bytes.count || 16 * points > bytes.count {
          return "round \(round) is too long"
        }
        var edges: [Edge] = []
        if appendEdges(ofBytes: bytes, to: &edges) == cursor.isMalformed {
          return "round \(round): edges and cursor disagree"
        }
        guard let measure = RowMeasure(bytes) else { continue }
        if !measure.area.isFinite { return "round \(round) measures \(measure.area)" }
        _ = try PolygonIndex(bytes)
      }
      return nil
    }
    #expect(failures == [])
  }
}
