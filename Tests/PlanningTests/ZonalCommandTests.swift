import Foundation
import TestSupport
import Testing

/// A folder with small rasters and zones, removed at the end of its life.
private final class Ground {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(
      path: "commonground-zonal-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path(percentEncoded: false) + "/"
    // 4 × 3 cells of 10 m from (100, 230): 0…11, of which 5 is nodata.
    var tiff = SampleTIFF(.int16, columns: 4, (0..<12).map { $0 == 5 ? -1 : Double($0) })
    tiff.transform = [100, 10, 0, 230, 0, -10]
    tiff.nodata = "-1"
    try write(tiff, "r.tif")
    try zones(
      "z.geojson", [("a", 100, 200, 140, 230), ("b", 105, 215, 120, 230), ("=c", 0, 0, 5, 5)])
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ tiff: SampleTIFF, _ name: String) throws {
    try Data(tiff.bytes).write(to: URL(filePath: path + name))
  }

  func write(_ text: String, _ name: String) throws {
    try Data(text.utf8).write(to: URL(filePath: path + name))
  }

  /// Writes rectangles as GeoJSON.
  func zones(
    _ name: String, _ rectangles: [(id: String, Double, Double, Double, Double)],
    crs: String? = "EPSG:25832"
  ) throws {
    let features = rectangles.map { id, x0, y0, x1, y1 in
      #"{"type":"Feature","properties":{"name":"\#(id)"},"geometry":{"type":"Polygon","coordinates":[[[\#(x0),\#(y0)],[\#(x1),\#(y0)],[\#(x1),\#(y1)],[\#(x0),\#(y1)],[\#(x0),\#(y0)]]]}}"#
    }
    let system = crs.map { #""crs":{"type":"name","properties":{"name":"\#($0)"}},"# } ?? ""
    try write(
      #"{"type":"FeatureCollection",\#(system)"features":["# + features.joined(separator: ",")
        + "]}",
      name)
  }
}

@Suite struct ZonalCommandTests {
  @Test("one row a zone, in order, with ids, by exactly covered fractions")
  func table() throws {
    let ground = try Ground()
    let run = try Command.run(
      "zonal", ground.path + "r.tif", ground.path + "z.geojson", "--id", "name", "--stats",
      "count,missing,sum,mean,min,max")
    #expect(run.status == 0, "\(run.errors)")
    // b covers ½ of column 0 and column 1, all of row 0 and half of row 1.
    #expect(
      run.output == "id,count,missing,sum,mean,min,max\r\na,11,1,61,5.545454545454546,0,11\r\n"
        + "b,1.75,0.5,2,1.1428571428571428,0,4\r\n'=c,0,0.25,,,,\r\n")
    #expect(run.errors.contains("Zones cover no cell that has a value: =c."))
  }

  @Test("the table goes to a file and the JSON to standard output, with the promised keys")
  func json() throws {
    let ground = try Ground()
    let run = try Command.run(
      "zonal", ground.path + "r.tif", ground.path + "z.geojson", "--out", ground.path + "t.csv",
      "--json")
    #expect(run.status == 0, "\(run.errors)")
    let parsed = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(parsed["operation"] as? String == "zonal")
    #expect(parsed["zones"] as? Int == 3 && parsed["cells"] as? Int == 12)
    #expect(parsed["sum"] as? Double == 63)
    let seconds = try #require(parsed["seconds"] as? [String: Double])
    #expect(Set(seconds.keys) == ["read", "compute", "write"])
    #expect(seconds.values.allSatisfy { $0 >= 0 })
    let table = try String(contentsOfFile: ground.path + "t.csv", encoding: .utf8)
    #expect(table.hasPrefix("id,mean,sum,count,missing\r\n0,"))
    // Without --json a line for people.
    let plain = try Command.run(
      "zonal", ground.path + "r.tif", ground.path + "z.geojson", "--out", ground.path + "t.csv")
    #expect(plain.output.contains("3 zones, 1 band of 4 × 3 cells"))
  }

  @Test("quantiles, frequencies and shares, by hand")
  func distributions() throws {
    let ground = try Ground()
    var tiff = SampleTIFF(.byte, columns: 4, [1, 1, 2, 3])
    tiff.transform = [0, 1, 0, 1, 0, -1]
    try ground.write(tiff, "c.tif")
    try ground.zones("one.geojson", [("a", 0, 0, 4, 1), ("b", 1.5, 0, 3, 1)])
    let run = try Command.run(
      "zonal", ground.path + "c.tif", ground.path + "one.geojson", "--stats",
      "q25,median,p100,majority,minority,variety,share,stdev")
    #expect(run.status == 0, "\(run.errors)")
    // b: ½ of a 1 and a whole 2: places 0 and 0.5 + 0.5 on a scale to 1.5.
    let lines = run.output.split(separator: "\r\n")
    #expect(
      lines[0] == "id,q25,median,p100,majority,minority,variety,share_1,share_2,share_3,stdev")
    #expect(lines[1] == "0,1,1.5,3,1,2,3,0.5,0.25,0.25,0.82915619758885")
    #expect(
      lines[2].hasPrefix("1,1.25,1.5,2,2,1,2,0.3333333333333333,0.6666666666666666,0,0.47140"))
  }

  @Test("bands and rasters of one grid get columns of their own")
  func manyBands() throws {
    let ground = try Ground()
    for name in ["x.tif", "y.tif"] {
      var tiff = SampleTIFF(.float, columns: 2, [1, 2], [10, 20], [100, 200])
      tiff.transform = [0, 1, 0, 1, 0, -1]
      try ground.write(tiff, name)
    }
    try ground.zones("one.geojson", [("a", 0.5, 0, 2, 1)])
    func run(_ more: String...) throws -> Command {
      try Command.run(
        ["zonal", ground.path + "x.tif", ground.path + "one.geojson", "--stats", "sum"] + more)
    }
    #expect(try run("--band", "2").output == "id,sum\r\n0,25\r\n")
    #expect(try run("--bands", "3,1").output == "id,x_b3_sum,x_b1_sum\r\n0,250,2.5\r\n")
    #expect(
      try run("--bands", "all", "--with", ground.path + "y.tif").output
        == "id,x_b1_sum,x_b2_sum,x_b3_sum,y_b1_sum,y_b2_sum,y_b3_sum\r\n0,2.5,25,250,2.5,25,250\r\n"
    )
    #expect(
      try run("--with", ground.path + "x.tif").output == "id,x_sum,x_2_sum\r\n0,2.5,2.5\r\n")
    #expect(try run("--bands", "4").status == 1)
  }

  @Test("weights and masks: a raster of the same grid, or polygons")
  func weightsAndMasks() throws {
    let ground = try Ground()
    func row(_ values: [Double], _ name: String) throws -> String {
      var tiff = SampleTIFF(.float, columns: 3, values)
      tiff.transform = [0, 1, 0, 1, 0, -1]
      try ground.write(tiff, name)
      return ground.path + name
    }
    let values = try row([10, 20, 60], "v.tif")
    let weights = try row([1, 3, 0], "w.tif")
    let mask = try row([1, 0, 1], "m.tif")
    try ground.zones("one.geojson", [("a", 0, 0, 3, 1)])
    try ground.zones(
      "mask.geojson", [("a", 0, 0, 0.5, 1), ("b", 0.25, 0, 1, 1), ("c", 2.5, 0, 9, 1)])
    func run(_ more: String...) throws -> String {
      try Command.run(["zonal", values, ground.path + "one.geojson"] + more).output
    }
    #expect(
      try run("--stats", "weighted_mean,mean", "--weights", weights)
        == "id,weighted_mean,mean\r\n0,17.5,30\r\n")
    #expect(
      try run("--stats", "sum,count,missing", "--mask", mask)
        == "id,sum,count,missing\r\n0,70,2,0\r\n")
    #expect(
      try run("--stats", "sum,count", "--mask", ground.path + "mask.geojson")
        == "id,sum,count\r\n0,40,1.5\r\n")
    #expect(
      try run("--stats", "count,missing", "--nodata", "20") == "id,count,missing\r\n0,2,1\r\n")
  }

  @Test("zones in another CRS are taken to the raster's")
  func otherCRS() throws {
    let ground = try Ground()
    var tiff = SampleTIFF(.byte, columns: 10, Array(repeating: 3, count: 100))
    tiff.transform = [500_000, 10, 0, 5_000_100, 0, -10]
    try ground.write(tiff, "u.tif")
    // About 30 m square at 9° east, on the central meridian of zone 32.
    try ground.zones("w.geojson", [("a", 9.0004, 45.1537, 9.0008, 45.15397)], crs: nil)
    let run = try Command.run(
      "zonal", ground.path + "u.tif", ground.path + "w.geojson", "--stats", "mean,count,missing")
    #expect(run.status == 0, "\(run.errors)")
    let cells = run.output.split(separator: "\r\n")[1].split(separator: ",").map { Double($0)! }
    #expect(cells[1] == 3)
    // 0.0004° × 0.00027° are 31.47 m × 30.0 m there.
    #expect(abs(cells[2] + cells[3] - 9.44) < 0.02)
  }

  @Test("the result is the same with one worker and with three")
  func workers() throws {
    let ground = try Ground()
    let arguments = ["zonal", ground.path + "r.tif", ground.path + "z.geojson", "--workers"]
    #expect(try Command.run(arguments + ["1"]).output == Command.run(arguments + ["3"]).output)
  }

  @Test(
    "what cannot be understood ends with 2, all of it told, with the nearest name",
    arguments: [
      (["--stats", "men,sums"], ["Did you mean mean?", "Did you mean sum?"]),
      (["--stats", "mean,,sum"], ["empty name"]), (["--stats", "q101"], ["q101"]),
      (["--stats", "weighted_mean"], ["--weights"]),
      (["--band", "0", "--workers", "0"], ["--band", "--workers"]),
      (["--bands", "1,x"], ["--bands"]),
      (["--bands", "1", "--band", "1"], ["exclude each other"]),
      (["--nodata", "none"], ["nodata"]),
    ])
  func usage(arguments: [String], words: [String]) throws {
    let run = try Command.run(["zonal", "r.tif", "z.gpkg"] + arguments)
    #expect(run.status == 2)
    for word in words { #expect(run.errors.contains(word), "\(run.errors)") }
  }

  @Test("wrong data end with 1, all told at once, and no file is written or changed")
  func wrongData() throws {
    let ground = try Ground()
    try ground.write("kept", "t.csv")
    try ground.write("id,WKT\n1,\"POLYGON((0 0,1 0,1 1,0 0))\"\n", "nocrs.csv")
    try ground.write(#"{"type":"Point","coordinates":[1,2]}"#, "point.geojson")
    func errors(_ raster: String, _ zones: String, _ more: String...) throws -> String {
      let run = try Command.run(
        ["zonal", ground.path + raster, ground.path + zones, "--out", ground.path + "t.csv"] + more)
      #expect(run.status == 1, "\(raster) \(zones) \(more)")
      #expect(run.output.isEmpty)
      #expect(try String(contentsOfFile: ground.path + "t.csv", encoding: .utf8) == "kept")
      return run.errors
    }
    let both = try errors("none.tif", "none.gpkg")
    #expect(both.contains("none.tif") && both.contains("none.gpkg") && both.contains("2 errors"))
    #expect(try errors("r.tif", "nocrs.csv").contains("--crs EPSG:"))
    let swapped = try errors("z.geojson", "r.tif")
    #expect(swapped.contains("features and no cells") && swapped.contains("cells and no features"))
    #expect(try errors("r.tif", "point.geojson").contains("polygon"))
    #expect(try errors("r.tif", "z.geojson", "--id", "nam").contains("name"))
    #expect(try errors("r.tif", "z.geojson", "--zones-layer", "y").contains("y"))
    #expect(try errors("r.tif", "z.geojson", "--crs", "EPSG:1").contains("EPSG:1"))
    var other = SampleTIFF(.byte, columns: 2, [1, 1])
    other.transform = [100, 10, 0, 230, 0, -10]
    try ground.write(other, "other.tif")
    for option in ["--with", "--weights", "--mask"] {
      let said = try errors(
        "r.tif", "z.geojson", option, ground.path + "other.tif", "--stats",
        option == "--weights" ? "weighted_mean" : "sum")
      #expect(said.contains("The cells are not those of r"), "\(option)")
    }
    other.epsg = nil
    try ground.write(other, "nocrs.tif")
    #expect(try errors("nocrs.tif", "z.geojson").contains("--raster-crs"))
    let unwritable = try Command.run(
      "zonal", ground.path + "r.tif", ground.path + "z.geojson", "--out", ground.path + "no/t.csv")
    #expect(unwritable.status == 1)
  }

  @Test("a layer without a feature gives a header, and a warning")
  func noZones() throws {
    let ground = try Ground()
    try ground.zones("none.geojson", [])
    let run = try Command.run("zonal", ground.path + "r.tif", ground.path + "none.geojson")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output == "id,mean,sum,count,missing\r\n")
    #expect(run.errors.contains("no features"))
  }

  @Test("a raster that breaks off is an error, and nothing is written")
  func halfRaster() throws {
    let ground = try Ground()
    let bytes = try Data(contentsOf: URL(filePath: ground.path + "r.tif"))
    // The directory of the sample comes last, so its cells are what is taken away here: an offset beyond the end.
    var broken = bytes
    let strip = try #require(bytes.range(of: Data([0x11, 1, 4, 0, 1, 0, 0, 0, 8, 0, 0, 0])))
    broken.replaceSubrange(
      strip, with: Data([0x11, 1, 4, 0, 1, 0, 0, 0, 0xff, 0xff, 0, 0]))
    try broken.write(to: URL(filePath: ground.path + "half.tif"))
    let run = try Command.run(
      "zonal", ground.path + "half.tif", ground.path + "z.geojson", "--out", ground.path + "t.csv")
    #expect(run.status == 1)
    #expect(run.errors.contains("half.tif"))
    #expect(!FileManager.default.fileExists(atPath: ground.path + "t.csv"))
  }
}
