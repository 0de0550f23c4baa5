import PlanModel
import Reference
import Testing

@testable import Indicators

@Suite("Exposure and risk")
struct ClimateRiskTests {
  /// Two houses in the first unit (4 and 1 dwellings), one across the border, a third unit without any.
  private let memberships = Memberships(
    starts: [0, 1, 2, 4], unit: [0, 0, 0, 1], share: [1, 1, 0.25, 0.75], outside: [0, 0, 0])

  private var buildings: BuildingStock {
    var stock = BuildingStock()
    stock.sector = [.residential, .residential, .residential]
    stock.dwellings = [4, 1, 4]
    stock.floorArea = [400, 100, 800]
    return stock
  }

  private var units: AreaStock {
    var stock = AreaStock(count: 3)
    stock.area = [1000, 1000, 1000]
    stock.population = [12, 6, 10]
    stock[.dwellings, .residential, 0] = 6
    stock[.dwellings, .residential, 1] = 3
    return stock
  }

  @Test("people go by dwellings inside, and by area where there are none")
  func people() {
    let found = exposure(
      to: HazardCoverage(
        hazard: .flood, level: nil, unitArea: [500, 0, 250],
        buildingShare: [1, 0, 0.125, 0.375]),
      stock: units, buildings: buildings, memberships: memberships)
    #expect(found.area == [500, 0, 250])
    #expect(found.buildings == [1.125, 0.375, 0])
    #expect(found.floorArea == [500, 300, 0])
    // Dwellings inside: 4 + 0.5 of 6, so nine of twelve people; 1.5 of 3; a quarter of the area of the third unit.
    #expect(found.people == [9, 3, 2.5])
    let district = aggregated(found, to: [0, 0, 0], count: 1)
    #expect(district.people == [14.5] && district.buildings == [1.5] && district.area == [750])
  }

  private func level(
    _ level: HazardLevel?, _ people: [Double], area: [Double]
  ) -> HazardExposure {
    var exposure = HazardExposure(hazard: .flood, level: level)
    exposure.people = people
    exposure.area = area
    exposure.buildings = people
    exposure.floorArea = people
    return exposure
  }

  @Test("risk is level × exposed share × vulnerability, in three classes")
  func risk() throws {
    let risks = hazardRisks(
      of: [
        level(.high, [30, 0, 0, 0], area: [1, 0, 0, 0]),
        level(.low, [30, 12, 6, 0], area: [1, 1, 1, 0]),
      ], population: [100, 100, 100, 100], vulnerability: [1, 2, 1, 1],
      reference: try reference.get())
    // 0.3 × 1 + 0.3 × ⅓; 0.12 × ⅓ × 2; 0.06 × ⅓; nothing.
    #expect(agree(risks[0].index[0], 0.4) && agree(risks[0].index[1], 0.08))
    #expect(agree(risks[0].index[2], 0.02) && risks[0].index[3] == 0)
    #expect(risks[0].level == [.high, .moderate, .low, nil])
    // Without a level it counts as moderate.
    let plain = hazardRisks(
      of: [level(nil, [30], area: [1])], population: [100], vulnerability: [1],
      reference: try reference.get())
    #expect(agree(plain[0].index[0], 0.2))
    #expect(
      hazardRisks(of: [], population: [1], vulnerability: [1], reference: try reference.get())
        .isEmpty)
  }

  @Test("vulnerability is the share of the district ÷ that of all, held within a half and two")
  func vulnerability() throws {
    func factors(_ shares: [[Double?]]) throws -> [Double] {
      vulnerabilityFactors(
        of: shares, population: [100, 100, 100, 100], reference: try reference.get())
    }
    // The mean of those known is 0.2.
    #expect(
      try factors([[0.2, 0.3, 0.1, nil]]).map { ($0 * 10).rounded() / 10 } == [1, 1.5, 0.5, 1])
    // Two kinds count half each; those of one kind only, that.
    #expect(
      try factors([[0.2, 0.2, 0.2, 0.2], [0.2, nil, 0.2, 0.2]]).allSatisfy { agree($0, 1) })
    // A kind that only one district states tells nothing of it against the others.
    let one = try factors([[0.2, 0.2, 0.2, 0.2], [nil, 0.4, nil, nil]])
    #expect(one.allSatisfy { agree($0, 1) })
    #expect(try factors([[0.01, 0.9, 0.01, 0.01]])[1] == 2)
    #expect(try factors([[0.01, 0.9, 0.01, 0.01]])[0] == 0.5)
    #expect(try factors([[nil, nil, nil, nil]]) == [1, 1, 1, 1])
    #expect(try factors([]) == [1, 1, 1, 1])
  }

  @Test("the table has totals, levels, index and class, with 0 where nothing strikes")
  func table() {
    let risk = HazardRisk(hazard: .extremeHeat, index: [0.4, 0], level: [.high, nil])
    var high = level(.high, [3, 0], area: [5, 0])
    var low = level(.low, [4, 0], area: [6, 0])
    high.hazard = .extremeHeat
    low.hazard = .extremeHeat
    let table = riskTable(exposures: [high, low], risks: [risk], support: "unit", rule: "Rule.")
    func value(_ id: String, _ area: Int = 0) -> Double? {
      table.indicators.firstIndex { $0.id == id }.flatMap { table.values[$0][area] }
    }
    #expect(value("exposed-people-extreme-heat") == 7)
    #expect(value("exposed-people-extreme-heat-high") == 3)
    #expect(value("exposed-area-extreme-heat-low") == 6)
    #expect(value("risk-index-extreme-heat") == 0.4)
    #expect(value("risk-class-extreme-heat") == 3)
    #expect(value("risk-class-extreme-heat", 1) == 0)
    #expect(table.indicators.count == 4 + 8 + 2)
  }
}
