import Foundation

/// A plan folder of two square districts, written as GeoJSON in metres, that tests can spoil one piece at a time.
///
/// Every piece is text, so a test can replace it by anything.
struct MiniTown {
  var districts = MiniTown.collection([
    feature(#"{"id": "W", "name": "West", "people": 400}"#, square(0, 0, 1000)),
    feature(#"{"id": "E", "name": "East", "people": 600}"#, square(1000, 0, 1000)),
  ])
  var buildings = MiniTown.collection(
    (0..<40).map { i in
      feature(
        #"{"id": "b\#(i)", "use": "\#(i % 4 == 0 ? "flats" : "house")", "floors": \#(1 + i % 4), "built": \#(1930 + 2 * i)}"#,
        square(50 + Double(i % 10) * 190, 60 + Double(i / 10) * 60, 12))
    })
  var landUse = MiniTown.collection([
    feature(#"{"id": 1, "class": "town"}"#, rectangle(0, 0, 2000, 400)),
    feature(#"{"id": 2, "class": "field"}"#, rectangle(0, 400, 2000, 900)),
    feature(#"{"id": 3, "class": "wood"}"#, rectangle(0, 900, 2000, 980)),
  ])
  var protected = MiniTown.collection([
    feature(#"{"id": 1}"#, rectangle(100, 500, 500, 800)),
    feature(#"{"id": 2}"#, rectangle(300, 500, 1200, 700)),
  ])
  /// Further files, text by name.
  var others: [(name: String, text: String)] = []
  /// The plan file.
  var plan = """
    commonground: 1
    name: Minitown
    country: SI
    crs: EPSG:3794
    years: {base: 2023, target: 2030}
    layers:
      districts:
        source: districts.geojson
        crs: EPSG:3794
        id: id
        fields: {name: name, population: people}
      buildings:
        source: buildings.geojson
        crs: EPSG:3794
        id: id
        fields:
          use: {field: use, values: {house: singleFamily, flats: apartmentBlock}}
          levels: floors
          year: built
      landUse:
        source: land.geojson
        crs: EPSG:3794
        id: id
        fields: {class: {field: class, values: {town: built, field: arable, wood: forest}}}
      constraints:
        - {name: protected, source: protected.geojson, crs: EPSG:3794}
    units: {squares: 500 m}
    problem:
      objective: leastCost
      budgets:
        - {name: budget, amount: investment, atMost: 2 MEUR}
      targets:
        - {name: target, amount: co2, atLeast: 20 % of baseline}

    """

  /// Writes the folder and returns its path.
  func write() throws -> String {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "commonground-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (name, text) in [
      ("districts.geojson", districts), ("buildings.geojson", buildings),
      ("land.geojson", landUse), ("protected.geojson", protected), ("plan.yaml", plan),
    ] + others {
      try Data(text.utf8).write(to: folder.appending(path: name))
    }
    return folder.path() + "/"
  }

  /// The plan with a piece of text replaced; the piece must be there.
  func replacing(_ old: String, by new: String) -> MiniTown {
    precondition(plan.contains(old), "the plan has no \(old)")
    var copy = self
    copy.plan = plan.replacingOccurrences(of: old, with: new)
    return copy
  }

  /// The corner all coordinates are counted from: near Ljutomer in D96/TM.
  static let origin = (x: 595_000.0, y: 155_000.0)

  static func collection(_ features: [String]) -> String {
    #"{"type": "FeatureCollection", "features": ["# + features.joined(separator: ",\n") + "]}\n"
  }

  static func feature(_ properties: String, _ geometry: String) -> String {
    #"{"type": "Feature", "properties": \#(properties), "geometry": \#(geometry)}"#
  }

  static func polygon(_ corners: [(Double, Double)]) -> String {
    let ring = (corners + [corners[0]]).map { "[\(origin.x + $0.0), \(origin.y + $0.1)]" }
    return #"{"type": "Polygon", "coordinates": [[\#(ring.joined(separator: ", "))]]}"#
  }

  /// The town with a raster of one value over all of it, in 100 m cells, as a potential.
  ///
  /// - Parameter east: How far east of its place the raster lies, m.
  func withPotential(
    _ kind: String, of value: Double, unit: String, east: Double = 0
  ) -> MiniTown {
    var town = replacing(
      "units: {squares: 500 m}",
      by: "  potentials:\n    - {name: raster, kind: \(kind), source: raster.asc, "
        + "crs: EPSG:3794, unit: \(unit)}\nunits: {squares: 500 m}")
    let row = Array(repeating: "\(value)", count: 30).joined(separator: " ")
    town.others.append(
      (
        "raster.asc",
        """
        ncols 30
        nrows 20
        xllcorner \(Self.origin.x + east - 500)
        yllcorner \(Self.origin.y - 500)
        cellsize 100
        NODATA_value -9999
        """ + "\n" + Array(repeating: row, count: 20).joined(separator: "\n") + "\n"
      ))
    return town
  }

  static func rectangle(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) -> String {
    polygon([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])
  }

  static func square(_ x: Double, _ y: Double, _ side: Double) -> String {
    rectangle(x, y, x + side, y + side)
  }
}
