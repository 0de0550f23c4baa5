import PlanModel

extension ProblemBuilder {
  /// Adds the orders of the plan file and those of the catalogue (`follows`).
  ///
  /// An action may begin in no earlier phase than one that it waits for, where both are chosen in a unit. For every phase but
  /// the last: (waiting action begun by its end) + (first action begun after it) ≤ 1, in each unit that could have both. Two
  /// actions of one slot are one package and begin at once, so they need no row. The rows are exact, and their relaxation is
  /// as tight as it can be for a pair: every vertex of it is whole.
  mutating func add(_ sequence: [SequenceDescription]) {
    guard options.phases.count > 1 else { return }
    var orders: [(first: [Int], then: [Int], line: Int?)] = []
    for order in sequence {
      let owner = order.owner
      let first = actions(order.first, in: owner, line: order.line)
      let then = actions(order.then, in: owner, line: order.line)
      if let first, let then { orders.append((first, then, order.line)) }
    }
    for (position, action) in options.actions.enumerated() {
      // What is not on offer is waited for by nobody.
      let first = options.actions.indices.filter { action.follows.contains(options.actions[$0].id) }
      if !first.isEmpty { orders.append((first, [position], nil)) }
    }
    // The catalogue may say again what the plan file says.
    var isKnown: Set<[[Int]]> = []
    for order in orders where isKnown.insert([order.first.sorted(), order.then.sorted()]).inserted {
      for slots in slotPairs(order.first, order.then) {
        addOrder(slots.first, before: slots.then, line: order.line)
      }
    }
  }

  /// The parts of an order that concern two unlike slots each, in the order of the slots.
  private func slotPairs(_ first: [Int], _ then: [Int]) -> [(first: [Int], then: [Int])] {
    var pairs: [(first: [Int], then: [Int])] = []
    for a in options.slots {
      for b in options.slots where a != b {
        let left = first.filter { options.actions[$0].slot == a }
        let right = then.filter { options.actions[$0].slot == b }
        if !left.isEmpty, !right.isEmpty { pairs.append((left, right)) }
      }
    }
    return pairs
  }

  private mutating func addOrder(_ first: [Int], before then: [Int], line: Int?) {
    func units(with actions: [Int]) -> [Bool] {
      let packages = options.packages.map { $0.contains(where: actions.contains) }
      var has = Array(repeating: false, count: self.units.count)
      for option in 0..<options.count where packages[Int(options.package[option])] {
        has[Int(options.unit[option])] = true
      }
      return has
    }
    let (hasFirst, hasThen) = (units(with: first), units(with: then))
    var members = Array(repeating: Int32(-1), count: self.units.count)
    var names: [String] = []
    for unit in members.indices where hasFirst[unit] && hasThen[unit] {
      members[unit] = Int32(names.count)
      names.append(self.units.ids[unit])
    }
    if names.isEmpty { return }
    func words(_ actions: [Int]) -> String {
      actions.map { options.actions[$0].id }.joined(separator: ", ")
    }
    let name = "\(words(then)) not before \(words(first))"
    groups.append((name, members))
    for (position, phase) in options.phases.dropLast().enumerated() {
      rows.append(
        .init(
          name: "\(name) (\(phase.name))",
          terms: [
            (columns.count(of: then, span: .through(position)), 1),
            (columns.count(of: first, span: .after(position)), 1),
          ], sense: .atMost, group: groups.count - 1,
          rhs: Array(repeating: 1, count: names.count),
          // What the technique asks for is not for the council to bend.
          firmness: .infinity))
      labels.append(
        RowLabel(
          name: rows[rows.count - 1].name, unit: "", members: names, isMetByNothing: true,
          line: line))
    }
  }
}
