import PlanModel
import Testing

@testable import Society

/// Voices about one action in units of one group, written as (person, unit, direction, day).
private func voices(_ said: [(person: Int32, unit: Int32, direction: Double, day: Int32)])
  -> Contributions
{
  var all = Contributions()
  all.subjects = [("wind", [0])]
  for (row, voice) in said.enumerated() {
    all.ids.append("v\(row)")
    all.group.append(0)
    all.stance.append(voice.direction > 0 ? .support : .oppose)
    all.direction.append(voice.direction)
    all.strength.append(1)
    all.subject.append(0)
    all.person.append(voice.person)
    all.date.append(voice.day)
    all.condition.append(nil)
    all.unit.append(voice.unit)
    all.share.append(1)
    all.voice.append(1)
    all.outside.append(0)
    all.starts.append(all.unit.count)
  }
  return all
}

@Suite("Which voices count")
struct HearingTests {
  @Test("one person has one voice about an action in a unit: the latest")
  func latest() {
    let said = voices([(1, 0, 1, 5), (1, 0, -1, 9), (1, 1, 1, 5), (2, 0, 1, 1)])
    let heard = Hearing(said)
    #expect(heard.counts == [false, true, true, true])
    let surface = preferenceSurface(of: said, heard: heard, groups: 1)
    #expect(surface.support[0] == [1, 1] && surface.opposition[0] == [1, 0])
    #expect(surface.people[0] == [2, 1])
  }

  @Test("a thousand pins of one person change nothing")
  func stuffing() {
    let once = voices([(1, 0, 1, 1), (2, 0, -1, 1)])
    let often = voices((0..<1000).map { (1, 0, 1, Int32($0)) } + [(2, 0, -1, 1)])
    let one = preferenceSurface(of: once, heard: Hearing(once), groups: 1)
    let other = preferenceSurface(of: often, heard: Hearing(often), groups: 1)
    #expect(one.support == other.support && one.people == other.people)
  }

  @Test("more support never lowers the acceptability", arguments: 0..<20)
  func monotone(people: Int) throws {
    let before = voices((0..<20).map { (Int32($0), 0, $0 < people ? 1.0 : -1, 1) })
    let after = voices((0..<21).map { (Int32($0), 0, $0 < people || $0 == 20 ? 1.0 : -1, 1) })
    func mean(_ said: Contributions) throws -> Double {
      let surface = preferenceSurface(of: said, heard: Hearing(said), groups: 1)
      return try #require(
        try acceptabilities(
          support: [surface.support[0][0]], opposition: [surface.opposition[0][0]], people: [20],
          leastPeople: 5, interval: 0.9)[0]
      ).mean
    }
    #expect(try mean(after) > mean(before))
  }

  /// Voices by chance: people of three groups, pins and areas over six units, two subjects of which one is two actions.
  private func random(_ stream: inout RandomStream) -> Contributions {
    var said = Contributions()
    said.subjects = [("wind", [0]), ("heat", [1, 2])]
    for _ in 0..<20 + stream.below(40) {
      let person = Int32(stream.below(25))
      append(
        to: &said, person: person, direction: Double(stream.below(3) - 1),
        strength: Double(1 + stream.below(10)) / 10, subject: Int32(stream.below(2)),
        day: Int32(stream.below(30)), units: (0..<6).filter { _ in stream.below(3) == 0 })
    }
    return said
  }

  private func append(
    to said: inout Contributions, person: Int32, direction: Double, strength: Double,
    subject: Int32, day: Int32, units: [Int]
  ) {
    said.ids.append("v\(said.count)")
    said.group.append(person % 3)
    said.stance.append(direction > 0 ? .support : direction < 0 ? .oppose : .condition)
    said.direction.append(direction)
    said.strength.append(strength)
    said.subject.append(subject)
    said.person.append(person)
    said.date.append(day)
    said.condition.append(nil)
    for unit in units {
      said.unit.append(Int32(unit))
      said.share.append(1 / Double(units.count))
      said.voice.append(1)
    }
    said.outside.append(0)
    said.starts.append(said.unit.count)
  }

  @Test(
    "more support for an action in a unit never lowers its acceptability there, for its group and for all",
    arguments: 0..<200)
  func neverLowered(seed: Int) throws {
    var stream = RandomStream(seed: 11, purpose: 0, number: seed)
    let before = random(&stream)
    var after = before
    let unit = stream.below(6)
    let subject = Int32(stream.below(2))
    switch stream.below(3) {
    case 0:
      // Somebody who has not spoken is for it.
      append(
        to: &after, person: Int32(100 + stream.below(3)), direction: 1,
        strength: Double(1 + stream.below(10)) / 10, subject: subject, day: 40, units: [unit])
    case 1:
      // A voice turns to support, or from against to neither.
      let row = stream.below(before.count)
      after.direction[row] = min(1, before.direction[row] + 1)
      after.stance[row] = after.direction[row] > 0 ? .support : .condition
    default:
      // A voice for it grows stronger.
      guard let row = before.direction.firstIndex(of: 1) else { return }
      after.strength[row] = 1
    }
    // Before anything is hidden, because what may be shown is no question of how acceptable it is.
    func means(_ said: Contributions) throws -> [[Int]: Double] {
      let surface = preferenceSurface(of: said, heard: Hearing(said), groups: 3)
      var means: [[Int]: Double] = [:]
      for cell in surface.unit.indices {
        let key = [Int(surface.unit[cell]), Int(surface.action[cell])]
        let support = surface.support.map { $0[cell] }
        let opposition = surface.opposition.map { $0[cell] }
        let shown = try acceptabilities(
          support: support + [support.reduce(0, +)],
          opposition: opposition + [opposition.reduce(0, +)], people: [5, 5, 5, 5],
          leastPeople: 5, interval: 0.9)
        for (group, entry) in shown.enumerated() { means[key + [group]] = entry?.mean }
      }
      return means
    }
    let (old, new) = (try means(before), try means(after))
    #expect(!old.isEmpty)
    for (key, mean) in new {
      // A cell that nobody spoke of is at the middle of the scale.
      #expect(mean >= (old[key] ?? 0.5) - 1e-12, "\(key)")
    }
  }
}
