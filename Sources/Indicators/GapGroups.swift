import PlanModel

/// Which buildings may stand in for one another: alike in use, and near.
///
/// Uses are taken together in four kinds, because a register's gaps are seldom spread evenly over eleven words:
/// houses, blocks of flats, services, industry. Unheated buildings stand in for none.
struct GapGroups: Sendable {
  /// The number of kinds of use.
  static let kinds = 4

  /// The kind of each building; −1 where it is unheated.
  let kind: [Int8]
  /// The district of each building; −1 outside.
  let district: [Int32]
  private let districts: Int
  private let hectares: HectareGrid
  /// The cells that touch each cell, the cell itself included: nine entries a cell, −1 where there is none.
  private let around: [Int32]

  /// Groups buildings by kind of use, district and hectare.
  init(use: [BuildingUse], district: [Int32], hectares: HectareGrid) {
    kind = use.map(Self.kind(of:))
    self.district = district
    districts = Int(district.max() ?? -1) + 1
    self.hectares = hectares
    around = hectares.neighbours()
  }

  /// The kind of a use.
  private static func kind(of use: BuildingUse) -> Int8 {
    switch use {
    case .singleFamily: 0
    case .multiFamily, .apartmentBlock: 1
    case .office, .trade, .education, .health, .hotel, .otherNonResidential: 2
    case .industrial: 3
    case .unheated: -1
    }
  }

  /// What is observed in each hectare, by kind of use: sums and counts.
  func sums(_ value: [Double], observed: [Bool]) -> (sums: [Double], counts: [Double]) {
    var sums = Array(repeating: 0.0, count: hectares.count * Self.kinds)
    var counts = sums
    for row in value.indices where observed[row] && kind[row] >= 0 && hectares.cell[row] >= 0 {
      let entry = Int(hectares.cell[row]) * Self.kinds + Int(kind[row])
      sums[entry] += value[row]
      counts[entry] += 1
    }
    return (sums, counts)
  }

  /// The mean of what is observed around a gap: within the 3 × 3 hectares about its own, of its kind.
  ///
  /// - Parameter known: What `sums(_:observed:)` gave.
  /// - Returns: nil where nothing is observed there.
  func mean(of known: (sums: [Double], counts: [Double]), around row: Int) -> Double? {
    guard kind[row] >= 0, hectares.cell[row] >= 0 else { return nil }
    var sum = 0.0
    var count = 0.0
    let first = Int(hectares.cell[row]) * 9
    for step in first..<first + 9 where around[step] >= 0 {
      let entry = Int(around[step]) * Self.kinds + Int(kind[row])
      sum += known.sums[entry]
      count += known.counts[entry]
    }
    return count > 0 ? sum / count : nil
  }

  /// Calls `body` with each group that has gaps: first those of a district where enough is observed, then what is
  /// left of each kind in the whole layer, where enough is observed there.
  ///
  /// - Parameters:
  ///   - observed: Whether a building's value is observed.
  ///   - missing: Whether it is a gap.
  ///   - least: How many observed buildings are enough.
  ///   - body: Gets the observed buildings and the gaps, in the order of the layer.
  func forEachGroup(
    observed: [Bool], missing: [Bool], least: Int, _ body: ([Int], [Int]) -> Void
  ) {
    var known = Array(repeating: [Int](), count: districts * Self.kinds)
    var gaps = known
    var knownByKind = Array(repeating: [Int](), count: Self.kinds)
    var gapsByKind = knownByKind
    for row in kind.indices where kind[row] >= 0 {
      let kind = Int(kind[row])
      let group = Int(district[row]) * Self.kinds + kind
      if observed[row] {
        if group >= 0 { known[group].append(row) }
        knownByKind[kind].append(row)
      } else if missing[row] {
        if group >= 0 { gaps[group].append(row) } else { gapsByKind[kind].append(row) }
      }
    }
    for group in known.indices where !gaps[group].isEmpty {
      if known[group].count >= least {
        body(known[group], gaps[group])
      } else {
        gapsByKind[group % Self.kinds] += gaps[group]
      }
    }
    for kind in 0..<Self.kinds where knownByKind[kind].count >= least && !gapsByKind[kind].isEmpty {
      body(knownByKind[kind], gapsByKind[kind].sorted())
    }
  }
}
