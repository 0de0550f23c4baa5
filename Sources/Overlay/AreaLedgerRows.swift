public import PlanModel

/// The area ledger: every square metre of every district in exactly one row.
///
/// The rows of a district are its units' rows of the partition, added by state, land use and set of
/// constraints; they add up to the district's area, and `largestError` says how nearly. Where districts
/// overlap, one more row with district −1, state unknown and a negative area takes away what is counted in
/// two districts, so that all rows together are the area of the union. Land use outside all districts is no
/// part of the sum; its area stands in `landUseOutside`.
///
/// The state of a row looks at all actions: eligible where at least one may go there; excluded where the
/// land use would allow at least one (or is unknown) and constraints keep all of those out; in use where the
/// land use allows none; unknown where no land use is known and constraints leave room.
public func areaLedger(
  of partitioning: AreaPartitioning, units: PlanningUnits, actions: [LandAction],
  districts: Layer, districtAreas: [Double], topology: DistrictTopology
) -> AreaLedger {
  let partition = partitioning.partition
  let rules = actions.map { LandRule($0, in: partition) }
  let rows = districtSums(of: partition, units: units).map { sum in
    let states = rules.map { $0.state(landUse: sum.landUse, set: sum.set) }
    let eligible = zip(actions, states).compactMap { $1 == .eligible ? $0.id : nil }
    let state: LedgerRow.State =
      if !eligible.isEmpty { .eligible } else if sum.landUse == AreaPartition.unknown {
        !states.isEmpty && states.allSatisfy { $0 == .excluded } ? .excluded : .unknown
      } else { states.contains(.excluded) ? .excluded : .inUse }
    let names = partition.sets[Int(sum.set)].positions.map { partition.constraints[$0] }
    return (
      sum: sum,
      row: LedgerRow(
        district: sum.district, state: state, landUse: LandUseClass(rawValue: sum.landUse),
        constraints: names, eligible: eligible, area: sum.area)
    )
  }.sorted {
    let (left, right) = (order(of: $0.row.state), order(of: $1.row.state))
    return ($0.sum.district, left, $0.sum.landUse, $0.sum.set)
      < ($1.sum.district, right, $1.sum.landUse, $1.sum.set)
  }.map(\.row)
  var perDistrict = Array(repeating: CompensatedSum(), count: districts.count)
  for row in rows { perDistrict[row.district].add(row.area) }
  var largestError = 0.0
  for (sum, area) in zip(perDistrict, districtAreas) where area > 0 {
    largestError = Swift.max(largestError, abs(sum.value - area) / area)
  }
  var ledger = AreaLedger(
    rows: rows, districtArea: districtAreas, largestError: largestError,
    overlapArea: topology.overlapArea, gapArea: topology.gapArea,
    landUseOutside: partitioning.landUseOutside)
  if topology.overlapArea > 0 {
    ledger.rows.append(
      LedgerRow(
        district: -1, state: .unknown, landUse: nil, constraints: [], eligible: [],
        area: -topology.overlapArea))
  }
  return ledger
}

/// The place of a state among the rows of a district.
private func order(of state: LedgerRow.State) -> Int {
  LedgerRow.State.allCases.firstIndex(of: state) ?? 0
}
