import Foundation
import GEOSBinding
import PlanModel
import TestSupport
import Testing

@testable import Exports

/// Cases of other people's readers and writers of GeoJSON, beside this checkout: Mapbox's geojsonhint, Placemark's check-geojson, Christoph Rieke's
/// invalid geometries, and the antimeridian package of the Global Risk Assessment Framework.
private enum Suite {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "shared/data/suites/geojson")
  static let isHere = FileManager.default.fileExists(atPath: folder.path(percentEncoded: false))
  static let note: Comment = "the suite of GeoJSON cases is not beside this checkout"

  static func names(_ prefix: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
      .filter { $0.hasPrefix(prefix) && $0.hasSuffix("json") && !$0.contains("cli-output") }
      .sorted()
  }

  static func json(_ name: String) throws -> JSON {
    JSON(try JSONSerialization.jsonObject(with: data(name)))
  }

  static func data(_ name: String) throws -> Data {
    try Data(contentsOf: folder.appending(path: name))
  }
}

@Suite("Cases of RFC 7946 by other people")
struct GeoJSONSuiteTests {
  /// What each bad case must be blamed for. Where a case has several faults, one of them.
  private static let faults: [String: [GeoJSONLint.Rule]] = [
    "bad__bad-duplicate-properties": [.duplicateMember],
    "bad__bad-featurelist": [.coordinates],
    "bad__bad-json": [.json],
    "bad__bad-object-type": [.type],
    "bad__bad-polygon-interiorring-rhr": [.winding],
    "bad__bad-polygonloop": [.coordinates],
    "bad__bad-properties-as-array": [.properties],
    "bad__badcoord": [.position],
    "bad__badcoordtype": [.coordinates],
    "bad__badfeature": [.features],
    "bad__badfeatureid": [.id],
    "bad__bbox-4or6elements": [.boundingBox],
    "bad__bbox-contains-string": [.boundingBox],
    "bad__bbox-string": [.boundingBox],
    "bad__different-first-last": [.openRing],
    "bad__different-first-size": [.openRing],
    "bad__excessive_precision_truncated": [.precision],
    "bad__expected_object": [.properties],
    "bad__false": [.geometry],
    "bad__feature_changed_semantics": [.changedMeaning],
    "bad__featurecollection": [.features],
    "bad__featurecollection-obj": [.features],
    "bad__featurecollection-type-case": [.type],
    "bad__featurecollection_changed_semantics": [.changedMeaning],
    "bad__geometry_changed_semantics": [.changedMeaning],
    "bad__geometrycollection_nested": [.nestedCollection],
    "bad__geometrycollection_single": [.singleCollection],
    "bad__multiple_problems": [.id, .position, .features],
    "bad__multipoint-multidimension": [.position],
    "bad__multipoint-nondimension": [.coordinates],
    "bad__nofeaturetype": [.features],
    "bad__notype": [.type],
    "bad__point": [.member],
    "bad__point-labeled-as-a-multipolygon": [.coordinates],
    "bad__point-string": [.position],
    "bad__point-toofew": [.position],
    "bad__point-toomany": [.dimensions],
    "bad__polygon_winding_order": [.winding],
    "bad__rootstring": [.type],
    "bad__short-line": [.shortLine],
    "bad__short-linearring": [.shortRing, .openRing],
    "bad__short-multilinestring": [.shortLine],
    "bad__stringcoord": [.position],
    "bad__unknowntype": [.type],
    "invalid_geometries__invalid_exterior_not_ccw": [.winding],
    "invalid_geometries__invalid_incorrect_geometry_data_type": [.position],
    "invalid_geometries__invalid_interior_not_cw": [.winding],
    "invalid_geometries__invalid_less_three_unique_nodes": [.shortRing],
    "invalid_geometries__invalid_unclosed": [.openRing],
    "invalid_structure__invalid_feature_geometry_is_string": [.geometry],
    "invalid_structure__invalid_feature_id_type": [.id],
    "invalid_structure__invalid_feature_no_properties": [.properties],
    "invalid_structure__invalid_feature_properties_is_array": [.properties],
    "invalid_structure__invalid_feature_properties_is_int": [.properties],
    "invalid_structure__invalid_feature_wrong_geometry_key": [.geometry],
    "invalid_structure__invalid_featurecollection_feature_nullfeature": [.features],
    "invalid_structure__invalid_featurecollection_features_is_object": [.features],
    "invalid_structure__invalid_featurecollection_no_features_member": [.features],
    "invalid_structure__invalid_featurecollection_nulltype": [.type],
    "invalid_structure__invalid_featurecollection_type_lowercase": [.type],
    "invalid_structure__invalid_featurecollection_unknown_type": [.type],
    "invalid_structure__invalid_geometry_bbox_not4or6": [.boundingBox],
    "invalid_structure__invalid_geometry_bbox_not_list": [.boundingBox],
    "invalid_structure__invalid_geometry_bbox_not_numbers": [.boundingBox],
    "invalid_structure__invalid_geometry_coordinates_1d": [.coordinates],
    "invalid_structure__invalid_geometry_coordinates_empty_position": [.position],
    "invalid_structure__invalid_geometry_coordinates_missing": [.member],
    "invalid_structure__invalid_geometry_coordinates_string": [.position],
    "invalid_structure__invalid_geometry_depth_deep_point": [.position],
    "invalid_structure__invalid_geometry_depth_deep_polygon": [.position],
    "invalid_structure__invalid_geometry_depth_shallow_linestring": [.coordinates],
    "invalid_structure__invalid_geometry_depth_shallow_multipolygon": [.coordinates],
    "invalid_structure__invalid_geometry_depth_shallow_polygon": [.coordinates],
    "invalid_structure__invalid_geometry_geometrycollection_null_geometry": [.geometry],
    "invalid_structure__invalid_geometry_mislabeled_point": [.coordinates],
    "invalid_structure__invalid_geometry_missing_type": [.type],
    "invalid_structure__invalid_geometry_wrong_geometry_type": [.type],
    "problematic_geometries__problematic_3d_coordinates": [.dimensions],
    "problematic_geometries__problematic_4d_coordinates": [.dimensions],
    "problematic_geometries__problematic_crosses_antimeridian": [.antimeridian],
    "problematic_geometries__problematic_duplicate_nodes": [.repeatedPosition],
    "problematic_geometries__problematic_excessive_coordinate_precision": [.precision],
    "problematic_geometries__problematic_excessive_vertices": [.precision],
    "problematic_geometries__problematic_inner_and_exterior_ring_intersect": [.crossing],
    "problematic_geometries__problematic_outside_lat_lon_boundaries": [.range],
    "problematic_geometries__problematic_self_intersection_large": [.crossing],
    "problematic_geometries__problematic_self_intersection_small": [.crossing],
    "problematic_geometries__problematic_wrong_bbox_coordinate_order": [.boundingBox],
    "problematic_geometries__problematic_zero_length_linestring": [.repeatedPosition],
    "problematic_structure__problematic_crs_defined": [.crs, .range],
    "problematic_structure__problematic_geometrycollection_single": [.singleCollection],
    "problematic_structure__problematic_nested_geometrycollection": [.nestedCollection],
    // RFC 7946 has nothing against a feature without geometry, a geometry without a feature, holes, and a MultiPolygon of one.
    "problematic_geometries__problematic_feature_null_geometry": [],
    "problematic_geometries__problematic_holes": [],
    "problematic_geometries__problematic_multitype_geometry_with_just_one_geometry": [],
    "problematic_structure__problematic_geometry_not_wrapped": [],
  ]

  @Test(
    "our check blames every bad case for what is bad in it", .enabled(if: Suite.isHere, Suite.note))
  func bad() throws {
    let names = try ["bad__", "invalid", "problematic"].flatMap(Suite.names)
    #expect(names.map { String($0.dropLast(8)) }.sorted() == Self.faults.keys.sorted())
    for name in names {
      let found = GeoJSONLint(try Suite.data(name)).findings
      let wanted = try #require(Self.faults[String(name.dropLast(8))])
      #expect(
        wanted.isEmpty ? found.filter(\.isDemand).isEmpty : found.isSuperset(of: wanted),
        "\(name): \(found)")
    }
  }

  @Test(
    "our check finds nothing against the RFC in the good cases",
    .enabled(if: Suite.isHere, Suite.note))
  func good() throws {
    let names = try ["good__", "canonical__", "valid__"].flatMap(Suite.names)
    #expect(names.count == 56)
    for name in names {
      let found = GeoJSONLint(try Suite.data(name)).findings
      #expect(found.filter(\.isDemand).isEmpty, "\(name): \(found)")
    }
  }

  @Test("our check knows bad rings, boxes and members without the suite too")
  func checkItself() {
    func found(_ text: String) -> Set<GeoJSONLint.Rule> { GeoJSONLint(Data(text.utf8)).findings }
    func polygon(_ rings: String) -> String { "{\"type\":\"Polygon\",\"coordinates\":[\(rings)]}" }
    let square = "[[0,0],[4,0],[4,4],[0,4],[0,0]]"
    #expect(found(polygon(square)).isEmpty)
    #expect(found(polygon("\(square),[[1,1],[1,2],[2,2],[1,1]]")).isEmpty)
    #expect(found(polygon("\(square),[[1,1],[2,2],[1,2],[1,1]]")) == [.winding])
    #expect(found(polygon("\(square),[[5,5],[5,6],[6,6],[5,5]]")) == [.holeOutside])
    #expect(found(polygon("[[0,0],[4,4],[4,0],[0,5],[0,0]]")).contains(.crossing))
    #expect(
      found("{\"type\":\"Point\",\"coordinates\":[1,2],\"bbox\":[1,2,1,1]}") == [.boundingBox])
    #expect(found("{\"type\":\"Point\",\"coordinates\":[1,2],}") == [.json])
  }

  @Test("what we write breaks no rule and follows all advice", arguments: [nil, 5.0] as [Double?])
  func ours(simplify: Double?) throws {
    var result = MadeUpTown().result
    result.description.outputs.simplify = simplify
    let exported = try Exported(result)
    let layers = exported.files.map(\.path).filter { $0.hasSuffix(".geojson") }
    #expect(layers.count >= 6)
    for path in layers {
      #expect(GeoJSONLint(try exported.bytes(path)).findings.isEmpty, "\(path)")
      // A feature keeps its name from one run to the next: the identifier of its source.
      for feature in try exported.json(path)["features"].array {
        #expect(feature["id"].string.map { !$0.isEmpty } ?? false)
        #expect(feature["id"].string == feature["properties"]["id"].string)
      }
    }
  }

  @Test(
    "what crosses the antimeridian is cut where the antimeridian package cuts it, and breaks no rule",
    .enabled(if: Suite.isHere, Suite.note),
    arguments: [
      "almost-180", "complex-split", "crossing-latitude", "great-circle", "issues-174",
      "issues-201", "line", "multi-line", "multi-no-antimeridian",
      "multi-split", "one-hole", "over-180", "point-on-antimeridian", "simple", "split",
      "two-holes",
    ])
  func antimeridian(name: String) throws {
    let input = try wkb(Suite.json("input__\(name).json"))
    // The writer alone: the tiles of a piece of land as wide as an ocean would take hours.
    let layer = Layer(name: "interests", crs: .wgs84, ids: ["a"], geometry: Shapes.column(input))
    let folder = try TemporaryFolder()
    let out = try OutputFolder(replacing: folder.path("out"))
    _ = try GeoJSONWriter(layer, notice: nil).write(
      to: "a.geojson", in: out, workers: Workers(1))
    let written = try Data(contentsOf: out.url(of: "a.geojson"))
    #expect(GeoJSONLint(written).findings.isEmpty)
    let context = try GEOSContext()
    let feature = JSON(try JSONSerialization.jsonObject(with: written))["features"][0]
    let ours = try context.read(wkb: wkb(feature["geometry"]))
    let theirs = try context.read(wkb: wkb(Suite.json("output__flat__\(name).json")))
    // A border of some hundred degrees, moved by the last of seven digits.
    for rest in [
      try ours.difference(theirs, gridSize: 1e-7), try theirs.difference(ours, gridSize: 1e-7),
    ] {
      #expect(try rest.area() < 1e-4)
    }
    #expect(try abs(ours.length() - theirs.length()) < 1e-4)
  }

  /// A geometry as well-known binary.
  private func wkb(_ json: JSON) -> [UInt8] {
    func corners(_ json: JSON) -> [Shapes.Corner] {
      json.array.map { ($0[0].number ?? .nan, $0[1].number ?? .nan) }
    }
    func polygon(_ json: JSON) -> [UInt8] {
      Shapes.polygon(rings: json.array.map { corners($0).dropLast() })
    }
    let coordinates = json["coordinates"]
    switch json["type"].string {
    case "LineString": return Shapes.line(corners(coordinates))
    case "MultiLineString":
      var bytes = Shapes.collection(coordinates.array.map { Shapes.line(corners($0)) })
      bytes[1] = 5
      return bytes
    case "Polygon": return polygon(coordinates)
    default: return Shapes.multiPolygon(coordinates.array.map(polygon))
    }
  }
}
