import PlanModel

/// An edge of a unit's border that has no twin, with the unit on its left.
struct SingleEdge: Sendable {
  var startX: Double
  var startY: Double
  var endX: Double
  var endY: Double
  var unit: Int32
}

/// The edges of all borders, those of two units that are the same bit for bit put together.
struct BorderTwins: Sendable {
  /// The borders shared by twins; by parts whose order depends on the edges alone.
  var shared: [[SharedBorder]] = []
  /// The edges without a twin, in an order that depends on the edges alone.
  var single: [SingleEdge] = []

  /// - Complexity: O(*edges*); 16 bytes an edge while it runs.
  init(_ geometry: GeometryColumn, workers: Workers) throws {
    let chunks = try workers.mapChunks(of: geometry.count, size: 16_384) { rows in
      var keys = EdgeKeys()
      for row in rows {
        if !keys.append(geometry[row], unit: Int32(row)) { throw MalformedGeometry(row: row) }
      }
      return keys.sortedByPart()
    }
    // Twins have one key, so each part holds them both, and parts can be searched side by side.
    let parts = try workers.mapChunks(of: EdgeKeys.parts, size: 1) { range in
      var finder = TwinFinder(geometry)
      for part in range {
        for chunk in chunks {
          for key in chunk.keys[chunk.starts[part]..<chunk.starts[part + 1]] { finder.append(key) }
        }
        finder.finish()
      }
      return (shared: finder.shared, single: finder.single)
    }
    shared = parts.map(\.shared)
    single = parts.flatMap(\.single)
  }
}

/// Where an edge is, and what it has in common with its twin.
private struct EdgeKey: Sendable {
  /// A mix of the bits of both ends, alike for both directions, but for the lowest bit: 1 where the edge,
  /// with its unit on the left, runs from the lesser end to the greater.
  var mix: UInt64
  var unit: Int32
  /// The byte of the row at which its first corner stands.
  var offset: UInt32
}

/// The keys of the edges of some rows.
private struct EdgeKeys: Sendable {
  /// The number of parts that keys are sorted into by their highest bits.
  static let parts = 256

  var keys: [EdgeKey] = []
  /// Where each part starts, and where the last one ends.
  var starts: [Int] = []

  /// Adds the edges of one geometry; false where the bytes are malformed.
  mutating func append(_ wkb: RawSpan, unit: Int32) -> Bool {
    if wkb.byteCount == 0 { return true }
    var cursor = PartCursor()
    while let part = cursor.next(in: wkb) {
      guard part.role == .shell || part.role == .hole, part.count > 2 else { continue }
      let first = keys.count
      let startX = wkb.number(at: part.offset)
      let startY = wkb.number(at: part.offset + 8)
      var x = startX
      var y = startY
      var twice = 0.0
      for corner in 1..<part.count {
        let offset = part.offset + 16 * corner
        let nextX = wkb.number(at: offset)
        let nextY = wkb.number(at: offset + 8)
        if nextX == x && nextY == y { continue }
        twice += (x - startX) * (nextY - startY) - (nextX - startX) * (y - startY)
        let isForward = x < nextX || (x == nextX && y < nextY)
        let mix = isForward ? Self.mix(x, y, nextX, nextY) : Self.mix(nextX, nextY, x, y)
        keys.append(
          EdgeKey(mix: mix & ~1 | (isForward ? 1 : 0), unit: unit, offset: UInt32(offset - 16)))
        x = nextX
        y = nextY
      }
      if (twice < 0) == (part.role == .shell) {
        for key in first..<keys.count { keys[key].mix ^= 1 }
      }
    }
    return !cursor.isMalformed
  }

  /// The same keys, sorted by their part and within it in their order.
  func sortedByPart() -> EdgeKeys {
    var starts = Array(repeating: 0, count: Self.parts + 1)
    for key in keys { starts[Int(key.mix >> 56) + 1] += 1 }
    for part in 0..<Self.parts { starts[part + 1] += starts[part] }
    var next = starts
    var sorted = Array(repeating: EdgeKey(mix: 0, unit: 0, offset: 0), count: keys.count)
    for key in keys {
      let part = Int(key.mix >> 56)
      sorted[next[part]] = key
      next[part] += 1
    }
    return EdgeKeys(keys: sorted, starts: starts)
  }

  /// Mixes four coordinates; −0 and 0 are one.
  private static func mix(_ a: Double, _ b: Double, _ c: Double, _ d: Double) -> UInt64 {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
    func add(_ number: Double) {
      hash = (hash ^ (number + 0).bitPattern) &* 0xFF51_AFD7_ED55_8CCD
      hash ^= hash >> 32
    }
    add(a)
    add(b)
    add(c)
    add(d)
    hash = hash &* 0xC4CE_B9FE_1A85_EC53
    return hash ^ hash >> 29
  }
}

/// Puts together the twins of one part after another.
private struct TwinFinder {
  /// The borders found.
  var shared: [SharedBorder] = []
  /// The edges without a twin.
  var single: [SingleEdge] = []

  private let geometry: GeometryColumn
  private var keys: [EdgeKey] = []
  /// A table of places in `keys` by the mix, open to the next free place; −1 where nothing is.
  private var table: [Int32] = []

  init(_ geometry: GeometryColumn) { self.geometry = geometry }

  mutating func append(_ key: EdgeKey) { keys.append(key) }

  /// Puts together the keys so far and begins anew.
  mutating func finish() {
    var bits = 4
    while 1 << bits < 2 * keys.count { bits += 1 }
    let size = 1 << bits
    table.removeAll(keepingCapacity: true)
    table.append(contentsOf: repeatElement(-1, count: size))
    var hasTwin = Array(repeating: false, count: keys.count)
    for position in keys.indices {
      let key = keys[position]
      var place = Int(truncatingIfNeeded: key.mix >> 1) & (size - 1)
      while table[place] >= 0 {
        let other = Int(table[place])
        // Of more than two edges on one line the first two that face each other are twins.
        if keys[other].mix ^ key.mix == 1, !hasTwin[other],
          let length = sharedLength(keys[other], key)
        {
          hasTwin[other] = true
          hasTwin[position] = true
          if keys[other].unit != key.unit {
            shared.append(
              SharedBorder(
                unit: Swift.min(keys[other].unit, key.unit),
                other: Swift.max(keys[other].unit, key.unit), length: length))
          }
          break
        }
        place = (place + 1) & (size - 1)
      }
      if !hasTwin[position] { table[place] = Int32(position) }
    }
    for position in keys.indices where !hasTwin[position] {
      let key = keys[position]
      let corners = corners(of: key)
      let isForward =
        corners.startX < corners.endX
        || (corners.startX == corners.endX && corners.startY < corners.endY)
      single.append(isForward == (key.mix & 1 == 1) ? corners : corners.reversed)
    }
    keys.removeAll(keepingCapacity: true)
  }

  /// The edge as it stands in the bytes.
  private func corners(of key: EdgeKey) -> SingleEdge {
    let wkb = geometry[Int(key.unit)]
    let offset = Int(key.offset)
    return SingleEdge(
      startX: wkb.number(at: offset), startY: wkb.number(at: offset + 8),
      endX: wkb.number(at: offset + 16), endY: wkb.number(at: offset + 24), unit: key.unit)
  }

  /// The length of two edges that have the same ends, or nil where only the mix is the same.
  private func sharedLength(_ one: EdgeKey, _ other: EdgeKey) -> Double? {
    let a = corners(of: one)
    let b = corners(of: other)
    let isSame =
      a.startX == b.startX && a.startY == b.startY && a.endX == b.endX && a.endY == b.endY
    let isTurned =
      a.startX == b.endX && a.startY == b.endY && a.endX == b.startX && a.endY == b.startY
    return isSame || isTurned ? a.length : nil
  }
}

extension SingleEdge {
  /// m
  var length: Double {
    ((endX - startX) * (endX - startX) + (endY - startY) * (endY - startY)).squareRoot()
  }

  /// The edge the other way round.
  var reversed: SingleEdge {
    SingleEdge(startX: endX, startY: endY, endX: startX, endY: startY, unit: unit)
  }
}
