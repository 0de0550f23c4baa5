import Foundation
import PlanModel
import Planning
import Testing

/// Whole runs of the mini town with hazards, waste heat, incomes and rasters, checked in the files they write.
@Suite struct PotentialsAndRiskTests {
  /// The town with two flood zones that overlap, heat in the west, incomes, and two points of waste heat.
  private var town: MiniTown {
    var town = MiniTown().replacing(
      "units: {squares: 500 m}",
      by: """
          hazards:
            - {name: flood, hazard: flood, source: flood.geojson, crs: EPSG:3794, fields: {level: {field: q, values: {often: high, rare: low}}}}
            - {name: hot, hazard: extremeHeat, source: hot.geojson, crs: EPSG:3794, buffer: 10 m}
          wasteHeat: {source: heat.geojson, crs: EPSG:3794, fields: {energy: {field: mwh, unit: MWh}, temperature: t, name: name}}
        units: {squares: 500 m}
        """)
    town = town.replacing(
      "fields: {name: name, population: people}",
      by:
        "fields: {name: name, population: people, medianIncome: {field: income, unit: EUR/household}, elderlyShare: {field: old, unit: \"%\"}}"
    )
    town.districts = MiniTown.collection([
      MiniTown.feature(
        #"{"id": "W", "name": "West", "people": 400, "income": 20000, "old": 30}"#,
        MiniTown.square(0, 0, 1000)),
      MiniTown.feature(
        #"{"id": "E", "name": "East", "people": 600, "income": 30000, "old": 10}"#,
        MiniTown.square(1000, 0, 1000)),
    ])
    town.others += [
      (
        "flood.geojson",
        MiniTown.collection([
          MiniTown.feature(#"{"q": "often"}"#, MiniTown.rectangle(0, 0, 600, 100)),
          MiniTown.feature(#"{"q": "rare"}"#, MiniTown.rectangle(400, 0, 1500, 200)),
        ])
      ),
      (
        "hot.geojson",
        MiniTown.collection([
          MiniTown.feature(
            #"{"n": 1}"#,
            #"{"type": "LineString", "coordinates": [[\#(MiniTown.origin.x), \#(MiniTown.origin.y + 500)], [\#(MiniTown.origin.x + 2000), \#(MiniTown.origin.y + 500)]]}"#
          )
        ])
      ),
      (
        "heat.geojson",
        MiniTown.collection([
          Self.point(#"{"name": "dairy", "mwh": 1000, "t": 60}"#, 500, 100),
          Self.point(#"{"name": "sawmill", "mwh": null, "t": 60}"#, 600, 100),
        ])
      ),
    ]
    return town
  }

  private static func point(_ properties: String, _ x: Double, _ y: Double) -> String {
    MiniTown.feature(
      properties,
      #"{"type": "Point", "coordinates": [\#(MiniTown.origin.x + x), \#(MiniTown.origin.y + y)]}"#)
  }

  private func run(_ town: MiniTown, workers: Int = 2) throws -> String {
    let folder = try town.write()
    var settings = RunSettings()
    settings.workers = Workers(workers)
    _ = try runPlan(at: folder, into: folder + "out", settings: settings) { _ in }
    return folder + "out/"
  }

  private func json(_ path: String) throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: path)))
    return try #require(value as? [String: Any])
  }

  /// The numbers of the indicators of a sheet, by id.
  private func indicators(_ path: String) throws -> [String: Double] {
    let list = try #require(try json(path)["indicators"] as? [[String: Any]])
    var values: [String: Double] = [:]
    for indicator in list {
      if let id = indicator["id"] as? String, let value = indicator["value"] as? Double {
        values[id] = value
      }
    }
    return values
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOf: URL(filePath: path), encoding: .utf8)
  }

  @Test("exposed ground, people, buildings add up from units to districts to the municipality")
  func sumsClose() throws {
    let out = try run(town)
    let west = try indicators(out + "districts/W.json")
    let east = try indicators(out + "districts/E.json")
    let whole = try indicators(out + "municipality.json")
    let features = try #require(
      try json(out + "layers/units.geojson")["features"] as? [[String: Any]])
    let ids = whole.keys.filter { $0.hasPrefix("exposed-") }
    #expect(ids.count == 4 + 8 + 4)
    let additive =
      ids + [
        "pv-capacity", "solar-thermal-potential", "ground-pv-land", "ground-pv-potential",
        "geothermal-collector-potential", "biomass-potential", "waste-heat", "waste-heat-usable",
        "network-route",
      ]
    for id in additive {
      let total = try #require(whole[id], "\(id)")
      #expect(
        abs((west[id] ?? .nan) + (east[id] ?? .nan) - total) <= 1e-9 * max(1, total), "\(id)")
      let units = features.compactMap { $0["properties"] as? [String: Any] }.compactMap {
        $0["i_" + id.replacingOccurrences(of: "-", with: "_")] as? Double
      }
      #expect(abs(units.reduce(0, +) - total) <= 1e-6 * max(1, total), "\(id)")
    }
    // 600 m × 100 m; 1,100 m × 200 m less the 200 m × 100 m that the higher level has.
    #expect(abs((whole["exposed-area-flood-high"] ?? 0) - 60_000) < 1e-3)
    #expect(abs((whole["exposed-area-flood-low"] ?? 0) - 200_000) < 1e-3)
    #expect(abs((west["exposed-area-flood"] ?? 0) - 160_000) < 1e-3)
    // A line of 2 km with 10 m on both sides.
    #expect(abs((whole["exposed-area-extreme-heat"] ?? 0) - 40_000) < 1e-3)
    #expect((whole["exposed-people-flood"] ?? 0) > 0)
    #expect((whole["exposed-people-flood"] ?? 0) <= 1000)
    #expect(whole["waste-heat"] == 1_000_000 && east["waste-heat"] == 0)
    #expect(west["elderly-share"] == 30 && whole["elderly-share"] == 18)
    #expect(west["median-income"] == 20_000)
  }

  @Test("sheets say the risk, the proxy and their rules; risk.csv has every district and level")
  func sheets() throws {
    let out = try run(town)
    let sheet = try text(out + "districts/W.md")
    for words in [
      "Climate risk", "Vulnerability proxy", "Flood", "not a measure of energy poverty",
      "Required share of the median income", "Risk index =",
    ] {
      #expect(sheet.contains(words), "\(words)")
    }
    let rows = try text(out + "risk.csv").split(whereSeparator: \.isNewline)
    // Two levels of floods and one hazard without a level, in two districts and the whole; and the header.
    #expect(rows.count == 3 * 3 + 1)
    #expect(rows.contains { $0.hasPrefix("W,West,flood,Floods & sea-level rise,High,") })
    let record = try json(out + "run.json")
    #expect((record["files"] as? [String])?.contains("risk.csv") == true)
    let defaults = try #require(record["defaults"] as? [[String: Any]])
    let names = Set(defaults.compactMap { $0["name"] as? String })
    #expect(
      names.isSuperset(of: ["risk.low-below", "vulnerability.cost-factor", "waste-heat.reach"]))
    #expect(!names.contains("roof.flat-below"))
    let findings = try text(out + "diagnostics.csv")
    #expect(findings.contains("waste-heat.no-energy"))
  }

  @Test("without hazards there is no risk.csv, and no section of it")
  func withoutHazards() throws {
    let out = try run(MiniTown())
    #expect(!FileManager.default.fileExists(atPath: out + "risk.csv"))
    #expect(try !text(out + "municipality.md").contains("Climate risk"))
    #expect(try text(out + "municipality.md").contains("no district gives a median income"))
  }

  @Test("the number of workers changes no digit")
  func workers() throws {
    let one = try run(town, workers: 1)
    let four = try run(town, workers: 4)
    for file in ["risk.csv", "municipality.json", "layers/units.geojson", "districts/E.md"] {
      #expect(try text(one + file) == text(four + file), "\(file)")
    }
  }

  @Test("a height model of south roofs raises the yield by its factor; cells of 100 m are left out")
  func heightModel() throws {
    let flat = try indicators(run(MiniTown()) + "municipality.json")
    var town = MiniTown().replacing(
      "units: {squares: 500 m}",
      by:
        "  potentials:\n    - {name: surface, kind: elevation, source: surface.asc, crs: EPSG:3794, unit: m}\nunits: {squares: 500 m}"
    )
    // Two columns of buildings in the west: 4 m cells that rise to the north by a half.
    let rows = (0..<75).map { row in
      Array(repeating: "\(400 - 2 * row)", count: 80).joined(separator: " ")
    }
    town.others.append(
      (
        "surface.asc",
        """
        ncols 80
        nrows 75
        xllcorner \(MiniTown.origin.x + 20)
        yllcorner \(MiniTown.origin.y + 20)
        cellsize 4
        NODATA_value -9999
        """ + "\n" + rows.joined(separator: "\n") + "\n"
      ))
    let out = try run(town)
    let whole = try indicators(out + "municipality.json")
    let west = try indicators(out + "districts/W.json")
    let east = try indicators(out + "districts/E.json")
    #expect(whole["roof-south"] == 100 && whole["roof-flat"] == 0)
    #expect(abs((whole["roof-gain"] ?? 0) - 1.12) < 1e-9)
    #expect(east["roof-south"] == nil)
    #expect(
      abs((west["pv-potential"] ?? 0) + (east["pv-potential"] ?? 0) - (whole["pv-potential"] ?? 0))
        < 1e-6 * (whole["pv-potential"] ?? 0))
    // Units with seen roofs have 1.12 in place of 1.1, the others keep it.
    let gain = (whole["pv-potential"] ?? 0) / (flat["pv-potential"] ?? 1)
    #expect(gain > 1.001 && gain < 1.12 / 1.1)
    let coarse = try run(MiniTown().withPotential("elevation", of: 300, unit: "m"))
    #expect(try text(coarse + "diagnostics.csv").contains("roofs cannot be seen in them"))
    #expect(
      try indicators(coarse + "municipality.json")["pv-potential"] == flat["pv-potential"])
  }

  @Test("a raster of yields takes the place of radiation, one of imperviousness of land use")
  func rasters() throws {
    let yield = try indicators(
      run(MiniTown().withPotential("photovoltaicYield", of: 1000, unit: "kWh/kWp"))
        + "municipality.json")
    let capacity = try #require(yield["pv-capacity"])
    #expect(abs((yield["pv-potential"] ?? 0) - 1000 * capacity) < 1e-6 * capacity)
    #expect(
      abs((yield["ground-pv-potential"] ?? 0) - 1000 * (yield["ground-pv-capacity"] ?? 0)) < 1)
    let sealed = try indicators(
      run(MiniTown().withPotential("imperviousness", of: 40, unit: "\"%\""))
        + "municipality.json")
    #expect(abs((sealed["sealed-share"] ?? 0) - 40) < 1e-9)
    let odd = try run(MiniTown().withPotential("imperviousness", of: 4000, unit: "\"%\""))
    #expect(try text(odd + "diagnostics.csv").contains("potential.implausible"))
  }

  @Test("shares in percent that are read as shares of one are errors that say how to mend them")
  func badShares() throws {
    var town = MiniTown().replacing(
      "fields: {name: name, population: people}",
      by: "fields: {name: name, population: people, elderlyShare: people, medianIncome: zero}")
    town.districts = MiniTown.collection([
      MiniTown.feature(
        #"{"id": "W", "name": "West", "people": 40, "zero": 0}"#, MiniTown.square(0, 0, 1000))
    ])
    let findings = checkPlan(at: try town.write(), settings: RunSettings()).diagnostics
    #expect(findings.contains { $0.code == "districts.bad-share" && $0.remedy.contains("%") })
    #expect(findings.contains { $0.code == "districts.bad-income" })
  }
}
