internal import Foundation
internal import PlanModel

/// A choice whose sums stay near those of mixtures.
///
/// Where many options cost the same at the prices, the best answer of each decision says little, and all answers together
/// may miss the rows by far, while the mixtures keep them. So decisions are gone through in their order, and each mixed one
/// takes the option that keeps the sums so far nearest to what the mixtures came to so far.
struct ControlledRounding {
  let table: DecisionTable
  let prices: [Double]
  let temperature: Double

  /// The line of each decision; −1: nothing.
  func pick() -> [Int32] {
    let families = table.families.count
    var pick = Array(repeating: Int32(-1), count: table.decisionCount)
    // What was chosen less what the mixtures hold, for each row, over its scale.
    var drift = Array(repeating: 0.0, count: table.rows.count)
    var priced: [Double] = []
    var mean = Array(repeating: 0.0, count: families)
    for decision in 0..<table.decisionCount {
      let lines = table.lines(of: decision)
      priced.removeAll(keepingCapacity: true)
      priced.append(table.mustChoose[decision] ? .infinity : 0)
      for line in lines {
        priced.append(table.pricedCost(of: line, decision: decision, prices: prices))
      }
      let least = priced.min() ?? 0
      var total = 0.0
      for index in priced.indices {
        priced[index] = priced[index].isFinite ? exp((least - priced[index]) / temperature) : 0
        total += priced[index]
      }
      let largest = priced.indices.max { priced[$0] < priced[$1] } ?? 0
      let isSettled = priced[largest] > 0.9999 * total
      func line(_ index: Int) -> Int { index == 0 ? -1 : lines.lowerBound + index - 1 }
      if isSettled {
        pick[decision] = Int32(line(largest))
        continue
      }
      for family in 0..<families {
        mean[family] = 0
        if table.row(of: family, decision: decision) < 0 { continue }
        for index in priced.indices.dropFirst() where priced[index] > 0 {
          mean[family] +=
            priced[index] / total * table.coefficient(of: family, line: line(index))
        }
      }
      var best = largest
      var nearest = Double.infinity
      for index in priced.indices where priced[index] > 0.01 * total {
        var distance = 0.0
        for family in 0..<families {
          let row = table.row(of: family, decision: decision)
          if row < 0 { continue }
          let own = index == 0 ? 0 : table.coefficient(of: family, line: line(index))
          let after = drift[row] + (own - mean[family]) / table.rows[row].scale
          distance += after * after
        }
        if distance < nearest {
          nearest = distance
          best = index
        }
      }
      for family in 0..<families {
        let row = table.row(of: family, decision: decision)
        if row < 0 { continue }
        let own = best == 0 ? 0 : table.coefficient(of: family, line: line(best))
        drift[row] += (own - mean[family]) / table.rows[row].scale
      }
      pick[decision] = Int32(line(best))
    }
    return pick
  }
}
