import PlanModel

/// How the features of a layer lie to each other: which of them are where the layer is, and which are astray.
///
/// Features hang together where no gap of more than `gap` from east to west or from north to south parts them, so a
/// municipality with islands is one, and a feature with a wrong coordinate is on its own.
struct FeatureSpread {
  /// Rows that reach beyond the area they can lie in, in their order.
  private(set) var outside: [Int] = []
  /// Rows that lie far from the layer's place, in their order.
  private(set) var far: [Int] = []
  /// The extent of all others.
  private(set) var core = Extent.empty

  /// Parts of a municipality are nearer to the next one than this, in m: of European ones with islands only few reach
  /// 80 km, and what is told beyond is a question, not an error.
  static let gap = 100_000.0

  /// Sorts features by where they lie.
  ///
  /// - Parameters:
  ///   - extents: In a plane in m; an empty one has no place and is passed over.
  ///   - area: What every feature must lie in; nil: anything. Where most features lie outside, it is not the features
  ///     that are wrong, and none counts as outside.
  ///   - home: Where the features should be; nil: where most of them are that hang together.
  /// - Complexity: O(*n*), and O(*n* log *n*) for each cut of what is wider than `gap`.
  init(_ extents: [Extent], area: Extent?, home: Extent?) {
    let placed = extents.indices.filter { !extents[$0].isEmpty }
    if let area {
      outside = placed.filter { !area.contains(extents[$0]) }
      if outside.count * 2 > placed.count { outside = [] }
    }
    let isOutside = Set(outside)
    let groups = Self.groups(placed.filter { !isOutside.contains($0) }, extents)
    let here: (Int) -> Bool
    if let near = home?.expanded(by: Self.gap) {
      here = { group in groups[group].contains { near.meets(extents[$0]) } }
    } else {
      // Of groups alike in size the one that comes first in the layer.
      let most = groups.map(\.count).max() ?? 0
      let largest = groups.indices.first { groups[$0].count == most } ?? 0
      here = { $0 == largest }
    }
    for group in groups.indices {
      if here(group) {
        for row in groups[group] { core.extend(extents[row]) }
      } else {
        far += groups[group]
      }
    }
    far.sort()
  }

  /// The rows that hang together, each group in the order of the layer and the groups by their first row.
  static func groups(_ rows: [Int], _ extents: [Extent]) -> [[Int]] {
    var whole: [[Int]] = []
    var open = rows.isEmpty ? [] : [rows]
    while let group = open.popLast() {
      if let parts = parts(of: group, from: { extents[$0].minX }, to: { extents[$0].maxX })
        ?? parts(of: group, from: { extents[$0].minY }, to: { extents[$0].maxY })
      {
        open += parts
      } else {
        whole.append(group.sorted())
      }
    }
    return whole.sorted { $0[0] < $1[0] }
  }

  /// The parts of a group between which there is nothing for more than `gap` along an axis; nil where it is one.
  private static func parts(
    of group: [Int], from low: (Int) -> Double, to high: (Int) -> Double
  ) -> [[Int]]? {
    var (least, most) = (Double.infinity, -Double.infinity)
    for row in group {
      least = min(least, low(row))
      most = max(most, high(row))
    }
    if most - least <= gap { return nil }
    var parts: [[Int]] = []
    var end = -Double.infinity
    for row in group.sorted(by: { low($0) < low($1) }) {
      if low(row) > end + gap { parts.append([]) }
      parts[parts.count - 1].append(row)
      end = max(end, high(row))
    }
    return parts.count > 1 ? parts : nil
  }
}
