import CPROJ

extension PROJReferenceSystem {
  /// A CRS as well-known text (WKT2:2019) in one line, with its codes.
  ///
  /// - Parameter definition: An authority code or well-known text.
  /// - Throws: `PROJError` where the definition is no CRS.
  public static func wellKnownText(of definition: String) throws(PROJError) -> String {
    let context = try PROJContext()
    guard let pointer = unsafe proj_create(context.handle, definition) else {
      throw context.failure(in: "proj_create")
    }
    let object = unsafe PROJObject(adopting: pointer, in: context)
    guard let text = unsafe proj_as_wkt(context.handle, object.pointer, PJ_WKT2_2019, nil) else {
      throw context.failure(in: "proj_as_wkt")
    }
    let lines = unsafe String(cString: text).split(separator: "\n")
    return lines.map { line in String(line.drop { $0 == " " }) }.joined()
  }
}
