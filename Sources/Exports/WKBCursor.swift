import PlanModel

/// A place in a block of well-known binary: two-dimensional, little-endian, ISO.
struct WKBCursor {
  /// Bytes that end too early or are no such geometry.
  struct Malformed: Error {}

  private let bytes: [UInt8]
  private var position: Int
  private let end: Int

  init(_ column: GeometryColumn, row: Int) {
    bytes = column.bytes
    position = column.offsets[row]
    end = column.offsets[row + 1]
  }

  /// The type of the geometry that starts here: 1 point to 7 collection.
  mutating func type() throws(Malformed) -> UInt32 {
    guard position < end, bytes[position] == 1 else { throw Malformed() }
    position += 1
    let type = try count()
    guard (1...7).contains(type) else { throw Malformed() }
    return UInt32(type)
  }

  /// A number of points, rings or parts.
  mutating func count() throws(Malformed) -> Int {
    guard end - position >= 4 else { throw Malformed() }
    var value: UInt32 = 0
    for k in 0..<4 { value |= UInt32(bytes[position + k]) << UInt32(8 * k) }
    position += 4
    return Int(value)
  }

  /// Adds `count` coordinates to the columns.
  mutating func coordinates(
    _ count: Int, x: inout [Double], y: inout [Double]
  ) throws(Malformed) {
    guard count <= (end - position) / 16 else { throw Malformed() }
    for _ in 0..<count {
      x.append(number())
      y.append(number())
    }
  }

  /// Steps over coordinates.
  mutating func skip(_ count: Int) throws(Malformed) {
    guard count <= (end - position) / 16 else { throw Malformed() }
    position += 16 * count
  }

  private mutating func number() -> Double {
    var bits: UInt64 = 0
    for k in 0..<8 { bits |= UInt64(bytes[position + k]) << UInt64(8 * k) }
    position += 8
    return Double(bitPattern: bits)
  }

  /// Adds all coordinates of the geometry that starts here, in their order in the bytes.
  mutating func allCoordinates(x: inout [Double], y: inout [Double]) throws(Malformed) {
    switch try type() {
    case 1: try coordinates(1, x: &x, y: &y)
    case 2: try coordinates(try count(), x: &x, y: &y)
    case 3:
      for _ in 0..<(try count()) { try coordinates(try count(), x: &x, y: &y) }
    default:
      for _ in 0..<(try count()) { try allCoordinates(x: &x, y: &y) }
    }
  }

  /// Calls `body` with each ring of the next geometry that encloses an area; points and lines are passed over.
  mutating func rings(
    _ body: (_ x: [Double], _ y: [Double]) -> Void
  ) throws(Malformed) {
    switch try type() {
    case 1: try skip(1)
    case 2: try skip(try count())
    case 3:
      for _ in 0..<(try count()) {
        var x: [Double] = []
        var y: [Double] = []
        try coordinates(try count(), x: &x, y: &y)
        if x.count > 3 { body(x, y) }
      }
    default:
      for _ in 0..<(try count()) { try rings(body) }
    }
  }
}
