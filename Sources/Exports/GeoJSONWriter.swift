import PROJBinding
import PlanModel

/// A layer as GeoJSON after RFC 7946: WGS 84, longitude before latitude, 7 digits, outer rings counter-clockwise.
///
/// Geometries are valid as they are written, after the rounding; what rounding leaves nothing of is null.
///
/// Rows are turned into bytes by chunks on all workers and written in waves, so memory does not grow with the layer.
struct GeoJSONWriter {
  private let layer: Layer
  private let notice: String?
  private let simplified: SimplifiedBorders?
  private let keys: [[UInt8]]
  /// The quoted categories of each field of text in one block, and where each starts.
  private let categories: [(block: [UInt8], starts: [Int])]

  /// Rows of a chunk; a chunk is a few megabytes of text.
  private static let chunkRows = 8192
  /// Chunks of a wave; their text is in memory together.
  private static let waveChunks = 8

  /// - Parameter simplified: The geometries to write in place of the layer's own; nil: its own.
  init(_ layer: Layer, notice: String?, simplified: SimplifiedBorders? = nil) {
    self.layer = layer
    self.notice = notice
    self.simplified = simplified
    keys = layer.fields.map {
      [UInt8(ascii: ",")] + JSONBytes.quoted($0.role) + [UInt8(ascii: ":")]
    }
    categories = layer.fields.map { field in
      guard case .text(let column) = field.column else { return ([], [0]) }
      var json = JSONBytes()
      var starts = [0]
      for category in column.categories {
        json.add(quoted: category)
        starts.append(json.count)
      }
      return (json.bytes, starts)
    }
  }

  /// Writes the layer and gives what was written.
  func write(
    to path: String, in folder: OutputFolder, workers: Workers
  ) throws -> ExportedFile {
    var sink = try FileSink(at: path, in: folder)
    var head = JSONBytes()
    head.add("{\"type\":\"FeatureCollection\",\"name\":")
    head.add(quoted: layer.name)
    if let notice {
      head.add(",\"notice\":")
      head.add(quoted: notice)
    }
    if let simplified {
      head.add(",\"simplified\":")
      head.add(
        quoted:
          "Borders lie within \(simplified.tolerance.shortest) m of the exact ones; areas and all other numbers are of the exact ones."
      )
    }
    head.add(",\"features\":[\n")
    try sink.write(head.bytes)
    let geometry = simplified?.geometry ?? layer.geometry
    var box = LongitudeBox()
    let wave = Self.chunkRows * Self.waveChunks
    for start in stride(from: 0, to: layer.count, by: wave) {
      let rows = min(wave, layer.count - start)
      let chunks = try workers.mapChunks(of: rows, size: Self.chunkRows) { range in
        try text(
          of: start + range.lowerBound..<start + range.upperBound, geometry)
      }
      for chunk in chunks {
        try sink.write(chunk.bytes)
        box.add(chunk.box)
      }
    }
    var foot = JSONBytes()
    foot.add("]")
    box.add(to: &foot)
    foot.add("}\n")
    try sink.write(foot.bytes)
    return try sink.close()
  }

  private func text(
    of rows: Range<Int>, _ geometry: GeometryColumn
  ) throws -> (bytes: [UInt8], box: LongitudeBox) {
    var x: [Double] = []
    var y: [Double] = []
    var firstCoordinate: [Int] = []
    for row in rows {
      firstCoordinate.append(x.count)
      if geometry.isMissing(row) { continue }
      var cursor = WKBCursor(geometry, row: row)
      do {
        try cursor.allCoordinates(x: &x, y: &y)
      } catch {
        throw ExportFailure(
          "The geometry of feature \(layer.ids[row]) in layer \(layer.name) is not well-known binary.",
          remedy: "This is a defect of the program: report it with the plan's data.")
      }
    }
    try transform(x: &x, y: &y)
    var json = JSONBytes()
    json.reserve(x.count * 24 + rows.count * (60 + 32 * layer.fields.count))
    let cells = layer.fields.indices.map { self.cells(of: $0, in: rows) }
    for row in rows {
      if row > 0 { json.add(",\n") }
      let id = JSONBytes.quoted(layer.ids[row])
      json.add("{\"type\":\"Feature\",\"id\":")
      json.add(id)
      json.add(",\"properties\":{\"id\":")
      json.add(id)
      let place = row - rows.lowerBound
      for field in cells.indices {
        let starts = cells[field].starts
        json.add(cells[field].json.bytes, starts[place]..<starts[place + 1])
      }
      json.add("},\"geometry\":")
      if geometry.isMissing(row) {
        json.add("null}")
        continue
      }
      var reader = GeometryText(
        x: x, y: y, next: firstCoordinate[row - rows.lowerBound],
        cursor: WKBCursor(geometry, row: row))
      if try !reader.add(to: &json) { json.add("null") }
      json.add("}")
    }
    var box = LongitudeBox()
    for (longitude, latitude) in zip(x, y) { box.add(GridPosition(longitude, latitude)) }
    return (json.bytes, box)
  }

  private func transform(x: inout [Double], y: inout [Double]) throws {
    if layer.crs.definition == CRS.wgs84.definition || x.isEmpty { return }
    let transformer = try PROJTransformer(from: layer.crs.definition, to: CRS.wgs84.definition)
    guard transformer.transform(xs: &x, ys: &y) == 0 else {
      throw ExportFailure(
        "Layer \(layer.name) has coordinates that cannot be converted from \(layer.crs.name) to WGS 84.",
        remedy: "Check that the plan's CRS is made for the place where the municipality lies.")
    }
  }

  /// The key and value of one field in each row of a chunk, one after another.
  private struct Cells {
    var json = JSONBytes()
    /// Where each row's text starts, and where the last one ends.
    var starts = [0]
  }

  /// Goes through one column at a time: a column taken out of the layer row by row would be counted as shared by
  /// all workers each time, and they would wait for one another.
  private func cells(of field: Int, in rows: Range<Int>) -> Cells {
    var cells = Cells()
    cells.starts.reserveCapacity(rows.count + 1)
    cells.json.reserve(rows.count * (keys[field].count + 12))
    // A copy of its own, for the same reason.
    let key = keys[field].map { $0 }
    switch layer.fields[field].column {
    case .number(let column):
      for row in rows {
        cells.json.add(key)
        if column.present[row] {
          cells.json.add(column.values[row], decimals: 6)
        } else {
          cells.json.add("null")
        }
        cells.starts.append(cells.json.count)
      }
    case .text(let column):
      let (block, starts) = categories[field]
      for row in rows {
        cells.json.add(key)
        let code = Int(column.codes[row])
        if code >= 0 {
          for k in starts[code]..<starts[code + 1] { cells.json.add(block[k]) }
        } else {
          cells.json.add("null")
        }
        cells.starts.append(cells.json.count)
      }
    }
    return cells
  }
}
