import PlanModel

extension BuildingStock {
  /// Levels, floor area, heated area, dwellings and roof.
  mutating func setSize(from fields: BuildingFields, rules: StockRules) {
    let count = use.count
    levels = Array(repeating: 0, count: count)
    levelsProvenance = Array(repeating: .observed, count: count)
    floorArea = levels
    floorAreaProvenance = levelsProvenance
    heatedArea = levels
    dwellings = levels
    roofArea = levels
    suitableRoof = levels
    for row in 0..<count {
      let kind = Int(use[row].rawValue)
      if let given = fields.levels[row] {
        levels[row] = given
      } else if let height = fields.height[row] {
        levels[row] = max(1, (height / rules.levelHeight).rounded())
        levelsProvenance[row] = .derived
      } else {
        levels[row] = rules.levels[kind]
        levelsProvenance[row] = .assumed
      }
      if let given = fields.floorArea[row] {
        floorArea[row] = given
      } else {
        floorArea[row] = footprint[row] * levels[row]
        floorAreaProvenance[row] = levelsProvenance[row] == .assumed ? .assumed : .derived
      }
      heatedArea[row] = floorArea[row] * rules.heatedShare[kind]
      if let given = fields.dwellings[row] {
        dwellings[row] = given
      } else if rules.dwellingSize[kind] > 0 && floorArea[row] > 0 {
        dwellings[row] = max(1, (floorArea[row] / rules.dwellingSize[kind]).rounded())
      }
      roofArea[row] = fields.roofArea[row] ?? footprint[row]
      suitableRoof[row] = roofArea[row] * rules.suitableRoof
    }
  }
}
