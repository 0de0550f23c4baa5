import PlanModel

extension PlanParser {
  /// The locks; contradictions and repetitions are reported.
  func locks(_ mapping: YAMLMapping) -> [LockDescription] {
    var locks: [LockDescription] = []
    var book = LockBook()
    for entry in mapping.mappings("locks") {
      let district = entry.text("district")
      let unit = entry.text("unit")
      let action = entry.text("action")
      let decision = entry.word("decision")
      let reason = entry.text("reason")
      let firmness = self.firmness(entry)
      if entry.has("district") == entry.has("unit") {
        entry.report(
          entry.has("unit") ? "two-places" : "missing-key",
          entry.has("unit")
            ? "A lock names a district and a unit." : "A lock needs a `district` or a `unit`.",
          remedy: "Write one of the two.")
        continue
      }
      guard let place = district ?? unit, let action else { continue }
      var lock = LockDescription(place: place, action: action, lockedIn: decision == "in")
      lock.reason = reason ?? ""
      lock.firmness = firmness
      lock.line = entry.line
      if decision == nil {
        // It is kept for what it names alone; that nothing is decided is an error already.
        locks.append(lock)
      } else if let line = book.contradiction(to: lock) {
        entry.report(
          "contradiction",
          "`\(action.shortened)` is locked in and locked out in `\(place.shortened)`, see line \(line).",
          remedy: "Keep the decision that holds.", at: "decision")
      } else if let line = book.repetition(of: lock) {
        entry.report(
          "repeated-entry",
          "`\(action.shortened)` is locked twice in `\(place.shortened)`, see line \(line).",
          remedy: "Keep it once.", as: .warning)
      } else {
        book.add(lock)
        locks.append(lock)
      }
    }
    return locks
  }
}

/// The locks so far, by action and place, so that thousands can be compared.
///
/// The cells of a district are named `<district>/<column>-<row>`, so a place lies in every place that its name
/// begins with up to a slash.
private struct LockBook {
  private struct Key: Hashable {
    var action: String
    var place: Substring
    var lockedIn: Bool
  }
  /// The line of the first lock of a place.
  private var lines: [Key: Int] = [:]
  /// The line of the first lock inside a place.
  private var linesInside: [Key: Int] = [:]

  /// The line of a lock that says the opposite of the same place, of a place around it or of one inside.
  func contradiction(to lock: LockDescription) -> Int? {
    var key = Key(action: lock.action, place: lock.place[...], lockedIn: !lock.lockedIn)
    if let line = lines[key] ?? linesInside[key] { return line }
    for place in around(lock.place) {
      key.place = place
      if let line = lines[key] { return line }
    }
    return nil
  }

  /// The line of a lock that says the same of the same place.
  func repetition(of lock: LockDescription) -> Int? {
    lines[Key(action: lock.action, place: lock.place[...], lockedIn: lock.lockedIn)]
  }

  mutating func add(_ lock: LockDescription) {
    var key = Key(action: lock.action, place: lock.place[...], lockedIn: lock.lockedIn)
    lines[key] = lock.line ?? 0
    for place in around(lock.place) {
      key.place = place
      if linesInside[key] == nil { linesInside[key] = lock.line ?? 0 }
    }
  }

  /// The places around a place, by its name.
  private func around(_ place: String) -> [Substring] {
    place.indices.filter { place[$0] == "/" }.map { place[..<$0] }
  }
}
