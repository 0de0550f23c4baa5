/// A failure reported by GDAL.
public struct GDALError: Error, Sendable {
  /// The GDAL function that failed, for example `GDALOpenEx`.
  public let function: StaticString
  /// GDAL's error number, or 0 where it gave none.
  public let code: Int
  /// The message GDAL gave, or an empty text where it gave none.
  public let message: String

  /// Creates a failure.
  public init(function: StaticString, code: Int = 0, message: String = "") {
    self.function = function
    self.code = code
    self.message = message
  }

  /// Creates a failure from the last message of class failure that a call gave.
  public init(function: StaticString, messages: [GDALMessage]) {
    let last = messages.last { $0.level >= .failure } ?? messages.last
    self.init(function: function, code: last?.code ?? 0, message: last?.text ?? "")
  }
}

extension GDALError: CustomStringConvertible {
  /// The function and the message, for a log or a person.
  public var description: String { "\(function): \(message.isEmpty ? "no message" : message)" }
}
