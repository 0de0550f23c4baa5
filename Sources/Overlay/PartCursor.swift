import PlanModel

/// A run of corners in well-known binary.
struct Part {
  /// What the corners are.
  enum Role { case point, line, shell, hole }
  var role: Role
  /// Where the first corner starts, in bytes.
  var offset: Int
  /// How many corners there are; a ring repeats its first at the end.
  var count: Int
}

/// Bytes that are no two-dimensional little-endian well-known binary with finite coordinates.
///
/// Layers only let good geometries in, so this is a defect of the caller, found before memory is read wrongly.
struct MalformedGeometry: Error, CustomStringConvertible {
  /// The row of the column.
  var row: Int

  var description: String { "the geometry of row \(row) is no two-dimensional well-known binary" }
}

/// A walk over the parts of one geometry, without an object for any of them.
///
/// Collections are followed to any depth without a stack: in well-known binary the parts simply come one
/// after another, so a count of what is still to come is enough.
struct PartCursor {
  private var position = 0
  private var pending = 1
  private var ringsLeft = 0
  private var isShell = false
  /// Whether the bytes ended too early or held something unknown.
  private(set) var isMalformed = false

  /// The next part, or nil at the end.
  mutating func next(in wkb: RawSpan) -> Part? {
    while true {
      if ringsLeft > 0 {
        ringsLeft -= 1
        defer { isShell = false }
        return run(isShell ? .shell : .hole, in: wkb)
      }
      if pending == 0 { return nil }
      pending -= 1
      guard position + 5 <= wkb.byteCount, wkb.byte(at: position) == 1 else { return malformed() }
      let kind = wkb.word(at: position + 1)
      position += 5
      switch kind {
      case 1:
        guard position + 16 <= wkb.byteCount else { return malformed() }
        position += 16
        // An empty point is written with NaN coordinates.
        if wkb.number(at: position - 16).isNaN { continue }
        return Part(role: .point, offset: position - 16, count: 1)
      case 2: return run(.line, in: wkb)
      case 3, 4, 5, 6, 7:
        guard position + 4 <= wkb.byteCount else { return malformed() }
        let count = Int(wkb.word(at: position))
        position += 4
        // Each ring has at least 4 bytes, so that a made-up count ends here and not in a long loop.
        guard count <= (wkb.byteCount - position) / 4 else { return malformed() }
        if kind == 3 {
          ringsLeft = count
          isShell = true
        } else {
          pending += count
        }
      default: return malformed()
      }
    }
  }

  private mutating func run(_ role: Part.Role, in wkb: RawSpan) -> Part? {
    guard position + 4 <= wkb.byteCount else { return malformed() }
    let count = Int(wkb.word(at: position))
    position += 4
    guard count <= (wkb.byteCount - position) / 16 else { return malformed() }
    let part = Part(role: role, offset: position, count: count)
    position += 16 * count
    return part
  }

  private mutating func malformed() -> Part? {
    isMalformed = true
    pending = 0
    ringsLeft = 0
    return nil
  }
}

extension RawSpan {
  // Safe: any bits are a value of these types, and the span checks the bounds itself. Coordinates in
  // well-known binary are never aligned.

  /// One byte.
  @inline(__always) func byte(at offset: Int) -> UInt8 {
    unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt8.self)
  }

  /// A count or a kind.
  @inline(__always) func word(at offset: Int) -> UInt32 {
    UInt32(littleEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt32.self))
  }

  /// A coordinate.
  @inline(__always) func number(at offset: Int) -> Double {
    Double(
      bitPattern: UInt64(
        littleEndian: unsafe unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self)))
  }
}
