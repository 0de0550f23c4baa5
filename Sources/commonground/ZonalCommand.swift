import ArgumentParser
import Foundation
import PlanModel
import Planning

/// `commonground zonal`: zonal statistics alone.
struct ZonalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "zonal",
    abstract: "Statistics of a raster's cells under each zone, by exactly covered fractions.",
    discussion: """
      One row a zone, in the order of the zones, as CSV. Cells count by the fraction that the zone covers.
      Zones in another CRS are taken to the raster's; the raster is never resampled. More rasters of the same grid
      come with --with, and cost little more than reading them.

      Statistics: count, missing, sum, mean, min, max, stdev, variance, median, quantiles such as q05 or p97.5,
      majority, minority, variety, share (a column for each value), weighted_mean and weighted_sum (with --weights).
      """)

  @Argument(help: "The raster: any that GDAL reads.")
  var raster: String

  @Argument(help: "The layer of zones: polygons in any format that GDAL reads.")
  var zones: String

  @Option(help: "The statistics, separated by commas.")
  var stats = "mean,sum,count,missing"

  @Option(help: "The file for the table. (default: standard output)")
  var out: String?

  @Flag(help: "Print a summary as JSON; the table then goes only into --out.")
  var json = false

  @Option(help: "The band, counted from 1.")
  var band: Int?

  @Option(help: "Several bands, as 1,2,5 or all; the columns are then named by raster and band.")
  var bands: String?

  @Option(name: .customLong("with"), help: "Another raster of the same grid; may be repeated.")
  var others: [String] = []

  @Option(help: "A raster of weights with the same grid, for weighted_mean and weighted_sum.")
  var weights: String?

  @Option(
    help:
      "A raster of the same grid, or a layer of polygons: ground where it is 0, or outside it, is left out."
  )
  var mask: String?

  @Option(help: "The stored value that means nothing, instead of what the rasters say.")
  var nodata: Double?

  @Option(help: "The CRS of the zones, where they do not say, for example EPSG:25832.")
  var crs: String?

  @Option(help: "The CRS of the rasters, where they do not say.")
  var rasterCrs: String?

  @Option(help: "The layer in the source of the zones. (default: its only one)")
  var zonesLayer: String?

  @Option(help: "The field with the zones' ids. (default: the feature's number)")
  var id: String?

  @Option(help: "How many workers; the result does not depend on it. (default: all cores)")
  var workers: Int?

  @OptionGroup var web: WebOptions

  /// The order, or everything that is wrong with the command line.
  private func order() -> Result<ZonalOrder, ZonalUsage> {
    var complaints: [String] = []
    var measures: [ZonalMeasure] = []
    switch ZonalMeasure.list(stats) {
    case .success(let list): measures = list
    case .failure(let usage): complaints.append(usage.message)
    }
    if weights == nil, let first = measures.first(where: \.needsWeights) {
      complaints.append("\(first.name) needs --weights with a raster of the same grid.")
    }
    if weights != nil, !measures.isEmpty, !measures.contains(where: \.needsWeights) {
      complaints.append("--weights goes with --stats weighted_mean or weighted_sum.")
    }
    var numbers: [Int]? = [band ?? 1]
    if let bands {
      if band != nil { complaints.append("--band and --bands exclude each other.") }
      if bands.lowercased() == "all" {
        numbers = nil
      } else {
        let list = bands.split(separator: ",").map { Int($0.filter { $0 != " " }) ?? 0 }
        if list.isEmpty || list.contains(where: { $0 < 1 }) || Set(list).count < list.count {
          complaints.append("--bands is all, or different numbers from 1 on, as in 1,2,5.")
        }
        numbers = list
      }
    }
    if let band, band < 1 { complaints.append("--band is counted from 1.") }
    if let complaint = complaint(aboutWorkers: workers) { complaints.append(complaint) }
    if let nodata, nodata.isInfinite { complaints.append("--nodata is a number.") }
    if !complaints.isEmpty {
      return .failure(ZonalUsage(message: complaints.joined(separator: "\n")))
    }
    var order = ZonalOrder(rasters: [raster] + others, zones: zones, measures: measures)
    order.bands = numbers
    order.zonesLayer = zonesLayer
    order.idField = id
    order.zonesCRS = crs
    order.rasterCRS = rasterCrs
    order.weights = weights
    order.mask = mask
    order.nodata = nodata
    order.output = out
    order.web = web.access
    order.workers = Workers(workers ?? ProcessInfo.processInfo.activeProcessorCount)
    return .success(order)
  }

  mutating func validate() throws {
    if case .failure(let usage) = order() { throw ValidationError(usage.message) }
  }

  mutating func run() throws {
    guard case .success(let order) = order() else { preconditionFailure("validated before") }
    let outcome = try reportingFailures { try runZonal(order) }
    report(outcome.diagnostics.filter { $0.severity >= Severity.warning })
    if json {
      try printLine(outcome.json)
    } else if out == nil {
      try printBytes(outcome.csv)
    } else {
      try printLine(outcome.summary)
    }
  }
}
