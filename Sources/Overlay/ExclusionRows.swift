public import PlanModel

/// Which constraint keeps each action off how much land, alone and jointly with others, in each district.
///
/// For each district and action there is a row of what is eligible, one of what has a land use that the action
/// may not claim (whatever constraints say there), one for each constraint of the action, in their order, and
/// one of what is unknown; rows without an area are left out. `counted` adds up to the district.
///
/// - Complexity: O(*rows of the partition* + *distinct rows* × *actions*).
public func exclusionRows(
  of actions: [LandAction], in partition: AreaPartition, units: PlanningUnits
) -> [ExclusionRow] {
  let areas = districtSums(of: partition, units: units)
  let rules = actions.map { action in
    // Of each set, the constraints that count for the action.
    let counting = partition.sets.map { set in
      set.positions.filter { action.excludedBy.contains(partition.constraints[$0]) }
    }
    return (land: LandRule(action, in: partition), counting: counting)
  }
  var rows: [ExclusionRow] = []
  var start = 0
  while start < areas.count {
    let district = areas[start].district
    var end = start
    while end < areas.count, areas[end].district == district { end += 1 }
    for (action, rule) in zip(actions, rules) {
      var account = ExclusionAccount(constraints: partition.constraints.count)
      for part in areas[start..<end] {
        account.add(
          part.area, rule.land.state(landUse: part.landUse, set: part.set),
          constraints: rule.counting[Int(part.set)])
      }
      rows += account.rows(district: district, action: action.id, names: partition.constraints)
    }
    start = end
  }
  return rows
}

/// The land of one district for one action by what decides on it.
private struct ExclusionAccount {
  private var eligible = CompensatedSum()
  private var landUse = CompensatedSum()
  private var unknown = CompensatedSum()
  private var alone: [CompensatedSum]
  private var jointly: [CompensatedSum]
  private var counted: [CompensatedSum]

  init(constraints: Int) {
    alone = Array(repeating: CompensatedSum(), count: constraints)
    jointly = alone
    counted = alone
  }

  /// Adds an area with the constraints that count there, ascending.
  mutating func add(_ area: Double, _ state: LandState, constraints: [Int]) {
    switch state {
    case .eligible: eligible.add(area)
    case .wrongUse: landUse.add(area)
    case .unknown: unknown.add(area)
    case .excluded:
      counted[constraints[0]].add(area)
      if constraints.count == 1 {
        alone[constraints[0]].add(area)
      } else {
        for constraint in constraints { jointly[constraint].add(area) }
      }
    }
  }

  func rows(district: Int, action: String, names: [String]) -> [ExclusionRow] {
    func row(_ reason: ExclusionRow.Reason, _ area: Double) -> ExclusionRow {
      ExclusionRow(
        district: district, action: action, reason: reason, alone: area, jointly: 0, counted: area)
    }
    var rows = [row(.eligible, eligible.value), row(.landUse, landUse.value)]
    for (bit, name) in names.enumerated() {
      rows.append(
        ExclusionRow(
          district: district, action: action, reason: .constraint(name), alone: alone[bit].value,
          jointly: jointly[bit].value, counted: counted[bit].value))
    }
    rows.append(row(.unknown, unknown.value))
    return rows.filter { $0.alone != 0 || $0.jointly != 0 || $0.counted != 0 }
  }
}
