import PlanModel

/// How much of what a plan needs the file holds, as rows of a table.
struct OSMCompleteness: Sendable {
  /// One number, and what it is a part of.
  struct Row: Sendable {
    /// What is looked at, for example `buildings`.
    let subject: String
    /// What is counted.
    let measure: String
    let count: Int
    /// What the number is a part of; nil: of nothing.
    var of: Int?
  }
  private(set) var rows: [Row] = []
  /// m² of floor of buildings that may hold homes, and people; nil: not known.
  let homeFloor: Double
  let population: Double?
  private let place: OSMPlace
  private let districts: OSMDistricts
  private let unread: UnreadValues
  private let unknown: UnreadValues

  init(
    _ data: OSMData, _ place: OSMPlace, _ buildings: OSMBuildings, _ account: OSMBuildingAccount,
    _ land: OSMLand, _ districts: OSMDistricts, _ problems: OSMProblems, _ floors: FloorAreas
  ) {
    self.place = place
    self.districts = districts
    unread = buildings.unread
    unknown = land.unknown
    let all = buildings.buildings
    homeFloor = all.filter(\.mayHoldHomes).map { $0.floorArea(floors) }.reduce(0, +)
    let stated = districts.districts.compactMap(\.population).reduce(0, +)
    population = place.population ?? (stated > 0 ? stated : nil)
    rows = [
      Row(subject: "file", measure: "nodes", count: data.nodes.ids.count),
      Row(subject: "file", measure: "ways", count: data.ways.ids.count),
      Row(subject: "file", measure: "relations", count: data.relations.ids.count),
      Row(
        subject: "file", measure: "elements with an id that was there before",
        count: data.repeatedIDs),
    ]
    rows += account.rows
    rows += [
      Row(
        subject: "areas left out", measure: "rings of fewer than three places",
        count: problems.tooFewNodes.count),
      Row(
        subject: "areas left out", measure: "areas some of whose nodes are missing",
        count: problems.missingNodes.count),
      Row(
        subject: "areas left out", measure: "relations with missing ways",
        count: problems.missingMembers.count),
      Row(
        subject: "areas left out", measure: "relations that do not close",
        count: problems.openRelations.count),
      Row(
        subject: "areas left out", measure: "ways that repeat the tags of their relation",
        count: problems.repeatedOutlines.count),
      Row(
        subject: "areas left out", measure: "invalid areas of which nothing is left",
        count: problems.lost.count),
      Row(subject: "mended", measure: "invalid areas", count: problems.mended.count),
      Row(
        subject: "mended", measure: "relations with the tags of their outer ways",
        count: problems.oldStyle.count),
      Row(subject: "buildings", measure: "in the plan", count: all.count),
    ]
    func add(_ measure: String, _ isTrue: (OSMBuilding) -> Bool) {
      rows.append(
        Row(
          subject: "buildings", measure: measure, count: buildings.count(isTrue), of: all.count))
    }
    add("with a use") { $0.use != nil }
    add("with a use of their own tags") { $0.use != nil && $0.useSource != "ground" }
    add("with levels") { $0.levels != nil }
    add("with levels from their parts") { $0.levelsFromParts }
    add("with a height") { $0.height != nil }
    add("with levels or a height") { $0.levels != nil || $0.height != nil }
    add("with a year") { $0.year != nil }
    add("with dwellings") { $0.dwellings != nil }
    add("with a roof shape") { $0.roofShape != nil }
    add("with an address") { $0.address != nil }
    rows.append(Row(subject: "building parts", measure: "in the file", count: buildings.parts))
    rows.append(
      Row(
        subject: "building parts", measure: "without a building around them",
        count: buildings.looseParts, of: buildings.parts))
    for key in unread.keys {
      rows.append(Row(subject: "values not read", measure: key, count: unread.total(key)))
    }
    rows.append(
      Row(subject: "districts", measure: districts.description, count: districts.districts.count))
    rows.append(
      Row(
        subject: "districts", measure: "with people",
        count: districts.districts.count { $0.population != nil }, of: districts.districts.count))
    for landUse in LandUseClass.allCases {
      let count = land.patches.count { $0.landUse == landUse }
      if count > 0 { rows.append(Row(subject: "land use", measure: landUse.word, count: count)) }
    }
    for (kind, features) in land.constraints {
      rows.append(Row(subject: "constraints", measure: kind.layer, count: features.count))
    }
    for key in unknown.keys {
      rows.append(Row(subject: "ground of no known class", measure: key, count: unknown.total(key)))
    }
  }

  /// The table as CSV.
  var csv: String {
    var lines = ["subject,measure,count,of,share"]
    for row in rows {
      let of = row.of.map(String.init) ?? ""
      let share = row.of.flatMap { $0 > 0 ? Self.share(row.count, $0) : nil } ?? ""
      lines.append("\(row.subject),\(Self.quoted(row.measure)),\(row.count),\(of),\(share)")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The table for people, with what it means.
  var markdown: String {
    var text = """
      # What OpenStreetMap knows of \(place.name)

      \(OSMGeoPackage.notice)

      A plan is as good as what it is made from. What is missing here is taken from national defaults, and marked so in the
      plan; the shares below say how much that is.

      | | | count | of | share |
      | --- | --- | ---: | ---: | ---: |

      """
    var last = ""
    for row in rows {
      let of = row.of.map(String.init) ?? ""
      let share = row.of.flatMap { $0 > 0 ? "\(Self.percent(row.count, $0)) %" : nil } ?? ""
      text +=
        "| \(row.subject == last ? "" : row.subject) | \(Self.cell(row.measure, limit: 120)) | \(row.count) | \(of) | \(share) |\n"
      last = row.subject
    }
    text += "\n## People and floor\n\n"
    let floor = Int(homeFloor.rounded())
    if let population, population > 0 {
      let each = (homeFloor / population * 10).rounded() / 10
      text += """
        \(Int(population)) people and \(floor) m² of floor in buildings that may hold homes: \(each) m² a person. Some 40 to 60 m²
        are usual in Europe; less says that buildings or levels are missing, more that buildings of unknown use are no homes.

        """
    } else {
      text += """
        The file does not say how many people live here (\(floor) m² of floor are in buildings that may hold homes). State
        `population` of the districts in the plan: without it, nothing is known per person, and transport and waste cannot
        be estimated.

        """
    }
    if districts.spreads {
      text +=
        "\nThe people of the districts are those of the municipality, spread by the floor area of homes; no census stands behind them.\n"
    }
    for (title, values) in [
      ("Values that were not read", unread), ("Ground of no known class", unknown),
    ]
    where !values.keys.isEmpty {
      text += "\n## \(title)\n\n"
      for key in values.keys {
        let most = values.values(key)
        let listed = most.prefix(20).map { "`\(Self.cell($0.value))` (\($0.count))" }
        text += "- `\(Self.cell(key))`: \(listed.joined(separator: ", "))"
        text += most.count > 20 ? " and \(most.count - 20) more\n" : "\n"
      }
    }
    let open = place.brokenBoundaries
    if !open.isEmpty {
      text += "\n## Boundaries that are not whole in the file\n\n"
      for (id, tags) in open {
        text +=
          "- \(Self.cell(tags["name"] ?? "without a name")) (admin level \(Self.cell(tags["admin_level"] ?? "not stated")), \(id))\n"
      }
    }
    return text
  }

  private static func share(_ count: Int, _ of: Int) -> String {
    "\((Double(count) / Double(of) * 1e4).rounded() / 1e4)"
  }

  private static func percent(_ count: Int, _ of: Int) -> String {
    "\((Double(count) / Double(of) * 1000).rounded() / 10)"
  }

  /// A mapper's text in one line that ends no cell and no code.
  private static func cell(_ text: String, limit: Int = 60) -> String {
    String(
      text.prefix(limit).map { letter in
        switch letter {
        case "|": "/"
        case "`": "'"
        case "<": "‹"
        default: letter.isNewline ? " " : letter
        }
      })
  }

  private static func quoted(_ text: String) -> String {
    text.contains(",") || text.contains("\"")
      ? "\"" + text.split(on: "\"").joined(separator: "\"\"") + "\"" : text
  }
}
