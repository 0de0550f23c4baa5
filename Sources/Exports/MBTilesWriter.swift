import GDALBinding
import PlanModel

/// Tiles as MBTiles 1.3: one SQLite file with the tables `metadata` and `tiles`.
///
/// GDAL's own driver for vector tiles is not used: it is ten times slower, and two runs of it differ in their bytes.
struct MBTilesWriter {
  let pyramid: TilePyramid
  let metadata: TileMetadata

  /// Writes the file and gives what was written.
  func write(to path: String, in folder: OutputFolder) throws -> ExportedFile {
    try folder.makeFolder(of: path)
    let file = OutputFolder.path(folder.url(of: path))
    do {
      // Without METADATA there are no tables but ours.
      try withVectorFile(creating: file, driver: "SQLite", options: [("METADATA", "NO")]) {
        try write(by: $0)
      }
    } catch let error as GDALError {
      throw ExportFailure(
        error.message.contains("full") || error.message.contains("No space")
          ? "The disk is full: could not write \(file)." : "Could not write \(file): \(error).",
        remedy: "Check the free space and the rights there, or choose another folder with --out.")
    }
    return ExportedFile(path: path, bytes: try folder.size(of: path))
  }

  private func write(by writer: VectorWriter) throws {
    try writer.execute(sql: "CREATE TABLE metadata (name text, value text)")
    try writer.execute(
      sql:
        "CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob)"
    )
    let vectorLayers = JSONValue.object([("vector_layers", metadata.vectorLayers)])
    for (name, value) in [
      ("name", metadata.name), ("description", metadata.description),
      ("attribution", metadata.attribution), ("format", "pbf"), ("type", "overlay"),
      ("version", "1"), ("bounds", metadata.bounds), ("center", metadata.center),
      ("minzoom", "\(metadata.zooms.lowerBound)"), ("maxzoom", "\(metadata.zooms.upperBound)"),
      ("json", vectorLayers.text(indented: false)),
    ] {
      // A zero byte would end the statement; no name needs one.
      let literal = VectorWriter.quoted(value.replacing("\0", with: "\u{FFFD}"))
      try writer.execute(sql: "INSERT INTO metadata VALUES ('\(name)', \(literal))")
    }
    for tile in pyramid.tiles {
      // Rows count from the south in this format.
      let row = (1 << tile.zoom) - 1 - tile.y
      try writer.execute(
        sql: "INSERT INTO tiles VALUES (\(tile.zoom), \(tile.x), \(row), X'\(hex(tile.bytes))')")
    }
    try writer.execute(sql: "CREATE UNIQUE INDEX name ON metadata (name)")
    try writer.execute(
      sql: "CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row)")
  }

  private func hex(_ bytes: [UInt8]) -> String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(2 * bytes.count)
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }
}
