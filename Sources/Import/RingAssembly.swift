/// The ways of a relation put together to closed rings, by the ids of their ends.
///
/// Ways are joined where exactly two ends meet, or along the first that fits where more do. What stays open is counted; it
/// is not closed by a straight line, which would move a border that is only cut off.
struct RingAssembly {
  /// The rings, each a list of nodes whose last is its first.
  private(set) var rings: [[Int64]] = []
  /// The ids of nodes where a chain of ways ends without meeting another.
  private(set) var looseEnds: [Int64] = []

  /// Joins ways, each a list of at least one node.
  init(_ ways: [[Int64]]) {
    var byEnd: [Int64: [Int]] = [:]
    var isUsed = [Bool](repeating: false, count: ways.count)
    for (index, way) in ways.enumerated() {
      guard way.count > 1, let first = way.first, let last = way.last else {
        isUsed[index] = true
        continue
      }
      if first == last {
        isUsed[index] = true
        rings.append(way)
        continue
      }
      byEnd[first, default: []].append(index)
      byEnd[last, default: []].append(index)
    }
    for start in ways.indices where !isUsed[start] {
      isUsed[start] = true
      var chain = ways[start]
      // Walked to one side, and from the other end too where that did not come round.
      for _ in 0..<2 {
        while chain[0] != chain[chain.count - 1] {
          let end = chain[chain.count - 1]
          guard let next = byEnd[end]?.first(where: { !isUsed[$0] }) else { break }
          isUsed[next] = true
          let way = ways[next]
          chain += way[0] == end ? way.dropFirst() : way.reversed().dropFirst()
        }
        if chain[0] == chain[chain.count - 1] { break }
        chain.reverse()
      }
      if chain[0] == chain[chain.count - 1] {
        rings.append(chain)
      } else {
        looseEnds += [chain[0], chain[chain.count - 1]]
      }
    }
  }
}
