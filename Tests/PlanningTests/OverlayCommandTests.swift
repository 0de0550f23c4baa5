import Foundation
import Testing

@Suite("commonground overlay") struct OverlayCommandTests {
  /// A folder with layers of a few squares.
  private final class Squares {
    let path: String

    init() throws {
      path =
        FileManager.default.temporaryDirectory
        .appending(path: "commonground-overlay-\(UUID().uuidString)").path() + "/"
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      try write("fields", [(0, 0, 10, 10), (10, 0, 20, 10), (50, 50, 51, 51)])
      try write("areas", [(0, 0, 15, 10), (15, 0, 30, 10)])
      try write("holes", [(0, 0, 2, 2), (1, 1, 3, 3)])
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(
      _ name: String, _ squares: [(Int, Int, Int, Int)], crs: String? = "EPSG:25833"
    ) throws {
      let rows = squares.enumerated().map { row, square in
        // Some hundred kilometres east, where UTM is at home.
        let x = (500_000 + square.0, 500_000 + square.2)
        let y = (5_000_000 + square.1, 5_000_000 + square.3)
        return """
          {"type":"Feature","properties":{"name":"\(name)-\(row)"},"geometry":{"type":"Polygon","coordinates":\
          [[[\(x.0),\(y.0)],[\(x.1),\(y.0)],[\(x.1),\(y.1)],[\(x.0),\(y.1)],[\(x.0),\(y.0)]]]}}
          """
      }
      let system = crs.map { #""crs":{"type":"name","properties":{"name":"\#($0)"}},"# } ?? ""
      try Data(
        #"{"type":"FeatureCollection",\#(system)"features":[\#(rows.joined(separator: ","))]}"#.utf8
      ).write(to: URL(filePath: path + name + ".geojson"))
    }
  }

  @Test("the table has a row for each area, with what of the layer lies in it")
  func table() throws {
    let squares = try Squares()
    let run = try Command.run(
      "overlay", squares.path + "fields.geojson", squares.path + "areas.geojson", "--id", "name")
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      run.output == "id,features,area_m2,length_m,share\r\nareas-0,2,150,0,1\r\n"
        + "areas-1,1,50,0,0.333333333333\r\n")
  }

  @Test("what two layers take away is taken once, in the table and in the sums")
  func minus() throws {
    let squares = try Squares()
    let file = squares.path + "out.csv"
    let run = try Command.run(
      "overlay", squares.path + "fields.geojson", squares.path + "areas.geojson", "--minus",
      squares.path + "holes.geojson", "--minus", squares.path + "holes.geojson", "--out", file,
      "--json")
    #expect(run.status == 0, "\(run.errors)")
    // 4 and 4 overlap in 1: 7 of the first 150 are gone.
    let answer = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(answer["operation"] as? String == "overlay")
    #expect(answer["features"] as? Int == 3)
    #expect(answer["areas"] as? Int == 2)
    #expect(answer["pairs"] as? Int == 3)
    #expect(answer["area"] as? Double == 193)
    let seconds = try #require(answer["seconds"] as? [String: Double])
    #expect(Set(seconds.keys) == ["read", "compute", "write"])
    #expect(try String(contentsOfFile: file, encoding: .utf8).contains(",2,143,0,"))
    let alone = try Command.run(
      "overlay", squares.path + "fields.geojson", "--minus", squares.path + "holes.geojson")
    #expect(alone.output.contains("0,1,93,0,0.93\r\n"))
  }

  @Test("layers in unlike CRSs are an error that proposes one, and --crs measures them in it")
  func crs() throws {
    let squares = try Squares()
    try squares.write("elsewhere", [(0, 0, 15, 10)], crs: "EPSG:3857")
    try squares.write("unknown", [(0, 0, 15, 10)], crs: "urn:x-unknown")
    let run = try Command.run(
      "overlay", squares.path + "fields.geojson", squares.path + "elsewhere.geojson")
    #expect(run.status == 1)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("AREAS is in WGS 84 / Pseudo-Mercator (EPSG:3857)"))
    #expect(run.errors.contains("--crs EPSG:25833"))
    let moved = try Command.run(
      "overlay", squares.path + "fields.geojson", squares.path + "areas.geojson", "--crs",
      "EPSG:3035", "--json")
    #expect(moved.status == 0, "\(moved.errors)")
    // UTM on its central meridian is 0.08 % small; LAEA is true to area.
    let answer = try #require(
      try JSONSerialization.jsonObject(with: Data(moved.output.utf8)) as? [String: Any])
    let area = try #require(answer["area"] as? Double)
    #expect(abs(area - 200 / 0.9996 / 0.9996) < 0.01)
    let degrees = try Command.run(
      "overlay", squares.path + "fields.geojson", squares.path + "areas.geojson", "--crs",
      "EPSG:4326")
    #expect(degrees.status == 1 && degrees.errors.contains("not projected in metres"))
  }

  @Test("all that is wrong is said at once, and nothing is written")
  func wrong() throws {
    let squares = try Squares()
    let file = squares.path + "out.csv"
    let run = try Command.run(
      "overlay", squares.path + "none.geojson", squares.path + "nor-this.gpkg", "--minus",
      squares.path + "neither.shp", "--out", file)
    #expect(run.status == 1)
    for name in ["none.geojson", "nor-this.gpkg", "neither.shp"] {
      #expect(run.errors.contains(name))
    }
    #expect(run.errors.contains("3 errors; nothing was written."))
    #expect(!FileManager.default.fileExists(atPath: file))
    let field = try Command.run(
      "overlay", squares.path + "fields.geojson", squares.path + "areas.geojson", "--id", "nam")
    #expect(field.status == 1 && field.errors.contains("Did you mean name?"))
    let condition = try Command.run(
      "overlay", squares.path + "fields.geojson", squares.path + "areas.geojson", "--where",
      "nonsense = ")
    #expect(condition.status == 1)
    let unwritable = try Command.run(
      "overlay", squares.path + "fields.geojson", squares.path + "areas.geojson", "--out",
      squares.path + "no/such/folder.csv")
    #expect(unwritable.status == 1 && unwritable.errors.contains("cannot be written"))
    #expect(try Command.run("overlay", squares.path + "fields.geojson").status == 2)
  }
}
