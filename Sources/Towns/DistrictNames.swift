/// The names of districts: the country's word with a number, and where the district lies.
///
/// The first is the centre. Where several lie in one direction, the nearest is the inner and the farthest the outer one, so
/// that no two places read alike.
func districtNames(_ word: String, _ middles: [Point]) -> [String] {
  let winds = [
    "east", "north-east", "north", "north-west", "west", "south-west", "south", "south-east",
  ]
  let axes = winds.indices.map { Point(1, 0).turned(by: Double($0) * .pi / 4) }
  var byWind = Array(repeating: [Int](), count: winds.count)
  for district in middles.indices.dropFirst() {
    let p = middles[district].direction
    var best = 0
    for wind in winds.indices where axes[wind].dot(p) > axes[best].dot(p) { best = wind }
    byWind[best].append(district)
  }
  var places = Array(repeating: "centre", count: middles.count)
  for (wind, members) in byWind.enumerated() {
    let order = members.sorted { (middles[$0].length, $0) < (middles[$1].length, $1) }
    for (position, district) in order.enumerated() {
      places[district] = layer(position, of: order.count) + winds[wind]
    }
  }
  return places.indices.map { "\(word) \($0 + 1) (\(places[$0]))" }
}

/// How far out a place is among those of one direction.
private func layer(_ position: Int, of count: Int) -> String {
  switch count {
  case 1: ""
  case 2: ["inner ", "outer "][position]
  case 3: ["inner ", "middle ", "outer "][position]
  default: "\(position + 1) "
  }
}
