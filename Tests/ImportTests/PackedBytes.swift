import Foundation

/// Many zeros behind a few bytes, packed as small as zlib's format allows: what a hostile file is made of.
enum PackedZeros {
  /// A raw deflate stream of `start` and then zeros.
  static func deflated(_ start: [UInt8], zeros: Int) -> [UInt8] {
    var bits = BitWriter()
    // The last block, with the fixed codes.
    bits.append(1, count: 1)
    bits.append(1, count: 2)
    for byte in start + [0] { bits.appendLiteral(byte) }
    var left = zeros - 1
    while left >= 258 {
      // Length 258 (symbol 285) at distance 1 (symbol 0).
      bits.appendCode(0b1100_0101, count: 8)
      bits.appendCode(0, count: 5)
      left -= 258
    }
    for _ in 0..<left { bits.appendLiteral(0) }
    bits.appendCode(0, count: 7)
    return bits.finish()
  }

  /// The same as a zlib stream with its checksum.
  static func zlib(_ start: [UInt8], zeros: Int) -> [UInt8] {
    var (low, high): (UInt64, UInt64) = (1, 0)
    for byte in start {
      low = (low + UInt64(byte)) % 65521
      high = (high + low) % 65521
    }
    high = (high + low * (UInt64(zeros) % 65521)) % 65521
    let sum = high << 16 | low
    return [0x78, 0x9C] + deflated(start, zeros: zeros)
      + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: sum >> UInt64($0)) }
  }

  private struct BitWriter {
    private var bytes: [UInt8] = []
    private var pending: UInt32 = 0
    private var count: UInt32 = 0

    /// Adds bits, the lowest first.
    mutating func append(_ value: UInt32, count added: UInt32) {
      pending |= value << count
      count += added
      while count >= 8 {
        bytes.append(UInt8(truncatingIfNeeded: pending))
        pending >>= 8
        count -= 8
      }
    }

    /// Adds a Huffman code, whose highest bit comes first.
    mutating func appendCode(_ code: UInt32, count: UInt32) {
      for bit in (0..<count).reversed() { append(code >> bit & 1, count: 1) }
    }

    mutating func appendLiteral(_ byte: UInt8) {
      if byte < 144 {
        appendCode(0x30 + UInt32(byte), count: 8)
      } else {
        appendCode(0x190 + UInt32(byte) - 144, count: 9)
      }
    }

    consuming func finish() -> [UInt8] {
      if count > 0 { bytes.append(UInt8(truncatingIfNeeded: pending)) }
      return bytes
    }
  }
}

/// Parts of a binary OpenStreetMap file.
enum Protobuf {
  /// A whole number of variable length.
  static func varint(_ value: UInt64) -> [UInt8] {
    var rest = value
    var bytes: [UInt8] = []
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }

  /// A field of bytes.
  static func bytes(_ field: UInt64, _ content: some Collection<UInt8>) -> [UInt8] {
    varint(field << 3 | 2) + varint(UInt64(content.count)) + Array(content)
  }

  /// A block with its header.
  static func block(_ type: String, _ blob: [UInt8]) -> [UInt8] {
    let header = bytes(1, type.utf8) + [0x18] + varint(UInt64(blob.count))
    return [0, 0, UInt8(header.count >> 8), UInt8(header.count & 0xFF)] + header + blob
  }
}
