import Exports
import Foundation
import Layers
import Overlay
public import PlanModel

/// What `commonground overlay` is asked for.
public struct OverlayRequest: Sendable {
  /// The layer whose features are counted and measured.
  public var layer: LayerSource
  /// The areas to measure in; nil: each feature of the layer is an area of its own.
  public var areas: LayerSource?
  /// Layers whose ground does not count.
  public var minus: [LayerSource] = []
  /// The metric CRS to measure in; nil: the layers' common one.
  public var crs: String?
  /// The file for the table; nil: it is only returned.
  public var output: String?
  /// The precision grid, in m.
  public var gridSize = 0.001
  /// How many workers.
  public var workers = Workers(1)

  /// Creates a request.
  public init(layer: LayerSource, areas: LayerSource?) {
    self.layer = layer
    self.areas = areas
  }
}

/// What an overlay came to.
public struct OverlayOutcome: Sendable {
  /// What was found on the way.
  public let diagnostics: [Diagnostic]
  /// The table as CSV: one row an area, in the order of the source.
  public let table: String
  /// Counts, the sum of all areas in m² and seconds, as JSON.
  public let summary: String
}

/// Overlays two layers, less others, and writes a table.
///
/// Columns: the `id` of the area (without areas: of the feature); `features`, how many features have a part in it; `area_m2` and `length_m` of these
/// parts; `share` of the area that they are, above 1 where features overlap.
///
/// - Throws: `PlanningFailure` with all findings; then nothing was written.
public func runOverlay(_ request: OverlayRequest) throws -> OverlayOutcome {
  let clock = StageClock { _ in }
  let common = commonCRS(
    of: [request.layer] + (request.areas.map { [$0] } ?? []) + request.minus,
    declared: request.crs)
  guard let crs = common.crs else { throw PlanningFailure(common.diagnostics) }
  var diagnostics = common.diagnostics

  func read(
    _ source: LayerSource, _ expectation: GeometryExpectation, within extent: Extent? = nil
  ) -> Layer? {
    let reading = readLayer(
      source, into: crs, expecting: expectation, within: extent, isRecorded: false,
      workers: request.workers)
    diagnostics += reading.diagnostics.filter { !diagnostics.contains($0) }
    return reading.layer
  }
  let named = request.areas.flatMap { read($0, .polygons) }
  let extent = try named.map { try measures(of: $0.geometry, workers: request.workers).total }
  let layer = read(request.layer, request.areas == nil ? .polygons : .any)
  let minus = request.minus.map { read($0, .polygons, within: extent) }
  guard !diagnostics.containError, let layer, let areas = request.areas == nil ? layer : named
  else { throw PlanningFailure(diagnostics) }
  let readSeconds = clock.elapsed

  var cover: DissolvedCover?
  if !minus.isEmpty {
    let made = try DissolvedCover(
      GeometryColumn(joining: minus.compactMap { $0?.geometry }), gridSize: request.gridSize,
      workers: request.workers)
    diagnostics += made.diagnostics
    cover = made
  }
  let totals =
    if request.areas == nil {
      try uncoveredTotals(of: layer.geometry, without: cover, workers: request.workers)
    } else {
      try featureTotals(
        of: layer.geometry, in: areas.geometry, without: cover, gridSize: request.gridSize,
        workers: request.workers)
    }
  let whole = try measures(of: areas.geometry, workers: request.workers).area
  let computeSeconds = clock.elapsed - readSeconds

  var table = CSVTable(header: ["id", "features", "area_m2", "length_m", "share"], notice: nil)
  for row in 0..<areas.count {
    table.add([
      .text(areas.ids[row]), .integer(totals.features[row]), .number(totals.area[row]),
      .number(totals.length[row]), .number(whole[row] > 0 ? totals.area[row] / whole[row] : nil),
    ])
  }
  if let output = request.output { try writeWhole(table.text, to: output) }
  let summary = JSONValue.object([
    ("operation", .string("overlay")), ("features", .integer(layer.count)),
    ("areas", .integer(areas.count)), ("pairs", .integer(totals.pairs)),
    ("cut", .integer(totals.cutPairs)),
    ("area", .number(totals.area.compensatedSum())),
    ("length", .number(totals.length.compensatedSum())), ("crs", .string(crs.definition)),
    (
      "seconds",
      .object([
        ("read", .number(readSeconds)), ("compute", .number(computeSeconds)),
        ("write", .number(clock.elapsed - readSeconds - computeSeconds)),
      ])
    ),
  ])
  return OverlayOutcome(
    diagnostics: diagnostics, table: table.text, summary: summary.text(indented: false))
}
