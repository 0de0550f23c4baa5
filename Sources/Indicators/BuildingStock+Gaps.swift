import PlanModel

extension BuildingStock {
  /// Gives buildings without a year an age band.
  ///
  /// The gaps of a group (kind of use in a district, else in the layer) get the bands in the proportions in which the
  /// group's observed buildings have them, so that filling changes no distribution; the oldest bands go where the
  /// neighbours within the 3 × 3 hectares around are oldest (matching by quantile). Groups in which fewer than
  /// `least` buildings are observed keep the unknown age.
  mutating func fillAges(groups: GapGroups, least: Int) {
    let observed = ageProvenance.map { $0 == .observed }
    let missing = observed.map { !$0 }
    guard missing.contains(true), observed.contains(true) else { return }
    let bands = ageBand.map { Double($0) }
    let sums = groups.sums(bands, observed: observed)
    groups.forEachGroup(observed: observed, missing: missing, least: least) { known, gaps in
      var counts = Array(repeating: 0, count: StockRules.bands)
      for row in known { counts[Int(ageBand[row])] += 1 }
      let mean = known.reduce(0) { $0 + bands[$1] } / Double(known.count)
      // Sorted as whole numbers: thousandths of a band, then the row, so that the order never depends on the sort.
      let order = gaps.indices.map { position in
        UInt64(((groups.mean(of: sums, around: gaps[position]) ?? mean) * 1000).rounded()) << 40
          | UInt64(position)
      }.sorted()
      var band = 0
      var reached = counts[0]
      for (rank, key) in order.enumerated() {
        // The middle of the gap's place among the gaps, on the scale of the observed.
        let place = (Double(rank) + 0.5) / Double(gaps.count) * Double(known.count)
        while Double(reached) < place && band < counts.count - 1 {
          band += 1
          reached += counts[band]
        }
        let row = gaps[Int(key & 0xFF_FFFF_FFFF)]
        ageBand[row] = UInt8(band)
        ageProvenance[row] = .derived
      }
    }
  }

  /// Gives buildings without levels and height the mean levels of like ones around them.
  ///
  /// A gap takes the mean of its kind within the 3 × 3 hectares around, else of its group; then all gaps of the group
  /// are scaled so that their mean is that of the observed ones. Groups in which fewer than `least` are observed keep
  /// the default.
  ///
  /// - Returns: How many were filled.
  mutating func fillLevels(groups: GapGroups, least: Int) -> Int {
    let observed = levelsProvenance.map { $0 != .assumed }
    let missing = observed.map { !$0 }
    guard missing.contains(true), observed.contains(true) else { return 0 }
    let known = levels
    let sums = groups.sums(known, observed: observed)
    var filled = 0
    groups.forEachGroup(observed: observed, missing: missing, least: least) { rows, gaps in
      let mean = rows.reduce(0) { $0 + known[$1] } / Double(rows.count)
      let local = gaps.map { groups.mean(of: sums, around: $0) ?? mean }
      let scale = mean / (local.reduce(0, +) / Double(gaps.count))
      for (row, value) in zip(gaps, local) {
        levels[row] = value * scale
        levelsProvenance[row] = .derived
      }
      filled += gaps.count
    }
    return filled
  }

  /// Scales the dwellings that were not given so that each district has as many as its census says.
  ///
  /// - Parameters:
  ///   - known: The dwellings of each district; nil: not known.
  ///   - given: Whether a building's own number was read.
  /// - Returns: The districts that cannot have that many: more are given, or none could be filled.
  mutating func fitDwellings(
    to known: [Double?], district: [Int32], given: (Int) -> Bool
  ) -> [Int] {
    guard known.contains(where: { $0 != nil }) else { return [] }
    var fixed = Array(repeating: CompensatedSum(), count: known.count)
    var free = fixed
    for row in district.indices where district[row] >= 0 {
      if given(row) {
        fixed[Int(district[row])].add(dwellings[row])
      } else {
        free[Int(district[row])].add(dwellings[row])
      }
    }
    var scale = Array(repeating: 1.0, count: known.count)
    var misfits: [Int] = []
    for index in known.indices {
      guard let whole = known[index] else { continue }
      let rest = whole - fixed[index].value
      if rest >= 0 && free[index].value > 0 {
        scale[index] = rest / free[index].value
      } else if abs(rest) > 1e-9 * max(1, whole) {
        misfits.append(index)
      }
    }
    for row in district.indices where district[row] >= 0 && !given(row) {
      dwellings[row] *= scale[Int(district[row])]
    }
    return misfits
  }
}
