import Import
public import PlanModel

/// What districts of an import from OpenStreetMap are made of.
public enum OSMDistrictKind: String, Sendable, CaseIterable {
  /// Boundaries inside the municipality's.
  case boundaries
  /// Areas that mappers call suburbs, quarters or neighbourhoods.
  case suburbs
  /// Squares.
  case grid
}

/// What is asked of an import from OpenStreetMap.
public struct OSMImportOrder: Sendable {
  /// The file: `.osm.pbf`, `.osm` or `.osm.gz`.
  public var file: String
  /// The name of a boundary or the id of its relation; nil: the largest whole one of admin level 8.
  public var municipality: String?
  /// A rectangle in degrees in place of a boundary.
  public var extent: Extent?
  /// The country as two letters; nil: as the file says.
  public var country: String?
  /// What the districts are made of; nil: the first that covers half of the municipality.
  public var districts: OSMDistrictKind?
  /// The municipality's name in the plan; nil: as the file says.
  public var name: String?

  /// Asks for an import of a file.
  public init(file: String) { self.file = file }

  /// The same in the words of the module that does it.
  var request: OSMRequest {
    var request = OSMRequest(path: file)
    if let extent {
      request.municipality = .extent(extent)
    } else if let municipality {
      request.municipality = .named(municipality)
    }
    request.country = country
    request.districts = districts.flatMap { OSMRequest.Districts(rawValue: $0.rawValue) }
    request.name = name
    return request
  }
}

/// What an import from OpenStreetMap has made.
public struct OSMImportOutcome: Sendable {
  /// The files, relative to the folder, sorted.
  public let files: [String]
  /// What was found on the way.
  public let diagnostics: [Diagnostic]
  /// What was made, in lines for a person.
  public let summary: [String]

  init(_ content: OSMImport) {
    files = (content.texts.map(\.name) + ["data/osm.gpkg"]).sorted()
    diagnostics = content.diagnostics
    summary = [
      "\(content.name), \(content.country): \(content.buildings) buildings, "
        + "\(content.population.map { "\($0) people" } ?? "number of people not known"), in \(content.crs).",
      "\(content.districts) districts: \(content.districtKind).",
      "\(content.landUse) areas of land use, \(content.constraints) layers that keep actions off.",
    ]
  }
}
