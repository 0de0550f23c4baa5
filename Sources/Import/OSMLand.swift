import GEOSBinding
import PlanModel

/// Land use and constraints of a municipality.
struct OSMLand: Sendable {
  /// A piece of land use.
  struct Patch: Sendable {
    let id: String
    let shape: [UInt8]
    let area: Double
    let landUse: LandUseClass
    let tag: String
    let name: String?
  }
  /// A feature that keeps actions off.
  struct Obstacle: Sendable {
    let id: String
    let shape: [UInt8]
    let tag: String
    let name: String?
  }

  /// Land use, the smallest first: where two overlap, the first has the ground, so that a wood in a park stays a wood.
  private(set) var patches: [Patch] = []
  /// Constraints with at least one feature.
  private(set) var constraints: [(kind: OSMTables.Constraint, features: [Obstacle])] = []
  /// Tags of ground that no row of the table has, with how many features bear them.
  private(set) var unknown = UnreadValues()

  init(
    _ data: OSMData, _ areas: [OSMArea], in ground: OSMGround, _ tables: OSMTables
  ) throws(GEOSError) {
    for area in areas where area.tags["building"] == nil {
      guard let found = tables.landUse(area.tags) else {
        for key in ["landuse", "natural"] {
          if let value = area.tags[key], tables.meaning(of: key, value) == nil {
            unknown.add(key, value)
          }
        }
        continue
      }
      guard try ground.meets(area.shape, area.extent) else { continue }
      patches.append(
        Patch(
          id: area.id, shape: area.shape, area: area.area, landUse: found.landUse, tag: found.tag,
          name: area.tags["name"]))
    }
    patches.sort { ($0.area, $0.id) < ($1.area, $1.id) }
    for kind in tables.constraints {
      // Features outside count where their buffer reaches in.
      let reach = ground.extent.expanded(by: kind.buffer)
      let features =
        kind.isArea
        ? areas.filter { tables.belongs($0.tags, to: kind) && reach.meets($0.extent) }.map {
          Obstacle(
            id: $0.id, shape: $0.shape, tag: Self.tag($0.tags, kind), name: $0.tags["name"])
        }
        : Self.lines(data, kind, reach, tables)
      if !features.isEmpty { constraints.append((kind, features)) }
    }
  }

  private static func tag(_ tags: OSMTags, _ kind: OSMTables.Constraint) -> String {
    for pair in kind.tags {
      if let value = tags[pair.key], pair.values.contains(value) { return "\(pair.key)=\(value)" }
    }
    return ""
  }

  private static func lines(
    _ data: OSMData, _ kind: OSMTables.Constraint, _ reach: Extent, _ tables: OSMTables
  ) -> [Obstacle] {
    var features: [Obstacle] = []
    for row in data.ways.ids.indices {
      let tags = data.tags(data.ways.tags, row)
      if tags.isEmpty || !tables.belongs(tags, to: kind) { continue }
      // What runs below the ground keeps nothing off it.
      if let tunnel = tags["tunnel"], tunnel != "no" { continue }
      var points: [(x: Double, y: Double)] = []
      var extent = Extent.empty
      for id in data.ways.nodes(of: row) {
        guard let node = data.nodes.row(of: id) else { continue }
        let point = (x: data.nodes.xs[node], y: data.nodes.ys[node])
        guard point.x.isFinite, point.y.isFinite else { continue }
        if let last = points.last, last == point { continue }
        points.append(point)
        extent.extend(x: point.x, y: point.y)
      }
      guard points.count > 1, reach.meets(extent) else { continue }
      features.append(
        Obstacle(
          id: "way/\(data.ways.ids[row])", shape: ShapeBytes.line(points), tag: tag(tags, kind),
          name: tags["name"]))
    }
    return features
  }
}
