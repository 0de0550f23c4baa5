import GDALBinding
import PROJBinding
public import PlanModel

/// A layer as read, with what happened on the way.
public struct LayerReading: Sendable {
  /// The layer, or nil where it cannot be used at all.
  public var layer: Layer?
  /// What happened to every feature.
  public var report: LayerReport
  /// Everything that was found, errors first to last in the order of reading.
  public var diagnostics: [Diagnostic]
}

/// Which kinds of geometry a layer may have; features of other kinds are left out and counted.
public enum GeometryExpectation: Sendable {
  /// Polygons only.
  case polygons
  /// Polygons and points.
  case polygonsOrPoints
  /// Polygons, points and lines.
  case any
}

/// Reads a layer into the plan's CRS.
///
/// Never throws and never stops at the first problem: everything wrong is a diagnostic, and the layer is
/// nil where nothing can be used. A layer with duplicate or missing ids is returned with ids made unique,
/// so that later checks can run; its diagnostics hold an error.
///
/// Rows keep the order of the source (of a service: of its feature ids). Features without a geometry stay
/// as rows without one. Geometry that GEOS calls invalid is mended, and listed in the report.
///
/// - Parameter crs: The plan's CRS.
/// - Parameter expectation: Which kinds of geometry may stay.
/// - Parameter extent: Only features whose extent meets this one, in `crs`; then features without a
///   geometry are not read. Nil: all.
/// - Parameter isRecorded: Whether the report needs the SHA-256 of the source.
/// - Complexity: O(*n*) in features and coordinates; a million buildings take some seconds.
public func readLayer(
  _ source: LayerSource, into crs: CRS, expecting expectation: GeometryExpectation,
  within extent: Extent?, isRecorded: Bool = true, workers: Workers
) -> LayerReading {
  let web = WebReading(source)
  var diagnostics: [Diagnostic] = []
  let reading = web.run(&diagnostics, isWhole: true) { found -> LayerReading? in
    var reader = LayerReader(
      source, crs: crs, expectation: expectation, extent: extent, workers: workers)
    reader.isRecorded = isRecorded
    let reading = reader.read()
    found += reading.diagnostics
    return reading
  }
  var result =
    reading
    ?? LayerReading(
      layer: nil,
      report: LayerReport(name: source.name, source: SourceLocation.withoutSecrets(source.source)),
      diagnostics: [])
  result.diagnostics = diagnostics
  if result.layer != nil, !diagnostics.containError,
    let change = web.change(of: result.report, within: extent)
  {
    result.diagnostics.append(change)
  }
  return result
}

/// Reads like ``readLayer(_:into:expecting:within:workers:)``, but never by the Arrow stream; for the tests that
/// compare the two ways.
package func readLayerByRows(
  _ source: LayerSource, into crs: CRS, expecting expectation: GeometryExpectation,
  within extent: Extent?, workers: Workers
) -> LayerReading {
  var reader = LayerReader(
    source, crs: crs, expectation: expectation, extent: extent, workers: workers)
  reader.path = .rows
  return reader.read()
}
