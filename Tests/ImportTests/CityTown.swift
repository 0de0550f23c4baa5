import Foundation

/// A prism of a made-up town: an outline in whole metres, a base and a height.
struct CityPrism {
  /// The border, counter-clockwise, and courtyards, clockwise.
  var outline: [[(x: Int, y: Int)]]
  var height: Double
  /// How far the roof reaches beyond the border of a rectangle on all sides.
  var overhang = 0

  static func box(_ x: Int, _ y: Int, _ width: Int, _ depth: Int, height: Double) -> CityPrism {
    CityPrism(outline: [ring(x, y, width, depth)], height: height)
  }

  static func ring(_ x: Int, _ y: Int, _ width: Int, _ depth: Int) -> [(x: Int, y: Int)] {
    [(x, y), (x + width, y), (x + width, y + depth), (x, y + depth)]
  }

  struct Face {
    let kind: String
    let rings: [[(x: Int, y: Int, z: Double)]]
  }

  static let base = 100.25

  /// Ground, roof and walls.
  var faces: [Face] {
    let top = Self.base + height
    var faces = [
      Face(
        kind: "GroundSurface",
        rings: outline.map { $0.reversed().map { ($0.x, $0.y, Self.base) } })
    ]
    let (x, y) = (outline[0][0].x - overhang, outline[0][0].y - overhang)
    let roof =
      overhang == 0
      ? outline
      : [
        Self.ring(
          x, y, outline[0][2].x + overhang - x, outline[0][2].y + overhang - y)
      ]
    faces.append(Face(kind: "RoofSurface", rings: roof.map { $0.map { ($0.x, $0.y, top) } }))
    for ring in outline {
      for (index, a) in ring.enumerated() {
        let b = ring[(index + 1) % ring.count]
        faces.append(
          Face(
            kind: "WallSurface",
            rings: [
              [(a.x, a.y, Self.base), (b.x, b.y, Self.base), (b.x, b.y, top), (a.x, a.y, top)]
            ]))
      }
    }
    return faces
  }
}

/// A building of the made-up town: a body of its own or parts.
struct CityHouse {
  var id: String
  var body: CityPrism?
  var parts: [(id: String, body: CityPrism, attributes: [(String, String)])] = []
  var attributes: [(String, String)] = []
}

/// Writes made-up towns as suppliers do.
enum CityTown {
  /// A house of 80 m² and 9.5 m, one with a courtyard of 376 m², and one of two parts, 100 m² of 12 m and 50 m² of 6 m.
  static let houses = [
    CityHouse(
      id: "DENW01", body: .box(0, 0, 10, 8, height: 9),
      attributes: [
        ("function", "31001_1000"), ("measuredHeight", "9.5"), ("storeysAboveGround", "3"),
        ("yearOfConstruction", "1965"), ("roofType", "1000"),
      ]),
    CityHouse(
      id: "DENW02",
      body: CityPrism(
        outline: [
          CityPrism.ring(100, 0, 20, 20), CityPrism.ring(108, 8, 6, 4).reversed(),
        ], height: 15), attributes: [("function", "31001_3021")]),
    CityHouse(
      id: "DENW03",
      parts: [
        (
          "DENW03_1", .box(200, 0, 10, 10, height: 12),
          [("function", "31001_2463"), ("measuredHeight", "12"), ("storeysAboveGround", "4")]
        ),
        (
          "DENW03_2", .box(210, 0, 5, 10, height: 6),
          [("function", "31001_1000"), ("measuredHeight", "6"), ("storeysAboveGround", "1")]
        ),
      ]),
  ]
  static let areas = [80.0, 376, 150]
  static let heights = [9.5, 15, 10]
  static let origin = (x: 400_000, y: 5_700_000)

  /// How a supplier draws bodies.
  enum Flavour: String, CaseIterable {
    /// A solid of LoD 1 with its surfaces in it.
    case solid
    /// A solid of LoD 2 that names the surfaces of its boundary.
    case references
    /// Boundary surfaces that name those of the solid.
    case namedBySurfaces
    /// Surfaces of LoD 2 that say nothing of what they are, corner by corner.
    case plain
  }

  static func gml(
    _ houses: [CityHouse] = houses, _ flavour: Flavour = .references,
    crs: String? = "urn:adv:crs:ETRS89_UTM32*DE_DHHN2016_NH", version: String = "2.0",
    inside: String = ""
  ) -> String {
    var text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <!-- a <Building> in a comment is none -->
      <core:CityModel xmlns:core="http://www.opengis.net/citygml/\(version)" xmlns:bldg="http://www.opengis.net/citygml/building/\(version)" xmlns:gml="http://www.opengis.net/gml" xmlns:gen="http://www.opengis.net/citygml/generics/\(version)" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:xAL="urn:oasis:names:tc:ciq:xsdschema:xAL:2.0">

      """
    if let crs {
      text +=
        "<gml:boundedBy><gml:Envelope srsDimension=\"3\" srsName=\"\(crs)\"><gml:lowerCorner>0 0 0</gml:lowerCorner><gml:upperCorner>1 1 1</gml:upperCorner></gml:Envelope></gml:boundedBy>\n"
    }
    for house in houses {
      text += "<core:cityObjectMember><bldg:Building gml:id=\"\(house.id)\">\n"
      text += attributes(house.attributes) + inside
      if let body = house.body { text += draw(body, house.id, flavour) }
      for part in house.parts {
        text +=
          "<bldg:consistsOfBuildingPart><bldg:BuildingPart gml:id=\"\(part.id)\">"
          + attributes(part.attributes) + draw(part.body, part.id, flavour)
          + "</bldg:BuildingPart></bldg:consistsOfBuildingPart>\n"
      }
      text += "</bldg:Building></core:cityObjectMember>\n"
    }
    return text + "</core:CityModel>\n"
  }

  private static func attributes(_ values: [(String, String)]) -> String {
    values.map { "<bldg:\($0.0)>\($0.1)</bldg:\($0.0)>" }.joined()
  }

  private static func polygon(
    _ face: CityPrism.Face, _ id: String, isByCorner: Bool = false
  ) -> String {
    let rings = face.rings.enumerated().map { number, ring in
      let corners = (ring + [ring[0]]).map { "\(origin.x + $0.x) \(origin.y + $0.y) \($0.z)" }
      let list =
        isByCorner
        ? corners.map { "<gml:pos>\($0)</gml:pos>" }.joined()
        : "<gml:posList>\(corners.joined(separator: " "))</gml:posList>"
      let side = number == 0 ? "exterior" : "interior"
      return "<gml:\(side)><gml:LinearRing>\(list)</gml:LinearRing></gml:\(side)>"
    }
    return "<gml:Polygon gml:id=\"\(id)\">\(rings.joined())</gml:Polygon>"
  }

  private static func draw(_ body: CityPrism, _ id: String, _ flavour: Flavour) -> String {
    let faces = body.faces.enumerated().map { ($0.element, "\(id)_p\($0.offset)") }
    let drawn = faces.map {
      "<gml:surfaceMember>\(polygon($0.0, $0.1, isByCorner: flavour == .plain))</gml:surfaceMember>"
    }
    let named = faces.map { "<gml:surfaceMember xlink:href=\"#\($0.1)\"/>" }
    func solid(_ lod: Int, _ members: [String]) -> String {
      "<bldg:lod\(lod)Solid><gml:Solid><gml:exterior><gml:CompositeSurface>\(members.joined())</gml:CompositeSurface></gml:exterior></gml:Solid></bldg:lod\(lod)Solid>\n"
    }
    func boundary(_ members: [String]) -> String {
      zip(faces, members).map { face, member in
        "<bldg:boundedBy><bldg:\(face.0.kind) gml:id=\"\(face.1)_s\"><gml:name>of a surface</gml:name><bldg:lod2MultiSurface><gml:MultiSurface>\(member)</gml:MultiSurface></bldg:lod2MultiSurface></bldg:\(face.0.kind)></bldg:boundedBy>\n"
      }.joined()
    }
    switch flavour {
    case .solid: return solid(1, drawn)
    case .references: return solid(2, named) + boundary(drawn)
    case .namedBySurfaces: return solid(2, drawn) + boundary(named)
    case .plain:
      return
        "<bldg:lod2MultiSurface><gml:MultiSurface>\(drawn.joined())</gml:MultiSurface></bldg:lod2MultiSurface>\n"
    }
  }

  // MARK: CityJSON

  /// How the same town is written in CityJSON.
  enum Dialect: String, CaseIterable {
    case version10
    case version11
    case version20
    case sequence
  }

  static func json(
    _ houses: [CityHouse] = houses, _ dialect: Dialect = .version20,
    crs: String? = "https://www.opengis.net/def/crs/EPSG/0/25832"
  ) throws -> String {
    let isPlain = dialect == .version10
    let version = ["1.0", "1.1", "2.0", "2.0"][Dialect.allCases.firstIndex(of: dialect) ?? 0]
    var head: [String: Any] = [
      "type": "CityJSON", "version": version, "CityObjects": [String: Any](), "vertices": [Any](),
    ]
    if let crs { head["metadata"] = ["referenceSystem": crs] }
    if !isPlain {
      head["transform"] = [
        "scale": [0.01, 0.01, 0.01], "translate": [origin.x, origin.y, 0],
      ]
    }
    var corners: [[Any]] = []
    var objects: [(String, [String: Any])] = []
    func index(_ x: Int, _ y: Int, _ z: Double) -> Int {
      corners.append(
        isPlain
          ? [origin.x + x, origin.y + y, z] : [x * 100, y * 100, Int((z * 100).rounded())])
      return corners.count - 1
    }
    func geometry(_ body: CityPrism) -> [[String: Any]] {
      let shell = body.faces.map { $0.rings.map { $0.map { index($0.x, $0.y, $0.z) } } }
      let kinds = ["GroundSurface", "RoofSurface", "WallSurface"]
      return [
        [
          "type": "Solid", "lod": isPlain ? 2 as Any : "2.2", "boundaries": [shell],
          "semantics": [
            "surfaces": kinds.map { ["type": $0] },
            "values": [body.faces.map { kinds.firstIndex(of: $0.kind) ?? 0 }],
          ],
        ]
      ]
    }
    func known(_ attributes: [(String, String)]) -> [String: Any] {
      Dictionary(
        attributes.map { name, value in
          (name, name == "function" ? value : Double(value).map { $0 as Any } ?? value)
        }, uniquingKeysWith: { first, _ in first })
    }
    var lines: [String] = []
    func text(_ object: [String: Any]) throws -> String {
      String(
        decoding: try JSONSerialization.data(
          withJSONObject: object, options: [.sortedKeys, .withoutEscapingSlashes]), as: UTF8.self)
    }
    func flush(_ id: String) throws {
      lines.append(
        try text([
          "type": "CityJSONFeature", "id": id, "vertices": corners,
          "CityObjects": Dictionary(objects, uniquingKeysWith: { first, _ in first }),
        ]))
      corners = []
      objects = []
    }
    for house in houses {
      var object: [String: Any] = ["type": "Building", "attributes": known(house.attributes)]
      if let body = house.body { object["geometry"] = geometry(body) }
      if !house.parts.isEmpty { object["children"] = house.parts.map(\.id) }
      objects.append((house.id, object))
      for part in house.parts {
        objects.append(
          (
            part.id,
            [
              "type": "BuildingPart", "parents": [house.id], "attributes": known(part.attributes),
              "geometry": geometry(part.body),
            ]
          ))
      }
      if dialect == .sequence { try flush(house.id) }
    }
    if dialect == .sequence {
      return try ([text(head)] + lines).joined(separator: "\n") + "\n"
    }
    head["CityObjects"] = Dictionary(objects, uniquingKeysWith: { first, _ in first })
    head["vertices"] = corners
    return try text(head)
  }
}
