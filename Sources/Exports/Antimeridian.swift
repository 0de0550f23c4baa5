import GEOSBinding

/// Geometries that cross the antimeridian, cut there as RFC 7946 asks in 3.1.9.
///
/// Between two corners of a border the shorter way round the earth is meant; a place's border is never longer.
enum Antimeridian {
  private static let half = Int(180 * GridPosition.perDegree)
  private static let turn = 2 * half

  /// Whether a line through these positions takes the way across, or lies beyond.
  static func crosses(_ positions: [GridPosition]) -> Bool {
    positions.contains { abs($0.x) > half }
      || zip(positions, positions.dropFirst()).contains { abs($1.x - $0.x) > half }
  }

  /// The positions with longitudes that go on past 180°.
  private static func unwrapped(_ positions: [GridPosition]) -> [GridPosition] {
    var result: [GridPosition] = []
    for position in positions {
      var next = position
      if let last = result.last {
        while next.x - last.x > half { next.x -= turn }
        while last.x - next.x > half { next.x += turn }
      }
      result.append(next)
    }
    return result.contains { $0.x < -half }
      ? result.map { GridPosition(line: $0.x + turn, $0.y) } : result
  }

  /// A line as the parts on either side.
  static func parts(of line: [GridPosition]) -> [[GridPosition]] {
    if !crosses(line) { return [line] }
    var parts: [[GridPosition]] = [[]]
    let line = unwrapped(line)
    var isBeyond = line.first.map { $0.x > half } ?? false
    func turned(_ position: GridPosition) -> GridPosition {
      isBeyond ? GridPosition(line: position.x - turn, position.y) : position
    }
    var last: GridPosition?
    for position in line {
      if let last, (position.x > half) != (last.x > half) {
        let share = Double(half - last.x) / Double(position.x - last.x)
        let cut = GridPosition(
          line: half, last.y + Int((share * Double(position.y - last.y)).rounded()))
        parts[parts.count - 1].append(turned(cut))
        isBeyond.toggle()
        parts.append([turned(cut)])
      }
      parts[parts.count - 1].append(turned(position))
      last = position
    }
    return parts.map { part in
      part.enumerated().filter { $0.offset == 0 || part[$0.offset - 1] != $0.element }.map(
        \.element)
    }.filter { $0.count > 1 }
  }

  /// A polygon as the polygons on either side; nil where it does not cross.
  static func parts(of rings: [GridRing]) throws(GEOSError) -> GridPolygons? {
    guard rings.contains(where: { crosses($0.positions) }) else { return nil }
    var whole = rings.map { unwrapped($0.positions) }
    let left = whole[0].map(\.x).min()!
    for hole in whole.indices.dropFirst() where whole[hole].allSatisfy({ $0.x < left }) {
      whole[hole] = whole[hole].map { GridPosition(line: $0.x + turn, $0.y) }
    }
    let context = try GEOSContext()
    var polygon = GridPolygons()
    polygon.add(whole.map { GridRing($0) })
    let read = try context.read(wkb: polygon.wkb { (Double($0.x), Double($0.y)) })
    let shape = try read.isValid() ? read : read.makeValid()
    var result = GridPolygons()
    for (start, shift) in [(-half, 0), (half, turn)] {
      var side = GridPolygons()
      let (low, high) = (-half, half)
      side.add([
        GridRing([
          GridPosition(line: start, low), GridPosition(line: start + turn, low),
          GridPosition(line: start + turn, high), GridPosition(line: start, high),
        ])
      ])
      let box = try context.read(wkb: side.wkb { (Double($0.x), Double($0.y)) })
      guard let part = try shape.intersection(box, gridSize: 1).polygons() else { continue }
      for rings in GridPolygons(whole: try part.wkb()).polygons {
        result.add(
          rings.map { ring in
            GridRing(ring.positions.map { GridPosition(line: $0.x - shift, $0.y) })
          })
      }
    }
    return result
  }
}
