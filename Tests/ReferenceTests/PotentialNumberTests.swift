import PlanModel
import Reference
import Testing

@Suite("Numbers of potentials, exposure and vulnerability")
struct PotentialNumberTests {
  private let reference: ReferenceData

  init() throws { reference = try ReferenceData.load() }

  @Test("steep roofs to the north have no yield, those to the south the largest")
  func roofs() throws {
    #expect(reference.roofYield(.north) == nil)
    let south = try #require(reference.roofYield(.south))
    for facing in [RoofFacing.flat, .east, .west] {
      #expect(try #require(reference.roofYield(facing)) < south)
    }
    #expect(reference.roofSlopes == RoofSlopes(flatBelow: 10, steepest: 60))
  }

  @Test("no land use is sealed and green on more than all of its ground")
  func sealing() {
    for land in LandUseClass.allCases {
      let sealed = reference.number("sealing.\(land.word)").value
      let green = reference.number("green.\(land.word)").value
      #expect((0...1).contains(sealed) && (0...1).contains(green) && sealed + green <= 1 + 1e-12)
    }
  }

  @Test("a family is all numbers that begin alike, a name is one")
  func families() {
    #expect(reference.numbers(of: "biomass.share.").count == 4)
    #expect(reference.numbers(of: "waste-heat.reach").map(\.value) == [1000])
    #expect(reference.numbers(of: "nothing.").isEmpty && reference.numbers(of: "nothing").isEmpty)
    let names = reference.numbers(of: "risk.").map(\.name)
    #expect(names == names.sorted() && names.count == 7)
  }

  @Test("rules have no range, quantities do")
  func ranges() throws {
    let ranges = try NumberRanges.load(reference)
    for name in ["risk.high-from", "vulnerability.cost-factor", "roof.steepest"] {
      #expect(ranges.range(of: reference.number(name)) == nil, "\(name)")
    }
    let density = try #require(ranges.range(of: reference.number("ground-pv.density")))
    // 0.6 to 1.1 MW/ha in kW/m².
    #expect(abs(density.lowerBound - 0.06) < 1e-12 && abs(density.upperBound - 0.11) < 1e-12)
    let south = try #require(ranges.range(of: reference.number("roof.yield.south")))
    #expect(abs(south.lowerBound - 1.12 * 0.94) < 1e-9)
  }
}
