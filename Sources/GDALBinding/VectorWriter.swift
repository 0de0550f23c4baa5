import CGDAL

/// Writes layers and tables into one new data source.
///
/// A writer lives inside the closure of ``withVectorFile(creating:driver:options:timestamp:_:)`` and in the
/// worker that called it. All layers are written in one transaction where the driver has transactions.
@safe
public final class VectorWriter {
  /// The kind of geometry that a layer declares.
  public enum GeometryKind: Sendable {
    /// A table without geometries.
    case none
    /// Any kind, mixed.
    case any
    case point
    case lineString
    case multiLineString
    case polygon
    case multiPolygon

    var type: OGRwkbGeometryType {
      switch self {
      case .none: wkbNone
      case .any: wkbUnknown
      case .point: wkbPoint
      case .lineString: wkbLineString
      case .multiLineString: wkbMultiLineString
      case .polygon: wkbPolygon
      case .multiPolygon: wkbMultiPolygon
      }
    }
  }

  /// A layer of this writer that rows can be added to.
  public struct LayerHandle: Sendable, Hashable {
    fileprivate let index: Int
  }

  @safe
  private struct OpenLayer {
    let name: String
    let layer: OGRLayerH
    let fields: [OutputField]
    let positions: [Int32]
  }

  let dataset: GDALDatasetH
  private var layers: [OpenLayer] = []

  init(dataset: GDALDatasetH) { unsafe self.dataset = dataset }

  /// GDAL's layer behind one of ours.
  @unsafe
  func layerHandle(_ handle: LayerHandle) -> OGRLayerH { unsafe layers[handle.index].layer }

  /// Creates a layer, or a table where `geometry` is ``GeometryKind/none``.
  ///
  /// - Parameters:
  ///   - crs: What identifies the CRS of the coordinates, for example `EPSG:3794`; coordinates are x, y
  ///     whatever the authority's order. Nil where there are none.
  ///   - options: The driver's layer creation options, for example `("SPATIAL_INDEX", "NO")`.
  /// - Throws: ``GDALError`` where the CRS is unknown, a name is taken, or the driver refuses.
  public func createLayer(
    _ name: String, crs: String?, geometry: GeometryKind, fields: [OutputField],
    options: [(String, String)] = []
  ) throws(GDALError) -> LayerHandle {
    let reference = unsafe try crs.map { crs throws(GDALError) in unsafe try spatialReference(crs) }
    defer { if let reference = unsafe reference { unsafe OSRRelease(reference) } }
    let list = unsafe stringList(options)
    defer { unsafe CSLDestroy(list) }
    CPLErrorReset()
    guard
      let layer = unsafe GDALDatasetCreateLayer(dataset, name, reference, geometry.type, list)
    else { throw lastFailure("GDALDatasetCreateLayer", name) }
    var positions: [Int32] = []
    for field in fields {
      let definition = unsafe OGR_Fld_Create(field.name, field.kind.type)
      defer { unsafe OGR_Fld_Destroy(definition) }
      guard unsafe OGR_L_CreateField(layer, definition, 1) == OGRERR_NONE else {
        throw lastFailure("OGR_L_CreateField", "\(name).\(field.name)")
      }
      // Asked of the driver, which may have fields of its own before ours.
      positions.append(unsafe OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(layer)) - 1)
    }
    unsafe layers.append(OpenLayer(name: name, layer: layer, fields: fields, positions: positions))
    return LayerHandle(index: layers.count - 1)
  }

  /// Adds rows to a layer, in their order.
  ///
  /// - Precondition: The columns are as many as the layer's fields and of their kinds.
  /// - Throws: ``GDALError`` with the row's number where a row cannot be written.
  public func append(_ rows: VectorRows, to handle: LayerHandle) throws(GDALError) {
    let target = layers[handle.index]
    precondition(
      rows.columns.map(\.kind) == target.fields.map(\.kind),
      "the columns do not match the layer's fields")
    unsafe try appendRows(
      rows, to: target.layer, named: target.name, positions: target.positions)
  }

  /// Runs one SQL statement that gives no rows, in the dialect of the driver (SQLite for GeoPackage).
  ///
  /// - Throws: ``GDALError`` with SQLite's message.
  public func execute(sql: String) throws(GDALError) {
    CPLErrorReset()
    let result = unsafe GDALDatasetExecuteSQL(dataset, sql, nil, nil)
    if let result = unsafe result { unsafe GDALDatasetReleaseResultSet(dataset, result) }
    try checkLastError("GDALDatasetExecuteSQL", sql)
  }

  /// Sets a metadata item of the data source, or of one layer; a GeoPackage keeps it in its metadata tables.
  public func setMetadata(
    _ key: String, _ value: String, of handle: LayerHandle? = nil
  ) throws(GDALError) {
    let object = unsafe handle.map { unsafe layers[$0.index].layer } ?? dataset
    guard unsafe GDALSetMetadataItem(object, key, value, nil) == CE_None else {
      throw lastFailure("GDALSetMetadataItem", key)
    }
  }

  /// A text as an SQL literal, with its quotes.
  public static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }
}

extension OutputField.Kind {
  /// GDAL's type of the field.
  var type: OGRFieldType {
    switch self {
    case .integer: OFTInteger64
    case .real: OFTReal
    case .text: OFTString
    }
  }
}
