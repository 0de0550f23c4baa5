/// The most pairs of edges that are looked at one by one.
///
/// A district and a parcel stay below it; dividing a window costs about as much as these pairs.
private let mostPairs = 16_384

/// The area below the edges of both of two polygons, with the signs of their sides: what they share.
///
/// Many edges are divided by halves of the window, across or along, whichever cuts fewer edges. In a half, what
/// passes above counts as the top of the half, where runs that adjoin or cancel become one; so a half holds little
/// more than the edges inside it, and long borders of many corners need no square of their number.
///
/// - Parameters:
///   - width: The width of the window in which the edges lie, whose lower left corner is the origin.
///   - height: The height of the window.
func areaBelowBoth(
  _ mine: ArraySlice<Edge>, _ other: ArraySlice<Edge>, width: Double, height: Double, depth: Int = 0
) -> Double {
  let isFew =
    mine.count * other.count <= mostPairs || Swift.min(mine.count, other.count) <= 16 || depth > 60
  guard !isFew, let halves = halves(mine, other, width: width, height: height) else {
    var area = 0.0
    for edge in other { area += edge.side * areaBelow(mine, and: edge) }
    return area
  }
  var area = 0.0
  for half in halves {
    let own = half.clipped(mine)
    if own.isEmpty { continue }
    let others = half.clipped(other)
    if others.isEmpty { continue }
    area += areaBelowBoth(
      own[...], others[...], width: half.width, height: half.height, depth: depth + 1)
  }
  return area
}

/// Two halves of a window that divide the edges, or nil where most edges would lie in both.
private func halves(
  _ mine: ArraySlice<Edge>, _ other: ArraySlice<Edge>, width: Double, height: Double
) -> [Window]? {
  let total = mine.count + other.count
  // The middle of a sample: where half of the edges lie on either side, near enough.
  let step = Swift.max(1, total / 128)
  var middleX: [Double] = []
  var middleY: [Double] = []
  for position in stride(from: 0, to: total, by: step) {
    let edge =
      position < mine.count
      ? mine[mine.startIndex + position] : other[other.startIndex + position - mine.count]
    middleX.append((edge.leftX + edge.rightX) / 2)
    middleY.append((edge.leftY + edge.rightY) / 2)
  }
  middleX.sort()
  middleY.sort()
  let x = middleX[middleX.count / 2]
  let y = middleY[middleY.count / 2]
  var acrossX = 0
  var acrossY = 0
  for edges in [mine, other] {
    for edge in edges {
      if edge.leftX < x && edge.rightX > x { acrossX += 1 }
      if edge.lowY < y && edge.highY > y { acrossY += 1 }
    }
  }
  let canDivideX = x > 0 && x < width
  let canDivideY = y > 0 && y < height
  let most = total - total / 4
  if canDivideX && acrossX < most && (acrossX <= acrossY || !canDivideY) {
    return [
      Window(x: 0, y: 0, width: x, height: height),
      Window(x: x, y: 0, width: width - x, height: height),
    ]
  }
  if canDivideY && acrossY < most {
    return [
      Window(x: 0, y: 0, width: width, height: y),
      Window(x: 0, y: y, width: width, height: height - y),
    ]
  }
  return nil
}

extension Window {
  /// What some edges bound in the window, with runs along its top put together.
  fileprivate func clipped(_ edges: ArraySlice<Edge>) -> [Edge] {
    var pieces: [Edge] = []
    for edge in edges { clip(edge, into: &pieces) }
    // Where the side along the top changes, and by how much.
    var changes: [(x: Double, side: Double)] = []
    var inside = 0
    for piece in pieces {
      if piece.leftY == height && piece.rightY == height {
        changes.append((piece.leftX, piece.side))
        changes.append((piece.rightX, -piece.side))
      } else {
        pieces[inside] = piece
        inside += 1
      }
    }
    pieces.removeLast(pieces.count - inside)
    // Sides are whole numbers, so their sums are exact in any order.
    changes.sort { $0.x < $1.x }
    var side = 0.0
    var start = 0.0
    var position = 0
    while position < changes.count {
      let x = changes[position].x
      var next = side
      while position < changes.count && changes[position].x == x {
        next += changes[position].side
        position += 1
      }
      if next == side { continue }
      if side != 0 {
        pieces.append(
          Edge(leftX: start, leftY: height, rightX: x, rightY: height, slope: 0, side: side))
      }
      side = next
      start = x
    }
    return pieces
  }
}

/// The area of a polygon below an edge.
private func areaBelow(_ edges: ArraySlice<Edge>, and limit: Edge) -> Double {
  var area = 0.0
  for edge in edges {
    let left = Swift.max(edge.leftX, limit.leftX)
    let right = Swift.min(edge.rightX, limit.rightX)
    if right <= left { continue }
    let atLeft = edge.height(at: left)
    let atRight = edge.height(at: right)
    let limitAtLeft = limit.height(at: left)
    let limitAtRight = limit.height(at: right)
    let aboveLeft = atLeft - limitAtLeft
    let aboveRight = atRight - limitAtRight
    var below: Double
    if aboveLeft <= 0 && aboveRight <= 0 {
      below = (atLeft + atRight) / 2 * (right - left)
    } else if aboveLeft >= 0 && aboveRight >= 0 {
      below = (limitAtLeft + limitAtRight) / 2 * (right - left)
    } else {
      let share = aboveLeft / (aboveLeft - aboveRight)
      let cut = share * (right - left)
      let atCut = atLeft + share * (atRight - atLeft)
      let start = aboveLeft < 0 ? atLeft : limitAtLeft
      let end = aboveLeft < 0 ? limitAtRight : atRight
      below = (start + atCut) / 2 * cut + (atCut + end) / 2 * (right - left - cut)
    }
    area += edge.side * below
  }
  return area
}
