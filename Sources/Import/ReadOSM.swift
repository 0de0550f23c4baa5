import GDALBinding
import PlanModel

/// Reads an OpenStreetMap file: `.osm.pbf`, `.osm`, or either packed with gzip, told apart by what is in it.
///
/// - Parameter path: A file of at most 16 GiB, unpacked; all of it is held in memory.
/// - Throws: `PlanningFailure` with one error: `osm.not-found`, `osm.empty`, `osm.not-osm` or `osm.broken`.
func readOSM(_ path: String) throws -> OSMData {
  let place = Place(file: path)
  func failure(_ code: String, _ message: String, _ remedy: String) -> PlanningFailure {
    PlanningFailure([Diagnostic(.error, code, message, remedy: remedy, at: place)])
  }
  let bytes: [UInt8]
  do {
    var source = path
    var limit = largestFile
    var start = try GDALBytes.beginning(of: path, count: 1024)
    if start.starts(with: [0x1F, 0x8B]) {
      source = "/vsigzip/" + path
      limit = min(limit, largestUnpacked(from: try GDALBytes.size(of: path)))
      start = try GDALBytes.beginning(of: source, count: 1024)
    }
    // Told from its first bytes, so that a large file of another kind is not read at all.
    if start.isEmpty, source == path {
      throw failure("osm.empty", "The file is empty.", "Fetch it again.")
    }
    guard OSMPBFReader.accepts(start) || OSMXMLReader.accepts(start) else {
      throw failure(
        "osm.not-osm", "The file is no OpenStreetMap file: it begins with \(beginning(start)).",
        "Name a file that ends with .osm.pbf, .osm or .osm.gz, for example an extract from download.geofabrik.de."
      )
    }
    bytes = try GDALBytes.contents(of: source, limit: limit)
  } catch let error as GDALError {
    if error.function.description == "VSIFOpenL" {
      throw failure(
        "osm.not-found", "The file cannot be opened.", "Check the path and the right to read it.")
    }
    throw failure(
      "osm.broken", "The file cannot be read to its end: \(error.message)",
      "Fetch it again; it is probably incomplete.")
  }
  let data: OSMData
  do {
    data =
      OSMPBFReader.accepts(bytes) ? try OSMPBFReader.read(bytes) : try OSMXMLReader.read(bytes)
  } catch {
    throw failure(
      "osm.broken", "The file cannot be read to its end: \(error.reason).", error.remedy)
  }
  if data.nodes.ids.isEmpty {
    throw failure(
      "osm.empty", "The file holds no node, so nothing in it has a place.",
      "Make the extract again, with the nodes of its ways.")
  }
  return data
}

private let largestFile = 16 << 30

/// How many bytes a packed file may hold: a hundred times its own, and at least 64 MiB.
///
/// Maps pack to a fifteenth at best; zlib packs zeros to a thousandth, with which a small file could fill any memory.
func largestUnpacked(from packed: Int) -> Int {
  let (product, isTooLarge) = packed.multipliedReportingOverflow(by: 100)
  return isTooLarge ? .max : max(64 << 20, product)
}

/// The first bytes for a message.
private func beginning(_ bytes: [UInt8]) -> String {
  let text = bytes.prefix(16).map { 32...126 ~= $0 ? Character(Unicode.Scalar($0)) : "·" }
  return "`\(String(text))`"
}
