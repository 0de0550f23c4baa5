import GEOSBinding
import PlanModel

/// The buildings of a municipality, and what became of all elements that say `building`.
struct OSMBuildings: Sendable {
  private(set) var buildings: [OSMBuilding] = []
  private(set) var unread = UnreadValues()
  /// Nodes of the file with `building`, and those of them that are nowhere.
  private(set) var fromNodes = 0
  private(set) var withoutPlace = 0
  /// Those that do not stand.
  private(set) var notStanding = 0
  /// Those outside of the municipality.
  private(set) var outside = 0
  /// Those inside another building, which holds them already.
  private(set) var insideOthers: [String] = []
  /// Parts of buildings, and those of them without a building around.
  private(set) var parts = 0
  private(set) var looseParts = 0

  /// Sorts out buildings.
  ///
  /// - Parameters:
  ///   - areas: All areas of the file, in the metric CRS.
  ///   - ground: The municipality.
  init(
    _ data: OSMData, _ areas: [OSMArea], in ground: OSMGround, _ tables: OSMTables
  ) throws(GEOSError) {
    var tagsOf: [OSMTags] = []
    for area in areas where area.tags["building"] != nil {
      guard stands(area.tags) else { continue }
      guard try ground.holds(area.inside) else {
        outside += 1
        continue
      }
      buildings.append(
        OSMBuilding(
          id: area.id, tags: area.tags, shape: area.shape, extent: area.extent,
          inside: area.inside, area: area.area, unread: &unread))
      tagsOf.append(area.tags)
    }
    for (position, row) in data.nodes.tagged.enumerated() {
      let tags = data.tags(data.nodes.tags, position)
      guard tags["building"] != nil else { continue }
      fromNodes += 1
      let (x, y) = (data.nodes.xs[row], data.nodes.ys[row])
      guard x.isFinite, y.isFinite else {
        withoutPlace += 1
        continue
      }
      guard stands(tags) else { continue }
      guard try ground.holds((x, y)) else {
        outside += 1
        continue
      }
      buildings.append(
        OSMBuilding(
          id: "node/\(data.nodes.ids[row])", tags: tags, shape: ShapeBytes.point(x: x, y: y),
          extent: Extent(minX: x, minY: y, maxX: x, maxY: y), inside: (x, y), area: 0,
          unread: &unread))
      tagsOf.append(tags)
    }
    for index in buildings.indices { buildings[index].readUse(tagsOf[index], tables) }
    try leaveOutWhatLiesInOthers()
    try readParts(areas)
    try takeUseFromGround(areas, tables)
  }

  private mutating func stands(_ tags: OSMTags) -> Bool {
    if OSMBuilding.notStanding.contains(tags["building"] ?? "no") {
      notStanding += 1
      return false
    }
    return true
  }

  /// The share of a building that has to lie in another to be a part of it.
  private static let partShare = 0.95
  /// The side of the squares that buildings are found by, in metres.
  private static let side = 100.0

  private mutating func leaveOutWhatLiesInOthers() throws(GEOSError) {
    let context = try GEOSContext()
    let grid = ExtentGrid(buildings.map(\.extent), side: Self.side)
    var isInside = [Bool](repeating: false, count: buildings.count)
    for index in buildings.indices {
      let own = buildings[index]
      let point = try context.point(x: own.inside.x, y: own.inside.y)
      let spot = Extent(
        minX: own.inside.x, minY: own.inside.y, maxX: own.inside.x, maxY: own.inside.y)
      for other in grid.meeting(spot) where other != index {
        let candidate = buildings[other]
        // Of two that are the same, the first stays.
        guard candidate.area > own.area || candidate.area == own.area && other < index,
          candidate.area > 0
        else { continue }
        let shape = try context.read(wkb: candidate.shape)
        guard try shape.contains(point) else { continue }
        if own.area > 0 {
          let shared = try context.read(wkb: own.shape).sharedArea(with: shape)
          if shared < Self.partShare * own.area { continue }
        }
        isInside[index] = true
        break
      }
    }
    insideOthers = buildings.indices.filter { isInside[$0] }.map { buildings[$0].id }
    buildings = buildings.indices.filter { !isInside[$0] }.map { buildings[$0] }
  }

  /// Gives buildings without levels or height those of their parts.
  private mutating func readParts(_ areas: [OSMArea]) throws(GEOSError) {
    let context = try GEOSContext()
    let grid = ExtentGrid(buildings.map(\.extent), side: Self.side)
    var sums = [(floor: Double, ground: Double, height: Double)](
      repeating: (0, 0, 0), count: buildings.count)
    for area in areas {
      guard let part = area.tags["building:part"], part != "no", area.tags["building"] == nil else {
        continue
      }
      parts += 1
      let spot = Extent(
        minX: area.inside.x, minY: area.inside.y, maxX: area.inside.x, maxY: area.inside.y)
      let point = try context.point(x: area.inside.x, y: area.inside.y)
      var holder: Int?
      for other in grid.meeting(spot) where buildings[other].area > 0 {
        if try context.read(wkb: buildings[other].shape).contains(point) {
          holder = other
          break
        }
      }
      guard let holder else {
        looseParts += 1
        continue
      }
      if let levels = OSMBuilding.levels(area.tags, &unread) {
        sums[holder].floor += levels * area.area
        sums[holder].ground += area.area
      }
      if let height = area.tags["height"].flatMap(TagNumbers.height) {
        sums[holder].height = max(sums[holder].height, height)
      }
    }
    for index in buildings.indices {
      let sum = sums[index]
      if buildings[index].levels == nil, sum.ground > 0 {
        buildings[index].levels = sum.floor / sum.ground
        buildings[index].levelsFromParts = true
      }
      if buildings[index].height == nil, sum.height > 0 { buildings[index].height = sum.height }
    }
  }

  /// Gives buildings whose tags say no use that of the smallest area they stand on.
  private mutating func takeUseFromGround(
    _ areas: [OSMArea], _ tables: OSMTables
  ) throws(GEOSError) {
    let context = try GEOSContext()
    var grounds: [(area: OSMArea, use: String)] = []
    for area in areas where area.tags["building"] == nil {
      if let use = tables.groundUse(area.tags) { grounds.append((area, use)) }
    }
    grounds.sort { ($0.area.area, $0.area.id) < ($1.area.area, $1.area.id) }
    let grid = ExtentGrid(grounds.map(\.area.extent), side: 500)
    for index in buildings.indices where buildings[index].use == nil {
      let own = buildings[index]
      // Mappers wrote that it is a home; the ground only says what is usual around.
      if own.word == "residential" { continue }
      let spot = Extent(
        minX: own.inside.x, minY: own.inside.y, maxX: own.inside.x, maxY: own.inside.y)
      let point = try context.point(x: own.inside.x, y: own.inside.y)
      for candidate in grid.meeting(spot) {
        if try context.read(wkb: grounds[candidate].area.shape).contains(point) {
          buildings[index].use = grounds[candidate].use
          buildings[index].useSource = "ground"
          break
        }
      }
    }
  }

  /// The buildings for which something holds.
  func count(_ isTrue: (OSMBuilding) -> Bool) -> Int { buildings.count(where: isTrue) }
}
