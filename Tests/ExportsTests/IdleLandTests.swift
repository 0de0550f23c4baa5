import Foundation
import Frameworks
import PlanModel
import TestSupport
import Testing

@testable import Exports

@Suite("Free land without an action")
struct IdleLandTests {
  /// The town with photovoltaics on open land and wind, of which no option came.
  private static var result: PlanResult {
    var result = MadeUpTown().result
    var modules = result.options.actions[2]
    modules.id = "ground-pv"
    modules.name = "Open-land PV"
    modules.rule.minimumLand = 10_000
    var wind = modules
    wind.id = "wind"
    wind.name = "Wind"
    // 3,000 kW at 0.01 kW/m² on half of the land: 60 ha for one.
    wind.effect = .wind(density: 0.01, fullLoadHours: 2000, referenceSpeed: 7, unitPower: 3000)
    wind.size.share = 0.5
    result.options.actions += [modules, wind]
    var land = result.eligibility[0]
    land.action = "ground-pv"
    land.eligible = [4900, 20_000, 0, 0, 0, 0]
    result.eligibility.append(land)
    land.action = "wind"
    land.eligible = [500_000, 0, 0, 0, 0, 0]
    result.eligibility.append(land)
    return result
  }

  @Test("it says what the action needs, or that its other conditions rule it out")
  func reasons() {
    let land = IdleLand(Self.result)
    #expect(land[0].map(\.action) == [3, 4] && land[0].map(\.area) == [4900, 500_000])
    #expect(land[0][0].reason.hasPrefix("it needs 1"))
    #expect(land[0][0].reason.hasSuffix("ha in one area"))
    #expect(land[0][1].reason.hasPrefix("one turbine needs 60"))
    #expect(land[1].map(\.reason) == ["its other conditions are not met here"])
    #expect((2..<6).allSatisfy { land[$0].isEmpty })
  }

  @Test("the page's data have it last in a unit, and not where there is none")
  func data() throws {
    let data = MapData(PlanAccount.withDocuments(of: Self.result, labels: Labels()))
    func unit(_ unit: Int, of data: MapData) throws -> JSON {
      JSON(
        try JSONSerialization.jsonObject(
          with: Data(data.unit(unit).text(indented: false).utf8)))
    }
    let first = try unit(0, of: data)
    #expect(first.array.count == 9 && first[8].array.count == 2)
    #expect(first[8][0][0].number == 3 && first[8][0][1].number == 4900)
    #expect(first[8][0][2].string?.hasPrefix("it needs 1") == true)
    #expect(try unit(2, of: data).array.count == 8)
    let plain = MapData(PlanAccount.withDocuments(of: MadeUpTown().result, labels: Labels()))
    #expect(try unit(0, of: plain).array.count == 8)
  }
}
