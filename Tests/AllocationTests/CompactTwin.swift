import PlanModel

/// The slow twin for borders and blocks: all plans of a problem, one after the other, with nothing left out.
enum CompactTwin {
  /// The best objective; nil: no plan keeps rows, locks and blocks.
  static func best(_ problem: PlanningProblem, blocks: Bool = true) -> Double? {
    var decisions: [[Int32]: [Int]] = [:]
    for option in 0..<problem.optionCount {
      decisions[[problem.unit[option], problem.slot[option]], default: []].append(option)
    }
    let choices = decisions.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
    var chosen: [Int] = []
    var best: Double?
    func search(_ depth: Int) {
      guard depth < choices.count else {
        guard Enumeration.holds(problem, Set(chosen)) else { return }
        if blocks, !holdsBlocks(problem, chosen) { return }
        let value = objective(problem, chosen)
        best = best.map { problem.sense == .minimise ? min($0, value) : max($0, value) } ?? value
        return
      }
      search(depth + 1)
      for option in choices[depth] {
        chosen.append(option)
        search(depth + 1)
        chosen.removeLast()
      }
    }
    search(0)
    return best
  }

  /// The objective with its borders.
  static func objective(_ problem: PlanningProblem, _ chosen: [Int]) -> Double {
    var value = chosen.reduce(0) { $0 + problem.objective[$1] }
    guard let borders = problem.compactness else { return value }
    let classes = classes(problem, chosen)
    for border in borders.length.indices {
      if classes[Int(borders.left[border])] == classes[Int(borders.right[border])] { continue }
      let cost = borders.penalty * borders.length[border]
      value += problem.sense == .minimise ? cost : -cost
    }
    return value
  }

  private static func classes(_ problem: PlanningProblem, _ chosen: [Int]) -> [Int32] {
    var classes = Array(repeating: Int32(0), count: problem.units)
    for option in chosen where problem.slot[option] == 0 {
      classes[Int(problem.unit[option])] = problem.optionClass[option]
    }
    return classes
  }

  /// Whether every block comes to what its rule asks for: units take over the block of a neighbour until none changes.
  static func holdsBlocks(_ problem: PlanningProblem, _ chosen: [Int]) -> Bool {
    let classes = classes(problem, chosen)
    for rule in problem.clusters {
      let isIn = classes.map { rule.classes.contains($0) }
      var block = Array(0..<problem.units)
      var isChanged = true
      while isChanged {
        isChanged = false
        for border in problem.compactness?.left.indices ?? 0..<0 {
          let left = Int(problem.compactness!.left[border])
          let right = Int(problem.compactness!.right[border])
          guard isIn[left], isIn[right], block[left] != block[right] else { continue }
          block[left] = min(block[left], block[right])
          block[right] = block[left]
          isChanged = true
        }
      }
      var sums: [Int: Double] = [:]
      for option in chosen where problem.slot[option] == 0 && isIn[Int(problem.unit[option])] {
        sums[block[Int(problem.unit[option])], default: 0] +=
          rule.amount.map { problem.amounts[$0].values[option] } ?? 1
      }
      if sums.values.contains(where: { $0 < rule.least - 1e-9 * max(1, rule.least) }) {
        return false
      }
    }
    return true
  }
}

/// A random problem small enough to enumerate, with borders between some of its units and perhaps rules for blocks.
func smallCompactProblem(seed: Int, atMost limit: Double = 3000) -> PlanningProblem {
  var problem = smallProblem(seed: seed, atMost: limit)
  var draws = Draws(seed: seed &+ 77_777)
  problem.optionClass = problem.optionClass.map { _ in Int32(draws.whole(1...3)) }
  let size = problem.objective.reduce(0) { max($0, abs($1)) }
  let penalty = [0, 0.1, 0.5, 1, 3][draws.whole(0...4)] * (size == 0 ? 1 : size)
  var compactness = PlanningProblem.Compactness(penalty: penalty, left: [], right: [], length: [])
  if problem.units > 1 {
    // Some graphs fall apart, some have a border given twice.
    for _ in 0..<draws.whole(0...(2 * problem.units)) {
      let left = draws.whole(0...(problem.units - 1))
      let right = draws.whole(0...(problem.units - 1))
      if left == right { continue }
      compactness.left.append(Int32(left))
      compactness.right.append(Int32(right))
      compactness.length.append([0, 0.25, 1, 1, 2][draws.whole(0...4)])
    }
  }
  problem.compactness = compactness
  if draws.whole(0...2) == 0 {
    for rule in 0...draws.whole(0...1) {
      let classes = draws.whole(0...1) == 0 ? [Int32(1 + rule)] : [1, Int32(2 + rule)]
      problem.clusters.append(
        PlanningProblem.Cluster(
          name: "block\(rule)", classes: classes, amount: draws.whole(0...1) == 0 ? nil : 1,
          least: Double(draws.whole(1...4))))
    }
  }
  return problem
}
