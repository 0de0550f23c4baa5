import GEOSBinding
import PlanModel

/// Makes polygons of closed ways and of relations.
///
/// Lives in one worker, because its GEOS context does.
struct AreaAssembly {
  private let data: OSMData
  private let context: GEOSContext
  private let wayRows: [Int64: Int]
  /// What went wrong so far.
  private(set) var problems = OSMProblems()

  init(_ data: OSMData) throws(GEOSError) {
    self.data = data
    context = try GEOSContext()
    var rows: [Int64: Int] = [:]
    rows.reserveCapacity(data.ways.ids.count)
    for (row, id) in data.ways.ids.enumerated() { rows[id] = row }
    wayRows = rows
  }

  /// All areas whose tags are wanted: relations first, then closed ways, each in the order of the file.
  ///
  /// A relation of an old kind, without tags of its own, has those of its outer ways. A way that is the border of a relation
  /// with the same wanted keys is left out, because it would count twice.
  ///
  /// - Parameter wanted: The keys of an element's tags for which it is wanted; none: it is not.
  mutating func areas(where wanted: (OSMTags) -> [String]) -> [OSMArea] {
    var result: [OSMArea] = []
    var isTaken: Set<Int> = []
    for row in data.relations.ids.indices {
      var tags = data.tags(data.relations.tags, row)
      guard let type = tags["type"], type == "multipolygon" || type == "boundary" else { continue }
      let name = "relation/\(data.relations.ids[row])"
      let outer = data.relations.members(of: row).filter {
        $0.kind == .way && ["outer", ""].contains(data.strings[Int($0.role)])
      }.compactMap { wayRows[$0.id] }
      var keys = wanted(tags)
      if keys.isEmpty, type == "multipolygon",
        let source = outer.first(where: { !wanted(data.tags(data.ways.tags, $0)).isEmpty })
      {
        tags = data.tags(data.ways.tags, source)
        keys = wanted(tags)
        problems.oldStyle.append(name)
      }
      if keys.isEmpty { continue }
      guard let area = area(ofRelation: row, name, tags) else { continue }
      result.append(area)
      for way in outer {
        let own = wanted(data.tags(data.ways.tags, way))
        let nodes = data.ways.nodes(of: way)
        // A piece of a border is no area by itself, whatever its tags; one that says `building` is accounted for.
        if !own.isEmpty, own.allSatisfy(keys.contains), isTaken.insert(way).inserted,
          nodes.first == nodes.last || own.contains("building")
        {
          problems.repeatedOutlines.append("way/\(data.ways.ids[way])")
        }
      }
    }
    for row in data.ways.ids.indices where !isTaken.contains(row) {
      let tags = data.tags(data.ways.tags, row)
      // A building has an area, whatever another tag says.
      if tags.isEmpty || tags["area"] == "no" && tags["building"] == nil { continue }
      let keys = wanted(tags)
      if keys.isEmpty { continue }
      let name = "way/\(data.ways.ids[row])"
      let nodes = data.ways.nodes(of: row)
      guard let first = nodes.first, nodes.count > 1, first == nodes.last else {
        if keys.contains("building") {
          if nodes.count > 1 {
            problems.openBuildings.append(name)
          } else {
            problems.tooFewNodes.append(name)
          }
        }
        continue
      }
      if let area = area(of: [Array(nodes)], name, tags) { result.append(area) }
    }
    return result
  }

  /// The areas of relations alone, for example boundaries.
  ///
  /// - Returns: The areas, and the names and tags of wanted relations that do not close.
  mutating func relations(
    where wanted: (OSMTags) -> Bool
  ) -> (areas: [OSMArea], broken: [(id: String, tags: OSMTags)]) {
    var areas: [OSMArea] = []
    var broken: [(id: String, tags: OSMTags)] = []
    for row in data.relations.ids.indices {
      let tags = data.tags(data.relations.tags, row)
      guard let type = tags["type"], type == "multipolygon" || type == "boundary", wanted(tags)
      else { continue }
      let name = "relation/\(data.relations.ids[row])"
      if let area = area(ofRelation: row, name, tags) {
        areas.append(area)
      } else {
        broken.append((name, tags))
      }
    }
    return (areas, broken)
  }

  private mutating func area(ofRelation row: Int, _ name: String, _ tags: OSMTags) -> OSMArea? {
    var ways: [[Int64]] = []
    var misses = false
    for member in data.relations.members(of: row) where member.kind == .way {
      if let way = wayRows[member.id] {
        ways.append(Array(data.ways.nodes(of: way)))
      } else {
        misses = true
      }
    }
    // A border with a gap says nothing certain about what is inside.
    if misses || ways.isEmpty {
      problems.missingMembers.append(name)
      return nil
    }
    let assembly = RingAssembly(ways)
    if !assembly.looseEnds.isEmpty || assembly.rings.isEmpty {
      problems.openRelations.append(name)
      return nil
    }
    return area(of: assembly.rings, name, tags)
  }

  private mutating func area(of rings: [[Int64]], _ name: String, _ tags: OSMTags) -> OSMArea? {
    var closed: [[(x: Double, y: Double)]] = []
    for ring in rings {
      var points: [(x: Double, y: Double)] = []
      points.reserveCapacity(ring.count)
      for id in ring {
        guard let row = data.nodes.row(of: id) else { continue }
        let point = (x: data.nodes.xs[row], y: data.nodes.ys[row])
        guard point.x.isFinite, point.y.isFinite else { continue }
        if let last = points.last, last == point { continue }
        points.append(point)
      }
      if points.count < ring.count, ring.contains(where: { data.nodes.row(of: $0) == nil }) {
        problems.missingNodes.append(name)
        return nil
      }
      if points.count < 4 {
        problems.tooFewNodes.append(name)
        continue
      }
      closed.append(points)
    }
    if closed.isEmpty { return nil }
    do {
      guard let shape = try polygons(closed, name), let inside = try shape.pointOnSurface() else {
        problems.lost.append(name)
        return nil
      }
      var extent = Extent.empty
      for ring in closed { for point in ring { extent.extend(x: point.x, y: point.y) } }
      return OSMArea(
        id: name, tags: tags, shape: try shape.wkb(), area: try shape.area(), extent: extent,
        inside: inside)
    } catch {
      problems.lost.append(name)
      return nil
    }
  }

  /// Rings as polygons: those inside an even number of others are borders, the rest holes.
  private mutating func polygons(
    _ rings: [[(x: Double, y: Double)]], _ name: String
  ) throws(GEOSError) -> GEOSGeometry? {
    var polygons = [[rings[0]]]
    if rings.count > 1 {
      var shapes: [GEOSGeometry] = []
      for ring in rings {
        let polygon = try context.read(wkb: ShapeBytes.polygon([ring]))
        shapes.append(try polygon.isValid() ? polygon : polygon.makeValid())
      }
      var holders: [[Int]] = []
      for index in rings.indices {
        guard let place = try shapes[index].pointOnSurface() else {
          holders.append([])
          continue
        }
        let point = try context.point(x: place.x, y: place.y)
        let area = try shapes[index].area()
        var around: [Int] = []
        for other in rings.indices where other != index {
          if try shapes[other].area() > area, try shapes[other].contains(point) {
            around.append(other)
          }
        }
        holders.append(around)
      }
      let borders = rings.indices.filter { holders[$0].count % 2 == 0 }
      polygons = borders.map { border in
        let holes = rings.indices.filter {
          holders[$0].count == holders[border].count + 1 && holders[$0].contains(border)
        }
        return [rings[border]] + holes.map { rings[$0] }
      }
    }
    let shape = try context.read(wkb: ShapeBytes.multiPolygon(polygons))
    if try shape.isValid() { return shape }
    guard let mended = try shape.makeValid().polygons(), try mended.isValid() else { return nil }
    problems.mended.append(name)
    return mended
  }
}
