import ArgumentParser
import PlanModel
import Planning

/// `commonground import`: plan folders from data that others keep.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Makes a plan folder from data that others keep.",
    subcommands: [
      ImportOSMCommand.self, ImportProfileCommand.self, ImportFileCommand.self,
      ImportFieldsCommand.self,
    ],
    defaultSubcommand: ImportProfileCommand.self)
}

/// `commonground import osm`: a plan folder from an OpenStreetMap extract.
struct ImportOSMCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "osm",
    abstract: "Makes a plan folder from an OpenStreetMap extract.",
    discussion: """
      Reads .osm.pbf, .osm and .osm.gz; writes districts, buildings, land use and what keeps actions off the land, a \
      commented plan.yaml that can be checked and run at once, the licence, and how complete the data are.

        commonground import osm town.osm.pbf --into town
        commonground import osm liechtenstein.osm.pbf --into li --municipality Liechtenstein
        commonground import osm region.osm.pbf --into centre --extent 6.12,46.19,6.16,46.22 --country CH
      """)

  @Argument(help: "The OpenStreetMap file.")
  var file: String

  @Option(help: "The folder to make; it must not exist or be empty.")
  var into: String

  @Option(
    help:
      "The municipality: the name of a boundary, or the id of its relation. (default: the largest whole one of admin level 8)"
  )
  var municipality: String?

  @Option(help: "In place of a boundary, a rectangle in degrees: west,south,east,north.")
  var extent: String?

  @Option(help: "The country as two letters. (default: as the file says)")
  var country: String?

  @Option(
    help:
      "What the districts are: boundaries, suburbs or grid. (default: the first that covers half)")
  var districts: String?

  @Option(help: "The municipality's name in the plan. (default: as the file says)")
  var name: String?

  mutating func validate() throws {
    if municipality != nil, extent != nil {
      throw ValidationError("Give --municipality or --extent, not both.")
    }
    if let extent, Self.rectangle(extent) == nil {
      throw ValidationError(
        "--extent is west,south,east,north in degrees, for example 6.12,46.19,6.16,46.22.")
    }
    if let districts, OSMDistrictKind(rawValue: districts) == nil {
      throw ValidationError(
        "--districts is one of \(OSMDistrictKind.allCases.map(\.rawValue).joined(separator: ", "))."
      )
    }
  }

  private static func rectangle(_ text: String) -> Extent? {
    let sides = text.split(separator: ",", omittingEmptySubsequences: false).map {
      Double(String($0).trimmed)
    }
    guard sides.count == 4, let west = sides[0], let south = sides[1], let east = sides[2],
      let north = sides[3], west < east, south < north, west >= -180, east <= 180, south >= -90,
      north <= 90
    else { return nil }
    return Extent(minX: west, minY: south, maxX: east, maxY: north)
  }

  mutating func run() throws {
    var order = OSMImportOrder(file: file)
    order.municipality = municipality
    order.extent = extent.flatMap(Self.rectangle)
    order.country = country
    order.districts = districts.flatMap(OSMDistrictKind.init)
    order.name = name
    let made = try reportingFailures { try importOSM(order, into: into) }
    report(made.diagnostics)
    for line in made.summary { try printLine(line) }
    try printLine("Wrote \(made.files.count) files into \(into):")
    for file in made.files { try printLine("  \(file)") }
    try printLine("Next: commonground check \(into)")
  }
}
