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
  /// How web services are asked.
  public var web = WebAccess()
  /// How many workers.
  public var workers = Workers(1)

  /// Creates a request.
  public init(layer: LayerSource, areas: LayerSource?) {
    self.layer = layer
    self.areas = areas
  }
}

extension OverlayRequest {
  /// The request with every source asked as it says.
  fileprivate func asking() -> OverlayRequest {
    var copy = self
    copy.layer.web = web
    copy.areas?.web = web
    for position in copy.minus.indices { copy.minus[position].web = web }
    return copy
  }
}

/// What an overlay came to.
public struct OverlayOutcome: Sendable {
  /// What was found on the way.
  public let diagnostics: [Diagnostic]
  /// The table as CSV in UTF-8: one row an area, in the order of the source.
  public let table: [UInt8]
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
  let request = request.asking()
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
  let measured = try named.map { try measures(of: $0.geometry, workers: request.workers) }
  let layer = read(request.layer, request.areas == nil ? .polygons : .any)
  let minus = request.minus.map { read($0, .polygons, within: measured?.total) }
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
    if let measured {
      try featureTotals(
        of: layer.geometry, in: areas.geometry, measures: measured, without: cover,
        gridSize: request.gridSize, workers: request.workers)
    } else {
      try uncoveredTotals(of: layer.geometry, without: cover, workers: request.workers)
    }
  let whole = try measured?.area ?? measures(of: layer.geometry, workers: request.workers).area
  let computeSeconds = clock.elapsed - readSeconds

  let table = try NumberTable(
    ids: areas.ids,
    columns: [
      ("features", totals.features.map(Double.init)), ("area_m2", totals.area.map(shown)),
      ("length_m", totals.length.map(shown)),
      ("share", zip(totals.area, whole).map { $1 > 0 ? shown($0 / $1) : nil }),
    ]
  ).csv(workers: request.workers)
  if let output = request.output { try writeWhole(table, to: output) }
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
    diagnostics: diagnostics, table: table, summary: summary.text(indented: false))
}

/// A number as published: to twelve digits that count.
private func shown(_ value: Double) -> Double { value.roundedToTwelveDigits }
