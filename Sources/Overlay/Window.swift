import PlanModel

/// A rectangle, such as that in which the extents of two polygons meet, with its lower left corner as origin.
struct Window {
  var x: Double
  var y: Double
  var width: Double
  var height: Double

  init(x: Double, y: Double, width: Double, height: Double) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  init(_ one: Extent, _ other: Extent) {
    x = Swift.max(one.minX, other.minX)
    y = Swift.max(one.minY, other.minY)
    width = Swift.min(one.maxX, other.maxX) - x
    height = Swift.min(one.maxY, other.maxY) - y
  }

  /// Adds what an edge bounds in the window: its part inside, and level parts where it passes above.
  ///
  /// Where it passes below, it bounds nothing.
  @inline(__always)
  func clip(_ edge: Edge, into pieces: inout [Edge]) {
    if edge.side == 0 || edge.leftX >= x + width || edge.rightX <= x { return }
    let left = Swift.max(edge.leftX - x, 0)
    let right = Swift.min(edge.rightX - x, width)
    if right <= left { return }
    let atLeft = edge.leftX - x >= 0 ? edge.leftY - y : edge.height(at: x) - y
    let atRight =
      edge.rightX - x <= width ? edge.rightY - y : edge.height(at: x + width) - y
    if atLeft <= 0 && atRight <= 0 { return }
    if atLeft >= height && atRight >= height {
      append(left, height, right, height, edge.side, to: &pieces)
      return
    }
    var low = (x: left, y: atLeft)
    var high = (x: right, y: atRight)
    // Both ends are walked inwards, so that an edge through the whole window gives three pieces at most.
    let run = (right - left) / (atRight - atLeft)
    func crossing(_ level: Double) -> Double {
      Swift.min(Swift.max(left + (level - atLeft) * run, left), right)
    }
    if atLeft < 0 {
      low = (crossing(0), 0)
    } else if atLeft > height {
      low = (crossing(height), height)
      append(left, height, low.x, height, edge.side, to: &pieces)
    }
    if atRight < 0 {
      high = (crossing(0), 0)
    } else if atRight > height {
      high = (crossing(height), height)
      append(high.x, height, right, height, edge.side, to: &pieces)
    }
    append(low.x, low.y, high.x, high.y, edge.side, to: &pieces)
  }

  /// Adds the lower of two clipped edges where both are, in the coordinates of the map.
  func appendLower(of one: Edge, _ other: Edge, to products: inout [Edge]) {
    let left = Swift.max(one.leftX, other.leftX)
    let right = Swift.min(one.rightX, other.rightX)
    if right <= left { return }
    let side = one.side * other.side
    let atLeft = one.height(at: left) - other.height(at: left)
    let atRight = one.height(at: right) - other.height(at: right)
    if atLeft <= 0 && atRight <= 0 { return append(one, left, right, side, to: &products) }
    if atLeft >= 0 && atRight >= 0 { return append(other, left, right, side, to: &products) }
    let cut = left + atLeft / (atLeft - atRight) * (right - left)
    append(atLeft < 0 ? one : other, left, cut, side, to: &products)
    append(atLeft < 0 ? other : one, cut, right, side, to: &products)
  }

  /// Adds the part of a clipped edge in a range of x, in the coordinates of the map.
  private func append(
    _ edge: Edge, _ left: Double, _ right: Double, _ side: Double, to products: inout [Edge]
  ) {
    if right <= left { return }
    products.append(
      Edge(
        leftX: x + left, leftY: y + edge.height(at: left), rightX: x + right,
        rightY: y + edge.height(at: right), slope: edge.slope, side: side))
  }

  @inline(__always)
  private func append(
    _ leftX: Double, _ leftY: Double, _ rightX: Double, _ rightY: Double, _ side: Double,
    to pieces: inout [Edge]
  ) {
    let slope = (rightY - leftY) / (rightX - leftX)
    // A run too small for a finite slope bounds no area.
    if rightX <= leftX || !slope.isFinite { return }
    pieces.append(
      Edge(
        leftX: leftX, leftY: leftY, rightX: rightX, rightY: rightY, slope: slope, side: side))
  }
}
