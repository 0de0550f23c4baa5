import Foundation
import FoundationXML
import Frameworks
import PlanModel
import TestSupport
import Testing

@testable import Exports

@Suite("Layers in the forms a plan asks for")
struct LayerFormatTests {
  private func town(_ formats: Set<OutputFormat>, simplify: Double? = nil) -> PlanResult {
    var result = MadeUpTown().result
    result.description.outputs.formats = formats
    result.description.outputs.simplify = simplify
    return result
  }

  @Test("further forms are written where they are asked for, and the run record lists them")
  func files() throws {
    let plain = Set(try Exported().files.map(\.path))
    #expect(plain.contains("plan.qgz"))
    let exported = try Exported(town([.csv, .flatGeobuf, .sld, .geoJSON]))
    let further = Set(exported.files.map(\.path)).subtracting(plain)
    #expect(further.contains("layers/units.csv") && further.contains("layers/buildings.fgb"))
    #expect(further.contains("styles/units-main-action.sld"))
    #expect(further.filter { $0.hasSuffix(".csv") }.count == 6)
    let listed = Set(try exported.json("run.json")["files"].array.compactMap(\.string))
    #expect(listed == Set(exported.files.map(\.path)))
  }

  @Test("simplified borders are told, stay within the file's words and change no number")
  func simplified() throws {
    let town = MadeUpTown()
    var result = town.result
    let origin = town.origin
    // The border between the units of the north winds by 2 m.
    let winding = (0...20).map { step in
      (x: origin.x + 1000 + (step % 2 == 0 ? 0 : 2), y: origin.y + 1000 + Double(step) * 50)
    }
    let left =
      [(x: origin.x, y: origin.y + 2000), (x: origin.x, y: origin.y + 1000)] + winding
    let right =
      [(x: origin.x + 2000, y: origin.y + 1000), (x: origin.x + 2000, y: origin.y + 2000)]
      + winding.reversed()
    result.units.geometry = GeometryColumn(joining: [
      Shapes.column(Shapes.polygon(left), Shapes.polygon(right)),
      result.units.geometry.selecting([2, 3, 4, 5]),
    ])
    let exact = try Exported(result)
    result.description.outputs.simplify = 5
    let simple = try Exported(result)
    let before = try exact.json("layers/units.geojson")
    let after = try simple.json("layers/units.geojson")
    #expect(before["simplified"].isNull)
    #expect(after["simplified"].string?.contains("within 5 m") == true)
    func corners(_ json: JSON, _ row: Int) -> Int {
      json["features"][row]["geometry"]["coordinates"][0].array.count
    }
    #expect(corners(before, 0) == 24 && corners(after, 0) < 8)
    #expect(
      before["features"].array.map { $0["properties"]["area_m2"].number }
        == after["features"].array.map { $0["properties"]["area_m2"].number })
    #expect(try exact.bytes("layers/buildings.geojson") == simple.bytes("layers/buildings.geojson"))
    #expect(try exact.bytes("plan.gpkg") == simple.bytes("plan.gpkg"))
    #expect(try exact.bytes("ledger.csv") == simple.bytes("ledger.csv"))
  }

  @Test("a collection's bounds hold every position")
  func bounds() throws {
    let json = try Exported().json("layers/units.geojson")
    let box = json["bbox"].array.compactMap(\.number)
    let positions = json["features"].array.flatMap {
      $0["geometry"]["coordinates"][0].array.map { ($0[0].number!, $0[1].number!) }
    }
    #expect(
      box == [
        positions.map(\.0).min()!, positions.map(\.1).min()!, positions.map(\.0).max()!,
        positions.map(\.1).max()!,
      ])
  }

  @Test("polygons and lines across the antimeridian are cut there, and the bounds go across it")
  func antimeridian() throws {
    let wgs84 = CRS.wgs84
    let square = Shapes.polygon(
      [(179, -17), (-179, -17), (-179, -16), (179, -16)],
      // A hole that lies wholly beyond.
      [(-179.8, -16.6), (-179.8, -16.4), (-179.6, -16.4), (-179.6, -16.6)])
    let line = Shapes.line([(179.5, -17), (-179.5, -16)])
    let plain = Shapes.rectangle(178, -17, 178.5, -16)
    var result = MadeUpTown().result
    result.interests?.layer = Layer(
      name: "interests", crs: wgs84, ids: ["a", "b", "c"],
      geometry: Shapes.column(square, line, plain))
    result.interests?.districtArea = Array(repeating: [0, 0, 0], count: 3)
    let json = try Exported(result).json("layers/interests.geojson")
    let features = json["features"].array
    #expect(features[0]["geometry"]["type"].string == "MultiPolygon")
    let parts = features[0]["geometry"]["coordinates"].array
    #expect(parts.map(\.array.count) == [1, 2])
    for part in parts {
      let longitudes = part[0].array.compactMap { $0[0].number }
      #expect(longitudes.max()! - longitudes.min()! == 1)
    }
    #expect(features[1]["geometry"]["type"].string == "MultiLineString")
    let ends = features[1]["geometry"]["coordinates"].array.map { part in
      part.array.map { [$0[0].number!, $0[1].number!] }
    }
    #expect(ends == [[[179.5, -17], [180, -16.5]], [[-180, -16.5], [-179.5, -16]]])
    #expect(features[2]["geometry"]["type"].string == "Polygon")
    #expect(json["bbox"].array.compactMap(\.number) == [178, -17, -179, -16])
  }

  @Test("a style says the same as QML and as SLD")
  func styles() throws {
    let exported = try Exported(town([.sld]))
    let sld = try exported.text("styles/units-main-action.sld")
    let xml = try XMLDocument(data: Data(sld.utf8))
    let names = try xml.nodes(forXPath: "//*[local-name()='Rule']/*[local-name()='Name']")
      .compactMap(\.stringValue)
    #expect(names == ["Heat pump", "Roof PV", "nothing", "labels"])
    // QGIS 3.22 reads a rule for the rest as a rule for all.
    #expect(try xml.nodes(forXPath: "//*[local-name()='ElseFilter']").isEmpty)
    let qgs = try XMLDocument(data: Data(QGISProject(of: MadeUpTown().result).xml.utf8))
    let labels = try qgs.nodes(
      forXPath: "//maplayer[id='commonground_units']//category/@label"
    ).compactMap(\.stringValue)
    #expect(labels == ["Heat pump", "Roof PV", "nothing"])
    let aliases = try qgs.nodes(
      forXPath: "//maplayer[id='commonground_units']/aliases/alias[@field='area_m2']/@name"
    ).compactMap(\.stringValue)
    #expect(aliases == ["Area (m²)"])
  }

  @Test("a name that is an expression or markup stays a name in the project")
  func hostileNames() throws {
    var town = MadeUpTown()
    town.names[0] = "North <b>&\"'[% env('HOME') %]"
    var result = town.result
    result.description.name = "[% 1 + 1 %] & <x>"
    let xml = try QGISProject(of: result).xml
    let document = try XMLDocument(data: Data(xml.utf8))
    #expect(
      try document.nodes(forXPath: "//title")[0].stringValue?.hasPrefix("[% 1 + 1 %] & <x>") == true
    )
    for label in try document.nodes(forXPath: "//LayoutItem/@labelText") {
      #expect(label.stringValue?.contains("1 + 1") == false)
    }
  }
}

extension QGISProject {
  /// The project's XML of a result.
  fileprivate init(of result: PlanResult) throws {
    let account = PlanAccount.withDocuments(of: result, labels: Labels())
    try self.init(account, MapLayers(account).all)
  }
}
