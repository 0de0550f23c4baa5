import CGDAL

/// Bytes as GDAL's file systems and zlib give them.
public enum GDALBytes {
  /// All bytes of a file.
  ///
  /// - Parameters:
  ///   - path: A file, or a path of a virtual file system such as `/vsigzip/town.osm.gz`.
  ///   - limit: How many bytes at the most; a small compressed file may hold terabytes.
  /// - Throws: ``GDALError`` where the file cannot be opened or read to its end, or holds more than `limit`.
  public static func contents(of path: String, limit: Int) throws(GDALError) -> [UInt8] {
    let capture = GDALMessageCapture()
    guard let file = unsafe VSIFOpenL(path, "rb") else {
      throw GDALError(function: "VSIFOpenL", messages: capture.finish())
    }
    defer { _ = unsafe VSIFCloseL(file) }
    var bytes: [UInt8] = []
    let step = 1 << 20
    while true {
      let start = bytes.count
      bytes.append(contentsOf: repeatElement(0, count: step))
      let read = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe VSIFReadL(buffer.baseAddress! + start, 1, step, file)
      }
      bytes.removeLast(step - read)
      if bytes.count > limit {
        _ = capture.finish()
        throw GDALError(function: "VSIFReadL", message: "more than \(limit) bytes")
      }
      if read < step { break }
    }
    // A broken archive ends early with a message, not with a code.
    let messages = capture.finish()
    if messages.contains(where: { $0.level == .failure }) {
      throw GDALError(function: "VSIFReadL", messages: messages)
    }
    return bytes
  }

  /// What bytes compressed by zlib hold.
  ///
  /// - Parameter size: The number of bytes that they must hold.
  /// - Returns: Nil where they are broken or hold another number of bytes.
  public static func inflated(_ bytes: ArraySlice<UInt8>, size: Int) -> [UInt8]? {
    let capture = GDALMessageCapture()
    var result = [UInt8](repeating: 0, count: size)
    var written = 0
    let isDone = unsafe bytes.withUnsafeBytes { source in
      unsafe result.withUnsafeMutableBytes { target in
        unsafe CPLZLibInflate(
          source.baseAddress, source.count, target.baseAddress, target.count, &written) != nil
      }
    }
    _ = capture.finish()
    return isDone && written == size ? result : nil
  }
}
