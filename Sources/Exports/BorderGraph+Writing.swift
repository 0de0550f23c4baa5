import PlanModel

extension BorderGraph {
  /// The columns this was made of, without the corners that have gone.
  func rewritten(_ columns: [GeometryColumn], without gone: [Bool]) throws -> [GeometryColumn] {
    var next = 0
    return try columns.map { try rewritten($0, path: &next, gone) }
  }

  private func rewritten(
    _ column: GeometryColumn, path next: inout Int, _ gone: [Bool]
  ) throws -> GeometryColumn {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(column.bytes.count)
    var offsets = [0]
    for row in 0..<column.count {
      if !column.isMissing(row) {
        var cursor = WKBCursor(column, row: row)
        try rewrite(&cursor, to: &bytes, path: &next, gone)
      }
      offsets.append(bytes.count)
    }
    return GeometryColumn(bytes: bytes, offsets: offsets)
  }

  private func rewrite(
    _ cursor: inout WKBCursor, to bytes: inout [UInt8], path: inout Int, _ gone: [Bool]
  ) throws {
    let type = try cursor.type()
    bytes.append(1)
    bytes.append(little: type)
    if type == 1 {
      var px: [Double] = []
      var py: [Double] = []
      try cursor.coordinates(1, x: &px, y: &py)
      bytes.append(little: px[0].bitPattern)
      bytes.append(little: py[0].bitPattern)
      return
    }
    let count = type == 2 ? 1 : try cursor.count()
    if type != 2 { bytes.append(little: UInt32(count)) }
    for _ in 0..<count {
      if type > 3 {
        try rewrite(&cursor, to: &bytes, path: &path, gone)
        continue
      }
      try cursor.skip(try cursor.count())
      var corners = order[paths[path].range].filter { !gone[Int($0)] }
      if paths[path].isRing, let first = corners.first { corners.append(first) }
      bytes.append(little: UInt32(corners.count))
      for corner in corners {
        bytes.append(little: x[Int(corner)].bitPattern)
        bytes.append(little: y[Int(corner)].bitPattern)
      }
      path += 1
    }
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
