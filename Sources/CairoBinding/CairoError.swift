/// A failure reported by cairo or pango.
public struct CairoError: Error, Sendable {
  /// The function that failed, for example `cairo_surface_write_to_png`.
  public let function: StaticString
  /// The message cairo gives for its status, or an empty string where there is none.
  public let message: String
}

extension CairoError: CustomStringConvertible {
  /// The function and the message, for a log or a person.
  public var description: String { "\(function): \(message.isEmpty ? "no message" : message)" }
}
