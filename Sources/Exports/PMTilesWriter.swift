import GDALBinding
import PlanModel

/// Tiles as PMTiles 3: one file that a web server without any program of its own can serve in pieces.
///
/// By the public specification (github.com/protomaps/PMTiles, version 3): a head of 127 bytes, the root directory, the
/// metadata, leaf directories where the root would be too long, then the tiles along a Hilbert curve.
struct PMTilesWriter {
  let pyramid: TilePyramid
  let metadata: TileMetadata
  /// The bytes of the longest root directory: with the head it must be within the first 16 KiB.
  var longestRoot = 16_384 - 127

  private struct Entry {
    var id: UInt64
    var offset: Int
    var length: Int
    /// How many tiles follow one another in it; 0 where it is a leaf directory.
    var run = 1
  }

  private static let leafEntries = 4096

  /// Writes the file and gives what was written.
  func write(to path: String, in folder: OutputFolder) throws -> ExportedFile {
    let tiles = pyramid.tiles.map { (id: Self.id($0.zoom, $0.x, $0.y), bytes: $0.bytes) }
      .sorted { $0.id < $1.id }
    var entries: [Entry] = []
    var offset = 0
    for tile in tiles {
      entries.append(Entry(id: tile.id, offset: offset, length: tile.bytes.count))
      offset += tile.bytes.count
    }
    let (root, leaves) = try directories(entries)
    let words = try gzipped(Array(description.text(indented: false).utf8))
    var sink = try FileSink(at: path, in: folder)
    try sink.write(
      head(root: root.count, words: words.count, leaves: leaves.count, data: offset, entries.count))
    try sink.write(root)
    try sink.write(words)
    try sink.write(leaves)
    for tile in tiles { try sink.write(tile.bytes) }
    return try sink.close()
  }

  private var description: JSONValue {
    .object([
      ("name", .string(metadata.name)), ("description", .string(metadata.description)),
      ("attribution", .string(metadata.attribution)), ("type", .string("overlay")),
      ("version", .string("1")), ("vector_layers", metadata.vectorLayers),
    ])
  }

  private func head(root: Int, words: Int, leaves: Int, data: Int, _ count: Int) -> [UInt8] {
    var bytes = Array("PMTiles".utf8) + [3]
    func add(_ value: Int, _ width: Int) {
      for shift in stride(from: 0, to: 8 * width, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: value >> shift))
      }
    }
    var start = 127
    for length in [root, words, leaves, data] {
      add(start, 8)
      add(length, 8)
      start += length
    }
    // Tiles, entries and different contents: each tile is its own entry.
    for _ in 0..<3 { add(count, 8) }
    // Clustered; directories and tiles packed by gzip; the tiles are vector tiles.
    for value in [1, 2, 2, 1, metadata.zooms.lowerBound, metadata.zooms.upperBound] {
      add(value, 1)
    }
    func add(degrees: Double) { add(Int((degrees * 1e7).rounded()), 4) }
    for edge in metadata.box.degrees { add(degrees: edge) }
    add(metadata.startZoom, 1)
    add(degrees: metadata.middle.longitude)
    add(degrees: metadata.middle.latitude)
    return bytes
  }

  /// The root directory, and the leaf directories one after another.
  private func directories(
    _ entries: [Entry]
  ) throws -> (root: [UInt8], leaves: [UInt8]) {
    let root = try Self.directory(entries)
    if root.count <= longestRoot { return (root, []) }
    var size = Self.leafEntries
    while true {
      var leaves: [UInt8] = []
      var pointers: [Entry] = []
      for start in stride(from: 0, to: entries.count, by: size) {
        let leaf = try Self.directory(Array(entries[start..<min(entries.count, start + size)]))
        pointers.append(
          Entry(id: entries[start].id, offset: leaves.count, length: leaf.count, run: 0))
        leaves += leaf
      }
      let root = try Self.directory(pointers)
      if root.count <= longestRoot { return (root, leaves) }
      size *= 2
    }
  }

  private static func directory(_ entries: [Entry]) throws -> [UInt8] {
    var bytes = ProtobufBytes()
    bytes.add(varint: UInt64(entries.count))
    var last: UInt64 = 0
    for entry in entries {
      bytes.add(varint: entry.id - last)
      last = entry.id
    }
    for entry in entries { bytes.add(varint: UInt64(entry.run)) }
    for entry in entries { bytes.add(varint: UInt64(entry.length)) }
    for (k, entry) in entries.enumerated() {
      // 0: right behind the one before.
      let follows = k > 0 && entry.offset == entries[k - 1].offset + entries[k - 1].length
      bytes.add(varint: follows ? 0 : UInt64(entry.offset) + 1)
    }
    return try gzipped(bytes.bytes)
  }

  /// The number of a tile: all tiles of lesser zooms, then the place on the Hilbert curve of its zoom.
  static func id(_ zoom: Int, _ x: Int, _ y: Int) -> UInt64 {
    var id: UInt64 = 0
    for lesser in 0..<zoom { id += 1 << (2 * UInt64(lesser)) }
    var (x, y) = (x, y)
    var side = zoom == 0 ? 0 : 1 << (zoom - 1)
    while side > 0 {
      let right = x & side > 0 ? 1 : 0
      let below = y & side > 0 ? 1 : 0
      id += UInt64(side) * UInt64(side) * UInt64((3 * right) ^ below)
      if below == 0 {
        if right == 1 {
          x = side - 1 - (x & (side - 1))
          y = side - 1 - (y & (side - 1))
        }
        (x, y) = (y, x)
      }
      side /= 2
    }
    return id
  }
}
