/// What one made-up person says, and where.
struct TownVoice {
  /// The place that a voice is about.
  enum Place {
    case pin(Point)
    case line([Point])
    case area([Point])
    /// A whole district, by its number.
    case district(Int)
  }
  var person: Int
  var group: String
  var stance: String
  var subject: String
  var condition = ""
  /// How strong it is, %.
  var strength: Int64
  /// Days after the first of March of the base year's next one.
  var day: Int
  var place: Place
}

/// What people of the four groups said in a made-up dialogue on the map, by person.
///
/// Some people speak twice, one of them with another mind the second time; two voices are about a whole district. About four
/// subjects whole neighbourhoods speak, enough of each group that numbers of a planning unit may be shown: all for one, all
/// against one, and apart about two.
func voices(frame: TownFrame) -> [TownVoice] {
  var random = TownRandom(seed: frame.seed, tag: 72)
  let town = frame.settlements[0].radius
  func place(from near: Double, to far: Double) -> Point {
    var place = Point.zero
    for _ in 0..<12 {
      place = Point(random.number(near, far), 0).turned(by: random.number(0, 2 * .pi))
      if frame.index.district(at: place) >= 0 { break }
    }
    return place
  }
  func inTown() -> Point { place(from: 0, to: town) }
  func outside() -> Point { place(from: town, to: frame.reach * 0.9) }
  var voices: [TownVoice] = []
  func speak(
    _ times: Int, _ group: String, _ stance: String, _ subject: String, condition: String = "",
    least: Double = 40, _ where: () -> TownVoice.Place
  ) {
    for _ in 0..<times {
      voices.append(
        TownVoice(
          person: voices.count + 1, group: group, stance: stance, subject: subject,
          condition: condition, strength: Int64((random.number(least, 100) / 10).rounded()) * 10,
          day: random.below(75), place: `where`()))
    }
  }
  func area(_ middle: Point, _ radius: Double) -> TownVoice.Place {
    .area(roundOutline(middle: middle, radius: radius, random: &random))
  }
  let ridge = outside()
  speak(9, "citizens", "oppose", "wind") {
    .pin(ridge + Point(random.number(-1500, 1500), random.number(-1500, 1500)))
  }
  speak(4, "citizens", "condition", "wind", condition: "citizens own a share") { .pin(outside()) }
  speak(9, "citizens", "support", "solar roofs") { .pin(inTown()) }
  speak(3, "citizens", "oppose", "solar fields") { area(outside(), frame.reach * 0.09) }
  speak(2, "citizens", "support", "urban-trees") {
    let start = inTown()
    let way = Point(town * 0.4, 0).turned(by: random.number(0, 2 * .pi))
    return .line([start, start + way * 0.5 + Point(30, 20), start + way])
  }
  speak(4, "business", "support", "solar fields") { area(outside(), frame.reach * 0.12) }
  speak(4, "business", "oppose", "heat networks") { .pin(inTown()) }
  speak(3, "business", "support", "wind") { area(outside(), frame.reach * 0.15) }
  speak(5, "public authority", "support", "heat networks") { area(inTown(), town * 0.35) }
  speak(3, "public authority", "oppose", "solar fields", least: 70) {
    area(outside(), frame.reach * 0.1)
  }
  speak(2, "public authority", "support", "renovation") {
    .district(1 + random.below(frame.districtCount))
  }
  speak(4, "academia", "support", "renovation") { area(inTown(), town * 0.45) }
  speak(3, "academia", "oppose", "biomass-boiler", least: 60) { .pin(inTown()) }
  // Each of a neighbourhood draws much the same area, so that its middle is covered by all.
  func neighbourhood(_ middle: Point) -> TownVoice.Place {
    let aside = Point(random.number(0, frame.reach * 0.02), 0).turned(by: random.number(0, 2 * .pi))
    return area(middle + aside, frame.reach * 0.2)
  }
  let middles = (solar: inTown(), heat: inTown(), fields: outside())
  speak(8, "citizens", "support", "solar roofs") { neighbourhood(middles.solar) }
  speak(6, "business", "support", "solar roofs") { neighbourhood(middles.solar) }
  speak(7, "citizens", "oppose", "wind") { neighbourhood(ridge) }
  speak(6, "academia", "oppose", "wind") { neighbourhood(ridge) }
  speak(7, "public authority", "support", "heat networks") { neighbourhood(middles.heat) }
  speak(6, "academia", "support", "heat networks") { neighbourhood(middles.heat) }
  speak(7, "business", "oppose", "heat networks") { neighbourhood(middles.heat) }
  speak(8, "citizens", "oppose", "solar fields") { neighbourhood(middles.fields) }
  speak(6, "public authority", "oppose", "solar fields") { neighbourhood(middles.fields) }
  speak(7, "business", "support", "solar fields") { neighbourhood(middles.fields) }
  // One person pins the same spot again, and one thinks better of it.
  if let first = voices.first {
    var again = first
    again.day = first.day + 3
    voices.append(again)
    var other = voices[1]
    other.day = other.day + 20
    other.stance = "support"
    voices.append(other)
  }
  return voices
}
