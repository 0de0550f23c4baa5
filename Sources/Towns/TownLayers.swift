import GDALBinding
import PlanModel

/// Writes the layers of a town into one GeoPackage.
struct TownLayers {
  let frame: TownFrame
  let writer: VectorWriter

  /// The sentence that says that nothing here was surveyed.
  static func notice(_ specification: TownSpecification) -> String {
    "Made-up geometry: generated from published statistics of \(specification.name); not a survey."
  }

  func block() -> GeometryBlock { GeometryBlock(centre: frame.specification.centre) }

  func write(
    _ name: String, _ kind: VectorWriter.GeometryKind, _ geometry: GeometryBlock,
    _ fields: [OutputField], _ columns: [OutputColumn]
  ) throws {
    let layer = try writer.createLayer(
      name, crs: frame.specification.crs, geometry: kind, fields: fields,
      options: [("DESCRIPTION", Self.notice(frame.specification))])
    let column = geometry.column
    try writer.append(
      VectorRows(
        geometryBytes: column.bytes, geometryOffsets: column.offsets, columns: columns), to: layer)
  }

  /// The districts, with names in the country's word and people by dwellings.
  func writeDistricts(_ mesh: DistrictMesh, dwellings: [Int]) throws {
    var geometry = block()
    for ring in mesh.rings { geometry.appendPolygon([ring]) }
    let ids = mesh.rings.indices.map { Self.districtID($0 + 1, of: mesh.rings.count) }
    try write(
      "districts", .polygon, geometry,
      [
        OutputField("district_id", .text), OutputField("name", .text),
        OutputField("population", .integer),
      ],
      [
        .texts(ids), .texts(districtNames(frame.specification.districtWord, mesh.middles)),
        .integers(Self.spread(frame.population, over: dwellings).map(Int64.init)),
      ])
    var outline = block()
    outline.appendPolygon([mesh.outline])
    try write(
      "municipality", .polygon, outline,
      [OutputField("name", .text), OutputField("population", .integer)],
      [.texts([frame.specification.name]), .integers([Int64(frame.population)])])
  }

  /// The id of a district by its number from 1, with leading zeros so that ids sort.
  static func districtID(_ number: Int, of count: Int) -> String {
    let digits = "\(number)"
    return "D" + String(repeating: "0", count: "\(count)".count - digits.count) + digits
  }

  /// A whole number split by weights into whole numbers that add up to it, by largest remainders.
  static func spread(_ total: Int, over weights: [Int]) -> [Int] {
    let sum = weights.reduce(0, +)
    let weights = sum == 0 ? weights.map { _ in 1 } : weights
    let whole = weights.reduce(0, +)
    var result = weights.map { total * $0 / whole }
    let rest = total - result.reduce(0, +)
    let order = weights.indices.sorted {
      (total * weights[$0] % whole, $1) > (total * weights[$1] % whole, $0)
    }
    for i in order.prefix(rest) { result[i] += 1 }
    return result
  }

  /// The building register.
  func write(_ buildings: TownBuildings) throws {
    let count = buildings.count
    try write(
      "buildings", .any, buildings.geometry,
      [
        OutputField("building_id", .integer), OutputField("use", .text),
        OutputField("year", .integer), OutputField("levels", .integer),
        OutputField("height", .real), OutputField("dwellings", .integer),
        OutputField("owner", .text), OutputField("heating", .text),
      ],
      [
        .integers((0..<count).map { Int64($0 + 1) }),
        .codes(buildings.use, categories: TownUse.allCases.map(\.word)),
        .integers(buildings.year, present: buildings.yearPresent),
        .integers(buildings.levels, present: buildings.levelsPresent),
        .reals(buildings.height, present: buildings.heightPresent),
        .integers(buildings.dwellings, present: buildings.dwellingsPresent),
        .codes(buildings.owner, categories: TownBuildings.owners),
        .codes(buildings.heating, categories: TownBuildings.heatings.map(\.word)),
      ])
  }

  /// Land use, with a few slivers where two surveys overlap.
  func write(_ patches: [CellPolygons.Patch]) throws {
    var geometry = block()
    var kinds: [Int32] = []
    for patch in patches {
      geometry.appendPolygon(patch.rings)
      kinds.append(Int32(patch.kind))
    }
    for sliver in Self.slivers(of: patches) {
      geometry.appendPolygon([sliver.outline])
      kinds.append(Int32(sliver.kind))
    }
    try write(
      "land_use", .polygon, geometry,
      [OutputField("land_use_id", .integer), OutputField("class", .text)],
      [
        .integers((0..<kinds.count).map { Int64($0 + 1) }),
        .codes(kinds, categories: LandUseClass.allCases.map(\.word)),
      ])
  }

  /// The number of slivers.
  static let sliverCount = 6

  /// Narrow strips along the longest straight sides of some patches of arable land, 1.5 m to the outside.
  private static func slivers(
    of patches: [CellPolygons.Patch]
  ) -> [(kind: UInt8, outline: [Point])] {
    let kind = LandUseClass.arable.rawValue
    let chosen = patches.filter { $0.kind == kind && $0.rings[0].count > 12 }
    if chosen.isEmpty { return [] }
    return (0..<Swift.min(sliverCount, chosen.count)).map { i in
      let ring = chosen[i * chosen.count / Swift.min(sliverCount, chosen.count)].rings[0]
      var longest = 0
      for k in ring.indices {
        let length = (ring[(k + 1) % ring.count] - ring[k]).length
        if length > (ring[(longest + 1) % ring.count] - ring[longest]).length { longest = k }
      }
      let a = ring[longest]
      let b = ring[(longest + 1) % ring.count]
      // The ring runs anticlockwise, so its outside is on the right.
      let out = (b - a).direction.perpendicular * -1.5
      return (kind, [a, a + out, b + out, b])
    }
  }

  /// Protected areas or interests.
  func write(_ sites: [TownSite], as name: String, words: [String]) throws {
    var geometry = block()
    for site in sites { geometry.appendPolygon([site.outline]) }
    try write(
      name, .polygon, geometry,
      [OutputField("site_id", .integer), OutputField("name", .text)]
        + words.map { OutputField($0, .text) },
      [.integers(sites.indices.map { Int64($0 + 1) }), .texts(sites.map(\.name))]
        + words.indices.map { i in .texts(sites.map { $0.words[i] }) })
  }

  /// River and brooks as lines, and the land that the river floods.
  func write(_ river: River) throws {
    var lines = block()
    lines.appendLine(river.line)
    for brook in river.brookLines { lines.appendLine(brook) }
    let name = frame.specification.river
    let names = [name] + river.brookLines.indices.map { "Brook \($0 + 1)" }
    try write(
      "rivers", .lineString, lines, [OutputField("name", .text), OutputField("width", .real)],
      [.texts(names), .reals([river.width] + river.brookLines.map { _ in 4 })])
    let strip = river.strip(half: river.width / 2 + 110)
    // Cut into reaches of about 2 km, as flood maps are.
    var plain = block()
    var numbers: [Int64] = []
    for start in stride(from: 0, to: strip.left.count - 1, by: 40) {
      let end = Swift.min(start + 40, strip.left.count - 1)
      plain.appendPolygon([
        Array(strip.right[start...end]) + strip.left[start...end].reversed()
      ])
      numbers.append(Int64(numbers.count + 1))
    }
    try write(
      "floodplain", .polygon, plain, [OutputField("reach", .integer), OutputField("name", .text)],
      [.integers(numbers), .texts(numbers.map { "\(name), reach \($0)" })])
  }

  /// Streets and roads.
  func write(_ streets: TownStreets) throws {
    var geometry = block()
    for line in streets.lines { geometry.appendLine(line) }
    try write(
      "streets", .lineString, geometry, [OutputField("class", .text)],
      [
        .codes(
          streets.classes.map { $0 == "main" ? 0 : 1 }, categories: ["main", "street"])
      ])
  }
}
