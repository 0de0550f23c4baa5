/// Whether small or large is good.
public enum OptimisationSense: String, Sendable {
  case minimise
  case maximise
}

/// How a row's sum compares with its right-hand side.
public enum RowSense: String, Sendable, CaseIterable {
  case atMost = "<="
  case atLeast = ">="
  case equal = "="
}

/// A planning problem: which option for which unit, under rows that couple the units.
///
/// Options are columns; the index of an option is its position. At most one option per unit and slot.
public struct PlanningProblem: Sendable {
  /// One row, or one row per group.
  public struct Row: Sendable {
    /// The row's name.
    public var name: String
    /// What is summed: Σ factor × amount over the chosen options. `amount` is a position in `amounts`.
    public var terms: [(amount: Int, factor: Double)]
    /// How the sum compares.
    public var sense: RowSense
    /// The position in `groups` that the row is repeated over; nil: one row over all units.
    public var group: Int?
    /// The right-hand sides: one, or one per group member.
    public var rhs: [Double]
    /// How hard it is to bend the row where no plan can meet all: 1 as a rule, 10 for one that gives ten times as
    /// unwillingly, infinite for one that never gives.
    public var firmness: Double

    /// Creates a row.
    public init(
      name: String, terms: [(amount: Int, factor: Double)], sense: RowSense, group: Int? = nil,
      rhs: [Double], firmness: Double = 1
    ) {
      self.name = name
      self.terms = terms
      self.sense = sense
      self.group = group
      self.rhs = rhs
      self.firmness = firmness
    }
  }
  /// A choice that is not free.
  public struct Lock: Sendable, Hashable {
    /// The option.
    public var option: Int
    /// Chosen (true) or not (false).
    public var lockedIn: Bool
    /// A name for messages, for example `lock[0]` or who decided. Several locks may share one: a decision about a
    /// district locks many options, and is kept or lifted as a whole.
    public var name: String
    /// How hard it is to lift the lock where no plan can keep all, as with rows.
    public var firmness: Double

    /// Creates a lock.
    public init(option: Int, lockedIn: Bool, name: String, firmness: Double = 1) {
      self.option = option
      self.lockedIn = lockedIn
      self.name = name
      self.firmness = firmness
    }
  }
  /// A penalty on borders between units of unlike class in slot 0.
  public struct Compactness: Sendable {
    /// Penalty per metre.
    public var penalty: Double
    /// One unit of each border.
    public var left: [Int32]
    /// The other unit.
    public var right: [Int32]
    /// Metres.
    public var length: [Double]

    /// Creates a term.
    public init(penalty: Double, left: [Int32], right: [Int32], length: [Double]) {
      self.penalty = penalty
      self.left = left
      self.right = right
      self.length = length
    }
  }

  /// A block that a choice needs: units with one of some classes in slot 0, joined by borders, must come to a least sum.
  ///
  /// A heat network of three houses is none; so each connected set of units that chose it must bring enough demand.
  public struct Cluster: Sendable, Hashable {
    /// The name, for messages and reasons.
    public var name: String
    /// The classes that count as one, in slot 0.
    public var classes: [Int32]
    /// The position in `amounts` of what a block must bring; nil: each unit counts 1.
    public var amount: Int?
    /// The least sum of each block.
    public var least: Double

    /// Creates a rule for blocks.
    public init(name: String, classes: [Int32], amount: Int?, least: Double) {
      self.name = name
      self.classes = classes
      self.amount = amount
      self.least = least
    }
  }

  /// The name of the row that holds generation to the electricity used; both its sides are in kWh a year.
  public static let ownElectricity = "own electricity"

  /// Whether the objective is to be small or large.
  public var sense: OptimisationSense
  /// The number of units.
  public var units: Int
  /// The unit of each option.
  public var unit: [Int32]
  /// The slot of each option.
  public var slot: [Int32]
  /// The class of each option, from 1; 0 stands for nothing chosen.
  public var optionClass: [Int32]
  /// The objective of each option.
  public var objective: [Double]
  /// Named amounts of each option.
  public var amounts: [(name: String, values: [Double])]
  /// Named groupings of units; −1: in no group.
  public var groups: [(name: String, group: [Int32])]
  /// The rows.
  public var rows: [Row]
  /// The locks.
  public var locks: [Lock]
  /// The compactness term, where there is one. Its borders also say which units are neighbours for `clusters`; with
  /// clusters alone its penalty is 0.
  public var compactness: Compactness?
  /// Blocks that some choices need.
  public var clusters: [Cluster]

  /// Creates a problem.
  public init(
    sense: OptimisationSense, units: Int, unit: [Int32], slot: [Int32], optionClass: [Int32],
    objective: [Double], amounts: [(name: String, values: [Double])],
    groups: [(name: String, group: [Int32])] = [], rows: [Row] = [], locks: [Lock] = [],
    compactness: Compactness? = nil, clusters: [Cluster] = []
  ) {
    self.sense = sense
    self.units = units
    self.unit = unit
    self.slot = slot
    self.optionClass = optionClass
    self.objective = objective
    self.amounts = amounts
    self.groups = groups
    self.rows = rows
    self.locks = locks
    self.compactness = compactness
    self.clusters = clusters
  }

  /// The number of options.
  public var optionCount: Int { unit.count }
}

/// How far a plan is proved.
public enum PlanStatus: String, Sendable {
  /// The gap is at most 1e-6.
  case optimal
  /// The gap is at most what was asked for.
  case gap
  /// Stopped by a limit; the gap is as stated.
  case limit
  /// No choice meets all rows and locks.
  case infeasible
}

/// A decided plan with its proof.
public struct Plan: Sendable {
  /// What a row came to.
  public struct RowResult: Sendable, Hashable {
    /// The row's name; `floor[2]` for the third member of a group.
    public var name: String
    /// The sum, computed afresh from the chosen options.
    public var lhs: Double
    /// How it compares.
    public var sense: RowSense
    /// With what.
    public var rhs: Double
    /// How much the objective (as stated) changes per unit of right-hand side, at the linear relaxation.
    public var price: Double

    /// Creates a result.
    public init(name: String, lhs: Double, sense: RowSense, rhs: Double, price: Double) {
      self.name = name
      self.lhs = lhs
      self.sense = sense
      self.rhs = rhs
      self.price = price
    }
  }
  /// Why a unit's slot got what it got.
  public struct Reason: Sendable, Hashable {
    /// The unit.
    public var unit: Int32
    /// The slot.
    public var slot: Int32
    /// The chosen option, or −1: nothing.
    public var chosen: Int32
    /// The next best option at the prices, or −1: nothing.
    public var runnerUp: Int32
    /// How much better the chosen one is at the prices of the rows, in objective units; negative where a lock, a row or
    /// the wholeness of choices stands against what prices alone would choose.
    public var margin: Double
    /// Where the margin is negative, the position in `rows` of a row that the runner-up would break if it alone took the
    /// place of the choice; −1 where it breaks none, and where the margin is not negative.
    public var brokenRow: Int32

    /// Creates a reason.
    public init(
      unit: Int32, slot: Int32, chosen: Int32, runnerUp: Int32, margin: Double,
      brokenRow: Int32 = -1
    ) {
      self.unit = unit
      self.slot = slot
      self.chosen = chosen
      self.runnerUp = runnerUp
      self.margin = margin
      self.brokenRow = brokenRow
    }
  }
  /// What a row or lock would have to give so that a plan exists.
  public struct Relaxation: Sendable, Hashable {
    /// The row's or lock's name.
    public var name: String
    /// By how much the right-hand side must move, in the row's unit; 1 for a lock.
    public var by: Double

    /// Creates a relaxation.
    public init(name: String, by: Double) {
      self.name = name
      self.by = by
    }
  }

  /// How far it is proved.
  public var status: PlanStatus
  /// The objective, computed afresh from the chosen options; NaN where infeasible.
  public var objective: Double
  /// What no plan can beat.
  public var bound: Double
  /// |objective − bound| ÷ max(|objective|, 1e−9).
  public var gap: Double
  /// `exact` or `decomposition`.
  public var solver: String
  /// Seconds spent.
  public var seconds: Double
  /// The chosen options, ascending.
  public var chosen: [Int]
  /// What each row came to; where infeasible, the rows with neither a sum nor a price (NaN).
  public var rows: [RowResult]
  /// Why, by unit and slot.
  public var reasons: [Reason]
  /// Where infeasible: names of conflicting rows and locks.
  public var conflict: [String]
  /// Whether it is known that none of `conflict` can be left out; otherwise the search was cut short, and fewer may conflict.
  public var conflictIsSmallest: Bool
  /// Where infeasible: by how much each must give in a way out.
  public var relaxation: [Relaxation]
  /// Whether no way out is cheaper than `relaxation`: proved, not only not found.
  public var relaxationIsCheapest: Bool
  /// Whether the search ended before it found a way out, so that an empty `relaxation` says nothing.
  public var relaxationIsUnknown: Bool

  /// Creates a plan.
  public init(
    status: PlanStatus, objective: Double, bound: Double, gap: Double, solver: String,
    seconds: Double, chosen: [Int], rows: [RowResult], reasons: [Reason], conflict: [String] = [],
    conflictIsSmallest: Bool = false, relaxation: [Relaxation] = [],
    relaxationIsCheapest: Bool = false, relaxationIsUnknown: Bool = false
  ) {
    self.status = status
    self.objective = objective
    self.bound = bound
    self.gap = gap
    self.solver = solver
    self.seconds = seconds
    self.chosen = chosen
    self.rows = rows
    self.reasons = reasons
    self.conflict = conflict
    self.conflictIsSmallest = conflictIsSmallest
    self.relaxation = relaxation
    self.relaxationIsCheapest = relaxationIsCheapest
    self.relaxationIsUnknown = relaxationIsUnknown
  }
}
