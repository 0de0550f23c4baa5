internal import PlanModel

extension CompactSearch {
  /// How often plans are grown from other seeds.
  private static let attempts = 4
  /// How much steeper the charge is than what a wall can bend.
  private static let steepness = 6.0
  /// How often the walls of the best plan may move, and the steps of the prices for each time.
  static let moves = 12
  private static let moveSteps = 16
  /// Steps of the prices a growth.
  private static let growthSteps = 40

  /// Grows plans where borders cost so much that whole regions change their class at once.
  ///
  /// At the best prices everything and nothing are then equally good, and no price chooses a part. So each class is charged
  /// a little more the farther a unit lies from a seed: the wall between the phases then moves continuously with the prices,
  /// and stands where the rows are kept. The charge is small against what neighbouring units differ by, so along the wall
  /// the plan is as good as without it.
  ///
  /// - Parameters:
  ///   - shares: How often nodes preferred each label.
  ///   - moves: How often the walls of the best plan may move.
  /// - Returns: The prices and messages of the best plan.
  @discardableResult
  mutating func grow(
    from dual: CompactDual, shares: [Double], moves: Int = Self.moves
  ) -> CompactDual {
    let graph = problem.graph
    guard graph.count > 2, problem.labelCount > 1 else { return dual }
    let classes = (1..<problem.labelCount).sorted { (shares[$1], $0) < (shares[$0], $1) }
    let total = shares.reduce(0, +)
    let active = max(1, min(4, classes.count { shares[$0] > 0.01 * total }))
    var random = limits.seed
    var bestDual = dual
    for attempt in 0..<Self.attempts {
      if isOutOfTime || isGoodEnough { return bestDual }
      let seeds = self.seeds(active, attempt: attempt, &random)
      var tilted = dual
      tilted.set(prices: prices)
      tilted.restart(share: 0.01)
      tilted.tilt = tilt(seeds, classes: classes, shares: shares.map { $0 / max(total, 1e-9) })
      var lastOffer = 0
      var bestMiss = Double.infinity
      let before = cost
      for step in 0..<Self.growthSteps {
        tilted.price()
        tilted.sweep()
        if isOutOfTime { break }
        // What nodes prefer is divided along the wall; the whole choice decides how far the wall must move.
        let chosen = tilted.suggestion()
        tilted.follow(chosen)
        let miss = tilted.miss
        if miss < 0.05, step > lastOffer + 4 || miss < 0.5 * bestMiss {
          offer(improving: chosen, norms: tilted.norms, prices: tilted.prices)
          lastOffer = step
          bestMiss = miss
        }
        tilted.step(growth: 1.3)
      }
      if cost < before { bestDual = tilted }
    }
    moveWalls(from: &bestDual, atMost: moves)
    return bestDual
  }

  /// Moves the walls of the best plan until three charges of several steepnesses in turn were in vain: then the walls stand
  /// where they are best.
  mutating func moveWalls(from dual: inout CompactDual, atMost moves: Int) {
    var failures = 0
    for move in 0..<moves where failures < 3 {
      if isOutOfTime || isGoodEnough { return }
      let before = cost
      moveWalls(&dual, steepness: [3, 1.5, 6][move % 3])
      failures = cost < before - 1e-4 * abs(cost) ? 0 : failures + 1
    }
  }

  /// Lets the walls of the best plan move: each class is charged for being away from where it is, so that walls bend and
  /// shift to better places but no region goes.
  private mutating func moveWalls(_ dual: inout CompactDual, steepness: Double) {
    guard let chosen else { return }
    let graph = problem.graph
    let stride = problem.labelCount
    let labels = problem.labels(of: chosen)
    var tilt = Array(repeating: Float(0), count: graph.count * stride)
    let used = graph.distances(from: labels.indices.filter { labels[$0] != 0 })
    var steepest: Float = 0
    var isTilted = Array(repeating: false, count: stride)
    for label in 1..<stride {
      let own = labels.indices.filter { labels[$0] == Int32(label) }
      guard own.count * 100 > graph.count else { continue }
      let outside = graph.distances(from: own)
      let inside = graph.distances(from: labels.indices.filter { labels[$0] != Int32(label) })
      var wall = 0.0
      var depth = 1.0
      for node in own {
        depth = max(depth, Double(inside[node]))
        for entry in graph.entries(of: node) where labels[Int(graph.neighbour[entry])] != label {
          wall += graph.weight[entry]
        }
      }
      let slope = Float(steepness * wall / (Double(own.count) * depth))
      steepest = max(steepest, slope)
      isTilted[label] = true
      for node in 0..<graph.count {
        let far = Float(outside[node] > 0 ? outside[node] : -inside[node])
        tilt[node * stride + label] = slope * (far + (far > 0 ? -0.5 : 0.5))
      }
    }
    for label in 1..<stride where !isTilted[label] {
      for node in 0..<graph.count {
        tilt[node * stride + label] = steepest * Float(max(0, used[node]))
      }
    }
    dual.tilt = tilt
    dual.restart(share: 0.003)
    for step in 0..<Self.moveSteps {
      if isOutOfTime { return }
      dual.price()
      dual.sweep()
      let suggestion = dual.suggestion()
      dual.follow(suggestion)
      if step % 4 == 3, dual.miss < 0.05 {
        offer(improving: suggestion, norms: dual.norms, prices: dual.prices)
      }
      dual.step(growth: 1.3)
    }
  }

  /// Nodes far from one another: the end of a longest way first, as far as two searches find it, then what is farthest.
  private func seeds(_ count: Int, attempt: Int, _ random: inout UInt64) -> [[Int32]] {
    random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    let graph = problem.graph
    let first = Int((random >> 33) % UInt64(graph.count))
    func farthest(_ distance: [Int32]) -> Int {
      var best = 0
      for node in distance.indices where distance[node] > distance[best] { best = node }
      return best
    }
    var found: [[Int32]] = []
    // One attempt starts anywhere, because the best region need not lie at an end.
    var next = attempt != 1 ? farthest(graph.distances(from: [first])) : first
    var nearest = Array(repeating: Int32.max, count: graph.count)
    for _ in 0..<count {
      let distance = graph.distances(from: [next])
      found.append(distance)
      for node in nearest.indices where distance[node] >= 0 {
        nearest[node] = min(nearest[node], distance[node])
      }
      next = farthest(nearest)
    }
    return found
  }

  /// The charge of each label at each node: 0 at the way from the seed where the label has its share of the nodes, more
  /// beyond it, less on this side.
  private func tilt(_ distances: [[Int32]], classes: [Int], shares: [Double]) -> [Float] {
    let graph = problem.graph
    let stride = problem.labelCount
    var tilt = Array(repeating: Float(0), count: graph.count * stride)
    for (rank, label) in classes.enumerated() {
      let distance = distances[rank % distances.count]
      let reach = max(1, distance.max() ?? 1)
      var counts = Array(repeating: 0, count: Int(reach) + 1)
      for value in distance where value >= 0 { counts[Int(value)] += 1 }
      var level = 0
      var inside = 0
      while level < Int(reach),
        level == 0 || Double(inside) < max(0.02, shares[label]) * Double(graph.count)
      {
        inside += counts[level]
        level += 1
      }
      var wall = 0.0
      for node in 0..<graph.count where distance[node] >= 0 && Int(distance[node]) < level {
        for entry in graph.entries(of: node)
        where Int(distance[Int(graph.neighbour[entry])]) >= level {
          wall += graph.weight[entry]
        }
      }
      // A disc of radius r gains a third of slope · r · area by staying, and its wall would be spared by going; so the slope
      // must be over three walls ÷ (r · area). Twice that leaves no doubt.
      let slope = Float(Self.steepness * wall / (Double(level) * Double(max(1, inside))))
      for node in 0..<graph.count {
        let far = distance[node] < 0 ? reach : distance[node]
        tilt[node * stride + label] = slope * Float(Int(far) - level)
      }
    }
    return tilt
  }
}
