import Foundation
import GDALBinding
import PlanModel

/// Where a source is, as GDAL must be told, and which files hold it.
struct SourceLocation {
  /// What GDAL is given.
  var path: String
  /// The files whose digest stands for the source, in a fixed order; empty where it is no file.
  var files: [String]
  /// The source as it may be shown: without passwords.
  var shown: String
  /// Whether the source is a service rather than files.
  var isService: Bool

  /// Finds the files of a source and refuses what must not be opened.
  ///
  /// - Throws: A diagnostic that says what is wrong.
  init(_ source: String, place: Place) throws(Diagnostic) {
    shown = SourceLocation.withoutSecrets(source)
    isService = GDALDataset.isService(source)
    path = source
    files = []
    if isService || source.lowercased().hasPrefix("http") { return }
    if source.hasPrefix("/vsi") {
      try checkArchive(place)
      if let archive = SourceLocation.archive(of: source) {
        try SourceLocation.checkFile(archive, place)
        files = [archive]
      }
      return
    }
    try SourceLocation.checkFile(source, place)
    let lower = source.lowercased()
    if lower.hasSuffix(".zip") && !lower.hasSuffix(".shp.zip") {
      files = [source]
      path = "/vsizip/" + source
      try checkArchive(place)
      path = try onlyLayerFile(inArchive: path, place)
    } else if lower.hasSuffix(".gml") || lower.hasSuffix(".xml") {
      files = [source]
      // Below GDAL 3.8 the GML driver writes a .gfs file beside its input; nothing can be written
      // beside a file inside this virtual folder.
      path = "/vsisubfile/0," + source
    } else if lower.hasSuffix(".shp") {
      files = SourceLocation.shapefileParts(source)
    } else if !SourceLocation.isFolder(source) {
      files = [source]
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    let type =
      (try? FileManager.default.attributesOfItem(atPath: path))?[.type] as? FileAttributeType
    return type == .typeDirectory
  }

  private static func checkFile(_ path: String, _ place: Place) throws(Diagnostic) {
    let attributes: [FileAttributeKey: Any]
    do {
      attributes = try FileManager.default.attributesOfItem(atPath: path)
    } catch {
      throw Diagnostic(
        .error, "layer.no-file", "There is no file \(shownSource(path)).",
        remedy: "Check the path; it is relative to the plan file.", at: place)
    }
    if isFolder(path) { return }
    guard FileManager.default.isReadableFile(atPath: path) else {
      throw Diagnostic(
        .error, "layer.unreadable", "The file \(path) may not be read.",
        remedy: "Give yourself the right to read it.", at: place)
    }
    if (attributes[.size] as? NSNumber)?.int64Value == 0 {
      throw Diagnostic(
        .error, "layer.empty-file", "The file \(path) holds nothing at all.",
        remedy: "Fetch or export it again.", at: place)
    }
  }

  /// The parts of a Shapefile that decide what is read, in a fixed order.
  private static func shapefileParts(_ path: String) -> [String] {
    let stem = path.dropLast(4)
    let isUpper = path.hasSuffix(".SHP")
    return ["shp", "dbf", "shx", "prj", "cpg"].compactMap { suffix in
      let names = [suffix, suffix.uppercased()].map { "\(stem).\($0)" }
      return (isUpper ? names.reversed() : names)
        .first { FileManager.default.fileExists(atPath: $0) }
    }
  }

  /// The archive file of a path such as `/vsizip/town.zip/a.gpkg` or `/vsizip/{town}/a.gpkg`.
  private static func archive(of path: String) -> String? {
    for prefix in ["/vsizip/", "/vsitar/", "/vsigzip/", "/vsi7z/", "/vsirar/"]
    where path.hasPrefix(prefix) {
      let rest = String(path.dropFirst(prefix.count))
      if rest.hasPrefix("/vsi") { return nil }
      if rest.hasPrefix("{") { return String(rest.dropFirst().prefix { $0 != "}" }) }
      if prefix == "/vsigzip/" { return rest }
      for suffix in [
        ".zip", ".tar.gz", ".tgz", ".tar", ".kmz", ".ods", ".xlsx", ".shz", ".7z", ".rar",
      ] {
        if let range = rest.range(of: suffix + "/", options: .caseInsensitive) {
          return String(rest[..<range.upperBound].dropLast())
        }
        if rest.lowercased().hasSuffix(suffix) { return rest }
      }
    }
    return nil
  }

  /// Refuses paths and archives whose entries point outside of the archive.
  private func checkArchive(_ place: Place) throws(Diagnostic) {
    guard let archive = SourceLocation.archive(of: path) else { return }
    let remedy = "Unpack the archive where you trust it and name the file itself."
    if let range = path.range(of: archive),
      path[range.upperBound...].split(separator: "/").contains("..")
    {
      throw Diagnostic(
        .error, "layer.zip-slip", "The path \(shown) leads out of its archive.", remedy: remedy,
        at: place)
    }
    if !path.hasPrefix("/vsizip/") { return }
    if let escaping = ZipDirectory(ofFile: archive).escapingName {
      throw Diagnostic(
        .error, "layer.zip-slip",
        "The archive \(archive) has an entry that leads out of it: \(shortened(escaping)).",
        remedy: remedy, at: place)
    }
  }

  /// The one file with features in an archive, or the archive itself where GDAL makes one layer of its files.
  private func onlyLayerFile(inArchive path: String, _ place: Place) throws(Diagnostic) -> String {
    let candidates = SourceLocation.layerFiles(inArchive: path)
    if candidates.count == 1 { return candidates[0] }
    if candidates.isEmpty {
      throw Diagnostic(
        .error, "layer.which-file", "The archive holds no file of a format that is known.",
        remedy: "Name the file inside, as in /vsizip/\(files[0])/NAME.", at: place)
    }
    // Registers such as the Dutch BAG are delivered in pieces, which their driver reads as one.
    if let whole = try? GDALDataset(path, as: .vector), whole.layerNames.count == 1 { return path }
    let names = candidates.map { String($0.dropFirst(path.count + 1)) }
    throw Diagnostic(
      .error, "layer.which-file",
      "The archive holds \(candidates.count) files that could be meant: \(listed(names)).",
      remedy: "Name the one that is meant, as in \(candidates[0]).", at: place)
  }

  /// The files with features in an archive given as `/vsizip/{file}`, of the first kind that occurs; in the order of names.
  static func layerFiles(inArchive path: String) -> [String] {
    let known = [
      ".gpkg", ".fgb", ".geojson", ".json", ".shp", ".gml", ".kml", ".sqlite", ".tab", ".mif",
      ".csv", ".xml", ".tif", ".tiff", ".asc", ".img", ".nc",
    ]
    let names = GDALDataset.archiveEntries(path).filter { !$0.contains("__MACOSX/") }.sorted()
    // Metadata often come as .xml beside the data.
    for suffix in known {
      let candidates = names.filter { $0.lowercased().hasSuffix(suffix) }
      if !candidates.isEmpty { return candidates.map { path + "/" + $0 } }
    }
    return []
  }
}

/// The files of an archive that each could be meant as its layer, as GDAL must be told; none where it is no archive, must
/// not be opened, or is read as one.
public func archivedLayerFiles(_ source: String) -> [String] {
  guard source.lowercased().hasSuffix(".zip"), !source.lowercased().hasSuffix(".shp.zip"),
    !source.hasPrefix("/vsi"), !GDALDataset.isService(source)
  else { return [] }
  do throws(Diagnostic) {
    _ = try SourceLocation(source, place: Place())
    return []
  } catch {
    return error.code == "layer.which-file"
      ? SourceLocation.layerFiles(inArchive: "/vsizip/" + source) : []
  }
}

/// The first ten of some words, for a message.
func listed(_ words: [String]) -> String {
  words.prefix(10).map { shortened($0) }.joined(separator: ", ")
    + (words.count > 10 ? ", … (\(words.count) in all)" : "")
}
