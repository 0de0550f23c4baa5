import Glibc
import Indicators
import PlanModel
import Reference
import Testing

/// The rules of the stock once more, one building at a time, from the words of the documentation.
private struct SlowBuilding {
  var use: BuildingUse
  var sector: StockSector
  var levels: Double
  var floorArea: Double
  var heatedArea: Double
  var dwellings: Double
  var spaceHeat: Double
  var hotWater: Double
  var final: [Carrier: Double] = [:]
  var emissions: Double

  init(_ building: Building, context: StockContext, numbers: ReferenceData) throws {
    func value(_ name: String) -> Double { numbers.number(name).value }
    func kept(_ value: Double?, _ least: Double, _ most: Double) -> Double? {
      value.flatMap { $0 >= least && $0 <= most ? $0 : nil }
    }
    let footprint =
      building.polygon > 0 && building.polygon.isFinite
      ? building.polygon : kept(building.pointFootprint, 1, 1e7) ?? 0
    let given = kept(building.floorArea, 1, 1e7)
    let stated =
      building.sector.flatMap { word in StockSector.allCases.first { $0.word == word } }
      ?? (building.owner == "municipal" ? .municipal : nil)
    let size = footprint > 0 ? footprint : given ?? 0
    if let known = BuildingUse.allCases.first(where: { $0.word == building.use }) {
      use = known
    } else if stated == .industry {
      use = .industrial
    } else if stated == .tertiary || stated == .municipal {
      use = .office
    } else if let dwellings = kept(building.dwellings, 0, 10_000), dwellings > 0 {
      use = dwellings <= 2 ? .singleFamily : dwellings <= 12 ? .multiFamily : .apartmentBlock
    } else if stated == nil && size < 40 {
      use = .unheated
    } else if size < 200 {
      use = .singleFamily
    } else if size < 600 {
      use = .multiFamily
    } else {
      use = stated == nil ? .otherNonResidential : .apartmentBlock
    }
    let lives: Set<BuildingUse> = [.singleFamily, .multiFamily, .apartmentBlock]
    sector =
      stated
      ?? (lives.contains(use) || use == .unheated
        ? .residential : use == .industrial ? .industry : .tertiary)
    levels =
      kept(building.levels, 0.5, 163)
      ?? kept(building.height, 1, 828).map { max(1, ($0 / 3).rounded()) }
      ?? value("levels.\(use.word)")
    floorArea = given ?? footprint * levels
    heatedArea = floorArea * value("heated-share.\(use.word)")
    dwellings =
      kept(building.dwellings, 0, 10_000)
      ?? (lives.contains(use) && floorArea > 0
        ? max(1, (floorArea / value("dwelling-size.\(use.word)")).rounded()) : 0)
    let band = kept(building.year, 1000, Double(context.baseYear + 5)).map { year in
      [1945, 1970, 1980, 1990, 2000, 2011].count { year >= $0 }
    }
    let heat = try #require(
      numbers.buildingHeat(
        country: context.country, use: use, band: band ?? ReferenceData.unknownBand,
        proxy: context.proxyCountry))
    spaceHeat = heatedArea * heat.spaceHeat.value * context.climateFactor
    hotWater = heatedArea * heat.hotWater.value
    emissions =
      heatedArea
      * (value("appliance-electricity.\(use.word)") + heat.cooling.value
        * numbers.cooledShare(country: context.country, isResidential: lives.contains(use)).value)
      * context.emissionFactors[0]
    let own = Carrier.allCases.first { $0.rawValue == building.carrier }
    for carrier in Carrier.allCases {
      let share = own == nil ? context.heatCarriers[carrier] ?? 0 : own == carrier ? 1 : 0
      final[carrier] =
        (spaceHeat + hotWater) * share / value("efficiency.\(carrier.rawValue)")
      emissions += final[carrier]! * context.emissionFactors[carrier.index]
    }
  }
}

@Suite("The columns agree with one building at a time")
struct SlowTwinTests {
  @Test("every column of random stocks with gaps", arguments: 10...17)
  func agrees(seed: Int) throws {
    var context = sampleContext
    context.climateFactor = 0.9
    let buildings = randomBuildings(400, seed: UInt64(seed))
    let fast = try stock(of: buildings, context: context).stock
    for (row, building) in buildings.enumerated() {
      let slow = try SlowBuilding(building, context: context, numbers: reference.get())
      #expect(fast.use[row] == slow.use)
      #expect(fast.sector[row] == slow.sector)
      #expect(fast.levels[row] == slow.levels)
      #expect(fast.floorArea[row] == slow.floorArea)
      #expect(fast.dwellings[row] == slow.dwellings)
      #expect(agree(fast.heatedArea[row], slow.heatedArea))
      #expect(agree(fast.spaceHeat[row], slow.spaceHeat))
      #expect(agree(fast.hotWater[row], slow.hotWater))
      #expect(agree(fast.emissions[row], slow.emissions))
      for carrier in Carrier.allCases {
        #expect(agree(fast.heatFinal[carrier.index][row], slow.final[carrier]!))
      }
    }
  }

  @Test("hectares by a dictionary of texts give the same network", arguments: 20...23)
  func hectaresAgree(seed: Int) throws {
    let buildings = randomBuildings(600, seed: UInt64(seed))
    let fast = try stock(of: buildings).stock
    let network = HeatNetwork(reference: try reference.get())
    var heat: [String: Double] = [:]
    var floorArea: [String: Double] = [:]
    let keys = buildings.map { "\(floor($0.x / 100)),\(floor($0.y / 100))" }
    for row in buildings.indices {
      heat[keys[row], default: 0] += fast.spaceHeat[row] + fast.hotWater[row]
      floorArea[keys[row], default: 0] += fast.floorArea[row]
    }
    for row in buildings.indices {
      guard buildings[row].x.isFinite,
        let route = network.route(
          heat: heat[keys[row]]!, floorArea: floorArea[keys[row]]!, landArea: 10_000)
      else {
        #expect(fast.linearHeatDensity[row] == 0 && fast.inNetworkArea[row] == 0)
        continue
      }
      #expect(fast.linearHeatDensity[row] == route.linearHeatDensity)
      let isDense = route.capitalCost <= 0.025
      #expect(fast.inNetworkArea[row] == (isDense ? 1 : 0))
      #expect(fast.networkInvestment[row] == (isDense ? route.investment : 0))
    }
  }
}
