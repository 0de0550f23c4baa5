public import PlanModel

/// What the groups ask for, as amounts of options.
///
/// A voice for a subject is followed in a unit when the plan chooses one of the subject's actions there; where these are in
/// several slots, each slot is an equal part of it. A voice against it is followed where the plan chooses none. A voice is worth
/// its strength × the share of its place, so it is worth the same whether its place is cut into one unit or ten. What a group
/// got is the worth of what was followed by the worth of all it asked for:
///
///     followed(group) = constant(group) + Σ amounts(group)[option] over the chosen options,   0 … 1
public struct Demands: Sendable {
  /// What choosing an option adds to what each group got; the first index is the group.
  public var amounts: [[Double]]
  /// What each group gets where nothing is chosen at all: what it was against.
  public var constant: [Double]
  /// The worth of all that each group asked for, in voices.
  public var asked: [Double]

  /// What each group gets by a plan, 0…1; nil where it asked for nothing.
  public func followed(by chosen: [Int]) -> [Double?] {
    asked.indices.map { group in
      guard asked[group] > 0 else { return nil }
      let sum = constant[group] + chosen.map { amounts[group][$0] }.compensatedSum()
      return min(1, max(0, sum))
    }
  }
}

/// One part of a voice: a unit and a slot in which the plan can follow it or not.
struct DemandPart {
  /// The voice.
  var row: Int
  /// The unit.
  var unit: Int
  /// The part of the voice's worth, in voices.
  var worth: Double
  /// +1 where choosing follows it, −1 where choosing goes against it.
  var direction: Double
  /// The options that count as choosing: those of one slot with one of the subject's actions; none where no option has any.
  var options: [Int]
}

/// The parts of all voices that count.
///
/// - Complexity: O(*entries* × options of a unit).
func demandParts(
  of contributions: Contributions, heard: Hearing, options: OptionTable, units: Int
) -> [DemandPart] {
  let actions = options.actions.count
  var contains = Array(repeating: false, count: options.packages.count * actions)
  for (package, members) in options.packages.enumerated() {
    for action in members { contains[package * actions + action] = true }
  }
  var firstOption = Array(repeating: 0, count: units + 1)
  for unit in options.unit { firstOption[Int(unit) + 1] += 1 }
  for unit in 0..<units { firstOption[unit + 1] += firstOption[unit] }
  var parts: [DemandPart] = []
  let starts = heard.starts(voices: contributions.count)
  for row in 0..<contributions.count where contributions.direction[row] != 0 {
    var entry = starts[row]
    while entry < starts[row + 1] {
      let unit = Int(heard.unit[entry])
      let place = Int(heard.place[entry])
      var asked: [Int] = []
      var all = 0
      while entry < starts[row + 1], Int(heard.place[entry]) == place {
        if heard.counts[entry] { asked.append(Int(heard.action[entry])) }
        all += 1
        entry += 1
      }
      if asked.isEmpty { continue }
      // Of a subject whose actions were partly spoken of anew, that part of the voice is left.
      let worth =
        contributions.strength[row] * contributions.share[place] * Double(asked.count)
        / Double(all)
      var bySlot = Array(repeating: [Int](), count: options.slots.count)
      for option in firstOption[unit]..<firstOption[unit + 1] {
        let package = Int(options.package[option])
        if asked.contains(where: { contains[package * actions + $0] }) {
          bySlot[options.packageSlot[package]].append(option)
        }
      }
      let slots = bySlot.filter { !$0.isEmpty }
      let direction = contributions.direction[row]
      if slots.isEmpty {
        parts.append(
          DemandPart(row: row, unit: unit, worth: worth, direction: direction, options: []))
      }
      for slot in slots {
        parts.append(
          DemandPart(
            row: row, unit: unit, worth: worth / Double(slots.count), direction: direction,
            options: slot))
      }
    }
  }
  return parts
}

/// The demands of all groups; a group that asked for nothing has no worth and no amounts.
///
/// - Precondition: The options are ordered by unit.
public func demands(
  of contributions: Contributions, heard: Hearing, options: OptionTable, units: Int, groups: Int
) -> Demands {
  let parts = demandParts(of: contributions, heard: heard, options: options, units: units)
  var asked = Array(repeating: CompensatedSum(), count: groups)
  for part in parts { asked[Int(contributions.group[part.row])].add(part.worth) }
  let whole = asked.map(\.value)
  var amounts = Array(repeating: Array(repeating: 0.0, count: options.count), count: groups)
  var constant = Array(repeating: CompensatedSum(), count: groups)
  for part in parts {
    let group = Int(contributions.group[part.row])
    guard whole[group] > 0 else { continue }
    let worth = part.worth / whole[group]
    if part.direction < 0 { constant[group].add(worth) }
    for option in part.options { amounts[group][option] += part.direction * worth }
  }
  return Demands(amounts: amounts, constant: constant.map(\.value), asked: whole)
}
