import Foundation
import PlanModel
import Testing

@testable import Planning

@Suite("Where farming, nature and energy want the same land") struct LandContentionTests {
  @Test("shares are those of the land, and the code is their levels")
  func shares() throws {
    let result = try decided(MiniTown())
    let land = try #require(result.landContention)
    // Squares of 500 m: below, 400 m of town and 100 m of field; above, 400 m of field and 80 m of wood.
    let isAbove = land.shares[0].map { $0 > 0.5 }
    #expect(isAbove.count { $0 } == 4 && isAbove.count == 8)
    for unit in isAbove.indices {
      #expect(abs(land.shares[0][unit] - (isAbove[unit] ? 0.8 : 0.2)) < 1e-9)
      #expect(abs(land.shares[1][unit] - (isAbove[unit] ? 0.16 : 0)) < 1e-9)
      #expect(land.levels[0][unit] == (isAbove[unit] ? 3 : 1))
      #expect(land.levels[1][unit] == (isAbove[unit] ? 3 : 1))
      #expect((0...1).contains(land.shares[2][unit]))
      let digits = land.levels.map { Int($0[unit]) }
      #expect(land.code[unit] == digits[0] * 100 + digits[1] * 10 + digits[2])
      // By the table of the method: one highest is no conflict, two are moderate, three are major.
      let highest = digits.count { $0 == digits.max() }
      let expected = digits.max() == 1 ? "none" : ["none", "moderate", "major"][highest - 1]
      #expect(land.degree[unit] == expected)
      #expect(land.strongest[unit].count == (digits.max() == 1 ? 0 : highest))
    }
    #expect(Set(land.degree).count > 1)
  }

  @Test("the layer of conflicts has each unit once, with or without voices")
  func layer() throws {
    for town in [MiniTown(), MiniTown().withVoices(MiniTown.fortyVoices, society: "")] {
      let folder = try town.write()
      var settings = RunSettings()
      settings.draws = 0
      _ = try runPlan(at: folder, into: folder + "out", settings: settings) { _ in }
      let layer = try JSONSerialization.jsonObject(
        with: Data(contentsOf: URL(filePath: folder + "out/layers/conflicts.geojson")))
      let features = try #require((layer as? [String: Any])?["features"] as? [[String: Any]])
      #expect(features.count == 8)
      for feature in features {
        let properties = try #require(feature["properties"] as? [String: Any])
        #expect(properties["land_conflict"] is String && properties["land_code"] is NSNumber)
      }
      let sheet = try String(contentsOfFile: folder + "out/municipality.md", encoding: .utf8)
      #expect(sheet.contains("contend for the land"))
    }
  }
}
