public import PlanModel

/// What is asked of an import from OpenStreetMap.
public struct OSMRequest: Sendable {
  /// Which ground is the municipality.
  public enum Municipality: Sendable, Hashable {
    /// The largest closed boundary of admin level 8; else the extent of the file.
    case automatic
    /// The boundary of a name, or of a relation's id.
    case named(String)
    /// A rectangle in degrees.
    case extent(Extent)
  }
  /// What the districts are made of.
  public enum Districts: String, Sendable, CaseIterable {
    /// Boundaries inside the municipality's.
    case boundaries
    /// Areas that mappers call suburbs, quarters or neighbourhoods.
    case suburbs
    /// Squares.
    case grid
  }
  /// The file.
  public var path: String
  /// Which ground is the municipality.
  public var municipality = Municipality.automatic
  /// What the districts are made of; nil: the first of boundaries, suburbs and grid that covers enough.
  public var districts: Districts?
  /// The country as two letters; nil: as the file says.
  public var country: String?
  /// The municipality's name in the plan; nil: as the file says.
  public var name: String?
  /// The year of the data, for the plan's `years`.
  public var baseYear = 2024

  /// Asks for an import of a file.
  public init(path: String) { self.path = path }
}
