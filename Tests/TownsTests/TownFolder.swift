import Foundation
import GDALBinding
import PlanModel
import Towns

/// A town in a temporary folder that goes away with the object.
final class TownFolder: Sendable {
  let path: String
  let files: TownFiles

  init(
    _ name: String = "ljutomer", buildings: Int? = 300, seed: UInt64 = 1, workers: Int = 2
  ) throws {
    path = Self.temporaryPath()
    files = try writeTown(
      named: name, buildings: buildings, seed: seed, into: path, workers: Workers(workers))
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  static func temporaryPath() -> String {
    FileManager.default.temporaryDirectory.appending(path: "town-\(UUID().uuidString)")
      .path(percentEncoded: false)
  }

  func bytes(_ file: String) throws -> Data {
    try Data(contentsOf: URL(filePath: path).appending(path: file))
  }

  /// All rows of a layer with all its fields.
  func layer(_ name: String) throws -> TownTable { try TownTable(path + "/data/town.gpkg", name) }
}

/// A layer as read back, with its fields by name.
struct TownTable {
  let table: VectorTable
  private let names: [String]

  init(_ path: String, _ layer: String) throws {
    let dataset = try GDALDataset(path, as: .vector)
    guard let layer = dataset.layer(named: layer) else {
      throw GDALError(function: "GDALDatasetGetLayerByName", message: layer)
    }
    names = layer.fields.map(\.name)
    table = try layer.read(fields: Array(layer.fields.indices)).table
  }

  var count: Int { table.count }

  func integers(_ name: String) -> [Int64?] {
    guard case .integers(let values, let present)? = column(name) else { return [] }
    return zip(values, present).map { $1 ? $0 : nil }
  }

  func reals(_ name: String) -> [Double?] {
    guard case .reals(let values, let present)? = column(name) else { return [] }
    return zip(values, present).map { $1 ? $0 : nil }
  }

  func texts(_ name: String) -> [String?] {
    guard case .texts(let texts)? = column(name) else { return [] }
    return texts.codes.map {
      $0 < 0 ? nil : String(decoding: texts.bytes(of: Int($0)), as: UTF8.self)
    }
  }

  private func column(_ name: String) -> VectorColumn? {
    names.firstIndex(of: name).map { table.columns[$0] }
  }

  /// The kind of each geometry: 1 a point, 2 a line, 3 a polygon, 0 none.
  var kinds: [Int] {
    (0..<count).map { row in
      let start = table.geometryOffsets[row]
      return start == table.geometryOffsets[row + 1] ? 0 : Int(table.geometryBytes[start + 1])
    }
  }

  /// The rings of a polygon, in whole centimetres, closed.
  func rings(_ row: Int) -> [[Centimetres]] {
    var position = table.geometryOffsets[row] + 5
    func word() -> Int {
      defer { position += 4 }
      return (0..<4).reduce(0) { $0 | Int(table.geometryBytes[position + $1]) << (8 * $1) }
    }
    func number() -> Int {
      defer { position += 8 }
      let bits = (0..<8).reduce(UInt64(0)) {
        $0 | UInt64(table.geometryBytes[position + $1]) << UInt64(8 * $1)
      }
      return Int((Double(bitPattern: bits) * 100).rounded())
    }
    return (0..<word()).map { _ in
      (0..<word()).map { _ in
        let x = number()
        return Centimetres(x: x, y: number())
      }
    }
  }
}

/// A point on the grid of 1 cm.
struct Centimetres: Hashable {
  var x: Int
  var y: Int
}

/// Twice the signed area of a closed ring in cm², exactly.
func doubleArea(_ ring: [Centimetres]) -> Int {
  // Relative to the first point, so that the products stay small.
  let o = ring[0]
  return zip(ring, ring.dropFirst()).reduce(0) { sum, side in
    let (a, b) = side
    return sum + (a.x - o.x) * (b.y - o.y) - (b.x - o.x) * (a.y - o.y)
  }
}

/// How many sides of two closed rings cross in a point inside both; touching does not count.
func countCrossings(_ first: [Centimetres], _ second: [Centimetres]) -> Int {
  func turn(_ a: Centimetres, _ b: Centimetres, _ c: Centimetres) -> Int {
    ((b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)).signum()
  }
  var count = 0
  for (a, b) in zip(first, first.dropFirst()) {
    for (c, d) in zip(second, second.dropFirst())
    where turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0 { count += 1 }
  }
  return count
}
