import Foundation
import PlanFile
import PlanModel
import Testing

@testable import Planning

/// A made-up town in the sources of a whole region, its halves as municipalities of a layer.
private struct LayerRegion {
  let folder: String

  /// - Parameters:
  ///   - municipalities: The layer's features.
  ///   - ownDistricts: Whether the common plan names districts of its own.
  ///   - more: Further lines of the region file.
  init(
    _ municipalities: [String] = LayerRegion.halves, ownDistricts: Bool = false, more: String = "",
    changing: (inout MiniTown) -> Void = { _ in }
  ) throws {
    var town = MiniTown().replacing(
      """
        budgets:
          - {name: budget, amount: investment, atMost: 2 MEUR}
        targets:
          - {name: target, amount: co2, atLeast: 20 % of baseline}
      """, by: "")
    if !ownDistricts {
      town = town.replacing(
        """
          districts:
            source: districts.geojson
            crs: EPSG:3794
            id: id
            fields: {name: name, population: people}

        """, by: "")
    }
    changing(&town)
    town.others.append(("municipalities.geojson", MiniTown.collection(municipalities)))
    town.others.append(
      (
        "region.yaml",
        """
        commongroundRegion: 1
        name: Valley
        layer:
          source: municipalities.geojson
          crs: EPSG:3794
          id: code
          name: name
          fields: {population: people}
        plan: plan.yaml

        """ + more
      ))
    folder = try town.write()
  }

  /// Two halves; the border goes through the middle of the buildings that stand at 1000 to 1012.
  static let halves = [
    MiniTown.feature(
      #"{"code": "west-1", "name": "Westing: a", "people": 400}"#,
      MiniTown.rectangle(0, 0, 1006, 1000)),
    MiniTown.feature(
      #"{"code": "east-2", "name": "Easting", "people": 600}"#,
      MiniTown.rectangle(1006, 0, 2000, 1000)),
  ]

  func run(_ options: String...) throws -> Command {
    try Command.run(
      ["region", folder, "--out", folder + "out", "--progress", "none"] + options)
  }

  func object(_ path: String) throws -> [String: Any] {
    let data = try Data(contentsOf: URL(filePath: folder + path))
    return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  func members() throws -> [[String: Any]] {
    try #require(try object("out/region.json")["municipalities"] as? [[String: Any]])
  }

  /// The territories without a run.
  func territories() throws -> (members: [RegionMember], diagnostics: [Diagnostic]) {
    let region = try #require(readRegion(path: folder).region)
    let found = try RegionTerritories(region, settings: RunSettings())
    return (found.members, found.diagnostics)
  }
}

@Suite struct RegionLayerTests {
  @Test("municipalities cut from one layer add up to the whole, with buildings on the border")
  func closes() throws {
    // The same ground as one plan whose districts are the two municipalities.
    let whole = """
      municipalities: [{id: whole, plan: whole}]
      """
    let region = try LayerRegion(more: whole)
    var plan = MiniTown().plan
    for name in ["buildings", "land", "protected"] {
      plan = plan.replacingOccurrences(
        of: "source: \(name).geojson", with: "source: ../\(name).geojson")
    }
    plan = plan.replacingOccurrences(
      of: "source: districts.geojson\n    crs: EPSG:3794\n    id: id",
      with: "source: ../municipalities.geojson\n    crs: EPSG:3794\n    id: code")
    #expect(plan.contains("municipalities") && plan.contains("../buildings.geojson"))
    try FileManager.default.createDirectory(
      atPath: region.folder + "whole", withIntermediateDirectories: true)
    try Data(plan.utf8).write(to: URL(filePath: region.folder + "whole/plan.yaml"))

    let run = try region.run()
    #expect(run.status == 0, "\(run.errors)")
    let members = try region.members()
    #expect(members.map { $0["id"] as? String } == ["whole", "east-2", "west-1"])
    #expect(members.map { $0["name"] as? String } == ["Minitown", "Easting", "Westing: a"])
    for key in ["population", "baselineEmissions", "baselineEnergy"] {
      let values = try members.map { member in
        let id = try #require(member["id"] as? String)
        return try #require(try region.object("out/desks/\(id)/facts.json")[key] as? Double)
      }
      #expect(values.allSatisfy { $0 > 0 })
      #expect(abs(values[1] + values[2] - values[0]) <= 1e-9 * values[0], "\(key): \(values)")
    }
    // Each has what lies in it, and the four on the border.
    for (id, count) in [("west-1", 24), ("east-2", 20)] {
      let layer = try region.object("out/municipalities/\(id)/layers/buildings.geojson")
      #expect((layer["features"] as? [Any])?.count == count, "\(id)")
      let record = try region.object("out/municipalities/\(id)/run.json")
      let closures = try #require(record["closures"] as? [[String: Any]])
      #expect(closures.allSatisfy { $0["holds"] as? Bool == true })
    }
    let outlines = try region.object("out/region.geojson")
    #expect((outlines["features"] as? [Any])?.count == 3)

    // What nobody changed is not done again.
    let record = region.folder + "out/municipalities/west-1/run.json"
    let before = try FileManager.default.attributesOfItem(atPath: record)[.modificationDate]
    #expect(try region.run().status == 0)
    let after = try FileManager.default.attributesOfItem(atPath: record)[.modificationDate]
    #expect(before as? Date == after as? Date)
  }

  @Test("a district belongs to the municipality that has most of it, and to no other")
  func mostOfIt() throws {
    let region = try LayerRegion(ownDistricts: true) { town in
      town.districts = MiniTown.collection([
        MiniTown.feature(
          #"{"id": "A", "name": "A", "people": 1}"#, MiniTown.rectangle(0, 0, 900, 1000)),
        // 106 m of 206 m lie in the west.
        MiniTown.feature(
          #"{"id": "B", "name": "B", "people": 1}"#, MiniTown.rectangle(900, 0, 1106, 1000)),
        MiniTown.feature(
          #"{"id": "C", "name": "C", "people": 1}"#, MiniTown.rectangle(1106, 0, 2000, 1000)),
        MiniTown.feature(
          #"{"id": "D", "name": "D", "people": 1}"#, MiniTown.rectangle(3000, 0, 3100, 1000)),
      ])
    }
    let found = try region.territories()
    #expect(found.members.map(\.id) == ["east-2", "west-1"])
    #expect(found.members.map { $0.territory?.districts } == [["C"], ["A", "B"]])
    #expect(
      found.diagnostics.map(\.code).filter { $0.hasPrefix("region.") } == [
        "region.districts-cut", "region.districts-outside",
      ], "\(found.diagnostics)")
  }

  @Test("a municipality without a district fails and stops no other")
  func withoutDistrict() throws {
    let far = MiniTown.feature(
      #"{"code": "far", "name": "Far", "people": 1}"#, MiniTown.rectangle(9000, 0, 9500, 500))
    let region = try LayerRegion(LayerRegion.halves + [far], ownDistricts: true)
    let run = try region.run()
    #expect(run.status == 1)
    #expect(run.errors.contains("far could not be planned"), "\(run.errors)")
    #expect(
      try region.members().map { $0["state"] as? String } == ["planned", "failed", "planned"])
  }

  @Test(
    "municipalities that cannot be told apart or whose energy would be counted twice are errors",
    arguments: [
      ("duplicate-id", "layer.duplicate-id"), ("bad-id", "region.bad-id"),
      ("inventory", "region.common-inventory"), ("listed", "region.duplicate-id"),
    ])
  func wrong(cause: String, code: String) throws {
    var halves = LayerRegion.halves
    if cause == "duplicate-id" { halves.append(halves[0]) }
    if cause == "bad-id" {
      halves[0] = halves[0].replacingOccurrences(of: "west-1", with: "../west")
    }
    let region = try LayerRegion(
      halves, more: cause == "listed" ? "municipalities: [{id: west-1, plan: plan.yaml}]\n" : ""
    ) { town in
      if cause == "inventory" {
        town.plan += "inventory:\n  energy:\n    residential: {electricity: 5 GWh}\n"
      }
    }
    let failure = #expect(throws: PlanningFailure.self) { _ = try region.territories() }
    #expect(failure?.diagnostics.contains { $0.code == code } == true, "\(failure as Any)")
    #expect(failure?.diagnostics.allSatisfy { !$0.remedy.isEmpty } == true)
  }

  @Test("municipalities that overlap are told, because what lies there counts twice")
  func overlap() throws {
    let region = try LayerRegion([
      LayerRegion.halves[0],
      MiniTown.feature(
        #"{"code": "e", "name": "E", "people": 6}"#, MiniTown.rectangle(1000, 0, 2000, 1000)),
    ])
    let found = try region.territories().diagnostics.filter { $0.code.hasPrefix("region.") }
    #expect(found.map(\.code) == ["region.overlap"], "\(found)")
    // 6 m by 1000 m.
    #expect(found.first?.message.contains("6000") == true)
  }
}
