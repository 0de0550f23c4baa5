import PlanModel
import Reference
import Testing

@testable import Society

@Suite("Conflict and consensus")
struct ConflictTests {
  private let rules: SocietyRules

  init() throws { rules = SocietyRules(try ReferenceData.load()) }

  @Test("indices of conflict of four areas, by hand")
  func indices() throws {
    let indices = try ConflictIndices(
      support: [6, 4, 0, 0], opposition: [3, 0, 5, 0], value: [0.8, 0.2, 0.9, 1],
      limits: rules.conflictLimits)
    #expect(indices.ratio == [0.5, 0, 0, nil])
    #expect(close(indices.weighted, [4.5, 0, 0, 0]))
    #expect(close(indices.combined, [3.6, 0, 0, 0]))
    #expect(indices.relative == [1, 0, 0, 0])
    #expect(indices.polarity == [1.0 / 3, 1, -1, nil])
    #expect(indices.classes == [.highConflict, .development, .conservation, nil])
  }

  @Test("a class for every pair of dimensions")
  func classes() throws {
    let indices = try ConflictIndices(
      support: [5, 5, 5, 1], opposition: [5, 5, 1, 5], value: [0.9, 0.1, 0.9, 0.1],
      limits: rules.conflictLimits)
    #expect(
      indices.classes == [
        .highConflict, .lowConflict, .supportedDespiteValue, .opposedDespiteValue,
      ])
    #expect(
      findings {
        _ = try ConflictIndices(
          support: [-1], opposition: [.nan], value: [2], limits: rules.conflictLimits)
      }.count == 3)
  }

  @Test("of 27 codes 3 are major, 9 moderate and 15 no conflict")
  func codes() {
    var counts: [ConflictDegree: Int] = [:]
    var codes: Set<Int> = []
    for a in 1...3 {
      for b in 1...3 {
        for c in 1...3 {
          let conflict = LandUseConflict(levels: [UInt8(a), UInt8(b), UInt8(c)])
          counts[conflict.degree, default: 0] += 1
          codes.insert(conflict.code)
        }
      }
    }
    #expect(counts == [.major: 3, .moderate: 9, .none: 15])
    #expect(codes.count == 27)
  }

  @Test("the strongest interest prevails, or the strongest contend")
  func strongest() throws {
    let conflicts = try landUseConflicts(levels: [[3, 3, 2, 1], [1, 3, 2, 2], [2, 1, 2, 3]])
    #expect(conflicts.map(\.degree) == [.none, .moderate, .major, .none])
    #expect(conflicts.map(\.strongest) == [[0], [0, 1], [0, 1, 2], [2]])
    #expect(conflicts.map(\.code) == [312, 331, 222, 123])
    #expect(LandUseConflict(levels: [2]).degree == .none)
    #expect(LandUseConflict(levels: [2, 2]).degree == .major)
    #expect(LandUseConflict(levels: [1, 3, 3, 3]).degree == .moderate)
    #expect(findings { _ = try landUseConflicts(levels: [[1, 2], [4]]) }.count == 2)
    #expect(findings { _ = try landUseConflicts(levels: []) }.count == 1)
  }

  @Test("levels by thirds of the range, of the areas, and by natural breaks")
  func levels() throws {
    let values = [0.0, 1, 2, 3, 4, 9, 10, 11, 30]
    #expect(
      try preferenceLevels(of: values, by: .equalInterval) == [1, 1, 1, 1, 1, 1, 1, 2, 3])
    #expect(try preferenceLevels(of: values, by: .quantile) == [1, 1, 1, 2, 2, 2, 3, 3, 3])
    #expect(try preferenceLevels(of: values, by: .naturalBreaks) == [1, 1, 1, 1, 1, 2, 2, 2, 3])
    for rule in LevelRule.allCases {
      #expect(try preferenceLevels(of: [5, 5], by: rule) == [1, 1])
      #expect(try preferenceLevels(of: [], by: rule) == [])
      #expect(!findings { _ = try preferenceLevels(of: [.nan], by: rule) }.isEmpty)
    }
    #expect(try preferenceLevels(of: [7, 2, 7], by: .naturalBreaks) == [3, 1, 3])
  }

  @Test("natural breaks have the least squares of all breaks", arguments: 1...30)
  func bestBreaks(number: Int) {
    var random = RandomStream(seed: 11, purpose: 0, number: number)
    let count = 4 + random.below(12)
    let values = (0..<count).map { _ in 1e6 + Double(random.below(20)) * random.uniform() }
    let tops = naturalBreaks(of: values, classes: 3)
    let sorted = values.sorted()
    func squares(_ part: ArraySlice<Double>) -> Double {
      let mean = part.reduce(0, +) / Double(part.count)
      return part.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    }
    var best = Double.infinity
    for i in 1..<(count - 1) {
      for j in (i + 1)..<count {
        best = min(best, squares(sorted[..<i]) + squares(sorted[i..<j]) + squares(sorted[j...]))
      }
    }
    let parts = [
      sorted.filter { $0 <= tops[0] }, sorted.filter { $0 > tops[0] && $0 <= tops[1] },
      sorted.filter { $0 > tops[1] },
    ]
    #expect(close(parts.map { squares($0[...]) }.reduce(0, +), best, 1e-6))
  }

  @Test("Kendall's W of three orders of which one is turned around is 1/9")
  func concordance() throws {
    let agreed = try #require(try Concordance(of: [[1, 2, 3, 4], [0, 5, 6, 9]]))
    #expect(close(agreed.coefficient, 1))
    // Rank sums 5, 6, 7: 12 · 2 / (9 · 24).
    let mixed = try #require(try Concordance(of: [[1, 2, 3], [1, 2, 3], [3, 2, 1]]))
    #expect(close(mixed.coefficient, 1.0 / 9))
    #expect(close(mixed.chiSquare, 2.0 / 3) && mixed.degreesOfFreedom == 2)
  }

  @Test("equal scores share their ranks, and W is corrected for them")
  func ties() throws {
    // Ranks 1½ 1½ 3 and 1 2½ 2½: sums 2½, 4, 5½; 12 · 4.5 / (96 − 24).
    let tied = try #require(try Concordance(of: [[1, 1, 2], [1, 2, 2]]))
    #expect(close(tied.coefficient, 0.75))
    // Two degrees of freedom: the tail above 3 is e^(−3/2).
    #expect(close(tied.probability, 0.223_130_160, 1e-9))
    #expect(try Concordance(of: [[1, 1], [2, 2]]) == nil)
    #expect(try Concordance(of: [[1, 2, 3]]) == nil)
    #expect(!findings { _ = try Concordance(of: [[1, 2], [1]]) }.isEmpty)
  }

  @Test("tails of chi-square have their known values")
  func chiSquare() {
    // Limits of the 5 % tail for 1, 2, 5 and 10 degrees of freedom.
    for (df, limit) in [(1.0, 3.841_459), (2, 5.991_465), (5, 11.070_498), (10, 18.307_038)] {
      #expect(close(upperGamma(df / 2, limit / 2), 0.05, 1e-7))
    }
    #expect(upperGamma(2, 0) == 1)
    #expect(close(upperGamma(1, 0.5), 0.606_530_660, 1e-9))
  }

  @Test("groups that are split in half are as far apart as can be")
  func dispersions() throws {
    #expect(try dispersion(of: [0, 1, 1, 0]) == 1)
    #expect(close(try #require(try dispersion(of: [0.2, 0.4])), 0.2))
    #expect(close(try #require(try dispersion(of: [0.7, 0.7, 0.7])), 0))
    #expect(try dispersion(of: [0.7]) == nil)
    #expect(!findings { _ = try dispersion(of: [2, -1]) }.isEmpty)
  }

  @Test("wanted and agreed is a go, wanted and disputed is negotiated")
  func fourWays() {
    func way(_ mean: Double, _ dispersion: Double) -> FourWay {
      FourWay(mean: mean, dispersion: dispersion, limits: rules.fourWayLimits)
    }
    #expect(way(0.8, 0.1) == .go && way(0.8, 0.6) == .negotiate)
    #expect(way(0.2, 0.1) == .leave && way(0.2, 0.6) == .protect)
    #expect(way(0.5, 0.4) == .negotiate)
  }
}
