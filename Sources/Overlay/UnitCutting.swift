import GEOSBinding
public import PlanModel

/// The planning units of a municipality: its districts, or a grid of cells cut by them.
///
/// Cells are aligned to multiples of their size, in the order of district, row and column, with ids
/// `<district>/<column>-<row>`. A cell that a district's border leaves less than 1 m² of is merged into the
/// largest of its neighbours in the district, so that the units of a district still add up to it; without
/// such a neighbour it stays a unit.
///
/// - Parameter gridSize: The precision grid of the second attempt where an overlay fails, in m.
/// - Throws: `PlanningFailure` where the size is no positive number or makes more than five million cells.
public func planningUnits(
  _ kind: UnitsDescription, districts: Layer, gridSize: Double, workers: Workers
) throws -> PlanningUnits {
  let all = try measures(of: districts.geometry, workers: workers)
  let grid: UnitGrid
  switch kind {
  case .districts:
    return PlanningUnits(
      ids: districts.ids, geometry: districts.geometry, district: Array(0..<districts.count),
      area: all.area)
  case .squares(let side): grid = UnitGrid(isHexagonal: false, size: side)
  case .hexagons(let width): grid = UnitGrid(isHexagonal: true, size: width)
  }
  try check(grid, all.extents)
  let index = try PolygonIndex(districts.geometry, extents: all.extents, workers: workers)
  let rows = (0..<districts.count).filter { all.area[$0] > 0 }.flatMap { district in
    grid.rows(meeting: all.extents[district]).map { (district: district, row: $0) }
  }
  let cells = try workers.mapChunks(of: rows.count, size: 8) { chunk in
    let cutter = CellCutter(
      grid: grid, districts: districts.geometry, index: index,
      ladder: try OverlayLadder(gridSize: gridSize))
    return try chunk.flatMap { try cutter.cells(of: rows[$0].district, row: rows[$0].row) }
  }.flatMap { $0 }
  let merged = try mergingSlivers(cells, grid: grid, ladder: OverlayLadder(gridSize: gridSize))
  return PlanningUnits(
    ids: merged.map { "\(districts.ids[$0.district])/\($0.column)-\($0.row)" },
    geometry: GeometryColumn(rows: merged.map(\.bytes)), district: merged.map(\.district),
    area: merged.map(\.area))
}

/// Stops where a grid makes no sense or would fill the memory.
private func check(_ grid: UnitGrid, _ extents: [Extent]) throws {
  let most = 5_000_000.0
  guard grid.size.isFinite, grid.size > 0 else {
    throw PlanningFailure([
      Diagnostic(
        .error, "units.bad-size", "The size of the units must be more than 0 m.",
        remedy: "Give a size such as 250 m.", at: Place(field: "units"))
    ])
  }
  let bound = extents.reduce(0.0) { $0 + ($1.isEmpty ? 0 : grid.cellBound($1)) }
  // Beyond 2^53 whole numbers of cells are no longer exact.
  let reach = extents.reduce(0.0) { reach, extent in
    extent.isEmpty
      ? reach
      : Swift.max(
        reach, abs(extent.minX), abs(extent.maxX), abs(extent.minY), abs(extent.maxY))
  }
  guard bound <= most, reach / grid.size < 1e15 else {
    throw PlanningFailure([
      Diagnostic(
        .error, "units.too-many",
        "Units of \(grid.size) m would be more than \(Int(most)) cells.",
        remedy: "Make the units larger.", at: Place(field: "units"))
    ])
  }
}

/// A cell, or what a district leaves of it.
private struct Cell: Sendable {
  var district: Int
  var column: Int
  var row: Int
  var bytes: [UInt8]
  var area: Double
}

/// Cuts cells by districts.
private struct CellCutter {
  let grid: UnitGrid
  let districts: GeometryColumn
  let index: PolygonIndex
  let ladder: OverlayLadder

  /// The cells of one row of the grid in a district.
  func cells(of district: Int, row: Int) throws -> [Cell] {
    let bounds = index.extents[district]
    var cells: [Cell] = []
    var scratch: [Edge] = []
    var edges: [Edge] = []
    var band: GEOSGeometry?
    for column in grid.columns(meeting: bounds) {
      let extent = grid.extent(column: column, row: row)
      let relation = index.relation(of: extent, to: district)
      if relation == .outside { continue }
      let bytes = grid.polygon(column: column, row: row)
      var cell = Cell(
        district: district, column: column, row: row, bytes: bytes, area: grid.cellArea)
      if relation == .crosses {
        edges.removeAll(keepingCapacity: true)
        _ = appendEdges(ofBytes: bytes, to: &edges)
        let shared = index.sharedArea(
          of: edges[...], extent: extent, with: district, scratch: &scratch)
        let rounding = 1e-12 * grid.cellArea
        if shared <= rounding { continue }
        if grid.cellArea - shared > rounding {
          let part = try cut(bytes, to: shared, district: district, row: row, band: &band)
          guard let part else { continue }
          cell.bytes = part
        }
      }
      cell.area = RowMeasure(cell.bytes)?.area ?? 0
      if cell.area > 0 { cells.append(cell) }
    }
    return cells
  }

  /// The part of a cell in a district, or nil where nothing is left.
  private func cut(
    _ bytes: [UInt8], to area: Double, district: Int, row: Int, band: inout GEOSGeometry?
  ) throws -> [UInt8]? {
    let cell = try ladder.context.read(wkb: bytes)
    // A large district is first cut to the band of the row, so that each cell meets a few of its edges only.
    if band == nil && index.edgeStarts[district + 1] - index.edgeStarts[district] > 64 {
      let bounds = index.extents[district]
      let strip = grid.extent(column: 0, row: row)
      let box = try ladder.context.box(
        minX: bounds.minX - 1, minY: strip.minY - 1, maxX: bounds.maxX + 1, maxY: strip.maxY + 1)
      band =
        ladder.cut(
          try ladder.context.read(wkb: districts[district]), box, .intersection, expected: nil
        ).geometry
    }
    if let band {
      let result = ladder.cut(cell, band, .intersection, expected: area)
      if result.isExact { return try result.geometry?.wkb() }
    }
    let whole = try ladder.context.read(wkb: districts[district])
    return try ladder.cut(cell, whole, .intersection, expected: area).geometry?.wkb()
  }
}

/// The cells without those under 1 m² that a neighbour in the district took over.
private func mergingSlivers(
  _ cells: [Cell], grid: UnitGrid, ladder: OverlayLadder
) throws -> [Cell] {
  let least = 1.0
  if !cells.contains(where: { $0.area < least }) { return cells }
  struct Key: Hashable {
    var district: Int
    var column: Int
    var row: Int
  }
  var positions: [Key: Int] = [:]
  for (position, cell) in cells.enumerated() {
    positions[Key(district: cell.district, column: cell.column, row: cell.row)] = position
  }
  var merged = cells
  var isMerged = Array(repeating: false, count: cells.count)
  for (position, cell) in cells.enumerated() where cell.area < least {
    let neighbours = grid.neighbours(column: cell.column, row: cell.row).compactMap {
      positions[Key(district: cell.district, column: $0.column, row: $0.row)]
    }.filter { cells[$0].area >= least }
    // Of equal neighbours the first in the order of the cells.
    guard let largest = neighbours.max(by: { (cells[$0].area, -$0) < (cells[$1].area, -$1) })
    else { continue }
    let union = ladder.union(
      [
        try ladder.context.read(wkb: merged[largest].bytes),
        try ladder.context.read(wkb: cell.bytes),
      ], expected: merged[largest].area + cell.area)
    guard let geometry = union.geometry, union.isExact else { continue }
    merged[largest].bytes = try geometry.wkb()
    merged[largest].area = RowMeasure(merged[largest].bytes)?.area ?? 0
    isMerged[position] = true
  }
  return merged.indices.filter { !isMerged[$0] }.map { merged[$0] }
}
