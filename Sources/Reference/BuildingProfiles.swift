import Foundation
public import PlanModel

/// What the fields and words of well-known building registers mean in a plan.
public struct BuildingProfile: Sendable {
  /// The fields of the register by role; a field that a source lacks is left out.
  public var fields: [FieldSource]
  /// Which features are buildings that stand; nil: all.
  public var filter: String?
}

extension BuildingProfile {
  private static let columns = [
    "profile", "role", "fields", "unit", "word", "meaning", "missing", "otherwise",
  ]
  /// The roles of which the plan needs numbers.
  private static let numbers: Set = [
    "levels", "height", "year", "dwellings", "floorArea", "footprint", "roofArea",
  ]

  /// The profiles that come with the program, by name.
  ///
  /// A row with `fields` opens a role: names that the field may have, separated by `|`, of which the first that the
  /// source has counts. Rows with a `word` say what it means. `missing` lists words that say nothing, `*` all that are
  /// not listed.
  ///
  /// - Throws: `PlanningFailure` that names the line where the file is wrong.
  public static func load() throws -> [String: BuildingProfile] {
    let folder = try resourceFolder(of: "Reference", holding: "the profiles of building registers")
    let path = "\(folder)/building-profiles.csv"
    let table = try CSVTable(resourceText(at: path), file: path, columns: columns)
    var profiles: [String: BuildingProfile] = [:]
    var findings: [Diagnostic] = []
    for (row, line) in zip(table.rows, table.lines) {
      var profile = profiles[row[0]] ?? BuildingProfile(fields: [], filter: nil)
      if row[1] == "filter" {
        profile.filter = row[2]
      } else if !row[2].isEmpty {
        profile.fields.append(field(row))
      } else if let last = profile.fields.lastIndex(where: { $0.role == row[1] }) {
        profile.fields[last].values[row[4]] = row[5]
      } else {
        findings.append(
          dataError(
            "The word \(row[4]) stands before its role \(row[1]).",
            at: Place(file: path, line: line)))
      }
      profiles[row[0]] = profile
    }
    guard findings.isEmpty else { throw PlanningFailure(findings) }
    return profiles
  }

  private static func field(_ row: [String]) -> FieldSource {
    let list = { (text: String) in text.split(separator: "|").map(String.init) }
    let names = list(row[2])
    var field = FieldSource(role: row[1], field: names[0], isNumber: numbers.contains(row[1]))
    field.alternatives = Array(names.dropFirst())
    field.isOptional = true
    field.factor = Unit.named(row[3])?.factor ?? 1
    field.missing = list(row[6]).filter { $0 != "*" }
    // An empty meaning is a missing value.
    field.otherwise = list(row[6]).contains("*") ? "" : row[7].isEmpty ? nil : row[7]
    return field
  }
}

extension LayerSource {
  /// The source with a register's fields beside its own; its own go before, and so does its own filter.
  public func applying(_ profile: BuildingProfile) -> LayerSource {
    var source = self
    let own = Set(fields.map(\.role))
    source.fields += profile.fields.filter { !own.contains($0.role) }
    source.filter = filter ?? profile.filter
    return source
  }
}
