import CGDAL

/// Geometries that only GDAL can read.
public enum GDALGeometry {
  /// The same geometry with arcs as chords of at most 4 degrees, as ISO well-known binary; nil where
  /// the bytes are no geometry.
  public static func linearised(_ wkb: ArraySlice<UInt8>) -> [UInt8]? {
    let capture = GDALMessageCapture()
    var geometry: OGRGeometryH?
    let code = unsafe wkb.withUnsafeBytes { bytes in
      unsafe OGR_G_CreateFromWkbEx(bytes.baseAddress, nil, &geometry, bytes.count)
    }
    defer {
      unsafe OGR_G_DestroyGeometry(geometry)
      _ = capture.messages()
    }
    guard code == OGRERR_NONE, let geometry = unsafe geometry,
      let linear = unsafe OGR_G_GetLinearGeometry(geometry, 0, nil)
    else { return nil }
    defer { unsafe OGR_G_DestroyGeometry(linear) }
    var result = [UInt8](repeating: 0, count: unsafe OGR_G_WkbSizeEx(linear))
    let written = unsafe result.withUnsafeMutableBufferPointer { bytes in
      unsafe OGR_G_ExportToIsoWkb(linear, wkbNDR, bytes.baseAddress)
    }
    return written == OGRERR_NONE ? result : nil
  }
}
