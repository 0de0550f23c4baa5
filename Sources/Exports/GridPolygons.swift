import GEOSBinding
import PlanModel

/// A position on the grid of GeoJSON, in ten-millionths of a degree: the seven digits that are written.
struct GridPosition: Hashable {
  var x: Int
  var y: Int

  /// Grid lines in a degree.
  static let perDegree = 1e7

  init(_ x: Double, _ y: Double) {
    self.x = Self.line(x)
    self.y = Self.line(y)
  }

  /// The position on two grid lines.
  init(line x: Int, _ y: Int) {
    self.x = x
    self.y = y
  }

  /// The nearest grid line; the model holds no coordinates that have none.
  private static func line(_ degrees: Double) -> Int {
    Int(exactly: (degrees * perDegree).rounded(.toNearestOrAwayFromZero)) ?? 0
  }

  /// The longitude as whoever reads the file gets it.
  var longitude: Double { Double(x) / Self.perDegree }
  /// The latitude as whoever reads the file gets it.
  var latitude: Double { Double(y) / Self.perDegree }
}

/// A closed ring on the grid.
struct GridRing {
  /// The first position stands again at the end.
  var positions: [GridPosition]

  /// The ring without repeated positions; nil where fewer than three are left or all lie on one line.
  init?(_ open: some Sequence<GridPosition>) {
    var positions: [GridPosition] = []
    for position in open where positions.last != position { positions.append(position) }
    while positions.count > 1, positions.first == positions.last { positions.removeLast() }
    guard positions.count > 2 else { return nil }
    positions.append(positions[0])
    self.positions = positions
    // A bow-tie may have no signed area and enclose ground all the same.
    let (a, b) = (positions[0], positions[1])
    let isLine = positions.allSatisfy {
      Double(b.x - a.x) * Double($0.y - a.y) == Double(b.y - a.y) * Double($0.x - a.x)
    }
    if isLine { return nil }
  }

  /// Twice the signed area; positive: counter-clockwise.
  var turn: Double {
    let first = positions[0]
    var sum = 0.0
    for (a, b) in zip(positions, positions.dropFirst()) {
      sum += Double(a.x - first.x) * Double(b.y - first.y)
      sum -= Double(b.x - first.x) * Double(a.y - first.y)
    }
    return sum
  }

  /// Whether it is seen at once that no edge touches another: few edges, close together, all apart by exact arithmetic.
  ///
  /// Says no where it does not know.
  var isPlain: Bool {
    let edges = positions.count - 1
    // Products of differences below a million stay far below 2⁶³; more edges are a case for a sweep.
    guard edges <= 24, extent < 1_000_000 else { return false }
    for i in 0..<edges {
      let (a, b) = (positions[i], positions[i + 1])
      let next = positions[i + 2 <= edges ? i + 2 : 1]
      if Self.cross(a, b, next) == 0,
        (b.x - a.x) * (next.x - b.x) + (b.y - a.y) * (next.y - b.y) < 0
      {
        return false
      }
      for j in stride(from: i + 2, to: edges, by: 1) where !(i == 0 && j == edges - 1) {
        if !Self.areApart(a, b, positions[j], positions[j + 1]) { return false }
      }
    }
    return true
  }

  private var extent: Int {
    let xs = positions.map(\.x)
    let ys = positions.map(\.y)
    return max(xs.max()! - xs.min()!, ys.max()! - ys.min()!)
  }

  private static func cross(_ a: GridPosition, _ b: GridPosition, _ c: GridPosition) -> Int {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
  }

  private static func areApart(
    _ a: GridPosition, _ b: GridPosition, _ c: GridPosition, _ d: GridPosition
  ) -> Bool {
    if max(a.x, b.x) < min(c.x, d.x) || max(c.x, d.x) < min(a.x, b.x) { return true }
    if max(a.y, b.y) < min(c.y, d.y) || max(c.y, d.y) < min(a.y, b.y) { return true }
    return cross(a, b, c).signum() * cross(a, b, d).signum() > 0
      || cross(c, d, a).signum() * cross(c, d, b).signum() > 0
  }
}

/// Polygons on the grid, the outer ring of each first.
struct GridPolygons {
  private(set) var polygons: [[GridRing]] = []

  /// Adds a polygon; nothing where its outer ring encloses nothing.
  mutating func add(_ rings: [GridRing?]) {
    guard let first = rings.first, let outer = first else { return }
    polygons.append([outer] + rings.dropFirst().compactMap { $0 })
  }

  /// The same ground as valid polygons on the grid.
  ///
  /// Rounding moves positions by up to a centimetre, so narrow places may close and parts may come to touch along an
  /// edge. What is valid stays as it is; the rest is mended by GEOS, which drops what has no area left.
  func mended() -> GridPolygons {
    if polygons.count == 1, polygons[0].count == 1, polygons[0][0].isPlain { return self }
    // Where GEOS gives up, the rounded polygons are the best there is.
    guard !polygons.isEmpty, let context = try? GEOSContext(), let mended = try? mended(by: context)
    else { return self }
    return mended
  }

  private func mended(by context: GEOSContext) throws(GEOSError) -> GridPolygons {
    // In degrees, as readers check it; there, points in the middle of an edge lie beside it.
    if try context.read(wkb: wkb()).isValid() { return self }
    let whole = try context.read(wkb: wkb { (Double($0.x), Double($0.y)) })
    guard let valid = try whole.makeValid().polygons(), let result = try valid.onGrid(1).polygons()
    else { return GridPolygons() }
    return GridPolygons(whole: try result.wkb())
  }

  /// Polygons from well-known binary in grid units.
  init(whole wkb: [UInt8]) {
    var cursor = WKBCursor(GeometryColumn(rows: [wkb]), row: 0)
    // GEOS wrote the bytes itself.
    try? read(&cursor)
  }

  init() {}

  private mutating func read(_ cursor: inout WKBCursor) throws(WKBCursor.Malformed) {
    let isPolygon = try cursor.type() == 3
    let count = try cursor.count()
    if !isPolygon {
      for _ in 0..<count { try read(&cursor) }
      return
    }
    var rings: [GridRing?] = []
    for _ in 0..<count {
      var x: [Double] = []
      var y: [Double] = []
      try cursor.coordinates(try cursor.count(), x: &x, y: &y)
      rings.append(
        GridRing(
          zip(x, y).map {
            GridPosition($0 / GridPosition.perDegree, $1 / GridPosition.perDegree)
          }))
    }
    add(rings)
  }

  /// The polygons as well-known binary, in degrees unless another place is given for a position.
  func wkb(
    _ place: (GridPosition) -> (Double, Double) = { ($0.longitude, $0.latitude) }
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    func add(_ value: UInt32) { for k in 0..<4 { bytes.append(UInt8(value >> (8 * k) & 0xFF)) } }
    func add(_ value: Double) {
      for k in 0..<8 { bytes.append(UInt8(value.bitPattern >> UInt64(8 * k) & 0xFF)) }
    }
    if polygons.count != 1 {
      bytes.append(1)
      add(UInt32(6))
      add(UInt32(polygons.count))
    }
    for rings in polygons {
      bytes.append(1)
      add(UInt32(3))
      add(UInt32(rings.count))
      for ring in rings {
        add(UInt32(ring.positions.count))
        for position in ring.positions {
          let (x, y) = place(position)
          add(x)
          add(y)
        }
      }
    }
    return bytes
  }
}
