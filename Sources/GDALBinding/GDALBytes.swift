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
      let part = unsafe [UInt8](unsafeUninitializedCapacity: step) { buffer, count in
        // Safe: GDAL writes at most `step` bytes and says how many.
        unsafe count = VSIFReadL(buffer.baseAddress!, 1, step, file)
      }
      bytes += part
      if bytes.count > limit {
        _ = capture.finish()
        throw GDALError(function: "VSIFReadL", message: "more than \(limit) bytes")
      }
      if part.count < step { break }
    }
    // A broken archive ends early with a message, not with a code.
    let messages = capture.finish()
    if messages.contains(where: { $0.level == .failure }) {
      throw GDALError(function: "VSIFReadL", messages: messages)
    }
    return bytes
  }

  /// How many bytes a file has.
  ///
  /// - Throws: ``GDALError`` where the file cannot be opened.
  public static func size(of path: String) throws(GDALError) -> Int {
    let capture = GDALMessageCapture()
    guard let file = unsafe VSIFOpenL(path, "rb") else {
      throw GDALError(function: "VSIFOpenL", messages: capture.finish())
    }
    defer { _ = unsafe VSIFCloseL(file) }
    _ = unsafe VSIFSeekL(file, 0, SEEK_END)
    let size = unsafe VSIFTellL(file)
    _ = capture.finish()
    return Int(clamping: size)
  }

  /// The first bytes of a file, at most as many as are asked for; fewer where it is shorter or breaks off.
  ///
  /// - Throws: ``GDALError`` where the file cannot be opened.
  public static func beginning(of path: String, count: Int) throws(GDALError) -> [UInt8] {
    let capture = GDALMessageCapture()
    guard let file = unsafe VSIFOpenL(path, "rb") else {
      throw GDALError(function: "VSIFOpenL", messages: capture.finish())
    }
    defer { _ = unsafe VSIFCloseL(file) }
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, read in
      // Safe: GDAL writes at most `count` bytes and says how many.
      unsafe read = VSIFReadL(buffer.baseAddress!, 1, count, file)
    }
    _ = capture.finish()
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
