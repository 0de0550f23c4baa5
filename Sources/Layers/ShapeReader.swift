import PlanModel

/// Takes well-known binary apart: ISO or extended, either byte order, with or without Z and M.
///
/// Curves are not read here; see `needsLinearising`.
struct ShapeReader {
  private(set) var chunk = ShapeChunk()
  /// The kind of each part of the row being read.
  private var partKinds: [ShapeChunk.Kind] = []
  private var rowFindings: ShapeChunk.Findings = []

  /// Nothing that is meant has more levels; deeper ones are an attack on the stack.
  private static let deepest = 16

  private enum Flaw: Error { case malformed }

  /// Adds a row; no bytes are a missing geometry.
  mutating func append(_ wkb: borrowing RawSpan) {
    let firstRing = chunk.ringStarts.count - 1
    rowFindings = []
    partKinds.removeAll(keepingCapacity: true)
    var isMulti = false
    if wkb.byteCount > 0 {
      do {
        var cursor = Cursor(offset: 0, end: wkb.byteCount)
        isMulti = try readGeometry(wkb, &cursor, depth: 0)
      } catch {
        dropParts(from: firstRing)
        rowFindings = .malformed
      }
    }
    keepHighestKind(from: firstRing)
    let kind = partKinds.first ?? .missing
    chunk.kinds.append(kind)
    chunk.isMulti.append(isMulti || partKinds.count > 1)
    chunk.partStarts.append(chunk.ringStarts.count - 1)
    let points = chunk.points(of: chunk.count - 1)
    if !points.allSatisfy({ chunk.xs[$0].isFinite && chunk.ys[$0].isFinite }) {
      rowFindings.insert(.notFinite)
    }
    chunk.findings.append(rowFindings)
  }

  /// Whether a geometry has curves, which GDAL must turn into lines first: types 8 to 12 of ISO 19125-2.
  static func needsLinearising(_ wkb: borrowing RawSpan) -> Bool {
    guard wkb.byteCount >= 5 else { return false }
    var cursor = Cursor(offset: 0, end: wkb.byteCount)
    return scanForCurve(wkb, &cursor)
  }

  private static func scanForCurve(_ wkb: borrowing RawSpan, _ cursor: inout Cursor) -> Bool {
    guard let header = try? cursor.header(wkb) else { return false }
    if (8...14).contains(header.code) { return true }
    // A curve inside a collection; its first member tells in practice, the others are met while reading.
    guard header.code == 7, let count = try? cursor.count(wkb, header, size: 5), count > 0 else {
      return false
    }
    return true
  }

  /// Reads one geometry; true where its type is one of many parts.
  private mutating func readGeometry(
    _ wkb: borrowing RawSpan, _ cursor: inout Cursor, depth: Int
  ) throws(Flaw) -> Bool {
    guard depth < Self.deepest else { throw .malformed }
    let header = try cursor.header(wkb)
    switch header.code {
    case 1:
      let (x, y) = try cursor.point(wkb, header)
      // An empty point is written as NaN, NaN.
      if !(x.isNaN && y.isNaN) {
        chunk.xs.append(x)
        chunk.ys.append(y)
        endRing()
        endPart(.point)
      }
      return false
    case 2:
      let count = try readPoints(wkb, &cursor, header)
      if count >= 2 {
        endRing()
        endPart(.line)
      } else if count > 0 {
        dropPoints(count)
      }
      return false
    case 3, 17:
      try readPolygon(wkb, &cursor, header)
      return false
    case 4, 5, 6, 7, 15, 16:
      let count = try cursor.count(wkb, header, size: 5)
      for _ in 0..<count { _ = try readGeometry(wkb, &cursor, depth: depth + 1) }
      return header.code != 7
    default: throw .malformed
    }
  }

  private mutating func readPolygon(
    _ wkb: borrowing RawSpan, _ cursor: inout Cursor, _ header: Header
  ) throws(Flaw) {
    let count = try cursor.count(wkb, header, size: 4)
    var hasShell = false
    for ring in 0..<count {
      var points = try readPoints(wkb, &cursor, header)
      let end = chunk.xs.count
      let start = end - points
      // NaN is unequal to itself: such a ring is not closed here, and the row is left out later.
      if points >= 3, chunk.xs[start] != chunk.xs[end - 1] || chunk.ys[start] != chunk.ys[end - 1],
        chunk.xs[start].isFinite, chunk.xs[end - 1].isFinite, chunk.ys[start].isFinite,
        chunk.ys[end - 1].isFinite
      {
        chunk.xs.append(chunk.xs[start])
        chunk.ys.append(chunk.ys[start])
        points += 1
        rowFindings.insert(.closedRing)
      }
      if points >= 4, hasShell || ring == 0 {
        endRing()
        hasShell = true
      } else if points > 0 {
        dropPoints(points)
      }
    }
    if hasShell { endPart(.polygon) }
  }

  /// Reads a list of points; returns how many.
  private mutating func readPoints(
    _ wkb: borrowing RawSpan, _ cursor: inout Cursor, _ header: Header
  ) throws(Flaw) -> Int {
    let count = try cursor.count(wkb, header, size: header.pointSize)
    for _ in 0..<count {
      let (x, y) = try cursor.point(wkb, header)
      chunk.xs.append(x)
      chunk.ys.append(y)
    }
    return count
  }

  private mutating func dropPoints(_ count: Int) {
    rowFindings.insert(.droppedRing)
    chunk.lostRings.rows.append(chunk.count)
    chunk.lostRings.xs.append(chunk.xs[chunk.xs.count - count])
    chunk.lostRings.ys.append(chunk.ys[chunk.ys.count - count])
    chunk.xs.removeLast(count)
    chunk.ys.removeLast(count)
  }

  private mutating func endRing() { chunk.pointStarts.append(chunk.xs.count) }

  private mutating func endPart(_ kind: ShapeChunk.Kind) {
    partKinds.append(kind)
    chunk.ringStarts.append(chunk.pointStarts.count - 1)
  }

  /// Takes back all parts of the row being read, which starts at a part.
  private mutating func dropParts(from part: Int) {
    partKinds.removeAll(keepingCapacity: true)
    chunk.ringStarts.removeLast(chunk.ringStarts.count - 1 - part)
    let rings = chunk.ringStarts[part]
    chunk.pointStarts.removeLast(chunk.pointStarts.count - 1 - rings)
    let points = chunk.pointStarts[rings]
    chunk.xs.removeLast(chunk.xs.count - points)
    chunk.ys.removeLast(chunk.ys.count - points)
  }

  /// Of parts of unlike kinds keeps the polygons, else the lines.
  private mutating func keepHighestKind(from firstPart: Int) {
    guard let highest = partKinds.max(by: { $0.rawValue < $1.rawValue }),
      partKinds.contains(where: { $0 != highest })
    else { return }
    let parts = partKinds.indices.filter { partKinds[$0] == highest }.map { part in
      let rings = chunk.ringStarts[firstPart + part]..<chunk.ringStarts[firstPart + part + 1]
      return rings.map { ring in
        (chunk.pointStarts[ring]..<chunk.pointStarts[ring + 1]).map { (chunk.xs[$0], chunk.ys[$0]) }
      }
    }
    dropParts(from: firstPart)
    for part in parts {
      for ring in part {
        for (x, y) in ring {
          chunk.xs.append(x)
          chunk.ys.append(y)
        }
        endRing()
      }
      endPart(highest)
    }
    rowFindings.insert(.mixed)
  }

  /// What stands before the coordinates of a geometry.
  private struct Header {
    /// The type without its dimension, 1 to 17.
    let code: UInt32
    let isLittleEndian: Bool
    /// The bytes of a point.
    let pointSize: Int
  }

  /// A place in the bytes of one row that never leaves them.
  private struct Cursor {
    var offset: Int
    let end: Int

    mutating func header(_ wkb: borrowing RawSpan) throws(Flaw) -> Header {
      guard end - offset >= 5 else { throw .malformed }
      let order = unsafe wkb.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
      guard order <= 1 else { throw .malformed }
      offset += 1
      let raw = try integer(wkb, isLittleEndian: order == 1)
      // Extended: Z, M and SRID as the three highest bits. ISO: Z, M and ZM as thousands.
      let hasSRID = raw & 0x2000_0000 != 0
      let type = raw & 0x1fff_ffff
      let dimension = type / 1000
      guard dimension <= 3 else { throw .malformed }
      let hasZ = raw & 0x8000_0000 != 0 || dimension == 1 || dimension == 3
      let hasM = raw & 0x4000_0000 != 0 || dimension >= 2
      if hasSRID { _ = try integer(wkb, isLittleEndian: order == 1) }
      return Header(
        code: type % 1000, isLittleEndian: order == 1,
        pointSize: 16 + (hasZ ? 8 : 0) + (hasM ? 8 : 0))
    }

    /// A count of things that have at least `size` bytes each: never more than the bytes can hold.
    mutating func count(
      _ wkb: borrowing RawSpan, _ header: Header, size: Int
    ) throws(Flaw) -> Int {
      let count = Int(try integer(wkb, isLittleEndian: header.isLittleEndian))
      guard count <= (end - offset) / size else { throw .malformed }
      return count
    }

    mutating func point(
      _ wkb: borrowing RawSpan, _ header: Header
    ) throws(Flaw) -> (Double, Double) {
      guard end - offset >= header.pointSize else { throw .malformed }
      let x = unsafe wkb.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)
      let y = unsafe wkb.unsafeLoadUnaligned(fromByteOffset: offset + 8, as: UInt64.self)
      offset += header.pointSize
      return header.isLittleEndian
        ? (Double(bitPattern: UInt64(littleEndian: x)), Double(bitPattern: UInt64(littleEndian: y)))
        : (Double(bitPattern: UInt64(bigEndian: x)), Double(bitPattern: UInt64(bigEndian: y)))
    }

    private mutating func integer(
      _ wkb: borrowing RawSpan, isLittleEndian: Bool
    ) throws(Flaw) -> UInt32 {
      guard end - offset >= 4 else { throw .malformed }
      let raw = unsafe wkb.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self)
      offset += 4
      return isLittleEndian ? UInt32(littleEndian: raw) : UInt32(bigEndian: raw)
    }
  }
}
