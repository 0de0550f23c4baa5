import PlanModel

/// A building as OpenStreetMap has it, in the plan's words.
struct OSMBuilding: Sendable {
  /// Where it is in OpenStreetMap, such as `way/123`.
  let id: String
  /// Polygons, or a point.
  let shape: [UInt8]
  let extent: Extent
  let inside: (x: Double, y: Double)
  /// m² of ground, 0 of a point.
  let area: Double
  /// The value of `building`.
  let word: String
  /// The plan's word for its use; nil: not known.
  var use: String?
  /// What says so: the tag's key, `ground` for what it stands on; nil where nothing does.
  var useSource: String?
  /// Levels above ground.
  var levels: Double?
  /// Whether the levels are the mean of its parts'.
  var levelsFromParts = false
  /// Metres.
  var height: Double?
  var year: Int?
  var dwellings: Int?
  var roofShape: String?
  var roofLevels: Double?
  var address: String?
  var name: String?
}

/// A value of a tag that could not be read, and how often it came.
struct UnreadValues: Sendable {
  private(set) var counts: [String: [String: Int]] = [:]

  /// Counts a value.
  mutating func add(_ key: String, _ value: String) {
    counts[key, default: [:]][value, default: 0] += 1
  }

  /// How many values of a key could not be read.
  func total(_ key: String) -> Int { counts[key]?.values.reduce(0, +) ?? 0 }

  /// The keys with unread values, sorted.
  var keys: [String] { counts.keys.sorted() }

  /// The values of a key, the most frequent first.
  func values(_ key: String) -> [(value: String, count: Int)] {
    (counts[key] ?? [:]).map { ($0.key, $0.value) }.sorted {
      ($1.count, $0.value) < ($0.count, $1.value)
    }
  }
}

extension OSMBuilding {
  /// Values of `building` for what does not stand.
  static let notStanding: Set = [
    "no", "proposed", "planned", "construction", "demolished", "razed", "destroyed", "removed",
    "collapsed",
  ]

  /// A building from its tags, without its use.
  ///
  /// - Parameter unread: Collects values that cannot be read.
  init(
    id: String, tags: OSMTags, shape: [UInt8], extent: Extent, inside: (x: Double, y: Double),
    area: Double, unread: inout UnreadValues
  ) {
    self.id = id
    self.shape = shape
    self.extent = extent
    self.inside = inside
    self.area = area
    word = tags["building"] ?? ""
    levels = Self.levels(tags, &unread)
    height = Self.first(["height", "building:height", "est_height"], tags, &unread) {
      TagNumbers.height($0).flatMap { $0 > 0 ? $0 : nil }
    }
    year = Self.first(
      [
        "start_date", "building:start_date", "construction_date", "year_of_construction",
        "building:year", "building:year_built",
      ], tags, &unread, TagNumbers.year)
    dwellings = Self.first(["building:flats"], tags, &unread) {
      TagNumbers.levels($0).flatMap { $0 == $0.rounded() ? Int($0) : nil }
    }
    roofLevels = Self.first(["roof:levels"], tags, &unread, TagNumbers.levels)
    roofShape = tags["roof:shape"]
    name = tags["name"]
    if let number = tags["addr:housenumber"] ?? tags["addr:housename"] {
      let street = tags["addr:street"] ?? tags["addr:place"]
      address = street.map { "\($0) \(number)" } ?? number
    }
  }

  /// Levels above ground that are really there: those of a part begin at `building:min_level`.
  static func levels(_ tags: OSMTags, _ unread: inout UnreadValues) -> Double? {
    guard
      let top = first(["building:levels", "levels"], tags, &unread, { TagNumbers.levels($0) }),
      top > 0
    else { return nil }
    guard let bottom = tags["building:min_level"].flatMap(TagNumbers.levels), bottom < top else {
      return top
    }
    return top - bottom
  }

  /// The first of some keys that can be read.
  private static func first<Value>(
    _ keys: [String], _ tags: OSMTags, _ unread: inout UnreadValues, _ read: (String) -> Value?
  ) -> Value? {
    for key in keys {
      guard let text = tags[key] else { continue }
      if let value = read(text) { return value }
      unread.add(key, text)
    }
    return nil
  }

  /// Gives the building the use that its own tags say.
  mutating func readUse(_ tags: OSMTags, _ tables: OSMTables) {
    if !tables.unknownUses.contains(word), let use = tables.buildingUses[word] {
      self.use = use
      useSource = "building"
      return
    }
    if let word = tags["building:use"], let use = tables.buildingUses[word] {
      self.use = use
      useSource = "building:use"
      return
    }
    for key in tables.keys {
      if let value = tags[key], let use = tables.meaning(of: key, value)?.use {
        self.use = use
        useSource = key
        return
      }
    }
    // `building=residential` says dwelling and not which kind; the engine fills in the kind.
    if !tables.unknownUses.contains(word), let other = tables.otherUse {
      use = other
      useSource = "building"
    }
  }

  /// m² of floor, with the storey height and levels of ``FloorAreas`` where they are not known.
  func floorArea(_ defaults: FloorAreas) -> Double {
    area * (levels ?? height.map { max(1, ($0 / defaults.storey).rounded()) } ?? defaults.levels)
  }

  /// Whether people may live in it: a home, or nothing is known of its use.
  var mayHoldHomes: Bool {
    use == nil || ["singleFamily", "multiFamily", "apartmentBlock"].contains(use)
  }
}

/// What is assumed of buildings whose levels are not known, to spread people.
struct FloorAreas: Sendable {
  /// Metres.
  let storey: Double
  /// Levels of a building.
  let levels: Double
}
