import GDALBinding
public import PlanModel

/// The most cells of a raster of people that are read: a town in cells of 10 m, a region in cells of 100 m.
private let mostCells = 4_000_000

/// Reads a grid of people: polygons, or the cells of a raster as polygons with the role `people`.
///
/// - Parameter extent: Only cells that meet this extent, in `crs`.
/// - Returns: As ``readLayer(_:into:expecting:within:isRecorded:workers:)``; cells of a raster that hold nobody are left
///   out, and their ids are `row-column`, counted from the top left corner from 1.
public func readPopulation(
  _ population: PopulationSource, into crs: CRS, within extent: Extent?, workers: Workers
) -> LayerReading {
  let source = population.source
  guard isRaster(source.source) else {
    var reading = readLayer(
      source, into: crs, expecting: .polygons, within: extent, workers: workers)
    if !source.fields.contains(where: { $0.role == "people" }) {
      reading.diagnostics.append(
        Diagnostic(
          .error, "population.no-field", "The grid of people does not say which field holds them.",
          remedy: "Write `fields: {people: FIELD}` under `layers: population`.",
          at: Place(
            file: SourceLocation.withoutSecrets(source.source), line: source.line,
            layer: source.name)))
      reading.layer = nil
    }
    return reading
  }
  var raster = RasterSource(name: source.name, source: source.source)
  raster.bands = [population.band]
  raster.crs = source.crs
  var opening = RasterOpening(raster)
  opening.open(isMeasure: true, isProbed: true)
  var result = LayerReading(
    layer: nil, report: opening.report, diagnostics: opening.diagnostics)
  result.report.read = 0
  guard let file = opening.file else { return result }
  let opened = rasterOfFiles([(source.name, file)])
  do {
    let cells = try opened.peopledCells(within: extent, crs: crs)
    let geometry = try transformed(
      GeometryColumn(rows: cells.polygons), from: opened.crs, to: crs, workers: workers)
    result.report.read = cells.ids.count
    result.report.polygons = cells.ids.count
    result.layer = Layer(
      name: source.name, crs: crs, ids: cells.ids, geometry: geometry,
      fields: [
        (
          "people",
          .number(
            NumberColumn(
              values: cells.people,
              present: ValidityMask(count: cells.people.count, present: true)))
        )
      ])
  } catch let failure as PlanningFailure {
    result.diagnostics += failure.diagnostics
  } catch {
    result.diagnostics.append(
      Diagnostic(
        .error, "raster.broken", "The raster of people cannot be read: \(sentence("\(error)"))",
        remedy: "Fetch or export it again.", at: opening.place))
  }
  return result
}

extension Raster {
  /// The cells that hold somebody, as rectangles in the raster's CRS.
  fileprivate func peopledCells(
    within extent: Extent?, crs: CRS
  ) throws -> (ids: [String], people: [Double], polygons: [[UInt8]]) {
    var window = grid.window
    if let extent {
      guard let met = self.window(meeting: extent, in: crs) else { return ([], [], []) }
      window = met
    }
    guard window.count <= mostCells else {
      throw PlanningFailure([
        Diagnostic(
          .error, "population.too-many-cells",
          "The raster has \(window.count) cells where the districts are; at most \(mostCells) are read.",
          remedy: "Give a coarser grid of people, of 10 m or more.")
      ])
    }
    let values = try cells(window)
    var ids: [String] = []
    var people: [Double] = []
    var polygons: [[UInt8]] = []
    for cell in 0..<values.count {
      guard let value = values[cell], value != 0 else { continue }
      let row = window.rows.lowerBound + cell / window.columns.count
      let column = window.columns.lowerBound + cell % window.columns.count
      ids.append("\(row + 1)-\(column + 1)")
      people.append(value)
      let left = grid.originX + Double(column) * grid.cellWidth
      let top = grid.originY - Double(row) * grid.cellHeight
      polygons.append(
        Extent(
          minX: left, minY: top - grid.cellHeight, maxX: left + grid.cellWidth, maxY: top
        ).polygon)
    }
    return (ids, people, polygons)
  }
}

extension Extent {
  /// The rectangle as well-known binary, counter-clockwise from its lower left corner.
  public var polygon: [UInt8] {
    let corners = [(minX, minY), (maxX, minY), (maxX, maxY), (minX, maxY), (minX, minY)]
    var bytes: [UInt8] = [1, 3, 0, 0, 0, 1, 0, 0, 0, 5, 0, 0, 0]
    for (x, y) in corners {
      for value in [x, y] {
        bytes += (0..<8).map { UInt8(truncatingIfNeeded: value.bitPattern >> UInt64(8 * $0)) }
      }
    }
    return bytes
  }
}
