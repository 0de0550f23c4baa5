import Foundation
import GDALBinding
import PlanModel

/// The files that a source is read from, in a fixed order, so that their checksums tell whether it has changed.
///
/// - Parameter source: A path or a GDAL connection string.
/// - Returns: The files; none where nothing is there; nil where the source is a service or lies where no checksum of a
///   file can tell.
public func files(ofSource source: String) -> [String]? {
  if source.lowercased().hasPrefix("http") || GDALDataset.isService(source) { return nil }
  let manager = FileManager.default
  if !source.hasPrefix("/vsi") {
    // A folder may be a file geodatabase or shapefiles; what lies below it is no part of it.
    if let names = try? manager.contentsOfDirectory(atPath: source) {
      return names.sorted().map { "\(source)/\($0)" }.filter(isFile)
    }
    guard isFile(source) else { return [] }
  }
  guard let location = try? SourceLocation(source, place: Place()) else {
    return source.hasPrefix("/vsi") ? nil : [source]
  }
  if location.files.isEmpty {
    return location.isService || source.hasPrefix("/vsi") ? nil : [source]
  }
  return location.files
}

private func isFile(_ path: String) -> Bool {
  let resolved = URL(filePath: path).resolvingSymlinksInPath().path(percentEncoded: false)
  let attributes = try? FileManager.default.attributesOfItem(atPath: resolved)
  return attributes?[.type] as? FileAttributeType == .typeRegular
}
