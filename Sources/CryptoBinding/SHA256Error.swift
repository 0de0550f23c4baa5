import Glibc

/// A digest that could not be computed.
public struct SHA256Error: Error, Sendable {
  /// The function that failed, of OpenSSL or of the system.
  public let function: StaticString
  /// The system's message, or an empty text where there is none.
  public let message: String

  init(function: StaticString) {
    self.function = function
    message = ""
  }

  init(function: StaticString, errno code: Int32) {
    self.function = function
    message = unsafe String(cString: strerror(code))
  }
}

extension SHA256Error: CustomStringConvertible {
  /// The function and its message.
  public var description: String {
    message.isEmpty ? "\(function) failed" : "\(function): \(message)"
  }
}
