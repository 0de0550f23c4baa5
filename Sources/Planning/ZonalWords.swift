import Foundation
import Overlay
import PlanModel

/// A finding of a layer in the words of the command: there is no plan file to change.
func zonalWording(_ diagnostic: Diagnostic) -> Diagnostic {
  var finding = diagnostic
  let isZones = finding.place.layer == "zones"
  switch finding.code {
  case "layer.no-crs":
    finding.remedy =
      isZones
      ? "Say it with --crs, as in --crs EPSG:25832."
      : finding.place.layer == "mask" && finding.message.contains("coordinates")
        ? "Write its CRS into the mask's source, for example with QGIS."
        : "Say it with --raster-crs, as in --raster-crs EPSG:25832."
  case "layer.no-file": finding.remedy = "Check the path and the folder you are in."
  case "layer.which-layer":
    finding.message = finding.message.replacingOccurrences(
      of: "the plan names none", with: "none is named")
    finding.remedy = finding.remedy.replacingOccurrences(
      of: "Name one as layer", with: "Name one with --zones-layer")
  case "layer.repaired": finding.remedy = "Correct them in the source."
  case "layer.crs-overridden":
    finding.message = finding.message.replacingOccurrences(
      of: "The plan declares", with: "--crs says"
    )
    .replacingOccurrences(of: "the plan's word is taken", with: "--crs is taken")
    finding.remedy = "Leave --crs out if the source is right."
  case "layer.no-transformation": finding.remedy = "Check both CRSs."
  case "layer.bad-coordinates":
    finding.remedy = "Correct the coordinates, or say with --crs which CRS they are in."
  default: break
  }
  return finding
}

/// Names for the columns of rasters: the file's name without its end, made unique by numbers.
func columnNames(of paths: [String]) -> [String] {
  var used: Set<String> = []
  return paths.map { path in
    let stem = URL(filePath: path).deletingPathExtension().lastPathComponent
    var name = stem
    var number = 1
    while !used.insert(name).inserted {
      number += 1
      name = "\(stem)_\(number)"
    }
    return name
  }
}

/// What is told about a run of zonal statistics.
struct ZonalSummary {
  let raster: Raster
  let zones: Int
  let results: [ZonalResult]
  let columns: Int
  let output: String?
  let read: Double
  let compute: Double
  let write: Double

  private func total(_ result: ZonalResult, _ value: (ZonalStatistics) -> Double) -> Double {
    result.statistics.lazy.map(value).compensatedSum()
  }

  /// For machines; the promised keys first.
  var json: String {
    let bands: [JSONValue] = zip(raster.bands, results).map { band, result in
      .object([
        ("name", .string(band.name)), ("count", .number(total(result, \.count))),
        ("missing", .number(total(result, \.missing))), ("sum", .number(total(result, \.sum))),
      ])
    }
    return JSONValue.object([
      ("operation", .string("zonal")), ("zones", .integer(zones)),
      ("cells", .integer(raster.grid.columns * raster.grid.rows)),
      ("sum", .number(results.first.map { total($0, \.sum) } ?? 0)),
      (
        "seconds",
        .object([
          ("read", .rounded(read, decimals: 4)), ("compute", .rounded(compute, decimals: 4)),
          ("write", .rounded(write, decimals: 4)),
        ])
      ),
      ("crs", .string(raster.crs.definition)), ("bands", .array(bands)),
    ]).text(indented: false)
  }

  /// For people.
  var text: String {
    let bands = raster.bands.count == 1 ? "1 band" : "\(raster.bands.count) bands"
    return
      "\(zones) zones, \(bands) of \(raster.grid.columns) × \(raster.grid.rows) cells, \(columns) columns"
      + (output.map { ": \($0)" } ?? "")
  }
}
