import PlanModel

/// Finds locks that cannot hold together in a unit.
struct LockConflicts {
  let options: OptionTable
  let units: PlanningUnits
  /// Where the options of each unit start.
  let starts: [Int]
  let locks: [ResolvedLock]

  /// One finding for each set of locks, naming the first unit and counting the others.
  func diagnostics(file: String) -> [Diagnostic] {
    var byUnit: [Int: [Int]] = [:]
    for (position, lock) in locks.enumerated() {
      for unit in lock.units { byUnit[unit, default: []].append(position) }
    }
    var found: [Diagnostic] = []
    var known: [[Int]: Int] = [:]
    for unit in byUnit.keys.sorted() {
      for conflict in conflicts(among: byUnit[unit]!, in: unit) {
        if let position = known[conflict] {
          found[position].count += 1
          continue
        }
        known[conflict] = found.count
        found.append(diagnostic(conflict, unit: unit, file: file))
      }
    }
    return found
  }

  private func diagnostic(_ conflict: [Int], unit: Int, file: String) -> Diagnostic {
    let involved = conflict.map { locks[$0] }
    let isDirect =
      involved.count == 2 && involved[0].action == involved[1].action
    let phrases = involved.map(\.phrase)
    let list = phrases.dropLast().joined(separator: ", ") + " and " + (phrases.last ?? "")
    return Diagnostic(
      .error, isDirect ? "lock.in-and-out" : "lock.exclude-each-other",
      "In unit `\(units.ids[unit])` these locks cannot hold together: \(list).",
      remedy: "Remove one of them.",
      at: Place(
        file: file, line: involved.compactMap(\.description.line).max(),
        feature: units.ids[unit]))
  }

  /// The smallest sets of locks that leave no option, by slot: the same action in and out, then pairs, then all.
  private func conflicts(among positions: [Int], in unit: Int) -> [[Int]] {
    var found: [[Int]] = []
    for slot in options.slots.indices {
      let here = positions.filter {
        options.actions[locks[$0].action].slot == options.slots[slot]
      }
      guard here.contains(where: { locks[$0].description.lockedIn }), here.count > 1 else {
        continue
      }
      if leavesAnOption(here, in: unit) { continue }
      var pairs: [[Int]] = []
      for (i, a) in here.enumerated() {
        for b in here.dropFirst(i + 1) where !leavesAnOption([a, b], in: unit) {
          pairs.append([a, b])
        }
      }
      found += pairs.isEmpty ? [here] : pairs
    }
    return found
  }

  /// Whether an option of the unit has all actions that are locked in and none that is locked out.
  ///
  /// Locks out alone always leave the choice of nothing.
  private func leavesAnOption(_ positions: [Int], in unit: Int) -> Bool {
    let wanted = positions.filter { locks[$0].description.lockedIn }.map { locks[$0].action }
    let unwanted = positions.filter { !locks[$0].description.lockedIn }.map { locks[$0].action }
    if wanted.isEmpty { return true }
    return (starts[unit]..<starts[unit + 1]).contains { option in
      let package = options.packages[Int(options.package[option])]
      return wanted.allSatisfy(package.contains) && !unwanted.contains(where: package.contains)
    }
  }
}
