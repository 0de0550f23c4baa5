import Exports
import Foundation
import Import
import Layers
public import PlanModel

/// What is asked of an import by a profile.
public struct ProfileOrder: Sendable {
  /// The name of a profile that comes with the program, or a file of one's own.
  public var profile: String
  /// The files, or anything GDAL reads.
  public var files: [String]
  /// The CRS of the layer that is made; nil: the files' own where it is in metres, else one that suits the place.
  public var crs: String?
  /// The CRS of the files' coordinates, where they do not say it; nil: as they or the profile say.
  public var sourceCRS: String?
  /// The encoding of the files' texts, where they do not say it; nil: as they or the profile say.
  public var encoding: String?
  /// The layer to read where the profile's is not there.
  public var layer: String?
  /// Whether what an earlier import of the profile made is replaced.
  public var replaces = false
  /// The municipality's name, for a new plan file.
  public var name: String?
  /// The country as two letters, for a new plan file.
  public var country: String?

  /// Asks for an import.
  public init(profile: String, files: [String]) {
    self.profile = profile
    self.files = files
  }
}

/// What an import by a profile made.
public struct ProfileOutcome: Sendable {
  /// The files written, relative to the folder.
  public let files: [String]
  /// For people: how many features, and of how many each field is known.
  public let summary: [String]
  /// What was found on the way.
  public let diagnostics: [Diagnostic]
}

/// Makes a layer of a plan folder from files of a supplier.
///
/// The layer is written in the plan's words, with what belongs under `layers` in the plan file beside it; a plan file that
/// nobody has changed since the import is written anew, another one is left as it is.
///
/// - Throws: `PlanningFailure` with all that was found; then nothing was written.
public func importByProfile(
  _ order: ProfileOrder, into directory: String, workers: Workers
) throws -> ProfileOutcome {
  let profile = try loadProfile(order.profile)
  let folder = ProfileFolder(directory, profile: profile)
  try folder.refuse(replacing: order.replaces, country: order.country ?? profile.country)
  var diagnostics: [Diagnostic] = []
  var layers: [Layer] = []
  var crs: CRS?
  var featureParts = profile.parts.map { FeatureParts($0) }
  let temporary = TemporaryAreas()
  let reach =
    profile.reach == nil && profile.role != .landUse
    ? nil : ProfileReach(ofPlanAt: folder.planFile, workers: workers)
  for file in order.files.flatMap({ parts(of: $0, order) }) {
    guard
      let path = readablePath(
        absolute(file), profile: profile, reach: reach, temporary, &diagnostics)
    else { continue }
    let partSource = featureParts?.source(at: path, encoding: order.encoding ?? profile.encoding)
    guard
      let source = partSource
        ?? profileSource(
          profile, file: path, shown: shownSource(file), order: order,
          &diagnostics)
    else { continue }
    if crs == nil {
      let found = planCRS(declared: order.crs ?? folder.declaredCRS, districts: source)
      diagnostics += found.diagnostics.filter { $0.severity == .error }
      crs = found.crs
    }
    guard let target = crs else { continue }
    let expectation: GeometryExpectation =
      switch profile.role {
      case .districts, .landUse, .units: .polygons
      case .buildings: .polygonsOrPoints
      case .constraint: .any
      }
    let extent = profile.reach.flatMap {
      reach?.extent(in: target, expandedBy: $0, workers: workers)
    }
    let reading = readLayer(
      source, into: target, expecting: expectation, within: extent, workers: workers)
    // What keeps a source from being opened was told when its CRS was looked for.
    let told = reading.diagnostics.map { diagnostic in
      var diagnostic = diagnostic
      // Nobody knows the areas of a raster by the path of a temporary file.
      if diagnostic.place.file == path { diagnostic.place.file = shownSource(absolute(file)) }
      return diagnostic
    }
    diagnostics += told.filter { !diagnostics.contains($0) }
    guard let layer = reading.layer else { continue }
    if partSource == nil { layers.append(layer) } else { featureParts?.add(layer) }
  }
  diagnostics = importFindings(diagnostics, mapping: isOwnFile(order.profile) ? order.profile : nil)
  if layers.isEmpty, !diagnostics.containError {
    diagnostics.append(
      Diagnostic(
        .error, "import.no-layer",
        "The files hold parts only, and no layer \(profile.layers.joined(separator: " or ")).",
        remedy: "Name the file of the features too.", at: Place(file: shownSource(order.files[0]))))
  }
  guard !diagnostics.containError, let crs, !layers.isEmpty else {
    throw PlanningFailure(diagnostics)
  }
  var layer = joined(layers, named: profile.layerName, crs: crs, roles: profile.roles)
  if let featureParts {
    layer = featureParts.filling(layer)
    diagnostics += featureParts.strays(in: layer)
  }
  let files = try folder.write(layer, order: order)
  var summary = ["\(profile.title): \(layer.count) features in \(crs.name)"]
  if let distance = profile.reach, reach != nil {
    summary.append("  only what lies within \(distance.shortest) m of the districts' extent")
  }
  for field in layer.fields {
    let known = (0..<layer.count).reduce(0) { count, row in
      switch field.column {
      case .number(let numbers): count + (numbers[row] == nil ? 0 : 1)
      case .text(let texts): count + (texts[row] == nil ? 0 : 1)
      }
    }
    let share = layer.count == 0 ? 0 : 100 * known / layer.count
    summary.append("  \(field.role): known of \(known) (\(share) %)")
  }
  return ProfileOutcome(files: files, summary: summary, diagnostics: diagnostics)
}

/// The source that a profile makes of a file; nil where its layer is not there, which is an error.
private func profileSource(
  _ profile: ImportProfile, file path: String, shown file: String, order: ProfileOrder,
  _ diagnostics: inout [Diagnostic]
) -> LayerSource? {
  let encoding = order.encoding ?? profile.encoding
  let found = describeSource(path, encoding: encoding)
  diagnostics += found.diagnostics
  guard let layers = found.description?.layers else { return nil }
  let names = layers.map(\.name)
  let wanted = order.layer.map { [$0] } ?? profile.layers
  let layer =
    wanted.lazy.compactMap { name in
      layers.first { $0.name == name } ?? layers.first { $0.name.lowercased() == name.lowercased() }
    }.first ?? (layers.count == 1 && wanted.isEmpty ? layers[0] : nil)
  guard let layer else {
    let what = wanted.isEmpty ? "one layer" : "a layer \(wanted.joined(separator: " or "))"
    diagnostics.append(
      Diagnostic(
        .error, "import.no-layer", "The file does not hold \(what).",
        remedy: names.isEmpty
          ? "It holds no layer with geometry; check that it is the file you mean."
          : "Check that it is the file you mean; if so, name one with --layer, of: \(names.prefix(20).joined(separator: ", ")).",
        at: Place(file: shownSource(path))))
    return nil
  }
  var source = LayerSource(
    name: order.files.count == 1 ? profile.layerName : file, source: path)
  source.layer = layer.name
  let fields = Set(layer.fields.map { $0.name.lowercased() })
  source.idField = profile.ids.first { fields.contains($0.lowercased()) }
  source.geometries = profile.geometries
  source.filter = profile.filter
  source.fields = profile.fields
  source.crs = order.sourceCRS ?? (layer.hasCRS ? nil : profile.crs)
  source.encoding = encoding
  let known = profile.fields.contains { field in
    field.field == nil
      || ([field.field ?? ""] + field.alternatives).contains { fields.contains($0.lowercased()) }
  }
  if !profile.fields.isEmpty, !known {
    diagnostics.append(
      Diagnostic(
        .error, "import.no-field",
        "None of the fields that the profile knows is in the layer \(layer.name).",
        remedy:
          "Check that it is the file you mean; for another supplier's: commonground import file \(file).",
        at: Place(file: shownSource(path))))
    return nil
  }
  return source
}

/// A path that layers can be read from: the file's own, that of the areas of a raster of land use, or that of the buildings
/// of a city model; nil after an error.
///
/// - Parameter reach: Where the municipality lies; of a raster only its surroundings are read.
func readablePath(
  _ file: String, profile: ImportProfile, reach: ProfileReach?, _ temporary: TemporaryAreas,
  _ diagnostics: inout [Diagnostic]
) -> String? {
  if let format = cityFormat(of: file) ?? profile.format.flatMap(CityFormat.init) {
    guard profile.role == .buildings else {
      diagnostics.append(
        Diagnostic(
          .error, "city.only-buildings",
          "The file is \(format.title), of which buildings alone are read.",
          remedy: "Write `commonground import \(format.rawValue)` to take its buildings.",
          at: Place(file: file)))
      return nil
    }
    let buildings = temporary.next()
    let found = temporary.tiles.write(
      file, as: profile.format.flatMap(CityFormat.init), crs: profile.crs, to: buildings)
    diagnostics += found
    return found.containError ? nil : buildings
  }
  guard profile.role == .landUse, isRaster(file) else { return file }
  let areas = temporary.next()
  let found = writeRasterAreas(
    of: RasterSource(name: profile.layerName, source: file),
    within: reach?.extent.expanded(by: profile.reach ?? 0), crs: reach?.crs, to: areas)
  diagnostics += found
  return found.containError ? nil : areas
}

/// Layers that are needed during an import only; they are removed with the object.
final class TemporaryAreas {
  private var paths: [String] = []
  /// What was read of city models, whose tiles have buildings in common.
  var tiles = CityTiles()

  /// A path that does not exist yet.
  func next() -> String {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "commonground-\(UUID().uuidString).gpkg").path(percentEncoded: false)
    paths.append(path)
    return path
  }

  deinit { for path in paths { try? FileManager.default.removeItem(atPath: path) } }
}

func absolute(_ file: String) -> String {
  if file.hasPrefix("/") || file.contains(":") { return file }
  return FileManager.default.currentDirectoryPath + "/" + file
}

/// The layers of several files as one: ids that occur twice get the number of their file.
private func joined(_ layers: [Layer], named name: String, crs: CRS, roles: [String]) -> Layer {
  var ids: [String] = []
  var taken: Set<String> = []
  var bytes: [UInt8] = []
  var offsets = [0]
  for (number, layer) in layers.enumerated() {
    for row in 0..<layer.count {
      var id = layer.ids[row]
      var suffix = number + 1
      while !taken.insert(id).inserted {
        id = "\(layer.ids[row])-\(suffix)"
        suffix += 1
      }
      ids.append(id)
      bytes += layer.geometry.row(row)
      offsets.append(bytes.count)
    }
  }
  var fields: [(role: String, column: Column)] = []
  for role in roles where layers.contains(where: { $0.fields.contains { $0.role == role } }) {
    let isNumber = layers.contains { $0.numbers(role) != nil }
    if isNumber {
      var values: [Double] = []
      var present = ValidityMask(count: 0, present: false)
      for layer in layers {
        let numbers = layer.numbers(role)
        for row in 0..<layer.count {
          values.append(numbers?[row] ?? 0)
          present.append(numbers?[row] != nil)
        }
      }
      fields.append((role, .number(NumberColumn(values: values, present: present))))
    } else {
      var values: [String?] = []
      for layer in layers {
        let texts = layer.texts(role)
        for row in 0..<layer.count { values.append(texts?[row]) }
      }
      fields.append((role, .text(TextColumn(values))))
    }
  }
  return Layer(
    name: name, crs: crs, ids: ids, geometry: GeometryColumn(bytes: bytes, offsets: offsets),
    fields: fields)
}

extension ImportProfile {
  /// The roles of its fields, in their order, each once.
  var roles: [String] {
    var seen: Set<String> = []
    return fields.map(\.role).filter { seen.insert($0).inserted }
  }

  /// The name of the layer that it makes.
  var layerName: String {
    switch role {
    case .districts: "districts"
    case .buildings: "buildings"
    case .landUse: "land_use"
    case .constraint: name.map { $0 == "-" ? "_" : "\($0)" }.joined()
    case .units: "units"
    }
  }
}
