import PlanModel

/// A lock of the plan file with the action and units that it stands for.
struct ResolvedLock {
  /// The position among the plan's locks.
  var position: Int
  /// As the plan writes it.
  var description: LockDescription
  /// The position of the action in the catalogue.
  var action: Int
  /// The units, ascending.
  var units: [Int]

  /// What it is called in problems, results and messages.
  var name: String {
    "lock[\(position)] \(description.action) \(description.lockedIn ? "in" : "out"): \(description.place)"
  }

  /// A sentence part for messages: what, and where in the plan.
  var phrase: String {
    let line = description.line.map { " (line \($0))" } ?? ""
    let reason = description.reason.isEmpty ? "" : ", “\(description.reason)”"
    return
      "`\(description.action)` locked \(description.lockedIn ? "in" : "out") for `\(description.place)`\(line)\(reason)"
  }
}

extension ProblemBuilder {
  /// Adds the plan's locks, or says why they cannot all hold.
  mutating func add(_ descriptions: [LockDescription]) {
    let resolved = resolve(descriptions)
    guard !resolved.isEmpty else { return }
    var starts = Array(repeating: 0, count: units.count + 1)
    for unit in options.unit { starts[Int(unit) + 1] += 1 }
    for unit in 0..<units.count { starts[unit + 1] += starts[unit] }
    let conflicts = LockConflicts(options: options, units: units, starts: starts, locks: resolved)
      .diagnostics(file: file)
    diagnostics += conflicts
    // Built with them, the problem would be found wrong once more, in its own numbers.
    if !conflicts.isEmpty { return }
    var isOut = Array(repeating: false, count: options.count)
    for lock in resolved where !lock.description.lockedIn {
      let packages = packagesContaining(lock.action)
      for unit in lock.units {
        for option in starts[unit]..<starts[unit + 1]
        where packages[Int(options.package[option])] && !isOut[option] {
          isOut[option] = true
          locks.append(
            .init(
              option: option, lockedIn: false, name: lock.name,
              firmness: lock.description.firmness))
        }
      }
    }
    var isIn = Array(repeating: false, count: options.count)
    for lock in resolved where lock.description.lockedIn {
      lockIn(lock, starts: starts, isOut: isOut, isIn: &isIn)
    }
  }

  private func packagesContaining(_ action: Int) -> [Bool] {
    options.packages.map { $0.contains(action) }
  }

  /// Chooses the only option with the action, or asks for one of several by a row over the units.
  private mutating func lockIn(
    _ lock: ResolvedLock, starts: [Int], isOut: [Bool], isIn: inout [Bool]
  ) {
    let packages = packagesContaining(lock.action)
    var members = Array(repeating: Int32(-1), count: units.count)
    var names: [String] = []
    for unit in lock.units {
      let candidates = (starts[unit]..<starts[unit + 1]).filter {
        packages[Int(options.package[$0])] && !isOut[$0]
      }
      if candidates.count == 1 {
        let option = candidates[0]
        if !isIn[option] {
          isIn[option] = true
          locks.append(
            .init(
              option: option, lockedIn: true, name: lock.name,
              firmness: lock.description.firmness))
        }
      } else if candidates.count > 1 {
        members[unit] = Int32(names.count)
        names.append(units.ids[unit])
      }
    }
    if names.isEmpty { return }
    groups.append((lock.name, members))
    rows.append(
      .init(
        name: lock.name, terms: [(columns.count(of: lock.action), 1)], sense: .atLeast,
        group: groups.count - 1, rhs: Array(repeating: 1, count: names.count),
        firmness: lock.description.firmness))
    labels.append(
      RowLabel(name: lock.name, unit: "", members: names, line: lock.description.line))
  }

  /// The locks whose names are known and that have something to lock.
  private mutating func resolve(_ descriptions: [LockDescription]) -> [ResolvedLock] {
    if descriptions.isEmpty { return [] }
    var unitByID: [String: Int] = [:]
    for (unit, id) in units.ids.enumerated() { unitByID[id] = unit }
    var districtByID: [String: Int] = [:]
    for (row, id) in districtIDs.enumerated() { districtByID[id] = row }
    var unitsOfAction: [Int: Set<Int32>] = [:]
    var resolved: [ResolvedLock] = []
    for (position, lock) in descriptions.enumerated() {
      let owner = lock.owner
      let action = actions([lock.action], in: owner, line: lock.line)?.first
      var places: [Int]?
      if let unit = unitByID[lock.place] {
        places = [unit]
      } else if let row = districtByID[lock.place] {
        places = units.district.indices.filter { units.district[$0] == row }
      } else {
        reportUnknown(
          "district or unit", lock.place, among: districtIDs + units.ids, in: owner,
          line: lock.line)
      }
      guard let action, let places else { continue }
      if unitsOfAction[action] == nil {
        let packages = packagesContaining(action)
        var found: Set<Int32> = []
        for option in options.unit.indices where packages[Int(options.package[option])] {
          found.insert(options.unit[option])
        }
        unitsOfAction[action] = found
      }
      let possible = places.filter { unitsOfAction[action]!.contains(Int32($0)) }
      if possible.isEmpty {
        diagnostics.append(
          Diagnostic(
            lock.lockedIn ? .error : .note, "lock.no-option",
            "\(owner) has no effect: the action finds nothing to act on there.",
            remedy: lock.lockedIn
              ? "Remove the lock, or check the layers that the action needs." : "",
            at: Place(file: file, line: lock.line)))
        continue
      }
      resolved.append(
        ResolvedLock(position: position, description: lock, action: action, units: possible))
    }
    return resolved
  }
}
