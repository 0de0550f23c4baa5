/// A settlement's node that says how many people live there.
struct OSMSettlement: Sendable {
  let name: String
  let people: Double
  /// In the coordinates of the nodes.
  let x: Double
  let y: Double
}

extension OSMData {
  /// The nodes of settlements with name and people, in the order of the nodes.
  var settlements: [OSMSettlement] {
    nodes.tagged.enumerated().compactMap { position, row in
      let tags = tags(nodes.tags, position)
      guard tags["place"] != nil, let name = tags["name"],
        let people = tags["population"].flatMap(OSMPlaceSearch.people),
        nodes.xs[row].isFinite, nodes.ys[row].isFinite
      else { return nil }
      return OSMSettlement(name: name, people: people, x: nodes.xs[row], y: nodes.ys[row])
    }
  }
}
