/// Areas with a closed outline of their own: protected areas and interests.
struct TownSite: Sendable {
  var name: String
  /// The words of the layer's other fields, in their order.
  var words: [String]
  var outline: [Point]
}

/// An outline around a middle that is no circle; it never crosses itself, because every direction meets it once.
func roundOutline(middle: Point, radius: Double, random: inout TownRandom) -> [Point] {
  let waves = (2...5).map { k in
    (Double(k), random.number(0, 2 * .pi), random.number(0, 0.42) / Double(k))
  }
  let count = 48
  return (0..<count).map { i in
    let angle = 2 * .pi * Double(i) / Double(count)
    var r = 1.0
    for (k, phase, weight) in waves { r += weight * sine(k * angle + phase) }
    return middle + Point(radius * r, 0).turned(by: angle)
  }
}

/// A drawn place at a distance from the centre, in the municipality where one of some draws is.
private func drawnPlace(at distance: Double, frame: TownFrame, random: inout TownRandom) -> Point {
  var place = Point.zero
  for _ in 0..<12 {
    place = Point(distance, 0).turned(by: random.number(0, 2 * .pi))
    if frame.index.district(at: place) >= 0 { break }
  }
  return place
}

/// Protected areas: some overlap each other and all overlap land use, as in any register.
func protectedAreas(frame: TownFrame, land: OpenLand) -> [TownSite] {
  var random = TownRandom(seed: frame.seed, tag: 70)
  let town = frame.settlements[0].radius
  // The highest of some drawn places away from the town: where woods are.
  func hill() -> Point {
    var best = Point.zero
    var height = -Double.infinity
    for _ in 0..<30 {
      let distance = random.number(Swift.min(town * 1.3, frame.reach * 0.6), frame.reach * 0.95)
      let p = Point(distance, 0).turned(by: random.number(0, 2 * .pi))
      if frame.index.district(at: p) >= 0, land.height(at: p) > height {
        height = land.height(at: p)
        best = p
      }
    }
    return best
  }
  var sites: [TownSite] = []
  let scale = frame.reach
  for number in 1...(3 + Int(frame.reach / 8000)) {
    let middle = hill()
    let radius = scale * random.number(0.13, 0.2)
    sites.append(
      TownSite(
        name: "Habitat \(number)", words: ["Natura 2000"],
        outline: roundOutline(middle: middle, radius: radius, random: &random)))
    // A nature park reaches over the habitat and beyond.
    let beside = middle + Point(radius * 0.7, 0).turned(by: random.number(0, 2 * .pi))
    sites.append(
      TownSite(
        name: "Nature park \(number)", words: ["nature park"],
        outline: roundOutline(middle: beside, radius: radius * 1.15, random: &random)))
  }
  let wells = drawnPlace(at: town * 1.5 + 300, frame: frame, random: &random)
  for (name, radius) in [("Well field, inner zone", 0.035), ("Well field, outer zone", 0.09)] {
    sites.append(
      TownSite(
        name: name, words: ["water protection"],
        outline: roundOutline(middle: wells, radius: scale * radius, random: &random)))
  }
  sites.append(
    TownSite(
      name: "Old town", words: ["monument ensemble"],
      outline: roundOutline(
        middle: .zero, radius: Swift.max(80, town * 0.22), random: &random)))
  return sites
}

/// What groups of the quadruple helix want, and where.
func interests(frame: TownFrame) -> [TownSite] {
  var random = TownRandom(seed: frame.seed, tag: 71)
  let wishes: [(group: String, stance: String, topic: String, name: String, radius: Double)] = [
    ("citizens", "oppose", "wind", "No turbines above our village", 0.16),
    ("citizens", "support", "pv", "Energy community on the southern roofs", 0.1),
    ("citizens", "claim", "recreation", "Sunday walk along the river", 0.09),
    ("business", "support", "pv", "Farmers who would lease land", 0.14),
    ("business", "claim", "industry", "Extension of the industrial area", 0.06),
    ("business", "support", "heat", "Waste heat of the works", 0.07),
    ("public authority", "support", "heat", "Heat network of the centre", 0.08),
    ("public authority", "oppose", "pv", "View of the old town", 0.07),
    ("public authority", "support", "wind", "Search area of the regional plan", 0.15),
    ("academia", "support", "renovation", "Living laboratory: post-war blocks", 0.07),
    ("academia", "claim", "research", "Long-term plots of the university", 0.05),
    ("citizens", "oppose", "wind", "Birds of the wet meadows", 0.11),
    ("business", "support", "wind", "Wind co-operative", 0.12),
  ]
  return wishes.map { wish in
    let isCentral = ["heat", "renovation"].contains(wish.topic)
    let town = frame.settlements[0].radius
    let distance =
      isCentral ? town * random.number(0, 0.6) : frame.reach * random.number(0.25, 0.85)
    let middle = drawnPlace(at: distance, frame: frame, random: &random)
    let radius = isCentral ? town * random.number(0.3, 0.5) : frame.reach * wish.radius
    return TownSite(
      name: wish.name, words: [wish.group, wish.stance, wish.topic],
      outline: roundOutline(middle: middle, radius: radius + 20, random: &random))
  }
}
