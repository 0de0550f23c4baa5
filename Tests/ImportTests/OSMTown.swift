import Foundation
import GDALBinding
import Import
import PlanModel

/// A small OpenStreetMap file, written line by line, and what the import makes of it.
///
/// Nodes are on a lattice: 0.001° is about 111 m to the north and 79 m to the east at 45°.
struct OSMTown {
  private var nodes: [String] = []
  private var ways: [String] = []
  private var relations: [String] = []
  private var nodeIDs: [String: Int] = [:]

  /// The id of the node at a place in thousandths of a degree from 10° E, 45° N.
  mutating func node(_ x: Double, _ y: Double, _ tags: [String: String] = [:]) -> Int {
    let key = "\(x) \(y)"
    if tags.isEmpty, let known = nodeIDs[key] { return known }
    let id = nodes.count + 1
    if tags.isEmpty { nodeIDs[key] = id }
    nodes.append(
      "<node id=\"\(id)\" lat=\"\(45 + y / 1000)\" lon=\"\(10 + x / 1000)\">\(Self.text(tags))</node>"
    )
    return id
  }

  /// A way through places.
  mutating func way(_ id: Int, _ places: [(Double, Double)], _ tags: [String: String] = [:]) {
    let refs = places.map { "<nd ref=\"\(node($0.0, $0.1))\"/>" }.joined()
    ways.append("<way id=\"\(id)\">\(refs)\(Self.text(tags))</way>")
  }

  /// A closed rectangle.
  mutating func box(
    _ id: Int, _ x: Double, _ y: Double, _ width: Double, _ height: Double,
    _ tags: [String: String] = [:]
  ) {
    way(
      id, [(x, y), (x + width, y), (x + width, y + height), (x, y + height), (x, y)], tags)
  }

  /// A relation of ways with roles.
  mutating func relation(_ id: Int, _ members: [(Int, String)], _ tags: [String: String]) {
    let refs = members.map { "<member type=\"way\" ref=\"\($0.0)\" role=\"\($0.1)\"/>" }
    relations.append("<relation id=\"\(id)\">\(refs.joined())\(Self.text(tags))</relation>")
  }

  private static func text(_ tags: [String: String]) -> String {
    tags.sorted { $0.key < $1.key }.map { key, value in
      let safe = value.replacingOccurrences(of: "&", with: "&amp;")
        .replacingOccurrences(of: "\"", with: "&quot;").replacingOccurrences(of: "<", with: "&lt;")
      return "<tag k=\"\(key)\" v=\"\(safe)\"/>"
    }.joined()
  }

  /// The file.
  var xml: String {
    "<?xml version='1.0' encoding='UTF-8'?>\n<!-- made by a test -->\n<osm version=\"0.6\">\n"
      + (nodes + ways + relations).joined(separator: "\n") + "\n</osm>\n"
  }

  /// A municipality of 4 × 4 thousandths with a boundary of two ways, in Slovenia.
  static func withBoundary(_ tags: [String: String] = [:]) -> OSMTown {
    var town = OSMTown()
    town.way(1, [(0, 0), (4, 0), (4, 4)])
    town.way(2, [(0, 0), (0, 4), (4, 4)])
    let own = [
      "type": "boundary", "boundary": "administrative", "admin_level": "8", "name": "Testovo",
      "ISO3166-2": "SI-999",
    ]
    town.relation(1, [(1, "outer"), (2, "outer")], own.merging(tags) { $1 })
    return town
  }
}

/// An import in a folder that goes away with the object.
final class Imported {
  let result: OSMImport
  private let folder: URL

  init(_ bytes: Data, _ change: (inout OSMRequest) -> Void = { _ in }) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "osm-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let path = folder.appending(path: "town.osm").path()
    try bytes.write(to: URL(filePath: path))
    var request = OSMRequest(path: path)
    change(&request)
    do {
      result = try importOSM(request, writing: folder.appending(path: "osm.gpkg").path())
    } catch {
      try? FileManager.default.removeItem(at: folder)
      throw error
    }
  }

  convenience init(_ town: OSMTown, _ change: (inout OSMRequest) -> Void = { _ in }) throws {
    try self.init(Data(town.xml.utf8), change)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  /// The texts of a field, row by row; numbers as text.
  func column(_ layer: String, _ field: String) throws -> [String?] {
    let dataset = try GDALDataset(folder.appending(path: "osm.gpkg").path(), as: .vector)
    guard let layer = dataset.layer(named: layer),
      let position = layer.fields.firstIndex(where: { $0.name == field })
    else { throw GDALError(function: "GDALDatasetGetLayerByName", message: field) }
    switch try layer.read(fields: [position]).table.columns[0] {
    case .integers(let values, let present): return zip(values, present).map { $1 ? "\($0)" : nil }
    case .reals(let values, let present): return zip(values, present).map { $1 ? "\($0)" : nil }
    case .texts(let texts):
      return texts.codes.map {
        $0 < 0 ? nil : String(decoding: texts.bytes(of: Int($0)), as: UTF8.self)
      }
    }
  }

  /// The well-known binary of a layer's rows.
  func shapes(_ layer: String) throws -> [[UInt8]] {
    let dataset = try GDALDataset(folder.appending(path: "osm.gpkg").path(), as: .vector)
    guard let layer = dataset.layer(named: layer) else {
      throw GDALError(function: "GDALDatasetGetLayerByName", message: layer)
    }
    let table = try layer.read(fields: []).table
    return (0..<table.count).map {
      Array(table.geometryBytes[table.geometryOffsets[$0]..<table.geometryOffsets[$0 + 1]])
    }
  }

  /// The findings with a code.
  func findings(_ code: String) -> [Diagnostic] { result.diagnostics.filter { $0.code == code } }

  /// One of the texts beside the layers.
  func text(_ name: String) -> String { result.texts.first { $0.name == name }?.text ?? "" }

  /// A number of the table of completeness; nil where it has no such row.
  func count(_ subject: String, _ measure: String) -> Int? { rows(subject)[measure] }

  /// Elements that say `building` and are neither in the plan nor left out for a reason, by the table alone.
  var unaccounted: Int {
    let found = rows("file").filter { $0.key.contains("building") }.values.reduce(0, +)
    return found - rows("buildings left out").values.reduce(0, +)
      - (count("buildings", "in the plan") ?? 0)
  }

  /// Elements that say `building` and have become an area, by the table alone.
  var buildingAreas: Int {
    let sorted = ["does not stand", "outside of the municipality", "inside another building"]
    return (count("buildings", "in the plan") ?? 0)
      + sorted.reduce(0) { $0 + (count("buildings left out", $1) ?? 0) }
      - (count("file", "nodes with building") ?? 0)
  }

  private func rows(_ subject: String) -> [String: Int] {
    var rows: [String: Int] = [:]
    for line in text("completeness.csv").split(separator: "\n") where line.hasPrefix(subject + ",")
    {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      if let number = Int(cells[cells.count - 3]) {
        rows[cells[1..<(cells.count - 3)].joined(separator: ",")] = number
      }
    }
    return rows
  }

  /// The bytes of the GeoPackage.
  func bytes() throws -> Data { try Data(contentsOf: folder.appending(path: "osm.gpkg")) }
}
