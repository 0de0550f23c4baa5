/// What the allocation decides on: polygons, each in one district.
public struct PlanningUnits: Sendable {
  /// The units' ids: the district's id, `<district>/<column>-<row>` for cells, `<district>/<feature>` or
  /// `<district>/rest` for units of a layer.
  public var ids: [String]
  /// The polygons.
  public var geometry: GeometryColumn
  /// The district of each unit, as row of the district layer.
  public var district: [Int]
  /// The area of each unit, m².
  public var area: [Double]

  /// Creates units.
  public init(ids: [String], geometry: GeometryColumn, district: [Int], area: [Double]) {
    self.ids = ids
    self.geometry = geometry
    self.district = district
    self.area = area
  }

  /// The number of units.
  public var count: Int { ids.count }
}

/// Which features lie in which units, and with what share.
///
/// A sparse matrix by feature: the entries of feature `i` are `starts[i]..<starts[i + 1]`. The shares of a
/// feature add up to 1 less what lies outside all units.
public struct Memberships: Sendable {
  /// Where each feature's entries start.
  public var starts: [Int]
  /// The unit of each entry.
  public var unit: [Int32]
  /// The share of the feature's area in the unit; 1 for a point inside.
  public var share: [Double]
  /// The share of each feature that lies outside all units.
  public var outside: [Double]
  /// How many pairs of feature and unit had to be cut, for the record.
  public var cutPairs: Int

  /// Creates a matrix.
  public init(
    starts: [Int], unit: [Int32], share: [Double], outside: [Double], cutPairs: Int = 0
  ) {
    self.starts = starts
    self.unit = unit
    self.share = share
    self.outside = outside
    self.cutPairs = cutPairs
  }

  /// The number of features.
  public var featureCount: Int { starts.count - 1 }
}

/// An exact partition of every unit by land use and constraints.
///
/// Row `i` says: `area[i]` m² of unit `unit[i]` have land use `landUse[i]` and lie in exactly the constraints of
/// `sets[constraintSet[i]]`. The rows of a unit add up to its area.
public struct AreaPartition: Sendable {
  /// The names of the constraints; a set holds positions in this list.
  public var constraints: [String]
  /// The unit of each row, ascending.
  public var unit: [Int32]
  /// The land use of each row as raw value of `LandUseClass`, or 255 where no land use is known.
  public var landUse: [UInt8]
  /// The sets of constraints that occur, each once, ascending.
  public var sets: [ConstraintSet]
  /// The constraints that cover each row, as position in `sets`.
  public var constraintSet: [Int32]
  /// The area of each row, m².
  public var area: [Double]
  /// Land use counted once although polygons overlap: the area that more than one polygon claims, m² a unit.
  public var landUseOverlap: [Double]

  /// The mark of unknown land use.
  public static let unknown: UInt8 = 255

  /// Creates a partition.
  public init(
    constraints: [String], unit: [Int32], landUse: [UInt8], sets: [ConstraintSet],
    constraintSet: [Int32], area: [Double], landUseOverlap: [Double]
  ) {
    self.constraints = constraints
    self.unit = unit
    self.landUse = landUse
    self.sets = sets
    self.constraintSet = constraintSet
    self.area = area
    self.landUseOverlap = landUseOverlap
  }
}

/// One row of a district's area ledger.
public struct LedgerRow: Sendable, Hashable {
  /// What the area is for the allocation.
  public enum State: String, Sendable, CaseIterable {
    /// Free for at least one land action; which ones, `eligible` says.
    case eligible
    /// The land use is none that any land action may claim, and no constraint covers it.
    case inUse
    /// Excluded by constraints for every land action that its land use would allow.
    case excluded
    /// No land use is known, and no constraint excludes it.
    case unknown
  }
  /// The district's row; −1: outside all districts, or counted in two (negative area).
  public var district: Int
  /// What it is.
  public var state: State
  /// The land use, or nil where it is unknown.
  public var landUse: LandUseClass?
  /// The constraints that cover it together, by name.
  public var constraints: [String]
  /// The land actions it is eligible for.
  public var eligible: [String]
  /// The area, m².
  public var area: Double

  /// Creates a row.
  public init(
    district: Int, state: State, landUse: LandUseClass?, constraints: [String], eligible: [String],
    area: Double
  ) {
    self.district = district
    self.state = state
    self.landUse = landUse
    self.constraints = constraints
    self.eligible = eligible
    self.area = area
  }
}

/// The area ledger: every square metre of every district in exactly one row.
public struct AreaLedger: Sendable {
  /// The rows, by district, then state, land use and constraints.
  public var rows: [LedgerRow]
  /// The area of each district, m².
  public var districtArea: [Double]
  /// The largest |sum of rows − district area| ÷ district area.
  public var largestError: Double
  /// The area that two districts share, m².
  public var overlapArea: Double
  /// The area of gaps enclosed by districts, m².
  public var gapArea: Double
  /// Area of land-use features outside all districts, m².
  public var landUseOutside: Double

  /// Creates a ledger.
  public init(
    rows: [LedgerRow], districtArea: [Double], largestError: Double, overlapArea: Double,
    gapArea: Double, landUseOutside: Double
  ) {
    self.rows = rows
    self.districtArea = districtArea
    self.largestError = largestError
    self.overlapArea = overlapArea
    self.gapArea = gapArea
    self.landUseOutside = landUseOutside
  }
}

/// Eligible land of one land action.
public struct Eligibility: Sendable {
  /// The action's id.
  public var action: String
  /// Eligible area of each unit, m².
  public var eligible: [Double]
  /// Excluded area of each unit, m².
  public var excluded: [Double]
  /// Area of unknown state of each unit, m².
  public var unknown: [Double]
  /// The eligible part of each unit as polygon; a missing geometry where there is none.
  public var geometry: GeometryColumn

  /// Creates a result.
  public init(
    action: String, eligible: [Double], excluded: [Double], unknown: [Double],
    geometry: GeometryColumn
  ) {
    self.action = action
    self.eligible = eligible
    self.excluded = excluded
    self.unknown = unknown
    self.geometry = geometry
  }
}
