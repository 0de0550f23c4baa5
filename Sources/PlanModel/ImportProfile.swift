/// How the files of one supplier become a layer of a plan.
public struct ImportProfile: Sendable {
  /// What the layer is in a plan.
  public enum Role: String, Sendable, CaseIterable {
    /// Areas that people name.
    case districts
    /// Buildings.
    case buildings
    /// Land use with a class.
    case landUse
    /// What keeps actions off the land.
    case constraint
    /// Small areas that are decided on, such as parcels.
    case units
  }
  /// The name, as the command line takes it.
  public var name: String
  /// What the data are, for people.
  public var title = ""
  /// What the layer is in a plan.
  public var role: Role
  /// The licence of the data, as far as it is known.
  public var licence = ""
  /// Where the data come from.
  public var url = ""
  /// The country of the data as two letters; nil: they are of several.
  public var country: String?
  /// How far beyond the districts features are taken, m; nil: all are.
  public var reach: Double?
  /// Names that the layer may have in the source; empty: its only one.
  public var layers: [String] = []
  /// Names that the field of ids may have.
  public var ids: [String] = []
  /// The geometries to take, where features have several.
  public var geometries: [String] = []
  /// The CRS where the source says none.
  public var crs: String?
  /// The kind of city model that its files must be, which GDAL does not read: `citygml` or `cityjson`; nil: any file.
  public var format: String?
  /// Which features are wanted, as a condition in OGR SQL.
  public var filter: String?
  /// The register of the table of building registers whose fields and words the source has.
  public var register: String?
  /// Fields and what their words mean, beside those of the register.
  public var fields: [FieldSource] = []
  /// How far around its features a constraint reaches, m.
  public var buffer = 0.0
  /// The land actions that a constraint excludes; empty: all.
  public var excludes: [String] = []

  /// Creates a profile without fields.
  public init(name: String, role: Role) {
    self.name = name
    self.role = role
  }
}
