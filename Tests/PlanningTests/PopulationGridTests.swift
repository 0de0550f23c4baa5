import Foundation
import PlanModel
import Planning
import TestSupport
import Testing

private let shared = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: "shared/data/tartu-ee").path(percentEncoded: false)

/// Whole runs of the mini town whose people come from a grid.
@Suite struct PopulationGridTests {
  /// Cells of 1000 m by 500 m that begin 500 m west of the town, and a house 100 m east of it.
  ///
  /// West is half outside and no home is known there; middle is inside; east is half outside, and the house is known there;
  /// north holds no home.
  private var town: MiniTown {
    var town = MiniTown().replacing(", population: people}", by: "}").replacing(
      "units: {squares: 500 m}",
      by: """
          population: {source: people.geojson, crs: EPSG:3794, id: cell, fields: {people: {field: n, missing: ["-1"]}}}
        units: {squares: 500 m}
        """)
    town.buildings = town.buildings.replacing(
      "{\"type\": \"FeatureCollection\", \"features\": [",
      with: "{\"type\": \"FeatureCollection\", \"features\": ["
        + MiniTown.feature(
          #"{"id": "out", "use": "house", "floors": 1, "built": 1950}"#,
          MiniTown.square(2100, 60, 12)) + ",\n")
    town.others.append(
      (
        "people.geojson",
        MiniTown.collection([
          MiniTown.feature(
            #"{"cell": "west", "n": 100}"#, MiniTown.rectangle(-500, 0, 500, 500)),
          MiniTown.feature(
            #"{"cell": "middle", "n": 400}"#, MiniTown.rectangle(500, 0, 1500, 500)),
          MiniTown.feature(
            #"{"cell": "east", "n": 200}"#, MiniTown.rectangle(1500, 0, 2500, 500)),
          MiniTown.feature(
            #"{"cell": "north", "n": 60}"#, MiniTown.rectangle(500, 500, 1500, 1000)),
          MiniTown.feature(
            #"{"cell": "far", "n": 999}"#, MiniTown.rectangle(2500, 0, 3500, 500)),
          MiniTown.feature(
            #"{"cell": "secret", "n": -1}"#, MiniTown.rectangle(-500, 500, 500, 1000)),
        ])
      ))
    return town
  }

  private func run(_ town: MiniTown) throws -> String {
    let folder = try town.write()
    var settings = RunSettings()
    settings.workers = Workers(2)
    _ = try runPlan(at: folder, into: folder + "out", settings: settings) { _ in }
    return folder + "out/"
  }

  private func json(_ path: String) throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: path)))
    return try #require(value as? [String: Any])
  }

  private func people(_ out: String, _ sheet: String) throws -> Double {
    try #require(try json(out + sheet + ".json")["population"] as? Double)
  }

  private func codes(_ out: String) throws -> [String] {
    let found = try #require(try json(out + "run.json")["diagnostics"] as? [[String: Any]])
    return found.compactMap { $0["code"] as? String }.filter { $0.hasPrefix("population.") }
  }

  @Test(
    "a cell's people follow the floor area of homes; cut cells and cells without homes say their key"
  )
  func sharing() throws {
    let out = try run(town)
    // Storeys in the middle cell: 20 west of the districts' border and 32 east of it.
    let west = 50 + 400 * 20.0 / 52 + 30
    let east = 400 * 32.0 / 52 + 200 * 20.0 / 21 + 30
    #expect(abs(try people(out, "districts/W") - west) < 0.01)
    #expect(abs(try people(out, "districts/E") - east) < 0.01)
    #expect(abs(try people(out, "municipality") - west - east) < 0.01)

    let rows = try String(contentsOfFile: out + "population.csv", encoding: .utf8)
      .components(separatedBy: "\r\n").map { $0.components(separatedBy: ",") }
      .filter { $0.count == 8 }
    let keys = Dictionary(
      uniqueKeysWithValues: rows.dropFirst().map { ($0[0], [$0[5], $0[7]]) })
    #expect(
      keys == [
        "west": ["area", "floorArea"], "middle": ["whole", "floorArea"],
        "east": ["floorArea", "floorArea"], "north": ["whole", "area"],
      ])

    let record = try json(out + "run.json")
    let account = try #require(record["population"] as? [String: Any])
    #expect(account["cells"] as? Int == 4)
    #expect(account["peopleInCells"] as? Double == 760)
    let closures = try #require(record["closures"] as? [[String: Any]])
    let closure = try #require(
      closures.first { ($0["name"] as? String)?.hasPrefix("People of the grid") == true })
    #expect(closure["holds"] as? Bool == true)
    #expect(try codes(out).sorted() == ["population.no-homes", "population.shared"])
    #expect((record["files"] as? [String])?.contains("population.csv") == true)
    let sheet = try String(contentsOfFile: out + "municipality.md", encoding: .utf8)
    #expect(sheet.contains("People of the cells of a grid"))
  }

  @Test("a district that states its people keeps their sum, and is told how far the grid is off")
  func stated() throws {
    let out = try run(
      town.replacing("fields: {name: name}", by: "fields: {name: name, population: people}"))
    #expect(abs(try people(out, "districts/W") - 400) < 1e-6)
    #expect(abs(try people(out, "districts/E") - 600) < 1e-6)
    #expect(try codes(out).contains("population.other-sum"))
  }

  @Test("cells of a raster give the same people as the same cells as polygons")
  func raster() throws {
    let cells = [[10.0, 0, 20, 30], [100, 200, 300, 40]]
    let features = cells.enumerated().flatMap { row, values in
      values.enumerated().map { column, people in
        MiniTown.feature(
          #"{"cell": "\#(row)-\#(column)", "n": \#(people)}"#,
          MiniTown.rectangle(
            Double(column) * 500, Double(1 - row) * 500, Double(column + 1) * 500,
            Double(2 - row) * 500))
      }
    }
    var polygons = town
    polygons.others = [("people.geojson", MiniTown.collection(features))]
    var raster = town.replacing(
      #"people.geojson, crs: EPSG:3794, id: cell, fields: {people: {field: n, missing: ["-1"]}}"#,
      by: "people.asc, crs: EPSG:3794")
    raster.others = [
      (
        "people.asc",
        """
        ncols 4
        nrows 2
        xllcorner \(MiniTown.origin.x)
        yllcorner \(MiniTown.origin.y)
        cellsize 500
        NODATA_value -9999

        """ + cells.map { $0.map { "\($0)" }.joined(separator: " ") }.joined(separator: "\n") + "\n"
      )
    ]
    let (first, second) = (try run(polygons), try run(raster))
    for sheet in ["districts/W", "districts/E", "municipality"] {
      #expect(abs(try people(first, sheet) - people(second, sheet)) < 1e-6, "\(sheet)")
    }
    #expect(abs(try people(second, "municipality") - 700) < 1e-6)
    // A cell of nobody is no cell of the account.
    let account = try #require(try json(second + "run.json")["population"] as? [String: Any])
    #expect(account["cells"] as? Int == 7)
  }

  @Test("a grid without the field of people, or that lies elsewhere, is told")
  func wrong() throws {
    let without = town.replacing(
      #", id: cell, fields: {people: {field: n, missing: ["-1"]}}"#, by: ", id: cell")
    let found = checkPlan(at: try without.write(), settings: RunSettings()).diagnostics
    #expect(found.contains { $0.code == "population.no-field" && $0.severity == .error })
    var elsewhere = town
    elsewhere.others = [
      (
        "people.geojson",
        MiniTown.collection([
          MiniTown.feature(#"{"cell": "far", "n": 9}"#, MiniTown.square(50_000, 0, 1000))
        ])
      )
    ]
    let told = checkPlan(at: try elsewhere.write(), settings: RunSettings()).diagnostics
    #expect(told.contains { $0.code == "population.covers-nothing" })
    #expect(!told.containError)
  }

  @Test(
    "Tartu's square kilometres: as many people inside as SpatiaLite finds by area",
    .enabled(
      if: FileManager.default.fileExists(atPath: shared), "the shared real data are not at hand"))
  func tartu() throws {
    let folder = try TemporaryFolder()
    try Data(
      """
      commonground: 1
      name: Tartu
      country: EE
      crs: EPSG:3301
      years: {base: 2018, target: 2035}
      layers:
        districts: {source: "\(shared)/population_admin_units.shp", id: KOOD, filter: "NIMI = 'Tartu linn'", fields: {name: NIMI}}
        population: {source: "\(shared)/population_square_km.shp", fields: {people: Population}}
      units: {squares: 1 km}
      inventory: {estimate: [transport, waste]}
      problem: {objective: mostReduction, budgets: [{name: budget, amount: investment, atMost: 5 MEUR}]}
      """.utf8
    ).write(to: URL(filePath: folder.path("plan.yaml")))
    let out = folder.path("out/")
    _ = try runPlan(at: folder.path("plan.yaml"), into: out, settings: RunSettings()) { _ in }
    let account = try #require(try json(out + "run.json")["population"] as? [String: Any])
    let borders = try #require(account["borderBy"] as? [String: Double])
    #expect(borders["whole"] == 76_769)
    let inside = try #require(account["peopleInside"] as? Double)
    #expect(abs(inside - 91_936.2146) < 0.1, "\(inside)")
    #expect(abs(try people(out, "municipality") - inside) < 0.1)
    #expect(try codes(out).contains("population.no-homes"))
  }

  @Test("a plan without a grid has no table of it")
  func without() throws {
    let out = try run(MiniTown())
    #expect(!FileManager.default.fileExists(atPath: out + "population.csv"))
    #expect(try json(out + "run.json")["population"] == nil)
  }
}
