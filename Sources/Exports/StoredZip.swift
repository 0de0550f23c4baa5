/// An archive in the zip form whose files are stored as they are, one behind the other in the order given.
///
/// Nothing is compressed and every file bears the first moment the form knows, 1980-01-01 00:00, so the same files give
/// the same bytes on every machine, whatever version of a compressor it has. An OpenDocument text asks for its file
/// `mimetype` first and stored, which this does by itself.
struct StoredZip {
  private var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var count: UInt16 = 0

  /// Starts an empty archive.
  init() {}

  /// Adds a file.
  ///
  /// - Parameters:
  ///   - name: Its path in the archive, with `/` between folders.
  ///   - content: Its bytes; fewer than 4 GiB.
  mutating func add(_ name: String, _ content: [UInt8]) {
    precondition(
      bytes.count + content.count < Int(UInt32.max) && count < .max,
      "the plain zip form ends at 4 GiB and 65,535 files")
    let path = Array(name.utf8)
    let start = UInt32(bytes.count)
    var about: [UInt8] = []
    // Version 2.0; bit 11: the name is UTF-8; method 0: stored; time 0; date 1980-01-01.
    for number: UInt16 in [20, 1 << 11, 0, 0, 1 << 5 | 1] { about.append(little: number) }
    about.append(little: Self.checksum(content))
    about.append(little: UInt32(content.count))
    about.append(little: UInt32(content.count))
    about.append(little: UInt16(path.count))
    about.append(little: UInt16(0))
    bytes.append(little: UInt32(0x0403_4b50))
    bytes += about + path + content
    directory.append(little: UInt32(0x0201_4b50))
    directory.append(little: UInt16(20))
    directory += about
    // No comment, first disk, no attributes.
    for number: UInt16 in [0, 0, 0] { directory.append(little: number) }
    directory.append(little: UInt32(0))
    directory.append(little: start)
    directory += path
    count += 1
  }

  /// The whole archive.
  var archive: [UInt8] {
    var end: [UInt8] = []
    end.append(little: UInt32(0x0605_4b50))
    for number: UInt16 in [0, 0, count, count] { end.append(little: number) }
    end.append(little: UInt32(directory.count))
    end.append(little: UInt32(bytes.count))
    end.append(little: UInt16(0))
    return bytes + directory + end
  }

  /// The CRC-32 of ISO 3309, reflected polynomial EDB88320.
  static func checksum(_ content: [UInt8]) -> UInt32 {
    var sum = UInt32.max
    for byte in content { sum = table[Int((sum ^ UInt32(byte)) & 0xFF)] ^ (sum >> 8) }
    return ~sum
  }

  private static let table: [UInt32] = (0..<256).map { start in
    var value = UInt32(start)
    for _ in 0..<8 { value = value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    return value
  }
}

extension [UInt8] {
  /// Adds a number with its lowest byte first.
  fileprivate mutating func append(little number: some FixedWidthInteger) {
    for shift in stride(from: 0, to: number.bitWidth, by: 8) {
      append(UInt8(truncatingIfNeeded: number >> shift))
    }
  }
}
