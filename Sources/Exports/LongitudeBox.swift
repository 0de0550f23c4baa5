/// The bounds of positions on the earth, by the shorter way round it.
struct LongitudeBox {
  private var south = Int.max
  private var north = Int.min
  private var west = Int.max
  private var east = Int.min
  /// The least longitude that is not negative, and the greatest that is.
  private var leastEastern = Int.max
  private var greatestWestern = Int.min

  /// Takes a position in; one beyond 180° counts where it lies on the earth.
  mutating func add(_ position: GridPosition) {
    let half = Int(180 * GridPosition.perDegree)
    var position = position
    if position.x > half { position.x -= 2 * half }
    if position.x < -half { position.x += 2 * half }
    south = min(south, position.y)
    north = max(north, position.y)
    west = min(west, position.x)
    east = max(east, position.x)
    if position.x < 0 {
      greatestWestern = max(greatestWestern, position.x)
    } else {
      leastEastern = min(leastEastern, position.x)
    }
  }

  /// Takes other bounds in.
  mutating func add(_ other: LongitudeBox) {
    south = min(south, other.south)
    north = max(north, other.north)
    west = min(west, other.west)
    east = max(east, other.east)
    leastEastern = min(leastEastern, other.leastEastern)
    greatestWestern = max(greatestWestern, other.greatestWestern)
  }

  /// Adds the member `bbox` of RFC 7946; west is greater than east where the antimeridian lies between them. Nothing
  /// where there is no position.
  func add(to json: inout JSONBytes) {
    if south > north { return }
    var (left, right) = (west, east)
    let turn = Int(360 * GridPosition.perDegree)
    if greatestWestern > Int.min, leastEastern < Int.max,
      greatestWestern + turn - leastEastern < east - west
    {
      (left, right) = (leastEastern, greatestWestern)
    }
    json.add(",\"bbox\":[")
    for (place, line) in [left, south, right, north].enumerated() {
      if place > 0 { json.add(",") }
      json.add(Double(line) / GridPosition.perDegree, decimals: 7)
    }
    json.add("]")
  }
}
