import GEOSBinding
import PlanModel

/// Finds the cells of a grid in districts, a block of rows at a time; lives in one worker.
///
/// The district's border is walked once for each block and marks the cells that it meets. Between two marked
/// cells of a row all cells are alike, so one question settles the whole run, and only marked cells are cut.
struct CellScanner {
  let grid: UnitGrid
  let districts: GeometryColumn
  let index: PolygonIndex
  let ladder: OverlayLadder
  /// What was found so far.
  var cells = CellColumns()

  private var border: [BorderSegment] = []
  private var clip = CellClip()
  private var edges: [Edge] = []
  private var scratch: [Edge] = []
  private var near: [Int32] = []

  init(grid: UnitGrid, districts: GeometryColumn, index: PolygonIndex, ladder: OverlayLadder) {
    self.grid = grid
    self.districts = districts
    self.index = index
    self.ladder = ladder
  }

  /// Adds the cells of some rows of the grid in a district.
  ///
  /// - Complexity: O(*edges of the district* + *cells*), besides what it takes to cut the cells at the border.
  mutating func append(district: Int, _ rows: Range<Int>) throws {
    let columns = grid.columns(meeting: index.extents[district])
    border = borderSegments(of: districts[district])
    var isMet = Array(repeating: false, count: rows.count * columns.count)
    var segments = Array(repeating: [Int32](), count: rows.count)
    for (position, segment) in border.enumerated() {
      let extent = segment.extent
      let meeting = grid.rows(meeting: extent)
      guard meeting.upperBound >= rows.lowerBound, meeting.lowerBound < rows.upperBound else {
        continue
      }
      for row in meeting.clamped(to: rows.lowerBound...rows.upperBound - 1) {
        if mark(segment, extent, row, columns, &isMet, (row - rows.lowerBound) * columns.count) {
          segments[row - rows.lowerBound].append(Int32(position))
        }
      }
    }
    for row in rows {
      let first = (row - rows.lowerBound) * columns.count
      var band: GEOSGeometry?
      var relation: Relation?
      for column in columns {
        let isCut = isMet[first + column - columns.lowerBound]
        if isCut {
          relation = nil
        } else if relation == nil {
          relation = index.relation(of: grid.extent(column: column, row: row), to: district)
        }
        if isCut || relation == .crosses {
          try appendCut(
            district, column, row, segments: segments[row - rows.lowerBound], band: &band)
        } else if relation == .inside {
          cells.bytes.append(polygon: grid.corners(column: column, row: row))
          cells.close(district: district, column: column, row: row)
        }
      }
    }
  }

  /// Marks the cells of a row that a piece of the border meets; whether it meets the row at all.
  private func mark(
    _ segment: BorderSegment, _ extent: Extent, _ row: Int, _ columns: ClosedRange<Int>,
    _ isMet: inout [Bool], _ first: Int
  ) -> Bool {
    let strip = grid.extent(column: 0, row: row)
    if extent.maxY < strip.minY || extent.minY > strip.maxY { return false }
    var reach = extent
    if extent.minY < strip.minY || extent.maxY > strip.maxY {
      // Only the part between the row's lower and upper bound can meet its cells.
      let run = (segment.endX - segment.startX) / (segment.endY - segment.startY)
      let low = segment.startX + (Swift.max(extent.minY, strip.minY) - segment.startY) * run
      let high = segment.startX + (Swift.min(extent.maxY, strip.maxY) - segment.startY) * run
      reach.minX = Swift.max(extent.minX, Swift.min(low, high))
      reach.maxX = Swift.min(extent.maxX, Swift.max(low, high))
    }
    let edge = Edge(segment)
    let meeting = grid.columns(meeting: reach)
    guard meeting.upperBound >= columns.lowerBound, meeting.lowerBound <= columns.upperBound
    else { return true }
    for column in meeting.clamped(to: columns)
    where edge.meets(grid.extent(column: column, row: row)) {
      isMet[first + column - columns.lowerBound] = true
    }
    return true
  }

  /// Adds what a district leaves of a cell at its border.
  private mutating func appendCut(
    _ district: Int, _ column: Int, _ row: Int, segments: [Int32], band: inout GEOSGeometry?
  ) throws {
    let extent = grid.extent(column: column, row: row)
    let corners = grid.corners(column: column, row: row)
    edges.removeAll(keepingCapacity: true)
    for (position, corner) in corners.enumerated() {
      let next = corners[position + 1 == corners.count ? 0 : position + 1]
      edges.append(
        Edge(
          BorderSegment(
            startX: corner.x, startY: corner.y, endX: next.x, endY: next.y, ring: 0)))
    }
    let shared = index.sharedArea(
      of: edges[...], extent: extent, with: district, scratch: &scratch)
    let rounding = 1e-12 * grid.cellArea
    if shared <= rounding { return }
    if grid.cellArea - shared <= rounding {
      cells.bytes.append(polygon: corners)
    } else if try !appendPlain(corners, extent, shared, segments: segments) {
      var whole: [UInt8] = []
      whole.append(polygon: corners)
      let part = try cut(whole, to: shared, district: district, row: row, band: &band)
      guard let part else { return }
      cells.bytes += part
    }
    cells.close(district: district, column: column, row: row)
  }

  /// Adds a cell that the border crosses plainly; false, with nothing added, where it does not.
  private mutating func appendPlain(
    _ corners: [CellClip.Corner], _ extent: Extent, _ expected: Double, segments: [Int32]
  ) throws -> Bool {
    // A ten-millionth of a cell, and at least what ten thousand coordinates of a continent are apart.
    let tolerance = Swift.max(1e-7 * grid.size, 1e-5)
    let reach = extent.expanded(by: tolerance)
    near.removeAll(keepingCapacity: true)
    for segment in segments where border[Int(segment)].extent.meets(reach) { near.append(segment) }
    let start = cells.bytes.count
    guard
      clip.append(border, near: near, cell: corners, tolerance: tolerance, to: &cells.bytes)
    else { return false }
    let bytes = Array(cells.bytes[start...])
    let area = RowMeasure(bytes)?.area ?? 0
    if abs(area - expected) <= ladder.tolerance(expected),
      try ladder.context.read(wkb: bytes).isValid()
    {
      return true
    }
    cells.bytes.removeSubrange(start...)
    return false
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

extension Edge {
  /// The edge as the index of its polygon has it.
  init(_ segment: BorderSegment) {
    let isForward = segment.endX > segment.startX
    let slope = (segment.endY - segment.startY) / (segment.endX - segment.startX)
    if slope.isFinite {
      self.init(
        leftX: isForward ? segment.startX : segment.endX,
        leftY: isForward ? segment.startY : segment.endY,
        rightX: isForward ? segment.endX : segment.startX,
        rightY: isForward ? segment.endY : segment.startY, slope: slope, side: isForward ? -1 : 1)
    } else {
      let extent = segment.extent
      self.init(
        leftX: extent.minX, leftY: extent.minY, rightX: extent.maxX, rightY: extent.maxY, slope: 0,
        side: 0)
    }
  }
}
