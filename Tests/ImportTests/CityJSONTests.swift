import Foundation
import Import
import PlanModel
import Testing

/// A cube of 10 m at the origin of its transform, with what is to be tried instead.
private func cube(
  version: String = "\"2.0\"",
  transform: String? = "{\"scale\":[1,1,1],\"translate\":[400000,5700000,0]}",
  objects: String? = nil, geometry: String? = nil, vertices: String? = nil, more: String = ""
) -> String {
  let corners = "[[0,0,0],[10,0,0],[10,10,0],[0,10,0],[0,0,7],[10,0,7],[10,10,7],[0,10,7]]"
  let faces = "[[[0,3,2,1]],[[4,5,6,7]],[[0,1,5,4]],[[1,2,6,5]],[[2,3,7,6]],[[3,0,4,7]]]"
  let shape = geometry ?? "[{\"type\":\"Solid\",\"lod\":\"1\",\"boundaries\":[\(faces)]}]"
  let all = objects ?? "{\"a\":{\"type\":\"Building\",\"geometry\":\(shape)}}"
  return """
    {"type":"CityJSON","version":\(version),\(transform.map { "\"transform\":\($0)," } ?? "")
    "metadata":{"referenceSystem":"https://www.opengis.net/def/crs/EPSG/0/25832"},
    "CityObjects":\(all),"vertices":\(vertices ?? corners)\(more)}
    """
}

struct CityJSONTests {
  @Test(
    "all versions and the sequence of features give what CityGML gives",
    arguments: CityTown.Dialect.allCases)
  func dialects(dialect: CityTown.Dialect) throws {
    let file = try CityFile(try CityTown.json(CityTown.houses, dialect))
    #expect(file.codes == [])
    #expect(file.columns["id"] == ["DENW01", "DENW02", "DENW03"])
    for (area, expected) in zip(file.areas, CityTown.areas) { #expect(abs(area - expected) < 1e-9) }
    let heights = file.numbers("height").map { $0 ?? 0 }
    for (height, expected) in zip(heights, CityTown.heights) {
      #expect(abs(height - expected) < 1e-9)
    }
    #expect(file.numbers("levels") == [3, nil, 3])
    #expect(file.columns["parts"] == ["0", "0", "2"])
    #expect(file.columns["function"] == ["31001_1000", "31001_3021", "31001_2463"])
    #expect(file.columns["yearOfConstruction"] == ["1965", nil, nil])
    #expect(Set(file.columns["footprint_source"] ?? []) == ["ground surfaces"])
    #expect(file.crs == "EPSG:25832")
  }

  @Test("an outline of LoD 0 with a part of several levels, as 3D BAG has it, is one building")
  func outlineAndPart() throws {
    let objects = """
      {"NL.1":{"type":"Building","children":["NL.1-0"],"attributes":{"oorspronkelijkbouwjaar":1932,"b3_bouwlagen":2,"tags":{"x":1}},
      "geometry":[{"type":"MultiSurface","lod":"0","boundaries":[[[0,1,2,3]]]}]},
      "NL.1-0":{"type":"BuildingPart","parents":["NL.1"],"geometry":[
      {"type":"Solid","lod":"1.2","boundaries":[[[[0,3,2,1]],[[4,5,6,7]],[[0,1,5,4]],[[1,2,6,5]],[[2,3,7,6]],[[3,0,4,7]]]]},
      {"type":"Solid","lod":"2.2","boundaries":[[[[0,3,2,1]],[[8,9,6,7]],[[0,1,9,8]],[[1,2,6,9]],[[2,3,7,6]],[[3,0,8,7]]]],
      "semantics":{"surfaces":[{"type":"GroundSurface"},{"type":"RoofSurface"}],"values":[[0,1,null,null,null,null]]}}]}}
      """
    let vertices =
      "[[0,0,0],[10,0,0],[10,10,0],[0,10,0],[0,0,7],[10,0,7],[10,10,7],[0,10,7],[0,0,9],[10,0,9]]"
    let file = try CityFile(cube(objects: objects, vertices: vertices))
    #expect(file.codes == [])
    #expect(file.columns["id"] == ["NL.1"])
    #expect(file.areas == [100])
    // Of the part in its highest level of detail; the outline has none.
    #expect(file.numbers("height") == [9])
    #expect(file.columns["oorspronkelijkbouwjaar"] == ["1932"])
    #expect(file.columns["footprint_source"] == ["footprint"])
  }

  @Test("the outer shell counts, rooms inside and other objects do not")
  func shells() throws {
    let faces = "[[[0,3,2,1]],[[4,5,6,7]],[[0,1,5,4]],[[1,2,6,5]],[[2,3,7,6]],[[3,0,4,7]]]"
    let objects = """
      {"a":{"type":"Building","children":["b"],"geometry":[{"type":"MultiSolid","lod":"1","boundaries":[[\(faces),[[[99,98,97]]]]]}]},
      "b":{"type":"BuildingInstallation","parents":["a"],"geometry":[{"type":"MultiSurface","lod":"2","boundaries":[[[8,9,10]]]}]},
      "c":{"type":"SolitaryVegetationObject"},"d":{"type":"+Potato"}}
      """
    let file = try CityFile(cube(objects: objects))
    #expect(file.codes == [])
    #expect(file.areas == [100])
    #expect(file.columns["parts"] == ["0"])
  }

  @Test(
    "what is no CityJSON that can be read has one message",
    arguments: [
      ("", "city.empty"), ("not JSON", "city.broken"), ("{\"type\":\"CityJSON\"", "city.broken"),
      ("{\"type\":\"FeatureCollection\",\"features\":[]}", "city.not-cityjson"),
      ("[1,2]", "city.not-cityjson"), ("{\"type\":5}", "city.not-cityjson"),
      (cube(version: "\"0.9\""), "city.version"), (cube(version: "\"3.0\""), "city.version"),
      (cube(version: "null"), "city.version"), (cube(version: "[]"), "city.version"),
      (cube(transform: nil), "city.transform"),
      (cube(transform: "{\"scale\":[1,1],\"translate\":[0,0,0]}"), "city.transform"),
      (cube(transform: "{\"scale\":[1,1,\"x\"],\"translate\":[0,0,0]}"), "city.transform"),
      (cube(objects: "{}"), "city.no-buildings"), (cube(objects: "7"), "city.no-buildings"),
      (cube(geometry: "[]"), "city.no-buildings"), (cube(geometry: "{}"), "city.no-buildings"),
      (cube(more: ",\"x\":1e999"), "city.broken"), (cube(more: ",\"x\":01x"), "city.broken"),
      (cube(more: ",\"x\":\"\\q\""), "city.broken"),
      (cube() + "\n{\"type\":\"Feature\"}", "city.not-cityjson"),
      ("{\"type\":\"CityJSONFeature\",\"CityObjects\":{}}", "city.not-cityjson"),
      (String(repeating: "[", count: 100_000), "city.broken"),
      (cube(more: ",\"x\":" + String(repeating: "[", count: 100)), "city.broken"),
      (CityTown.gml(), "city.not-cityjson"),
    ])
  func bad(text: String, code: String) throws {
    let file = try CityFile(text, as: .cityjson)
    let told = file.diagnostics.filter { $0.severity == .error }
    #expect(told.map(\.code) == [code])
    #expect(told.first?.place.file?.hasSuffix("model-0.dat") == true)
    #expect(told.first?.remedy.isEmpty == false)
    #expect(file.areas.isEmpty)
  }

  @Test(
    "a geometry that cannot be read is told with its object, and another level of detail stands in",
    arguments: [
      "{\"type\":\"Solid\",\"lod\":\"2\",\"boundaries\":[[[[0,3,2,8]]]]}",
      "{\"type\":\"Solid\",\"lod\":\"2\",\"boundaries\":[[[[0,3,2,-1]]]]}",
      "{\"type\":\"Solid\",\"lod\":\"2\",\"boundaries\":[[[[0,3,2,1.5]]]]}",
      "{\"type\":\"Solid\",\"lod\":\"2\",\"boundaries\":[[[[0,3,2,1e300]]]]}",
      "{\"type\":\"Solid\",\"lod\":\"2\",\"boundaries\":[[[[0,3]]]]}",
      "{\"type\":\"Solid\",\"lod\":\"2\",\"boundaries\":[[[]]]}",
      "{\"type\":\"Solid\",\"lod\":\"2\",\"boundaries\":[[[0,1,2]]]}",
      "{\"type\":\"Solid\",\"lod\":\"2\",\"boundaries\":[7]}",
      "{\"type\":\"Solid\",\"lod\":\"x\",\"boundaries\":[]}", "{\"type\":\"Solid\",\"lod\":\"2\"}",
    ])
  func badGeometry(geometry: String) throws {
    let good =
      "{\"type\":\"MultiSurface\",\"lod\":1,\"boundaries\":[[[0,3,2,1]],[[4,5,6,7]]]}"
    let file = try CityFile(cube(geometry: "[\(geometry),\(good)]"))
    #expect(file.codes == ["city.bad-geometry"])
    #expect(file.diagnostics.first?.place.feature == "a")
    #expect(file.areas == [100])
    #expect(file.numbers("height") == [7])
  }

  @Test(
    "empty geometries, templates, rings of parents, numbers as ids and odd meanings stop nothing")
  func odd() throws {
    let fine = "[{\"type\":\"MultiSurface\",\"lod\":1,\"boundaries\":[[[0,3,2,1]],[[4,5,6,7]]]}]"
    let objects = """
      {"a":{"type":"Building","geometry":[{"type":"GeometryInstance","template":0,"boundaries":[0],"transformationMatrix":[1]}]},
      "b":{"type":"BuildingPart","parents":["c"],"children":["c"],"geometry":\(fine)},
      "c":{"type":"BuildingPart","parents":["b"],"children":["b"],"geometry":\(fine)},
      "d":{"type":7,"geometry":\(fine)}, "e":7,
      "f":{"type":"Building","parents":[5],"children":[6,"nobody","f"],"address":[7],"attributes":{"function":["31001_2020"],"n":12.50,"no":null},
      "geometry":[{"type":"MultiSurface","lod":"1.0","boundaries":[[[0,3,2,1]],[[4,5,6,7]]],
      "semantics":{"surfaces":[{"type":7}],"values":[99,"x"]}},{"type":"MultiPoint","lod":"1","boundaries":[0]}]},
      "f":{"type":"Building"}}
      """
    let file = try CityFile(cube(objects: objects))
    #expect(file.columns["id"] == ["f"])
    #expect(file.areas == [100])
    #expect(file.columns["function"] == ["31001_2020"])
    #expect(file.columns["n"] == ["12.5"])
    #expect(file.columns["no"] == nil)
    #expect(
      Set(file.codes) == ["city.bad-object", "city.template", "city.no-ground"])
    #expect(file.diagnostics.first { $0.code == "city.bad-object" }?.count == 4)
    #expect(file.diagnostics.first { $0.code == "city.template" }?.place.feature == "a")
    let sequence =
      cube(objects: "{}").replacing("\n", with: "")
      + "\n{\"type\":\"CityJSONFeature\",\"id\":5,\"CityObjects\":{\"a\":{\"type\":\"Building\",\"geometry\":\(fine)}},\"vertices\":[[0,0,0],[10,0,0],[10,10,0],[0,10,0],[0,0,7],[10,0,7],[10,10,7],[0,10,7]]}\n"
    let read = try CityFile(sequence)
    #expect(read.columns["id"] == ["a"])
    #expect(read.codes == [])
  }

  @Test("names and values with escapes are read as they are meant")
  func escapes() throws {
    let objects =
      "{\"\\u0061\\\"\\ud83c\\udfe0\":{\"type\":\"Building\",\"attributes\":{\"x\":\"\\ud83c \\n\\/\\u00df\"},\"geometry\":[{\"type\":\"MultiSurface\",\"lod\":1,\"boundaries\":[[[0,3,2,1]],[[4,5,6,7]]]}]}}"
    let file = try CityFile(cube(objects: objects))
    #expect(file.columns["id"] == ["a\"🏠"])
    #expect(file.columns["x"] == ["\u{FFFD} \n/ß"])
  }

  @Test(
    "a file that is cut anywhere is refused, never read as a smaller one",
    arguments: [CityTown.Dialect.version20, .sequence])
  func cut(dialect: CityTown.Dialect) throws {
    let bytes = Array(try CityTown.json(CityTown.houses, dialect).utf8)
    for count in stride(from: 0, to: bytes.count - 2, by: 101) {
      // A sequence that ends behind a whole feature is one.
      if dialect == .sequence, count > 0, bytes[count] == 10 || bytes[count - 1] == 10 { continue }
      let file = try CityFile([Data(bytes.prefix(count))], as: .cityjson)
      #expect(file.areas.isEmpty)
      #expect(file.diagnostics.filter { $0.severity == .error }.count == 1)
    }
    for place in stride(from: 3, to: bytes.count, by: 149) {
      var changed = bytes
      changed[place] ^= 0x15
      _ = try CityFile([Data(changed)], as: .cityjson)
    }
  }

  @Test("a building in two tiles counts once, also where one has a part of it only")
  func tiles() throws {
    let whole = try CityTown.json()
    let twice = try CityFile(whole, whole)
    #expect(twice.areas.isEmpty)
    #expect(twice.diagnostics.map(\.count) == [3])
    #expect(twice.codes == ["city.twice"])
    let part = cube(
      objects:
        "{\"DENW03_1\":{\"type\":\"BuildingPart\",\"parents\":[\"DENW03\"],\"geometry\":[{\"type\":\"MultiSurface\",\"lod\":\"1\",\"boundaries\":[[[0,1,2,3]]]}]}}",
      vertices: "[[200,0,100],[210,0,100],[210,10,100],[200,10,100]]")
    let partial = try CityFile(whole, part)
    #expect(partial.codes.contains("city.twice"))
    #expect(partial.areas.isEmpty)
  }

  @Test("the format is told from the beginning of a file, and other files are none")
  func formats() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "city-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (text, format) in [
      (try CityTown.json(), CityFormat.cityjson), ("\u{FEFF}" + CityTown.gml(), .citygml),
      ("{\"type\":\"FeatureCollection\"}", nil),
      ("{\"type\":\"FeatureCollection\",\"from\":\"CityJSON\",\"features\":[]}", nil),
      ("<gml><CityModel/></gml>", nil), ("", nil),
    ] {
      let file = folder.appending(path: "file")
      try Data(text.utf8).write(to: file)
      #expect(cityFormat(of: file.path()) == format)
    }
    #expect(cityFormat(of: folder.appending(path: "nothing").path()) == nil)
    #expect(cityFormat(of: "/vsistdin/") == nil)
  }
}
