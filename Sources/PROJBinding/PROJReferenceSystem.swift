import CPROJ

/// What PROJ knows about a CRS; a value that needs no context any more.
public struct PROJReferenceSystem: Sendable, Hashable {
  /// An authority code such as `EPSG:25832` where there is one, otherwise well-known text (WKT2:2019).
  public let definition: String
  /// The name for people.
  public let name: String
  /// What kind of CRS it is.
  public let kind: Kind
  /// Whether it is projected with metres on both axes.
  public let isMetric: Bool
  /// Where it is meant to be used, in degrees, or nil where that is not known; west may be greater than east.
  public let areaOfUse: AreaOfUse?

  /// The kinds of CRS that matter here.
  public enum Kind: Sendable, Hashable {
    /// Longitude and latitude.
    case geographic
    /// A plane.
    case projected
    /// Anything else, such as a local or a vertical CRS.
    case other
  }

  /// Bounds in degrees.
  public struct AreaOfUse: Sendable, Hashable {
    /// The western longitude.
    public let west: Double
    /// The southern latitude.
    public let south: Double
    /// The eastern longitude; less than west where the area crosses the antimeridian.
    public let east: Double
    /// The northern latitude.
    public let north: Double
  }

  /// Finds out about a CRS; bound, compound and 3D ones are taken to their horizontal part.
  ///
  /// - Parameter text: An authority code, a name, a PROJ string or well-known text of any dialect.
  /// - Throws: `PROJError` where the text is no CRS.
  public init(_ text: String) throws(PROJError) {
    let context = try PROJContext()
    // The type is asked for because PROJ takes a bare projection string for an operation.
    let isProjection = text.contains("+proj=") && !text.contains("+type=crs")
    let wanted = isProjection ? text + " +type=crs" : text
    guard let pointer = unsafe proj_create(context.handle, wanted) else {
      throw context.failure(in: "proj_create")
    }
    let object = unsafe PROJObject(adopting: pointer, in: context)
    guard unsafe proj_is_crs(object.pointer) == 1 else {
      throw PROJError(function: "proj_create", message: "not a coordinate reference system")
    }
    self = try PROJReferenceSystem.describing(PROJReferenceSystem.horizontal(object))
  }

  /// The horizontal, two-dimensional CRS inside a CRS.
  private static func horizontal(
    _ object: consuming PROJObject
  ) throws(PROJError) -> PROJObject {
    let context = object.context
    switch unsafe proj_get_type(object.pointer) {
    case PJ_TYPE_BOUND_CRS:
      guard let part = unsafe proj_get_source_crs(context.handle, object.pointer) else {
        throw context.failure(in: "proj_get_source_crs")
      }
      return try horizontal(unsafe PROJObject(adopting: part, in: context))
    case PJ_TYPE_COMPOUND_CRS:
      guard let part = unsafe proj_crs_get_sub_crs(context.handle, object.pointer, 0) else {
        throw context.failure(in: "proj_crs_get_sub_crs")
      }
      return try horizontal(unsafe PROJObject(adopting: part, in: context))
    case PJ_TYPE_GEOGRAPHIC_3D_CRS:
      guard let part = unsafe proj_crs_demote_to_2D(context.handle, nil, object.pointer) else {
        throw context.failure(in: "proj_crs_demote_to_2D")
      }
      return unsafe PROJObject(adopting: part, in: context)
    default:
      return object
    }
  }

  private static func describing(
    _ object: consuming PROJObject
  ) throws(PROJError) -> PROJReferenceSystem {
    let type = unsafe proj_get_type(object.pointer)
    let kind: Kind =
      switch type {
      case PJ_TYPE_PROJECTED_CRS: .projected
      case PJ_TYPE_GEOGRAPHIC_2D_CRS: .geographic
      default: .other
      }
    let name = unsafe proj_get_name(object.pointer).map { unsafe String(cString: $0) } ?? ""
    return PROJReferenceSystem(
      definition: try definition(of: object), name: name, kind: kind,
      isMetric: kind == .projected && hasMetreAxes(object), areaOfUse: areaOfUse(of: object))
  }

  private init(
    definition: String, name: String, kind: Kind, isMetric: Bool, areaOfUse: AreaOfUse?
  ) {
    self.definition = definition
    self.name = name
    self.kind = kind
    self.isMetric = isMetric
    self.areaOfUse = areaOfUse
  }

  private static func definition(of object: borrowing PROJObject) throws(PROJError) -> String {
    if let code = code(of: object) { return code }
    if let code = identifiedCode(of: object) { return code }
    let context = object.context
    guard
      let text = unsafe proj_as_wkt(context.handle, object.pointer, PJ_WKT2_2019_SIMPLIFIED, nil)
    else { throw context.failure(in: "proj_as_wkt") }
    // One line, because the definition is an entry of the run record.
    let lines = unsafe String(cString: text).split(separator: "\n")
    return lines.map { line in String(line.drop { $0 == " " }) }.joined()
  }

  private static func code(of object: borrowing PROJObject) -> String? {
    guard let authority = unsafe proj_get_id_auth_name(object.pointer, 0),
      let code = unsafe proj_get_id_code(object.pointer, 0)
    else { return nil }
    return unsafe String(cString: authority) + ":" + String(cString: code)
  }

  /// The EPSG code of a CRS that came without one, such as that of a Shapefile.
  private static func identifiedCode(of object: borrowing PROJObject) -> String? {
    let context = object.context
    var confidences: UnsafeMutablePointer<Int32>?
    guard
      let list = unsafe proj_identify(context.handle, object.pointer, "EPSG", nil, &confidences)
    else { return nil }
    defer {
      unsafe proj_list_destroy(list)
      unsafe proj_int_list_destroy(confidences)
    }
    // 90 says that the definitions agree and only the name is written differently; below that the
    // parameters were not all compared.
    guard unsafe proj_list_get_count(list) > 0, let confidences = unsafe confidences,
      unsafe confidences[0] >= 90,
      let found = unsafe proj_list_get(context.handle, list, 0)
    else { return nil }
    return code(of: unsafe PROJObject(adopting: found, in: context))
  }

  private static func hasMetreAxes(_ object: borrowing PROJObject) -> Bool {
    let context = object.context
    guard
      let system = unsafe proj_crs_get_coordinate_system(context.handle, object.pointer)
    else { return false }
    defer { _ = unsafe proj_destroy(system) }
    for axis in 0..<Int32(2) {
      var factor = 0.0
      guard
        unsafe proj_cs_get_axis_info(
          context.handle, system, axis, nil, nil, nil, &factor, nil, nil, nil) == 1, factor == 1
      else { return false }
    }
    return true
  }

  private static func areaOfUse(of object: borrowing PROJObject) -> AreaOfUse? {
    var (west, south, east, north) = (0.0, 0.0, 0.0, 0.0)
    guard
      unsafe proj_get_area_of_use(
        object.context.handle, object.pointer, &west, &south, &east, &north, nil) == 1,
      // PROJ marks an unknown bound with −1000.
      west >= -180, south >= -90, east <= 180, north <= 90
    else { return nil }
    return AreaOfUse(west: west, south: south, east: east, north: north)
  }

  /// What one square metre on the ground is on the plane at a place, or nil where it cannot be said.
  ///
  /// 1 is true to area; Web Mercator gives 2 at 45° north.
  ///
  /// - Parameter longitude: In degrees, in the geographic CRS of this one.
  public func arealScale(longitude: Double, latitude: Double) -> Double? {
    guard kind == .projected, let context = try? PROJContext(),
      let pointer = unsafe proj_create(context.handle, definition)
    else { return nil }
    let given = unsafe PROJObject(adopting: pointer, in: context)
    // Of a CRS with northing first (EPSG:3034, EPSG:3035), PROJ works out nothing that makes sense.
    guard
      let normal = unsafe proj_normalize_for_visualization(context.handle, given.pointer)
    else { return nil }
    let object = unsafe PROJObject(adopting: normal, in: context)
    let radians = Double.pi / 180
    let point = proj_coord(longitude * radians, latitude * radians, 0, 0)
    _ = unsafe proj_errno_reset(object.pointer)
    let factors = unsafe proj_factors(object.pointer, point)
    guard unsafe proj_errno(object.pointer) == 0, factors.areal_scale > 0 else { return nil }
    return factors.areal_scale
  }
}
