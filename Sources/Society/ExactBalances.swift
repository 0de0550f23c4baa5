import PlanModel

/// The share of all balances of the groups under which one of two options is worth more, without drawing.
///
/// With d_g the first option's score less the second's, that is the part of the simplex on which Σ λ_g d_g > 0. A line from
/// a group with d > 0 to one with d < 0 is cut where the sum is 0, which splits the simplex in two of known volume;
/// so V(p, q) = (−d_q V(p − 1, q) + d_p V(p, q − 1)) / (d_p − d_q), all terms positive (derived here; the volume of a simplex cut by
/// a plane is Varsi's 1973, recalled).
///
/// - Parameter differences: d_g of each group, finite.
/// - Returns: 0.5 where all groups find the options equal.
public func shareOfBalances(favouring differences: [Double]) -> Double {
  precondition(differences.allSatisfy(\.isFinite), "differences are finite")
  // A group that finds the options equal changes no share.
  let against = differences.filter { $0 < 0 }.map { -$0 }
  let above = differences.filter { $0 > 0 }
  if against.isEmpty && above.isEmpty { return 0.5 }
  // The share below 0, for the groups against so far; without any group in favour it is all.
  var below = Array(repeating: 1.0, count: against.count + 1)
  for plus in above {
    below[0] = 0
    for (index, minus) in against.enumerated() {
      let part = plus / (plus + minus)
      below[index + 1] = (1 - part) * below[index + 1] + part * below[index]
    }
  }
  return 1 - below[against.count]
}

/// The share of the balances of two groups under which each option is first, without drawing.
///
/// The worth of an option is a line over the first group's weight in 0…1, and the first option is the highest line: of each the part
/// of 0…1 on which no other is above it. Options of one line share nothing and all get the whole part.
///
/// - Parameters:
///   - first: The first group's score of each option, finite.
///   - second: The second group's.
/// - Complexity: O(*n*²).
public func firstRankShares(first: [Double], second: [Double]) -> [Double] {
  precondition(first.count == second.count, "two scores for each option")
  return first.indices.map { option in
    var low = 0.0
    var high = 1.0
    for other in first.indices where other != option {
      // Lead over the other: at weight 0 and at weight 1.
      let start = second[option] - second[other]
      let end = first[option] - first[other]
      if start >= 0 && end >= 0 { continue }
      if start <= 0 && end <= 0 { return 0 }
      let crossing = start / (start - end)
      if end > start { low = max(low, crossing) } else { high = min(high, crossing) }
    }
    return max(0, high - low)
  }
}
