import GDALBinding
import PlanModel

/// `plan.gpkg`: the layers in the plan's CRS, with styles that QGIS picks up and metadata.
struct GeoPackageWriter {
  private let account: PlanAccount
  /// Rows handed to GDAL at once.
  static let chunkRows = 65_536

  init(_ account: PlanAccount) { self.account = account }

  /// Writes the file and gives what was written.
  func write(_ layers: [Layer], to path: String, in folder: OutputFolder) throws -> ExportedFile {
    try folder.makeFolder(of: path)
    let file = OutputFolder.path(folder.url(of: path))
    do {
      try withVectorFile(creating: file) { writer in
        let description = account.result.description
        try writer.setMetadata("TITLE", "\(description.name): area-based energy and climate plan")
        if let notice = description.notice { try writer.setMetadata("NOTICE", notice) }
        try writer.setMetadata("RUN_RECORD", metadataRecord)
        for layer in layers { try write(layer, by: writer) }
        try MapStyles(account).write(by: writer)
      }
    } catch let error as GDALError {
      throw failure(error, file)
    }
    return ExportedFile(path: path, bytes: try folder.size(of: path))
  }

  /// The certificate and the inputs, for whoever gets the file alone.
  var metadataRecord: String {
    let record = account.result.record
    return JSONValue.object([
      ("version", .string(record.version)), ("planSHA256", .string(record.planSHA256)),
      ("certificate", certificateJSON(of: account)),
      (
        "inputs",
        .array(
          record.inputs.map {
            .object([("name", .string($0.name)), ("sha256", .string($0.sha256))])
          })
      ),
    ]).text(indented: false)
  }

  private func failure(_ error: GDALError, _ file: String) -> ExportFailure {
    let isFull = error.message.contains("full") || error.message.contains("No space")
    return ExportFailure(
      isFull ? "The disk is full: could not write \(file)." : "Could not write \(file): \(error).",
      remedy: isFull
        ? "Free some space or choose another folder with --out."
        : "Check the free space and the rights there, or choose another folder with --out.")
  }

  private func write(_ layer: Layer, by writer: VectorWriter) throws {
    try Self.write(layer, notice: account.result.description.notice, by: writer)
  }

  /// Writes one layer.
  static func write(_ layer: Layer, notice: String?, by writer: VectorWriter) throws {
    let kind = Self.kind(of: layer.geometry)
    let fields =
      [OutputField("id", .text)]
      + layer.fields.map { field in
        if case .number = field.column {
          OutputField(field.role, .real)
        } else {
          OutputField(field.role, .text)
        }
      }
    let handle = try writer.createLayer(
      layer.name, crs: layer.crs.definition, geometry: kind, fields: fields,
      options: [("FID", "fid"), ("GEOMETRY_NAME", "geom"), ("IDENTIFIER", layer.name)])
    if let notice {
      try writer.setMetadata("NOTICE", notice, of: handle)
    }
    for start in stride(from: 0, to: layer.count, by: Self.chunkRows) {
      let rows = start..<min(layer.count, start + Self.chunkRows)
      let (bytes, offsets) = Self.geometry(layer.geometry, rows, promoting: kind == .multiPolygon)
      let columns =
        [OutputColumn.texts(rows.map { layer.ids[$0] })]
        + layer.fields.map { Self.column($0.column, rows) }
      try writer.append(
        VectorRows(geometryBytes: bytes, geometryOffsets: offsets, columns: columns), to: handle)
    }
  }

  static func column(_ column: Column, _ rows: Range<Int>) -> OutputColumn {
    switch column {
    case .number(let numbers):
      .reals(Array(numbers.values[rows]), present: rows.map { numbers.present[$0] ? 1 : 0 })
    case .text(let texts): .codes(Array(texts.codes[rows]), categories: texts.categories)
    }
  }

  /// The narrowest kind that fits all rows; QGIS splits a layer of mixed kinds in two.
  static func kind(of column: GeometryColumn) -> VectorWriter.GeometryKind {
    var types: Set<UInt8> = []
    // A row too short for a type is left to GDAL, which says what is wrong with it.
    for row in 0..<column.count where column.offsets[row + 1] - column.offsets[row] >= 5 {
      types.insert(column.bytes[column.offsets[row] + 1])
    }
    if types.isSubset(of: [3, 6]) { return .multiPolygon }
    if types == [1] { return .point }
    return .any
  }

  /// The bytes of some rows; with `promoting`, polygons become multi-polygons of one.
  static func geometry(
    _ column: GeometryColumn, _ rows: Range<Int>, promoting: Bool
  ) -> ([UInt8], [Int]) {
    var bytes: [UInt8] = []
    var offsets = [0]
    bytes.reserveCapacity(
      column.offsets[rows.upperBound] - column.offsets[rows.lowerBound] + 9 * rows.count)
    for row in rows {
      let start = column.offsets[row]
      if promoting, column.offsets[row + 1] - start >= 5, column.bytes[start + 1] == 3 {
        bytes += [1, 6, 0, 0, 0, 1, 0, 0, 0]
      }
      bytes.append(contentsOf: column.bytes[start..<column.offsets[row + 1]])
      offsets.append(bytes.count)
    }
    return (bytes, offsets)
  }
}
