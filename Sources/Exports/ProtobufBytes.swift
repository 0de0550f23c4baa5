/// A message of Protocol Buffers in the making, as far as vector tiles need it.
struct ProtobufBytes {
  /// What is written so far.
  private(set) var bytes: [UInt8] = []

  /// Makes room.
  mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  /// Adds a variable-length number.
  @inline(__always) mutating func add(varint value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  /// Adds a field that is a number.
  mutating func add(_ field: Int, varint value: UInt64) {
    add(varint: UInt64(field << 3))
    add(varint: value)
  }

  /// Adds a field that is a number of double precision.
  mutating func add(_ field: Int, double value: Double) {
    add(varint: UInt64(field << 3 | 1))
    for shift in stride(from: 0, to: 64, by: 8) {
      bytes.append(UInt8(truncatingIfNeeded: value.bitPattern >> UInt64(shift)))
    }
  }

  /// Adds a field that is a text or a message.
  mutating func add(_ field: Int, _ piece: some Collection<UInt8>) {
    add(varint: UInt64(field << 3 | 2))
    add(varint: UInt64(piece.count))
    bytes.append(contentsOf: piece)
  }

  /// A number with its sign in the last bit, so that small negative numbers stay short.
  @inline(__always) static func zigzag(_ value: Int) -> UInt64 {
    UInt64(bitPattern: Int64((value << 1) ^ (value >> 63)))
  }
}
