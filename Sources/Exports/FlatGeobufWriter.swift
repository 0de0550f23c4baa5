import GDALBinding
import PlanModel

/// A layer as FlatGeobuf in the plan's CRS, with a spatial index, which sorts features along a Hilbert curve.
///
/// Features without geometry are not in the file: GDAL's driver leaves them out. The other forms have them.
struct FlatGeobufWriter {
  private let layer: Layer
  private let notice: String?

  init(_ layer: Layer, notice: String?) {
    self.layer = layer
    self.notice = notice
  }

  /// Writes the file and gives what was written.
  func write(to path: String, in folder: OutputFolder) throws -> ExportedFile {
    try folder.makeFolder(of: path)
    let file = OutputFolder.path(folder.url(of: path))
    let rows = GDALRows(layer)
    do {
      try withVectorFile(creating: file, driver: "FlatGeobuf") { writer in
        let handle = try writer.createLayer(
          layer.name, crs: layer.crs.definition, geometry: rows.kind, fields: rows.fields,
          options: notice.map { [("DESCRIPTION", $0)] } ?? [])
        try rows.append(to: handle, by: writer)
      }
    } catch let error as GDALError {
      throw ExportFailure(error, writing: file)
    }
    return ExportedFile(path: path, bytes: try folder.size(of: path))
  }
}
