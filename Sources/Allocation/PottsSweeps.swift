internal import PlanModel

/// Sequential tree-reweighted message passing over the borders: a lower bound on the least energy of a labelling, that is
/// of what labels cost themselves and what borders between unlike labels cost.
///
/// By Kolmogorov (IEEE Transactions on Pattern Analysis and Machine Intelligence 28, 2006, 1568–1583). A border costs the
/// same for any two unlike labels (Potts), so a message takes time linear in the labels. Messages are kept as differences
/// to label 0, which then needs no place of its own: four labels fit one vector, and eight classes need two. Messages may
/// be of low precision and any history: the bound of `certificate` holds for whatever they are.
struct PottsSweeps {
  typealias Four = SIMD4<Float>
  /// The cost of a label that a node cannot have. Larger than any cost that is allowed, and small enough to add to.
  static let forbidden: Float = 1e37

  let graph: UnitGraph
  /// The vectors a node or border takes.
  let width: Int
  /// What each label from 1 costs more than label 0, `width` vectors a node; `forbidden` where it is not to be had.
  var unary: [Four]
  /// One message a border, in the direction of the latest sweep.
  private(set) var messages: [Four]
  /// The label that each node preferred in the latest sweep.
  private(set) var preferred: [Int32]
  private let weight: [Float]
  /// The share of a node in each of the chains that go through it.
  private let share: [Float]

  /// Creates messages of zero.
  ///
  /// - Parameter labels: The number of labels, label 0 included.
  init(_ graph: UnitGraph, labels: Int) {
    self.graph = graph
    width = max(1, (labels + 2) / 4)
    unary = Array(
      repeating: Four(repeating: Self.forbidden), count: graph.count * width)
    messages = Array(repeating: .zero, count: graph.borderCount * width)
    preferred = Array(repeating: 0, count: graph.count)
    weight = graph.weight.map { Float($0) }
    share = (0..<graph.count).map { 1 / Float(Self.chains(graph, through: $0)) }
  }

  /// How many monotone chains of the order a node must lie on to cover all its borders.
  private static func chains(_ graph: UnitGraph, through node: Int) -> Int {
    max(1, graph.middle[node] - graph.starts[node], graph.starts[node + 1] - graph.middle[node])
  }

  /// The cost of a label at a node, over that of label 0.
  func cost(of label: Int, at node: Int) -> Float {
    label == 0 ? 0 : unary[node * width + (label - 1) / 4][(label - 1) % 4]
  }

  /// Takes all nodes in their order, or in the opposite one, and renews the messages to the nodes that follow.
  ///
  /// - Complexity: O((nodes + borders) × labels).
  /// - Parameters:
  ///   - isForward: Whether the nodes are taken in their order.
  ///   - limit: Only nodes below it are looked at, as if there were no others.
  /// - Returns: The bound, to the precision of the messages.
  mutating func sweep(isForward: Bool, below limit: Int) -> Double {
    let width = self.width
    let graph = self.graph
    return unsafe messages.withUnsafeMutableBufferPointer { messages in
      unsafe preferred.withUnsafeMutableBufferPointer { preferred in
        unsafe unary.withUnsafeBufferPointer { unary in
          unsafe graph.border.withUnsafeBufferPointer { border in
            unsafe weight.withUnsafeBufferPointer { weight in
              unsafe withUnsafeTemporaryAllocation(of: Four.self, capacity: 2 * width) { belief in
                var total = 0.0
                for step in 0..<limit {
                  let node = isForward ? step : limit - 1 - step
                  let begin = graph.starts[node]
                  let split = graph.middle[node]
                  var end = graph.starts[node + 1]
                  while end > split, graph.neighbour[end - 1] >= Int32(limit) { end -= 1 }
                  // Safe: all positions come from the graph, whose borders and nodes the buffers were sized by.
                  for lane in 0..<width { unsafe belief[lane] = unsafe unary[node * width + lane] }
                  for entry in begin..<end {
                    let base = unsafe Int(border[entry]) * width
                    for lane in 0..<width { unsafe belief[lane] += unsafe messages[base + lane] }
                  }
                  var least = unsafe belief[0]
                  for lane in 1..<width { least = unsafe smaller(least, belief[lane]) }
                  let value = min(0, smallest(least))
                  unsafe preferred[node] =
                    unsafe value < 0 ? position(of: value, in: belief, width: width) : 0
                  total += Double(value)
                  let share = self.share[node]
                  let zero = -value * share
                  for lane in 0..<width {
                    unsafe belief[lane] = unsafe (belief[lane] - value) * share
                  }
                  for entry in isForward ? split..<end : begin..<split {
                    let base = unsafe Int(border[entry]) * width
                    var least = Four(repeating: zero)
                    for lane in 0..<width {
                      let rest = unsafe belief[lane] - messages[base + lane]
                      unsafe belief[width + lane] = rest
                      least = smaller(least, rest)
                    }
                    let cap = unsafe smallest(least) + weight[entry]
                    let offset = min(zero, cap)
                    for lane in 0..<width {
                      unsafe messages[base + lane] =
                        unsafe smaller(belief[width + lane], Four(repeating: cap)) - offset
                    }
                    total += Double(offset)
                  }
                }
                return total
              }
            }
          }
        }
      }
    }
  }

  /// The labels that fit the messages, one node after the other: each takes what the nodes before it have taken for given
  /// and believes the messages of those that follow.
  ///
  /// To be called after a backward sweep.
  func rounded() -> [Int32] {
    var labels = Array(repeating: Int32(0), count: graph.count)
    let width = self.width
    let graph = self.graph
    unsafe labels.withUnsafeMutableBufferPointer { labels in
      unsafe messages.withUnsafeBufferPointer { messages in
        unsafe unary.withUnsafeBufferPointer { unary in
          unsafe withUnsafeTemporaryAllocation(of: Four.self, capacity: width) { value in
            for node in 0..<graph.count {
              // Safe: all positions come from the graph, which the buffers were sized by.
              for lane in 0..<width { unsafe value[lane] = unsafe unary[node * width + lane] }
              for entry in graph.middle[node]..<graph.starts[node + 1] {
                let base = Int(graph.border[entry]) * width
                for lane in 0..<width { unsafe value[lane] += unsafe messages[base + lane] }
              }
              var zero: Float = 0
              for entry in graph.starts[node]..<graph.middle[node] {
                let label = unsafe Int(labels[Int(graph.neighbour[entry])])
                if label == 0 {
                  zero -= weight[entry]
                } else {
                  unsafe value[(label - 1) / 4][(label - 1) % 4] -= weight[entry]
                }
              }
              var best = zero
              var pick: Int32 = 0
              for lane in 0..<width {
                let four = unsafe value[lane]
                for part in 0..<4 where four[part] < best {
                  best = four[part]
                  pick = Int32(lane * 4 + part + 1)
                }
              }
              unsafe labels[node] = pick
            }
          }
        }
      }
    }
    return labels
  }

  /// What no labelling costs less than, in full precision, for the messages of a backward sweep as they are.
  ///
  /// For a share γ of each node, a value v below all beliefs D of a node and messages M that follow from the messages m the
  /// other way, border by border M(b) + δ ≤ γ (D(a) − v) − m(a) + w·[a ≠ b] holds by construction. Adding up over
  /// borders and nodes, m and M cancel and what remains is Σ δ + Σ v, because γ times the borders on one side is at most 1.
  ///
  /// - Parameter costs: Fills in what each label costs at a node, label 0 first; the array has a place for every label,
  ///   infinite to begin with.
  /// - Returns: The bound, and the size of the numbers that were added for it.
  func certificate(_ costs: (Int, inout [Double]) -> Void) -> (bound: Double, size: Double) {
    let count = width * 4 + 1
    let forbidden = Double(Self.forbidden)
    var fill = Array(repeating: Double.infinity, count: count)
    var incoming = Array(repeating: 0.0, count: graph.count * count)
    var belief = fill
    var rest = fill
    var total = CompensatedSum()
    var size = 0.0
    for node in 0..<graph.count {
      for label in 0..<count { fill[label] = .infinity }
      costs(node, &fill)
      for label in 0..<count {
        belief[label] = min(fill[label], forbidden) + incoming[node * count + label]
      }
      for entry in graph.middle[node]..<graph.starts[node + 1] {
        let base = Int(graph.border[entry]) * width
        for label in 1..<count {
          belief[label] += Double(messages[base + (label - 1) / 4][(label - 1) % 4])
        }
      }
      var preferred = 0
      for label in 1..<count where belief[label] < belief[preferred] { preferred = label }
      let value = belief[preferred]
      total.add(value)
      size += abs(value) + abs(incoming[node * count + preferred])
      let share = 1 / Double(Self.chains(graph, through: node))
      for entry in graph.middle[node]..<graph.starts[node + 1] {
        let base = Int(graph.border[entry]) * width
        var least = Double.infinity
        for label in 0..<count {
          let message =
            label == 0 ? 0 : Double(messages[base + (label - 1) / 4][(label - 1) % 4])
          rest[label] = share * (belief[label] - value) - message
          least = min(least, rest[label])
          if label == preferred { size += abs(message) }
        }
        let cap = least + graph.weight[entry]
        let offset = min(rest[0], cap)
        total.add(offset)
        size += abs(offset)
        let target = Int(graph.neighbour[entry]) * count
        for label in 0..<count { incoming[target + label] += min(rest[label], cap) - offset }
      }
    }
    return (total.value, size)
  }
}

/// The smaller number of each pair.
@inline(__always)
private func smaller(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> {
  a.replacing(with: b, where: b .< a)
}

/// The smallest of four numbers.
@inline(__always)
private func smallest(_ a: SIMD4<Float>) -> Float { min(min(a.x, a.y), min(a.z, a.w)) }

/// The first label that costs `value`.
@inline(__always)
private func position(
  of value: Float, in belief: UnsafeMutableBufferPointer<SIMD4<Float>>, width: Int
) -> Int32 {
  for lane in 0..<width {
    let four = unsafe belief[lane]
    for place in 0..<4 where four[place] == value { return Int32(lane * 4 + place + 1) }
  }
  return 0
}
