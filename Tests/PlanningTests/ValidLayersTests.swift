import Foundation
import GEOSBinding
import PlanModel
import Planning
import Testing

@Suite struct ValidLayersTests {
  @Test(
    "every geometry of every layer is valid as it is written",
    arguments: [
      ("ljutomer", "{hexagons: 250 m}"), ("karditsa", "{squares: 2 km}"),
      ("thun", "{hexagons: 400 m}"),
    ])
  func layersAreValid(town: String, units: String) throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "commonground-\(UUID().uuidString)").path(percentEncoded: false)
    _ = try initialisePlan(
      in: folder, example: town, buildings: 1000, seed: 1, name: "", country: "",
      workers: Workers(2))
    let file = URL(filePath: folder + "/plan.yaml")
    let text = try String(contentsOf: file, encoding: .utf8)
      .replacing(/units: .*/, with: "units: \(units)")
      .replacing("gap: 0.5 %", with: "gap: 20 %")
    try Data(text.utf8).write(to: file)
    _ = try runPlan(at: folder, into: folder + "/out", settings: RunSettings()) { _ in }
    let context = try GEOSContext()
    var polygons = 0
    for name in ["districts", "units", "eligibility", "interests", "buildings"] {
      let data = try Data(contentsOf: URL(filePath: folder + "/out/layers/\(name).geojson"))
      let layer = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      for case let feature as [String: Any] in try #require(layer["features"] as? [Any]) {
        guard let geometry = feature["geometry"] as? [String: Any],
          let wkb = Self.wkb(of: geometry)
        else { continue }
        polygons += 1
        let invalidity = try context.read(wkb: wkb).invalidity()
        #expect(invalidity == nil, "\(name) \(feature["id"] ?? "")")
      }
    }
    #expect(polygons > 1000)
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// The well-known binary of a polygon or multipolygon of GeoJSON, with its own reading of the numbers.
  private static func wkb(of geometry: [String: Any]) -> [UInt8]? {
    func word(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(value >> (8 * $0) & 0xFF) } }
    func number(_ value: Double) -> [UInt8] {
      (0..<8).map { UInt8(value.bitPattern >> UInt64(8 * $0) & 0xFF) }
    }
    func polygon(_ rings: [[[Double]]]) -> [UInt8] {
      [1] + word(3) + word(rings.count)
        + rings.flatMap { ring in word(ring.count) + ring.flatMap { number($0[0]) + number($0[1]) }
        }
    }
    if let rings = geometry["coordinates"] as? [[[Double]]],
      geometry["type"] as? String == "Polygon"
    {
      return polygon(rings)
    }
    if let parts = geometry["coordinates"] as? [[[[Double]]]] {
      return [1] + word(6) + word(parts.count) + parts.flatMap(polygon)
    }
    return nil
  }
}
