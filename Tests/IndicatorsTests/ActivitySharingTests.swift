import PlanModel
import Testing

@testable import Indicators

/// Two areas, the second of three times the size.
private func areas() -> AreaStock {
  var stock = AreaStock(count: 2)
  stock.area = [1000, 3000]
  return stock
}

private let noLand = ActivityLand(industrial: [0, 0], farm: [0, 0])

private func shares(
  _ sector: ActivitySector, _ stock: AreaStock, _ land: ActivityLand = noLand
) -> [Double] {
  var totals = ActivityTotals()
  totals.add(100, of: .diesel, to: sector, factor: 0.5)
  let shared = activities(totals, among: stock, land: land)
  return (0..<stock.count).map { shared.energy(sector, .diesel, in: $0) / 100 }
}

@Suite("Activities shared among areas")
struct ActivitySharingTests {
  @Test("transport goes half by people and half by floor of workplaces, or by what is known")
  func transport() {
    var stock = areas()
    #expect(shares(.privateTransport, stock) == [0.25, 0.75])
    stock.builtLand = [100, 100]
    #expect(shares(.privateTransport, stock) == [0.5, 0.5])
    stock.population = [10, 30]
    #expect(shares(.privateTransport, stock) == [0.25, 0.75])
    stock[.floorArea, .tertiary, 0] = 500
    stock[.floorArea, .residential, 1] = 5000
    #expect(shares(.privateTransport, stock) == [0.625, 0.375])
  }

  @Test("industry goes by industrial floor, else industrial land, else built-up land, else area")
  func industry() {
    var stock = areas()
    #expect(shares(.industry, stock) == [0.25, 0.75])
    stock.builtLand = [100, 100]
    #expect(shares(.industry, stock) == [0.5, 0.5])
    let land = ActivityLand(industrial: [0, 50], farm: [0, 0])
    #expect(shares(.industry, stock, land) == [0, 1])
    stock[.floorArea, .industry, 0] = 20
    #expect(shares(.industry, stock, land) == [1, 0])
  }

  @Test("agriculture goes by farm land, else by area")
  func agriculture() {
    #expect(shares(.agriculture, areas()) == [0.25, 0.75])
    #expect(
      shares(.agriculture, areas(), ActivityLand(industrial: [0, 0], farm: [80, 20]))
        == [0.8, 0.2])
  }

  @Test("waste goes by people, land by what is not built up, fugitive gas by gas")
  func sources() {
    var stock = areas()
    stock.population = [30, 10]
    stock.builtLand = [0, 1000]
    stock[heat: .naturalGas, .tertiary, 1] = 7
    var totals = ActivityTotals()
    totals.add(100, of: .waste)
    totals.add(-90, of: .land)
    totals.add(20, of: .fugitive)
    let shared = activities(totals, among: stock, land: noLand)
    #expect(shared.emissions(.waste, in: 0) == 75)
    #expect(agree(shared.emissions(.land, in: 1), -60))
    #expect(shared.emissions(.fugitive, in: 1) == 20)
    #expect(agree(shared.emissions(in: 0) + shared.emissions(in: 1), 30))
  }

  @Test("two kinds of industry with two factors emit what both do")
  func factors() {
    var totals = ActivityTotals()
    totals.add(100, of: .coal, to: .industry, factor: 0.1)
    totals.add(300, of: .coal, to: .industry, factor: 0.2)
    let shared = activities(totals, among: areas(), land: noLand)
    #expect(agree(shared.factor(.industry, .coal), 0.175))
    #expect(agree(shared.emissions(in: 0), 17.5))
  }

  @Test("units add up to districts and districts to the municipality", arguments: 1...20)
  func addsUp(seed: Int) {
    var draw = Draw(seed: UInt64(seed))
    let count = 1 + Int(draw.next() * 200)
    var stock = AreaStock(count: count)
    var land = ActivityLand(
      industrial: Array(repeating: 0, count: count), farm: Array(repeating: 0, count: count))
    for area in 0..<count {
      stock.area[area] = draw.next() * 1e6
      stock.population[area] = draw.pick([0, draw.next() * 5000])
      stock.builtLand[area] = draw.next() * stock.area[area]
      stock[.floorArea, .industry, area] = draw.pick([0, 0, draw.next() * 1e4])
      stock[.floorArea, .tertiary, area] = draw.pick([0, draw.next() * 1e4])
      land.farm[area] = draw.pick([0, draw.next() * stock.area[area]])
      land.industrial[area] = draw.pick([0, draw.next() * stock.area[area]])
    }
    var totals = ActivityTotals()
    for sector in ActivitySector.allCases {
      for carrier in Carrier.allCases {
        totals.add(draw.next() * 1e9, of: carrier, to: sector, factor: draw.next() * 1e-3)
      }
    }
    for source in EmissionSource.allCases { totals.add(draw.next() * 2e5 - 5e4, of: source) }
    stock.activities = activities(totals, among: stock, land: land)
    stock.setLighting(12_345)
    let districts = (0..<count).map { _ in Int(draw.next() * 7) }
    let district = aggregated(stock, to: districts, count: 7)
    let whole = aggregated(district, to: Array(repeating: 0, count: 7), count: 1)
    let factors = Carrier.allCases.map { _ in 0.000_3 }
    let energy = totals.energy.compensatedSum()
    let expected =
      (totals.energyEmissions + totals.emissions).compensatedSum() + 12_345 * 0.000_3
    for level in [stock, district, whole] {
      #expect(
        agree(
          (0..<level.count).map { level.activities.energy(in: $0) }.compensatedSum(), energy, 1e-12)
      )
      #expect(
        agree(
          baselineEmissions(of: level, emissionFactors: factors).compensatedSum(), expected, 1e-11))
    }
  }
}
