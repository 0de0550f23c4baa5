import Layers
import PlanModel
import TestSupport
import Testing

@Suite("Fields as registers and mappers write them")
struct RegisterFieldTests {
  private func numbers(_ values: [String], role: String) throws -> [Double?] {
    let folder = try Folder()
    let path = try folder.write(
      geoJSON(
        values.map {
          (#"{"old_name": "\#($0)"}"#, rectangle(500_000, 5_500_000, 500_010, 5_500_010))
        },
        crs: "EPSG:25832"), to: "a.geojson")
    var field = FieldSource(role: role, field: "new_name", isNumber: true)
    field.alternatives = ["other_name", "old_name"]
    let layer = try #require(read(LayerSource(path, fields: [field])).layer)
    let column = try #require(layer.numbers(role))
    return values.indices.map { column[$0] }
  }

  @Test("years are found in dates and in what mappers write; a century is none")
  func years() throws {
    #expect(
      try numbers(
        ["1998-05-12T00:00:00", "12.5.1998", "~1900", "1890s", "before 1945", "C19", "1912"],
        role: "year") == [1998, 1998, 1900, 1890, 1945, nil, 1912])
  }

  @Test("heights may end with the metre")
  func heights() throws {
    #expect(try numbers(["12 m", "9.5m", "7"], role: "height") == [12, 9.5, 7])
  }

  @Test(
    "an optional field that the source lacks leaves its role unknown; one that is asked for is an error"
  )
  func optional() throws {
    let folder = try Folder()
    let path = try folder.write(
      geoJSON(
        [(#"{"a": 1}"#, rectangle(500_000, 5_500_000, 500_010, 5_500_010))], crs: "EPSG:25832"),
      to: "a.geojson")
    var field = FieldSource(role: "levels", field: "b", isNumber: true)
    #expect(read(LayerSource(path, fields: [field])).codes.contains("layer.unknown-field"))
    field.isOptional = true
    let reading = read(LayerSource(path, fields: [field]))
    #expect(reading.codes.isEmpty)
    #expect(reading.layer?.numbers("levels") == nil)
  }
}
