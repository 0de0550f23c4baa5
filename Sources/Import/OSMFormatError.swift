/// Why bytes are no OpenStreetMap file, or where one breaks off.
struct OSMFormatError: Error, Sendable, Hashable {
  /// What is wrong, as the end of a sentence.
  let reason: String
  /// What helps, as one sentence.
  let remedy: String

  init(_ reason: String, remedy: String = "Fetch it again; it is probably incomplete.") {
    self.reason = reason
    self.remedy = remedy
  }
}
