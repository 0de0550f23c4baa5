import PlanModel

/// What the rows and locks of a problem are called for people, looked up by their names in results.
///
/// Made once for a result, because a rule for each district makes thousands of rows.
struct RowNames {
  private let described: [String: RowDescription]
  private let senses: [String: RowSense]
  private let plain: Set<String>
  /// For each row of a group, the first unit of each member; −1 where a member has none.
  private let firstUnits: [String: [Int]]
  private let unitIDs: [String]
  private let unitDistricts: [Int]
  private let lockNames: Set<String>
  private let decisions: [LockDescription]
  private let places: [String: String]
  private let districtIDs: [String]
  private let districtNames: [String]
  private let actionNames: [String: String]
  private let phases: [Phase]
  /// Rows about acceptance: their names, and what they are called.
  private let acceptance: [String: String]
  /// Rows about who carries the plan out: their names, what they are called, and the unit of their sides.
  private let implementation: [String: ImplementationRow]

  init(_ result: PlanResult) {
    described = Dictionary(
      result.description.problem.rows.map { ($0.name, $0) }, uniquingKeysWith: { a, _ in a })
    senses = Dictionary(
      result.problem.rows.map { ($0.name, $0.sense) }, uniquingKeysWith: { a, _ in a })
    plain = Set(result.problem.rows.filter { $0.group == nil }.map(\.name))
    let members = result.problem.groups.map { group in
      var first: [Int] = []
      for (unit, member) in group.group.enumerated() where member >= 0 {
        while first.count <= Int(member) { first.append(-1) }
        if first[Int(member)] < 0 { first[Int(member)] = unit }
      }
      return first
    }
    firstUnits = Dictionary(
      result.problem.rows.compactMap { row in row.group.map { (row.name, members[$0]) } },
      uniquingKeysWith: { a, _ in a })
    unitIDs = result.units.ids
    unitDistricts = result.units.district
    lockNames = Set(result.problem.locks.map(\.name))
    decisions = result.description.problem.locks
    let ids = result.districts.ids
    districtIDs = ids
    let texts = result.districts.texts("name")
    districtNames = ids.indices.map { texts?[$0] ?? ids[$0] }
    places = Dictionary(zip(ids, districtNames), uniquingKeysWith: { a, _ in a })
    phases = result.options.phases
    var acceptance: [String: String] = [:]
    for group in result.description.society?.groups ?? [] {
      acceptance["fairness:\(group.id)"] = "fairness for \(group.name)"
    }
    for floor in result.description.society?.floors ?? [] { acceptance[floor.name] = floor.name }
    self.acceptance = acceptance
    implementation = implementationRows(of: result)
    actionNames = Dictionary(
      result.options.actions.map { ($0.id, $0.name) }, uniquingKeysWith: { a, _ in a })
  }

  /// The rule of the plan file that a row is of, or nil.
  func rule(of name: String) -> RowDescription? {
    described[name] ?? described[Self.parts(of: name).base]
  }

  /// The ids of the districts that a row of the plan file is over; empty: all.
  func districts(of name: String) -> [String] {
    guard let rule = rule(of: name) else { return [] }
    let ids = rule.districts.isEmpty ? districtIDs : rule.districts.unique
    guard rule.perDistrict, let member = Self.parts(of: name).member, ids.indices.contains(member)
    else { return rule.districts }
    return [ids[member]]
  }

  /// How a row compares; nil for a lock.
  func sense(of name: String) -> RowSense? { rule(of: name)?.sense ?? senses[name] }

  /// The title of a row or lock: a place's name in place of its number, decisions already taken in words, and the phases
  /// that it counts where the name does not say so.
  func title(of name: String) -> String {
    let title = titleWithoutPhase(of: name)
    guard let span = rule(of: name)?.span else { return title }
    let words =
      switch span {
      case .all: ""
      case .during(let phase): phases[phase].name
      case .through(let phase): "until \(phases[phase].name)"
      case .after(let phase): "after \(phases[phase].name)"
      }
    return title.contains(words) || words.isEmpty ? title : "\(title) (\(words))"
  }

  private func titleWithoutPhase(of name: String) -> String {
    if let decision = decision(of: name) { return decision }
    if let acceptance = acceptance[name] { return acceptance }
    if let row = implementation[name] { return row.title }
    let (base, member) = Self.parts(of: name)
    guard let member, member >= 0 else { return name }
    let rule = rule(of: name)
    if plain.contains(name) {
      // A share of the plan is a row of its own for each district.
      guard let rule, rule.name == base, rule.perDistrict else { return name }
      let ids = rule.districts.isEmpty ? districtIDs : rule.districts.unique
      guard ids.indices.contains(member), let place = places[ids[member]] else { return name }
      return "\(base): \(place)"
    }
    guard let units = firstUnits[base], units.indices.contains(member), units[member] >= 0 else {
      return name
    }
    if let row = implementation[base] {
      return "\(row.title): \(districtNames[unitDistricts[units[member]]])"
    }
    // The member of a decision about units is a unit, that of any other row a district.
    return rule == nil
      ? "\(base), unit \(unitIDs[units[member]])"
      : "\(base): \(districtNames[unitDistricts[units[member]]])"
  }

  /// Whether a row is about how much of what people asked for is followed.
  func isAcceptance(_ name: String) -> Bool { acceptance[name] != nil }

  /// The unit of a row about who carries the plan out, what pays and how fast people follow; nil for any other row.
  func implementationUnit(of name: String) -> String? {
    (implementation[name] ?? implementation[Self.parts(of: name).base])?.unit
  }

  /// Whether a row only keeps actions of a unit in their order: no rule of the plan's, and no decision.
  func isOrder(_ name: String) -> Bool {
    let base = Self.parts(of: name).base
    return base != name && firstUnits[base] != nil && rule(of: name) == nil && !isDecision(name)
      && implementation[base] == nil
  }

  /// Whether a name is that of a decision already taken, kept as a lock or as a row.
  func isDecision(_ name: String) -> Bool {
    lockNames.contains(name) || decision(of: name) != nil
  }

  /// A decision of the plan file in words; nil where the name is of none.
  ///
  /// The names of such locks are made from their place in the plan file, as in `lock[5] wind in: D03`.
  private func decision(of name: String) -> String? {
    if name.hasPrefix(RowPrefix.progress) {
      let words = name.dropFirst(RowPrefix.progress.count)
      let base = Self.parts(of: String(words)).base
      return "progress: \(base)"
    }
    guard name.hasPrefix("lock["), let end = name.firstIndex(of: "]"),
      let position = Int(name[name.index(name.startIndex, offsetBy: 5)..<end]),
      decisions.indices.contains(position)
    else { return nil }
    let lock = decisions[position]
    let whole = "lock[\(position)] \(lock.action) \(lock.lockedIn ? "in" : "out"): \(lock.place)"
    guard name == whole || Self.parts(of: name).base == whole else { return nil }
    let action = actionNames[lock.action] ?? lock.action
    let reason = lock.reason.isEmpty ? "" : " (\(lock.reason))"
    let place = places[lock.place] ?? lock.place
    return "\(action) \(lock.lockedIn ? "fixed" : "ruled out") in \(place)\(reason)"
  }

  /// `floor[2]` as `floor` and 2.
  private static func parts(of name: String) -> (base: String, member: Int?) {
    guard name.utf8.last == UInt8(ascii: "]"), let open = name.lastIndex(of: "["),
      let member = Int(name[name.index(after: open)...].dropLast())
    else { return (name, nil) }
    return (String(name[..<open]), member)
  }
}
