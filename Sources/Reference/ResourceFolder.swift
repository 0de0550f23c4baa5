import Foundation
import PlanModel

/// The folder `data` of one of the program's modules, wherever the program was copied.
///
/// `Bundle.module` is not asked: it ends the process where its folder is gone, and knows only the folder of the
/// build besides the one asked here first.
///
/// - Parameter module: The name of the module, for example `Reference`.
/// - Parameter content: What is in the folder, in words for the message.
/// - Throws: `PlanningFailure` with code `program.missing-folder` where the folder is not beside the program.
public func resourceFolder(of module: String, holding content: String) throws -> String {
  let bundle = "commonground_\(module).resources"
  var places: [URL] = [Bundle.main.bundleURL]
  if let resources = Bundle.main.resourceURL { places.append(resources) }
  if let program = Bundle.main.executableURL?.resolvingSymlinksInPath() {
    let folder = program.deletingLastPathComponent()
    places.append(folder)
    // Where a package puts what belongs to a program in `bin`.
    places.append(
      folder.deletingLastPathComponent().appending(path: "share").appending(path: "commonground"))
  }
  for place in places {
    let path = place.appending(path: bundle).appending(path: "data").path(percentEncoded: false)
    if FileManager.default.fileExists(atPath: path) { return path }
  }
  throw PlanningFailure([
    Diagnostic(
      .error, "program.missing-folder",
      "The folder \(bundle) with \(content) is not beside the program.",
      remedy: "Copy \(bundle) into the folder of the program.",
      at: Place(file: places[0].path(percentEncoded: false)))
  ])
}

/// The text of a file of the program's own data.
///
/// - Parameter path: A file in a folder that ``resourceFolder(of:holding:)`` gave.
/// - Throws: `PlanningFailure` with code `program.missing-file` where it is not there, `program.broken-file` where it
///   is no text in UTF-8.
public func resourceText(at path: String) throws -> String {
  let name = URL(filePath: path).lastPathComponent
  guard let bytes = FileManager.default.contents(atPath: path) else {
    throw PlanningFailure([
      Diagnostic(
        .error, "program.missing-file", "The program's data file \(name) is not there.",
        remedy: "Install the program again with its data folders.", at: Place(file: path))
    ])
  }
  guard let text = String(bytes: bytes, encoding: .utf8) else {
    throw PlanningFailure([
      Diagnostic(
        .error, "program.broken-file", "The program's data file \(name) is no text in UTF-8.",
        remedy: "Install the program again with its data folders.", at: Place(file: path))
    ])
  }
  return text
}
