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
  /// The encoding of text where the source does not say it, for example `CP1250`.
  public var encoding: String?
  /// Which features are wanted, as a condition in OGR SQL.
  public var filter: String?
  /// The register of the table of building registers whose fields and words the source has.
  public var register: String?
  /// Fields and what their words mean, beside those of the register.
  public var fields: [FieldSource] = []
  /// Where parts of the features say more of them; nil: nowhere.
  public var parts: Parts?
  /// How far around its features a constraint reaches, m.
  public var buffer = 0.0
  /// The land actions that a constraint excludes; empty: all.
  public var excludes: [String] = []

  /// A layer of parts of the features, such as wings of buildings.
  public struct Parts: Sendable {
    /// Names that the layer may have.
    public var layers: [String]
    /// Names that the field of ids may have.
    public var ids: [String]
    /// What stands between the id of the feature and the number of its part.
    public var mark: String
    /// Fields of numbers, of which the largest among the parts is that of the feature.
    public var fields: [FieldSource]

    /// Describes a layer of parts.
    public init(layers: [String], ids: [String], mark: String, fields: [FieldSource]) {
      self.layers = layers
      self.ids = ids
      self.mark = mark
      self.fields = fields
    }
  }

  /// Creates a profile without fields.
  public init(name: String, role: Role) {
    self.name = name
    self.role = role
  }
}
