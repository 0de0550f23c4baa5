import PlanModel
import Reference
import Society
import Testing

@Suite("What may be shown of what people said")
struct PrivacyTests {
  /// A stream of numbers that its seed alone decides.
  private struct Stream: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  @Test(
    "no entry, and no difference of a coarser entry and the finer ones, is of fewer people than are shown",
    arguments: 0..<60)
  func nobodyIsSingledOut(seed: Int) throws {
    var random = Stream(state: UInt64(seed) &+ 7)
    let units = 6
    let district = [0, 0, 0, 1, 1, 1]
    let groups = 3
    var said = Contributions()
    said.subjects = [("wind", [0]), ("heat", [1])]
    // Who spoke in a unit about an action, by group.
    var spoke: [[Int]: Set<Int32>] = [:]
    for row in 0..<Int.random(in: 5...70, using: &random) {
      let unit = Int.random(in: 0..<units, using: &random)
      let action = Int.random(in: 0..<2, using: &random)
      let person = Int32.random(in: 0..<30, using: &random)
      let group = Int(person) % groups
      spoke[[unit, action, group], default: []].insert(person)
      said.ids.append("v\(row)")
      said.group.append(Int32(group))
      said.stance.append(.support)
      said.direction.append(Bool.random(using: &random) ? 1 : -1)
      said.strength.append(1)
      said.subject.append(Int32(action))
      said.person.append(person)
      said.date.append(0)
      said.condition.append(nil)
      said.unit.append(Int32(unit))
      said.share.append(1)
      said.voice.append(1)
      said.outside.append(0)
      said.starts.append(said.unit.count)
    }
    let shown = try publishedPreferences(
      of: said, heard: Hearing(said), groups: groups, district: district, districts: 2,
      leastPeople: 5, rules: SocietyRules(ReferenceData.load()), near: nil, seed: 1,
      workers: Workers(1))
    for cell in shown.units + shown.districts + shown.municipality {
      for entry in cell.groups + [cell.all] where entry != nil { #expect(entry!.people >= 5) }
      // A total less what is shown is of nobody or of enough people.
      if let all = cell.all {
        let rest = all.people - cell.groups.compactMap { $0?.people }.reduce(0, +)
        #expect(rest == 0 || rest >= 5)
      }
    }
    func people(_ units: [Int], _ action: Int, _ group: Int) -> Set<Int32> {
      units.reduce(into: []) { $0.formUnion(spoke[[$1, action, group]] ?? []) }
    }
    for action in 0..<2 {
      for group in 0..<groups {
        let open = shown.units.filter { $0.action == action && $0.groups[group] != nil }.map(\.area)
        for row in 0..<2
        where shown.districts.contains(where: {
          $0.area == row && $0.action == action && $0.groups[group] != nil
        }) {
          let own = (0..<units).filter { district[$0] == row }
          let finer = own.filter(open.contains)
          let rest = people(own, action, group).subtracting(people(finer, action, group)).count
          #expect(finer.isEmpty || rest == 0 || rest >= 5)
        }
        if shown.municipality.contains(where: { $0.action == action && $0.groups[group] != nil }),
          !open.isEmpty
        {
          let rest = people(Array(0..<units), action, group)
            .subtracting(people(open, action, group)).count
          #expect(rest == 0 || rest >= 5)
        }
      }
    }
  }
}
