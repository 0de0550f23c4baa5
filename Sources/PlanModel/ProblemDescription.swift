/// Objective, rows and locks as the plan file states them.
public struct ProblemDescription: Sendable {
  /// What to make best.
  public enum Objective: String, Sendable, CaseIterable {
    /// Least annualised cost that meets the rows.
    case leastCost
    /// Most yearly emission reduction within the rows.
    case mostReduction
  }
  /// What to make best.
  public var objective = Objective.leastCost
  /// Budgets, targets, floors, caps and shares.
  public var rows: [RowDescription] = []
  /// Decisions that were taken already.
  public var locks: [LockDescription] = []
  /// The gap that is good enough.
  public var gap = 0.001
  /// Steps in time, in their order; empty: everything is decided for the target year at once.
  public var phases: [Phase] = []
  /// Which actions wait for which.
  public var sequence: [SequenceDescription] = []
  /// A price on borders between unlike choices; nil: none.
  public var compactness: CompactnessDescription?
  /// Blocks that some actions need.
  public var clusters: [ClusterDescription] = []
  /// What it costs, in the unit of the objective, to choose otherwise in a unit than the earlier run did; nil: nothing.
  public var stability: Double?

  /// Creates an empty problem.
  public init() {}

  /// The slot that borders and blocks are about: the one named, or that of the first cluster's first action; nil: any.
  public func compactSlot(of catalogue: [Action]) -> String? {
    compactness?.slot
      ?? clusters.first?.actions.first.flatMap { id in catalogue.first { $0.id == id }?.slot }
  }

  /// Whether it matters which units are neighbours.
  public var needsBorders: Bool { compactness != nil || !clusters.isEmpty }
}

/// Actions that in one unit may not begin before others of the same unit.
public struct SequenceDescription: Sendable, Hashable {
  /// The actions that come first, by id.
  public var first: [String]
  /// The actions that may not begin in an earlier phase than those, by id.
  public var then: [String]
  /// The line of the plan file.
  public var line: Int?

  /// Creates an order.
  public init(first: [String], then: [String], line: Int? = nil) {
    self.first = first
    self.then = then
    self.line = line
  }
}

/// A price on borders between units that choose unlike packages.
public struct CompactnessDescription: Sendable, Hashable {
  /// The price of a metre of border, in the unit of the objective: EUR/a or t CO2e/a.
  public var penalty: Double
  /// The slot whose choices are compared; nil: the first of the catalogue, or that of the clusters' actions.
  public var slot: String?
  /// The line of the plan file.
  public var line: Int?

  /// Creates a price.
  public init(penalty: Double, slot: String? = nil, line: Int? = nil) {
    self.penalty = penalty
    self.slot = slot
    self.line = line
  }
}

/// A block that some actions need: neighbouring units with one of them must come to a least sum.
public struct ClusterDescription: Sendable, Hashable {
  /// What is summed over a block.
  public enum Measure: Sendable, Hashable {
    /// Useful heat that the actions supply, kWh/a.
    case heat
    /// The area of the units, m².
    case area
    /// The units themselves.
    case units
  }
  /// The name, unique in the plan.
  public var name: String
  /// The actions, by id; all of one slot.
  public var actions: [String]
  /// What is summed.
  public var measure: Measure
  /// The least sum of a block, in the unit of the measure.
  public var least: Double
  /// The line of the plan file.
  public var line: Int?

  /// Creates a rule.
  public init(name: String, actions: [String], measure: Measure, least: Double, line: Int? = nil) {
    self.name = name
    self.actions = actions
    self.measure = measure
    self.least = least
    self.line = line
  }
}

/// One row as the plan file states it.
public struct RowDescription: Sendable {
  /// The right-hand side.
  public enum Limit: Sendable, Hashable {
    /// An amount in internal units.
    case amount(Double)
    /// A share of the baseline of the same amount: of emissions (`co2`), of final energy (`energySaved`).
    case shareOfBaseline(Double)
    /// A share of the same amount summed over the whole plan (for floors per district).
    case shareOfPlan(Double)
  }
  /// The row's name, unique in the plan.
  public var name: String
  /// What is summed.
  public var amount: Amount
  /// Only options with one of these actions count; empty: all.
  public var actions: [String] = []
  /// Whether one row is made for each district.
  public var perDistrict = false
  /// Only units in these districts, by district id; empty: all.
  public var districts: [String] = []
  /// Only what is begun in these phases.
  public var span = PhaseSpan.all
  /// How unwillingly the row gives where no plan can meet all: 1 as a rule, infinite: never.
  public var firmness = 1.0
  /// Whether only what funds do not pay of an investment counts.
  public var isNetOfFunds = false
  /// Whose fair part it is about; nil: no row of equity.
  public var equity: EquityRule?
  /// How the sum compares.
  public var sense: RowSense
  /// With what.
  public var limit: Limit
  /// The line of the plan file.
  public var line: Int?

  /// Creates a row.
  public init(name: String, amount: Amount, sense: RowSense, limit: Limit) {
    self.name = name
    self.amount = amount
    self.sense = sense
    self.limit = limit
  }
}

extension RowDescription {
  /// Whether the row counts an action.
  public func counts(_ action: String) -> Bool { actions.isEmpty || actions.contains(action) }

  /// The districts that each of the row's right-hand sides is about, by id.
  ///
  /// - Parameter all: All districts, by row.
  public func members(of all: [String]) -> [[String]] {
    var seen: Set<String> = []
    let named = districts.isEmpty ? all : districts.filter { seen.insert($0).inserted }
    return perDistrict ? named.map { [$0] } : [named]
  }
}

/// A decision that was taken already.
public struct LockDescription: Sendable {
  /// The unit's id, or a district's id for all its units.
  public var place: String
  /// The action.
  public var action: String
  /// Whether it must be done (true) or must not (false).
  public var lockedIn: Bool
  /// Who decided, when, why; may be empty.
  public var reason = ""
  /// How unwillingly the decision is lifted where no plan can keep all: 1 as a rule, infinite: never.
  public var firmness = 1.0
  /// The line of the plan file.
  public var line: Int?

  /// Creates a lock.
  public init(place: String, action: String, lockedIn: Bool) {
    self.place = place
    self.action = action
    self.lockedIn = lockedIn
  }
}
