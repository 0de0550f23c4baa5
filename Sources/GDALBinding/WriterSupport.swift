import CGDAL

/// A string list of `NAME=value` for creation options; the caller destroys it.
@unsafe
func stringList(_ options: [(String, String)]) -> UnsafeMutablePointer<
  UnsafeMutablePointer<CChar>?
>? {
  var list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
  for (name, value) in options { unsafe list = CSLSetNameValue(list, name, value) }
  return unsafe list
}

/// The spatial reference of an EPSG code or well-known text, with x, y order; the caller releases it.
///
/// Nothing else is understood: GDAL's general reader would also take a file or an address on the network.
@unsafe
func spatialReference(_ definition: String) throws(GDALError) -> OGRSpatialReferenceH {
  CPLErrorReset()
  guard let reference = unsafe OSRNewSpatialReference(nil) else {
    throw lastFailure("OSRNewSpatialReference", definition)
  }
  var failed: StaticString?
  if definition.hasPrefix("EPSG:"), let code = Int32(definition.dropFirst(5)) {
    if unsafe OSRImportFromEPSG(reference, code) != OGRERR_NONE { failed = "OSRImportFromEPSG" }
  } else {
    // OSRImportFromWkt moves the pointer it is given along the text, hence the copy of it.
    let code = unsafe definition.withCString { text in
      var rest: UnsafeMutablePointer<CChar>? = unsafe UnsafeMutablePointer(mutating: text)
      return unsafe OSRImportFromWkt(reference, &rest)
    }
    if code != OGRERR_NONE { failed = "OSRImportFromWkt" }
  }
  if let failed {
    unsafe OSRRelease(reference)
    throw lastFailure(failed, definition)
  }
  unsafe OSRSetAxisMappingStrategy(reference, OAMS_TRADITIONAL_GIS_ORDER)
  return unsafe reference
}

/// The failure of the last call on this thread, with what it was about.
func lastFailure(_ function: StaticString, _ about: String) -> GDALError {
  let message = unsafe String(cString: CPLGetLastErrorMsg())
  return GDALError(
    function: function, code: Int(CPLGetLastErrorNo()),
    message: about.isEmpty ? message : message.isEmpty ? about : "\(about): \(message)")
}

/// Throws where a call that returns nothing has left an error on this thread.
func checkLastError(_ function: StaticString, _ about: String) throws(GDALError) {
  let type = CPLGetLastErrorType()
  if type == CE_Failure || type == CE_Fatal { throw lastFailure(function, about) }
}

/// Runs `body` while a GDAL option has a value on this thread, and puts the old one back.
func withThreadOption<Result>(
  _ name: String, _ value: String, _ body: () throws -> Result
) rethrows -> Result {
  let old = unsafe CPLGetThreadLocalConfigOption(name, nil).map { unsafe String(cString: $0) }
  unsafe CPLSetThreadLocalConfigOption(name, value)
  defer { unsafe CPLSetThreadLocalConfigOption(name, old) }
  return try body()
}
