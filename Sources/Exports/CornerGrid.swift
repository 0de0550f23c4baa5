/// Corners by the square they lie in, to find those near a place.
struct CornerGrid {
  private let left: Double
  private let low: Double
  /// The side of a square.
  let side: Double
  private let columns: Int
  private let rows: Int
  /// The corners, square by square.
  private let corners: [Int32]
  /// Where each square starts in `corners`, and where the last one ends.
  private let starts: [Int]

  /// Sorts corners into squares that hold about two each.
  init(x: [Double], y: [Double]) {
    left = x.min() ?? 0
    low = y.min() ?? 0
    let width = max((x.max() ?? 0) - left, 1e-9)
    let height = max((y.max() ?? 0) - low, 1e-9)
    // Long and narrow layers must not have more squares than corners.
    let count = Double(max(1, x.count / 2))
    let side = max((width * height / count).squareRoot(), max(width, height) / count)
    self.side = side
    columns = Int(width / side) + 1
    rows = Int(height / side) + 1
    var starts = Array(repeating: 0, count: columns * rows + 1)
    var squares: [Int] = []
    squares.reserveCapacity(x.count)
    for k in x.indices {
      let square = Int((y[k] - low) / side) * columns + Int((x[k] - left) / side)
      squares.append(square)
      starts[square + 1] += 1
    }
    for square in 0..<columns * rows { starts[square + 1] += starts[square] }
    var next = starts
    var corners = Array(repeating: Int32(0), count: x.count)
    for (corner, square) in squares.enumerated() {
      corners[next[square]] = Int32(corner)
      next[square] += 1
    }
    self.corners = corners
    self.starts = starts
  }

  /// Whether something holds for all corners of the squares that a rectangle touches; stops at the first for which it does not.
  func allIn(
    _ xs: ClosedRange<Double>, _ ys: ClosedRange<Double>, _ holds: (Int32) -> Bool
  ) -> Bool {
    let first = max(0, min(columns - 1, Int((xs.lowerBound - left) / side)))
    let last = max(0, min(columns - 1, Int((xs.upperBound - left) / side)))
    let bottom = max(0, min(rows - 1, Int((ys.lowerBound - low) / side)))
    let top = max(0, min(rows - 1, Int((ys.upperBound - low) / side)))
    for row in bottom...top {
      for place in starts[row * columns + first]..<starts[row * columns + last + 1]
      where !holds(corners[place]) {
        return false
      }
    }
    return true
  }
}
