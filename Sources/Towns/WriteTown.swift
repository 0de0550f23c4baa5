import Foundation
import GDALBinding
public import PlanModel

/// What ``writeTown(named:buildings:seed:into:workers:)`` has written.
public struct TownFiles: Sendable {
  /// The folder of the plan.
  public let folder: String
  /// The files, relative to the folder, sorted.
  public let files: [String]
  /// The town.
  public let specification: TownSpecification
  /// The number of buildings, those without a polygon included.
  public let buildings: Int
  /// People in all districts.
  public let population: Int
  /// The number of districts.
  public let districts: Int
  /// The sentence that every output must carry: the geometry is made up.
  public let notice: String
}

/// Writes a plan folder with a made-up town: `plan.yaml`, `README.md`, `LICENSE`, `data/town.gpkg`, `data/radiation.tif` and
/// `data/wind.tif`.
///
/// The same name, number and seed give the same bytes, whatever the number of workers.
///
/// - Parameters:
///   - name: One of the towns of ``townSpecifications()``, by id or name, in any case.
///   - buildings: The number of buildings; nil: the usual one for the population. More buildings than usual
///     bring more people, districts and, where they would not fit, land.
///   - seed: What all that is drawn depends on.
///   - directory: A folder that does not exist yet or is empty.
/// - Throws: ``PlanningFailure`` where the name is unknown, the number negative or the folder not empty;
///   `GDALError` or an error of Foundation where writing fails. What was written before stays.
public func writeTown(
  named name: String, buildings: Int?, seed: UInt64, into directory: String, workers: Workers
) throws -> TownFiles {
  let specification = try townSpecification(named: name)
  let count = buildings ?? specification.usualBuildings
  guard (0...TownFrame.mostBuildings).contains(count) else {
    throw PlanningFailure([
      Diagnostic(
        .error, "town.buildings",
        "A town cannot have \(count) buildings.",
        remedy: "Ask for 0 to \(TownFrame.mostBuildings) buildings.")
    ])
  }
  let folder = URL(filePath: directory, directoryHint: .isDirectory)
  try refuseUsedFolder(folder, directory)
  let data = folder.appending(path: "data", directoryHint: .isDirectory)
  try FileManager.default.createDirectory(at: data, withIntermediateDirectories: true)

  let frame = TownFrame(specification: specification, buildings: count, seed: seed)
  let mesh = frame.mesh
  var extent = Extent.empty
  for p in mesh.outline { extent.extend(x: p.x, y: p.y) }
  let reach = Swift.max(-extent.minX, extent.maxX, -extent.minY, extent.maxY)
  // The lattice is turned and bent, so it has to reach past the corners of the extent.
  let lattice = try StreetLattice(reach: reach * 1.42 + 500, seed: frame.seed, workers: workers)
  let plan = try CellPlan(frame: frame, lattice: lattice, workers: workers)
  let land = OpenLand(frame: frame)
  let rasters = try TownRasters(frame: frame, extent: extent, land: land, workers: workers)
  let register = try TownBuildings(frame: frame, lattice: lattice, plan: plan, workers: workers)
  var polygons = CellPolygons(
    lattice: lattice.loosened(around: plan.blocks.map(\.cell)), classes: plan.landUse,
    straight: [LandUseClass.built.rawValue, LandUseClass.industrial.rawValue])

  try withVectorFile(creating: data.appending(path: "town.gpkg").path(percentEncoded: false)) {
    writer in
    let layers = TownLayers(frame: frame, writer: writer)
    try layers.writeDistricts(mesh, dwellings: register.districtDwellings)
    try layers.write(register)
    try layers.write(polygons.patches(except: CellPlan.unknown))
    try layers.write(
      protectedAreas(frame: frame, land: land), as: "protected_areas", words: ["kind"])
    try layers.write(frame.river)
    try layers.write(
      interests(frame: frame), as: "interests", words: ["helix_group", "stance", "topic"])
    try layers.write(voices(frame: frame))
    try layers.write(TownStreets(frame: frame, lattice: lattice, plan: plan))
    try writer.setMetadata("notice", TownLayers.notice(specification))
    try writer.setMetadata("seed", "\(seed)")
  }
  try writeGeoTIFF(
    rasters.radiation, to: data.appending(path: "radiation.tif").path(percentEncoded: false))
  try writeGeoTIFF(rasters.wind, to: data.appending(path: "wind.tif").path(percentEncoded: false))
  let texts = TownTexts(
    frame: frame,
    people: TownLayers.spread(frame.population, over: register.districtDwellings))
  let monitoring = try TownMonitoring(of: specification.id)
  var written = [
    ("plan.yaml", texts.plan), ("capacity.yaml", texts.capacity),
    ("README.md", texts.readme(monitored: monitoring?.year)), ("LICENSE", texts.licence),
  ]
  if let monitoring {
    try FileManager.default.createDirectory(
      at: folder.appending(path: "monitoring"), withIntermediateDirectories: false)
    written += [
      ("plan-monitored.yaml", texts.monitoredPlan(monitoring)),
      ("monitoring/inventory.csv", monitoring.inventory(of: frame.population)),
      (
        "monitoring/statuses.csv",
        monitoring.statuses(
          districts: texts.districtIDs, people: texts.people, community: texts.community)
      ),
    ]
  }
  for (file, text) in written {
    try text.write(to: folder.appending(path: file), atomically: true, encoding: .utf8)
  }
  return TownFiles(
    folder: directory,
    files: (written.map(\.0) + ["data/radiation.tif", "data/town.gpkg", "data/wind.tif"]).sorted(),
    specification: specification, buildings: register.count, population: frame.population,
    districts: frame.districtCount, notice: TownLayers.notice(specification))
}

/// Makes sure that nothing of the user's is overwritten or mixed with the town.
private func refuseUsedFolder(_ folder: URL, _ path: String) throws {
  guard
    let content = try? FileManager.default.contentsOfDirectory(
      atPath: folder.path(percentEncoded: false))
  else {
    // Asked without the slash of a folder's path, with which a file would not be found.
    if FileManager.default.fileExists(atPath: path) {
      throw PlanningFailure([
        Diagnostic(
          .error, "town.not-a-folder", "\(path) is not a folder.",
          remedy: "Name a folder that does not exist yet or is empty.")
      ])
    }
    return
  }
  if let first = content.sorted().first {
    throw PlanningFailure([
      Diagnostic(
        .error, "town.folder-not-empty", "The folder \(path) is not empty: it holds \(first).",
        remedy: "Name a folder that does not exist yet or is empty.")
    ])
  }
}
