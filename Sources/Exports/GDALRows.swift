import GDALBinding
import PlanModel

/// A layer as GDAL takes it: fields, the kind of its geometries, rows in pieces.
struct GDALRows {
  let layer: Layer
  /// The fields, `id` first.
  let fields: [OutputField]
  /// The narrowest kind that fits all rows; QGIS splits a layer of mixed kinds in two.
  let kind: VectorWriter.GeometryKind
  /// Rows handed to GDAL at once.
  private static let chunkRows = 65_536

  init(_ layer: Layer) {
    self.layer = layer
    kind = Self.kind(of: layer.geometry)
    fields =
      [OutputField("id", .text)]
      + layer.fields.map { field in
        if case .number = field.column {
          OutputField(field.role, .real)
        } else {
          OutputField(field.role, .text)
        }
      }
  }

  /// Writes all rows in their order.
  func append(to handle: VectorWriter.LayerHandle, by writer: VectorWriter) throws {
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

  private static func column(_ column: Column, _ rows: Range<Int>) -> OutputColumn {
    switch column {
    case .number(let numbers):
      .reals(Array(numbers.values[rows]), present: rows.map { numbers.present[$0] ? 1 : 0 })
    case .text(let texts): .codes(Array(texts.codes[rows]), categories: texts.categories)
    }
  }

  private static func kind(of column: GeometryColumn) -> VectorWriter.GeometryKind {
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
  private static func geometry(
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

extension ExportFailure {
  /// A failure of GDAL while it wrote a file.
  init(_ error: GDALError, writing file: String) {
    let isFull = error.message.contains("full") || error.message.contains("No space")
    self.init(
      isFull ? "The disk is full: could not write \(file)." : "Could not write \(file): \(error).",
      remedy: isFull
        ? "Free some space or choose another folder with --out."
        : "Check the free space and the rights there, or choose another folder with --out.")
  }
}
