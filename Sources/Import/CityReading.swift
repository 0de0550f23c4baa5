import GDALBinding
import GEOSBinding
import PlanModel

/// One file of a city model while it is read.
struct CityReading {
  let file: String
  /// The buildings that cover ground, in the order of the file.
  private(set) var records: [CityRecord] = []
  /// Buildings that an earlier file has, and others that only have the id of one.
  var twice = CityLosses.Loss()
  var renamed = CityLosses.Loss()
  private var losses = CityLosses()
  private var withoutGround = CityLosses.Loss()
  private var withoutHeight = CityLosses.Loss()
  private var withoutId = CityLosses.Loss()
  private var plane: CityPlane?
  private var failure: Diagnostic?

  init(file: String) { self.file = file }

  /// Reads the file; gives the CRS of its footprints.
  ///
  /// - Parameter crs: The CRS where the file says none that is known.
  mutating func read(
    _ format: CityFormat?, crs: String?, _ ground: CityFootprint
  ) throws -> String {
    let (path, start) = try readableCity(file)
    if start.isEmpty, path == file {
      throw CityFormatError("empty", "The file is empty.", remedy: "Fetch it again.")
    }
    if start.starts(with: Array("PK".utf8)) {
      throw CityFormatError(
        "archive", "The file is an archive.",
        remedy: "Name the file in it, as in /vsizip/\(file)/NAME, or unpack it.")
    }
    let own: CityFormat? =
      CityJSONReader.accepts(start) ? .cityjson : CityGMLReader.accepts(start) ? .citygml : nil
    if let format, let own, format != own {
      throw CityFormatError(
        "not-\(format.rawValue)", "The file is \(own.title), not \(format.title).",
        remedy: "Write `commonground import \(own.rawValue)`.")
    }
    let packed = path == file ? nil : try GDALBytes.size(of: file)
    let limit = min(8 << 30, packed.map(largestUnpacked) ?? .max)
    let bytes = try GDALBytes.contents(of: path, limit: limit)
    switch own ?? format ?? .citygml {
    case .citygml:
      guard bytes.first(where: { $0 > 32 && $0 < 0x80 }) == UInt8(ascii: "<") else {
        throw CityFormatError(
          "not-citygml", "The file is no XML, and so no CityGML.",
          remedy: "Name a file of CityGML.")
      }
      var reader = try CityGMLReader(bytes)
      defer { losses = reader.losses }
      try reader.read { try take($0, in: $1 ?? crs, else: crs, ground) }
    case .cityjson:
      var reader = CityJSONReader(bytes)
      defer { losses = reader.losses }
      try reader.read { try take($0, in: $1 ?? crs, else: crs, ground) }
    }
    guard !records.isEmpty, let plane else {
      throw CityFormatError(
        "no-buildings", "The file holds no building with a geometry that covers ground.",
        remedy: "Check that it is a model of buildings, and not of terrain, roads or trees.")
    }
    return plane.crs
  }

  private mutating func take(
    _ building: CityBuilding, in name: String?, else crs: String?, _ ground: CityFootprint
  ) throws {
    var building = building
    if building.body.id.isEmpty {
      building.body.id = "building-\(records.count + withoutGround.count + 1)"
      withoutId.add(building.body.id)
    }
    if plane == nil, let point = building.first {
      plane = try CityPlane(name, else: crs, near: point)
    }
    guard let plane, plane.flatten(&building),
      var record = try CityRecord(building, ground)
    else {
      withoutGround.add(building.body.id)
      return
    }
    // Nobody says in which unit heights are where the plane is in feet.
    if !plane.isMetric, record.heightSource == "geometry" { record.forgetHeight() }
    if record.height == nil { withoutHeight.add(record.id) }
    records.append(record)
  }

  // MARK: Findings

  /// Notes what keeps the file from being read.
  mutating func fail(_ error: CityFormatError) {
    failure = Diagnostic(
      .error, "city.\(error.code)", error.reason, remedy: error.remedy, at: Place(file: file))
  }

  /// What was found, by severity within the file.
  var diagnostics: [Diagnostic] {
    var found: [Diagnostic] = []
    func tell(
      _ loss: CityLosses.Loss, _ severity: Severity, _ code: String, _ message: String,
      _ remedy: String = ""
    ) {
      guard loss.count > 0 else { return }
      found.append(
        Diagnostic(
          severity, "city.\(code)", message, remedy: remedy,
          at: Place(file: file, feature: loss.first), count: loss.count))
    }
    if let failure { found.append(failure) }
    tell(
      losses.badGeometries, .warning, "bad-geometry",
      "A geometry has a vertex that is not there, or a ring that is none, and is not used.",
      "Export the model again; another level of detail of the building is used where it has one.")
    tell(
      losses.badObjects, .warning, "bad-object",
      "An object has no type, or is its own part, and is left out.", "Export the model again.")
    tell(
      losses.templates, .warning, "template",
      "A geometry is an instance of a template, which is not read.",
      "Export the model with its geometries written out.")
    tell(
      losses.looseReferences, .note, "loose-reference",
      "A surface is named that is not in the building, and counts for another one only.")
    tell(
      withoutGround, .warning, "no-ground",
      "A building has no surface that covers ground, and is left out.",
      "Export the model with its surfaces, in a level of detail from 0 to 3.")
    tell(
      withoutId, .warning, "no-id", "A building has no id, and is named by its place in the file.",
      "Give each building an id that stays.")
    tell(
      withoutHeight, .note, "no-height",
      "Of a building neither a height is stated nor a body drawn, so it has none.")
    tell(
      twice, .note, "twice",
      "A building is in another file or place of the model, too, and counts once.")
    tell(
      renamed, .warning, "same-id",
      "A building has the id of another one elsewhere, and is given a number behind it.",
      "Give buildings ids that are theirs in all files.")
    return found
  }
}
