/// The options of one unit under all balances.
struct RankedUnit {
  /// In how many draws an option has a rank, option by option.
  private(set) var times: [Int32]
  /// Means of the balances under which an option is first, option by option.
  private(set) var central: [Double]
  /// How sure each option is to be first under them; −1 where it has none.
  private(set) var sure: [Double]

  init(_ unit: Int, of scores: OptionScores, under balances: GroupBalances, seed: UInt64) {
    let groups = scores.groups
    let options = scores.offsets[unit]..<scores.offsets[unit + 1]
    let count = options.count
    let range = options.lowerBound * groups..<options.upperBound * groups
    let score = Array(scores.score[range])
    let deviation = scores.deviation.map { Array($0[range]) }
    times = Array(repeating: 0, count: count * count)
    // Sums of at most some million numbers in 0…1, in a fixed order: their error is far below that of the draws.
    central = Array(repeating: 0, count: count * groups)
    sure = Array(repeating: -1, count: count)
    var worth = Array(repeating: 0.0, count: count)
    var better = Array(repeating: 0, count: count)
    var drawn = score
    var random = RandomStream(seed: seed, purpose: 3, number: unit)
    for draw in 0..<balances.count {
      if let deviation {
        for entry in drawn.indices {
          drawn[entry] = score[entry] + deviation[entry] * random.normal()
        }
      }
      Self.evaluate(
        &worth, drawn, balances.values, from: draw * groups, groups: groups)
      for option in 0..<count { better[option] = 0 }
      for option in 1..<max(1, count) {
        let own = worth[option]
        var above = 0
        for other in 0..<option {
          let isAbove = worth[other] > own ? 1 : 0
          above += isAbove
          better[other] += worth[other] < own ? 1 : 0
        }
        better[option] += above
      }
      for option in 0..<count {
        times[option * count + better[option]] += 1
        if better[option] == 0 {
          for group in 0..<groups {
            central[option * groups + group] += balances.values[draw * groups + group]
          }
        }
      }
    }
    for option in 0..<count where times[option * count] > 0 {
      for group in 0..<groups {
        central[option * groups + group] /= Double(times[option * count])
      }
    }
    judge(score, deviation, draws: balances.count, groups: groups, &random)
  }

  /// The worth of each option under one balance.
  private static func evaluate(
    _ worth: inout [Double], _ score: [Double], _ balances: [Double], from start: Int, groups: Int
  ) {
    // Four groups are the rule, and a loop of known length takes half the time.
    if groups == 4 {
      let a = balances[start]
      let b = balances[start + 1]
      let c = balances[start + 2]
      let d = balances[start + 3]
      var entry = 0
      for option in worth.indices {
        worth[option] =
          a * score[entry] + b * score[entry + 1] + (c * score[entry + 2] + d * score[entry + 3])
        entry += 4
      }
    } else {
      for option in worth.indices {
        var sum = 0.0
        for group in 0..<groups { sum += balances[start + group] * score[option * groups + group] }
        worth[option] = sum
      }
    }
  }

  /// Sets the confidence of every option that is ever first.
  private mutating func judge(
    _ score: [Double], _ deviation: [Double]?, draws: Int, groups: Int,
    _ random: inout RandomStream
  ) {
    let count = sure.count
    var worth = Array(repeating: 0.0, count: count)
    for option in 0..<count where times[option * count] > 0 {
      guard let deviation else {
        // The balances under which an option is first are convex, so their mean is one of them.
        sure[option] = 1
        continue
      }
      let weights = Array(central[option * groups..<(option + 1) * groups])
      var drawn = score
      var first = 0
      for _ in 0..<draws {
        for entry in drawn.indices {
          drawn[entry] = score[entry] + deviation[entry] * random.normal()
        }
        Self.evaluate(&worth, drawn, weights, from: 0, groups: groups)
        if !worth.contains(where: { $0 > worth[option] }) { first += 1 }
      }
      sure[option] = Double(first) / Double(draws)
    }
  }
}
