import CGEOS

extension GEOSContext {
  /// The version of the library, for example `3.11.1`.
  public static var libraryVersion: String {
    guard let version = unsafe GEOSversion() else { return "" }
    // GEOS appends the version of its C interface, as in 3.11.1-CAPI-1.17.1.
    return unsafe String(String(cString: version).prefix { $0 != "-" })
  }
}
