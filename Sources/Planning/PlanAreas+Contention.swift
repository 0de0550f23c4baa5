import Indicators
import PlanModel
import Society

extension PlanAreas {
  /// Where farming, nature and energy contend for the land; nil without a layer of land use.
  ///
  /// Each interest's preference for a unit is the share of the unit that suits it (a judgement: the method's own preferences come
  /// from suitability models); preferences are put into three levels by natural breaks, and levels that nobody has are low.
  /// Where all are low, nobody wants the land much: that is told as no conflict, while the code stays 111.
  func landContention(_ actions: [Action]) throws -> LandContention? {
    guard !ground.landUse.isEmpty, !units.ids.isEmpty else { return nil }
    func sum(_ classes: [LandUseClass]) -> [Double] {
      units.ids.indices.map { unit in
        classes.reduce(0) { $0 + ground.landUse[Int($1.rawValue)][unit] }
      }
    }
    let generating = Set(actions.filter { $0.stage == .generate }.map(\.id))
    var energy = Array(repeating: 0.0, count: units.ids.count)
    for land in eligibility where generating.contains(land.action) {
      for unit in energy.indices { energy[unit] = max(energy[unit], land.eligible[unit]) }
    }
    let areas = [
      sum([.arable, .permanentCrops, .grassland]),
      sum([.forest, .shrub, .wetland, .water, .bare]), energy,
    ]
    let shares = areas.map { column in
      zip(column, units.area).map { $1 > 0 ? min(1, $0 / $1) : 0 }
    }
    let levels = try shares.map { try preferenceLevels(of: $0, by: .naturalBreaks) }
    let conflicts = try landUseConflicts(levels: levels)
    return LandContention(
      shares: shares, levels: levels, code: conflicts.map(\.code),
      degree: conflicts.map { $0.level == 1 ? "none" : $0.degree.rawValue },
      strongest: conflicts.map { conflict in
        conflict.level == 1 ? [] : conflict.strongest.map { LandContention.Interest.allCases[$0] }
      })
  }
}
