import Foundation
import GDALBinding
import Layers
import PlanModel
import TestSupport

/// A folder of its own for one test, removed at the end of its life.
final class Folder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(
      path: "commonground-layers-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path(percentEncoded: false)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }

  func write(_ text: String, to name: String) throws -> String {
    try write(Array(text.utf8), to: name)
  }

  func write(_ bytes: [UInt8], to name: String) throws -> String {
    try Data(bytes).write(to: URL(filePath: file(name)))
    return file(name)
  }
}

/// A folder of the shared real data, or nil where it is not at hand.
func sharedData(_ name: String) -> String? {
  let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  let path = package.deletingLastPathComponent().appending(path: "shared/data/\(name)")
    .path(percentEncoded: false)
  return FileManager.default.fileExists(atPath: path) ? path : nil
}

/// Paths of the files of a shared folder with one of some suffixes, sorted.
func sharedFiles(_ folder: String, _ suffixes: [String]) -> [String] {
  guard let path = sharedData(folder),
    let names = try? FileManager.default.contentsOfDirectory(atPath: path)
  else { return [] }
  return names.filter { name in suffixes.contains { name.hasSuffix($0) } }.sorted()
    .map { path + "/" + $0 }
}

let utm32 = CRS(definition: "EPSG:25832", name: "ETRS89 / UTM zone 32N", isMetric: true)

/// A GeoJSON layer; features as (properties, geometry), both JSON text.
func geoJSON(
  _ features: [(properties: String, geometry: String)], crs: String? = "EPSG:25832"
) -> String {
  let system =
    crs.map { #""crs":{"type":"name","properties":{"name":"\#($0)"}},"# } ?? ""
  let rows = features.map {
    #"{"type":"Feature","properties":\#($0.properties),"geometry":\#($0.geometry)}"#
  }
  return #"{"type":"FeatureCollection",\#(system)"features":["#
    + rows.joined(separator: ",\n") + "]}"
}

/// A rectangle as GeoJSON.
func rectangle(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) -> String {
  polygon("[\(x0),\(y0)],[\(x1),\(y0)],[\(x1),\(y1)],[\(x0),\(y1)],[\(x0),\(y0)]")
}

/// A polygon of one ring as GeoJSON.
func polygon(_ ring: String) -> String { #"{"type":"Polygon","coordinates":[[\#(ring)]]}"# }

extension LayerSource {
  init(_ path: String, fields: [FieldSource] = [], _ change: (inout LayerSource) -> Void = { _ in })
  {
    self.init(name: "buildings", source: path)
    self.fields = fields
    change(&self)
  }
}

func read(
  _ source: LayerSource, into crs: CRS = utm32, expecting: GeometryExpectation = .any,
  within extent: Extent? = nil, workers: Int = 2
) -> LayerReading {
  readLayer(source, into: crs, expecting: expecting, within: extent, workers: Workers(workers))
}

extension LayerReading {
  var codes: [String] { diagnostics.map(\.code) }

  func diagnostic(_ code: String) -> Diagnostic? { diagnostics.first { $0.code == code } }

  var isAccountedFor: Bool {
    report.read == report.polygons + report.lines + report.points + report.missing + report.dropped
  }
}

/// Whether two layers are the same to the bit.
func isSame(_ a: Layer?, _ b: Layer?) -> Bool {
  guard let a, let b else { return a == nil && b == nil }
  guard a.ids == b.ids, a.geometry.bytes == b.geometry.bytes,
    a.geometry.offsets == b.geometry.offsets, a.fields.map(\.role) == b.fields.map(\.role)
  else { return false }
  return zip(a.fields, b.fields).allSatisfy { left, right in
    switch (left.column, right.column) {
    case (.number(let x), .number(let y)): x.values == y.values && x.present == y.present
    case (.text(let x), .text(let y)): x.codes == y.codes && x.categories == y.categories
    default: false
    }
  }
}

/// Writes a layer in a format of GDAL: ids, storeys with gaps, heights, words.
func writeSample(
  to path: String, driver: String, rows: Int, crs: String? = "EPSG:25832",
  alter: [String] = [], options: [(String, String)] = []
) throws {
  var bytes: [UInt8] = []
  var offsets = [0]
  for row in 0..<rows {
    let x = 500_000 + Double(row % 100) * 20
    let y = 5_000_000 + Double(row / 100) * 20
    // Every eleventh feature has no geometry; the FlatGeobuf of GDAL 3.6 would leave those out.
    if row % 11 != 10 || driver == "FlatGeobuf" { bytes += Shapes.rectangle(x, y, x + 10, y + 8) }
    offsets.append(bytes.count)
  }
  let words = ["house", "school", "Gemüsehof", ""]
  try withVectorFile(creating: path, driver: driver) { writer in
    let layer = try writer.createLayer(
      "buildings", crs: crs, geometry: .polygon,
      fields: [
        OutputField("id", .text), OutputField("levels", .integer), OutputField("height", .real),
        OutputField("use", .text),
      ], options: options)
    try writer.append(
      VectorRows(
        geometryBytes: bytes, geometryOffsets: offsets,
        columns: [
          .texts((0..<rows).map { "b\($0)" }),
          .integers(
            (0..<rows).map { Int64($0 % 7) }, present: (0..<rows).map { $0 % 5 == 0 ? 0 : 1 }),
          .reals(
            (0..<rows).map { Double($0) / 4 }, present: (0..<rows).map { $0 % 3 == 0 ? 0 : 1 }),
          .texts((0..<rows).map { $0 % 4 == 3 ? nil : words[$0 % 3] }),
        ]), to: layer)
    for statement in alter { try writer.execute(sql: statement) }
  }
}

/// The fields of the sample.
let sampleFields = [
  FieldSource(role: "levels", field: "levels", isNumber: true),
  FieldSource(role: "height", field: "height", isNumber: true),
  FieldSource(role: "use", field: "use", isNumber: false),
]
