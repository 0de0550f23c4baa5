import PlanModel

/// The packages of a catalogue: within each slot, every combination of at most one action a stage.
struct Packages {
  /// The slots, in the order in which the catalogue names them.
  var slots: [String] = []
  /// Positions of actions, in the order of their stages.
  var packages: [[Int]] = []
  /// The slot of each package.
  var slot: [Int] = []

  /// How many packages a slot may have; more would drown the solver and the reader.
  static let limit = 2000

  /// Builds the packages, by slot, then in the order of the catalogue with earlier stages turning slowest.
  ///
  /// - Precondition: No slot has more than `limit` packages, which the catalogue's check makes sure of.
  ///
  /// - Parameter firstSlot: The slot to come first, where an action has it; nil: the catalogue's first.
  init(of actions: [Action], firstSlot: String? = nil) {
    slots = actions.contains { $0.slot == firstSlot } ? [firstSlot].compactMap { $0 } : []
    for action in actions where !slots.contains(action.slot) { slots.append(action.slot) }
    for (position, name) in slots.enumerated() {
      precondition(
        Self.count(of: actions, slot: name) <= Self.limit,
        "the catalogue's check bounds the packages of slot \(name)")
      var combinations: [[Int]] = [[]]
      for stage in Action.Stage.allCases {
        let choices = actions.indices.filter {
          actions[$0].slot == name && actions[$0].stage == stage
        }
        combinations = combinations.flatMap { start in
          [start] + choices.map { start + [$0] }
        }
      }
      for package in combinations where !package.isEmpty && Self.isWhole(package, of: actions) {
        packages.append(package)
        slot.append(position)
      }
    }
  }

  /// Whether a package has what its actions require of their own slot; what they require of other slots is told to
  /// people and not enforced.
  private static func isWhole(_ package: [Int], of actions: [Action]) -> Bool {
    package.allSatisfy { action in
      let required = actions[action].requires.filter { id in
        actions.contains { $0.id == id && $0.slot == actions[action].slot }
      }
      return required.isEmpty || package.contains { required.contains(actions[$0].id) }
    }
  }

  /// How many packages a slot has at most; 0 without actions.
  static func count(of actions: [Action], slot: String) -> Int {
    var count = 1
    for stage in Action.Stage.allCases {
      let choices = actions.reduce(0) { $0 + ($1.slot == slot && $1.stage == stage ? 1 : 0) }
      let (product, overflow) = count.multipliedReportingOverflow(by: choices + 1)
      if overflow { return .max }
      count = product
    }
    return count - 1
  }
}
