import PlanModel
import TestSupport

/// Some tiles of a square board, as bits.
struct TileSet: Hashable {
  var words: [UInt64]

  init(count: Int) { words = Array(repeating: 0, count: (count + 63) / 64) }

  var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  func union(_ other: TileSet) -> TileSet { combined(other, |) }
  func intersection(_ other: TileSet) -> TileSet { combined(other, &) }
  func subtracting(_ other: TileSet) -> TileSet { combined(other) { $0 & ~$1 } }

  private func combined(_ other: TileSet, _ by: (UInt64, UInt64) -> UInt64) -> TileSet {
    var result = self
    for word in words.indices { result.words[word] = by(words[word], other.words[word]) }
    return result
  }
}

/// A twin of the overlay engine that cannot be wrong: it counts tiles.
///
/// A board of unit squares, each cut by both diagonals, has four tiles a square. Polygons whose edges lie on
/// whole numbers or on 45° lines through them consist of whole tiles, so each area is a count of tiles over
/// four. Nothing is rounded: all coordinates are halves, times a power of two, about an origin that is a whole
/// number.
struct TileTwin {
  /// The squares along a side of the board.
  let size: Int
  /// What stands at the lower left corner of the board.
  let origin: (x: Double, y: Double)
  /// The side of a square; a power of two.
  let scale: Double

  /// The area of a tile.
  var tileArea: Double { scale * scale / 4 }

  /// The tiles of a polygon or multipolygon.
  func tiles(of wkb: [UInt8]) -> TileSet {
    var set = TileSet(count: 4 * size * size)
    for ring in rings(of: wkb) {
      for (from, to) in zip(ring, ring.dropFirst()) where from.x != to.x {
        let left = from.x < to.x ? from : to
        let right = from.x < to.x ? to : from
        let slope = (right.y - left.y) / (right.x - left.x)
        // Three columns of tiles a square: at a quarter, a half and three quarters.
        for quarter in Int((4 * left.x).rounded(.down))..<Int((4 * right.x).rounded(.up))
        where quarter % 4 != 0 {
          let x = Double(quarter) / 4
          if x < left.x || x >= right.x { continue }
          flip(column: quarter, below: left.y + (x - left.x) * slope, in: &set)
        }
      }
    }
    return set
  }

  /// Flips all tiles of a column whose sample lies below a height: an odd number of edges above is inside.
  private func flip(column quarter: Int, below height: Double, in set: inout TileSet) {
    let square = quarter / 4
    for row in 0..<size {
      let base = 4 * (row * size + square)
      switch quarter % 4 {
      case 1: if Double(row) + 0.5 < height { toggle(base, &set) }
      case 3: if Double(row) + 0.5 < height { toggle(base + 1, &set) }
      default:
        if Double(row) + 0.25 < height { toggle(base + 2, &set) }
        if Double(row) + 0.75 < height { toggle(base + 3, &set) }
      }
    }
  }

  private func toggle(_ tile: Int, _ set: inout TileSet) {
    set.words[tile / 64] ^= 1 << UInt64(tile % 64)
  }

  /// The rings of a polygon or multipolygon on the board, read anew, without the engine.
  private func rings(of wkb: [UInt8]) -> [[Shapes.Corner]] {
    cornerRings(of: wkb).map { ring in
      ring.map { (($0.x - origin.x) / scale, ($0.y - origin.y) / scale) }
    }
  }
}

/// The rings of a polygon or multipolygon, closed; read without the engine.
func cornerRings(of wkb: [UInt8]) -> [[Shapes.Corner]] {
  var position = 0
  func word() -> Int {
    defer { position += 4 }
    return (0..<4).reduce(0) { $0 | Int(wkb[position + $1]) << (8 * $1) }
  }
  func number() -> Double {
    defer { position += 8 }
    return Double(
      bitPattern: (0..<8).reduce(0) { $0 | UInt64(wkb[position + $1]) << UInt64(8 * $1) })
  }
  var rings: [[Shapes.Corner]] = []
  func geometry() {
    position += 1
    let kind = word()
    precondition(kind == 3 || kind == 6, "only polygons have rings")
    for _ in 0..<word() {
      if kind == 6 {
        geometry()
      } else {
        rings.append((0..<word()).map { _ in (number(), number()) })
      }
    }
  }
  if !wkb.isEmpty { geometry() }
  return rings
}
