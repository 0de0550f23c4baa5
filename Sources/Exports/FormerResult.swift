import Foundation

/// What lies where results are to be written: it may be replaced only if all of it is ours.
struct FormerResult {
  private let folder: URL

  init(at folder: URL) { self.folder = folder }

  /// Throws where the folder holds anything but the files its own `run.json` lists.
  ///
  /// What QGIS and SQLite leave beside an open GeoPackage, and what file browsers leave behind, may go.
  func refuseForeignFiles() throws {
    let files = FileManager.default
    let place = OutputFolder.path(folder)
    guard files.fileExists(atPath: place) else { return }
    guard isFolder(place) else {
      throw ExportFailure(
        "\(place) is a file, not a folder.", remedy: "Choose another folder with --out.")
    }
    let ours = listedFiles()
    for path in try files.subpathsOfDirectory(atPath: place).sorted() {
      if isFolder(place + "/" + path) || ours.contains(path) || isLeftover(path) { continue }
      throw ExportFailure(
        ours.isEmpty
          ? "\(place) holds \(path) and is no result of an earlier run."
          : "\(place) holds \(path), which no earlier run wrote.",
        remedy: "Move your own files elsewhere or choose another folder with --out.")
    }
  }

  private func isFolder(_ path: String) -> Bool {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return attributes?[.type] as? FileAttributeType == .typeDirectory
  }

  private func listedFiles() -> Set<String> {
    guard let data = try? Data(contentsOf: folder.appending(path: "run.json")),
      let record = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      record["commongroundRun"] != nil, let paths = record["files"] as? [String]
    else { return [] }
    return Set(paths)
  }

  private func isLeftover(_ path: String) -> Bool {
    ["plan.gpkg-wal", "plan.gpkg-shm", "plan.gpkg-journal"].contains(path)
      || [".DS_Store", "Thumbs.db", "desktop.ini"].contains(
        path.split(separator: "/").last.map(String.init) ?? path)
      || path.hasSuffix(".geojson.qmd") || path.hasSuffix(".gpkg.qmd")
  }
}
