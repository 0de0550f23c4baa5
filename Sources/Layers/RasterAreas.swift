import GDALBinding
import PROJBinding
public import PlanModel

/// Whether a source is a raster and holds no layer of features.
public func isRaster(_ source: String) -> Bool {
  guard let location = try? SourceLocation(source, place: Place()), !location.isService else {
    return false
  }
  return !holds(.vector, location.path) && holds(.raster, location.path)
}

/// The name of the field with the class in a layer of ``writeRasterAreas(of:within:crs:to:)``.
public let rasterClassField = "value"

/// The most cells that are made into areas at a time; more than a region of 300 km by 500 km in cells of 100 m.
private let mostCells = 16_000_000

/// Writes the areas of equal cells of a raster of classes as polygons into a new GeoPackage.
///
/// The layer is named `areas` and has the field ``rasterClassField``; it is in the raster's CRS, and nothing is
/// resampled. Cells without a value are left out.
///
/// - Parameters:
///   - source: The raster; its first band is read.
///   - extent: Only whole cells that meet this extent, in `crs`; nil: all.
///   - crs: The CRS of the extent.
///   - path: A path that does not exist yet.
/// - Returns: What was found; with an error among it, nothing was written.
public func writeRasterAreas(
  of source: RasterSource, within extent: Extent?, crs: CRS?, to path: String
) -> [Diagnostic] {
  let opening = openRasters([source], isMeasure: false)
  var diagnostics = opening.diagnostics
  guard let raster = opening.raster else { return diagnostics }
  let place = Place(file: SourceLocation.withoutSecrets(source.source), layer: source.name)
  func fail(_ code: String, _ message: String, _ remedy: String) -> [Diagnostic] {
    diagnostics + [Diagnostic(.error, code, message, remedy: remedy, at: place)]
  }
  var window = raster.grid.window
  if let extent, let crs {
    guard let met = raster.window(meeting: extent, in: crs) else {
      return fail(
        "raster.elsewhere", "No cell of the raster lies where the districts are.",
        "Check the raster's CRS, and that it covers the municipality.")
    }
    window = met
  }
  guard window.count <= mostCells else {
    return fail(
      "raster.too-many-cells",
      "\(window.count) cells would become areas; at most \(mostCells) can.",
      "Import the districts first, so that only their surroundings are read, or cut the raster.")
  }
  do {
    let cells = try raster.cells(window)
    guard let block = CellBlock(cells, window: window, of: raster.grid) else {
      return fail(
        "raster.not-classes",
        "The raster holds other numbers than whole ones, so it has no classes.",
        "Name a raster of classes.")
    }
    let rows = try block.areas()
    try withVectorFile(creating: path) { writer in
      let layer = try writer.createLayer(
        "areas", crs: raster.crs.definition, geometry: .any,
        fields: [OutputField(rasterClassField, .integer)])
      try writer.append(rows, to: layer)
    }
  } catch let failure as PlanningFailure {
    diagnostics += failure.diagnostics
  } catch {
    return fail(
      "raster.no-areas", "The cells cannot be made into areas: \(sentence("\(error)"))",
      "Check that there is space for temporary files.")
  }
  return diagnostics
}

extension Raster {
  /// The cells that meet an extent of another CRS, with one more on each side; nil where there are none.
  func window(meeting extent: Extent, in crs: CRS) -> RasterWindow? {
    var wanted = extent
    if crs.definition != self.crs.definition {
      guard
        let bounds = try? PROJTransformer(from: crs.definition, to: self.crs.definition)
          .transformBounds(
            minX: extent.minX, minY: extent.minY, maxX: extent.maxX, maxY: extent.maxY)
      else { return nil }
      wanted = Extent(minX: bounds.minX, minY: bounds.minY, maxX: bounds.maxX, maxY: bounds.maxY)
    }
    guard wanted.meets(grid.extent) else { return nil }
    func clamped(_ value: Double, _ most: Int) -> Int { Int(min(max(value, 0), Double(most))) }
    let left = clamped(
      ((wanted.minX - grid.originX) / grid.cellWidth).rounded(.down) - 1, grid.columns)
    let right = clamped(
      ((wanted.maxX - grid.originX) / grid.cellWidth).rounded(.up) + 1, grid.columns)
    let top = clamped(
      ((grid.originY - wanted.maxY) / grid.cellHeight).rounded(.down) - 1, grid.rows)
    let bottom = clamped(
      ((grid.originY - wanted.minY) / grid.cellHeight).rounded(.up) + 1, grid.rows)
    guard left < right, top < bottom else { return nil }
    return RasterWindow(columns: left..<right, rows: top..<bottom)
  }
}

extension CellBlock {
  /// The cells of a window as classes; nil where one of them is no whole number.
  fileprivate init?(_ cells: RasterCells, window: RasterWindow, of grid: RasterGrid) {
    var classes: [Int32] = []
    classes.reserveCapacity(cells.count)
    var present: [Int32] = []
    present.reserveCapacity(cells.count)
    for cell in 0..<cells.count {
      guard let value = cells[cell] else {
        classes.append(0)
        present.append(0)
        continue
      }
      guard let number = Int32(exactly: value) else { return nil }
      classes.append(number)
      present.append(1)
    }
    self.init(
      originX: grid.originX + Double(window.columns.lowerBound) * grid.cellWidth,
      originY: grid.originY - Double(window.rows.lowerBound) * grid.cellHeight,
      cellWidth: grid.cellWidth, cellHeight: grid.cellHeight, columns: window.columns.count,
      classes: classes, present: present)
  }
}
