internal import Glibc
internal import PlanModel

extension BorderedPlan {
  /// Melts the plan and lets it cool, one change of one decision at a time.
  ///
  /// Single changes that only ever save cost end where a region would have to grow or go as a whole. At a temperature,
  /// changes that cost something are taken as well, the less the colder it is, so that regions find their size and shape while
  /// it is warm and their walls while it cools (simulated annealing: Kirkpatrick, Gelatt and Vecchi, Science 220, 1983,
  /// 671–680). Rows that hold go on holding; blocks are not looked at.
  ///
  /// - Parameters:
  ///   - moves: How many changes are tried.
  ///   - hottest: The first temperature, in the unit of the cost.
  ///   - coldest: The last one.
  ///   - seed: Where the random numbers start.
  ///   - isOutOfTime: Asked now and then; what has come to be then stands.
  mutating func anneal(
    moves: Int, hottest: Double, coldest: Double, seed: UInt64, isOutOfTime: () -> Bool
  ) {
    let open = pick.indices.filter {
      !isFixed[$0] && problem.coupled.options(of: $0).contains { isFree[Int($0)] }
    }
    guard !open.isEmpty, moves > 0, hottest > coldest, coldest > 0 else { return }
    var state = seed
    func draw() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
    // One temperature for a round of as many moves as there are decisions.
    let rounds = max(1, moves / open.count)
    let cooling = rounds == 1 ? 1 : pow(coldest / hottest, 1 / Double(rounds - 1))
    var temperature = hottest
    for _ in 0..<rounds {
      if isOutOfTime() { return }
      for _ in open.indices {
        let decision = open[Int(draw() % UInt64(open.count))]
        let option = proposal(for: decision, draw())
        if option == Int(pick[decision]) { continue }
        let growth = growth(of: decision, to: option)
        if growth > 0 {
          let share = (Double(draw() >> 11) + 0.5) * 0x1p-53
          if growth > -temperature * log(share) { continue }
        }
        if keepsRows(decision, to: option) { take(option, in: decision) }
      }
      addUp()
      temperature *= cooling
    }
  }

  /// What a decision might take: mostly the class of a neighbour, else nothing or anything that it may.
  private func proposal(for decision: Int, _ random: UInt64) -> Int {
    let node = Int(problem.nodeOfDecision[decision])
    let kind = random & 3
    let rest = Int((random >> 8) & 0xFFFF_FFFF)
    let options = problem.coupled.options(of: decision)
    if kind < 2, node >= 0, !problem.graph.entries(of: node).isEmpty {
      let entries = problem.graph.entries(of: node)
      let label = labels[
        Int(problem.graph.neighbour[entries.lowerBound + rest % entries.count])]
      if label == 0 { return -1 }
      for option in options where isFree[Int(option)] && problem.label[Int(option)] == label {
        return Int(option)
      }
    }
    if kind == 2 { return -1 }
    let option = Int(options[options.startIndex + rest % options.count])
    return isFree[option] ? option : Int(pick[decision])
  }
}
