import GDALBinding
import PROJBinding
public import PlanModel

/// A raster to read: a file and which of its bands.
public struct RasterSource: Sendable {
  /// The name in messages.
  public var name: String
  /// A path or a GDAL connection string.
  public var source: String
  /// The bands, counted from 1; nil: all.
  public var bands: [Int]? = [1]
  /// The CRS to assume instead of what the raster says.
  public var crs: String?
  /// The stored value that means that nothing is known, instead of what the raster says.
  public var nodata: Double?
  /// What one unit of the raster is in the internal unit.
  public var factor = 1.0

  /// Creates a source of the first band.
  public init(name: String, source: String) {
    self.name = name
    self.source = source
  }
}

/// Rasters as opened, with what was found on the way.
public struct RasterOpeningResult: Sendable {
  /// The bands, or nil where one of the rasters cannot be used.
  public var raster: Raster?
  /// What each source says about itself; `read` is the number of cells.
  public var reports: [LayerReport] = []
  /// Everything that was found.
  public var diagnostics: [Diagnostic] = []
}

/// Opens the raster of a potential, and computes its digest.
///
/// Windows are read on demand. Nodata, the mask and NaN are missing; scale, offset and the plan's factor are
/// applied. A reader that comes to a damaged part throws `PlanningFailure` with the diagnostic to show.
///
/// - Returns: The raster, or nil where it cannot be used, with the reasons as diagnostics. In the report,
///   `read` is the number of cells.
public func openRaster(
  _ source: PotentialSource
) -> (raster: Raster?, report: LayerReport, diagnostics: [Diagnostic]) {
  var one = RasterSource(name: source.name, source: source.source)
  one.bands = [source.band]
  one.crs = source.crs
  one.factor = source.factor
  var opening = RasterOpening(one)
  opening.open(isMeasure: true, isProbed: true)
  return (
    opening.file.map { rasterOfFiles([(source.name, $0)]) }, opening.report, opening.diagnostics
  )
}

/// Opens rasters of one grid, whose bands then come one source after another.
///
/// Windows are read on demand, as by ``openRaster(_:)``; no cell is read here and no digest is made.
///
/// - Parameter isMeasure: Whether colours of a palette deserve a warning.
/// - Returns: The raster with the diagnostics of all sources; where a grid or CRS differs from the first source's,
///   an error names the raster and the difference.
public func openRasters(_ sources: [RasterSource], isMeasure: Bool = true) -> RasterOpeningResult {
  precondition(!sources.isEmpty, "at least one raster")
  var result = RasterOpeningResult()
  var files: [(name: String, file: OpenableRaster)] = []
  for source in sources {
    var opening = RasterOpening(source)
    opening.open(isMeasure: isMeasure, isProbed: false)
    result.reports.append(opening.report)
    result.diagnostics += opening.diagnostics
    if let file = opening.file { files.append((source.name, file)) }
  }
  if files.count < sources.count { return result }
  for (name, file) in files.dropFirst() {
    guard let difference = file.difference(from: files[0].file) else { continue }
    result.diagnostics.append(
      Diagnostic(
        .error, "raster.other-grid", "The cells are not those of \(files[0].name): \(difference).",
        remedy:
          "Warp it to the same grid, for example with gdalwarp -te … -ts …, or ask for it alone.",
        at: Place(file: file.file.place.file, layer: name)))
  }
  if !result.diagnostics.containError { result.raster = rasterOfFiles(files) }
  return result
}

/// The bands of opened files as one raster.
func rasterOfFiles(_ opened: [(name: String, file: OpenableRaster)]) -> Raster {
  let files = opened.map(\.file.file)
  var rules: [(file: Int, rule: RasterCellRule)] = []
  var bands: [Raster.Band] = []
  for (index, (name, file)) in opened.enumerated() {
    for rule in file.rules {
      rules.append((index, rule))
      bands.append(
        Raster.Band(
          name: file.rules.count > 1 ? "\(name)_b\(rule.band)" : name, isInteger: rule.isInteger))
    }
  }
  let (first, found) = (opened[0].file, rules)
  let interleaved = opened.map { $0.file.isInterleaved ? $0.file.bandCount : 1 }.max() ?? 1
  // Eight workers find the tile of all bands again when they come to the next band; beyond 1 GB they may not.
  let tile = first.rules[0].description.tile
  let together = Double(tile.columns) * Double(tile.rows) * 8 * Double(interleaved)
  if interleaved > 1 { GDALLibrary.keepCells(bytes: Int(min(8 * together, 1_073_741_824))) }
  return Raster(
    crs: first.crs, grid: first.file.grid, bands: bands, tile: tile,
    interleavedBands: interleaved
  ) {
    let opened = OpenedRasterFiles(files, found)
    return RasterReader { try opened.read($0, $1, &$2) }
  }
}
