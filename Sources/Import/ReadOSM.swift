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
  var bytes: [UInt8]
  do {
    bytes = try GDALBytes.contents(of: path, limit: largestFile)
    if bytes.starts(with: [0x1F, 0x8B]) {
      bytes = try GDALBytes.contents(of: "/vsigzip/" + path, limit: largestFile)
    }
  } catch {
    if error.function.description == "VSIFOpenL" {
      throw failure(
        "osm.not-found", "The file cannot be opened.", "Check the path and the right to read it.")
    }
    throw failure(
      "osm.broken", "The file cannot be read to its end: \(error.message)",
      "Fetch it again; it is probably incomplete.")
  }
  if bytes.isEmpty {
    throw failure("osm.empty", "The file is empty.", "Fetch it again.")
  }
  let data: OSMData
  do {
    if OSMPBFReader.accepts(bytes) {
      data = try OSMPBFReader.read(bytes)
    } else if OSMXMLReader.accepts(bytes) {
      data = try OSMXMLReader.read(bytes)
    } else {
      throw failure(
        "osm.not-osm", "The file is no OpenStreetMap file: it begins with \(beginning(bytes)).",
        "Name a file that ends with .osm.pbf, .osm or .osm.gz, for example an extract from download.geofabrik.de."
      )
    }
  } catch let error as OSMFormatError {
    throw failure(
      "osm.broken", "The file cannot be read to its end: \(error.reason).",
      "Fetch it again; it is probably incomplete.")
  }
  if data.nodes.ids.isEmpty {
    throw failure(
      "osm.empty", "The file holds no node, so nothing in it has a place.",
      "Make the extract again, with the nodes of its ways.")
  }
  return data
}

private let largestFile = 16 << 30

/// The first bytes for a message.
private func beginning(_ bytes: [UInt8]) -> String {
  let text = bytes.prefix(16).map { 32...126 ~= $0 ? Character(Unicode.Scalar($0)) : "·" }
  return "`\(String(text))`"
}
