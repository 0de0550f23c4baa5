public import PlanModel
public import Reference

/// What a hazard covers of units and buildings at one level, without what a higher level covers.
public struct HazardCoverage: Sendable {
  /// What strikes.
  public var hazard: ClimateHazard
  /// How bad it is; nil: the plan gives no level.
  public var level: HazardLevel?
  /// The covered area of each unit, m².
  public var unitArea: [Double]
  /// The share of each building that is covered and lies in a unit, for each entry of the memberships; empty without
  /// buildings.
  public var buildingShare: [Double]

  /// Creates a coverage.
  public init(
    hazard: ClimateHazard, level: HazardLevel?, unitArea: [Double], buildingShare: [Double]
  ) {
    self.hazard = hazard
    self.level = level
    self.unitArea = unitArea
    self.buildingShare = buildingShare
  }
}

/// What a hazard meets in each unit.
///
/// Buildings and floor count by the share of the footprint inside.
/// The people of a unit go by the dwellings inside, or by area where the unit has no dwellings.
public func exposure(
  to coverage: HazardCoverage, stock: AreaStock, buildings: BuildingStock, memberships: Memberships
) -> HazardExposure {
  let count = stock.count
  var result = HazardExposure(hazard: coverage.hazard, level: coverage.level)
  result.area = coverage.unitArea
  func sums(_ column: (Int) -> Double) -> [Double] {
    var sums = Array(repeating: CompensatedSum(), count: count)
    for row in 0..<memberships.featureCount where !coverage.buildingShare.isEmpty {
      let value = column(row)
      for entry in memberships.starts[row]..<memberships.starts[row + 1]
      where coverage.buildingShare[entry] > 0 {
        sums[Int(memberships.unit[entry])].add(value * coverage.buildingShare[entry])
      }
    }
    return sums.map(\.value)
  }
  result.buildings = sums { _ in 1 }
  result.floorArea = sums { buildings.floorArea[$0] }
  let dwellings = sums { buildings.dwellings[$0] }
  result.people = (0..<count).map { unit in
    let all = stock.total(.dwellings, in: unit)
    let share =
      all > 0
      ? dwellings[unit] / all
      : stock.area[unit] > 0 ? coverage.unitArea[unit] / stock.area[unit] : 0
    return stock.population[unit] * min(1, share)
  }
  return result
}

/// The exposure of larger areas.
public func aggregated(
  _ exposure: HazardExposure, to group: [Int], count: Int
) -> HazardExposure {
  func sums(_ values: [Double]) -> [Double] { groupSums(of: group, count: count) { values[$0] } }
  var result = HazardExposure(hazard: exposure.hazard, level: exposure.level)
  result.area = sums(exposure.area)
  result.people = sums(exposure.people)
  result.buildings = sums(exposure.buildings)
  result.floorArea = sums(exposure.floorArea)
  return result
}

/// The risk of each hazard: Σ over its levels of weight × exposed people ÷ people, times vulnerability.
///
/// - Parameters:
///   - exposures: Of the same areas, the levels of a hazard side by side.
///   - population: Of each area.
///   - vulnerability: Of each area, 1 as in the municipality.
public func hazardRisks(
  of exposures: [HazardExposure], population: [Double], vulnerability: [Double],
  reference: ReferenceData
) -> [HazardRisk] {
  let low = reference.number("risk.low-below").value
  let high = reference.number("risk.high-from").value
  return ClimateHazard.allCases.compactMap { hazard in
    let own = exposures.filter { $0.hazard == hazard }
    if own.isEmpty { return nil }
    let index = population.indices.map { area -> Double in
      guard population[area] > 0 else { return 0 }
      let weighted = own.reduce(0) { sum, exposure in
        let level = exposure.level ?? .moderate
        return sum + reference.number("risk.level.\(level.word)").value * exposure.people[area]
      }
      return weighted / population[area] * vulnerability[area]
    }
    let isExposed = population.indices.map { area in own.contains { $0.area[area] > 0 } }
    return HazardRisk(
      hazard: hazard, index: index,
      level: zip(index, isExposed).map { index, isExposed in
        isExposed ? index < low ? .low : index < high ? .moderate : .high : nil
      })
  }
}

/// How the risk index and its classes come about, in words.
public func riskRule(reference: ReferenceData) -> String {
  let number = { (name: String) in reference.number(name).value.rounded(toDecimals: 2) }
  return
    "Risk index = Σ over levels of weight (low \(number("risk.level.low")), moderate or not given \(number("risk.level.moderate")), high \(number("risk.level.high"))) × exposed people ÷ people, × vulnerability. "
    + "Vulnerability is the mean, over the shares of old people, of low incomes and of homes that cannot be kept warm, as far as the districts give them, of the share ÷ that of the municipality, held within \(number("risk.least-vulnerability")) and \(number("risk.most-vulnerability")); 1 where none is given. "
    + "Below \(number("risk.low-below")) the class is low, from \(number("risk.high-from")) on high, between moderate."
}

/// How vulnerable each district is, 1 as in the municipality.
///
/// - Parameters:
///   - shares: For each kind of vulnerable people that the districts give, the share in each district.
///   - population: Of each district.
public func vulnerabilityFactors(
  of shares: [[Double?]], population: [Double], reference: ReferenceData
) -> [Double] {
  let range =
    reference.number(
      "risk.least-vulnerability"
    ).value...reference.number("risk.most-vulnerability").value
  // Each kind by itself first: that a district states one kind more must not make it more vulnerable.
  let ratios = shares.map { kind -> [Double?] in
    var weighted = CompensatedSum()
    var people = CompensatedSum()
    for (share, population) in zip(kind, population) {
      guard let share else { continue }
      weighted.add(share * population)
      people.add(population)
    }
    guard people.value > 0, weighted.value > 0 else { return kind.map { _ in nil } }
    let whole = weighted.value / people.value
    return kind.map { $0.map { $0 / whole } }
  }
  return population.indices.map { district in
    let known = ratios.compactMap { $0[district] }
    guard !known.isEmpty else { return 1 }
    let mean = known.compensatedSum() / Double(known.count)
    return min(range.upperBound, max(range.lowerBound, mean))
  }
}

/// The indicators of exposure and risk.
///
/// - Parameter levels: Whether the plan gives levels, so that the exposure at each is told as well.
public func riskTable(
  exposures: [HazardExposure], risks: [HazardRisk], support: String, rule: String
) -> IndicatorTable {
  var table = IndicatorTable()
  let kinds:
    [(id: String, title: String, unit: String, layers: [String], KeyPath<HazardExposure, [Double]>)] =
      [
        ("area", "ground", "m²", ["hazards"], \.area),
        ("people", "people", "people", ["buildings", "districts", "hazards"], \.people),
        ("buildings", "buildings", "buildings", ["buildings", "hazards"], \.buildings),
        ("floor-area", "gross floor area", "m²", ["buildings", "hazards"], \.floorArea),
      ]
  let methods = [
    "Area of the hazard's polygons with their buffers, overlaps once.",
    "People of each unit by the dwellings inside the hazard, or by area where it has none.",
    "Buildings by the share of the footprint inside the hazard.",
    "Gross floor area by the share of the footprint inside the hazard.",
  ]
  for risk in risks {
    let own = exposures.filter { $0.hazard == risk.hazard }
    let title = risk.hazard.title.lowercased()
    func add(_ exposures: [HazardExposure], suffix: String, words: String) {
      for (kind, method) in zip(kinds, methods) {
        var indicator = Indicator(
          id: "exposed-\(kind.id)-\(risk.hazard.slug)\(suffix)",
          title: "Exposed \(kind.title): \(title)\(words)", unit: kind.unit, method: method,
          support: support, confidence: .medium)
        indicator.layers = kind.layers
        indicator.defaults =
          kind.id == "people"
          ? StockDefaults.people : kind.id == "floor-area" ? StockDefaults.floor : []
        table.append(indicator, count: risk.index.count) { area in
          exposures.map { $0[keyPath: kind.4][area] }.compensatedSum()
        }
      }
    }
    add(own, suffix: "", words: "")
    for exposure in own {
      guard let level = exposure.level else { continue }
      add([exposure], suffix: "-\(level.word)", words: ", level \(level.word)")
    }
    for (id, name) in [("risk-index", "Risk index"), ("risk-class", "Risk class")] {
      var indicator = Indicator(
        id: "\(id)-\(risk.hazard.slug)", title: "\(name): \(title)", unit: "1",
        method: (id == "risk-class" ? "0 none, 1 low, 2 moderate, 3 high. " : "") + rule,
        support: support, confidence: .low)
      indicator.layers = ["buildings", "districts", "hazards"]
      indicator.defaults = ["risk."] + StockDefaults.people
      table.append(indicator, count: risk.index.count) { area in
        id == "risk-index"
          ? risk.index[area] : risk.level[area].map { Double($0.rawValue) + 1 } ?? 0
      }
    }
  }
  return table
}
