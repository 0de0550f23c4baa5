/// A failure reported by PROJ.
public struct PROJError: Error, Sendable {
  /// The PROJ function that failed, for example `proj_create_crs_to_crs`.
  public let function: StaticString
  /// The message PROJ gave, or an empty text where it gave none.
  public let message: String
}

extension PROJError: CustomStringConvertible {
  /// The function and the message, for a log or a person.
  public var description: String { "\(function): \(message.isEmpty ? "no message" : message)" }
}
