import GDALBinding
import PlanModel

/// What a source holds.
public enum SourceKind: Sendable {
  /// Cells.
  case raster
  /// Features.
  case layer

  /// Looks into a source; nil where nothing can open it.
  public init?(of source: String) {
    guard let location = try? SourceLocation(source, place: Place()) else { return nil }
    if holds(.raster, location.path) {
      self = .raster
    } else if holds(.vector, location.path) {
      self = .layer
    } else {
      return nil
    }
  }
}
