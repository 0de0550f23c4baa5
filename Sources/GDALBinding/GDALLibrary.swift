import CGDAL

/// GDAL as a whole: registration of drivers, version.
public enum GDALLibrary {
  /// Registers all drivers and takes messages away from standard error; only the first call does anything.
  public static func start() { _ = started }

  private static let started: Void = {
    // Process-wide, for threads of GDAL's own; calling threads push a handler of theirs.
    _ = unsafe CPLSetErrorHandlerEx({ keepStray($0, $1, $2) }, nil)
    GDALAllRegister()
    // GDAL's own bound is a twentieth of the memory, which one pass over a raster fills with cells that are never
    // looked at again; the new pages cost more than the copying. Whoever sets the variable is obeyed.
    if unsafe CPLGetConfigOption("GDAL_CACHEMAX", nil) == nil { GDALSetCacheMax64(leastCache) }
  }()

  /// Bytes of GDAL's cache of cells, where nothing needs more.
  private static let leastCache: Int64 = 134_217_728

  /// Sees to it that GDAL keeps some bytes of cells, for tiles that are needed again at once.
  public static func keepCells(bytes: Int) {
    start()
    let wanted = Int64(bytes)
    if wanted > GDALGetCacheMax64() { GDALSetCacheMax64(wanted) }
  }

  /// The version of the library that runs, for example `3.6.2`.
  public static var version: String {
    unsafe GDALVersionInfo("RELEASE_NAME").map { unsafe String(cString: $0) } ?? ""
  }

  /// The short names of all drivers, in the order of registration.
  public static var driverNames: [String] {
    start()
    return (0..<GDALGetDriverCount()).compactMap { index in
      guard let driver = unsafe GDALGetDriver(index),
        let name = unsafe GDALGetDriverShortName(driver)
      else { return nil }
      return unsafe String(cString: name)
    }
  }
}
