import CGDAL

extension VectorWriter {
  /// Adds rows through one feature that is used again for every row.
  func appendRows(
    _ rows: VectorRows, to layer: OGRLayerH, named name: String, positions: [Int32]
  ) throws(GDALError) {
    guard let feature = unsafe OGR_F_Create(OGR_L_GetLayerDefn(layer)) else {
      throw lastFailure("OGR_F_Create", name)
    }
    defer { unsafe OGR_F_Destroy(feature) }
    let texts = rows.columns.map(CodedTexts.init)
    CPLErrorReset()
    for row in 0..<rows.count {
      unsafe OGR_F_SetFID(feature, Int64(OGRNullFID))
      try unsafe setGeometry(of: feature, to: row, in: rows, layer: name)
      for (column, position) in zip(rows.columns.indices, positions) {
        switch rows.columns[column] {
        case .integers(let values, let present):
          if present.isEmpty || present[row] != 0 {
            unsafe OGR_F_SetFieldInteger64(feature, position, values[row])
          } else {
            unsafe OGR_F_SetFieldNull(feature, position)
          }
        case .reals(let values, let present):
          if present.isEmpty || present[row] != 0 {
            unsafe OGR_F_SetFieldDouble(feature, position, values[row])
          } else {
            unsafe OGR_F_SetFieldNull(feature, position)
          }
        case .codes(let codes, _):
          if codes[row] >= 0 {
            unsafe texts[column].withText(Int(codes[row])) { text in
              unsafe OGR_F_SetFieldString(feature, position, text)
            }
          } else {
            unsafe OGR_F_SetFieldNull(feature, position)
          }
        case .texts(let values):
          if let text = values[row] {
            unsafe OGR_F_SetFieldString(feature, position, text)
          } else {
            unsafe OGR_F_SetFieldNull(feature, position)
          }
        }
      }
      guard unsafe OGR_L_CreateFeature(layer, feature) == OGRERR_NONE else {
        throw lastFailure("OGR_L_CreateFeature", "\(name), row \(row)")
      }
    }
  }

  private func setGeometry(
    of feature: OGRFeatureH, to row: Int, in rows: VectorRows, layer: String
  ) throws(GDALError) {
    let start = rows.geometryOffsets[row]
    let count = rows.geometryOffsets[row + 1] - start
    if count == 0 {
      unsafe OGR_F_SetGeometryDirectly(feature, nil)
      return
    }
    var geometry: OGRGeometryH?
    let code = unsafe rows.geometryBytes.withUnsafeBytes { bytes in
      unsafe OGR_G_CreateFromWkb(bytes.baseAddress! + start, nil, &geometry, Int32(count))
    }
    guard code == OGRERR_NONE, let geometry = unsafe geometry else {
      throw lastFailure("OGR_G_CreateFromWkb", "\(layer), row \(row)")
    }
    // The feature owns the geometry from here on, whatever is returned.
    guard unsafe OGR_F_SetGeometryDirectly(feature, geometry) == OGRERR_NONE else {
      throw lastFailure("OGR_F_SetGeometryDirectly", "\(layer), row \(row)")
    }
  }
}

/// The categories of a coded column as C strings in one block, so that no row makes a string.
private struct CodedTexts {
  private var characters: [CChar] = []
  private var starts: [Int] = []

  init(of column: OutputColumn) {
    guard case .codes(_, let categories) = column else { return }
    for category in categories {
      starts.append(characters.count)
      for byte in category.utf8 { characters.append(CChar(bitPattern: byte)) }
      characters.append(0)
    }
  }

  func withText(_ code: Int, _ body: (UnsafePointer<CChar>) -> Void) {
    // Safe: each category ends with a zero inside the block.
    unsafe characters.withUnsafeBufferPointer { unsafe body($0.baseAddress! + starts[code]) }
  }
}
