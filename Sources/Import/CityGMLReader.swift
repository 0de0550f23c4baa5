import PlanModel

/// Reads the buildings of a CityGML file, 1.0 to 3.0, one after another.
///
/// Of a building are read its geometry in all levels of detail with what its surfaces are, its parts, attributes (those of
/// the module, generic ones, and those of extensions that are plain text) and address. Not read are rooms, installations,
/// openings, implicit geometries, curves and appearances.
struct CityGMLReader {
  private var cursor: CityXMLCursor
  /// The first name of a CRS in the file.
  private(set) var crs: String?
  private(set) var losses = CityLosses()

  /// Whether bytes begin as a CityGML file does.
  static func accepts(_ bytes: [UInt8]) -> Bool {
    let start = bytes.first { $0 > 32 && $0 < 0x80 }
    guard start == UInt8(ascii: "<"), var cursor = try? CityXMLCursor(bytes),
      case .open("CityModel") = try? cursor.next()
    else { return false }
    return true
  }

  /// Takes the bytes of a file.
  init(_ bytes: [UInt8]) throws(CityFormatError) { cursor = try CityXMLCursor(bytes) }

  /// Hands over each building of the file, with the name of its CRS.
  mutating func read(_ take: (CityBuilding, _ crs: String?) throws -> Void) throws {
    guard case .open("CityModel") = try cursor.next() else {
      throw CityFormatError(
        "not-citygml", "The file is no CityGML: its first element is no CityModel.",
        remedy: "Name a file of CityGML; other files of GML are read by `import file`.")
    }
    while true {
      switch try cursor.next() {
      case .open("Building"):
        let next = try building()
        try take(next, crs)
      case .open("Envelope"): noteCRS()
      case .open("appearanceMember"), .open("appearance"): try cursor.skipElement()
      case .open, .close: break
      case .end: return
      }
    }
  }

  private mutating func noteCRS() {
    if crs == nil { crs = cursor.attribute("srsName") }
  }

  private mutating func building() throws(CityFormatError) -> CityBuilding {
    var draft = CityGMLDraft()
    try body(into: &draft)
    return draft.finish(&losses)
  }

  // MARK: Buildings and parts

  /// Elements below a building whose content is not the building's.
  private static let skipped: Set<String> = [
    "externalReference", "interiorRoom", "outerBuildingInstallation",
    "interiorBuildingInstallation", "opening", "buildingRoom", "buildingInstallation",
    "buildingSubdivision", "buildingFurniture", "buildingConstructiveElement", "fillingSurface",
    "fillingElement", "appearance", "generalizesTo", "validFrom", "validTo",
    "outerConstructionInstallation", "relatedTo", "metaDataProperty",
  ]
  private static let surfaces: Set<String> = [
    "WallSurface", "RoofSurface", "ClosureSurface", "OuterFloorSurface", "OuterCeilingSurface",
    "FloorSurface", "CeilingSurface", "InteriorWallSurface",
  ]
  private static let generics: Set<String> = [
    "stringAttribute", "intAttribute", "doubleAttribute", "dateAttribute", "uriAttribute",
    "measureAttribute", "codeAttribute", "StringAttribute", "IntAttribute", "DoubleAttribute",
    "DateAttribute", "UriAttribute", "MeasureAttribute", "CodeAttribute",
  ]

  /// Reads the element of a building or part whose start tag was met last, with the parts inside it.
  private mutating func body(into draft: inout CityGMLDraft) throws(CityFormatError) {
    let inside = cursor.depth
    let body = draft.open(id: cursor.attribute("id"))
    // The surface that is open, and at which depth it began.
    var surface: (kind: CitySurface.Kind, depth: Int)?
    // The element that may turn out to be plain text.
    var leaf: String?
    var factor = 1.0
    while true {
      switch try cursor.next() {
      case .open(let name):
        leaf = nil
        if name == "BuildingPart" {
          try self.body(into: &draft)
        } else if Self.skipped.contains(name) {
          try cursor.skipElement()
        } else if name == "GroundSurface" {
          surface = (.ground, cursor.depth)
        } else if Self.surfaces.contains(name) {
          surface = (.other, cursor.depth)
        } else if name == "Envelope" {
          noteCRS()
          try cursor.skipElement()
        } else if name.hasPrefix("lod") {
          if let (lod, isRoofEdge) = Self.level(of: name) {
            try geometry(
              of: body, lod: lod, isRoofEdge: isRoofEdge, kind: surface?.kind ?? .unknown,
              into: &draft)
          } else {
            try cursor.skipElement()
          }
        } else if surface != nil {
          // Names, dates and slopes of surfaces are not the building's.
          break
        } else if Self.generics.contains(name) {
          try generic(of: body, into: &draft)
        } else if name == "Address" {
          let found = try address()
          if draft.bodies[body].address == nil { draft.bodies[body].address = found }
        } else if name == "Height" {
          let height = try self.height()
          draft.bodies[body].note("measuredHeight", height)
        } else {
          leaf = name
          factor = name == "measuredHeight" ? Self.metres(cursor.attribute("uom")) : 1
        }
      case .close(let name):
        if cursor.depth < inside { return }
        if let open = surface, cursor.depth < open.depth { surface = nil }
        if leaf == name {
          let text = cursor.text
          if factor != 1, let value = Double(text.trimmed) {
            draft.bodies[body].note(name, (value * factor).shortest)
          } else {
            draft.bodies[body].note(name, text)
          }
        }
        leaf = nil
      case .end: return
      }
    }
  }

  /// The level of detail of a property that holds surfaces; nil: it holds none.
  private static func level(of property: String) -> (lod: Double, isRoofEdge: Bool)? {
    guard let digit = property.dropFirst(3).first?.wholeNumberValue, (0...4).contains(digit) else {
      return nil
    }
    switch property.dropFirst(4) {
    case "Solid", "MultiSurface", "FootPrint", "Geometry": return (Double(digit), false)
    case "RoofEdge": return (Double(digit), true)
    default: return nil
    }
  }

  /// What a length of a unit is in metres; an unknown unit counts as metres.
  private static func metres(_ unit: String?) -> Double {
    let last = unit?.split(whereSeparator: { ":#/".contains($0) }).last.map { $0.lowercased() }
    switch last {
    case "cm": return 0.01
    case "mm": return 0.001
    case "ft", "foot", "feet", "[ft_i]": return 0.3048
    default: return 1
    }
  }

  private mutating func generic(of body: Int, into draft: inout CityGMLDraft)
    throws(CityFormatError)
  {
    let inside = cursor.depth
    var name = cursor.attribute("name") ?? ""
    var value = ""
    while true {
      switch try cursor.next() {
      case .close(let tag):
        if tag == "value" { value = cursor.text }
        if tag == "name" { name = cursor.text.trimmed }
        if cursor.depth < inside {
          draft.bodies[body].note(name, value)
          return
        }
      case .open: break
      case .end: return
      }
    }
  }

  /// Street, number, postcode and place of the address whose start tag was met last; nil where it says none.
  private mutating func address() throws(CityFormatError) -> String? {
    let inside = cursor.depth
    var found: [String: String] = [:]
    while true {
      switch try cursor.next() {
      case .close(let tag):
        let text = cursor.text.trimmed
        if !text.isEmpty, found[tag] == nil { found[tag] = text }
        if cursor.depth < inside {
          func line(_ tags: [String]) -> String {
            tags.compactMap { found[$0] }.joined(separator: " ")
          }
          let parts = [
            line(["ThoroughfareName", "ThoroughfareNumber"]),
            line(["PostalCodeNumber", "LocalityName"]),
          ].filter { !$0.isEmpty }
          return parts.isEmpty ? nil : parts.joined(separator: ", ")
        }
      case .open: break
      case .end: return nil
      }
    }
  }

  /// The number of a height of CityGML 3.0, m.
  private mutating func height() throws(CityFormatError) -> String {
    let inside = cursor.depth
    var factor = 1.0
    var value = ""
    while true {
      switch try cursor.next() {
      case .open("value"): factor = Self.metres(cursor.attribute("uom"))
      case .close(let tag):
        if tag == "value" { value = cursor.text.trimmed }
        if cursor.depth < inside {
          return Double(value).map { ($0 * factor).shortest } ?? ""
        }
      case .open: break
      case .end: return ""
      }
    }
  }

  // MARK: Geometry

  /// Reads the surfaces of the property whose start tag was met last.
  private mutating func geometry(
    of body: Int, lod: Double, isRoofEdge: Bool, kind: CitySurface.Kind,
    into draft: inout CityGMLDraft
  ) throws(CityFormatError) {
    let inside = cursor.depth
    let place = CityGMLDraft.Place(body: body, lod: lod, isRoofEdge: isRoofEdge)
    var open: [(id: String, depth: Int, first: Int)] = []
    var polygon: (depth: Int, rings: [[CityPoint]], isBad: Bool)?
    var ring: (depth: Int, numbers: [Double], isBad: Bool)?
    // The number of coordinates of a corner, by the innermost element that states it.
    var dimensions: [(count: Int, depth: Int)] = [(3, 0)]
    while true {
      switch try cursor.next() {
      case .open(let name):
        if let id = cursor.attribute("id") { open.append((id, cursor.depth, draft.polygonCount)) }
        if crs == nil { noteCRS() }
        if let count = cursor.attribute("srsDimension").flatMap({ Int($0) }) {
          dimensions.append((count, cursor.depth))
        }
        if let reference = cursor.attribute("href"), polygon == nil {
          draft.refer(to: reference, from: place, as: kind)
        }
        switch name {
        case "Polygon", "PolygonPatch", "Triangle", "Rectangle":
          if polygon == nil { polygon = (cursor.depth, [], false) }
        case "LinearRing", "Ring":
          if polygon != nil, ring == nil { ring = (cursor.depth, [], false) }
        default: break
        }
      case .close(let name):
        if ring != nil, ["posList", "pos", "coordinates"].contains(name) {
          let isFine = cursor.numbers(
            hasCommas: name == "coordinates", to: &ring!.numbers)
          if !isFine { ring!.isBad = true }
        }
        if let done = ring, cursor.depth < done.depth {
          let points = Self.points(done.numbers, dimensions.last?.count ?? 3)
          if let points, !done.isBad {
            polygon?.rings.append(points)
          } else {
            polygon?.isBad = true
          }
          ring = nil
        }
        if let done = polygon, cursor.depth < done.depth {
          // A surface less is a hole in the footprint, so the whole geometry is told of.
          if done.isBad || done.rings.isEmpty {
            draft.spoil(place)
          } else {
            draft.add(done.rings, at: place, as: kind)
          }
          polygon = nil
        }
        while let last = dimensions.last, last.depth > cursor.depth { dimensions.removeLast() }
        while let last = open.last, last.depth > cursor.depth {
          draft.name(last.id, from: last.first)
          open.removeLast()
        }
        if cursor.depth < inside { return }
      case .end: return
      }
    }
  }

  /// The corners of a ring; nil where the numbers are no corners.
  private static func points(_ numbers: [Double], _ dimension: Int) -> [CityPoint]? {
    guard dimension == 2 || dimension == 3, !numbers.isEmpty, numbers.count % dimension == 0,
      numbers.count >= 3 * dimension
    else { return nil }
    return stride(from: 0, to: numbers.count, by: dimension).map {
      CityPoint(
        x: numbers[$0], y: numbers[$0 + 1], z: dimension == 3 ? numbers[$0 + 2] : 0)
    }
  }
}
