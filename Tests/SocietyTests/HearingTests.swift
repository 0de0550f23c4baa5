import PlanModel
import Society
import Testing

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
}
