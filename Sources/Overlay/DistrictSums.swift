import PlanModel

/// The area of one district with one land use inside exactly one set of constraints.
struct DistrictSum {
  /// The district's row.
  var district: Int
  /// The land use as raw value of `LandUseClass`, or unknown.
  var landUse: UInt8
  /// The place of the set in `AreaPartition.sets`.
  var set: Int32
  /// m²
  var area: Double
}

/// The rows of a partition added over the units of each district; by district, land use and set.
func districtSums(of partition: AreaPartition, units: PlanningUnits) -> [DistrictSum] {
  struct Key: Hashable {
    var district: Int
    var landUse: UInt8
    var set: Int32
  }
  var sums: [Key: CompensatedSum] = [:]
  for row in partition.unit.indices {
    let key = Key(
      district: units.district[Int(partition.unit[row])], landUse: partition.landUse[row],
      set: partition.constraintSet[row])
    sums[key, default: CompensatedSum()].add(partition.area[row])
  }
  // The order is total, so the dictionary's own order leaves no trace.
  return sums.map { key, sum in
    DistrictSum(district: key.district, landUse: key.landUse, set: key.set, area: sum.value)
  }.sorted { ($0.district, $0.landUse, $0.set) < ($1.district, $1.landUse, $1.set) }
}
