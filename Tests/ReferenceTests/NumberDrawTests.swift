import Foundation
import PlanModel
import Reference
import Testing

@Suite("Draws of default numbers")
struct NumberDrawTests {
  private let reference: ReferenceData
  private let ranges: NumberRanges

  init() throws {
    reference = try ReferenceData.load()
    ranges = try NumberRanges.load(reference)
  }

  private func values(_ name: String, draws: Int = 2000, seed: UInt64 = 1) -> [Double] {
    (0..<draws).map {
      NumberDraw(ranges: ranges, seed: seed, draw: $0).value(of: reference.number(name))
    }
  }

  private func correlation(_ a: [Double], _ b: [Double]) -> Double {
    let mean = { (x: [Double]) in x.reduce(0, +) / Double(x.count) }
    let (ma, mb) = (mean(a), mean(b))
    let covariance = zip(a, b).reduce(0) { $0 + ($1.0 - ma) * ($1.1 - mb) }
    let variance = { (x: [Double], m: Double) in x.reduce(0) { $0 + ($1 - m) * ($1 - m) } }
    return covariance / (variance(a, ma) * variance(b, mb)).squareRoot()
  }

  @Test("every default number has a low and a high around it, or is a rule and has none")
  func allHaveRanges() throws {
    var fixed = 0
    for name in reference.names {
      let number = reference.number(name)
      guard let range = ranges.range(of: number) else {
        fixed += 1
        continue
      }
      #expect(range.contains(number.value), "\(name)")
      #expect(number.value == 0 || range.lowerBound < range.upperBound, "\(name)")
    }
    #expect(fixed > 0 && fixed < reference.names.count / 2)
  }

  @Test(
    "a stated range is that of its source, a relative one goes with the number, others follow confidence"
  )
  func kinds() throws {
    #expect(ranges.range(of: reference.number("pv.suitable-roof-share")) == 0.25...0.4)
    let levels = try #require(ranges.range(of: reference.number("levels.office")))
    #expect(abs(levels.lowerBound - 3) < 1e-12 && abs(levels.upperBound - 5) < 1e-12)
    #expect(ranges.range(of: reference.number("discount-rate")) == nil)
    let other = SourcedNumber(
      name: "x", value: -10, unit: "1", year: 2024, source: "a test", confidence: .low)
    #expect(ranges.range(of: other) == -13...(-7))
    let own = SourcedNumber(
      name: "x", value: 10, unit: "1", year: 2024, source: "a test", confidence: .low, range: 9...20
    )
    #expect(ranges.range(of: own) == 9...20)
  }

  @Test("draws lie in the range, on both sides of the default, with the triangle's mean")
  func triangle() throws {
    let values = values("pv.suitable-roof-share")
    #expect(values.allSatisfy { (0.25...0.4).contains($0) })
    // (low + mode + high) ÷ 3.
    let mean = values.reduce(0, +) / 2000
    #expect(abs(mean - 0.95 / 3) < 0.003)
    #expect(values.contains { $0 < 0.28 } && values.contains { $0 > 0.35 })
  }

  @Test("the same seed and draw give the same number; another seed another one")
  func commonNumbers() {
    #expect(values("level.height", draws: 20) == values("level.height", draws: 20))
    #expect(values("level.height", draws: 20) != values("level.height", draws: 20, seed: 2))
  }

  @Test("numbers of one group are off together, others are not")
  func correlated() {
    let gas = values("price.EU27.naturalGas")
    #expect(correlation(gas, values("price.EU27.heatingOil")) > 0.5)
    #expect(abs(correlation(gas, values("pv.module-density"))) < 0.08)
    let heat = (0..<500).map { draw in
      let world = reference.drawn(NumberDraw(ranges: ranges, seed: 3, draw: draw))
      return world.buildingHeat(country: "AT", use: .office, band: 1, proxy: nil)!.spaceHeat.value
    }
    let houses = (0..<500).map { draw in
      let world = reference.drawn(NumberDraw(ranges: ranges, seed: 3, draw: draw))
      return world.buildingHeat(country: "AT", use: .singleFamily, band: 4, proxy: nil)!.spaceHeat
        .value
    }
    #expect(correlation(heat, houses) > 0.6)
  }

  @Test(
    "two actions that state the same number of the same source are drawn alike; reach and rules are not drawn"
  )
  func catalogue() {
    func number(_ name: String, _ value: Double = 1107) -> SourcedNumber {
      SourcedNumber(
        name: name, value: value, unit: "EUR/kWp", year: 2025, source: "a test", confidence: .medium
      )
    }
    let draw = NumberDraw(ranges: ranges, seed: 1, draw: 3)
    let half = draw.value(of: number("roof-pv.cost.perPower"))
    #expect(half == draw.value(of: number("roof-pv-all.cost.perPower")))
    #expect(half != 1107)
    #expect(half != draw.value(of: number("roof-pv.cost.perArea")))
    #expect(draw.value(of: number("roof-pv.size.share", 0.4)) == 0.4)
    #expect(draw.value(of: number("wind.rule.minimumWindSpeed", 5)) == 5)
  }

  @Test("what is a rule or a choice is the same in every world")
  func rules() {
    let world = reference.drawn(NumberDraw(ranges: ranges, seed: 1, draw: 0))
    for name in ["discount-rate", "network.cost-ceiling", "emission.CO2.naturalGas"] {
      #expect(world.number(name).value == reference.number(name).value)
    }
    #expect(world.number("level.height").value != reference.number("level.height").value)
  }
}
