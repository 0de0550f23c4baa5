/// A place in bytes in the wire format of Protocol Buffers, moved on by reading.
///
/// Every read is checked against the end, so that a cut or hostile file is an error and never a trap.
struct ProtobufCursor {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  /// A field's number, and what stands in it.
  struct Field {
    let number: UInt64
    let content: Content
  }
  /// What a field holds; the meaning of a number depends on the field.
  enum Content {
    case number(UInt64)
    case bytes(ArraySlice<UInt8>)
    /// Four or eight bytes, which no OpenStreetMap file uses.
    case fixed
  }

  /// Starts at the first byte.
  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// Whether nothing is left.
  var isAtEnd: Bool { position >= bytes.endIndex }

  /// The next whole number of variable length.
  mutating func varint() throws(OSMFormatError) -> UInt64 {
    var result: UInt64 = 0
    var shift: UInt64 = 0
    while position < bytes.endIndex {
      let byte = bytes[position]
      position += 1
      result |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return result }
      shift += 7
      if shift > 63 { break }
    }
    throw OSMFormatError("a number is broken")
  }

  /// The next signed number, whose sign is in its lowest bit.
  mutating func zigzag() throws(OSMFormatError) -> Int64 {
    let raw = try varint()
    return Int64(bitPattern: raw >> 1) ^ -Int64(bitPattern: raw & 1)
  }

  /// The next field, or nil at the end.
  mutating func next() throws(OSMFormatError) -> Field? {
    if isAtEnd { return nil }
    let key = try varint()
    let number = key >> 3
    switch key & 7 {
    case 0: return Field(number: number, content: .number(try varint()))
    case 1:
      _ = try take(8)
      return Field(number: number, content: .fixed)
    case 2:
      let length = try varint()
      guard length <= UInt64(bytes.endIndex - position) else {
        throw OSMFormatError("a part is longer than the file")
      }
      return Field(number: number, content: .bytes(try take(Int(length))))
    case 5:
      _ = try take(4)
      return Field(number: number, content: .fixed)
    default: throw OSMFormatError("a field is of an unknown kind")
    }
  }

  private mutating func take(_ count: Int) throws(OSMFormatError) -> ArraySlice<UInt8> {
    guard count <= bytes.endIndex - position else {
      throw OSMFormatError("a part is longer than the file")
    }
    defer { position += count }
    return bytes[position..<position + count]
  }
}

extension ProtobufCursor.Content {
  /// The bytes of a text, a message or a packed list.
  var slice: ArraySlice<UInt8> {
    get throws(OSMFormatError) {
      guard case .bytes(let bytes) = self else {
        throw OSMFormatError("a field is of a wrong kind")
      }
      return bytes
    }
  }

  /// The number as it stands.
  var unsigned: UInt64 {
    get throws(OSMFormatError) {
      guard case .number(let number) = self else {
        throw OSMFormatError("a field is of a wrong kind")
      }
      return number
    }
  }

  /// The number, whose sign is in its lowest bit.
  var zigzag: Int64 {
    get throws(OSMFormatError) {
      let raw = try unsigned
      return Int64(bitPattern: raw >> 1) ^ -Int64(bitPattern: raw & 1)
    }
  }
}
