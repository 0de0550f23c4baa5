import PlanModel
import Reference
import Testing

@Suite("Building heat by country, use and age")
struct BuildingHeatTests {
  let reference: ReferenceData

  init() throws { reference = try shared.get() }

  /// Rows of the printed table of MODERATE's useful space heat, rounded to whole kWh/m².
  static let printed: [(country: String, use: BuildingUse, bands: [Double])] = [
    ("IT", .singleFamily, [134, 124, 121, 96, 74, 60, 47]),
    ("IT", .apartmentBlock, [123, 126, 121, 119, 94, 79, 75]),
    ("ES", .multiFamily, [123, 112, 103, 92, 85, 47, 25]),
    ("EE", .singleFamily, [336, 258, 253, 204, 166, 120, 55]),
    ("EE", .apartmentBlock, [202, 137, 129, 100, 70, 105, 77]),
    ("GR", .singleFamily, [214, 211, 212, 174, 169, 148, 58]),
    ("SI", .office, [124, 124, 124, 124, 124, 114, 84]),
    ("DE", .multiFamily, [142, 130, 91, 88, 58, 45, 40]),
    ("PT", .multiFamily, [25, 21, 19, 21, 21, 18, 9]),
    ("EU27", .office, [161, 181, 165, 138, 112, 80, 44]),
  ]

  @Test("space heat agrees with the printed table", arguments: printed)
  func agreesWithTable(row: (country: String, use: BuildingUse, bands: [Double])) throws {
    for (band, expected) in row.bands.enumerated() {
      let heat = try #require(
        reference.buildingHeat(country: row.country, use: row.use, band: band, proxy: nil))
      #expect(abs(heat.spaceHeat.value - expected) <= 0.5, "\(row.country) \(row.use) \(band)")
      #expect(heat.spaceHeat.unit == "kWh/m²")
      #expect(heat.spaceHeat.licence == "CC BY 4.0")
    }
  }

  @Test("every country, use and band has a positive demand, and unheated buildings have none")
  func isComplete() throws {
    for country in reference.countries + ["EU27"] {
      for use in BuildingUse.allCases {
        for band in Array(0..<7) + [ReferenceData.unknownBand] {
          let heat = try #require(
            reference.buildingHeat(country: country, use: use, band: band, proxy: nil))
          #expect(heat.spaceHeat.value > 0 || use == .unheated, "\(country) \(use) \(band)")
          #expect(heat.hotWater.value > 0 || use == .unheated, "\(country) \(use) \(band)")
          if use == .unheated { #expect(heat.spaceHeat.value + heat.hotWater.value == 0) }
        }
      }
    }
  }

  @Test("an unknown age gives the mean over bands, weighted by heated area")
  func unknownAge() throws {
    let demand = [195.61, 165.415, 132.052, 99.827, 86.513, 70.359, 50.328]
    let area = [67.064, 91.056, 58.796, 49.847, 51.786, 21.873, 5.51]
    let mean = zip(demand, area).map(*).reduce(0, +) / area.reduce(0, +)
    let heat = try #require(
      reference.buildingHeat(
        country: "AT", use: .singleFamily, band: ReferenceData.unknownBand, proxy: nil))
    #expect(close(heat.spaceHeat.value, mean))
    #expect(heat.spaceHeat.confidence == .low)
    #expect(heat.spaceHeat.name == "building-heat.AT.singleFamily.all.space-heat")
  }

  @Test("Switzerland borrows from Austria unless the plan names another, and says so")
  func proxies() throws {
    let swiss = try #require(
      reference.buildingHeat(country: "CH", use: .office, band: 2, proxy: nil))
    #expect(swiss.spaceHeat.value == 123.983)
    #expect(swiss.spaceHeat.source.contains("AT stands in for CH"))
    #expect(swiss.spaceHeat.confidence == .low)
    let german = try #require(
      reference.buildingHeat(country: "CH", use: .office, band: 2, proxy: "DE"))
    #expect(abs(german.spaceHeat.value - 186) <= 0.5)
    #expect(reference.buildingHeat(country: "XX", use: .office, band: 2, proxy: nil) == nil)
    #expect(reference.buildingHeat(country: "XX", use: .office, band: 2, proxy: "YY") == nil)
    #expect(reference.buildingHeat(country: "XX", use: .office, band: 2, proxy: "EU27") != nil)
  }

  @Test("industry takes the row of other non-residential buildings, marked as doubtful")
  func industry() throws {
    let other = try #require(
      reference.buildingHeat(country: "IT", use: .otherNonResidential, band: 3, proxy: nil))
    let industry = try #require(
      reference.buildingHeat(country: "IT", use: .industrial, band: 3, proxy: nil))
    #expect(industry.spaceHeat.value == other.spaceHeat.value)
    #expect(other.spaceHeat.confidence == .medium)
    #expect(industry.spaceHeat.confidence == .low)
  }
}
