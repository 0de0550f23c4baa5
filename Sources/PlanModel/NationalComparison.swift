/// A number of the municipality beside that of its country.
public struct NationalComparison: Sendable, Hashable {
  /// What is compared.
  public var title: String
  /// The unit of both.
  public var unit: String
  /// The municipality's.
  public var here: Double
  /// The country's.
  public var country: Double
  /// Where the country's was read.
  public var source: String

  /// Creates a comparison.
  public init(title: String, unit: String, here: Double, country: Double, source: String) {
    self.title = title
    self.unit = unit
    self.here = here
    self.country = country
    self.source = source
  }

  /// The municipality's number as a multiple of the country's.
  public var ratio: Double { here / country }
}
