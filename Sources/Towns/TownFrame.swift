/// Where a town's centres, its river and its street lattice lie, before any cell is filled.
struct TownFrame: Sendable {
  /// A town or village that buildings gather around.
  struct Settlement: Sendable {
    /// Its middle, m.
    var position: Point
    /// How many buildings it is to have.
    var buildings: Int
    /// The radius it takes at the usual density, m.
    var radius: Double
    /// Whether it holds factories and warehouses instead of homes.
    var isIndustrial: Bool
  }

  let specification: TownSpecification
  /// The seed as it was asked for.
  let givenSeed: UInt64
  /// The seed of everything that is drawn: other towns differ in more than their statistics.
  let seed: UInt64
  /// The number of buildings.
  let buildings: Int
  /// People, in proportion to the buildings: the published number where the buildings are the usual ones.
  let population: Int
  /// The municipality's area, m²; grows where the buildings would not fit.
  let area: Double
  /// The main town first.
  let settlements: [Settlement]
  let river: River
  /// The number of districts.
  let districtCount: Int
  /// The radius of a circle of the municipality's area, m.
  let reach: Double
  /// The districts.
  let mesh: DistrictMesh
  /// How far the districts reach from the centre, m.
  let farthest: Double
  /// Finds the district of a point.
  let index: DistrictIndex

  /// More buildings would need more memory than a laptop has.
  static let mostBuildings = 5_000_000

  /// The land that a building takes with its share of street and garden, m².
  static let landPerBuilding = 1050.0
  /// The densest a municipality of any size may be built, buildings per m².
  static let largestDensity = 450e-6

  /// Places centres and river.
  init(specification: TownSpecification, buildings: Int, seed: UInt64) {
    self.specification = specification
    givenSeed = seed
    var random = TownRandom(
      seed: givenSeed, tag: 1, specification.id.utf8.reduce(0) { $0 * 31 + Int($1) })
    let seed = random.bits()
    self.seed = seed
    self.buildings = buildings
    let ratio = Double(buildings) / Double(specification.usualBuildings)
    let growth = Swift.max(1, ratio)
    population = Int((Double(specification.population) * ratio).rounded())
    area = Swift.max(specification.areaKm2 * 1e6, Double(buildings) / Self.largestDensity)
    let usualRoot = Double(specification.usualBuildings).squareRoot()
    districtCount =
      specification.districts
      + Int(Swift.max(0, (Double(buildings).squareRoot() - usualRoot) / 2))
    reach = (area / .pi).squareRoot()
    mesh = DistrictMesh(count: districtCount, area: area, seed: seed)
    index = DistrictIndex(mesh)
    farthest = mesh.outline.map(\.length).max() ?? 0
    river = River(specification: specification, seed: seed, reach: reach)
    settlements = Self.placed(
      specification, buildings: buildings, seed: seed, reach: reach, index: index,
      count: Int(Double(specification.settlements) * growth.squareRoot()))
  }

  private static func placed(
    _ specification: TownSpecification, buildings: Int, seed: UInt64, reach: Double,
    index: DistrictIndex, count: Int
  ) -> [Settlement] {
    var random = TownRandom(seed: seed, tag: 10)
    // A twenty-fifth of the buildings stands in two or three industrial areas at the edge of the main town.
    let industry = buildings / 25
    let main = Int(Double(buildings - industry) * specification.mainShare)
    var weights = (1..<Swift.max(2, count)).map { 1 / Double($0 + 3) * random.number(0.6, 1.4) }
    let total = weights.reduce(0, +)
    weights = weights.map { $0 / total }
    var counts = weights.map { Int($0 * Double(buildings - industry - main)) }
    // What rounding leaves over goes to the main town.
    let rest = buildings - industry - counts.reduce(0, +)
    counts.insert(rest, at: 0)
    func radius(_ buildings: Int) -> Double {
      (Double(buildings) * landPerBuilding / .pi).squareRoot()
    }
    var result = [
      Settlement(position: .zero, buildings: rest, radius: radius(rest), isIndustrial: false)
    ]
    for count in counts.dropFirst() {
      result.append(
        Settlement(
          position: freePlace(
            for: radius(count), reach: reach, index: index, beside: result, random: &random),
          buildings: count, radius: radius(count), isIndustrial: false))
    }
    let sites = 2 + (buildings > 20_000 ? 2 : 0)
    let angle = random.number(0, 2 * .pi)
    for site in 0..<sites {
      let share = industry / sites + (site < industry % sites ? 1 : 0)
      // Halls need about five times the land of a house.
      let size = (Double(share) * 5 * landPerBuilding / .pi).squareRoot()
      let distance = Swift.min(result[0].radius * 1.05 + size, reach * 0.7)
      let direction = Point(distance, 0)
        .turned(by: angle + (Double(site) + random.number(-0.2, 0.2)) * 2.2)
      result.append(
        Settlement(position: direction, buildings: share, radius: size, isIndustrial: true))
    }
    return result
  }

  /// The best of some drawn places in the municipality: far from those taken, but not as far as can be.
  private static func freePlace(
    for radius: Double, reach: Double, index: DistrictIndex, beside taken: [Settlement],
    random: inout TownRandom
  ) -> Point {
    var best = Point.zero
    var bestScore = -Double.infinity
    // Few draws: more would spread the villages as evenly as a grid.
    for _ in 0..<8 {
      let distance = reach * 1.35 * random.unit().squareRoot()
      let place = Point(distance, 0).turned(by: random.number(0, 2 * .pi))
      let isInside = (0..<8).allSatisfy { k in
        let edge = Point(radius + 150, 0).turned(by: Double(k) * .pi / 4)
        return index.district(at: place + edge) >= 0
      }
      var nearest = Double.infinity
      for other in taken {
        nearest = Swift.min(nearest, (place - other.position).length - other.radius - radius)
      }
      let score = isInside ? nearest : nearest - 10 * reach
      if score > bestScore {
        bestScore = score
        best = place
      }
    }
    return best
  }
}
