internal import PlanModel

/// The units of a problem as nodes that borders join, in an order in which neighbours lie near each other.
///
/// Nodes are numbered breadth first from the lowest unit of each connected part. A sweep along this order crosses the
/// graph like a front, which is what sequential message passing needs, and finds neighbours near in memory. Borders given
/// several times count as one with the sum of the lengths.
struct UnitGraph: Sendable {
  /// The unit of each node.
  let unitOf: [Int32]
  /// The node of each unit.
  let nodeOf: [Int32]
  /// Where the neighbours of each node start; one more than there are nodes.
  let starts: [Int]
  /// Where the neighbours with a higher number start.
  let middle: [Int]
  /// The neighbours of each node, ascending.
  let neighbour: [Int32]
  /// What it costs, per neighbour, to be of unlike class: penalty × length.
  let weight: [Double]
  /// The number of the border, per neighbour; borders are numbered by their lower node, then by the higher one.
  let border: [Int32]

  var count: Int { unitOf.count }
  var borderCount: Int { neighbour.count / 2 }

  /// The neighbours of a node, as positions in `neighbour`, `weight` and `border`.
  func entries(of node: Int) -> Range<Int> { starts[node]..<starts[node + 1] }

  /// What all borders of a node cost together.
  func allBorders(of node: Int) -> Double { entries(of: node).reduce(0) { $0 + weight[$1] } }

  /// Builds the graph; without a compactness term there are no borders.
  ///
  /// - Complexity: O(units + borders), times the logarithm of the most neighbours a unit has.
  init(units: Int, _ compactness: PlanningProblem.Compactness?) {
    let left = compactness?.left ?? []
    let right = compactness?.right ?? []
    let penalty = compactness?.penalty ?? 0
    let weights = (compactness?.length ?? []).map { $0 * penalty }
    var offsets = Array(repeating: 0, count: units + 1)
    for unit in left { offsets[Int(unit) + 1] += 1 }
    for unit in right { offsets[Int(unit) + 1] += 1 }
    for unit in 0..<units { offsets[unit + 1] += offsets[unit] }
    var next = offsets
    var other = Array(repeating: Int32(0), count: offsets[units])
    var cost = Array(repeating: 0.0, count: offsets[units])
    for position in left.indices {
      for (from, to) in [(left[position], right[position]), (right[position], left[position])] {
        other[next[Int(from)]] = to
        cost[next[Int(from)]] = weights[position]
        next[Int(from)] += 1
      }
    }
    let (unitOf, nodeOf) = Self.breadthFirst(units: units, offsets: offsets, other: other)

    var starts = [0]
    var middle: [Int] = []
    var neighbour: [Int32] = []
    var weight: [Double] = []
    starts.reserveCapacity(units + 1)
    middle.reserveCapacity(units)
    neighbour.reserveCapacity(other.count)
    weight.reserveCapacity(other.count)
    var list: [(node: Int32, weight: Double)] = []
    for node in 0..<units {
      let unit = Int(unitOf[node])
      list.removeAll(keepingCapacity: true)
      for entry in offsets[unit]..<offsets[unit + 1] {
        list.append((nodeOf[Int(other[entry])], cost[entry]))
      }
      // By weight too, so that both ends of a border add the same numbers in the same order.
      list.sort { ($0.node, $0.weight) < ($1.node, $1.weight) }
      let begin = neighbour.count
      var split = begin
      for (target, value) in list {
        if neighbour.count > begin, neighbour[neighbour.count - 1] == target {
          weight[weight.count - 1] += value
          continue
        }
        if target < Int32(node) { split += 1 }
        neighbour.append(target)
        weight.append(value)
      }
      middle.append(split)
      starts.append(neighbour.count)
    }
    var border = Array(repeating: Int32(0), count: neighbour.count)
    var cursor = starts
    var number: Int32 = 0
    for node in 0..<units {
      for entry in middle[node]..<starts[node + 1] {
        border[entry] = number
        let target = Int(neighbour[entry])
        border[cursor[target]] = number
        cursor[target] += 1
        number += 1
      }
    }
    self.unitOf = unitOf
    self.nodeOf = nodeOf
    self.starts = starts
    self.middle = middle
    self.neighbour = neighbour
    self.weight = weight
    self.border = border
  }

  private static func breadthFirst(
    units: Int, offsets: [Int], other: [Int32]
  ) -> (unitOf: [Int32], nodeOf: [Int32]) {
    var nodeOf = Array(repeating: Int32(-1), count: units)
    var unitOf: [Int32] = []
    unitOf.reserveCapacity(units)
    var head = 0
    for root in 0..<units where nodeOf[root] < 0 {
      nodeOf[root] = Int32(unitOf.count)
      unitOf.append(Int32(root))
      while head < unitOf.count {
        let unit = Int(unitOf[head])
        head += 1
        for entry in offsets[unit]..<offsets[unit + 1] where nodeOf[Int(other[entry])] < 0 {
          nodeOf[Int(other[entry])] = Int32(unitOf.count)
          unitOf.append(other[entry])
        }
      }
    }
    return (unitOf, nodeOf)
  }

  /// The number of borders between each node and the nearest of some nodes; −1 where none of them is in reach.
  func distances(from seeds: [Int]) -> [Int32] {
    var distance = Array(repeating: Int32(-1), count: count)
    var queue: [Int32] = []
    queue.reserveCapacity(count)
    for seed in seeds where distance[seed] < 0 {
      distance[seed] = 0
      queue.append(Int32(seed))
    }
    var head = 0
    while head < queue.count {
      let node = Int(queue[head])
      head += 1
      for entry in entries(of: node) where distance[Int(neighbour[entry])] < 0 {
        distance[Int(neighbour[entry])] = distance[node] + 1
        queue.append(neighbour[entry])
      }
    }
    return distance
  }
}
