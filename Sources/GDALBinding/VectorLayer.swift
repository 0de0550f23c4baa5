import CGDAL

/// A field of a layer of features, as the source declares it.
public struct VectorField: Sendable, Hashable {
  /// What a field holds.
  public enum Kind: Sendable, Hashable {
    /// Whole numbers.
    case integer
    /// Numbers.
    case real
    /// Text.
    case text
    /// Truths.
    case boolean
    /// Days, given as text such as `1998-05-31`.
    case date
    /// Times of a day, or points in time, given as text.
    case time
    /// Lists, given as text in GDAL's notation.
    case list
    /// Bytes, which are never read.
    case binary
  }
  /// The field's name in the source.
  public let name: String
  /// What it holds.
  public let kind: Kind
  /// Whether the Arrow stream of this GDAL gives exactly what the row API gives.
  let streamsExactly: Bool
}

/// A layer of features of an open source.
@safe
public final class VectorLayer {
  let handle: OGRLayerH
  let dataset: GDALDataset
  /// The fields, in the order of the source.
  public let fields: [VectorField]
  /// The positions of the geometries to take, in the order of preference; empty: the first of the layer.
  private(set) var geometries: [Int32] = []
  /// The rectangle that features must meet; nil: none.
  private(set) var rectangle: (minX: Double, minY: Double, maxX: Double, maxY: Double)?
  /// The condition that features must meet; nil: none.
  private(set) var condition: String?

  /// Wraps a layer that belongs to `dataset`.
  @unsafe
  init(_ handle: OGRLayerH, of dataset: GDALDataset) {
    unsafe self.handle = handle
    self.dataset = dataset
    var fields: [VectorField] = []
    if let definition = unsafe OGR_L_GetLayerDefn(handle) {
      let count = unsafe OGR_FD_GetFieldCount(definition)
      for index in 0..<count {
        guard let field = unsafe OGR_FD_GetFieldDefn(definition, index) else { continue }
        fields.append(unsafe VectorLayer.describing(field))
      }
    }
    self.fields = fields
  }

  @unsafe
  private static func describing(_ field: OGRFieldDefnH) -> VectorField {
    let type = unsafe OGR_Fld_GetType(field)
    let subtype = unsafe OGR_Fld_GetSubType(field)
    let kind: VectorField.Kind =
      switch type {
      case OFTInteger, OFTInteger64: subtype == OFSTBoolean ? .boolean : .integer
      case OFTReal: .real
      case OFTString: .text
      case OFTDate: .date
      case OFTTime, OFTDateTime: .time
      case OFTBinary: .binary
      default: .list
      }
    let isPlain: Bool =
      switch kind {
      case .integer: subtype == OFSTNone || subtype == OFSTInt16
      // Single precision is rounded by the stream and not by the row API.
      case .real: subtype == OFSTNone
      case .text: true
      // Booleans are wrong in the stream below GDAL 3.8.3 (OSGeo/gdal issue 8998); dates are kept to
      // one path so that there is one notation.
      case .boolean, .date, .time, .list, .binary: false
      }
    let name = unsafe OGR_Fld_GetNameRef(field).map { unsafe String(cString: $0) } ?? ""
    return VectorField(name: name, kind: kind, streamsExactly: isPlain)
  }

  /// The layer's name in the source.
  public var name: String {
    unsafe OGR_L_GetName(handle).map { unsafe String(cString: $0) } ?? ""
  }

  /// The name of the column that holds the driver's feature ids, or an empty text where it has none.
  public var featureIDColumn: String {
    unsafe OGR_L_GetFIDColumn(handle).map { unsafe String(cString: $0) } ?? ""
  }

  /// Whether features of the layer can have a geometry.
  public var hasGeometry: Bool { unsafe OGR_L_GetGeomType(handle) != wkbNone }

  /// The CRS as well-known text (WKT2:2019), or nil where the source has none.
  public var referenceSystem: String? {
    guard let system = unsafe OGR_L_GetSpatialRef(handle) else { return nil }
    return unsafe wellKnownText(of: system)
  }

  /// Whether coordinates come as y, x, because the driver keeps the order of the authority.
  public var hasSwappedAxes: Bool {
    guard let system = unsafe OGR_L_GetSpatialRef(handle) else { return false }
    let northFirst =
      unsafe OSREPSGTreatsAsLatLong(system) != 0 || OSREPSGTreatsAsNorthingEasting(system) != 0
    var count: Int32 = 0
    guard northFirst, let mapping = unsafe OSRGetDataAxisToSRSAxisMapping(system, &count),
      count >= 2
    else { return false }
    return unsafe mapping[0] == 1
  }

  /// How many features the source says there are under the filters, or nil where it does not know without
  /// reading all.
  public var declaredCount: Int? {
    let capture = GDALMessageCapture()
    let count = unsafe OGR_L_GetFeatureCount(handle, 0)
    _ = capture.finish()
    return count < 0 ? nil : Int(count)
  }

  /// The extent of all features, or nil where there is none; may read the whole layer.
  public func extent() -> (minX: Double, minY: Double, maxX: Double, maxY: Double)? {
    let capture = GDALMessageCapture()
    var envelope = OGREnvelope()
    let code = unsafe OGR_L_GetExtent(handle, &envelope, 1)
    _ = capture.finish()
    guard code == OGRERR_NONE, envelope.MinX.isFinite, envelope.MinY.isFinite,
      envelope.MaxX.isFinite, envelope.MaxY.isFinite, envelope.MinX <= envelope.MaxX
    else { return nil }
    return (envelope.MinX, envelope.MinY, envelope.MaxX, envelope.MaxY)
  }

  /// The names of the geometries that features have.
  public var geometryNames: [String] {
    guard let definition = unsafe OGR_L_GetLayerDefn(handle) else { return [] }
    let count = unsafe OGR_FD_GetGeomFieldCount(definition)
    return (0..<count).map { index in
      guard let field = unsafe OGR_FD_GetGeomFieldDefn(definition, index) else { return "" }
      return unsafe OGR_GFld_GetNameRef(field).map { unsafe String(cString: $0) } ?? ""
    }
  }

  /// Takes of each feature the first geometry that it has among some names; names that the layer lacks are passed over.
  public func choose(geometries names: [String]) {
    let known = geometryNames
    geometries = names.compactMap { name in known.firstIndex(of: name).map(Int32.init) }
  }

  /// Lets only features pass whose extent meets a rectangle, in the layer's CRS.
  ///
  /// Never a polygon: the Arrow stream ignores its shape below GDAL 3.8 (OSGeo/gdal issue 8347).
  public func filter(minX: Double, minY: Double, maxX: Double, maxY: Double) {
    rectangle = (minX, minY, maxX, maxY)
    unsafe OGR_L_SetSpatialFilterRect(handle, minX, minY, maxX, maxY)
  }

  /// Lets only features pass that meet a condition in OGR SQL.
  ///
  /// The first feature is read at once, because a driver that hands the condition to a database finds
  /// out only then whether it can be understood, and the Arrow stream would not say why it failed.
  ///
  /// - Throws: `GDALError` with the reason where the condition cannot be used.
  public func filter(where condition: String) throws(GDALError) {
    let capture = GDALMessageCapture()
    let code = unsafe OGR_L_SetAttributeFilter(handle, condition)
    if code == OGRERR_NONE, let feature = unsafe OGR_L_GetNextFeature(handle) {
      unsafe OGR_F_Destroy(feature)
    }
    unsafe OGR_L_ResetReading(handle)
    let messages = capture.finish()
    if code != OGRERR_NONE || messages.contains(where: { $0.level == .failure }) {
      throw GDALError(function: "OGR_L_SetAttributeFilter", messages: messages)
    }
    self.condition = condition
  }
}

/// A CRS as well-known text (WKT2:2019), or nil where it cannot be written.
@unsafe
func wellKnownText(of system: OGRSpatialReferenceH) -> String? {
  let capture = GDALMessageCapture()
  var text: UnsafeMutablePointer<CChar>?
  let code = unsafe withCStringList(["FORMAT=WKT2_2019"]) {
    unsafe OSRExportToWktEx(system, &text, $0)
  }
  _ = capture.finish()
  defer { unsafe VSIFree(text) }
  guard code == OGRERR_NONE, let text = unsafe text else { return nil }
  let result = unsafe String(cString: text)
  return result.isEmpty ? nil : result
}
