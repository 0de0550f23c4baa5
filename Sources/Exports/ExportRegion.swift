import Foundation
import GDALBinding
public import PlanModel

/// Writes what a region came to: `region.json`, `region.md`, `region.html`, and the municipalities as `region.geojson` and
/// `region.gpkg`.
///
/// The results of the municipalities lie beside them, in `municipalities/<id>`.
///
/// - Parameter outlines: The districts of each municipality as GeoJSON; nil: it has no results.
/// - Throws: `ExportFailure` where a file cannot be written; then all are as they were.
public func exportRegion(
  _ result: RegionResult, outlines: [[UInt8]?], to directory: String
) throws {
  let layer = try regionLayer(result, outlines: outlines)
  // The GeoPackage and the GeoJSON are made beside the results, and moved among them when they are complete.
  let folder = try OutputFolder(replacing: directory + "/.layers")
  defer { folder.discard() }
  _ = try GeoJSONWriter(layer, notice: result.description.notice)
    .write(to: "region.geojson", in: folder, workers: Workers(1))
  try writeGeoPackage(layer, result, to: OutputFolder.path(folder.url(of: "region.gpkg")))
  let layers = try ["region.geojson", "region.gpkg"].map { name in
    guard let bytes = FileManager.default.contents(atPath: OutputFolder.path(folder.url(of: name)))
    else {
      let target = URL(filePath: directory).appending(path: name)
      throw ExportFailure(
        "Could not write \(OutputFolder.path(target)).",
        remedy: "Check the free space and the rights there.")
    }
    return (name: name, bytes: Array(bytes))
  }
  let document = regionDocument(result)
  let texts = [
    ("region.md", MarkdownRenderer.text(document)),
    ("region.html", HTMLRenderer.page(document, home: nil)),
    ("region.json", regionJSON(of: result)),
  ]
  try writeWholeFiles(
    layers + texts.map { (name: $0.0, bytes: Array($0.1.utf8)) }, into: directory)
}

private func writeGeoPackage(_ layer: Layer, _ result: RegionResult, to path: String) throws {
  do {
    try withVectorFile(creating: path) { writer in
      try writer.setMetadata("TITLE", "\(result.description.name): plans of municipalities")
      if let notice = result.description.notice { try writer.setMetadata("NOTICE", notice) }
      let handle = try writer.createLayer(
        layer.name, crs: layer.crs.definition, geometry: .multiPolygon,
        fields: [OutputField("id", .text)]
          + layer.fields.map { field in
            if case .number = field.column {
              OutputField(field.role, .real)
            } else {
              OutputField(field.role, .text)
            }
          },
        options: [("FID", "fid"), ("GEOMETRY_NAME", "geom"), ("IDENTIFIER", layer.name)])
      let rows = (0..<layer.count).map { row -> [UInt8] in
        let bytes = layer.geometry.row(row)
        // A polygon becomes a multi-polygon of one, so that the layer is of one kind.
        return bytes.count > 5 && bytes[1] == 3 ? [1, 6, 0, 0, 0, 1, 0, 0, 0] + bytes : bytes
      }
      let geometry = GeometryColumn(rows: rows)
      try writer.append(
        VectorRows(
          geometryBytes: geometry.bytes, geometryOffsets: geometry.offsets,
          columns: [.texts(layer.ids)]
            + layer.fields.map { field in
              switch field.column {
              case .number(let numbers):
                .reals(
                  numbers.values, present: layer.ids.indices.map { numbers.present[$0] ? 1 : 0 })
              case .text(let texts): .codes(texts.codes, categories: texts.categories)
              }
            }), to: handle)
    }
  } catch let error as GDALError {
    throw ExportFailure(
      "Could not write \(path): \(error).", remedy: "Check the free space and the rights there.")
  }
}
