import GDALBinding
public import PlanModel

/// Writes layers into a new GeoPackage, without styles.
///
/// - Parameter notice: What must be said with the data, kept as metadata.
/// - Throws: ``ExportFailure`` where it cannot be written; then it is not there.
public func writeLayerFile(
  _ layers: [Layer], to path: String, notice: String
) throws(ExportFailure) {
  do {
    try withVectorFile(creating: path) { writer in
      if !notice.isEmpty { try writer.setMetadata("NOTICE", notice) }
      for layer in layers { try GeoPackageWriter.write(layer, notice: notice, by: writer) }
    }
  } catch {
    throw ExportFailure(
      "Could not write \(path): \(error)", remedy: "Check the free space and the rights there.")
  }
}
