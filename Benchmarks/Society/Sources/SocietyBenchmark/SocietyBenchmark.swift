import PlanModel
import Reference
import Society

/// Times what is made of people's voices: `SocietyBenchmark [UNITS] [VOICES]`; units lie in a square grid.
@main
struct SocietyBenchmark {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
    let side = Int(Double(arguments.first ?? 1_000_000).squareRoot())
    let units = side * side
    let voices = arguments.dropFirst().first ?? 100_000
    let workers = Workers(2)
    var random = Stream(state: 1)
    let said = contributions(voices, side: side, &random)
    print("\(units) units, \(voices) voices, \(said.unit.count) places")
    let heard = time("which voices count") { Hearing(said) }
    _ = time("preferences of groups") { preferenceSurface(of: said, heard: heard, groups: 4) }
    let district = (0..<units).map { $0 * 200 / units }
    let reference = try ReferenceData.load()
    let near = try time("neighbours by weight") { try weights(side) }
    let rules = SocietyRules(reference)
    _ = try time("what may be shown, without clustering") {
      try publishedPreferences(
        of: said, heard: heard, groups: 4, district: district, districts: 200, leastPeople: 5,
        rules: rules, near: nil, seed: 1, workers: workers)
    }
    let values = (0..<units).map { _ in Double.random(in: 0...1, using: &random) }
    _ = try time("Moran's I with \(rules.permutations) permutations") {
      try SpatialAutocorrelation(
        of: values, near: near, permutations: rules.permutations, seed: 1, workers: workers)
    }
    let levels = try time("natural breaks of three interests") {
      try (0..<3).map { shift in
        try preferenceLevels(
          of: values.map { ($0 * Double(shift + 3)).truncatingRemainder(dividingBy: 1) },
          by: .naturalBreaks)
      }
    }
    _ = try time("land contention") { try landUseConflicts(levels: levels) }
    let small = min(units, 10_000)
    let scores = try OptionScores(
      groups: 4, offsets: (0...small).map { $0 * 8 },
      score: (0..<small * 32).map { _ in Double.random(in: 0...1, using: &random) })
    let balances = try GroupBalances(groups: 4, draws: 10_000, seed: 1)
    _ = try time("10,000 balances over \(small) units × 8") {
      try BalanceOfGroups(of: scores, under: balances, seed: 1, workers: workers)
    }
    let vote = ballots(voters: 20_000, projects: 300, &random)
    _ = try time("equal shares, 20,000 voters, 300 projects") {
      try EqualShares(of: vote, utility: .cost, completion: .largerBudget(0.01))
    }
  }

  /// Pins of one to nine units about one of twelve actions; a third of the people speak more than once.
  static func contributions(_ count: Int, side: Int, _ random: inout Stream) -> Contributions {
    var said = Contributions()
    said.subjects = (0..<12).map { ("action \($0)", [$0]) }
    for row in 0..<count {
      let person = Int32.random(in: 0..<Int32(max(1, count * 2 / 3)), using: &random)
      said.ids.append("v\(row)")
      said.group.append(person % 4)
      said.stance.append(.support)
      said.direction.append(Bool.random(using: &random) ? 1 : -1)
      said.strength.append(1)
      said.subject.append(Int32.random(in: 0..<12, using: &random))
      said.person.append(person)
      said.date.append(Int32(row))
      said.condition.append(nil)
      let reach = Int.random(in: 1...3, using: &random)
      let x = Int.random(in: 0..<max(1, side - reach), using: &random)
      let y = Int.random(in: 0..<max(1, side - reach), using: &random)
      for place in 0..<reach * reach {
        said.unit.append(Int32((y + place / reach) * side + x + place % reach))
        said.share.append(1 / Double(reach * reach))
        said.voice.append(1)
      }
      said.outside.append(0)
      said.starts.append(said.unit.count)
    }
    return said
  }

  static func weights(_ side: Int) throws -> SpatialWeights {
    var left: [Int32] = []
    var right: [Int32] = []
    for unit in 0..<side * side {
      if (unit + 1) % side != 0 {
        left.append(Int32(unit))
        right.append(Int32(unit + 1))
      }
      if unit + side < side * side {
        left.append(Int32(unit))
        right.append(Int32(unit + side))
      }
    }
    return try SpatialWeights(
      count: side * side, left: left, right: right, weight: left.map { _ in 1 },
      isRowStandardised: true)
  }

  static func ballots(voters: Int, projects: Int, _ random: inout Stream) -> BudgetVote {
    var offsets = [0]
    var project: [Int32] = []
    for _ in 0..<voters {
      let liked = (0..<Int.random(in: 1...8, using: &random)).map { _ in
        Int32.random(in: 0..<Int32(projects), using: &random)
      }
      project += Set(liked).sorted()
      offsets.append(project.count)
    }
    return BudgetVote(
      kind: .approval, budget: 2_000_000, projects: (0..<projects).map { "p\($0)" },
      costs: (0..<projects).map { _ in Double(Int.random(in: 5_000...90_000, using: &random)) },
      voters: (0..<voters).map { "v\($0)" }, offsets: offsets, project: project,
      score: project.map { _ in 1 })
  }

  /// Runs a step and prints how long it took.
  static func time<Result>(_ what: String, _ step: () throws -> Result) rethrows -> Result {
    let start = ContinuousClock.now
    defer { print("\(what): \(ContinuousClock.now - start)") }
    return try step()
  }

  /// A stream of numbers that its seed alone decides.
  struct Stream: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }
}
