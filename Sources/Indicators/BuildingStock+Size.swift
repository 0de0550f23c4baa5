import PlanModel

extension BuildingStock {
  /// Levels as given, from the height, or by use.
  mutating func setLevels(from fields: BuildingFields, rules: StockRules) {
    let count = use.count
    levels = Array(repeating: 0, count: count)
    levelsProvenance = Array(repeating: .observed, count: count)
    for row in 0..<count {
      if let given = fields.levels[row] {
        levels[row] = given
      } else if let height = fields.height[row] {
        levels[row] = max(1, (height / rules.levelHeight).rounded())
        levelsProvenance[row] = .derived
      } else {
        levels[row] = rules.levels[Int(use[row].rawValue)]
        levelsProvenance[row] = .assumed
      }
    }
  }

  /// Floor area, heated area, dwellings and roof, once the levels are known.
  mutating func setSize(from fields: BuildingFields, rules: StockRules) {
    let count = use.count
    floorArea = Array(repeating: 0, count: count)
    floorAreaProvenance = levelsProvenance
    heatedArea = floorArea
    dwellings = floorArea
    dwellingsProvenance = Array(repeating: .observed, count: count)
    roofArea = floorArea
    suitableRoof = floorArea
    for row in 0..<count {
      let kind = Int(use[row].rawValue)
      if let given = fields.floorArea[row] {
        floorArea[row] = given
        floorAreaProvenance[row] = .observed
      } else {
        floorArea[row] = footprint[row] * levels[row]
        floorAreaProvenance[row] = levelsProvenance[row] == .assumed ? .assumed : .derived
      }
      heatedArea[row] = floorArea[row] * rules.heatedShare[kind]
      if let given = fields.dwellings[row] {
        dwellings[row] = given
      } else {
        dwellingsProvenance[row] = .assumed
        if rules.dwellingSize[kind] > 0 && floorArea[row] > 0 {
          dwellings[row] = max(1, (floorArea[row] / rules.dwellingSize[kind]).rounded())
        }
      }
      roofArea[row] = fields.roofArea[row] ?? footprint[row]
      suitableRoof[row] = roofArea[row] * rules.suitableRoof
    }
  }
}
