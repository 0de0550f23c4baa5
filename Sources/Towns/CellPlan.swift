import PlanModel

/// What each cell of the lattice is: its land use, and the block that is built on it.
struct CellPlan: Sendable {
  /// A block that is built up.
  struct Block: Sendable {
    var cell: Int
    var kind: BlockKind
    /// The distance from the settlement's middle as a share of its radius.
    var ratio: Double
    /// How many buildings of the block are kept.
    var buildings: Int
  }

  /// The mark of land whose use is not known.
  static let unknown: UInt8 = 255

  /// The blocks, by cell.
  let blocks: [Block]
  /// The district of each cell's middle, or −1 outside.
  let district: [Int32]
  /// The land use of each cell as raw value of `LandUseClass`, or `unknown`.
  let landUse: [UInt8]

  /// What is known of a cell from its place alone.
  private struct Place {
    var district: Int32 = -1
    var settlement: Int32 = 0
    var ratio = Double.infinity
    var kind = BlockKind.open
    var isPark = false
    var isNearWater = false
    var capacity: Int32 = 0
  }

  /// Fills the lattice.
  init(frame: TownFrame, lattice: StreetLattice, workers: Workers) throws {
    let centres = frame.settlements.map { Int32(lattice.cell(at: $0.position)) }
    let cells = lattice.count * lattice.count
    let places = try workers.mapChunks(of: cells, size: 4096) { range in
      var draft = BlockDraft()
      return range.map { cell in
        Self.place(cell, frame: frame, lattice: lattice, centres: centres, draft: &draft)
      }
    }.flatMap { $0 }
    district = places.map(\.district)
    blocks = Self.chosenBlocks(places, frame: frame)
    var isBuilt = [Bool](repeating: false, count: cells)
    for block in blocks { isBuilt[block.cell] = true }
    landUse = try Self.landUse(
      places, isBuilt: isBuilt, frame: frame, lattice: lattice, workers: workers)
  }

  /// The stream of numbers for the buildings of a cell.
  static func random(for cell: Int, frame: TownFrame, lattice: StreetLattice) -> TownRandom {
    let half = lattice.count / 2
    return TownRandom(
      seed: frame.seed, tag: 51, cell % lattice.count - half, cell / lattice.count - half)
  }

  private static func place(
    _ cell: Int, frame: TownFrame, lattice: StreetLattice, centres: [Int32],
    draft: inout BlockDraft
  ) -> Place {
    let middle = lattice.middle(cell)
    // Land use reaches two cells over the border at the most.
    if middle.length > frame.farthest + 3 * StreetLattice.side { return Place() }
    var place = Place(district: Int32(frame.index.district(at: middle)))
    let water = frame.river.distance(from: middle)
    let free = StreetLattice.side * 0.72
    place.isNearWater = water.river < free + frame.river.width / 2 || water.brook < free
    if place.district < 0 { return place }
    var least = Double.infinity
    for (i, settlement) in frame.settlements.enumerated() where settlement.buildings > 0 {
      let distance = (middle - settlement.position).length
      // An industrial area must not take the blocks of the town beside it.
      let ratio = distance / (settlement.radius + 25) + (settlement.isIndustrial ? 0.08 : 0)
      if ratio < least {
        least = ratio
        place.settlement = Int32(i)
      }
    }
    let half = lattice.count / 2
    var random = TownRandom(
      seed: frame.seed, tag: 50, cell % lattice.count - half, cell / lattice.count - half)
    let settlement = frame.settlements[Int(place.settlement)]
    let isCentre = centres[Int(place.settlement)] == Int32(cell)
    // The edge of a settlement is ragged, its centre is not.
    place.ratio = least * (1 + 0.3 * Swift.min(1, least) * random.number(-1, 1))
    let isPark = random.happens(0.05)
    if place.isNearWater { return place }
    place.isPark = isPark && !isCentre && place.ratio < 1 && !settlement.isIndustrial
    if place.isPark { return place }
    place.kind = BlockKind.suited(
      to: settlement, ratio: place.ratio, isCentre: isCentre,
      compactness: frame.specification.compactness, random: &random)
    draft.layOut(
      place.kind, corners: lattice.corners(cell), ratio: place.ratio,
      random: Self.random(for: cell, frame: frame, lattice: lattice))
    place.capacity = Int32(draft.buildings.count)
    return place
  }

  /// The blocks nearest to the middle of each settlement, until each has its buildings and the town all of them.
  private static func chosenBlocks(_ places: [Place], frame: TownFrame) -> [Block] {
    let order = places.indices.filter { places[$0].capacity > 0 }
      .sorted { (places[$0].ratio, $0) < (places[$1].ratio, $1) }
    var left = frame.settlements.map(\.buildings)
    var taken = [Int](repeating: 0, count: places.count)
    var rest = frame.buildings
    for cell in order {
      let settlement = Int(places[cell].settlement)
      let count = Swift.min(left[settlement], Int(places[cell].capacity))
      taken[cell] = count
      left[settlement] -= count
      rest -= count
    }
    // Where water or a neighbour left a settlement too little room, any other block takes the rest.
    for cell in order where rest > 0 {
      let count = Swift.min(rest, Int(places[cell].capacity) - taken[cell])
      taken[cell] += count
      rest -= count
    }
    precondition(rest == 0, "the municipality has no room for its buildings")
    return places.indices.filter { taken[$0] > 0 }.map { cell in
      Block(
        cell: cell, kind: places[cell].kind, ratio: places[cell].ratio, buildings: taken[cell])
    }
  }

  private static func landUse(
    _ places: [Place], isBuilt: [Bool], frame: TownFrame, lattice: StreetLattice, workers: Workers
  ) throws -> [UInt8] {
    var result = [UInt8](repeating: unknown, count: places.count)
    let side = lattice.count
    var open: [Int] = []
    for cell in places.indices {
      let place = places[cell]
      if isBuilt[cell] {
        result[cell] = (place.kind == .halls ? LandUseClass.industrial : .built).rawValue
      } else if place.isPark || (place.isNearWater && place.ratio < 1.05) {
        result[cell] = LandUseClass.urbanGreen.rawValue
      } else if isInside(cell, places, side) {
        open.append(cell)
      }
    }
    let kinds = try OpenLand(frame: frame).classes(
      of: open.map { (lattice.middle($0), places[$0].isNearWater) }, workers: workers)
    // The survey of land use ends short of the municipality's border on one side, as such surveys do.
    let edge = 0.86 * (frame.mesh.outline.map(\.x).max() ?? 0)
    for (cell, kind) in zip(open, kinds) where lattice.middle(cell).x < edge {
      result[cell] = kind
    }
    station(places, isBuilt: isBuilt, side: side, into: &result)
    return result
  }

  /// Whether a cell or one beside it lies in the municipality: land use reaches a little over the border.
  private static func isInside(_ cell: Int, _ places: [Place], _ side: Int) -> Bool {
    let i = cell % side
    let j = cell / side
    for dj in -1...1 {
      for di in -1...1 {
        let (x, y) = (i + di, j + dj)
        if x >= 0, y >= 0, x < side, y < side, places[y * side + x].district >= 0 { return true }
      }
    }
    return false
  }

  /// Turns some open cells in a row beside the main town into a railway yard.
  private static func station(
    _ places: [Place], isBuilt: [Bool], side: Int, into landUse: inout [UInt8]
  ) {
    var best: (score: Double, start: Int)?
    for start in 0..<Swift.max(0, places.count - 5) where start % side < side - 5 {
      let cells = start..<start + 5
      if cells.contains(where: { isBuilt[$0] || places[$0].isNearWater || places[$0].district < 0 })
      {
        continue
      }
      let score = cells.map { places[$0].ratio }.reduce(0, +)
      if places[start].settlement == 0, score < best?.score ?? .infinity { best = (score, start) }
    }
    if let best {
      for cell in best.start..<best.start + 5 { landUse[cell] = LandUseClass.transport.rawValue }
    }
  }
}
