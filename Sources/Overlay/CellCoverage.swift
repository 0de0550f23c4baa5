import PlanModel

/// The exactly covered fraction of the cells of one window, for one zone after another.
///
/// Each edge adds, in every cell it passes, the area between itself and the cell's right border, and to all cells
/// right of it the height of its run, with the sign of its side; a running sum along each row then is the covered
/// fraction. Cells that no edge passes are not looked at: between two that are, all cells are covered alike and
/// become one run. Nothing is sampled; the fractions are exact to rounding, whatever the size of the cells.
///
/// This is how fonts are drawn with smooth borders (Wallner, "libart", 1999; FreeType's `ftgrays`), in 64-bit numbers.
struct CellCoverage {
  /// Cells beside one another that are covered alike.
  struct Run {
    /// The first cell, counted through the window.
    var start: Int32
    /// How many there are, at least two.
    var count: Int32
    /// The covered fraction of each.
    var fraction: Double
  }

  /// One zone's part of the lists.
  struct Zone {
    var cells: Range<Int>
    var runs: Range<Int>
    /// The sum of all fractions.
    var covered: Double
  }

  /// What the edges left in one cell.
  private struct Trace {
    /// The part of the cell that lies right of them.
    var area = 0.0
    /// The height of their runs, which covers all cells to the right.
    var height = 0.0
  }

  /// Cells that stand alone, counted through the window.
  private(set) var cells: [Int32] = []
  /// The covered fraction of each of `cells`.
  private(set) var fractions: [Double] = []
  /// Runs of cells.
  private(set) var runs: [Run] = []
  /// The zones in the order in which they were added.
  private(set) var zones: [Zone] = []

  private let grid: RasterGrid
  private var window: RasterWindow
  // All traces and all bits are 0 between two zones, so that a small zone costs no more than its own cells.
  private var traces: [Trace] = []
  private var touched: [UInt64] = []
  private var corners: [(u: Double, v: Double)] = []

  /// Fractions below this are the rounding of cells that the polygon does not touch.
  static let least = 1e-11

  init(grid: RasterGrid) {
    self.grid = grid
    window = RasterWindow(columns: 0..<0, rows: 0..<0)
  }

  /// Forgets all zones and turns to a window, whose cells must be fewer than 2³¹.
  mutating func turn(to window: RasterWindow) {
    precondition(window.count < Int(Int32.max), "cells of a window are counted in 32 bits")
    self.window = window
    cells.removeAll(keepingCapacity: true)
    fractions.removeAll(keepingCapacity: true)
    runs.removeAll(keepingCapacity: true)
    zones.removeAll(keepingCapacity: true)
  }

  /// Adds a zone.
  ///
  /// - Parameter extent: That of the geometry.
  /// - Returns: Whether the bytes were well formed.
  mutating func add(_ wkb: RawSpan, extent: Extent) -> Bool {
    let (firstCell, firstRun) = (cells.count, runs.count)
    let columns = Self.cells(
      from: (extent.minX - grid.originX) / grid.cellWidth,
      to: (extent.maxX - grid.originX) / grid.cellWidth, in: window.columns)
    let rows = Self.cells(
      from: (grid.originY - extent.maxY) / grid.cellHeight,
      to: (grid.originY - extent.minY) / grid.cellHeight, in: window.rows)
    var isWellFormed = true
    if !columns.isEmpty && !rows.isEmpty {
      let box = RasterWindow(columns: columns, rows: rows)
      isWellFormed = trace(wkb, in: box)
      collect(box)
    }
    var covered = 0.0
    for cell in firstCell..<cells.count { covered += fractions[cell] }
    for run in firstRun..<runs.count { covered += Double(runs[run].count) * runs[run].fraction }
    zones.append(
      Zone(cells: firstCell..<cells.count, runs: firstRun..<runs.count, covered: covered))
    return isWellFormed
  }

  /// The cells that a range of cell coordinates touches.
  private static func cells(from low: Double, to high: Double, in limit: Range<Int>) -> Range<Int> {
    let first = Swift.max(Double(limit.lowerBound), low.rounded(.down))
    let end = Swift.min(Double(limit.upperBound), high.rounded(.down) + 1)
    return first < end ? Int(first)..<Int(end) : limit.lowerBound..<limit.lowerBound
  }

  // MARK: Edges

  private mutating func trace(_ wkb: RawSpan, in box: RasterWindow) -> Bool {
    let words = (box.columns.count + 63) / 64
    if traces.count < box.count {
      traces.append(contentsOf: repeatElement(Trace(), count: box.count - traces.count))
    }
    if touched.count < words * box.rows.count {
      touched.append(contentsOf: repeatElement(0, count: words * box.rows.count - touched.count))
    }
    if wkb.byteCount == 0 { return true }
    // Taken out for the time of drawing: two spans into one value would count as overlapping accesses.
    var traces: [Trace] = []
    var touched: [UInt64] = []
    swap(&traces, &self.traces)
    swap(&touched, &self.touched)
    defer {
      swap(&traces, &self.traces)
      swap(&touched, &self.touched)
    }
    var pen = Pen(box: box, words: words, traces: traces.mutableSpan, touched: touched.mutableSpan)
    var cursor = PartCursor()
    while let part = cursor.next(in: wkb) {
      guard part.role == .shell || part.role == .hole, part.count > 2 else { continue }
      corners.removeAll(keepingCapacity: true)
      var twice = 0.0
      for corner in 0..<part.count {
        let offset = part.offset + 16 * corner
        let u = (wkb.number(at: offset) - grid.originX) / grid.cellWidth
        let v = (grid.originY - wkb.number(at: offset + 8)) / grid.cellHeight
        if corner > 0 {
          // About the ring's first corner, so that large coordinates lose no digits.
          let (a, b) = (corners[0], corners[corner - 1])
          twice += (b.u - a.u) * (v - a.v) - (u - a.u) * (b.v - a.v)
        }
        corners.append((u, v))
      }
      // A border that runs with v growing on its right side has its inside to the left of that side.
      let side: Double = (twice > 0) == (part.role == .shell) ? -1 : 1
      for corner in 1..<part.count {
        let (a, b) = (corners[corner - 1], corners[corner])
        // Always downwards, so that two zones that share an edge get the same bits of it.
        if a.v < b.v {
          pen.draw(a, b, side)
        } else if b.v < a.v {
          pen.draw(b, a, -side)
        }
      }
    }
    return !cursor.isMalformed
  }

  /// Draws edges into the traces of a box.
  private struct Pen: ~Copyable, ~Escapable {
    let box: RasterWindow
    let words: Int
    var traces: MutableSpan<Trace>
    var touched: MutableSpan<UInt64>

    @_lifetime(copy traces, copy touched)
    init(
      box: RasterWindow, words: Int, traces: consuming MutableSpan<Trace>,
      touched: consuming MutableSpan<UInt64>
    ) {
      self.box = box
      self.words = words
      self.traces = traces
      self.touched = touched
    }

    /// Adds an edge that runs downwards, row by row; u counts columns, v rows.
    mutating func draw(_ a: (u: Double, v: Double), _ b: (u: Double, v: Double), _ side: Double) {
      let top = Double(box.rows.lowerBound)
      let bottom = Double(box.rows.upperBound)
      if b.v <= top || a.v >= bottom || Swift.min(a.u, b.u) >= Double(box.columns.upperBound) {
        return
      }
      let slope = (b.u - a.u) / (b.v - a.v)
      let low = Swift.min(a.u, b.u)
      let high = Swift.max(a.u, b.u)
      // Kept between the ends: the slope of a nearly level edge may be any number.
      func u(at v: Double) -> Double { Swift.min(Swift.max(a.u + (v - a.v) * slope, low), high) }
      var (u0, v0) = a.v < top ? (u(at: top), top) : a
      let (endU, endV) = b.v > bottom ? (u(at: bottom), bottom) : b
      var row = Int(v0)
      while v0 < endV {
        let v1 = Swift.min(endV, Double(row + 1))
        let u1 = v1 == endV ? endU : u(at: v1)
        draw(row: row, from: u0, to: u1, height: v1 - v0, side)
        u0 = u1
        v0 = v1
        row += 1
      }
    }

    /// Adds the part of an edge in one row, column by column.
    @inline(__always)
    private mutating func draw(
      row: Int, from u0: Double, to u1: Double, height: Double, _ side: Double
    ) {
      let low = Swift.min(u0, u1)
      let high = Swift.max(u0, u1)
      let first = Double(box.columns.lowerBound)
      let end = Double(box.columns.upperBound)
      if low >= end { return }
      if low >= first {
        let column = Int(low)
        if high <= Double(column + 1) {
          let area = height * (Double(column + 1) - (u0 + u1) / 2)
          leave(side * area, side * height, row: row, column: column)
          return
        }
      } else if high <= first {
        // What passes left of the box covers all of the row.
        leave(side * height, side * height, row: row, column: box.columns.lowerBound)
        return
      }
      let rise = height / (high - low)
      var x = low
      var done = 0.0
      if low < first {
        done = Swift.min(height, (first - low) * rise)
        leave(side * done, side * done, row: row, column: box.columns.lowerBound)
        x = first
      }
      var column = Int(x)
      while x < high && column < box.columns.upperBound {
        let next = Swift.min(high, Double(column + 1))
        // Up to a point rather than from point to point: the parts then add up to the height.
        let reached = next == high ? height : Swift.min(height, (next - low) * rise)
        let part = side * (reached - done)
        leave(part * (Double(column + 1) - (x + next) / 2), part, row: row, column: column)
        x = next
        done = reached
        column += 1
      }
    }

    @inline(__always)
    private mutating func leave(_ area: Double, _ height: Double, row: Int, column: Int) {
      let r = row - box.rows.lowerBound
      let c = column - box.columns.lowerBound
      let index = r * box.columns.count + c
      traces[index].area += area
      traces[index].height += height
      touched[r * words + c >> 6] |= 1 << UInt64(c & 63)
    }
  }

  // MARK: Cells

  /// Turns the traces into cells and runs, and wipes them.
  private mutating func collect(_ box: RasterWindow) {
    let width = box.columns.count
    let words = (width + 63) / 64
    for row in 0..<box.rows.count {
      let base =
        (box.rows.lowerBound - window.rows.lowerBound + row) * window.columns.count
        + box.columns.lowerBound - window.columns.lowerBound
      var height = 0.0
      var next = 0
      for word in 0..<words {
        var bits = touched[row * words + word]
        if bits == 0 { continue }
        touched[row * words + word] = 0
        while bits != 0 {
          let column = word << 6 + bits.trailingZeroBitCount
          bits &= bits - 1
          if column > next { append(base + next, column - next, height) }
          let trace = traces[row * width + column]
          traces[row * width + column] = Trace()
          append(base + column, 1, height + trace.area)
          height += trace.height
          next = column + 1
        }
      }
      // What reaches over the right side of the window covers the row to its end.
      if next < width { append(base + next, width - next, height) }
    }
  }

  @inline(__always)
  private mutating func append(_ start: Int, _ count: Int, _ covered: Double) {
    if covered < Self.least { return }
    let fraction = covered > 1 - Self.least ? 1 : covered
    if count == 1 {
      cells.append(Int32(truncatingIfNeeded: start))
      fractions.append(fraction)
    } else {
      runs.append(
        Run(
          start: Int32(truncatingIfNeeded: start), count: Int32(truncatingIfNeeded: count),
          fraction: fraction))
    }
  }

  // MARK: Masks

  /// Leaves out the cells that a mask does not have.
  ///
  /// - Parameter allowed: Bit *i* of the words is 1 where cell *i* of the window may count.
  mutating func restrict(to allowed: [UInt64]) {
    let (oldCells, oldFractions, oldRuns, oldZones) = (cells, fractions, runs, zones)
    cells.removeAll(keepingCapacity: true)
    fractions.removeAll(keepingCapacity: true)
    runs.removeAll(keepingCapacity: true)
    zones.removeAll(keepingCapacity: true)
    func isAllowed(_ cell: Int) -> Bool { allowed[cell >> 6] & (1 << UInt64(cell & 63)) != 0 }
    for zone in oldZones {
      let (firstCell, firstRun) = (cells.count, runs.count)
      var covered = 0.0
      for index in zone.cells where isAllowed(Int(oldCells[index])) {
        cells.append(oldCells[index])
        fractions.append(oldFractions[index])
        covered += oldFractions[index]
      }
      for run in oldRuns[zone.runs] {
        var cell = Int(run.start)
        let end = cell + Int(run.count)
        while cell < end {
          if !isAllowed(cell) {
            cell += 1
            continue
          }
          let start = cell
          while cell < end, isAllowed(cell) { cell += 1 }
          append(start, cell - start, run.fraction)
          covered += Double(cell - start) * run.fraction
        }
      }
      zones.append(
        Zone(cells: firstCell..<cells.count, runs: firstRun..<runs.count, covered: covered))
    }
  }
}
