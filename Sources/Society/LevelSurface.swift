import PlanModel

/// What the groups said about each action in each area of one level: units, districts or the whole.
///
/// A person counts once in an area: of several units, with the voice that weighs most, and of equal ones with the later.
struct LevelSurface {
  /// The area and the action of each cell, ordered.
  var area: [Int32] = []
  var action: [Int32] = []
  /// By cell and group: `cell * groups + group`.
  var support: [Double] = []
  var opposition: [Double] = []
  /// Who spoke, ascending, by cell and group.
  var people: [[Int32]] = []
  let groups: Int

  /// - Parameter areaOfUnit: The area that each unit lies in.
  init(
    of contributions: Contributions, heard: Hearing, groups: Int, areaOfUnit: [Int32]
  ) {
    self.groups = groups
    var entries: [Int] = []
    for entry in 0..<heard.count
    where heard.counts[entry] && contributions.voice[Int(heard.place[entry])] >= leastVoice {
      entries.append(entry)
    }
    func weight(_ entry: Int) -> Double {
      contributions.strength[Int(heard.contribution[entry])]
        * contributions.voice[Int(heard.place[entry])]
    }
    func key(_ entry: Int) -> (Int32, Int32, Int32, Int32) {
      let row = Int(heard.contribution[entry])
      return (
        areaOfUnit[Int(heard.unit[entry])], heard.action[entry], contributions.group[row],
        contributions.person[row]
      )
    }
    entries.sort { left, right in
      let (a, b) = (key(left), key(right))
      if a != b { return a < b }
      return (weight(left), left) < (weight(right), right)
    }
    for (position, entry) in entries.enumerated() {
      let own = key(entry)
      if position + 1 < entries.count, key(entries[position + 1]) == own { continue }
      if area.last != own.0 || action.last != own.1 {
        area.append(own.0)
        action.append(own.1)
        support += Array(repeating: 0, count: groups)
        opposition += Array(repeating: 0, count: groups)
        people += Array(repeating: [], count: groups)
      }
      let at = (area.count - 1) * groups + Int(own.2)
      let direction = contributions.direction[Int(heard.contribution[entry])]
      support[at] += weight(entry) * (1 + direction) / 2
      opposition[at] += weight(entry) * (1 - direction) / 2
      people[at].append(own.3)
    }
  }

  /// The number of cells.
  var count: Int { area.count }

  /// The people of a cell over all groups; a person of two groups counts once.
  func allPeople(_ cell: Int) -> Set<Int32> {
    Set(people[cell * groups..<(cell + 1) * groups].joined())
  }
}
