import PlanModel
import Reference

/// The building register of a town, in columns, with the gaps that such registers have.
struct TownBuildings: Sendable {
  /// The footprints; some rows hold a point, some nothing.
  var geometry: GeometryBlock
  /// Positions in `TownUse.allCases`, or −1.
  var use: [Int32] = []
  /// 0: private, 1: municipal, 2: state; or −1.
  var owner: [Int32] = []
  /// Positions in `heatings`, or −1.
  var heating: [Int32] = []
  var year: [Int64] = []
  var yearPresent: [UInt8] = []
  var levels: [Int64] = []
  var levelsPresent: [UInt8] = []
  var height: [Double] = []
  var heightPresent: [UInt8] = []
  var dwellings: [Int64] = []
  var dwellingsPresent: [UInt8] = []
  /// Dwellings of each district, missing ones included: what population is spread by.
  var districtDwellings: [Int] = []

  /// The register's words for owners.
  static let owners = ["private", "municipal", "state"]
  /// The register's words for heating, and what they mean.
  static let heatings: [(word: String, carrier: Carrier)] = [
    ("gas", .naturalGas), ("oil", .heatingOil), ("wood", .biomass), ("electric", .electricity),
    ("district heat", .districtHeat),
  ]

  /// The share of buildings whose heating comes at or before each of `heatings`, as the country heats.
  private let heatingLimits: [Double]

  /// Rates of missing values.
  static let missingUse = 0.15
  static let missingYear = 0.30
  static let missingLevels = 0.45
  static let missingHeight = 0.35
  static let missingDwellings = 0.20
  static let missingHeating = 0.60
  /// The share of known years that are written as 9999, the register's word for unknown.
  static let unknownYears = 0.02

  /// One building in so many has a point for a geometry.
  static let pointEvery = 401
  /// One building in so many has no geometry.
  static let nullEvery = 997
  /// One building in so many has a polygon that crosses itself.
  static let crossedEvery = 643
  /// One building in so many is in the register twice, under two ids.
  static let doubledEvery = 1499

  /// Draws the buildings of all blocks.
  init(frame: TownFrame, lattice: StreetLattice, plan: CellPlan, workers: Workers) throws {
    var firstRows = [0]
    firstRows.reserveCapacity(plan.blocks.count + 1)
    for block in plan.blocks { firstRows.append(firstRows[firstRows.count - 1] + block.buildings) }
    let starts = firstRows
    let limits = try Self.heatingLimits(country: frame.specification.country)
    let parts = try workers.mapChunks(of: plan.blocks.count, size: 1024) { range in
      var part = TownBuildings(frame: frame, heatingLimits: limits)
      var draft = BlockDraft()
      for i in range {
        let block = plan.blocks[i]
        draft.layOut(
          block.kind, corners: lattice.corners(block.cell), ratio: block.ratio,
          random: CellPlan.random(for: block.cell, frame: frame, lattice: lattice))
        part.append(
          draft, count: block.buildings, firstRow: starts[i],
          district: Int(plan.district[block.cell]))
      }
      return part
    }
    self.init(frame: frame, heatingLimits: limits)
    for part in parts { append(part) }
  }

  private init(frame: TownFrame, heatingLimits: [Double]) {
    self.heatingLimits = heatingLimits
    geometry = GeometryBlock(centre: frame.specification.centre)
    districtDwellings = Array(repeating: 0, count: frame.districtCount)
  }

  /// The running sums of the country's heat supply over `heatings`; the last is 1.
  private static func heatingLimits(country: String) throws -> [Double] {
    let shares = try ReferenceData.load().heatCarriers(country: country)
    let known = heatings.map { shares[$0.carrier]?.value ?? 0 }
    let whole = known.reduce(0, +)
    var sum = 0.0
    return known.map { share in
      sum += share / whole
      return sum
    }
  }

  /// The number of buildings.
  var count: Int { use.count }

  private mutating func append(
    _ draft: BlockDraft, count: Int, firstRow: Int, district: Int
  ) {
    // The stream goes on where the layout ended, so that attributes belong to the block alone.
    var random = draft.random
    for (i, building) in draft.buildings.prefix(count).enumerated() {
      let ring = draft.points[building.outer]
      appendGeometry(ring, hole: draft.points[building.hole], row: firstRow + i)
      let area = doubleArea(of: Array(ring)) / 2
      appendAttributes(building, area: area, district: district, random: &random)
    }
  }

  private mutating func appendGeometry(
    _ ring: ArraySlice<Point>, hole: ArraySlice<Point>, row: Int
  ) {
    func isChosen(_ every: Int) -> Bool { row % every == every / 2 }
    if isChosen(Self.nullEvery) {
      geometry.appendMissing()
    } else if isChosen(Self.pointEvery) {
      geometry.appendPoint(ring.reduce(.zero, +) / Double(ring.count))
    } else if isChosen(Self.crossedEvery), hole.isEmpty {
      var crossed = Array(ring)
      crossed.swapAt(1, 2)
      geometry.appendPolygon([crossed[...]])
    } else if isChosen(Self.doubledEvery), geometry.count > 0 {
      geometry.appendCopy(of: geometry.count - 1)
    } else {
      geometry.appendPolygon(hole.isEmpty ? [ring] : [ring, hole])
    }
  }

  private mutating func appendAttributes(
    _ building: BlockDraft.Building, area: Double, district: Int, random: inout TownRandom
  ) {
    let kind = building.use
    use.append(random.happens(Self.missingUse) ? -1 : Int32(kind.rawValue))
    yearPresent.append(random.happens(Self.missingYear) ? 0 : 1)
    let isUnknown = random.happens(Self.unknownYears)
    year.append(
      yearPresent[yearPresent.count - 1] == 0 ? 0 : isUnknown ? 9999 : Int64(building.year))
    levelsPresent.append(random.happens(Self.missingLevels) ? 0 : 1)
    levels.append(levelsPresent[levelsPresent.count - 1] == 0 ? 0 : Int64(building.levels))
    let storey = kind == .factory || kind == .warehouse ? 6.5 : kind == .church ? 16 : 3.1
    let tall = storey * Double(building.levels) + random.number(0.5, 2.5)
    heightPresent.append(random.happens(Self.missingHeight) ? 0 : 1)
    height.append(heightPresent[heightPresent.count - 1] == 0 ? 0 : (tall * 10).rounded() / 10)
    let perDwelling = kind.areaPerDwelling
    let homes =
      perDwelling == 0
      ? 0 : Swift.max(1, Int((area * Double(building.levels) / perDwelling).rounded()))
    dwellingsPresent.append(random.happens(Self.missingDwellings) ? 0 : 1)
    dwellings.append(dwellingsPresent[dwellingsPresent.count - 1] == 0 ? 0 : Int64(homes))
    if district >= 0 { districtDwellings[district] += homes }
    let ownership = random.unit()
    owner.append(
      ownership < 0.04 ? -1 : kind.isMunicipal ? 1 : kind == .hospital || ownership > 0.985 ? 2 : 0)
    let draw = random.unit()
    let hasHeat = kind != .garage && kind != .barn && kind != .church
    let isKnown = !random.happens(Self.missingHeating)
    heating.append(
      !hasHeat || !isKnown
        ? -1 : Int32(heatingLimits.firstIndex { draw < $0 } ?? Self.heatings.count - 1))
  }

  private mutating func append(_ other: TownBuildings) {
    geometry.append(other.geometry)
    use += other.use
    owner += other.owner
    heating += other.heating
    year += other.year
    yearPresent += other.yearPresent
    levels += other.levels
    levelsPresent += other.levelsPresent
    height += other.height
    heightPresent += other.heightPresent
    dwellings += other.dwellings
    dwellingsPresent += other.dwellingsPresent
    for (i, count) in other.districtDwellings.enumerated() { districtDwellings[i] += count }
  }
}
