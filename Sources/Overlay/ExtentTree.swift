import PlanModel

/// A packed tree of extents that answers which rows meet an extent.
///
/// Sort-tile-recursive packing (Leutenegger, Lopez, Edgington 1997, "STR: a simple and efficient algorithm
/// for R-tree packing"): built once, never changed, laid out level by level in one array.
struct ExtentTree: Sendable {
  private static let fanOut = 16
  /// The rows in the order of the leaves.
  private var rows: [Int32]
  /// The extents of all levels, leaves first.
  private var boxes: [Extent]
  /// Where each level starts in `boxes`.
  private var levels: [Int]

  /// Builds the tree; rows with an empty extent are never found.
  init(_ extents: [Extent]) {
    let present = extents.indices.filter { !extents[$0].isEmpty }
    let keys = present.map { (row: Int32($0), x: extents[$0].minX + extents[$0].maxX) }
    // Rows break ties, so that the order does not depend on the sort.
    let byX = keys.sorted { ($0.x, $0.row) < ($1.x, $1.row) }
    let leaves = (present.count + Self.fanOut - 1) / Self.fanOut
    let slices = Swift.max(1, Int(Double(leaves).squareRoot().rounded(.up)))
    let sliceSize = Swift.max(1, (leaves + slices - 1) / slices * Self.fanOut)
    rows = []
    rows.reserveCapacity(present.count)
    for start in stride(from: 0, to: byX.count, by: sliceSize) {
      let slice = byX[start..<Swift.min(byX.count, start + sliceSize)].map {
        (row: $0.row, y: extents[Int($0.row)].minY + extents[Int($0.row)].maxY)
      }
      rows += slice.sorted { ($0.y, $0.row) < ($1.y, $1.row) }.map(\.row)
    }
    boxes = rows.map { extents[Int($0)] }
    levels = [0]
    var start = 0
    while boxes.count - start > 1 {
      let end = boxes.count
      levels.append(end)
      for first in stride(from: start, to: end, by: Self.fanOut) {
        var box = Extent.empty
        for child in first..<Swift.min(end, first + Self.fanOut) { box.extend(boxes[child]) }
        boxes.append(box)
      }
      start = end
    }
  }

  /// Replaces `found` by the rows whose extents meet `extent`, ascending.
  func find(_ extent: Extent, into found: inout [Int32], scratch: inout [Int32]) {
    found.removeAll(keepingCapacity: true)
    if boxes.isEmpty || extent.isEmpty { return }
    scratch.removeAll(keepingCapacity: true)
    scratch.append(Int32(boxes.count - 1))
    scratch.append(Int32(levels.count - 1))
    while let level = scratch.popLast().map(Int.init) {
      let node = Int(scratch.removeLast())
      if level == 0 {
        if boxes[node].meets(extent) { found.append(rows[node]) }
        continue
      }
      let first = levels[level - 1] + (node - levels[level]) * Self.fanOut
      let end = Swift.min(levels[level], first + Self.fanOut)
      for child in first..<end where boxes[child].meets(extent) {
        if level == 1 {
          found.append(rows[child])
        } else {
          scratch.append(Int32(child))
          scratch.append(Int32(level - 1))
        }
      }
    }
    if found.count > 1 { found.sort() }
  }
}
