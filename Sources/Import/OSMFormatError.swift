/// Why bytes are no OpenStreetMap file, or where one breaks off.
struct OSMFormatError: Error, Sendable, Hashable {
  /// What is wrong, as the end of a sentence.
  let reason: String

  init(_ reason: String) { self.reason = reason }
}
