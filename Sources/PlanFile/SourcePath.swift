import Foundation
import PlanModel

/// Where a source that a plan names is: a path made absolute, or a GDAL connection string left as it is.
struct SourcePath {
  /// The source as written.
  let written: String
  /// The path (absolute) or connection string.
  let resolved: String
  /// The path of the file that must exist, as written; nil where that cannot be known here.
  let file: String?
  private let folder: String

  /// Resolves a source against the folder of the plan file.
  ///
  /// Relative archives behind `/vsizip/`, `/vsigzip/` and the like start from the folder as well, and not from
  /// wherever the command was started.
  init(_ written: String, folder: String) {
    self.written = written
    self.folder = folder
    if written.hasPrefix("/vsi") {
      let parts = written.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: true)
      let rest = parts.count > 1 ? String(parts[1]) : ""
      let isArchive = ["vsizip", "vsigzip", "vsitar", "vsi7z", "vsirar"].contains(String(parts[0]))
      // `/vsizip//data/a.zip` is absolute, `{…}` and a further `vsi…` are GDAL's own notations.
      let isRelative =
        isArchive && !rest.isEmpty && !"/{".contains(rest.first!) && !rest.hasPrefix("vsi")
      resolved = isRelative ? "/\(parts[0])/\(Self.absolute(rest, in: folder))" : written
      file = isRelative ? Self.archive(in: rest) : nil
    } else if Self.isConnection(written) {
      resolved = written
      file = nil
    } else {
      resolved = Self.absolute(written, in: folder)
      file = written
    }
  }

  /// Whether the source is read from standard input, which cannot be read twice.
  var isStandardInput: Bool { written.hasPrefix("/vsistdin") }

  /// Whether a file that must exist is missing.
  var isMissing: Bool {
    guard let file else { return false }
    return !FileManager.default.fileExists(atPath: Self.absolute(file, in: folder))
  }

  /// Whether a relative path leads out of the folder of the plan file.
  var leavesFolder: Bool {
    guard let file, !file.hasPrefix("/") else { return false }
    var depth = 0
    for part in file.split(separator: "/") where part != "." {
      depth += part == ".." ? -1 : 1
      if depth < 0 { return true }
    }
    return false
  }

  /// What a missing file could have been, as one sentence for a remedy.
  var suggestion: String {
    guard let file else { return "" }
    var parts = file.split(separator: "/").map(String.init)
    let name = parts.popLast() ?? ""
    let parent = (file.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
    let directory = Self.absolute(parent, in: folder)
    guard
      let names = try? FileManager.default.contentsOfDirectory(atPath: directory)
        .filter({ !$0.hasPrefix(".") }).sorted()
    else {
      // As imports name their layers in a folder of their own.
      if parts.count > 1, parts.last == "data", name.hasSuffix(".gpkg") {
        let target = parts.dropLast().joined(separator: "/")
        return
          "If an import makes it, run that first in the plan's folder: commonground import \(name.dropLast(5)) FILE --into \(target)."
      }
      return "There is no folder `\(parent)` either; paths are relative to the plan file."
    }
    let prefix = parent.isEmpty ? "" : parent + "/"
    if let nearest = name.nearest(among: names) { return "Did you mean `\(prefix)\(nearest)`?" }
    if names.isEmpty { return "The folder is empty; paths are relative to the plan file." }
    return "That folder has \(inSentence(names)); paths are relative to the plan file."
  }

  /// Whether a text is a connection string: a prefix of at least two letters and a colon (`PG:`, `WFS:`, `https:`).
  static func isConnection(_ text: String) -> Bool {
    guard let colon = text.firstIndex(of: ":") else { return false }
    let prefix = text[..<colon]
    return prefix.count > 1 && prefix.first!.isLetter
      && prefix.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "+") }
  }

  /// A path made absolute from a folder.
  static func absolute(_ path: String, in folder: String) -> String {
    if path.hasPrefix("/") { return path }
    let base =
      folder.hasPrefix("/")
      ? folder : FileManager.default.currentDirectoryPath + (folder.isEmpty ? "" : "/" + folder)
    if path.isEmpty { return base }
    return (base.hasSuffix("/") ? base : base + "/")
      + (path.hasPrefix("./") ? String(path.dropFirst(2)) : path)
  }

  /// The path up to the archive, by its ending; nil where no part has one.
  private static func archive(in path: String) -> String? {
    let endings = [".zip", ".gz", ".tar", ".tgz", ".7z", ".rar", ".kmz", ".gpkg.zip", ".shz"]
    var end = path.startIndex
    while end < path.endIndex {
      end = path[end...].dropFirst().firstIndex(of: "/") ?? path.endIndex
      let part = path[..<end].lowercased()
      if endings.contains(where: { part.hasSuffix($0) }) { return String(path[..<end]) }
    }
    return nil
  }
}
