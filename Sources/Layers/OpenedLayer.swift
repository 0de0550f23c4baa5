import Foundation
import GDALBinding
import PROJBinding
import PlanModel

/// A layer of a source that is open for reading, with its CRS settled.
struct OpenedLayer {
  let location: SourceLocation
  let dataset: GDALDataset
  let layer: VectorLayer
  let place: Place
  /// The CRS of the coordinates; nil where none is known, which is an error among the diagnostics.
  let system: PROJReferenceSystem?
  /// The extent in the layer's own CRS, x and y as the driver gives them, or nil where there is none.
  let extent: Extent?

  /// Opens the source of a layer; nil where that is not possible, which is an error among the diagnostics.
  ///
  /// - Parameter needsExtent: Whether a web service is asked for its extent, for which it may have to send all features.
  init?(_ source: LayerSource, needsExtent: Bool = false, _ diagnostics: inout [Diagnostic]) {
    let place = Place(
      file: SourceLocation.withoutSecrets(source.source), line: nil, layer: source.name)
    self.place = place
    do {
      location = try SourceLocation(source.source, place: place)
      dataset = try OpenedLayer.open(location, source, place)
      layer = try OpenedLayer.choose(dataset, source, place)
    } catch {
      diagnostics.append(error)
      return nil
    }
    if !source.geometries.isEmpty { layer.choose(geometries: source.geometries) }
    if SourceLocation.holdsPassword(source.source) {
      diagnostics.append(
        Diagnostic(
          .warning, "layer.password-in-plan",
          "The plan holds a password or key, which everyone who gets it can read.",
          remedy: GDALDataset.isDatabase(source.source)
            ? "Put it into ~/.pgpass or a service file, and write PG:service=NAME."
            : "No output of a run shows it; keep the plan file itself from others.", at: place))
    }
    system = OpenedLayer.system(of: layer, source, place, &diagnostics)
    // A database would have to read the whole table to tell.
    extent =
      location.isService && !(needsExtent && WebReading.address(of: source.source) != nil)
      ? nil
      : layer.extent().map { Extent(minX: $0.minX, minY: $0.minY, maxX: $0.maxX, maxY: $0.maxY) }
  }

  private static func open(
    _ location: SourceLocation, _ source: LayerSource, _ place: Place
  ) throws(Diagnostic) -> GDALDataset {
    if let encoding = source.encoding { try checkEncoding(encoding, place) }
    if let refusal = cityModelRefusal(location, place) { throw refusal }
    do {
      return try GDALDataset(
        location.path, as: .vector, options: options(for: location.path, encoding: source.encoding))
    } catch {
      throw unopened(location, error, place)
    }
  }

  /// Refuses an encoding that nobody knows.
  static func checkEncoding(_ encoding: String, _ place: Place) throws(Diagnostic) {
    if GDALText.knows(encoding: encoding) { return }
    throw Diagnostic(
      .error, "layer.unknown-encoding", "The encoding \"\(shortened(encoding))\" is not known.",
      remedy: "Write a name such as UTF-8, ISO-8859-2 or CP1250.", at: place)
  }

  /// What GDAL is told about how to read a source.
  static func options(for path: String, encoding: String?) -> [String] {
    var options = encoding.map { ["ENCODING=\($0)"] } ?? []
    // GDAL asks for 10 features at a time, which makes a city thousands of requests; a service that gives fewer says so.
    if path.lowercased().hasPrefix("oapif") { options.append("PAGE_SIZE=1000") }
    return options
  }

  /// Why a source cannot be opened.
  static func unopened(_ location: SourceLocation, _ error: GDALError, _ place: Place) -> Diagnostic
  {
    if location.path.lowercased().hasSuffix(".vrt") {
      return Diagnostic(
        .error, "layer.format-refused",
        "A virtual file is not opened, because it can name other sources and run code.",
        remedy: "Name the source itself, or convert it to GeoPackage or GeoTIFF.", at: place)
    }
    let message = SourceLocation.withoutSecrets(error.message, of: location.path)
    return Diagnostic(
      .error, "layer.not-readable",
      location.isService
        ? "The database or service does not answer: \(sentence(message))"
        : "The source cannot be read: \(sentence(message))",
      remedy: location.isService
        ? "Check the connection string, and that the service runs."
        : "Check that the file is complete and of a format that GDAL reads, or export it again.",
      at: place)
  }

  private static func choose(
    _ dataset: GDALDataset, _ source: LayerSource, _ place: Place
  ) throws(Diagnostic) -> VectorLayer {
    let names = dataset.layerNames
    if let wanted = source.layer {
      if let index = position(of: wanted, in: names), let layer = dataset.layer(at: index) {
        return layer
      }
      if let layer = dataset.layer(named: wanted) { return layer }
      let nearest = wanted.nearest(among: names).map { "Did you mean \($0)? " } ?? ""
      throw Diagnostic(
        .error, "layer.unknown-layer", "The source has no layer \"\(shortened(wanted))\".",
        remedy: nearest + "It has: \(listed(names)).", at: place)
    }
    if names.isEmpty {
      throw Diagnostic(
        .error, "layer.no-layers", "The source holds no layer.",
        remedy: "Check that the path names the file you mean.", at: place)
    }
    let layers = names.indices.compactMap { dataset.layer(at: $0) }
    if layers.count == 1 { return layers[0] }
    // Tables without geometry, such as QGIS's styles in a GeoPackage, are not meant.
    let spatial = layers.filter { $0.hasGeometry }
    if spatial.count == 1 { return spatial[0] }
    throw Diagnostic(
      .error, "layer.which-layer", "The source has \(names.count) layers and the plan names none.",
      remedy: "Name one as layer, of: \(listed(names)).", at: place)
  }

  private static func system(
    of layer: VectorLayer, _ source: LayerSource, _ place: Place, _ diagnostics: inout [Diagnostic]
  ) -> PROJReferenceSystem? {
    // GeoPackage writes "Undefined …" where it knows of no CRS; a local one places nothing either.
    let own = layer.referenceSystem.flatMap { try? PROJReferenceSystem($0) }
      .flatMap { $0.kind == .other || $0.name.hasPrefix("Undefined") ? nil : $0 }
    guard let declared = source.crs else {
      if own == nil {
        diagnostics.append(
          Diagnostic(
            .error, "layer.no-crs", "The source does not say in which CRS its coordinates are.",
            remedy: "Declare it in the plan file, as in crs: EPSG:25832 under \(source.name).",
            at: place))
      }
      return own
    }
    switch referenceSystem(declared) {
    case .failure(var diagnostic):
      diagnostic.place = place
      diagnostic.place.field = "crs"
      diagnostics.append(diagnostic)
      return nil
    case .success(let system):
      if let own, own.definition != system.definition {
        diagnostics.append(
          Diagnostic(
            .warning, "layer.crs-overridden",
            "The plan declares \(system.name), the source says \(own.name); the plan's word is taken.",
            remedy: "Leave crs out if the source is right.", at: place))
      }
      return system
    }
  }

  /// Whether the layer has neither features nor fields. GeoJSON declares no fields, so an empty file of it has none,
  /// which says nothing about the fields that the plan names.
  var isEmptyWithoutFields: Bool { layer.fields.isEmpty && layer.declaredCount == 0 }

  /// The encoding that texts without a known one are read in: that of the Shapefile's first users.
  static let guessedEncoding = "ISO-8859-1"

  /// Whether the encoding of texts is a guess of GDAL: a Shapefile without .cpg that only says "ANSI", which is another
  /// code page in each country and which GDAL takes for ISO-8859-1.
  func guessesEncoding(_ source: LayerSource) -> Bool {
    source.encoding == nil && dataset.driver == "ESRI Shapefile"
      && Self.codePage(of: location) == 0x57
  }

  /// The encoding of texts that are not in UTF-8: the declared one, else a guess for a Shapefile that says nothing at all;
  /// nil: they cannot be read.
  func assumedEncoding(_ source: LayerSource) -> String? {
    source.encoding == nil && Self.isUnmarkedShapefile(location) ? Self.guessedEncoding : nil
  }

  /// Whether a Shapefile says nowhere in which encoding it is.
  static func isUnmarkedShapefile(_ location: SourceLocation) -> Bool {
    codePage(of: location) == 0
  }

  /// Byte 29 of a dBASE header, which names the code page; 0x57 stands for the ANSI of whoever wrote it, 0 for nothing. Nil
  /// where a .cpg says more, or there is no such table.
  private static func codePage(of location: SourceLocation) -> UInt8? {
    guard !location.files.contains(where: { $0.lowercased().hasSuffix(".cpg") }),
      let table = location.files.first(where: { $0.lowercased().hasSuffix(".dbf") }),
      let file = FileHandle(forReadingAtPath: table)
    else { return nil }
    defer { try? file.close() }
    guard let head = try? file.read(upToCount: 30), head.count == 30 else { return nil }
    return head[29]
  }

  /// Whether GDAL hands the coordinates over as y, x.
  var hasSwappedAxes: Bool { layer.hasSwappedAxes }

  /// The extent in degrees, or nil where there is none.
  var degrees: (west: Double, south: Double, east: Double, north: Double)? {
    guard let system, var extent else { return nil }
    if hasSwappedAxes { extent = extent.withSwappedAxes }
    if system.kind == .geographic { return (extent.minX, extent.minY, extent.maxX, extent.maxY) }
    guard
      let bounds = try? PROJTransformer(from: system.definition, to: CRS.wgs84.definition)
        .transformBounds(
          minX: extent.minX, minY: extent.minY, maxX: extent.maxX, maxY: extent.maxY)
    else { return nil }
    return (bounds.minX, bounds.minY, bounds.maxX, bounds.maxY)
  }

  /// The middle of the extent in degrees, or nil where there is none on earth.
  var centre: (longitude: Double, latitude: Double)? {
    guard let (west, south, east, north) = degrees else { return nil }
    let centre = (longitude: (west + east) / 2, latitude: (south + north) / 2)
    guard abs(centre.longitude) <= 180, abs(centre.latitude) <= 90 else { return nil }
    return centre
  }
}

extension Extent {
  /// The extent with x and y exchanged.
  var withSwappedAxes: Extent { Extent(minX: minY, minY: minX, maxX: maxY, maxY: maxX) }
}

/// The position of a name: the one written so, else the only one that differs in case alone.
func position(of name: String, in names: [String]) -> Int? {
  if let exact = names.firstIndex(of: name) { return exact }
  let alike = names.indices.filter { names[$0].lowercased() == name.lowercased() }
  return alike.count == 1 ? alike[0] : nil
}

/// A message of a library as the end of a sentence.
func sentence(_ message: String) -> String {
  let line = message.split(whereSeparator: \.isNewline).joined(separator: " ").trimmed
  if line.isEmpty { return "no reason is given." }
  return line.hasSuffix(".") ? line : line + "."
}
