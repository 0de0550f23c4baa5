/// How far a number can be trusted.
public enum Confidence: String, Sendable, CaseIterable {
  /// Measured, or from the authority for it.
  case high
  /// Modelled, or from one source.
  case medium
  /// Recalled, judged or a proxy: replace it when you can.
  case low
}

/// A default number with everything a reader needs to judge it.
public struct SourcedNumber: Sendable, Hashable {
  /// A stable name, for example `pv.module-density`.
  public let name: String
  /// The number, in `unit`.
  public let value: Double
  /// The unit's symbol; free text where it is no unit of a plan file.
  public let unit: String
  /// The year that the number describes.
  public let year: Int
  /// Where it was read.
  public let source: String
  /// Under which terms, or an empty text where it is a bare fact.
  public let licence: String
  /// How far it can be trusted.
  public let confidence: Confidence
  /// The least and the largest value that it may well have, in `unit`; nil: by `confidence`.
  public var range: ClosedRange<Double>?

  /// Creates a number with its origin.
  public init(
    name: String, value: Double, unit: String, year: Int, source: String, licence: String = "",
    confidence: Confidence, range: ClosedRange<Double>? = nil
  ) {
    self.name = name
    self.value = value
    self.unit = unit
    self.year = year
    self.source = source
    self.licence = licence
    self.confidence = confidence
    self.range = range
  }
}

/// How a value came to be.
public enum Provenance: UInt8, Sendable, CaseIterable {
  /// Read from the layer.
  case observed
  /// Computed from other observed values.
  case derived
  /// Taken from the defaults.
  case assumed
}
