import Foundation
import Import
import PlanModel

/// Makes a plan folder from an OpenStreetMap file, whole or not at all.
///
/// The folder is made beside its place under a name of its own, and takes its place when it is complete.
///
/// - Parameter directory: A folder that does not exist yet or is empty.
/// - Throws: `PlanningFailure` with all that was found; then nothing was written.
public func importOSM(_ order: OSMImportOrder, into directory: String) throws -> OSMImportOutcome {
  let request = order.request
  let files = FileManager.default
  var target = URL(filePath: directory).standardizedFileURL.path(percentEncoded: false)
  while target.count > 1, target.hasSuffix("/") { target.removeLast() }
  try refuseUsedFolder(target, directory)
  if let country = request.country,
    country.utf8.count != 2 || !Locale.Region(country.uppercased()).isISORegion
  {
    throw failure(
      "osm.country", "`\(country)` is no country code.",
      "Write the two letters of ISO 3166, e.g. CH for Switzerland.", directory)
  }
  let parent = URL(filePath: target).deletingLastPathComponent().path(percentEncoded: false)
  let name = URL(filePath: target).lastPathComponent
  let process = ProcessInfo.processInfo.processIdentifier
  let draft = "\(parent)/.\(name).commonground-new-\(process)"
  // What a killed run of the same number left.
  try? files.removeItem(atPath: draft)
  defer { try? files.removeItem(atPath: draft) }
  do {
    try files.createDirectory(atPath: draft + "/data", withIntermediateDirectories: true)
    let content = try importOSM(request, writing: draft + "/data/osm.gpkg")
    for (file, text) in content.texts {
      try Data(text.utf8).write(to: URL(filePath: "\(draft)/\(file)"))
    }
    // An empty folder gives way; one that was filled meanwhile does not.
    if files.fileExists(atPath: target) {
      try refuseUsedFolder(target, directory)
      try files.removeItem(atPath: target)
    }
    try files.moveItem(atPath: draft, toPath: target)
    return OSMImportOutcome(content)
  } catch let failure as PlanningFailure {
    throw failure
  } catch {
    let system = (error as NSError).domain == NSCocoaErrorDomain
    throw failure(
      "osm.failed",
      "The plan folder cannot be made: \(system ? error.localizedDescription : "\(error)")",
      "Check that the folder may be written to and the disk has space.", directory)
  }
}

private func refuseUsedFolder(_ target: String, _ directory: String) throws {
  guard let there = try? FileManager.default.attributesOfItem(atPath: target) else { return }
  if there[.type] as? FileAttributeType != .typeDirectory {
    throw failure(
      "osm.not-a-folder", "It is a file, not a folder.",
      "Name a folder that does not exist yet or is empty.", directory)
  }
  let present = (try? FileManager.default.contentsOfDirectory(atPath: target)) ?? []
  if let first = present.sorted().first {
    throw failure(
      "osm.not-empty", "The folder is not empty: it holds \(first).",
      "Name a folder that does not exist yet or is empty.", directory)
  }
}

private func failure(
  _ code: String, _ message: String, _ remedy: String, _ file: String
) -> PlanningFailure {
  PlanningFailure([Diagnostic(.error, code, message, remedy: remedy, at: Place(file: file))])
}
