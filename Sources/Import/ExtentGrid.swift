import PlanModel

/// Finds the extents that meet another, by the squares of a grid that they lie in.
struct ExtentGrid: Sendable {
  private struct Cell: Hashable, Sendable {
    let column: Int32
    let row: Int32
  }
  private let side: Double
  private var cells: [Cell: [Int32]] = [:]
  private let extents: [Extent]
  /// Extents over more squares than that are looked at each time.
  private static let most = 400.0
  private var large: [Int32] = []

  /// Puts extents into squares of a side, in units of the coordinates.
  init(_ extents: [Extent], side: Double) {
    self.side = side
    self.extents = extents
    for (index, extent) in extents.enumerated() where !extent.isEmpty {
      if (extent.width / side + 1) * (extent.height / side + 1) > Self.most {
        large.append(Int32(index))
        continue
      }
      for cell in Self.cells(of: extent, side) { cells[cell, default: []].append(Int32(index)) }
    }
  }

  private static func cells(of extent: Extent, _ side: Double) -> [Cell] {
    func number(_ value: Double) -> Int32 {
      Int32(Swift.max(-1e9, Swift.min(1e9, (value / side).rounded(.down))))
    }
    var result: [Cell] = []
    for column in number(extent.minX)...number(extent.maxX) {
      for row in number(extent.minY)...number(extent.maxY) {
        result.append(Cell(column: column, row: row))
      }
    }
    return result
  }

  /// The positions of extents that meet one, ascending.
  func meeting(_ extent: Extent) -> [Int] {
    var found = Set(large)
    for cell in Self.cells(of: extent, side) { found.formUnion(cells[cell] ?? []) }
    return found.map(Int.init).filter { extents[$0].meets(extent) }.sorted()
  }
}
