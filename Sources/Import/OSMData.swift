import PlanModel

/// Nodes, ways and relations of an OpenStreetMap file, as columns.
///
/// Elements are in the order of the file. An id that comes twice counts where it comes first; ``repeatedIDs`` says how often
/// that was so.
struct OSMData: Sendable {
  /// All distinct keys, values and roles.
  var strings: [String] = []
  /// The nodes.
  var nodes = OSMNodes()
  /// The ways.
  var ways = OSMWays()
  /// The relations.
  var relations = OSMRelations()
  /// What the file says it covers, in degrees; nil where it says nothing.
  var bounds: Extent?
  /// How many elements had an id that was there before.
  var repeatedIDs = 0

  /// The tags of an element.
  func tags(_ list: OSMTagLists, _ row: Int) -> OSMTags {
    OSMTags(strings: strings, pairs: list.pairs[list.offsets[row]..<list.offsets[row + 1]])
  }
}

/// The tags of many elements: keys and values alternate, as positions in the strings.
struct OSMTagLists: Sendable {
  var pairs: [Int32] = []
  var offsets: [Int] = [0]

  /// Adds an element with its keys and values.
  mutating func append(_ list: some Sequence<Int32>) {
    pairs.append(contentsOf: list)
    offsets.append(pairs.count)
  }
}

/// Nodes, ascending by id once they are ``settle()``d.
struct OSMNodes: Sendable {
  var ids: [Int64] = []
  /// Degrees east, or metres once projected.
  var xs: [Double] = []
  /// Degrees north, or metres once projected.
  var ys: [Double] = []
  /// The rows of nodes that have tags.
  var tagged: [Int] = []
  /// Their tags.
  var tags = OSMTagLists()

  /// The row of a node, or nil where the file does not hold it; O(log n).
  func row(of id: Int64) -> Int? { ids.position(of: id) }
}

/// Ways: lists of nodes.
struct OSMWays: Sendable {
  var ids: [Int64] = []
  var refs: [Int64] = []
  var offsets: [Int] = [0]
  var tags = OSMTagLists()

  /// The ids of a way's nodes.
  func nodes(of row: Int) -> ArraySlice<Int64> { refs[offsets[row]..<offsets[row + 1]] }
}

/// Relations: lists of members with roles.
struct OSMRelations: Sendable {
  /// One member.
  struct Member: Sendable, Hashable {
    /// What a member is.
    enum Kind: Sendable, Hashable {
      case node
      case way
      case relation
    }
    let kind: Kind
    let id: Int64
    /// The role, as position in the strings.
    let role: Int32
  }
  var ids: [Int64] = []
  var members: [Member] = []
  var offsets: [Int] = [0]
  var tags = OSMTagLists()

  /// The members of a relation.
  func members(of row: Int) -> ArraySlice<Member> { members[offsets[row]..<offsets[row + 1]] }
}

/// The tags of one element.
struct OSMTags: Sendable {
  let strings: [String]
  let pairs: ArraySlice<Int32>

  /// The value of a key, or nil where the element lacks it.
  subscript(key: String) -> String? {
    for position in stride(from: pairs.startIndex, to: pairs.endIndex, by: 2)
    where strings[Int(pairs[position])] == key {
      let value = strings[Int(pairs[position + 1])].trimmed
      return value.isEmpty ? nil : value
    }
    return nil
  }

  /// Whether there is no tag.
  var isEmpty: Bool { pairs.isEmpty }
}

extension [Int64] {
  /// The position of a number in an ascending list, or nil where it is not there.
  func position(of id: Int64) -> Int? {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < id { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == id ? low : nil
  }
}
