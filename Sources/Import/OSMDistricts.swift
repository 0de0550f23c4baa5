import GEOSBinding
import PlanModel

/// One district.
struct OSMDistrict: Sendable {
  let id: String
  let name: String
  let shape: [UInt8]
  let area: Double
  /// People as its tags say, or spread over it.
  var population: Double?
}

/// The districts of a municipality, and how they came about.
struct OSMDistricts: Sendable {
  var districts: [OSMDistrict]
  /// What they are made of.
  let kind: OSMRequest.Districts
  /// In words for the plan file, for example `boundaries of admin level 10`.
  let description: String
  /// Whether the numbers of people are spread over homes by us.
  var spreads = false
}

/// Divides a municipality.
struct OSMDistrictSearch {
  let ground: OSMGround
  let place: OSMPlace
  let areas: [OSMArea]
  /// The file's settlements that say how many people live in them.
  let settlements: [OSMSettlement]

  /// The share of the municipality that districts have to cover to be taken for all of it.
  private static let whole = 0.95
  /// The share from which districts are taken, with one more of the rest.
  private static let most = 0.5
  /// The share of a district that has to lie in the municipality.
  private static let inside = 0.98

  /// The districts by the kind asked for, else the first that covers at least half: boundaries, suburbs; else squares.
  func find(_ wanted: OSMRequest.Districts?) throws(GEOSError) -> OSMDistricts? {
    let total = try ground.shape.area()
    if wanted == nil || wanted == .boundaries {
      let level = place.level ?? 8
      let groups = try groups { area in
        guard area.tags["boundary"] == "administrative",
          let own = area.tags["admin_level"].flatMap({ Int($0) }), own > level, own <= 11
        else { return nil }
        return own
      }
      // A county or a small country is planned by its municipalities, whatever lies between.
      let preferred = level < 8 ? 8 : nil
      if let found = try best(groups, total, isWanted: wanted != nil, preferred: preferred) {
        return OSMDistricts(
          districts: found.districts, kind: .boundaries,
          description: "boundaries of admin level \(found.rank)")
      }
    }
    if wanted == nil || wanted == .suburbs {
      let kinds = ["borough", "suburb", "quarter", "neighbourhood"]
      let groups = try groups { area in area.tags["place"].flatMap(kinds.firstIndex) }
      if let found = try best(groups, total, isWanted: wanted != nil) {
        return OSMDistricts(
          districts: found.districts, kind: .suburbs,
          description: "areas tagged place=\(kinds[found.rank])")
      }
    }
    if wanted == nil || wanted == .grid { return try squares(total, isWanted: wanted != nil) }
    return nil
  }

  /// Areas inside the municipality by a rank.
  private func groups(
    _ rank: (OSMArea) -> Int?
  ) throws(GEOSError) -> [(rank: Int, areas: [OSMArea], covered: Double)] {
    var byRank: [Int: [OSMArea]] = [:]
    for area in areas {
      guard let own = rank(area), area.id != place.boundary?.id,
        try ground.holds(area.inside)
      else { continue }
      let shape = try ground.context.read(wkb: area.shape)
      let shared = try shape.sharedArea(with: ground.shape)
      if shared >= Self.inside * area.area { byRank[own, default: []].append(area) }
    }
    return byRank.keys.sorted().map { key in
      let members = byRank[key] ?? []
      return (key, members, members.map(\.area).reduce(0, +))
    }
  }

  /// The preferred group if it covers all, else the coarsest that does; else the one that covers most, if that is enough
  /// or was asked for.
  private func best(
    _ groups: [(rank: Int, areas: [OSMArea], covered: Double)], _ total: Double, isWanted: Bool,
    preferred: Int? = nil
  ) throws(GEOSError) -> (rank: Int, districts: [OSMDistrict])? {
    let usable = groups.filter { $0.areas.count > 1 || isWanted }
    let complete = usable.filter { $0.covered >= Self.whole * total }
    let chosen =
      complete.first { $0.rank == preferred } ?? complete.first
      ?? usable.max { $0.covered < $1.covered }
    guard let chosen, isWanted || chosen.covered >= Self.most * total else { return nil }
    var districts = try chosen.areas.map { area throws(GEOSError) in
      OSMDistrict(
        id: Self.shortID(area.id), name: area.tags["name"] ?? area.id, shape: area.shape,
        area: area.area, population: try people(of: area))
    }
    districts.sort { ($0.name, $0.id) < ($1.name, $1.id) }
    let parts = try districts.map { district throws(GEOSError) in
      try ground.context.read(wkb: district.shape)
    }
    var union = parts[0]
    for part in parts.dropFirst() { union = try union.joined(with: part) }
    if let rest = try ground.shape.without(union).polygons() {
      let area = try rest.area()
      // Less is where two surveys of one border differ.
      if area >= 0.005 * total {
        districts.append(
          OSMDistrict(
            id: "rest", name: "Rest of \(place.name)", shape: try rest.wkb(), area: area,
            population: nil))
      }
    }
    return (chosen.rank, districts)
  }

  /// People by the area's own tag, else by the node of the settlement in it that bears its name.
  private func people(of area: OSMArea) throws(GEOSError) -> Double? {
    if let own = area.tags["population"].flatMap(OSMPlaceSearch.people) { return own }
    guard let name = area.tags["name"] else { return nil }
    for settlement in settlements where settlement.name == name {
      let point = try ground.context.point(x: settlement.x, y: settlement.y)
      if try ground.context.read(wkb: area.shape).contains(point) { return settlement.people }
    }
    return nil
  }

  /// `R123` of `relation/123`.
  private static func shortID(_ id: String) -> String {
    let parts = id.split(on: "/")
    return (parts[0].first.map { $0.uppercased() } ?? "") + (parts.last ?? "")
  }

  // MARK: Squares

  /// The sides that squares may have, in metres.
  private static let sides = [250.0, 500, 1000, 2000, 5000, 10_000, 20_000]
  /// About how many squares there should be: a council still knows each.
  private static let wantedSquares = 25.0
  /// Pieces of less than that share of a square join a neighbour.
  private static let smallPiece = 0.1

  private struct Cell: Hashable {
    let column: Int
    let row: Int
  }

  private func squares(
    _ total: Double, isWanted: Bool
  ) throws(GEOSError) -> OSMDistricts {
    let ideal = total / Self.wantedSquares
    let side =
      Self.sides.min { abs(($0 * $0 / ideal).logarithm) < abs(($1 * $1 / ideal).logarithm) } ?? 1000
    let extent = ground.extent
    func number(_ value: Double) -> Int { Int((value / side).rounded(.down)) }
    var pieces: [Cell: GEOSGeometry] = [:]
    var order: [Cell] = []
    for row in number(extent.minY)...number(extent.maxY) {
      for column in number(extent.minX)...number(extent.maxX) {
        let (x, y) = (Double(column) * side, Double(row) * side)
        let square = try ground.context.box(minX: x, minY: y, maxX: x + side, maxY: y + side)
        guard let piece = try square.common(with: ground.shape).polygons(), try piece.area() > 0
        else { continue }
        pieces[Cell(column: column, row: row)] = piece
        order.append(Cell(column: column, row: row))
      }
    }
    for cell in order {
      guard let piece = pieces[cell], try piece.area() < Self.smallPiece * side * side else {
        continue
      }
      let around = [(0, 1), (1, 0), (0, -1), (-1, 0)].map {
        Cell(column: cell.column + $0.0, row: cell.row + $0.1)
      }
      var largest: (cell: Cell, shape: GEOSGeometry, area: Double)?
      for neighbour in around {
        guard let shape = pieces[neighbour] else { continue }
        let area = try shape.area()
        if area > largest?.area ?? 0 { largest = (neighbour, shape, area) }
      }
      guard let largest, let joined = try largest.shape.joined(with: piece).polygons() else {
        continue
      }
      pieces[largest.cell] = joined
      pieces[cell] = nil
    }
    let firstColumn = order.map(\.column).min() ?? 0
    let lastRow = order.map(\.row).max() ?? 0
    var districts: [OSMDistrict] = []
    // From the north-west, as one reads a map.
    for cell in order.sorted(by: { ($1.row, $0.column) < ($0.row, $1.column) }) {
      guard let shape = pieces[cell] else { continue }
      let (row, column) = (lastRow - cell.row + 1, cell.column - firstColumn + 1)
      districts.append(
        OSMDistrict(
          id: "G\(Self.padded(row))-\(Self.padded(column))", name: "Square \(row)/\(column)",
          shape: try shape.wkb(), area: try shape.area(), population: nil))
    }
    return OSMDistricts(
      districts: districts, kind: .grid,
      description: "squares of \(Int(side)) m"
        + (isWanted ? "" : ", because the file has no districts that cover half of it"))
  }

  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension Double {
  /// The natural logarithm to two digits, which is enough to tell which of some sides is nearest.
  fileprivate var logarithm: Double {
    // The exponent and a straight line between powers of two: no C library is needed.
    guard self > 0, isFinite else { return .infinity }
    return (Double(exponent) + (significand - 1)) * 0.693
  }
}

extension OSMDistricts {
  /// Spreads people over districts by the floor area of homes, whole people that add up.
  ///
  /// Nothing is done where a district states its own people, or nobody knows how many there are.
  mutating func spread(
    _ people: Double?, over buildings: [OSMBuilding], _ defaults: FloorAreas
  ) throws(GEOSError) {
    guard let people, districts.allSatisfy({ $0.population == nil }) else { return }
    let context = try GEOSContext()
    var shapes: [GEOSPrepared] = []
    for district in districts {
      shapes.append(try GEOSPrepared(context.read(wkb: district.shape)))
    }
    var floors = [Double](repeating: 0, count: districts.count)
    for building in buildings where building.mayHoldHomes {
      let point = try context.point(x: building.inside.x, y: building.inside.y)
      for index in shapes.indices where try shapes[index].contains(point) {
        floors[index] += building.floorArea(defaults)
        break
      }
    }
    var weights = floors
    if weights.reduce(0, +) <= 0 { weights = districts.map(\.area) }
    let sum = weights.reduce(0, +)
    let exact = weights.map { people * $0 / sum }
    var whole = exact.map { $0.rounded(.down) }
    let rest = Int((people - whole.reduce(0, +)).rounded())
    let order = exact.indices.sorted { (exact[$1] - whole[$1], $0) < (exact[$0] - whole[$0], $1) }
    for index in order.prefix(max(0, rest)) { whole[index] += 1 }
    for index in districts.indices { districts[index].population = whole[index] }
    spreads = true
  }
}
