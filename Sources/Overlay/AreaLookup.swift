import PlanModel

/// A grid over some polygons that knows, for most of its cells, the one polygon they lie in.
///
/// Most features of a town lie far from any border of a district. For these the grid tells the district from the
/// extent alone, without a tree and without an edge; near borders it says that it is unsure.
struct AreaLookup: Sendable {
  /// What is known of an extent.
  enum Answer {
    /// Every point of it lies in the polygon of this row, and in no other.
    case inside(Int)
    /// No point of it lies in any polygon.
    case outside
    /// The index must tell.
    case unsure
  }

  private static let none: Int32 = -1
  private static let unsure: Int32 = -2

  private var originX = 0.0
  private var originY = 0.0
  private var perCell = 0.0
  private var columns = 0
  private var rows = 0
  /// The row of the polygon that each cell lies in, or one of the marks above.
  private var cells: [Int32] = []

  /// Builds the grid of an index; one without cells, which is always unsure, where it would not pay.
  ///
  /// - Parameter questions: How many extents will be asked for.
  /// - Complexity: O(*cells* + *edges*), with about eight cells an edge and at most two million.
  init(_ index: PolygonIndex, questions: Int) {
    let edges = index.edges.count
    // Squares and other polygons of few edges have borders in nearly every cell.
    guard index.count > 0, edges / index.count >= 16, questions >= 4 * index.count else { return }
    var total = Extent.empty
    for row in 0..<index.count where index.hasEdges(row) { total.extend(index.extents[row]) }
    let wanted = Double(Swift.min(Swift.max(8 * edges, 1024), 2_000_000))
    let size = (total.width * total.height / wanted).squareRoot()
    guard size > 0, size.isFinite, total.width / size < 1e5, total.height / size < 1e5 else {
      return
    }
    perCell = 1 / size
    originX = total.minX - size / 2
    originY = total.minY - size / 2
    columns = Int(total.width * perCell) + 2
    rows = Int(total.height * perCell) + 2
    cells = Array(repeating: Self.none, count: columns * rows)
    var isBorder: [Bool] = []
    for row in 0..<index.count where index.hasEdges(row) { mark(row, of: index, &isBorder) }
  }

  /// What is known of an extent.
  @inline(__always)
  func find(_ extent: Extent) -> Answer {
    if cells.isEmpty || extent.isEmpty { return .unsure }
    let left = (extent.minX - originX) * perCell
    let right = (extent.maxX - originX) * perCell
    let bottom = (extent.minY - originY) * perCell
    let top = (extent.maxY - originY) * perCell
    if right < 0 || top < 0 || left >= Double(columns) || bottom >= Double(rows) { return .outside }
    // A large extent would touch many cells; the tree is as fast then.
    guard left >= 0, bottom >= 0, right < Double(columns), top < Double(rows), right - left < 4,
      top - bottom < 4
    else { return .unsure }
    let first = cells[Int(bottom) * columns + Int(left)]
    for row in Int(bottom)...Int(top) {
      for column in Int(left)...Int(right) where cells[row * columns + column] != first {
        return .unsure
      }
    }
    return first >= 0 ? .inside(Int(first)) : first == Self.none ? .outside : .unsure
  }

  /// Marks the cells of one polygon: unsure on its border or where it meets another, its row inside.
  private mutating func mark(_ row: Int, of index: PolygonIndex, _ isBorder: inout [Bool]) {
    let extent = index.extents[row]
    let left = column(extent.minX - pad)
    let bottom = self.row(extent.minY - pad)
    let width = column(extent.maxX + pad) - left + 1
    let height = self.row(extent.maxY + pad) - bottom + 1
    isBorder.removeAll(keepingCapacity: true)
    isBorder.append(contentsOf: repeatElement(false, count: width * height))
    for edge in index.edges[index.edgeStarts[row]..<index.edgeStarts[row + 1]] {
      for column in column(edge.leftX - pad)...column(edge.rightX + pad) {
        let start = originX + Double(column) / perCell
        let end = originX + Double(column + 1) / perCell
        var low = edge.lowY
        var high = edge.highY
        if edge.side != 0 {
          let atStart = edge.height(at: Swift.min(Swift.max(start - pad, edge.leftX), edge.rightX))
          let atEnd = edge.height(at: Swift.min(Swift.max(end + pad, edge.leftX), edge.rightX))
          low = Swift.max(low, Swift.min(atStart, atEnd))
          high = Swift.min(high, Swift.max(atStart, atEnd))
        }
        // Rounding may put the two the wrong way round on a level edge.
        let first = self.row(Swift.min(low, high) - pad)
        for cellRow in first...self.row(Swift.max(low, high) + pad) {
          isBorder[(cellRow - bottom) * width + column - left] = true
        }
      }
    }
    for cellRow in 0..<height {
      // Between two borders all cells of a row are on one side.
      var isInside: Bool?
      for cellColumn in 0..<width {
        let cell = (bottom + cellRow) * columns + left + cellColumn
        if isBorder[cellRow * width + cellColumn] {
          cells[cell] = Self.unsure
          isInside = nil
          continue
        }
        let isOwned =
          isInside
          ?? index.owns(
            x: originX + (Double(left + cellColumn) + 0.5) / perCell,
            y: originY + (Double(bottom + cellRow) + 0.5) / perCell, row: row)
        isInside = isOwned
        if isOwned { cells[cell] = cells[cell] == Self.none ? Int32(row) : Self.unsure }
      }
    }
  }

  /// What rounding may move a border by, with room to spare: a millionth of a cell.
  private var pad: Double { 1e-6 / perCell }

  private func column(_ x: Double) -> Int {
    Int(Swift.min(Swift.max((x - originX) * perCell, 0), Double(columns - 1)))
  }

  private func row(_ y: Double) -> Int {
    Int(Swift.min(Swift.max((y - originY) * perCell, 0), Double(rows - 1)))
  }
}
