import PlanModel
import Reference

/// What tags mean for a plan, from the tables of this module.
struct OSMTables: Sendable {
  /// What one tag says.
  struct Meaning: Sendable {
    /// The land-use class of the ground; nil: it says nothing about ground.
    var landUse: LandUseClass?
    /// The use of a building that bears the tag.
    var use: String?
    /// The use of buildings that stand on ground with the tag.
    var groundUse: String?
  }

  /// A kind of feature that keeps land actions off.
  struct Constraint: Sendable {
    /// The layer's name in the GeoPackage.
    let layer: String
    /// The name for people.
    let name: String
    /// Key and values that make a feature one of these.
    var tags: [(key: String, values: [String])]
    /// Whether features are areas; else lines.
    let isArea: Bool
    /// How far it reaches, in metres.
    let buffer: Double
    /// The land actions it keeps off; none: all.
    let excludes: [String]
    /// Where the buffer is from.
    let source: String
    /// How sure the buffer is.
    let confidence: String
  }

  /// The keys that say something about ground or use, in the order in which they are asked.
  let keys: [String]
  private let meanings: [String: [String: Meaning]]
  /// Kinds of constraints, in the order of the table.
  let constraints: [Constraint]
  /// The metric grid of a country.
  let grids: [String: String]
  /// The country whose building defaults stand in.
  let proxies: [String: String]
  /// Uses by the value of `building`.
  let buildingUses: [String: String]
  /// Values of `building` that say nothing about the use.
  let unknownUses: Set<String>
  /// The use of a building of any other value.
  let otherUse: String?

  /// Reads the tables.
  ///
  /// - Throws: `PlanningFailure` where a table is missing or broken.
  static func load() throws -> OSMTables {
    let folder = try resourceFolder(of: "Import", holding: "the tables of OpenStreetMap's tags")
    var findings: [Diagnostic] = []
    func rows(_ file: String, _ header: [String]) throws -> [[String]] {
      let path = "\(folder)/\(file)"
      let records = CSVRecords(try resourceText(at: path), separator: UInt8(ascii: ","))
      for (row, line) in zip(records.rows, records.lines)
      where row.count != header.count || line == 1 && row != header {
        findings.append(
          Diagnostic(
            .error, "reference.bad-data",
            "The data file does not have the columns \(header.joined(separator: ", ")).",
            remedy: "Install the program again with its data folder.",
            at: Place(file: path, line: line)))
      }
      if !findings.isEmpty { throw PlanningFailure(findings) }
      return Array(records.rows.dropFirst())
    }
    let classes = try rows("osm-classes.csv", ["key", "value", "class", "use", "ground_use"])
    let kinds = try rows(
      "osm-constraints.csv",
      [
        "layer", "name", "key", "values", "shape", "value", "unit", "year", "excludes", "source",
        "confidence",
      ])
    let grids = try rows(
      "national-crs.csv", ["country", "crs", "proxy", "source", "confidence"])
    let profile = try BuildingProfile.load()["osm"]?.fields.first { $0.role == "use" }
    return OSMTables(
      classes: classes, kinds: kinds, grids: grids, buildingUses: profile?.values ?? [:],
      unknown: profile?.missing ?? [], otherUse: profile?.otherwise)
  }

  private init(
    classes: [[String]], kinds: [[String]], grids rows: [[String]],
    buildingUses: [String: String], unknown: [String], otherUse: String?
  ) {
    var keys: [String] = []
    var meanings: [String: [String: Meaning]] = [:]
    for row in classes {
      if !keys.contains(row[0]) { keys.append(row[0]) }
      meanings[row[0], default: [:]][row[1]] = Meaning(
        landUse: LandUseClass.allCases.first { $0.word == row[2] },
        use: row[3].isEmpty ? nil : row[3], groundUse: row[4].isEmpty ? nil : row[4])
    }
    var constraints: [Constraint] = []
    for row in kinds {
      let tags = (key: row[2], values: row[3].split(separator: "|").map(String.init))
      if let known = constraints.firstIndex(where: { $0.layer == row[0] }) {
        constraints[known].tags.append(tags)
        continue
      }
      constraints.append(
        Constraint(
          layer: row[0], name: row[1], tags: [tags], isArea: row[4] == "area",
          buffer: (Double(row[5]) ?? 0) * (Unit.named(row[6])?.factor ?? 1),
          excludes: row[8].split(separator: "|").map(String.init), source: row[9],
          confidence: row[10]))
    }
    self.keys = keys
    self.meanings = meanings
    self.constraints = constraints
    grids = Dictionary(rows.map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first })
    proxies = Dictionary(
      rows.filter { !$0[2].isEmpty }.map { ($0[0], $0[2]) }, uniquingKeysWith: { first, _ in first }
    )
    self.buildingUses = buildingUses
    unknownUses = Set(unknown)
    self.otherUse = otherUse
  }

  /// What a tag says; nil where it says nothing.
  func meaning(of key: String, _ value: String) -> Meaning? {
    guard let values = meanings[key] else { return nil }
    return values[value] ?? values["*"]
  }

  /// The land-use class that tags give their ground, with the tag that says so.
  func landUse(_ tags: OSMTags) -> (landUse: LandUseClass, tag: String)? {
    for key in keys {
      guard let value = tags[key], let found = meaning(of: key, value)?.landUse else { continue }
      return (found, "\(key)=\(value)")
    }
    return nil
  }

  /// The use that tags of ground give the buildings on it.
  func groundUse(_ tags: OSMTags) -> String? {
    for key in keys {
      if let value = tags[key], let use = meaning(of: key, value)?.groundUse { return use }
    }
    return nil
  }

  /// Whether tags make a feature one of a constraint's.
  func belongs(_ tags: OSMTags, to constraint: Constraint) -> Bool {
    constraint.tags.contains { pair in tags[pair.key].map(pair.values.contains) ?? false }
  }
}
