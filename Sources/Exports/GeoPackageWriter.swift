import GDALBinding
import PlanModel

/// `plan.gpkg`: the layers in the plan's CRS, with styles that QGIS picks up and metadata.
struct GeoPackageWriter {
  private let account: PlanAccount

  init(_ account: PlanAccount) { self.account = account }

  /// Writes the file and gives what was written.
  func write(_ layers: [Layer], to path: String, in folder: OutputFolder) throws -> ExportedFile {
    try folder.makeFolder(of: path)
    let file = OutputFolder.path(folder.url(of: path))
    do {
      try withVectorFile(creating: file) { writer in
        let description = account.result.description
        try writer.setMetadata("TITLE", "\(description.name): area-based energy and climate plan")
        if let notice = description.notice { try writer.setMetadata("NOTICE", notice) }
        try writer.setMetadata("RUN_RECORD", metadataRecord)
        for layer in layers { try Self.write(layer, notice: description.notice, by: writer) }
        try MapStyles(account, layers).write(by: writer)
      }
    } catch let error as GDALError {
      throw ExportFailure(error, writing: file)
    }
    return ExportedFile(path: path, bytes: try folder.size(of: path))
  }

  /// The certificate and the inputs, for whoever gets the file alone.
  var metadataRecord: String {
    let record = account.result.record
    return JSONValue.object([
      ("version", .string(record.version)), ("planSHA256", .string(record.planSHA256)),
      ("certificate", certificateJSON(of: account)),
      (
        "inputs",
        .array(
          record.inputs.map {
            .object([("name", .string($0.name)), ("sha256", .string($0.sha256))])
          })
      ),
    ]).text(indented: false)
  }

  /// Writes one layer with its notice.
  static func write(_ layer: Layer, notice: String?, by writer: VectorWriter) throws {
    let rows = GDALRows(layer)
    let handle = try writer.createLayer(
      layer.name, crs: layer.crs.definition, geometry: rows.kind, fields: rows.fields,
      options: [("FID", "fid"), ("GEOMETRY_NAME", "geom"), ("IDENTIFIER", layer.name)])
    if let notice {
      try writer.setMetadata("NOTICE", notice, of: handle)
    }
    try rows.append(to: handle, by: writer)
  }
}
