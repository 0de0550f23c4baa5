import CGDAL

extension VectorLayer {
  /// Reads by the Arrow stream, batch by batch into columns.
  ///
  /// - Parameter announced: How many rows there should be, where that is known.
  func stream(
    _ positions: [Int], announced: Int?, _ capture: borrowing GDALMessageCapture
  ) throws(GDALError) -> VectorTable {
    var stream = unsafe ArrowArrayStream()
    guard unsafe OGR_L_GetArrowStream(handle, &stream, nil) else {
      throw GDALError(function: "OGR_L_GetArrowStream", messages: capture.messages())
    }
    defer { unsafe stream.release?(&stream) }
    var schema = unsafe ArrowSchema()
    guard unsafe stream.get_schema(&stream, &schema) == 0 else {
      throw GDALError(function: "ArrowArrayStream.get_schema", messages: capture.messages())
    }
    defer { unsafe schema.release?(&schema) }
    var reader = unsafe StreamReader(
      schema: schema, fields: positions.map { fields[$0] },
      geometryColumn: unsafe OGR_L_GetGeometryColumn(handle).map { unsafe String(cString: $0) })
    var isFirst = true
    while true {
      var batch = unsafe ArrowArray()
      let code = unsafe stream.get_next(&stream, &batch)
      guard code == 0 else {
        throw GDALError(function: "ArrowArrayStream.get_next", messages: capture.messages())
      }
      guard let release = unsafe batch.release else { break }
      unsafe reader.append(batch)
      // What the first batch takes says what all will: room is made once, not doubled again and again.
      if isFirst, let announced { reader.reserve(rows: announced) }
      isFirst = false
      unsafe release(&batch)
    }
    return reader.finish()
  }
}

/// Copies the batches of an Arrow stream into columns.
private struct StreamReader {
  private var table = VectorTable()
  private var builders: [ColumnBuilder]
  /// Which child of a batch holds each field, and in which Arrow format; nil where the stream leaves it out.
  private let children: [(index: Int, format: String)?]
  private let featureID: Int?
  private let geometry: (index: Int, format: String)?

  @unsafe
  init(schema: ArrowSchema, fields: [VectorField], geometryColumn: String?) {
    var names: [(name: String, format: String)] = []
    let childCount = unsafe Int(schema.n_children)
    for index in 0..<childCount {
      guard let child = unsafe schema.children?[index] else { continue }
      unsafe names.append(
        (
          child.pointee.name.map { unsafe String(cString: $0) } ?? "",
          child.pointee.format.map { unsafe String(cString: $0) } ?? ""
        ))
    }
    builders = fields.map { ColumnBuilder($0.kind) }
    // The feature id comes first, geometry is the only binary child because no other is asked for.
    featureID = names.first?.format == "l" ? 0 : nil
    let firstField = featureID == nil ? 0 : 1
    children = fields.map { field in
      names.indices.dropFirst(firstField).first { names[$0].name == field.name }
        .map { ($0, names[$0].format) }
    }
    geometry = names.lastIndex { ["z", "Z"].contains($0.format) }.map { ($0, names[$0].format) }
    table.cameAsStream = true
  }

  /// Makes room for as many rows, of which some are there.
  mutating func reserve(rows: Int) {
    // No more than a thousandfold, whatever a source announces.
    guard rows > table.count, rows / 1000 <= table.count else { return }
    table.featureIDs.reserveCapacity(rows)
    table.geometryOffsets.reserveCapacity(rows + 1)
    let share = Double(rows) / Double(table.count) * 1.02
    table.geometryBytes.reserveCapacity(Int(Double(table.geometryBytes.count) * share))
  }

  consuming func finish() -> VectorTable {
    table.columns = builders.map { $0.finish() }
    return table
  }

  @unsafe
  mutating func append(_ batch: ArrowArray) {
    let count = unsafe Int(batch.length)
    let first = table.count
    if let featureID, let child = unsafe batch.children?[featureID],
      let values = unsafe child.pointee.buffers?[1]
    {
      let ids = unsafe UnsafeBufferPointer(
        start: values.assumingMemoryBound(to: Int64.self) + Int(child.pointee.offset), count: count)
      unsafe table.featureIDs.append(contentsOf: ids)
    } else {
      table.featureIDs.append(contentsOf: (0..<count).map { Int64(first + $0) })
    }
    if let geometry, let child = unsafe batch.children?[geometry.index] {
      let values = unsafe VariableColumn(child.pointee, isLarge: geometry.format == "Z")
      for row in 0..<count {
        if let bytes = unsafe values.bytes(row) {
          unsafe table.geometryBytes.append(contentsOf: bytes)
        }
        table.geometryOffsets.append(table.geometryBytes.count)
      }
    } else {
      table.geometryOffsets.append(
        contentsOf: repeatElement(table.geometryBytes.count, count: count))
    }
    for column in builders.indices {
      if let (index, format) = children[column], let child = unsafe batch.children?[index] {
        unsafe append(child.pointee, format, count, to: &builders[column])
      } else {
        for _ in 0..<count { builders[column].appendNull() }
      }
    }
  }

  @unsafe
  private func append(
    _ array: ArrowArray, _ format: String, _ count: Int, to builder: inout ColumnBuilder
  ) {
    switch format {
    case "u", "U":
      let values = unsafe VariableColumn(array, isLarge: format == "U")
      for row in 0..<count {
        if let bytes = unsafe values.bytes(row) {
          unsafe builder.texts.append(bytes)
        } else {
          builder.appendNull()
        }
      }
    case "s": unsafe append(array, count, Int16.self, to: &builder) { $0.append(Int64($1)) }
    case "i": unsafe append(array, count, Int32.self, to: &builder) { $0.append(Int64($1)) }
    case "l": unsafe append(array, count, Int64.self, to: &builder) { $0.append($1) }
    case "g": unsafe append(array, count, Double.self, to: &builder) { $0.append($1) }
    default: preconditionFailure("fields of other Arrow formats are read by rows")
    }
  }

  @unsafe
  private func append<Value>(
    _ array: ArrowArray, _ count: Int, _: Value.Type, to builder: inout ColumnBuilder,
    _ append: (inout ColumnBuilder, Value) -> Void
  ) {
    let offset = unsafe Int(array.offset)
    guard let values = unsafe array.buffers?[1]?.assumingMemoryBound(to: Value.self) else {
      for _ in 0..<count { builder.appendNull() }
      return
    }
    let present = unsafe Presence(array)
    for row in 0..<count {
      if unsafe present[row] {
        unsafe append(&builder, values[offset + row])
      } else {
        builder.appendNull()
      }
    }
  }
}

/// Which rows of an Arrow array are not null.
@unsafe
private struct Presence {
  private let bits: UnsafePointer<UInt8>?
  private let offset: Int

  init(_ array: ArrowArray) {
    unsafe bits = array.buffers?[0]?.assumingMemoryBound(to: UInt8.self)
    unsafe offset = Int(array.offset)
  }

  subscript(row: Int) -> Bool {
    guard let bits = unsafe bits else { return true }
    let bit = unsafe offset + row
    return unsafe bits[bit >> 3] & (1 << UInt8(bit & 7)) != 0
  }
}

/// An Arrow array of texts or bytes.
@unsafe
private struct VariableColumn {
  private let present: Presence
  private let offsets: UnsafeRawPointer?
  private let values: UnsafePointer<UInt8>?
  private let offset: Int
  private let isLarge: Bool

  init(_ array: ArrowArray, isLarge: Bool) {
    unsafe present = Presence(array)
    unsafe offsets = array.buffers?[1]
    unsafe values = array.buffers?[2]?.assumingMemoryBound(to: UInt8.self)
    unsafe offset = Int(array.offset)
    unsafe self.isLarge = isLarge
  }

  /// The bytes of a row, or nil where it is null.
  func bytes(_ row: Int) -> UnsafeBufferPointer<UInt8>? {
    guard unsafe present[row], let offsets = unsafe offsets else { return nil }
    let start = unsafe bound(offsets, offset + row)
    let end = unsafe bound(offsets, offset + row + 1)
    return unsafe UnsafeBufferPointer(start: values.map { unsafe $0 + start }, count: end - start)
  }

  private func bound(_ offsets: UnsafeRawPointer, _ index: Int) -> Int {
    unsafe isLarge
      ? Int(offsets.load(fromByteOffset: index * 8, as: Int64.self))
      : Int(offsets.load(fromByteOffset: index * 4, as: Int32.self))
  }
}
