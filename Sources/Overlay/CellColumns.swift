import GEOSBinding
import PlanModel

/// Cells of a grid, or what districts leave of them, as columns; by district, row and column.
struct CellColumns: Sendable {
  /// The district of each cell.
  var district: [Int32] = []
  /// The row of each cell in the grid.
  var row: [Int] = []
  /// The column of each cell in the grid.
  var column: [Int] = []
  /// The area of each cell, m².
  var area: [Double] = []
  /// The well-known binary of all cells, one after another.
  var bytes: [UInt8] = []
  /// Where each cell starts, and where the last one ends.
  var offsets = [0]

  /// The number of cells.
  var count: Int { area.count }

  /// Takes what was written to the end of `bytes` as a cell; drops it where it has no area.
  mutating func close(district: Int, column: Int, row: Int) {
    let start = offsets[offsets.count - 1]
    // Safe: the span is of an array that is not changed while the span lives.
    let measure = unsafe RowMeasure(wkb: bytes.span.bytes.extracting(start..<bytes.count))
    guard let measure, measure.area > 0 else {
      bytes.removeSubrange(start...)
      return
    }
    self.district.append(Int32(district))
    self.row.append(row)
    self.column.append(column)
    area.append(measure.area)
    offsets.append(bytes.count)
  }

  /// The place of a cell, or nil where there is none.
  ///
  /// - Complexity: O(log *cells*).
  func position(district: Int32, row: Int, column: Int) -> Int? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if (self.district[middle], self.row[middle], self.column[middle]) < (district, row, column) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    guard low < count, self.district[low] == district, self.row[low] == row,
      self.column[low] == column
    else { return nil }
    return low
  }
}

extension CellColumns {
  /// The cells of some chunks in their order, without those under 1 m² that a neighbour in the district took over.
  ///
  /// Each chunk is let go as soon as it is copied, so that the cells are in memory once and a bit.
  init(
    joining chunks: consuming [CellColumns], grid: UnitGrid, ladder: OverlayLadder
  ) throws {
    var chunks = chunks
    let cells = chunks.reduce(0) { $0 + $1.count }
    district.reserveCapacity(cells)
    row.reserveCapacity(cells)
    column.reserveCapacity(cells)
    area.reserveCapacity(cells)
    for chunk in chunks {
      district += chunk.district
      row += chunk.row
      column += chunk.column
      area += chunk.area
    }
    let slivers = try Slivers(of: self, in: chunks, grid: grid, ladder: ladder)
    bytes.reserveCapacity(chunks.reduce(0) { $0 + $1.bytes.count })
    offsets.reserveCapacity(cells + 1)
    var cell = 0
    for position in chunks.indices {
      let chunk = chunks[position]
      chunks[position] = CellColumns()
      if slivers.merged.isEmpty {
        let first = bytes.count
        bytes += chunk.bytes
        for offset in chunk.offsets.dropFirst() { offsets.append(first + offset) }
        continue
      }
      for local in 0..<chunk.count {
        if !slivers.merged.contains(cell) {
          bytes += slivers.grown[cell]?.bytes[...] ?? chunk.wkb(local)
          offsets.append(bytes.count)
          area[cell] = slivers.grown[cell]?.area ?? area[cell]
        }
        cell += 1
      }
    }
    if slivers.merged.isEmpty { return }
    var kept = 0
    for cell in 0..<cells where !slivers.merged.contains(cell) {
      district[kept] = district[cell]
      row[kept] = row[cell]
      column[kept] = column[cell]
      area[kept] = area[cell]
      kept += 1
    }
    district.removeSubrange(kept...)
    row.removeSubrange(kept...)
    column.removeSubrange(kept...)
    area.removeSubrange(kept...)
  }

  /// The well-known binary of a cell.
  func wkb(_ cell: Int) -> ArraySlice<UInt8> { bytes[offsets[cell]..<offsets[cell + 1]] }
}

/// What becomes of cells under 1 m²: each goes to the largest of its neighbours in the district.
private struct Slivers {
  /// Cells that took some in, with what they are now.
  var grown: [Int: (bytes: [UInt8], area: Double)] = [:]
  /// Cells that are no more.
  var merged: Set<Int> = []

  /// - Parameters:
  ///   - cells: All cells, without their polygons.
  ///   - chunks: The polygons.
  init(
    of cells: CellColumns, in chunks: [CellColumns], grid: UnitGrid, ladder: OverlayLadder
  ) throws {
    let least = 1.0
    var chunk = 0
    var first = 0
    for cell in 0..<cells.count where cells.area[cell] < least {
      while cell >= first + chunks[chunk].count {
        first += chunks[chunk].count
        chunk += 1
      }
      let neighbours = grid.neighbours(column: cells.column[cell], row: cells.row[cell])
        .compactMap {
          cells.position(district: cells.district[cell], row: $0.row, column: $0.column)
        }.filter { cells.area[$0] >= least }
      // Of equal neighbours the first in the order of the cells.
      guard
        let largest = neighbours.max(by: { (cells.area[$0], -$0) < (cells.area[$1], -$1) })
      else { continue }
      let before = grown[largest] ?? (Self.wkb(largest, in: chunks), cells.area[largest])
      let union = ladder.union(
        [
          try ladder.context.read(wkb: before.bytes),
          try ladder.context.read(wkb: Array(chunks[chunk].wkb(cell - first))),
        ], expected: before.area + cells.area[cell])
      guard let geometry = union.geometry, union.isExact else { continue }
      let bytes = try geometry.wkb()
      grown[largest] = (bytes, RowMeasure(bytes)?.area ?? 0)
      merged.insert(cell)
    }
  }

  private static func wkb(_ cell: Int, in chunks: [CellColumns]) -> [UInt8] {
    var local = cell
    for chunk in chunks {
      if local < chunk.count { return Array(chunk.wkb(local)) }
      local -= chunk.count
    }
    return []
  }
}
