import Foundation
import GDALBinding
import PlanModel
import Planning
import TestSupport
import Testing

/// Districts of the made-up town: two squares of a kilometre.
private let districts = """
  {"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "EPSG:25832"}}, "features": [
  {"type": "Feature", "properties": {"code": "west"}, "geometry": {"type": "Polygon", "coordinates": [[[400000, 5700000], [401000, 5700000], [401000, 5701000], [400000, 5701000], [400000, 5700000]]]}},
  {"type": "Feature", "properties": {"code": "east"}, "geometry": {"type": "Polygon", "coordinates": [[[401000, 5700000], [402000, 5700000], [402000, 5701000], [401000, 5701000], [401000, 5700000]]]}}
  ]}
  """

private let areas = """
  commongroundProfile: 1
  name: areas
  role: districts
  id: [code]
  fields: {name: code}
  """

/// A square house of LoD 1 in CityGML.
private func gmlHouse(_ id: String, _ x: Int, _ function: String, storeys: Int?) -> String {
  let (west, south) = (400_000 + x, 5_700_100)
  func ring(_ z: Int) -> String {
    [(west, south), (west + 12, south), (west + 12, south + 10), (west, south + 10), (west, south)]
      .map { "\($0.0) \($0.1) \(z)" }.joined(separator: " ")
  }
  let surfaces = [50, 59].map {
    "<gml:surfaceMember><gml:Polygon><gml:exterior><gml:LinearRing><gml:posList>\(ring($0))</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></gml:surfaceMember>"
  }
  return """
    <core:cityObjectMember><bldg:Building gml:id="\(id)"><bldg:function>\(function)</bldg:function>\
    \(storeys.map { "<bldg:storeysAboveGround>\($0)</bldg:storeysAboveGround>" } ?? "")\
    <bldg:lod1MultiSurface><gml:MultiSurface>\(surfaces.joined())</gml:MultiSurface></bldg:lod1MultiSurface></bldg:Building></core:cityObjectMember>

    """
}

private func gml(_ houses: String) -> String {
  """
  <?xml version="1.0" encoding="UTF-8"?>
  <core:CityModel xmlns:core="http://www.opengis.net/citygml/1.0" xmlns:bldg="http://www.opengis.net/citygml/building/1.0" xmlns:gml="http://www.opengis.net/gml">
  <gml:boundedBy><gml:Envelope srsName="urn:adv:crs:ETRS89_UTM32*DE_DHHN2016_NH" srsDimension="3"/></gml:boundedBy>
  \(houses)</core:CityModel>
  """
}

/// The same kind of house in CityJSON.
private func json(_ id: String) -> String {
  """
  {"type":"CityJSON","version":"1.1","transform":{"scale":[1,1,1],"translate":[400000,5700100,50]},
  "metadata":{"referenceSystem":"https://www.opengis.net/def/crs/EPSG/0/25832"},
  "CityObjects":{"\(id)":{"type":"Building","attributes":{"function":"office building"},"geometry":[{"type":"MultiSurface","lod":"1.2","boundaries":[[[0,1,2,3]],[[4,5,6,7]]]}]}},
  "vertices":[[0,0,0],[12,0,0],[12,10,0],[0,10,0],[0,0,9],[12,0,9],[12,10,9],[0,10,9]]}
  """
}

private func write(_ text: String, _ name: String, in folder: TemporaryFolder) throws -> String {
  let path = folder.path(name)
  try Data(text.utf8).write(to: URL(filePath: path))
  return path
}

private func importing(
  _ profile: String, _ files: [String], into folder: String
) throws -> ProfileOutcome {
  var order = ProfileOrder(profile: profile, files: files)
  order.country = "DE"
  return try importByProfile(order, into: folder, workers: Workers(2))
}

private func rows(of path: String, _ fields: [String]) throws -> [[String?]] {
  let dataset = try GDALDataset(path, as: .vector)
  let layer = try #require(dataset.layer(at: 0))
  let names = layer.fields.map(\.name)
  let places = try fields.map { try #require(names.firstIndex(of: $0)) }
  return layer.sampledTexts(rows: 100).map { row in places.map { row[$0] } }
}

@Suite struct CityImportTests {
  @Test("tiles of CityGML become a town's buildings, which is checked and planned")
  func town() throws {
    let folder = try TemporaryFolder()
    let town = folder.path("town")
    let profile = try write(areas, "areas.yaml", in: folder)
    _ = try importing(profile, [write(districts, "districts.geojson", in: folder)], into: town)
    // The second house lies on the border of the tiles and is in both.
    let both = gmlHouse("DE2", 200, "31001_3021", storeys: nil)
    let first = try write(
      gml(gmlHouse("DE1", 100, "31001_1000", storeys: 3) + both), "t1.gml", in: folder)
    let second = try write(
      gml(both + gmlHouse("DE3", 1_300, "31001_2463", storeys: 1)), "t2.gml", in: folder)
    let made = try importing("citygml", [first, second], into: town)
    #expect(made.files.contains("data/citygml.gpkg") && made.files.contains("plan.yaml"))
    #expect(made.summary[0].contains(": 3 features in ETRS89 / UTM zone 32N"), "\(made.summary)")
    #expect(made.diagnostics.map(\.code).contains("city.twice"))
    let found = try rows(
      of: town + "/data/citygml.gpkg", ["id", "use", "sector", "levels", "height"])
    #expect(
      found == [
        ["DE1", nil, "residential", "3", "9"], ["DE2", "education", nil, nil, "9"],
        ["DE3", "unheated", nil, "1", "9"],
      ])
    let checked = checkPlan(at: town, settings: RunSettings()).diagnostics
    #expect(!checked.containError, "\(checked)")
    let outcome = try runPlan(at: town, into: town + "/results", settings: RunSettings()) { _ in }
    #expect(outcome.status == .optimal || outcome.status == .gap)
    // GDAL would have written a file of its own beside the model.
    #expect(!FileManager.default.fileExists(atPath: folder.path("t1.gfs")))
  }

  @Test("CityJSON is imported in the same way, alone and by a profile of one's own")
  func cityJSON() throws {
    let folder = try TemporaryFolder()
    let file = try write(json("NL.1"), "a.city.json", in: folder)
    let made = try importing("cityjson", [file], into: folder.path("town"))
    #expect(made.summary[0].contains(": 1 features"), "\(made.summary)")
    #expect(
      try rows(of: folder.path("town/data/cityjson.gpkg"), ["id", "use", "height"]) == [
        ["NL.1", "office", "9"]
      ])
    let own = try write(
      """
      commongroundProfile: 1
      name: own
      role: buildings
      id: [id]
      fields: {height: height, use: {field: function, values: {office building: trade}}}
      """, "own.yaml", in: folder)
    _ = try importing(own, [file], into: folder.path("other"))
    #expect(
      try rows(of: folder.path("other/data/own.gpkg"), ["id", "use", "height"]) == [
        ["NL.1", "trade", "9"]
      ])
    let draft = try fieldsDraft(of: file, layer: nil, role: "buildings")
    #expect(draft.contains("office building"))
  }

  @Test("a city model in the place of a layer is refused with the command that reads it")
  func misplaced() throws {
    let folder = try TemporaryFolder()
    let model = try write(json("a"), "a.json", in: folder)
    let tile = try write(gml(gmlHouse("b", 0, "31001_1000", storeys: 1)), "b.gml", in: folder)
    for (profile, file, code, command) in [
      ("natura2000", model, "city.only-buildings", "import cityjson"),
      ("corine", tile, "city.only-buildings", "import citygml"),
      ("citygml", model, "city.not-citygml", "import cityjson"),
      ("cityjson", tile, "city.not-cityjson", "import citygml"),
    ] {
      let failure = #expect(throws: PlanningFailure.self) {
        try importing(profile, [file], into: folder.path("town"))
      }
      #expect(failure?.diagnostics.map(\.code) == [code])
      #expect(failure?.diagnostics.first?.remedy.contains(command) == true)
      #expect(!FileManager.default.fileExists(atPath: folder.path("town")))
    }
    try FileManager.default.createDirectory(
      atPath: folder.path("plan"), withIntermediateDirectories: true)
    _ = try write(districts, "plan/districts.geojson", in: folder)
    for (file, command) in [(model, "import cityjson"), (tile, "import citygml")] {
      _ = try write(
        """
        commonground: 1
        name: A
        country: DE
        crs: EPSG:25832
        years: {base: 2024, target: 2035}
        inventory: {factors: CO2e}
        layers:
          districts: {source: districts.geojson, id: code}
          buildings: {source: \(file)}
        problem:
          objective: leastCost
          targets:
            - {name: t, amount: co2, atLeast: 20 % of baseline}
        """, "plan/plan.yaml", in: folder)
      let found = checkPlan(at: folder.path("plan"), settings: RunSettings()).diagnostics
        .filter { $0.severity == .error }
      #expect(found.map(\.code).contains("layer.city-model"), "\(found)")
      #expect(found.contains { $0.remedy.contains(command) })
    }
  }
}
