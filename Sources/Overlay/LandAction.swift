public import PlanModel

/// What decides where an action on land may go.
public struct LandAction: Sendable {
  /// The action's id.
  public var id: String
  /// The land uses it may claim.
  public var landUse: [LandUseClass]
  /// The names of the constraints that exclude it.
  public var excludedBy: [String]
  /// The least area of a patch of land, m²; 0: any. See `patchConstraints`.
  public var minimumPatch: Double
  /// The least width of a patch of land, m; 0: any. See `patchConstraints`.
  public var minimumWidth: Double

  /// Creates an action.
  public init(
    id: String, landUse: [LandUseClass], excludedBy: [String], minimumPatch: Double = 0,
    minimumWidth: Double = 0
  ) {
    self.id = id
    self.landUse = landUse
    self.excludedBy = excludedBy
    self.minimumPatch = minimumPatch
    self.minimumWidth = minimumWidth
  }
}

/// What a row of the partition is for one action.
enum LandState {
  /// The land use is one it may claim, and no constraint that counts covers it.
  case eligible
  /// The land use is one it may not claim.
  case wrongUse
  /// A constraint that counts covers it.
  case excluded
  /// No land use is known, and no constraint that counts covers it.
  case unknown
}

/// The rule of one action in one partition.
struct LandRule: Hashable {
  /// Bit of each raw value of the land uses.
  var landUse: UInt32
  /// Whether each of `AreaPartition.sets` has a constraint that counts.
  var isExcluded: [Bool]

  init(_ action: LandAction, in partition: AreaPartition) {
    landUse = action.landUse.reduce(0) { $0 | 1 << UInt32($1.rawValue) }
    let constraints = ConstraintSet(
      partition.constraints.indices.filter {
        action.excludedBy.contains(partition.constraints[$0])
      })
    isExcluded = partition.sets.map { !$0.isDisjoint(with: constraints) }
  }

  /// What a row is for the action.
  func state(landUse row: UInt8, set: Int32) -> LandState {
    let isExcluded = isExcluded[Int(set)]
    if row == AreaPartition.unknown { return isExcluded ? .excluded : .unknown }
    if landUse & 1 << UInt32(row) == 0 { return .wrongUse }
    return isExcluded ? .excluded : .eligible
  }
}
