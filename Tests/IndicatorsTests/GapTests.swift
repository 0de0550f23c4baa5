import Indicators
import PlanModel
import Reference
import Testing

/// A house, with what a test wants to be known of it.
private func house(
  year: Double? = nil, levels: Double? = nil, dwellings: Double? = nil,
  use: String = "singleFamily",
  x: Double = 50
) -> Building {
  Building(use: use, year: year, levels: levels, dwellings: dwellings, polygon: 100, x: x)
}

private func filled(
  _ buildings: [Building], districts: [Int32]? = nil, census: [Double?] = []
) throws -> StockOutcome {
  var context = sampleContext
  context.dwellingsByDistrict = census
  return try buildingStock(
    of: layer(of: buildings), footprint: buildings.map(\.polygon),
    centroidX: buildings.map(\.x), centroidY: buildings.map(\.y),
    districts: districts ?? Array(repeating: 0, count: buildings.count), context: context,
    reference: reference.get(), workers: Workers(1))
}

@Suite("Gaps are filled from like buildings")
struct GapTests {
  @Test(
    "ages are filled in the proportions of the observed ones, the oldest where neighbours are oldest"
  )
  func ages() throws {
    // West: six of 1930; east, 2 km away: six of 2015. A gap in each place, four times.
    let old = Array(repeating: house(year: 1930), count: 6)
    let new = Array(repeating: house(year: 2015, x: 2050), count: 6)
    let gaps = [house(x: 2050), house(), house(x: 2050), house()]
    let stock = try filled(old + new + gaps).stock
    #expect(Array(stock.ageBand[12...]) == [6, 0, 6, 0])
    #expect(stock.ageProvenance[12...].allSatisfy { $0 == .derived })
    #expect(stock.ageProvenance[..<12].allSatisfy { $0 == .observed })
  }

  @Test("a distribution of 1 in 4 old buildings stays 1 in 4", arguments: [4, 40, 400])
  func proportions(gaps: Int) throws {
    let observed = (0..<12).map { house(year: $0 % 4 == 0 ? 1950 : 1985) }
    let stock = try filled(observed + Array(repeating: house(), count: gaps)).stock
    #expect(stock.ageBand[12...].count { $0 == 1 } == gaps / 4)
    #expect(stock.ageBand[12...].count { $0 == 3 } == gaps - gaps / 4)
  }

  @Test(
    "too few observed ones in a district lend from the whole layer, and too few there keep the gap")
  func fallbacks() throws {
    let observed = Array(repeating: house(year: 1950), count: 12)
    let layer = observed + [house(), house(use: "office")]
    // The gaps lie in a district of their own.
    let stock = try filled(layer, districts: Array(repeating: 0, count: 12) + [1, 1]).stock
    #expect(stock.ageBand[12] == 1)
    #expect(stock.ageBand[13] == BuildingStock.unknownAge)
    let few = try filled(Array(repeating: house(year: 1950), count: 9) + [house()]).stock
    #expect(few.ageBand[9] == BuildingStock.unknownAge)
    #expect(few.ageProvenance[9] == .assumed)
  }

  @Test("levels are those of the neighbours, and their mean is that of the observed ones")
  func levels() throws {
    // 8 with 2 levels in the west, 4 with 5 levels in the east: mean 3.
    let observed =
      Array(repeating: house(levels: 2), count: 8)
      + Array(repeating: house(levels: 5, x: 2050), count: 4)
    let gaps = [house(), house(x: 2050), house(x: 9050)]
    let stock = try filled(observed + gaps).stock
    // 2, 5 and, where nothing is around, the mean of 3: their mean is 10 ÷ 3, so all shrink by a tenth.
    #expect(agree(stock.levels[12], 1.8))
    #expect(agree(stock.levels[13], 4.5))
    #expect(agree(stock.levels[14], 2.7))
    #expect(stock.levelsProvenance[12...].allSatisfy { $0 == .derived })
    #expect(agree(stock.floorArea[12], 180))
  }

  @Test("unheated buildings neither give nor take")
  func unheated() throws {
    let sheds = Array(repeating: house(year: 1930, levels: 1, use: "unheated"), count: 20)
    let stock = try filled(sheds + [house(), house(use: "unheated")]).stock
    #expect(stock.ageBand[20] == BuildingStock.unknownAge)
    #expect(stock.ageBand[21] == BuildingStock.unknownAge)
    #expect(stock.levels[20] == 2)
  }

  @Test("a census of dwellings is met by those that no building states")
  func census() throws {
    // 3 are given; two houses without a number would have 1 each. The census says 13: 5 each.
    let outcome = try filled([house(dwellings: 3), house(), house()], census: [13])
    #expect(outcome.stock.dwellings == [3, 5, 5])
    #expect(!outcome.diagnostics.contains { $0.code == "districts.dwellings-misfit" })
    let misfit = try filled([house(dwellings: 3), house()], census: [2])
    #expect(misfit.stock.dwellings == [3, 1])
    #expect(
      misfit.diagnostics.contains { $0.code == "districts.dwellings-misfit" && $0.count == 1 })
  }

  @Test(
    "filling does not depend on where gaps stand in the layer, and changes nothing that is known")
  func order() throws {
    var buildings = randomBuildings(2000, seed: 7)
    let districts = buildings.indices.map { Int32($0 % 3) - 1 }
    let stock = try filled(buildings, districts: districts).stock
    let plain = try Indicators.buildingStock(
      of: layer(of: buildings), footprint: buildings.map(\.polygon),
      centroidX: buildings.map(\.x), centroidY: buildings.map(\.y), context: sampleContext,
      reference: reference.get(), workers: Workers(1)
    ).stock
    #expect(stock.ageProvenance.contains(.derived))
    for row in buildings.indices {
      if plain.ageProvenance[row] == .observed { #expect(stock.ageBand[row] == plain.ageBand[row]) }
      if plain.levelsProvenance[row] != .assumed { #expect(stock.levels[row] == plain.levels[row]) }
    }
    // With the order turned, each district still has as many buildings of each band.
    buildings.reverse()
    let turned = try filled(buildings, districts: districts.reversed()).stock
    for district in [Int32(0), 1] {
      for band in 0..<7 {
        let count = { (bands: [UInt8], districts: [Int32]) in
          zip(bands, districts).count { $0 == UInt8(band) && $1 == district }
        }
        #expect(
          count(stock.ageBand, districts) == count(turned.ageBand, Array(districts.reversed())))
      }
    }
  }
}
