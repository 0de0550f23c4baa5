import Foundation
import GDALBinding
import GEOSBinding
import Import
import PlanModel
import TestSupport

/// A city model that was written and read again.
struct CityFile {
  let diagnostics: [Diagnostic]
  let crs: String?
  /// The values of the layer by its fields; texts as GDAL gives them.
  let columns: [String: [String?]]
  let areas: [Double]

  init(_ texts: String..., as format: CityFormat? = nil, crs: String? = nil) throws {
    try self.init(texts.map { Data($0.utf8) }, as: format, crs: crs)
  }

  /// Reads files one after another, as tiles of one model; what is told is of all, the layer is the last one's.
  init(_ files: [Data], as format: CityFormat? = nil, crs: String? = nil) throws {
    let folder = try TemporaryFolder()
    var tiles = CityTiles()
    var found: [Diagnostic] = []
    var last = ""
    for (number, data) in files.enumerated() {
      let file = folder.path("model-\(number).dat")
      try data.write(to: URL(filePath: file))
      last = folder.path("layer-\(number).gpkg")
      found += tiles.write(file, as: format, crs: crs, to: last)
    }
    diagnostics = found
    guard FileManager.default.fileExists(atPath: last) else {
      self.crs = nil
      columns = [:]
      areas = []
      return
    }
    let dataset = try GDALDataset(last, as: .vector)
    guard let layer = dataset.layer(named: CityTiles.layer) else {
      self.crs = nil
      columns = [:]
      areas = []
      return
    }
    // Well-known text ends with the code of the whole.
    self.crs = layer.referenceSystem.flatMap {
      $0.split(separator: "ID[\"EPSG\",").last?.prefix { $0.isNumber }
    }.map { "EPSG:\($0)" }
    let names = layer.fields.map(\.name)
    let rows = layer.sampledTexts(rows: 10_000)
    columns = Dictionary(
      names.enumerated().map { place, name in (name, rows.map { $0[place] }) },
      uniquingKeysWith: { first, _ in first })
    let table = try layer.read(fields: []).table
    let context = try GEOSContext()
    areas = try (0..<table.count).map {
      let bytes = table.geometryBytes[table.geometryOffsets[$0]..<table.geometryOffsets[$0 + 1]]
      return try context.read(wkb: Array(bytes)).area()
    }
  }

  /// The codes of what was found, in their order.
  var codes: [String] { diagnostics.map(\.code) }

  /// The numbers of a field.
  func numbers(_ name: String) -> [Double?] {
    (columns[name] ?? []).map { $0.flatMap(Double.init) }
  }
}
