import GDALBinding
import PROJBinding
public import PlanModel

/// Opens a raster of a potential.
///
/// The band reads rows on demand; each call opens the source, so ask for many rows at once. Nodata, the mask
/// and NaN are missing; scale, offset and the plan's factor are applied. A call on a damaged part throws
/// `PlanningFailure` with the diagnostic to show.
///
/// - Returns: The band, or nil where it cannot be used, with the reasons as diagnostics. In the report,
///   `read` is the number of cells.
public func openRaster(
  _ source: PotentialSource
) -> (band: RasterBand?, report: LayerReport, diagnostics: [Diagnostic]) {
  var opening = RasterOpening(source)
  let band = opening.open()
  return (band, opening.report, opening.diagnostics)
}

/// The steps of opening a raster, with what is collected on the way.
private struct RasterOpening {
  let source: PotentialSource
  let place: Place
  var report: LayerReport
  var diagnostics: [Diagnostic] = []

  /// The most columns and the most rows.
  private static let mostCells = 20_000_000
  /// The largest coordinate and the largest cell, in units of the CRS.
  private static let reach = 1e9
  /// The smallest cell, in units of the CRS: a hundredth of a millimetre in degrees.
  private static let leastCell = 1e-10

  init(_ source: PotentialSource) {
    self.source = source
    let shown = SourceLocation.withoutSecrets(source.source)
    place = Place(file: shown, layer: source.name)
    report = LayerReport(name: source.name, source: shown)
  }

  mutating func open() -> RasterBand? {
    do {
      return try openChecked()
    } catch let diagnostic as Diagnostic {
      diagnostics.append(diagnostic)
    } catch {
      diagnostics.append(
        Diagnostic(
          .error, "raster.not-readable", "The raster cannot be read: \(sentence("\(error)"))",
          remedy: "Fetch or export it again.", at: place))
    }
    return nil
  }

  private mutating func openChecked() throws -> RasterBand? {
    let location = try SourceLocation(source.source, place: place)
    let dataset: GDALDataset
    do {
      dataset = try GDALDataset(location.path, as: .raster)
    } catch {
      throw OpenedLayer.unopened(location, error, place)
    }
    let description = dataset.rasterDescription(band: source.band)
    report.driver = description.driver
    report.read = description.columns * description.rows
    let system = system(description)
    let grid = grid(description)
    guard (1...max(1, description.bandCount)).contains(source.band), description.bandCount > 0
    else {
      throw Diagnostic(
        .error, "raster.no-band",
        "The raster has \(description.bandCount) bands, and the plan names band \(source.band).",
        remedy: "Name a band between 1 and \(max(1, description.bandCount)).", at: place)
    }
    if description.isPalette {
      diagnostics.append(
        Diagnostic(
          .warning, "raster.palette",
          "The band has a colour palette; its cells look like classes and no measure.",
          remedy: "Name the raster that holds the measured numbers.", at: place))
    }
    guard let system, let (grid, isSouthUp) = grid else { return nil }
    report.crs = CRS(system)
    let reader = RowReader(
      path: location.path, band: source.band, factor: source.factor, grid: grid,
      isSouthUp: isSouthUp, place: place)
    try probe(reader, dataset)
    report.sha256 = try location.files.isEmpty ? "" : SourceDigest.digest(ofFiles: location.files)
    return RasterBand(name: source.name, crs: CRS(system), grid: grid) { try reader.read($0) }
  }

  private mutating func system(_ description: RasterDescription) -> PROJReferenceSystem? {
    if let declared = source.crs {
      switch referenceSystem(declared) {
      case .success(let system): return system
      case .failure(var diagnostic):
        diagnostic.place = place
        diagnostics.append(diagnostic)
        return nil
      }
    }
    if let text = description.referenceSystem, let system = try? PROJReferenceSystem(text),
      system.kind != .other
    {
      return system
    }
    diagnostics.append(
      Diagnostic(
        .error, "layer.no-crs", "The raster does not say in which CRS its cells are.",
        remedy: "Declare it in the plan file, as in crs: EPSG:25832 under \(source.name).",
        at: place))
    return nil
  }

  private mutating func grid(
    _ description: RasterDescription
  ) -> (grid: RasterGrid, isSouthUp: Bool)? {
    // A row is read whole, so its length bounds the memory; the whole earth in cells of 2 m has as many columns.
    guard description.columns <= Self.mostCells, description.rows <= Self.mostCells else {
      diagnostics.append(
        Diagnostic(
          .error, "raster.too-large",
          "The raster claims \(description.columns) columns and \(description.rows) rows.",
          remedy: "Cut it to the municipality, for example with gdal_translate -projwin.", at: place
        ))
      return nil
    }
    guard let t = description.transform, t.allSatisfy(\.isFinite), description.columns > 0,
      description.rows > 0
    else {
      diagnostics.append(
        Diagnostic(
          .error, "raster.not-placed", "The raster does not say where its cells are.",
          remedy: "Georeference it, for example in QGIS, and export it as GeoTIFF.", at: place))
      return nil
    }
    guard abs(t[0]) <= Self.reach, abs(t[3]) <= Self.reach,
      [t[1], t[5]].allSatisfy({ (Self.leastCell...Self.reach).contains(abs($0)) })
    else {
      diagnostics.append(
        Diagnostic(
          .error, "raster.not-placed",
          "The raster's corner or the size of its cells makes no sense on earth.",
          remedy: "Georeference it again, for example in QGIS, and export it as GeoTIFF.",
          at: place))
      return nil
    }
    // A skew of a millionth of a cell over the whole raster is rounding, not rotation.
    let size = Double(max(description.columns, description.rows))
    guard t[1] > 0, t[5] != 0, abs(t[2]) * size < 1e-6 * abs(t[1]),
      abs(t[4]) * size < 1e-6 * abs(t[5])
    else {
      diagnostics.append(
        Diagnostic(
          .error, "raster.rotated", "The raster's rows do not run from west to east.",
          remedy: "Warp it north-up, for example with gdalwarp.", at: place))
      return nil
    }
    let isSouthUp = t[5] > 0
    let top = isSouthUp ? t[3] + Double(description.rows) * t[5] : t[3]
    return (
      RasterGrid(
        originX: t[0], originY: top, cellWidth: t[1], cellHeight: abs(t[5]),
        columns: description.columns, rows: description.rows), isSouthUp
    )
  }

  /// Reads the first, middle and last row, so that half a file is found before the work starts.
  private func probe(_ reader: RowReader, _ dataset: GDALDataset) throws {
    for row in Set([0, reader.grid.rows / 2, reader.grid.rows - 1]).sorted() {
      do {
        _ = try reader.read(row..<row + 1, from: dataset)
      } catch let failure as PlanningFailure {
        throw failure.diagnostics[0]
      }
    }
  }
}

/// Reads rows of a band, from top to bottom.
private struct RowReader: Sendable {
  let path: String
  let band: Int
  let factor: Double
  let grid: RasterGrid
  /// Whether the source stores the bottom row first.
  let isSouthUp: Bool
  let place: Place

  func read(_ rows: Range<Int>) throws -> RasterBlock {
    let dataset: GDALDataset
    do {
      dataset = try GDALDataset(path, as: .raster)
    } catch {
      throw failure(error)
    }
    return try read(rows, from: dataset)
  }

  func read(_ rows: Range<Int>, from dataset: GDALDataset) throws -> RasterBlock {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= grid.rows, "rows outside of the raster")
    let stored =
      isSouthUp ? grid.rows - rows.upperBound..<grid.rows - rows.lowerBound : rows
    var values: [Double]
    var present: [UInt8]
    do {
      (values, present) = try dataset.cells(band: band, rows: stored)
    } catch {
      throw failure(error)
    }
    for i in values.indices {
      if present[i] != 0, values[i].isFinite {
        present[i] = 1
        values[i] *= factor
      } else {
        present[i] = 0
        values[i] = 0
      }
    }
    if isSouthUp {
      values = flipped(values)
      present = flipped(present)
    }
    return RasterBlock(rows: rows, values: values, present: present)
  }

  private func flipped<Value>(_ cells: [Value]) -> [Value] {
    let rows = cells.count / grid.columns
    return (0..<rows).reversed().flatMap { row in
      cells[row * grid.columns..<(row + 1) * grid.columns]
    }
  }

  private func failure(_ error: GDALError) -> PlanningFailure {
    PlanningFailure([
      Diagnostic(
        .error, "raster.broken", "A part of the raster cannot be read: \(sentence(error.message))",
        remedy: "The file is probably incomplete or damaged; fetch or export it again.", at: place)
    ])
  }
}
