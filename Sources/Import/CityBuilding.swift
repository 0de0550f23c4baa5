import PlanModel

/// A corner of a surface, in the units of the file's CRS.
struct CityPoint: Sendable, Hashable {
  var x: Double
  var y: Double
  var z: Double
}

/// A flat surface of a city model: a border and holes, each a ring whose last corner may repeat the first.
struct CitySurface: Sendable {
  /// What a surface is, as far as a footprint asks for it.
  enum Kind: Sendable {
    /// The surface that the building has in common with the ground.
    case ground
    /// A wall, a roof or another surface with a meaning.
    case other
    /// Nothing is said of it.
    case unknown
  }
  var kind: Kind
  var rings: [[CityPoint]]
}

/// The surfaces of one object in one level of detail.
struct CityGeometry: Sendable {
  /// The level of detail: 0 to 4, or with CityJSON's refinement such as 2.2.
  var lod: Double
  /// Whether it is the edge of the roof, seen from above, which reaches beyond the walls.
  var isRoofEdge = false
  var surfaces: [CitySurface]
}

/// A building without its parts, or a part.
struct CityBody: Sendable {
  var id: String
  var geometries: [CityGeometry] = []
  /// Attributes by the names of the file, each once, in its order.
  var attributes: [(name: String, value: String)] = []
  var address: String?

  init(id: String) { self.id = id }

  /// The value of an attribute.
  subscript(name: String) -> String? { attributes.first { $0.name == name }?.value }

  /// Keeps the first value of each attribute that says something.
  mutating func note(_ name: String, _ value: String) {
    let text = value.trimmed
    if name.isEmpty || text.isEmpty || self[name] != nil { return }
    attributes.append((name, text))
  }

  /// A positive number among the attributes.
  func positive(_ name: String) -> Double? {
    self[name].flatMap(Double.init).flatMap { $0 > 0 && $0.isFinite ? $0 : nil }
  }
}

/// A building of a city model with its parts.
struct CityBuilding: Sendable {
  var body: CityBody
  var parts: [CityBody]
}

/// Why a file is no city model that can be read, or where it breaks off.
struct CityFormatError: Error, Sendable, Hashable {
  /// The word for machines behind `city.`.
  let code: String
  /// What is the case, as one sentence.
  let reason: String
  /// What the user can do.
  let remedy: String

  init(_ code: String, _ reason: String, remedy: String) {
    self.code = code
    self.reason = reason
    self.remedy = remedy
  }

  /// The file ends early or its text is damaged.
  static func broken(_ reason: String) -> CityFormatError {
    CityFormatError(
      "broken", "The file cannot be read to its end: \(reason).",
      remedy: "Fetch it again; it is probably incomplete.")
  }
}

/// Things of one kind that a reader could not use: how many, and the first.
struct CityLosses: Sendable {
  /// Geometries with a vertex that is not there, or rings that are none.
  var badGeometries = Loss()
  /// Geometries that are instances of a template.
  var templates = Loss()
  /// References to surfaces that are not in the building.
  var looseReferences = Loss()
  /// Objects that are no objects of CityJSON.
  var badObjects = Loss()

  struct Loss: Sendable {
    var count = 0
    var first: String?

    mutating func add(_ id: String) {
      count += 1
      if first == nil { first = id }
    }
  }
}
