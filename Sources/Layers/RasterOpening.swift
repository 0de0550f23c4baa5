import GDALBinding
import PROJBinding
import PlanModel

/// A raster file that was found usable.
struct OpenableRaster: Sendable {
  var file: RasterFile
  var crs: CRS
  var rules: [RasterCellRule]
  var bandCount: Int
  var isInterleaved: Bool

  /// In what the cells differ from another's, or nil where they are the same.
  func difference(from other: OpenableRaster) -> String? {
    if crs.definition != other.crs.definition {
      return "the CRS is \(crs.name) and not \(other.crs.name)"
    }
    let (mine, theirs) = (file.grid, other.file.grid)
    if mine.hasSameCells(as: theirs) { return nil }
    if mine.columns != theirs.columns || mine.rows != theirs.rows {
      return
        "\(mine.columns) × \(mine.rows) and not \(theirs.columns) × \(theirs.rows) cells"
    }
    if mine.cellWidth != theirs.cellWidth || mine.cellHeight != theirs.cellHeight {
      return
        "of \(mine.cellWidth.shortest) × \(mine.cellHeight.shortest) and not \(theirs.cellWidth.shortest) × \(theirs.cellHeight.shortest)"
    }
    return
      "the corner is \(mine.originX.shortest), \(mine.originY.shortest) and not \(theirs.originX.shortest), \(theirs.originY.shortest)"
  }
}

/// The steps of opening a raster, with what is collected on the way.
struct RasterOpening {
  let source: RasterSource
  let place: Place
  var report: LayerReport
  var diagnostics: [Diagnostic] = []
  /// The raster, where it can be used.
  var file: OpenableRaster?

  /// The most columns and the most rows.
  private static let mostCells = 20_000_000
  /// The largest coordinate and the largest cell, in units of the CRS.
  private static let reach = 1e9
  /// The smallest cell, in units of the CRS: a hundredth of a millimetre in degrees.
  private static let leastCell = 1e-10

  init(_ source: RasterSource) {
    self.source = source
    let shown = SourceLocation.withoutSecrets(source.source)
    place = Place(file: shown, layer: source.name)
    report = LayerReport(name: source.name, source: shown)
  }

  /// Opens the raster and looks at everything that can be known about it.
  ///
  /// - Parameters:
  ///   - isMeasure: Whether colours of a palette deserve a warning.
  ///   - isProbed: Whether some rows are read, so that half a file is found, and the digest is made.
  mutating func open(isMeasure: Bool, isProbed: Bool) {
    do {
      let found = try openChecked(isMeasure, isProbed)
      if !diagnostics.containError { file = found }
    } catch let diagnostic as Diagnostic {
      diagnostics.append(diagnostic)
    } catch let failure as PlanningFailure {
      diagnostics += failure.diagnostics
    } catch {
      diagnostics.append(
        Diagnostic(
          .error, "raster.not-readable", "The raster cannot be read: \(sentence("\(error)"))",
          remedy: "Fetch or export it again.", at: place))
    }
  }

  private mutating func openChecked(_ isMeasure: Bool, _ isProbed: Bool) throws -> OpenableRaster? {
    let location = try SourceLocation(source.source, place: place)
    let dataset: GDALDataset
    do {
      dataset = try GDALDataset(location.path, as: .raster)
    } catch {
      if holds(.vector, location.path) {
        throw Diagnostic(
          .error, "raster.is-layer", "The source holds features and no cells.",
          remedy: "Name a raster here; zones, areas and layers have their own place.", at: place)
      }
      throw OpenedLayer.unopened(location, error, place)
    }
    let description = dataset.rasterDescription()
    report.driver = description.driver
    report.read = description.columns * description.rows
    let system = system(description)
    let grid = grid(description)
    let rules = rules(description, dataset, isMeasure)
    guard let system, let (grid, isSouthUp) = grid, let rules else { return nil }
    report.crs = CRS(system)
    let file = RasterFile(
      path: location.path, grid: grid, isSouthUp: isSouthUp, place: place)
    if isProbed {
      try probe(file, rules, dataset)
      report.sha256 =
        try location.files.isEmpty ? "" : SourceDigest.digest(ofFiles: location.files)
    }
    return OpenableRaster(
      file: file, crs: CRS(system), rules: rules, bandCount: description.bandCount,
      isInterleaved: description.isInterleaved)
  }

  /// How the cells of each wanted band are read; nil where one cannot be.
  private mutating func rules(
    _ description: RasterDescription, _ dataset: GDALDataset, _ isMeasure: Bool
  ) -> [RasterCellRule]? {
    let wanted = source.bands ?? Array(1...max(1, description.bandCount))
    var rules: [RasterCellRule] = []
    for number in wanted {
      guard (1...max(1, description.bandCount)).contains(number), description.bandCount > 0,
        let band = try? dataset.bandDescription(number)
      else {
        diagnostics.append(
          Diagnostic(
            .error, "raster.no-band",
            "There is no band \(number); the raster has \(description.bandCount).",
            remedy: description.bandCount > 0
              ? "Name a band between 1 and \(description.bandCount)." : "Name another raster.",
            at: place))
        continue
      }
      if band.isComplex {
        diagnostics.append(
          Diagnostic(
            .error, "raster.complex", "The cells of band \(number) are complex numbers.",
            remedy: "Write the part or the magnitude you need as a band of its own.", at: place))
        continue
      }
      if band.isPalette && isMeasure {
        diagnostics.append(
          Diagnostic(
            .warning, "raster.palette",
            "The band has a colour palette; its cells look like classes and no measure.",
            remedy: "Name the raster that holds the measured numbers.", at: place))
      }
      rules.append(
        RasterCellRule(
          band: number, description: band, nodata: source.nodata, factor: source.factor))
    }
    return rules.count == wanted.count ? rules : nil
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
    // Numbers of cells are products of these, and must stay numbers.
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
    // A skew of a millionth of a cell over the whole raster is rounding, not rotation.
    let size = Double(max(description.columns, description.rows))
    guard abs(t[0]) <= Self.reach, abs(t[3]) <= Self.reach,
      [t[1], t[5]].allSatisfy({ (Self.leastCell...Self.reach).contains(abs($0)) })
        || t[1] == 0 && t[2] != 0
    else {
      diagnostics.append(
        Diagnostic(
          .error, "raster.not-placed",
          "The raster's corner or the size of its cells makes no sense on earth.",
          remedy: "Georeference it again, for example in QGIS, and export it as GeoTIFF.",
          at: place))
      return nil
    }
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
  private func probe(
    _ file: RasterFile, _ rules: [RasterCellRule], _ dataset: GDALDataset
  ) throws {
    var cells = RasterCells()
    var mask: [UInt8] = []
    for row in Set([0, file.grid.rows / 2, file.grid.rows - 1]).sorted() {
      for rule in rules {
        try file.read(
          rule, RasterWindow(columns: 0..<file.grid.columns, rows: row..<row + 1), from: dataset,
          into: &cells, mask: &mask)
      }
    }
  }
}

/// Whether GDAL can open a source as something else than it was named for.
func holds(_ kind: GDALDataset.Kind, _ path: String) -> Bool {
  guard let dataset = try? GDALDataset(path, as: kind) else { return false }
  switch kind {
  case .raster: return dataset.rasterDescription().bandCount > 0
  case .vector: return !dataset.layerNames.isEmpty
  }
}
