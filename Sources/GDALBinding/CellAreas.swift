import CGDAL

/// A block of cells that hold classes, and where it lies.
public struct CellBlock: Sendable {
  /// The x of the left edge.
  public var originX: Double
  /// The y of the top edge.
  public var originY: Double
  /// The width of a cell.
  public var cellWidth: Double
  /// The height of a cell; rows run downwards.
  public var cellHeight: Double
  /// The number of columns.
  public var columns: Int
  /// The classes row by row from the top.
  public var classes: [Int32]
  /// One for each cell: 1 where it has a class, 0 where it has none.
  public var present: [Int32]

  /// Creates a block.
  ///
  /// - Precondition: The cells fill whole rows, at least one, and each says whether it has a class.
  public init(
    originX: Double, originY: Double, cellWidth: Double, cellHeight: Double, columns: Int,
    classes: [Int32], present: [Int32]
  ) {
    precondition(
      columns > 0 && !classes.isEmpty && classes.count % columns == 0
        && present.count == classes.count, "cells do not fill whole rows")
    self.originX = originX
    self.originY = originY
    self.cellWidth = cellWidth
    self.cellHeight = cellHeight
    self.columns = columns
    self.classes = classes
    self.present = present
  }
}

extension CellBlock {
  /// The areas of cells of one class that touch along a side, as polygons with the class as their only column.
  ///
  /// Every corner of a cell that lies on a border is a vertex, so that neighbours have the same vertices and still
  /// touch after they are taken to another CRS. Areas come in the order in which GDAL ends them, from the top down.
  ///
  /// - Throws: `GDALError` of the call that failed.
  /// - Complexity: O(*n*) in cells, with some 30 bytes a cell.
  public func areas() throws(GDALError) -> VectorRows {
    let capture = GDALMessageCapture()
    defer { _ = capture.messages() }
    guard let cells = unsafe GDALGetDriverByName("MEM") else {
      throw GDALError(function: "GDALGetDriverByName", message: "no driver MEM")
    }
    // GDAL 3.11 joins the two drivers under the name of the other.
    let features = unsafe GDALGetDriverByName("Memory") ?? cells
    let (width, height) = (Int32(columns), Int32(classes.count / columns))
    guard let raster = unsafe GDALCreate(cells, "", width, height, 2, GDT_Int32, nil) else {
      throw lastFailure("GDALCreate", "cells in memory")
    }
    defer { unsafe GDALClose(raster) }
    // The raster is not placed: corners are whole numbers then, and are placed exactly below.
    for (number, values) in [(Int32(1), classes), (2, present)] {
      var values = values
      guard
        unsafe GDALRasterIO(
          GDALGetRasterBand(raster, number), GF_Write, 0, 0, width, height, &values, width, height,
          GDT_Int32, 0, 0) == CE_None
      else { throw lastFailure("GDALRasterIO", "cells in memory") }
    }
    guard let vectors = unsafe GDALCreate(features, "", 0, 0, 0, GDT_Unknown, nil) else {
      throw lastFailure("GDALCreate", "areas in memory")
    }
    defer { unsafe GDALClose(vectors) }
    guard
      let layer = unsafe GDALDatasetCreateLayer(vectors, "areas", nil, wkbPolygon, nil)
    else { throw lastFailure("GDALDatasetCreateLayer", "areas") }
    let field = unsafe OGR_Fld_Create("class", OFTInteger)
    defer { unsafe OGR_Fld_Destroy(field) }
    guard unsafe OGR_L_CreateField(layer, field, 1) == OGRERR_NONE else {
      throw lastFailure("OGR_L_CreateField", "class")
    }
    guard
      unsafe GDALPolygonize(
        GDALGetRasterBand(raster, 1), GDALGetRasterBand(raster, 2), layer, 0, nil, nil, nil)
        == CE_None
    else { throw lastFailure("GDALPolygonize", "areas of cells") }
    return unsafe try rows(of: layer)
  }

  /// The features of the layer, placed.
  @unsafe
  private func rows(of layer: OGRLayerH) throws(GDALError) -> VectorRows {
    var bytes: [UInt8] = []
    var offsets = [0]
    var values: [Int64] = []
    unsafe OGR_L_ResetReading(layer)
    while let feature = unsafe OGR_L_GetNextFeature(layer) {
      defer { unsafe OGR_F_Destroy(feature) }
      guard let polygon = unsafe OGR_F_GetGeometryRef(feature) else { continue }
      // Where two corners of an area meet, GDAL before 3.7 draws a ring that touches itself.
      let mended =
        unsafe OGR_G_IsValid(polygon) == 0 ? unsafe OGR_G_MakeValid(polygon) : nil
      defer { if let mended = unsafe mended { unsafe OGR_G_DestroyGeometry(mended) } }
      let geometry = unsafe mended ?? polygon
      let type = unsafe OGR_G_GetGeometryType(geometry)
      guard type == wkbPolygon || type == wkbMultiPolygon else {
        throw GDALError(function: "OGR_G_MakeValid", message: "an area of cells is no polygon")
      }
      unsafe OGR_G_Segmentize(geometry, 1)
      var wkb = [UInt8](repeating: 0, count: unsafe OGR_G_WkbSizeEx(geometry))
      let written = unsafe wkb.withUnsafeMutableBufferPointer { room in
        unsafe OGR_G_ExportToIsoWkb(geometry, wkbNDR, room.baseAddress)
      }
      guard written == OGRERR_NONE else {
        throw GDALError(function: "OGR_G_ExportToIsoWkb", message: "an area of cells")
      }
      place(&wkb)
      bytes += wkb
      offsets.append(bytes.count)
      values.append(Int64(unsafe OGR_F_GetFieldAsInteger(feature, 0)))
    }
    return VectorRows(
      geometryBytes: bytes, geometryOffsets: offsets, columns: [.integers(values)])
  }

  /// Takes the corners of a polygon or multipolygon from columns and rows to x and y.
  private func place(_ wkb: inout [UInt8]) {
    var position = 0
    func count() -> Int {
      defer { position += 4 }
      return (0..<4).reduce(0) { $0 | Int(wkb[position + $1]) << (8 * $1) }
    }
    func move(_ start: Int, _ change: (Double) -> Double) {
      let bits = (0..<8).reduce(UInt64(0)) { $0 | UInt64(wkb[start + $1]) << UInt64(8 * $1) }
      let moved = change(Double(bitPattern: bits)).bitPattern
      for byte in 0..<8 { wkb[start + byte] = UInt8(truncatingIfNeeded: moved >> UInt64(8 * byte)) }
    }
    position = 1
    let isPolygon = count() == Int(wkbPolygon.rawValue)
    for _ in 0..<(isPolygon ? 1 : count()) {
      if !isPolygon { position += 5 }
      for _ in 0..<count() {
        for _ in 0..<count() {
          move(position) { originX + $0.rounded() * cellWidth }
          move(position + 8) { originY - $0.rounded() * cellHeight }
          position += 16
        }
      }
    }
  }
}
