import Foundation

/// What RFC 7946 has to say of a text that claims to be GeoJSON.
///
/// It knows two kinds of findings: what the RFC demands (MUST, and the grammar of section 3), and what it advises (SHOULD) or what is
/// no ground on the earth. What we write has neither.
struct GeoJSONLint {
  /// A rule, named as tests name it.
  enum Rule: String, CaseIterable {
    // Demands.
    case json, duplicateMember, type, member, features, geometry, properties, id, coordinates,
      position
    case shortLine, shortRing, openRing, winding, boundingBox, changedMeaning
    // Advice.
    case precision, dimensions, nestedCollection, singleCollection, crs, range, antimeridian
    case repeatedPosition, crossing, holeOutside

    var isDemand: Bool { Self.advice.contains(self) == false }

    private static let advice: Set<Rule> = [
      .precision, .dimensions, .nestedCollection, .singleCollection, .crs, .range, .antimeridian,
      .repeatedPosition, .crossing, .holeOutside,
    ]
  }

  /// The rules that are broken.
  private(set) var findings: Set<Rule> = []
  /// All longitudes and latitudes that were read, for the bounds.
  private var positions: [(x: Double, y: Double)] = []

  private static let depths = [
    "Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2,
    "MultiPolygon": 3,
  ]

  init(_ data: Data) {
    do {
      object(try JSONText(parsing: Array(data)))
    } catch {
      findings = [.json]
    }
  }

  /// Notes a rule as broken where a statement does not hold, and gives the statement.
  @discardableResult
  private mutating func check(_ rule: Rule, _ holds: Bool) -> Bool {
    if !holds { findings.insert(rule) }
    return holds
  }

  private mutating func object(_ json: JSONText) {
    guard check(.type, json.isObject) else { return }
    switch json["type"]?.text {
    case "FeatureCollection": collection(json)
    case "Feature": feature(json)
    default: geometry(json)
    }
  }

  private mutating func members(of json: JSONText, without forbidden: [String]) {
    guard case .object(let members) = json else { return }
    check(.duplicateMember, Set(members.map(\.name)).count == members.count)
    check(.changedMeaning, !members.contains { forbidden.contains($0.name) })
    check(.crs, json["crs"] == nil)
  }

  private mutating func collection(_ json: JSONText) {
    members(of: json, without: ["coordinates", "geometries", "geometry", "properties"])
    let start = positions.count
    guard let features = json["features"]?.elements else {
      findings.insert(.features)
      return
    }
    for item in features {
      if check(.features, item["type"]?.text == "Feature") { feature(item) }
    }
    bounds(of: json, from: start)
    let ids = features.compactMap { item -> String? in
      switch item["id"] {
      case .string(let text): "\"" + text
      case .digits(let digits): digits
      default: nil
      }
    }
    check(.id, Set(ids).count == ids.count)
  }

  private mutating func feature(_ json: JSONText) {
    members(of: json, without: ["coordinates", "geometries", "features"])
    if let id = json["id"] { check(.id, id.text != nil || id.number != nil) }
    let properties = json["properties"]
    if check(.properties, properties.map { $0.isObject || $0.isNull } ?? false),
      case .object(let members)? = properties
    {
      check(.duplicateMember, Set(members.map(\.name)).count == members.count)
    }
    let start = positions.count
    if let shape = json["geometry"] {
      if !shape.isNull, check(.geometry, shape.isObject) { geometry(shape) }
    } else {
      findings.insert(.geometry)
    }
    bounds(of: json, from: start)
  }

  private mutating func geometry(_ json: JSONText) {
    members(of: json, without: ["geometry", "properties", "features"])
    let start = positions.count
    guard let type = json["type"]?.text else {
      findings.insert(.type)
      return
    }
    if type == "GeometryCollection" {
      guard let parts = json["geometries"]?.elements else {
        findings.insert(.member)
        return
      }
      check(.singleCollection, parts.count != 1)
      for part in parts {
        guard check(.geometry, part.isObject) else { continue }
        check(.nestedCollection, part["type"]?.text != "GeometryCollection")
        geometry(part)
      }
    } else if let depth = Self.depths[type] {
      guard let coordinates = json["coordinates"] else {
        findings.insert(.member)
        return
      }
      walk(
        coordinates, depth: depth, isArea: type.hasSuffix("Polygon"),
        isLine: type.hasSuffix("LineString"))
    } else {
      findings.insert(.type)
    }
    bounds(of: json, from: start)
  }

  private mutating func walk(_ json: JSONText, depth: Int, isArea: Bool, isLine: Bool) {
    if depth == 0 {
      if let place = position(json) { positions.append(place) }
      return
    }
    guard let parts = json.elements else {
      findings.insert(.coordinates)
      return
    }
    if isArea, depth == 2 {
      polygon(parts)
    } else if isLine, depth == 1 {
      line(parts)
    } else {
      for part in parts { walk(part, depth: depth - 1, isArea: isArea, isLine: isLine) }
    }
  }

  private mutating func position(_ json: JSONText) -> (x: Double, y: Double)? {
    guard let parts = json.elements else {
      findings.insert(.coordinates)
      return nil
    }
    let numbers = parts.compactMap(\.number)
    guard check(.position, numbers.count == parts.count && numbers.count > 1) else { return nil }
    check(.dimensions, numbers.count == 2)
    for part in parts.prefix(2) {
      if case .digits(let digits) = part {
        check(.precision, (digits.firstIndex(of: ".").map { digits[$0...].count - 1 } ?? 0) <= 7)
      }
    }
    check(.range, abs(numbers[0]) <= 180 && abs(numbers[1]) <= 90)
    return (numbers[0], numbers[1])
  }

  private mutating func places(_ parts: [JSONText]) -> [(x: Double, y: Double)]? {
    let places = parts.compactMap { position($0) }
    guard places.count == parts.count else { return nil }
    positions += places
    check(.antimeridian, zip(places, places.dropFirst()).allSatisfy { abs($0.x - $1.x) <= 180 })
    check(.repeatedPosition, zip(places, places.dropFirst()).allSatisfy { $0 != $1 })
    return places
  }

  private mutating func line(_ parts: [JSONText]) {
    guard let places = places(parts) else { return }
    check(.shortLine, places.count > 1)
  }

  private mutating func polygon(_ parts: [JSONText]) {
    var rings: [PlainRing] = []
    for (number, part) in parts.enumerated() {
      guard let elements = part.elements else {
        findings.insert(.coordinates)
        continue
      }
      guard let places = places(elements) else { continue }
      check(.shortRing, places.count > 3)
      let widths = elements.compactMap { $0.elements?.count }
      guard
        check(
          .openRing, places.first.map { $0 == places.last! } ?? false && widths.first == widths.last
        )
      else { continue }
      let ring = PlainRing(places)
      check(.winding, number == 0 ? ring.turn > 0 : ring.turn < 0)
      check(.crossing, !ring.crossesItself)
      for other in rings { check(.crossing, !ring.crosses(other)) }
      if number > 0, let outer = rings.first { check(.holeOutside, outer.holds(ring)) }
      rings.append(ring)
    }
  }

  /// The bounds of what was read since `start`; a box whose west is greater than its east goes across the antimeridian.
  private mutating func bounds(of json: JSONText, from start: Int) {
    guard let box = json["bbox"] else { return }
    let numbers = box.elements?.compactMap(\.number) ?? []
    guard
      check(.boundingBox, numbers.count == box.elements?.count && [4, 6].contains(numbers.count))
    else { return }
    let half = numbers.count / 2
    let (west, south) = (numbers[0], numbers[1])
    let (east, north) = (numbers[half], numbers[half + 1])
    let inside = positions[start...].allSatisfy { place in
      let isBetween =
        west <= east ? west <= place.x && place.x <= east : place.x >= west || place.x <= east
      return isBetween && south <= place.y && place.y <= north
    }
    check(.boundingBox, inside && south <= north)
  }
}

/// A closed ring, looked at by trying all pairs of its edges.
private struct PlainRing {
  typealias Place = (x: Double, y: Double)
  let places: [Place]

  init(_ places: [Place]) { self.places = places }

  /// Twice the signed area, from the first corner so that few digits are lost.
  var turn: Double {
    let origin = places[0]
    return zip(places, places.dropFirst()).map { Self.cross(origin, $0, $1) }.reduce(0, +)
  }

  private var edges: [(Place, Place)] { Array(zip(places, places.dropFirst())) }

  private static func cross(_ a: Place, _ b: Place, _ c: Place) -> Double {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
  }

  /// Whether two edges cross in a point that is inside both.
  private static func cross(_ a: (Place, Place), _ b: (Place, Place)) -> Bool {
    cross(a.0, a.1, b.0) * cross(a.0, a.1, b.1) < 0
      && cross(b.0, b.1, a.0) * cross(b.0, b.1, a.1) < 0
  }

  var crossesItself: Bool {
    let edges = edges
    return edges.indices.contains { i in
      edges[(i + 1)...].contains { Self.cross(edges[i], $0) }
    }
  }

  func crosses(_ other: PlainRing) -> Bool {
    let theirs = other.edges
    return edges.contains { edge in theirs.contains { Self.cross(edge, $0) } }
  }

  /// Whether a corner of another ring lies within this one or on it, by counting the edges to its right.
  func holds(_ other: PlainRing) -> Bool {
    other.places.contains { place in
      edges.reduce(false) { isInside, edge in
        let (a, b) = edge
        guard (a.y > place.y) != (b.y > place.y) else { return isInside }
        let x = a.x + (place.y - a.y) / (b.y - a.y) * (b.x - a.x)
        return place.x < x ? !isInside : isInside
      }
    }
  }
}
