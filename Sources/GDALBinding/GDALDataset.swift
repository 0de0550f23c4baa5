import CGDAL

/// A source that is open for reading, and closed when the object goes away.
///
/// Confined to the worker that opened it, like everything made from it.
@safe
public final class GDALDataset {
  let handle: GDALDatasetH
  /// The short name of the driver that opened it.
  public let driver: String

  /// What kind of source is wanted.
  public enum Kind: Sendable {
    /// Layers of features.
    case vector
    /// Bands of cells.
    case raster
  }

  /// Opens a source for reading.
  ///
  /// Drivers that redirect to other sources, such as VRT, are never tried; those of services only where
  /// the source starts with their prefix. A session with PostgreSQL is read-only on the server's side too.
  ///
  /// - Parameter options: Open options as `NAME=VALUE`; those a driver does not know are ignored.
  /// - Throws: `GDALError` where nothing that is allowed can open it.
  public init(_ source: String, as kind: Kind, options: [String] = []) throws(GDALError) {
    let capture = GDALMessageCapture()
    let flags =
      UInt32(GDAL_OF_READONLY) | UInt32(GDAL_OF_VERBOSE_ERROR)
      | UInt32(kind == .vector ? GDAL_OF_VECTOR : GDAL_OF_RASTER)
    let drivers = GDALDrivers.allowed(for: source)
    // The flag alone does not bind the session: a condition that calls a function could still write.
    let options =
      kind == .vector && GDALDrivers.service(of: source) == "PostgreSQL"
      ? options + ["PRELUDE_STATEMENTS=SET default_transaction_read_only TO on"] : options
    let opened = unsafe withCStringList(drivers) { drivers in
      unsafe withCStringList(options) { options in
        unsafe GDALOpenEx(source, flags, drivers, options, nil)
      }
    }
    guard let opened = unsafe opened else {
      throw GDALError(function: "GDALOpenEx", messages: capture.finish())
    }
    unsafe handle = opened
    let driver = unsafe GDALGetDatasetDriver(opened).flatMap { unsafe GDALGetDriverShortName($0) }
    self.driver = unsafe driver.map { unsafe String(cString: $0) } ?? ""
  }

  deinit {
    let capture = GDALMessageCapture()
    _ = unsafe GDALClose(handle)
    _ = capture.finish()
  }

  /// The names of the layers, in the order of the source.
  public var layerNames: [String] {
    let count = unsafe GDALDatasetGetLayerCount(handle)
    return (0..<max(0, count)).compactMap { index in
      guard let layer = unsafe GDALDatasetGetLayer(handle, index) else { return nil }
      return unsafe OGR_L_GetName(layer).map { unsafe String(cString: $0) }
    }
  }

  /// A layer by its position, or nil where it cannot be opened.
  public func layer(at index: Int) -> VectorLayer? {
    guard let layer = unsafe GDALDatasetGetLayer(handle, Int32(index)) else { return nil }
    return unsafe VectorLayer(layer, of: self)
  }

  /// A layer by its name; drivers of services find names that they do not list.
  public func layer(named name: String) -> VectorLayer? {
    guard let layer = unsafe GDALDatasetGetLayerByName(handle, name) else { return nil }
    return unsafe VectorLayer(layer, of: self)
  }
}

/// Calls `body` with a list of C strings that ends with a null pointer.
@unsafe
func withCStringList<Result>(
  _ strings: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result
) -> Result {
  var list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
  for string in strings { unsafe list = CSLAddString(list, string) }
  defer { unsafe CSLDestroy(list) }
  return unsafe body(
    UnsafeRawPointer(list)?.assumingMemoryBound(to: UnsafePointer<CChar>?.self))
}

extension GDALDataset {
  /// Whether a source is the connection string of a service, such as `PG:dbname=town`.
  public static func isService(_ source: String) -> Bool { GDALDrivers.service(of: source) != nil }

  /// Whether a source is a database that libpq connects to.
  public static func isDatabase(_ source: String) -> Bool {
    GDALDrivers.service(of: source) == "PostgreSQL"
  }

  /// The names of all entries of an archive given as `/vsizip/{file}`, as the archive writes them.
  public static func archiveEntries(_ archive: String) -> [String] {
    let capture = GDALMessageCapture()
    let list = unsafe VSIReadDirRecursive(archive)
    defer { unsafe CSLDestroy(list) }
    _ = capture.finish()
    let count = unsafe CSLCount(list)
    return (0..<max(0, count)).compactMap { index in
      unsafe list?[Int(index)].map { unsafe String(cString: $0) }
    }
  }
}
