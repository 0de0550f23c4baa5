import PlanModel
import Society
import Testing

@Suite("Like values side by side")
struct SpatialTests {
  /// A square lattice whose units share sides.
  private func lattice(_ side: Int, isRowStandardised: Bool = false) throws -> SpatialWeights {
    var left: [Int32] = []
    var right: [Int32] = []
    for y in 0..<side {
      for x in 0..<side {
        let unit = Int32(y * side + x)
        if x + 1 < side {
          left.append(unit)
          right.append(unit + 1)
        }
        if y + 1 < side {
          left.append(unit)
          right.append(unit + Int32(side))
        }
      }
    }
    return try SpatialWeights(
      count: side * side, left: left, right: right, weight: left.map { _ in 1 },
      isRowStandardised: isRowStandardised)
  }

  @Test("a chessboard of nine has Moran's I of −1")
  func chessboard() throws {
    let moran = try #require(
      try SpatialAutocorrelation(of: [1, 0, 1, 0, 1, 0, 1, 0, 1], near: lattice(3)))
    #expect(close(moran.index, -1))
    #expect(moran.expected == -1.0 / 8)
    #expect(moran.probability == nil)
  }

  @Test("three columns of 1, 2, 3 have Moran's I of ½ and a z-score of 2½")
  func gradient() throws {
    // Σz² = 6, pairs in the columns give 2 · 4; variance 15,120 / 193,536 − 1/64 = 1/16.
    let moran = try #require(
      try SpatialAutocorrelation(of: [1, 2, 3, 1, 2, 3, 1, 2, 3], near: lattice(3)))
    #expect(close(moran.index, 0.5))
    #expect(close(try #require(moran.zScore), 2.5))
    // Beyond 2½ standard deviations lie 1.242 % of a normal distribution.
    #expect(close(try #require(moran.normalProbability), 0.012_419_330_651, 1e-9))
    // Each unit against the mean of its neighbours: 4 corners ½, 2 sides 2/3 and the middle 0 of z² = 1 on 6.
    let means = try #require(
      try SpatialAutocorrelation(
        of: [1, 2, 3, 1, 2, 3, 1, 2, 3], near: lattice(3, isRowStandardised: true)))
    #expect(close(means.index, (4 * 0.5 + 2 * 2.0 / 3) / 6))
  }

  @Test("permutations do not depend on the workers and agree with the z-score")
  func permutations() throws {
    let weights = try lattice(8)
    let values = (0..<64).map { Double($0 % 8) }
    func moran(_ workers: Int, seed: UInt64) throws -> SpatialAutocorrelation? {
      try SpatialAutocorrelation(
        of: values, near: weights, permutations: 999, seed: seed, workers: Workers(workers))
    }
    let one = try #require(try moran(1, seed: 3))
    #expect(try moran(3, seed: 3) == one)
    #expect(one.probability == 0.001)
    #expect(try #require(one.zScore) > 5)
    // Values without any order are seldom far from what chance gives.
    let mixed = (0..<64).map { (unit: Int) -> Double in Double((unit * 37 + unit * unit * 11) % 61)
    }
    let chance = try #require(
      try SpatialAutocorrelation(of: mixed, near: weights, permutations: 999, seed: 1))
    #expect(abs(try #require(chance.zScore)) < 3)
    #expect(try #require(chance.probability) > 0.002)
    // The normal distribution says nearly the same.
    #expect(
      abs(try #require(chance.normalProbability) - (try #require(chance.probability))) < 0.05)
    #expect(try #require(one.normalProbability) < 0.001)
  }

  @Test("there is no index of fewer than four units, of equal values or without neighbours")
  func noIndex() throws {
    #expect(
      try SpatialAutocorrelation(of: Array(repeating: 0.1, count: 9), near: lattice(3)) == nil)
    let three = try SpatialWeights(
      count: 3, left: [0], right: [1], weight: [1], isRowStandardised: true)
    #expect(try SpatialAutocorrelation(of: [1, 2, 3], near: three) == nil)
    let alone = try SpatialWeights(
      count: 5, left: [], right: [], weight: [], isRowStandardised: true)
    #expect(try SpatialAutocorrelation(of: [1, 2, 3, 4, 5], near: alone) == nil)
    #expect(!findings { _ = try SpatialAutocorrelation(of: [1, .nan], near: lattice(3)) }.isEmpty)
  }

  @Test("wrong neighbours are told")
  func wrongNeighbours() {
    let all = findings {
      _ = try SpatialWeights(
        count: 2, left: [0, 1], right: [0, 5], weight: [1, -1], isRowStandardised: false)
    }
    #expect(all.count == 3)
    #expect(
      !findings {
        _ = try SpatialWeights(
          count: 2, left: [0, 1], right: [1, 0], weight: [1, 1], isRowStandardised: false)
      }.isEmpty)
  }

  @Test("neighbours of the plan count by border or one by one")
  func planNeighbours() throws {
    let neighbours = Neighbours(
      left: [0, 1, 2], right: [1, 2, 3], length: [10, 30, 10], outer: [1, 1, 1, 1])
    let byLength = try SpatialWeights(neighbours, byLength: true, isRowStandardised: false)
    // z = −1, 1, 1, −1 over borders 10, 30, 10: (−10 + 30 − 10) · 2 / 100.
    let moran = try #require(try SpatialAutocorrelation(of: [0, 2, 2, 0], near: byLength))
    #expect(close(moran.index, 0.2))
    let alike = try SpatialWeights(neighbours, byLength: false, isRowStandardised: false)
    let other = try #require(try SpatialAutocorrelation(of: [0, 2, 2, 0], near: alike))
    #expect(close(other.index, -1.0 / 3))
  }

  @Test("the end of a row with the only high value has a Gi* of 1")
  func hotSpotsOfARow() throws {
    let row = try SpatialWeights(
      count: 4, left: [0, 1, 2], right: [1, 2, 3], weight: [1, 1, 1], isRowStandardised: false)
    let spots = try #require(try hotSpots(of: [0, 0, 0, 4], near: row))
    // z = −1, −1, −1, 3 and s = √3: −2/2, −3/√3, 1/√3, 2/2.
    #expect(
      close(spots.map { $0 ?? .nan }, [-1, -3.0.squareRoot(), 1 / 3.0.squareRoot(), 1]))
    #expect(try hotSpots(of: [2, 2, 2, 2], near: row) == nil)
    #expect(try hotSpots(of: [1, 2, 3, 5, 1, 2, 3, 5, 1], near: lattice(3))?.count == 9)
  }
}
