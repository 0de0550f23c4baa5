import PlanModel

/// Collects elements, whatever the format they come in.
struct OSMDataBuilder {
  private(set) var data = OSMData()
  private var codes: [String: Int32] = [:]
  private var nodesAscend = true
  private var wayIDs: Set<Int64> = []
  private var relationIDs: Set<Int64> = []

  /// The position of a text among the strings.
  mutating func code(of text: String) -> Int32 {
    if let known = codes[text] { return known }
    let code = Int32(data.strings.count)
    codes[text] = code
    data.strings.append(text)
    return code
  }

  /// States what the file covers, in degrees; what is no place on earth is left out.
  mutating func setBounds(west: Double, south: Double, east: Double, north: Double) {
    guard west < east, south < north, west >= -180, east <= 180, south >= -90, north <= 90 else {
      return
    }
    data.bounds = Extent(minX: west, minY: south, maxX: east, maxY: north)
  }

  /// Adds a node; `tags` holds keys and values in turn.
  mutating func node(_ id: Int64, longitude: Double, latitude: Double, tags: some Collection<Int32>)
  {
    if let last = data.nodes.ids.last, last >= id { nodesAscend = false }
    if !tags.isEmpty {
      data.nodes.tagged.append(data.nodes.ids.count)
      data.nodes.tags.append(tags)
    }
    data.nodes.ids.append(id)
    data.nodes.xs.append(longitude)
    data.nodes.ys.append(latitude)
  }

  /// Adds a way.
  mutating func way(_ id: Int64, nodes: some Sequence<Int64>, tags: some Sequence<Int32>) {
    guard wayIDs.insert(id).inserted else {
      data.repeatedIDs += 1
      return
    }
    data.ways.ids.append(id)
    data.ways.refs.append(contentsOf: nodes)
    data.ways.offsets.append(data.ways.refs.count)
    data.ways.tags.append(tags)
  }

  /// Adds a relation.
  mutating func relation(
    _ id: Int64, members: some Sequence<OSMRelations.Member>, tags: some Sequence<Int32>
  ) {
    guard relationIDs.insert(id).inserted else {
      data.repeatedIDs += 1
      return
    }
    data.relations.ids.append(id)
    data.relations.members.append(contentsOf: members)
    data.relations.offsets.append(data.relations.members.count)
    data.relations.tags.append(tags)
  }

  /// The data, with nodes in ascending order of ids.
  consuming func finish() -> OSMData {
    if !nodesAscend { sortNodes() }
    return data
  }

  private mutating func sortNodes() {
    let old = data.nodes
    var tagRow = [Int: Int]()
    for (position, row) in old.tagged.enumerated() { tagRow[row] = position }
    let order = old.ids.indices.sorted { (old.ids[$0], $0) < (old.ids[$1], $1) }
    var nodes = OSMNodes()
    for row in order {
      if nodes.ids.last == old.ids[row] {
        data.repeatedIDs += 1
        continue
      }
      if let position = tagRow[row] {
        nodes.tagged.append(nodes.ids.count)
        nodes.tags.append(
          old.tags.pairs[old.tags.offsets[position]..<old.tags.offsets[position + 1]])
      }
      nodes.ids.append(old.ids[row])
      nodes.xs.append(old.xs[row])
      nodes.ys.append(old.ys[row])
    }
    data.nodes = nodes
  }
}
