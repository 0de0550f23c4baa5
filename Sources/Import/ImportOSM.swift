import GDALBinding
import GEOSBinding
import PROJBinding
public import PlanModel
import Reference

/// What an import has made.
public struct OSMImport: Sendable {
  /// Text files of the plan folder, by their names.
  public let texts: [(name: String, text: String)]
  /// What was found on the way.
  public let diagnostics: [Diagnostic]
  /// The municipality's name.
  public let name: String
  /// The country as two letters.
  public let country: String
  /// The CRS of all layers.
  public let crs: String
  /// The number of districts.
  public let districts: Int
  /// How the districts came about.
  public let districtKind: String
  /// The number of buildings in the plan.
  public let buildings: Int
  /// People, where they are known.
  public let population: Int?
  /// The number of patches of land use.
  public let landUse: Int
  /// The number of layers of constraints.
  public let constraints: Int
}

/// Makes a plan folder's content from an OpenStreetMap file.
///
/// The same file and request give the same bytes.
///
/// - Parameters:
///   - request: The file, and what of it is wanted.
///   - geoPackage: Where the layers are written: a path that does not exist yet, in a folder that does.
/// - Returns: The texts that belong beside it.
/// - Throws: `PlanningFailure` with all that was found where the file cannot be read or holds no such municipality;
///   `GDALError` where the layers cannot be written, after which none is there.
public func importOSM(_ request: OSMRequest, writing geoPackage: String) throws -> OSMImport {
  let tables = try OSMTables.load()
  let reference = try ReferenceData.load()
  var data = try readOSM(request.path)
  var search = try OSMPlaceSearch(data, request)
  let found = try search.find()
  var diagnostics = search.diagnostics
  guard let place = found else { throw PlanningFailure(diagnostics) }
  let crs = OSMData.metricCRS(of: place.extent, country: place.country, tables)
  _ = try data.project(into: crs)

  var assembly = try AreaAssembly(data)
  let areas = assembly.areas { tables.reasons(for: $0) }
  let problems = assembly.problems
  let ground = try municipality(place, areas, crs)
  let buildings = try OSMBuildings(data, areas, in: ground, tables)
  let land = try OSMLand(data, areas, in: ground, tables)
  let divided = try OSMDistrictSearch(
    ground: ground, place: place, areas: areas, settlements: data.settlements
  ).find(request.districts)
  guard var districts = divided else {
    throw PlanningFailure(
      diagnostics + [
        Diagnostic(
          .error, "osm.no-districts",
          "The file holds no \(request.districts == .suburbs ? "area of a suburb or neighbourhood" : "boundary") inside \(place.name).",
          remedy: "Leave --districts out, or write --districts grid.",
          at: Place(file: request.path))
      ])
  }
  let floors = FloorAreas(
    storey: reference.number("level.height").value,
    levels: reference.number("levels.singleFamily").value)
  try districts.spread(place.population, over: buildings.buildings, floors)
  let account = OSMBuildingAccount(data, areas, problems, buildings)
  let report = OSMCompleteness(
    data, place, buildings, account, land, districts, problems, floors)
  diagnostics +=
    OSMFindings(
      file: request.path, place: place, buildings: buildings, land: land, districts: districts,
      problems: problems
    ).diagnostics

  let shape = try ground.shape.wkb()
  try withVectorFile(creating: geoPackage) { writer in
    let layers = OSMGeoPackage(crs: crs, writer: writer)
    try layers.write(districts, place, ground: shape)
    try layers.write(buildings.buildings)
    try layers.write(land)
    try writer.setMetadata("notice", OSMGeoPackage.notice)
  }
  let plan = OSMPlanText(
    place: place, crs: crs, baseYear: request.baseYear, tables: tables, districts: districts,
    land: land)
  return OSMImport(
    texts: [
      ("LICENCE.txt", licence), ("completeness.csv", report.csv),
      ("completeness.md", report.markdown),
      ("plan.yaml", plan.text),
    ],
    diagnostics: diagnostics, name: place.name, country: place.country, crs: crs,
    districts: districts.districts.count, districtKind: districts.description,
    buildings: buildings.buildings.count, population: report.population.map { Int($0) },
    landUse: land.patches.count, constraints: land.constraints.count)
}

private let licence = """
  \(OSMGeoPackage.notice)

  The data in data/osm.gpkg are a derivative database of OpenStreetMap. Who passes them on, or a database made from them,
  does so under the same licence: https://opendatacommons.org/licenses/odbl/1-0/
  Maps and reports made from them carry the words "© OpenStreetMap contributors": https://www.openstreetmap.org/copyright

  """

/// The ground of a place in the metric CRS.
private func municipality(
  _ place: OSMPlace, _ areas: [OSMArea], _ crs: String
) throws -> OSMGround {
  if let id = place.boundary?.id {
    guard let area = areas.first(where: { $0.id == id }) else {
      throw PlanningFailure([
        Diagnostic(
          .error, "osm.no-place", "The boundary of \(place.name) (\(id)) has no place in \(crs).",
          remedy: "Mend it in OpenStreetMap, or name an --extent.")
      ])
    }
    return try OSMGround(area.shape, extent: area.extent)
  }
  let transformer = try PROJTransformer(from: CRS.wgs84.definition, to: crs)
  var ring: [(x: Double, y: Double)] = []
  let sides = place.extent
  let corners = [
    (sides.minX, sides.minY), (sides.maxX, sides.minY), (sides.maxX, sides.maxY),
    (sides.minX, sides.maxY), (sides.minX, sides.minY),
  ]
  var extent = Extent.empty
  // A straight side in degrees is a curve in metres.
  let steps = 20
  for (start, end) in zip(corners, corners.dropFirst()) {
    for step in 0..<steps {
      let part = Double(step) / Double(steps)
      guard
        let point = transformer.transform(
          x: start.0 + (end.0 - start.0) * part, y: start.1 + (end.1 - start.1) * part)
      else { continue }
      ring.append(point)
      extent.extend(x: point.x, y: point.y)
    }
  }
  guard ring.count == 4 * steps else {
    throw PlanningFailure([
      Diagnostic(
        .error, "osm.no-place", "The extent of the file has no place in \(crs).",
        remedy: "Name a smaller --extent.")
    ])
  }
  ring.append(ring[0])
  return try OSMGround(ShapeBytes.polygon([ring]), extent: extent)
}

extension OSMTables {
  /// The keys for which an element with such tags is wanted as an area.
  func reasons(for tags: OSMTags) -> [String] {
    var reasons: [String] = []
    for key in ["building", "building:part"] where tags[key] != nil { reasons.append(key) }
    if let boundary = tags["boundary"],
      ["administrative", "protected_area", "national_park"].contains(boundary)
    {
      reasons.append("boundary")
    }
    if let place = tags["place"],
      ["borough", "suburb", "quarter", "neighbourhood"].contains(place)
    {
      reasons.append("place")
    }
    for key in keys {
      guard let value = tags[key], let meaning = meaning(of: key, value),
        meaning.landUse != nil || meaning.groundUse != nil
      else { continue }
      reasons.append(key)
    }
    for key in ["landuse", "natural", "leisure"] where tags[key] != nil && !reasons.contains(key) {
      // Fences of trees and the like are lines, closed or not.
      if ["tree_row", "coastline", "cliff", "slipway", "track"].contains(tags[key]) { continue }
      reasons.append(key)
    }
    return reasons
  }
}
