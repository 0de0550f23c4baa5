import CGDAL

/// Encodings of text.
public enum GDALText {
  /// Whether text in an encoding can be read.
  public static func knows(encoding: String) -> Bool {
    let capture = GDALMessageCapture()
    let text = unsafe CPLRecode("a", encoding, "UTF-8")
    unsafe VSIFree(text)
    return capture.finish().isEmpty
  }

  /// The text that bytes in an encoding mean, or nil where they cannot mean any.
  public static func text(_ bytes: some Sequence<UInt8>, encoding: String) -> String? {
    let capture = GDALMessageCapture()
    let source = bytes.map { CChar(bitPattern: $0) } + [0]
    let recoded = unsafe CPLRecode(source, encoding, "UTF-8")
    defer { unsafe VSIFree(recoded) }
    let result = unsafe String(validatingCString: recoded)
    return capture.finish().isEmpty ? result : nil
  }
}
