import PlanModel

/// One geometry as GeoJSON, from the structure of its bytes and coordinates that were converted to degrees before.
struct GeometryText {
  let x: [Double]
  let y: [Double]
  /// The position of the coordinate that comes next.
  var next: Int
  var cursor: WKBCursor

  /// Adds the geometry, and says whether rounding has left anything of it.
  mutating func add(to json: inout JSONBytes) throws -> Bool {
    switch try cursor.type() {
    case 1:
      json.add("{\"type\":\"Point\",\"coordinates\":")
      Self.add(try points(1)[0], to: &json)
    case 2:
      guard let line = try line() else { return false }
      Self.add(Antimeridian.parts(of: line), isMultiple: false, to: &json)
      return true
    case 3: return Self.add(try polygons(1, areParts: false), isMultiple: false, to: &json)
    case 4:
      json.add("{\"type\":\"MultiPoint\",\"coordinates\":")
      var all: [GridPosition] = []
      for _ in 0..<(try cursor.count()) {
        _ = try cursor.type()
        all += try points(1)
      }
      Self.add(all, to: &json)
    case 5:
      var lines: [[GridPosition]] = []
      for _ in 0..<(try cursor.count()) {
        _ = try cursor.type()
        if let line = try line() { lines += Antimeridian.parts(of: line) }
      }
      if lines.isEmpty { return false }
      Self.add(lines, isMultiple: true, to: &json)
      return true
    case 6:
      return Self.add(
        try polygons(try cursor.count(), areParts: true), isMultiple: true, to: &json)
    default:
      json.add("{\"type\":\"GeometryCollection\",\"geometries\":[")
      var isFirst = true
      for _ in 0..<(try cursor.count()) {
        var part = JSONBytes()
        if try !add(to: &part) { continue }
        if !isFirst { json.add(",") }
        isFirst = false
        json.add(part.bytes)
      }
      json.add("]")
    }
    json.add("}")
    return true
  }

  /// The next points, rounded to the grid.
  private mutating func points(_ count: Int) throws -> [GridPosition] {
    try cursor.skip(count)
    defer { next += count }
    return (next..<next + count).map { GridPosition(x[$0], y[$0]) }
  }

  /// The next line without repeated positions; nil where one position is left.
  private mutating func line() throws -> [GridPosition]? {
    var line: [GridPosition] = []
    for position in try points(try cursor.count()) where line.last != position {
      line.append(position)
    }
    return line.count > 1 ? line : nil
  }

  private mutating func polygons(_ count: Int, areParts: Bool) throws -> GridPolygons {
    var polygons = GridPolygons()
    for _ in 0..<count {
      if areParts { _ = try cursor.type() }
      var rings: [GridRing?] = []
      for _ in 0..<(try cursor.count()) { rings.append(GridRing(try points(try cursor.count()))) }
      // Where GEOS gives up, the polygon stays in one.
      if let outer = rings.first, outer != nil,
        let parts = try? Antimeridian.parts(of: rings.compactMap { $0 })
      {
        for part in parts.polygons { polygons.add(part) }
      } else {
        polygons.add(rings)
      }
    }
    return polygons.mended()
  }

  /// Adds lines; a single one stays single unless it was cut.
  private static func add(
    _ lines: [[GridPosition]], isMultiple: Bool, to json: inout JSONBytes
  ) {
    if lines.count == 1, !isMultiple {
      json.add("{\"type\":\"LineString\",\"coordinates\":")
      add(lines[0], to: &json)
    } else {
      json.add("{\"type\":\"MultiLineString\",\"coordinates\":")
      addList(lines, to: &json) { add($0, to: &$1) }
    }
    json.add("}")
  }

  /// Adds polygons; a single one stays single unless mending has split it.
  private static func add(
    _ grid: GridPolygons, isMultiple: Bool, to json: inout JSONBytes
  ) -> Bool {
    let polygons = grid.polygons
    if polygons.isEmpty { return false }
    if polygons.count == 1, !isMultiple {
      json.add("{\"type\":\"Polygon\",\"coordinates\":")
      add(polygons[0], to: &json)
    } else {
      json.add("{\"type\":\"MultiPolygon\",\"coordinates\":")
      addList(polygons, to: &json) { add($0, to: &$1) }
    }
    json.add("}")
    return true
  }

  /// Adds a polygon: the outer ring counter-clockwise, holes clockwise.
  private static func add(_ rings: [GridRing], to json: inout JSONBytes) {
    json.add(UInt8(ascii: "["))
    for (position, ring) in rings.enumerated() {
      if position > 0 { json.add(UInt8(ascii: ",")) }
      let isRight = (ring.turn > 0) == (position == 0)
      add(isRight ? ring.positions : ring.positions.reversed(), to: &json)
    }
    json.add(UInt8(ascii: "]"))
  }

  private static func add(_ line: [GridPosition], to json: inout JSONBytes) {
    addList(line, to: &json) { add($0, to: &$1) }
  }

  private static func add(_ position: GridPosition, to json: inout JSONBytes) {
    json.add(UInt8(ascii: "["))
    json.add(position.longitude, decimals: 7)
    json.add(UInt8(ascii: ","))
    json.add(position.latitude, decimals: 7)
    json.add(UInt8(ascii: "]"))
  }

  private static func addList<Item>(
    _ items: [Item], to json: inout JSONBytes, _ add: (Item, inout JSONBytes) -> Void
  ) {
    json.add(UInt8(ascii: "["))
    for (position, item) in items.enumerated() {
      if position > 0 { json.add(UInt8(ascii: ",")) }
      add(item, &json)
    }
    json.add(UInt8(ascii: "]"))
  }
}
