import ArgumentParser
import Foundation
import PlanModel
import Planning

/// `commonground overlay`: the overlay engine alone.
struct OverlayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "overlay",
    abstract: "Counts and measures the features of a layer in each feature of another.",
    discussion: """
      Gives one row for each feature of AREAS: how many features of LAYER have a part in it, the area and length of \
      these parts, and the share of it that they are. With --minus, ground of other layers does not count; where they \
      overlap it is taken away once.

      Sources are whatever GDAL reads: files, /vsizip/ archives, PG: connections. Areas are in square metres of the \
      layers' common CRS, or of the one that --crs names.

        commonground overlay buildings.gpkg districts.gpkg --out floor.csv
        commonground overlay landuse.gpkg districts.gpkg --minus protected.gpkg --minus water.gpkg
        commonground overlay landuse.gpkg --minus protected.gpkg
      """)

  @Argument(help: "The layer whose features are counted and measured.")
  var layer: String

  @Argument(help: "The polygons to measure in. (default: each feature of LAYER by itself)")
  var areas: String?

  @Option(help: "A layer of polygons whose ground does not count; may be given more than once.")
  var minus: [String] = []

  @Option(help: "The layer in LAYER's source. (default: its only one)")
  var layerName: String?

  @Option(help: "The layer in AREAS' source. (default: its only one)")
  var areasName: String?

  @Option(help: "The field that holds the ids of the rows. (default: the feature number)")
  var id: String?

  @Option(
    name: .customLong("where"),
    help: "A condition in SQL on LAYER's features, for example \"use = 'house'\".")
  var condition: String?

  @Option(help: "The metric CRS to measure in, for example EPSG:25832.")
  var crs: String?

  @Option(help: "The file for the table, as CSV. (default: standard output)")
  var out: String?

  @Flag(help: "Print counts, the sum of areas and seconds as JSON instead of the table.")
  var json = false

  @Option(help: "How many workers; the result does not depend on it. (default: all cores)")
  var workers: Int?

  @OptionGroup var web: WebOptions

  mutating func validate() throws {
    try checkWorkers(workers)
    if areas == nil && minus.isEmpty {
      throw ValidationError("Name AREAS to measure in, or a layer to take away with --minus.")
    }
  }

  mutating func run() throws {
    var features = LayerSource(name: "LAYER", source: layer)
    features.layer = layerName
    features.filter = condition
    var zones = areas.map { LayerSource(name: "AREAS", source: $0) }
    zones?.layer = areasName
    zones?.idField = id
    if areas == nil { features.idField = id }
    var request = OverlayRequest(layer: features, areas: zones)
    request.minus = minus.map { LayerSource(name: "--minus", source: $0) }
    request.crs = crs
    request.output = out
    request.web = web.access
    request.workers = Workers(workers ?? ProcessInfo.processInfo.activeProcessorCount)
    let outcome = try reportingFailures { try runOverlay(request) }
    report(outcome.diagnostics.filter { $0.severity >= Severity.warning })
    if json {
      try printLine(outcome.summary)
    } else if out == nil {
      try printBytes(outcome.table)
    }
  }
}
