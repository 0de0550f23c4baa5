import Foundation

/// The names of the entries of a zip archive as its directory writes them.
///
/// GDAL leaves out entries that lead out of the archive instead of telling of them, so the names are read here
/// once more (PKWARE APPNOTE 6.3.10, sections 4.3.12 and 4.3.16).
struct ZipDirectory {
  /// The names; empty where the file has no directory that can be read, which GDAL then says.
  private(set) var names: [String] = []

  /// The largest directory that is looked at; that of a million entries is smaller.
  private static let largest = 1 << 28

  /// Reads the directory of an archive.
  init(ofFile path: String) {
    guard let file = FileHandle(forReadingAtPath: path), let size = try? file.seekToEnd() else {
      return
    }
    defer { try? file.close() }
    // The last record has 22 bytes and a comment of at most 65,535.
    let tailStart = size - min(size, 65_557)
    guard let tail = Self.bytes(of: file, from: tailStart, count: Int(size - tailStart)),
      let end = Self.position(of: 0x0605_4b50, in: tail)
    else { return }
    let length = Self.number(tail, end + 12, 4)
    let start = Self.number(tail, end + 16, 4)
    guard length <= Self.largest, UInt64(start) + UInt64(length) <= size,
      let directory = Self.bytes(of: file, from: UInt64(start), count: length)
    else { return }
    var offset = 0
    while offset + 46 <= directory.count, Self.number(directory, offset, 4) == 0x0201_4b50 {
      let nameLength = Self.number(directory, offset + 28, 2)
      let rest = Self.number(directory, offset + 30, 2) + Self.number(directory, offset + 32, 2)
      guard offset + 46 + nameLength <= directory.count else { return }
      names.append(
        String(decoding: directory[offset + 46..<offset + 46 + nameLength], as: UTF8.self))
      offset += 46 + nameLength + rest
    }
  }

  /// The first entry whose name leads out of the archive.
  var escapingName: String? {
    names.first { name in
      name.hasPrefix("/") || name.hasPrefix("\\") || name.dropFirst().hasPrefix(":")
        || name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).contains("..")
    }
  }

  private static func bytes(of file: FileHandle, from offset: UInt64, count: Int) -> [UInt8]? {
    guard (try? file.seek(toOffset: offset)) != nil, let data = try? file.read(upToCount: count)
    else { return nil }
    return data.count == count ? Array(data) : nil
  }

  private static func position(of signature: Int, in bytes: [UInt8]) -> Int? {
    guard bytes.count >= 22 else { return nil }
    return (0...bytes.count - 22).last { number(bytes, $0, 4) == signature }
  }

  private static func number(_ bytes: [UInt8], _ offset: Int, _ count: Int) -> Int {
    (0..<count).reduce(0) { $0 | Int(bytes[offset + $1]) << (8 * $1) }
  }
}
