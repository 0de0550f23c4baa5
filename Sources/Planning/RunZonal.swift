import Exports
import Layers
import Overlay
import PlanModel

/// Computes zonal statistics and writes them.
///
/// Zones are taken to the rasters' CRS corner by corner, their edges stay straight there; no raster is ever resampled.
///
/// - Throws: `PlanningFailure` with all findings; then nothing was written.
public func runZonal(_ order: ZonalOrder) throws -> ZonalOutcome {
  var run = ZonalRun(order)
  return try run.finish()
}

/// The steps of an order, with what is collected on the way.
private struct ZonalRun {
  let order: ZonalOrder
  var diagnostics: [Diagnostic] = []
  let clock = ContinuousClock()
  let readingClock = ReadingClock()

  init(_ order: ZonalOrder) { self.order = order }

  mutating func finish() throws -> ZonalOutcome {
    let begin = clock.now
    let raster = openRasters()
    let weights = order.weights.flatMap { openOther($0, name: "weights", like: raster) }
    let mask = order.mask.map { readMask($0, like: raster) }
    // Without a raster the zones are still read, so that all problems are told at once.
    let crs = raster?.crs ?? CRS(definition: "EPSG:3035", name: "", isMetric: true)
    let zones = readZones(into: crs, isFinal: raster != nil)
    guard let raster, let zones, !diagnostics.containError else {
      throw PlanningFailure(diagnostics)
    }
    check(raster)
    let readZones = seconds(since: begin)

    let computing = clock.now
    let request = ZonalRequest(order.measures)
    let geometry = try masked(zones.geometry, by: mask?.layer, raster: raster)
    let results = try zonalResults(
      of: readingClock.timing(raster), zones: geometry, request: request,
      weights: weights.map { readingClock.timing($0) },
      mask: mask?.raster.map { readingClock.timing($0) }, workers: order.workers)
    tellOutside(zones, results[0])
    let table = try table(zones, raster, results, request)
    // Workers read and compute in turns; the time of all readers is shared between the workers.
    let elapsed = seconds(since: computing)
    let readCells = min(elapsed, readingClock.seconds / Double(order.workers.count))
    guard !diagnostics.containError else { throw PlanningFailure(diagnostics) }

    let writing = clock.now
    let csv = try table.csv(workers: order.workers)
    if let output = order.output { try writeWhole(csv, to: output, after: diagnostics) }
    let json = ZonalSummary(
      raster: raster, zones: zones.count, results: results, columns: table.columns.count,
      output: order.output, read: readZones + readCells, compute: elapsed - readCells,
      write: seconds(since: writing))
    return ZonalOutcome(
      diagnostics: diagnostics, csv: csv, json: json.json, summary: json.text)
  }

  private func seconds(since instant: ContinuousClock.Instant) -> Double {
    (clock.now - instant).seconds
  }

  // MARK: Rasters

  private mutating func openRasters() -> Raster? {
    let names = columnNames(of: order.rasters)
    let sources = zip(order.rasters, names).map { path, name in
      var source = RasterSource(name: name, source: path)
      source.bands = order.bands
      source.crs = order.rasterCRS
      source.nodata = order.nodata
      return source
    }
    let refusals = sources.compactMap {
      offlineRefusal(of: $0.source, named: $0.name, web: order.web)
    }
    diagnostics += refusals
    guard refusals.isEmpty else { return nil }
    let opened = Layers.openRasters(sources, isMeasure: false)
    diagnostics += opened.diagnostics.map { zonalWording($0) }
    return opened.raster
  }

  /// Opens a raster of one band that must have the cells of another.
  private mutating func openOther(_ path: String, name: String, like raster: Raster?) -> Raster? {
    var source = RasterSource(name: name, source: path)
    source.crs = order.rasterCRS
    if let refusal = offlineRefusal(of: path, named: name, web: order.web) {
      diagnostics.append(refusal)
      return nil
    }
    let opened = Layers.openRasters([source], isMeasure: false)
    diagnostics += opened.diagnostics.map { zonalWording($0) }
    guard let other = opened.raster, let raster else { return nil }
    if other.crs.definition == raster.crs.definition, other.grid.hasSameCells(as: raster.grid) {
      return other
    }
    diagnostics.append(
      Diagnostic(
        .error, "raster.other-grid",
        "The cells are not those of \(raster.bands[0].name): \(other.grid.columns) × \(other.grid.rows) of \(other.grid.cellWidth.shortest) × \(other.grid.cellHeight.shortest) in \(other.crs.name), and not \(raster.grid.columns) × \(raster.grid.rows) of \(raster.grid.cellWidth.shortest) × \(raster.grid.cellHeight.shortest) in \(raster.crs.name).",
        remedy: "Warp it to the same grid, for example with gdalwarp -t_srs … -te … -ts ….",
        at: Place(file: path, layer: name)))
    return nil
  }

  private mutating func check(_ raster: Raster) {
    guard order.measures.contains(where: { $0.kind == .share }) else { return }
    for band in raster.bands where !band.isInteger {
      diagnostics.append(
        Diagnostic(
          .note, "zonal.not-whole",
          "The cells of \(band.name) are stored as fractional numbers; each different value is a category.",
          remedy: "", at: Place(layer: band.name)))
    }
  }

  // MARK: Layers

  private mutating func readMask(
    _ path: String, like raster: Raster?
  ) -> (raster: Raster?, layer: Layer?) {
    if SourceKind(of: path) == .layer {
      guard let raster else { return (nil, nil) }
      return (nil, read(LayerSource(name: "mask", source: path), into: raster.crs, isFinal: true))
    }
    return (openOther(path, name: "mask", like: raster), nil)
  }

  private mutating func readZones(into crs: CRS, isFinal: Bool) -> Layer? {
    var source = LayerSource(name: "zones", source: order.zones)
    source.layer = order.zonesLayer
    source.idField = order.idField
    source.crs = order.zonesCRS
    return read(source, into: crs, isFinal: isFinal)
  }

  /// Reads polygons; where the CRS is not the final one, only what is an error in any CRS is told.
  private mutating func read(_ source: LayerSource, into crs: CRS, isFinal: Bool) -> Layer? {
    var source = source
    source.web = order.web
    let reading = readLayer(
      source, into: crs, expecting: .polygons, within: nil, isRecorded: false,
      workers: order.workers)
    var found = reading.diagnostics
    if reading.layer == nil,
      let broken = found.firstIndex(where: { $0.code == "layer.not-readable" }),
      SourceKind(of: source.source) == .raster
    {
      found[broken] = Diagnostic(
        .error, "layer.is-raster", "The source holds cells and no features.",
        remedy: "The rasters come first, then the layer of \(source.name).", at: found[broken].place
      )
    }
    diagnostics += found.filter { isFinal || $0.severity == .error }.map { zonalWording($0) }
    guard let layer = reading.layer else { return nil }
    if reading.report.polygons == 0, reading.report.read > 0 {
      diagnostics.append(
        Diagnostic(
          .error, "zonal.no-polygons",
          "None of the \(reading.report.read) features is a polygon, so none covers a cell.",
          remedy: "Name a layer of polygons, or buffer the points or lines first.",
          at: Place(file: source.source, layer: source.name)))
    }
    return layer
  }

  private mutating func masked(
    _ zones: GeometryColumn, by mask: Layer?, raster: Raster
  ) throws -> GeometryColumn {
    guard let mask else { return zones }
    // A millionth of a cell is beyond what the statistics show.
    let gridSize = 1e-6 * min(raster.grid.cellWidth, raster.grid.cellHeight)
    let cut = try Overlay.masked(
      zones, by: mask.geometry, gridSize: gridSize, workers: order.workers)
    if let first = cut.inexact.first {
      diagnostics.append(
        Diagnostic(
          .warning, "overlay.inexact",
          "Zones could not be cut by the mask without losing or doubling area.",
          remedy: "Look there for spikes and nearly equal borders.",
          at: Place(layer: "zones", feature: "row \(first + 1)"), count: cut.inexact.count))
    }
    return cut.zones
  }

  private mutating func tellOutside(_ zones: Layer, _ result: ZonalResult) {
    let empty = (0..<zones.count).filter {
      !zones.geometry.isMissing($0) && result.statistics[$0].count == 0
    }
    guard let first = empty.first else { return }
    let names = empty.prefix(10).map { zones.ids[$0] }.joined(separator: ", ")
    diagnostics.append(
      Diagnostic(
        .warning, "zonal.nothing-below",
        "Zones cover no cell that has a value: \(names)\(empty.count > 10 ? ", … (\(empty.count) in all)" : "").",
        remedy: "Check that raster and zones are of the same place, and the raster's nodata.",
        at: Place(layer: "zones", feature: zones.ids[first]), count: empty.count))
  }

  // MARK: Table

  private mutating func table(
    _ zones: Layer, _ raster: Raster, _ results: [ZonalResult], _ request: ZonalRequest
  ) throws -> NumberTable {
    var columns: [(name: String, values: [Double?])] = []
    for (band, result) in zip(raster.bands, results) {
      let prefix = raster.bands.count > 1 ? band.name + "_" : ""
      for measure in order.measures {
        guard measure.kind == .share else {
          columns.append((prefix + measure.name, result.column(measure.kind, of: request)))
          continue
        }
        let values = Set(result.shares.flatMap { $0.map(\.value) }).sorted()
        if values.count > Self.mostCategories {
          diagnostics.append(
            Diagnostic(
              .error, "zonal.too-many-categories",
              "\(band.name) has \(values.count) different values under the zones; each would be a column.",
              remedy: "Ask for share of a raster of classes, or for quantiles.",
              at: Place(layer: band.name)))
          continue
        }
        columns += shareColumns(values, result, prefix)
      }
    }
    return NumberTable(ids: zones.ids, columns: columns)
  }

  /// More columns than this no spreadsheet shows.
  private static let mostCategories = 1000

  private func shareColumns(
    _ values: [Double], _ result: ZonalResult, _ prefix: String
  ) -> [(name: String, values: [Double?])] {
    var columns: [[Double?]] = values.map { _ in
      result.statistics.map { $0.count > 0 ? 0 : nil }
    }
    let places = Dictionary(uniqueKeysWithValues: values.enumerated().map { ($1, $0) })
    for (zone, shares) in result.shares.enumerated() {
      let whole = result.statistics[zone].count
      for (value, count) in shares { columns[places[value]!][zone] = min(1, count / whole) }
    }
    return zip(values, columns).map { ("\(prefix)share_\($0.shortest)", $1) }
  }
}
