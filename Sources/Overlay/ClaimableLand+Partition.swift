public import PlanModel

/// How much of each unit an action may claim of some classes of land and inside some constraints, m².
///
/// - Parameters:
///   - classes: The classes that are asked about.
///   - names: The constraints that are asked about; a name that the partition does not know has no land.
///   - units: The number of units.
/// - Complexity: O(rows of the partition × names).
public func claimableLand(
  of action: LandAction, in partition: AreaPartition, units: Int, classes: [LandUseClass],
  constraints names: [String]
) -> ClaimableLand {
  let rule = LandRule(action, in: partition)
  let positions = names.map { partition.constraints.firstIndex(of: $0) }
  var byClass = LandUseClass.allCases.map { _ in [CompensatedSum]() }
  for asked in classes {
    byClass[Int(asked.rawValue)] = Array(repeating: CompensatedSum(), count: units)
  }
  var inside = names.map { _ in Array(repeating: CompensatedSum(), count: units) }
  for row in partition.area.indices {
    let use = partition.landUse[row]
    let set = partition.constraintSet[row]
    guard rule.state(landUse: use, set: set) == .eligible else { continue }
    let unit = Int(partition.unit[row])
    if !byClass[Int(use)].isEmpty { byClass[Int(use)][unit].add(partition.area[row]) }
    for (place, position) in positions.enumerated() {
      guard let position, partition.sets[Int(set)].contains(position) else { continue }
      inside[place][unit].add(partition.area[row])
    }
  }
  return ClaimableLand(
    action: action.id, landUse: byClass.map { $0.map(\.value) },
    constraints: zip(names, inside).map { ($0, $1.map(\.value)) })
}
