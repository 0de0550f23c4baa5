/// A failure reported by libxlsxwriter.
public struct XLSXError: Error, Sendable {
  /// The libxlsxwriter function that failed, for example `workbook_close`.
  public let function: StaticString
  /// The message libxlsxwriter gave, or an empty text where it gave none.
  public let message: String

  init(function: StaticString, message: String = "") {
    self.function = function
    self.message = message
  }
}

extension XLSXError: CustomStringConvertible {
  /// The function and its message.
  public var description: String {
    message.isEmpty ? "\(function) failed" : "\(function): \(message)"
  }
}
