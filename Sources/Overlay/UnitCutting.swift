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
/// - Precondition: `kind` is no layer; `planningUnits(from:districts:gridSize:workers:)` cuts one.
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
  case .layer: preconditionFailure("units of a layer are cut by planningUnits(from:)")
  }
  try check(grid, all.extents)
  let index = try PolygonIndex(districts.geometry, extents: all.extents, workers: workers)
  let blocks = (0..<districts.count).filter { all.area[$0] > 0 }.flatMap { district in
    let rows = grid.rows(meeting: all.extents[district])
    return stride(from: rows.lowerBound, through: rows.upperBound, by: blockRows).map {
      (district: district, rows: $0..<Swift.min($0 + blockRows, rows.upperBound + 1))
    }
  }
  let chunks = try workers.mapChunks(of: blocks.count, size: 1) { chunk in
    var scanner = CellScanner(
      grid: grid, districts: districts.geometry, index: index,
      ladder: try OverlayLadder(gridSize: gridSize))
    for block in chunk { try scanner.append(district: blocks[block].district, blocks[block].rows) }
    return scanner.cells
  }
  let cells = try CellColumns(
    joining: consume chunks, grid: grid, ladder: OverlayLadder(gridSize: gridSize))
  let ids = try workers.mapChunks(of: cells.count, size: 16_384) { chunk in
    chunk.map {
      "\(districts.ids[Int(cells.district[$0])])/\(cells.column[$0])-\(cells.row[$0])"
    }
  }
  return PlanningUnits(
    ids: ids.flatMap { $0 },
    geometry: GeometryColumn(bytes: cells.bytes, offsets: cells.offsets),
    district: cells.district.map(Int.init), area: cells.area)
}

/// Rows of the grid that are scanned together: enough that the border is not walked for each row, few enough
/// that one large district keeps all workers busy.
private let blockRows = 32

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
