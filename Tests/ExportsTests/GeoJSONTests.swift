import Exports
import Foundation
import PlanModel
import TestSupport
import Testing

@Suite("GeoJSON after RFC 7946")
struct GeoJSONTests {
  /// Twice the signed area of a ring; positive: counter-clockwise.
  private func turn(_ ring: JSON) -> Double {
    let points = ring.array.map { ($0[0].number ?? .nan, $0[1].number ?? .nan) }
    return zip(points, points.dropFirst()).map { a, b in
      (a.0 - points[0].0) * (b.1 - points[0].1) - (b.0 - points[0].0) * (a.1 - points[0].1)
    }.reduce(0, +)
  }

  private func polygons(_ geometry: JSON) -> [[JSON]] {
    switch geometry["type"].string {
    case "Polygon": [geometry["coordinates"].array]
    case "MultiPolygon": geometry["coordinates"].array.map(\.array)
    default: []
    }
  }

  @Test("outer rings run counter-clockwise and holes clockwise, however they came in")
  func rightHandRule() throws {
    let exported = try Exported()
    var holes = 0
    for layer in ["districts", "units", "eligibility", "interests", "buildings"] {
      for feature in try exported.json("layers/\(layer).geojson")["features"].array {
        for rings in polygons(feature["geometry"]) {
          #expect(turn(rings[0]) > 0)
          for hole in rings.dropFirst() {
            #expect(turn(hole) < 0)
            holes += 1
          }
          for ring in rings {
            #expect(
              ring.array.first?.array.compactMap(\.number)
                == ring.array.last?.array.compactMap(\.number))
          }
        }
      }
    }
    #expect(holes == 1)
  }

  @Test("coordinates are longitude and latitude of WGS 84 with at most seven decimals")
  func coordinates() throws {
    let exported = try Exported()
    let text = try exported.text("layers/units.geojson")
    let first = try exported.json("layers/units.geojson")["features"][0]["geometry"]["coordinates"][
      0][0]
    // The corner x 590,000, y 156,000 of EPSG:3794, by PROJ's cs2cs: 16.1709 E, 46.5373 N to four decimals.
    #expect(abs((first[0].number ?? 0) - 16.17) < 0.05)
    #expect(abs((first[1].number ?? 0) - 46.54) < 0.05)
    var seven = 0
    for match in text.matches(of: /\[(-?\d+\.?\d*),(-?\d+\.?\d*)\]/) {
      for number in [match.output.1, match.output.2] {
        let decimals = number.split(separator: ".").dropFirst().first?.count ?? 0
        #expect(decimals <= 7)
        if decimals == 7 { seven += 1 }
      }
    }
    #expect(seven > 20)
    #expect(!text.contains("\"crs\""))
  }

  @Test("a building without geometry stays in the layer, with null")
  func missingGeometry() throws {
    let features = try Exported().json("layers/buildings.geojson")["features"].array
    #expect(features.count == 6)
    #expect(features[3]["geometry"].isNull)
    #expect(features[3]["properties"]["heat_kWh_per_a"].number == 9000)
    #expect(features[4]["geometry"]["type"].string == "Point")
    #expect(features[5]["properties"]["district"].isNull)
    #expect(features[0]["properties"]["use_from"].string == "observed")
    #expect(features[0]["properties"]["age_from"].string == "assumed")
  }

  @Test("units carry the chosen option of each slot, the runner-up, the margin and the effects")
  func unitFields() throws {
    let features = try Exported().json("layers/units.geojson")["features"].array
    let first = features[0]["properties"]
    #expect(first["heat"].string == "Renovation + Heat pump")
    #expect(first["heat_actions"].string == "renovation+heat-pump")
    #expect(first["heat_runner_up"].string == "nothing")
    #expect(first["heat_margin_EUR_per_a"].number == 12_300)
    #expect(first["roof"].isNull)
    #expect(first["roof_runner_up"].string == "Roof PV")
    #expect(first["district"].string == "north")
    #expect(first["co2_t_CO2e_per_a"].number == 0.375)
  }

  @Test("a layer that the plan lacks is a collection of no features")
  func emptyLayers() throws {
    var town = MadeUpTown()
    town.hasBuildings = false
    town.hasInterests = false
    let exported = try Exported(town)
    for layer in ["buildings", "interests"] {
      let json = try exported.json("layers/\(layer).geojson")
      #expect(json["type"].string == "FeatureCollection" && json["features"].array.isEmpty)
    }
    #expect(try exported.text("municipality.md").contains("No buildings are known here."))
  }

  @Test("the notice stands in every layer")
  func notice() throws {
    let exported = try Exported()
    for layer in ["districts", "units", "eligibility", "interests", "buildings"] {
      #expect(
        try exported.json("layers/\(layer).geojson")["notice"].string
          == "The geometry of this town is made up.")
    }
  }

  @Test("many features come out one by one and in order, whatever the number of workers")
  func manyFeatures() throws {
    var result = MadeUpTown().result
    let count = 20_000
    let town = MadeUpTown()
    result.interests?.layer = Layer(
      name: "interests", crs: result.districts.crs, ids: (0..<count).map { "i\($0)" },
      geometry: GeometryColumn(
        rows: (0..<count).map {
          Shapes.point(town.origin.x + Double($0 % 100), town.origin.y + Double($0 / 100))
        }))
    result.interests?.districtArea = Array(repeating: [0, 0, 0], count: count)
    let one = try Exported(result, workers: 1)
    let many = try Exported(result, workers: 3)
    #expect(try one.bytes("layers/interests.geojson") == many.bytes("layers/interests.geojson"))
    let features = try one.json("layers/interests.geojson")["features"].array
    #expect(features.count == count)
    #expect(features.indices.allSatisfy { features[$0]["id"].string == "i\($0)" })
  }

  @Test(
    "numbers are written as Foundation reads them back, to six decimals",
    arguments: [
      0, -0.0, 1, -1, 0.1, -0.5, 1e-7, 0.000_000_5, 123_456.789_012_3, -99.999_999_9, 1e15, -4e18,
      1.0 / 3, 2_147_483_647, 1e300,
    ])
  func numbers(value: Double) throws {
    var result = MadeUpTown().result
    result.interests?.layer.fields = [
      ("x", .number(NumberColumn(values: [value, 0])))
    ]
    let read = try Exported(result).json("layers/interests.geojson")["features"][0]["properties"][
      "x"
    ]
    .number
    #expect(abs((read ?? .nan) - value) <= max(5.000_01e-7, abs(value) * 1e-15))
  }
}
