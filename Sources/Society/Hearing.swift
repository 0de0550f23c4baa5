public import PlanModel

/// Which voices count where.
///
/// One person has one voice about an action in a unit: the latest, and of those of one date the one that stands last.
/// So neither a second pin on the same spot nor a thousand of them change a number. An entry is a voice, a unit and an
/// action; entries are ordered by voice, unit and action.
public struct Hearing: Sendable {
  /// The voice of each entry.
  public private(set) var contribution: [Int32] = []
  /// The unit of each entry.
  public private(set) var unit: [Int32] = []
  /// The action of each entry, as position in the catalogue.
  public private(set) var action: [Int32] = []
  /// The entry of the contributions that each entry comes from, for its share and voice.
  public private(set) var place: [Int32] = []
  /// Whether the entry counts; where not, a later one of the same person takes its place.
  public private(set) var counts: [Bool] = []

  /// Hears all contributions.
  ///
  /// - Complexity: O(*n* log *n*) in entries: voices × units touched × actions of the subject.
  public init(_ contributions: Contributions) {
    for row in 0..<contributions.count {
      let actions = contributions.subjects[Int(contributions.subject[row])].actions
      for place in contributions.starts[row]..<contributions.starts[row + 1] {
        for action in actions {
          contribution.append(Int32(row))
          unit.append(contributions.unit[place])
          self.action.append(Int32(action))
          self.place.append(Int32(place))
        }
      }
    }
    counts = Array(repeating: false, count: contribution.count)
    func person(_ entry: Int) -> Int32 { contributions.person[Int(contribution[entry])] }
    let order = contribution.indices.sorted { left, right in
      let (a, b) = (contribution[left], contribution[right])
      return (person(left), unit[left], action[left], contributions.date[Int(a)], a)
        < (person(right), unit[right], action[right], contributions.date[Int(b)], b)
    }
    for (position, entry) in order.enumerated() {
      let next = position + 1 < order.count ? order[position + 1] : nil
      counts[entry] =
        next.map {
          person($0) != person(entry) || unit[$0] != unit[entry] || action[$0] != action[entry]
        } ?? true
    }
  }

  /// The number of entries.
  public var count: Int { contribution.count }

  /// How many people of each group were heard, and with how many voices that count anywhere.
  public func peopleAndVoices(
    _ contributions: Contributions, groups: Int
  ) -> (people: [Int], voices: [Int]) {
    var people = Array(repeating: Set<Int32>(), count: groups)
    var voices = Array(repeating: Set<Int32>(), count: groups)
    for entry in 0..<count where counts[entry] {
      let row = Int(contribution[entry])
      let group = Int(contributions.group[row])
      people[group].insert(contributions.person[row])
      voices[group].insert(Int32(row))
    }
    return (people.map(\.count), voices.map(\.count))
  }

  /// The entries of each voice start here; one more than there are voices.
  func starts(voices: Int) -> [Int] {
    var starts = Array(repeating: 0, count: voices + 1)
    for row in contribution { starts[Int(row) + 1] += 1 }
    for row in 0..<voices { starts[row + 1] += starts[row] }
    return starts
  }
}

/// What each group says about each action in each unit, summed over the voices that count.
///
/// A voice weighs its strength × how far it is about the unit. A condition that is not met is half support and half
/// opposition. Places that a voice hardly touches (below a hundredth) do not make it a voice about that unit.
public func preferenceSurface(
  of contributions: Contributions, heard: Hearing, groups: Int
) -> PreferenceSurface {
  let entries = (0..<heard.count).filter {
    heard.counts[$0] && contributions.voice[Int(heard.place[$0])] >= leastVoice
  }.sorted {
    (heard.unit[$0], heard.action[$0], heard.contribution[$0])
      < (heard.unit[$1], heard.action[$1], heard.contribution[$1])
  }
  var surface = PreferenceSurface(groups: groups)
  var support = Array(repeating: CompensatedSum(), count: groups)
  var opposition = support
  var people = Array(repeating: Int32(0), count: groups)
  func close() {
    for group in 0..<groups {
      surface.support[group].append(support[group].value)
      surface.opposition[group].append(opposition[group].value)
      surface.people[group].append(people[group])
      support[group] = CompensatedSum()
      opposition[group] = CompensatedSum()
      people[group] = 0
    }
  }
  for entry in entries {
    let (unit, action) = (heard.unit[entry], heard.action[entry])
    if surface.unit.last != unit || surface.action.last != action {
      if !surface.unit.isEmpty { close() }
      surface.unit.append(unit)
      surface.action.append(action)
    }
    let row = Int(heard.contribution[entry])
    let weight = contributions.strength[row] * contributions.voice[Int(heard.place[entry])]
    let direction = contributions.direction[row]
    let group = Int(contributions.group[row])
    support[group].add(weight * (1 + direction) / 2)
    opposition[group].add(weight * (1 - direction) / 2)
    people[group] += 1
  }
  if !surface.unit.isEmpty { close() }
  return surface
}

/// A voice that is less than this about a unit is not about it: the rounding of borders.
let leastVoice = 0.01
