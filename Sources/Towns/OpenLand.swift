import PlanModel

/// What grows on land that is not built on: by shares of the whole, in patches that follow the hills.
struct OpenLand: Sendable {
  private let shares: [Double]
  private let hills: WaveNoise
  private let woods: WaveNoise
  private let fields: WaveNoise

  /// Prepares the patterns of a town.
  init(frame: TownFrame) {
    shares = frame.specification.landShares
    hills = WaveNoise(seed: frame.seed, tag: 60, wavelength: 6000)
    woods = WaveNoise(seed: frame.seed, tag: 61, wavelength: 1900)
    fields = WaveNoise(seed: frame.seed, tag: 62, wavelength: 1400)
  }

  /// How high a place lies, in about −1…1: hills are wooded, and less sun reaches the valleys.
  func height(at p: Point) -> Double { hills.value(at: p) }

  /// The land use of places, as raw values of `LandUseClass`.
  func classes(
    of places: [(middle: Point, isNearWater: Bool)], workers: Workers
  ) throws -> [UInt8] {
    let noise = try workers.mapChunks(of: places.count, size: 4096) { range in
      range.map { i in
        let p = places[i].middle
        return (hills.value(at: p), woods.value(at: p), fields.value(at: p))
      }
    }.flatMap { $0 }
    var result = [UInt8](repeating: LandUseClass.grassland.rawValue, count: places.count)
    var rest: [Int] = []
    for (i, place) in places.enumerated() {
      if place.isNearWater {
        if noise[i].1 > 0.45 { result[i] = LandUseClass.wetland.rawValue }
      } else {
        rest.append(i)
      }
    }
    // One use after another takes its share of the whole, where it is most at home.
    let total = Double(rest.count)
    let steps: [(LandUseClass, Double, (Int) -> Double)] = [
      (.water, shares[5], { -noise[$0].0 - 0.35 * noise[$0].2 }),
      (.forest, shares[0], { noise[$0].1 + 0.7 * noise[$0].0 }),
      (.bare, 0.002, { noise[$0].0 + noise[$0].2 }),
      (.shrub, shares[4], { noise[$0].0 + 0.5 * noise[$0].1 }),
      (.permanentCrops, shares[2], { noise[$0].2 + 0.5 * noise[$0].0 }),
      (.arable, shares[1], { 0.6 * noise[$0].2 - noise[$0].1 - 0.4 * noise[$0].0 }),
    ]
    for (use, share, score) in steps {
      let scored = rest.map { (score($0), $0) }.sorted { ($0.0, $0.1) > ($1.0, $1.1) }
      let count = Swift.min(scored.count, Int((share * total).rounded()))
      for (_, i) in scored.prefix(count) { result[i] = use.rawValue }
      rest = scored.dropFirst(count).map(\.1).sorted()
    }
    return result
  }
}
