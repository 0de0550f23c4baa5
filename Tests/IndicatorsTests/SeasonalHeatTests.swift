import Foundation
import Indicators
import PlanModel
import Reference
import Testing

private let variants = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: "shared/data/tables/episcope.csv").path(percentEncoded: false)

/// Fields of a comma-separated line, quotes understood.
private func fields(of line: Substring) -> [String] {
  var fields: [String] = [""]
  var isQuoted = false
  for character in line {
    switch character {
    case "\"": isQuoted.toggle()
    case "," where !isQuoted: fields.append("")
    default: fields[fields.count - 1].append(character)
    }
  }
  return fields
}

@Suite("The seasonal method")
struct SeasonalHeatTests {
  private let season = HeatingSeason(days: 200, temperature: 5, radiation: [300, 400, 300, 180])

  @Test("a house without gains needs its losses")
  func losses() {
    var building = SeasonalBuilding(
      transmission: 1, ventilation: 0.5, solarGains: 0, reductionAt1: 0.9, reductionAt4: 0.8)
    building.internalGains = 0
    // 1.5 W/m²K × 0.9 × 15 K × 200 d × 0.024 = 97.2 kWh/m².
    #expect(agree(building.usefulHeat(in: season), 97.2))
  }

  @Test("gains as large as the losses are used by a ÷ (a + 1)")
  func equalGains() {
    var building = SeasonalBuilding(
      transmission: 1, ventilation: 0.5, solarGains: 97.2, reductionAt1: 0.9, reductionAt4: 0.8)
    building.internalGains = 0
    // τ = 45 ÷ 1.5 = 30 h, a = 1.8.
    #expect(agree(building.usefulHeat(in: season), 97.2 * (1 - 1.8 / 2.8)))
    // Just beside it the formula gives the same to six digits.
    building.solarGains = 97.2 * 1.000_001
    #expect(abs(building.usefulHeat(in: season) - 97.2 / 2.8) < 1e-3)
  }

  @Test(
    "rooms are heated less the more they lose",
    arguments: [(0.5, 1.0), (1, 0.9), (2.5, 0.85), (4, 0.8), (6, 0.8)])
  func reduction(transmission: Double, factor: Double) {
    let building = SeasonalBuilding(
      transmission: transmission, ventilation: 0.5, solarGains: 0, reductionAt1: 0.9,
      reductionAt4: 0.8)
    #expect(agree(building.reduction, factor))
  }

  @Test("it never needs less than nothing, and nothing where it is never cold")
  func bounds() {
    var building = SeasonalBuilding(
      transmission: 0.2, ventilation: 0.1, solarGains: 1000, reductionAt1: 0.9, reductionAt4: 0.8)
    #expect(building.usefulHeat(in: season) >= 0)
    building.solarGains = 0
    let summer = HeatingSeason(days: 0, temperature: 12, radiation: [0, 0, 0, 0])
    #expect(building.usefulHeat(in: summer) == 0)
  }

  @Test(
    "all variants of the TABULA WebTool come out as there",
    .enabled(
      if: FileManager.default.fileExists(atPath: variants),
      "the table of TABULA variants is not beside this checkout"))
  func variantsAgree() throws {
    let text = try String(contentsOfFile: variants, encoding: .utf8)
    let lines = text.split(separator: "\n")
    let header = fields(of: lines[0])
    var compared = 0
    for line in lines.dropFirst() {
      let row = fields(of: line)
      try #require(row.count == header.count)
      func value(_ name: String) throws -> Double {
        Double(row[try #require(header.firstIndex(of: name))]) ?? 0
      }
      var building = SeasonalBuilding(
        transmission: try value("h_Transmission"), ventilation: try value("h_Ventilation"),
        solarGains: try value("q_sol"), reductionAt1: try value("F_red_htr1"),
        reductionAt4: try value("F_red_htr4"))
      building.internalGains = try value("phi_int")
      building.inside = try value("theta_i")
      building.capacity = try value("c_m")
      let season = HeatingSeason(
        days: try value("HeatingDays"), temperature: try value("Theta_e"),
        radiation: [
          try value("I_Sol_East"), try value("I_Sol_South"), try value("I_Sol_West"),
          try value("I_Sol_North"),
        ])
      #expect(
        abs(building.usefulHeat(in: season) - (try value("q_h_nd"))) < 1e-6,
        "\(row[1])")
      compared += 1
    }
    #expect(compared == 836)
  }
}

@Suite("Heat of buildings of which more is known")
struct KnownHeatTests {
  /// A house of 200 m² of floor on 100 m², with U-values or a certificate.
  private func outcome(u: Double?, certificate: Double?) throws -> StockOutcome {
    let house = Building(use: "singleFamily", year: 1960, levels: 2, polygon: 100)
    var fields = layer(of: [house]).fields
    let column = { (value: Double?) in
      Column.number(
        NumberColumn(
          values: [value ?? 0], present: ValidityMask(count: 1, present: value != nil)))
    }
    for role in ["uRoof", "uWall", "uFloor", "uWindow"] { fields.append((role, column(u))) }
    fields.append(("specificHeat", column(certificate)))
    let built = Layer(
      name: "buildings", crs: metric, ids: ["b"],
      geometry: GeometryColumn(bytes: [], offsets: [0, 0]), fields: fields)
    return try buildingStock(
      of: built, footprint: [100], centroidX: [50], centroidY: [50], context: sampleContext,
      reference: reference.get(), workers: Workers(1))
  }

  @Test("U-values give heat by the seasonal method, computed by hand")
  func transmittance() throws {
    let stock = try outcome(u: 1, certificate: nil).stock
    // Heated 156.2 m²; windows 18 % = 28.116 m²; walls 2 × 3 × 4.1 × 10 − 28.116 = 217.884 m².
    // Transfer: 100 + 217.884 + 50 + 28.116 + 0.1 × (200 + 246) = 440.6 W/K = 2.8207 W/m²K.
    let transmission = (100 + 217.884 + 50 + 28.116 + 0.1 * 446) / 156.2
    // Gains: 0.6 × 0.7 × 0.9 × 0.65 × 0.18 × mean of 246, 401, 246, 148.
    let building = SeasonalBuilding(
      transmission: transmission, ventilation: 0.34 * 0.6 * 2.5,
      solarGains: 0.6 * 0.7 * 0.9 * 0.65 * 0.18 * 260.25, reductionAt1: 0.9, reductionAt4: 0.8)
    let season = HeatingSeason(days: 212, temperature: 3.9, radiation: [246, 401, 246, 148])
    #expect(agree(stock.spaceHeat[0], building.usefulHeat(in: season) * 156.2))
    #expect(stock.spaceHeatProvenance == [.derived])
  }

  @Test("a certificate goes before U-values, and the country's stock comes last")
  func order() throws {
    let both = try outcome(u: 1, certificate: 120).stock
    #expect(agree(both.spaceHeat[0], 120 * 156.2))
    #expect(both.spaceHeatProvenance == [.observed])
    let neither = try outcome(u: nil, certificate: nil)
    #expect(agree(neither.stock.spaceHeat[0], 165.415 * 156.2))
    #expect(neither.stock.spaceHeatProvenance == [.assumed])
    #expect(!neither.defaults.contains { $0.name.hasPrefix("envelope.") })
    #expect(
      try outcome(u: 1, certificate: nil).defaults.contains { $0.name == "season.AT.days" })
  }
}
