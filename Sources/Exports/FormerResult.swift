import Foundation

/// What lies where results are to be written: it may be replaced only if all of it is ours.
struct FormerResult {
  private let folder: URL

  init(at folder: URL) { self.folder = folder }

  /// Throws where the folder holds anything but the files its own `run.json` lists, and the folders these lie in.
  ///
  /// What QGIS and SQLite leave beside an open GeoPackage, and what file browsers leave behind, may go. The search ends at
  /// the first entry that is not ours and never enters a folder that no file of ours lies in, so that it is quick wherever
  /// `--out` points.
  func refuseForeignFiles() throws {
    let place = OutputFolder.path(folder)
    guard FileManager.default.fileExists(atPath: place) else { return }
    guard isFolder(place) else {
      throw ExportFailure(
        "\(place) is a file, not a folder.", remedy: "Choose another folder with --out.")
    }
    let ours = Set(OwnFiles.files(ofRunAt: folder))
    var folders: Set<String> = [""]
    for path in ours {
      var parts = path.split(separator: "/")
      while parts.popLast() != nil { folders.insert(parts.joined(separator: "/")) }
    }
    try refuseForeignEntries(of: "", ours: ours, folders: folders)
  }

  /// - Parameter folders: The paths of the folders that our files lie in.
  private func refuseForeignEntries(
    of path: String, ours: Set<String>, folders: Set<String>
  ) throws {
    let place = OutputFolder.path(folder)
    let parent = path.isEmpty ? place : place + "/" + path
    let names: [String]
    do { names = try FileManager.default.contentsOfDirectory(atPath: parent).sorted() } catch {
      throw ExportFailure(
        "The folder \(parent) cannot be read, so it is not known whether its files may go.",
        remedy: "Ask for the right to read it or choose another folder with --out.")
    }
    var ourFolders: [String] = []
    for name in names {
      let entry = path.isEmpty ? name : path + "/" + name
      if isFolder(place + "/" + entry), folders.contains(entry) {
        ourFolders.append(entry)
        continue
      }
      if ours.contains(entry) || isLeftover(entry) { continue }
      throw ExportFailure(
        ours.isEmpty
          ? "\(place) holds \(entry) and is no result of an earlier run."
          : "\(place) holds \(entry), which no earlier run wrote.",
        remedy: "Move your own files elsewhere or choose another folder with --out.")
    }
    for entry in ourFolders { try refuseForeignEntries(of: entry, ours: ours, folders: folders) }
  }

  private func isFolder(_ path: String) -> Bool {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return attributes?[.type] as? FileAttributeType == .typeDirectory
  }

  private func isLeftover(_ path: String) -> Bool {
    ["plan.gpkg-wal", "plan.gpkg-shm", "plan.gpkg-journal", "plan.qgz~"].contains(path)
      || [".DS_Store", "Thumbs.db", "desktop.ini"].contains(
        path.split(separator: "/").last.map(String.init) ?? path)
      || path.hasSuffix(".geojson.qmd") || path.hasSuffix(".gpkg.qmd")
  }
}
