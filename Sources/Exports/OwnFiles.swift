import Foundation

/// Which files of a folder we wrote, so that a command that adds files to a folder replaces no other.
///
/// A folder that a run wrote says it in `run.json`, its own or that of the folder above; any other in a hidden list that the
/// first command leaves there.
package struct OwnFiles {
  private let directory: String
  private let names: Set<String>
  private let isOfRun: Bool

  /// The hidden list.
  static let listName = ".commonground-files"

  /// Reads what is known of the folder; a folder that is not there holds nothing.
  package init(in directory: String) {
    self.directory = directory
    let folder = URL(filePath: directory).standardizedFileURL
    let own = Self.files(ofRunAt: folder)
    let prefix = folder.lastPathComponent + "/"
    let above = Self.files(ofRunAt: folder.deletingLastPathComponent())
    let listed =
      (try? String(contentsOf: folder.appending(path: Self.listName), encoding: .utf8)) ?? ""
    isOfRun = !own.isEmpty || !above.isEmpty
    let below = above.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
    names = Set(own + below + listed.split(separator: "\n").map(String.init))
  }

  /// The files that the run in a folder lists as its own; none where no run of ours wrote it.
  static func files(ofRunAt folder: URL) -> [String] {
    guard let data = try? Data(contentsOf: folder.appending(path: "run.json")),
      let record = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      record["commongroundRun"] != nil
    else { return [] }
    return record["files"] as? [String] ?? []
  }

  /// Throws where a file that would be replaced is not ours, or one would be added to the folder of a run, which the next
  /// run would then refuse to replace.
  ///
  /// - Parameter paths: What is to be written, as paths inside the folder.
  /// - Throws: ``ExportFailure`` that names the first such file and how many there are.
  func refuseForeign(_ paths: [String]) throws(ExportFailure) {
    if isOfRun, let added = paths.filter({ !names.contains($0) }).min() {
      throw ExportFailure(
        "\(directory) is the folder of a run, which holds what its run wrote and nothing else; \(added) is not of it.",
        remedy: "Choose a folder beside it with --out.")
    }
    let foreign = paths.filter { path in
      !names.contains(path)
        && FileManager.default.fileExists(
          atPath: URL(filePath: directory).appending(path: path).path(percentEncoded: false))
    }
    guard let first = foreign.min() else { return }
    let others = foreign.count == 1 ? "" : " and \(foreign.count - 1) more"
    throw ExportFailure(
      "\(directory) holds \(first)\(others), which no command of ours wrote there; nothing was replaced.",
      remedy: "Move your own files elsewhere or choose another folder with --out.")
  }

  /// Writes files into the folder, all or none, and with them the hidden list of what is ours. The folder of a run has no
  /// list: it holds what its run wrote and nothing else.
  ///
  /// - Parameter files: The files by their paths in the folder.
  /// - Throws: ``ExportFailure`` where one would replace a file that is not ours, or they cannot be written; then what was
  ///   there before is unchanged.
  package func write(_ files: [(name: String, bytes: [UInt8])]) throws(ExportFailure) {
    try refuseForeign(files.map(\.name))
    var files = files
    if !isOfRun {
      let lines = names.union(files.map(\.name)).sorted()
      files.append((Self.listName, Array((lines.joined(separator: "\n") + "\n").utf8)))
    }
    try writeWholeFiles(files, into: directory)
  }
}
