import PlanModel

/// Reads the buildings of a CityJSON file, 1.0 to 2.0, or of a sequence of features (CityJSONSeq), one after another.
///
/// Of a building are read its surfaces in all levels of detail with what they are, its parts, attributes and address. Not
/// read are installations, rooms, geometry templates and appearances. A part whose building is not in the file stands for
/// it. A file takes some seventeen times its size in memory; of a sequence only one feature is in memory as a tree.
struct CityJSONReader {
  private var parser: CityJSONParser
  /// The CRS that the metadata name.
  private(set) var crs: String?
  private(set) var losses = CityLosses()
  private var scale = CityPoint(x: 1, y: 1, z: 1)
  private var translate = CityPoint(x: 0, y: 0, z: 0)

  /// Whether bytes begin as a CityJSON file does; the words may stand in GeoJSON, too.
  static func accepts(_ bytes: [UInt8]) -> Bool {
    let start = bytes.drop { $0 <= 32 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }
    guard start.first == UInt8(ascii: "{") else { return false }
    let head = Array(bytes.prefix(16_384))
    func holds(_ text: String) -> Bool { head.contains(subsequence: Array("\"\(text)\"".utf8)) }
    return (holds("CityJSON") || holds("CityJSONFeature") || holds("CityObjects"))
      && !holds("Feature") && !holds("FeatureCollection")
  }

  /// Takes the bytes of a file.
  init(_ bytes: [UInt8]) { parser = CityJSONParser(bytes) }

  /// Hands over each building of the file, with the name of its CRS.
  mutating func read(_ take: (CityBuilding, _ crs: String?) throws -> Void) throws {
    guard let first = try parser.next() else {
      throw CityFormatError("empty", "The file is empty.", remedy: "Fetch it again.")
    }
    try readHead(first)
    try read(first, take)
    while let next = try parser.next() {
      guard next["type"]?.text == "CityJSONFeature" else {
        throw CityFormatError(
          "not-cityjson",
          "Behind the first object stands one at line \(parser.line) that is no CityJSONFeature.",
          remedy: "Export the sequence again; each of its lines is a feature.")
      }
      try read(next, take)
    }
  }

  // MARK: Head

  private mutating func readHead(_ root: CityJSONNode) throws(CityFormatError) {
    guard root["type"]?.text == "CityJSON" else {
      let isFeature = root["type"]?.text == "CityJSONFeature"
      throw CityFormatError(
        "not-cityjson",
        isFeature
          ? "The file begins with a feature; the object with the transform and the CRS is not there."
          : "The file is no CityJSON: its type is \(root["type"]?.word.map { "`\($0.prefix(40))`" } ?? "not stated").",
        remedy: isFeature
          ? "Put the first line of the sequence, the object of type CityJSON, before it."
          : "Name a file of CityJSON; GeoJSON is read by `import file`.")
    }
    let version = root["version"]?.word ?? ""
    let known = ["1.0", "1.1", "2.0"].first { version == $0 || version.hasPrefix($0 + ".") }
    guard let known else {
      throw CityFormatError(
        "version",
        version.isEmpty
          ? "The file does not say its version of CityJSON."
          : "The version \(version.prefix(20)) of CityJSON is not known.",
        remedy: "Convert it to one of 1.0, 1.1 and 2.0, for example with cjio.")
    }
    if let transform = root["transform"] {
      guard let scale = Self.point(transform["scale"]),
        let translate = Self.point(transform["translate"])
      else {
        throw CityFormatError(
          "transform", "The transform does not hold three numbers of scale and of translate.",
          remedy: "Export the file again.")
      }
      self.scale = scale
      self.translate = translate
    } else if known != "1.0" {
      throw CityFormatError(
        "transform",
        "The file has no transform, which CityJSON \(known) needs to place its vertices.",
        remedy: "Export the file again, with its transform.")
    }
    crs = root["metadata"]?["referenceSystem"]?.word
  }

  private static func point(_ node: CityJSONNode?) -> CityPoint? {
    guard let list = node?.list, list.count == 3, let x = list[0].number, let y = list[1].number,
      let z = list[2].number
    else { return nil }
    return CityPoint(x: x, y: y, z: z)
  }

  // MARK: Objects

  private mutating func read(
    _ root: CityJSONNode, _ take: (CityBuilding, _ crs: String?) throws -> Void
  ) throws {
    let objects = root["CityObjects"]?.members ?? []
    guard !objects.isEmpty else { return }
    let vertices = (root["vertices"]?.list ?? []).map { node in
      Self.point(node).map {
        CityPoint(
          x: $0.x * scale.x + translate.x, y: $0.y * scale.y + translate.y,
          z: $0.z * scale.z + translate.z)
      }
    }
    var places: [String: Int] = [:]
    for (position, object) in objects.enumerated() where places[object.key] == nil {
      places[object.key] = position
    }
    func type(_ position: Int) -> String? { objects[position].value["type"]?.text }
    func ids(_ node: CityJSONNode?) -> [String] { (node?.list ?? []).compactMap(\.text) }
    // A part belongs to the building that it names, or that names it.
    var owner: [Int: Int] = [:]
    for (position, object) in objects.enumerated() {
      for child in ids(object.value["children"]).compactMap({ places[$0] })
      where owner[child] == nil && child != position {
        owner[child] = position
      }
    }
    for (position, object) in objects.enumerated() where owner[position] == nil {
      if let parent = ids(object.value["parents"]).lazy.compactMap({ places[$0] }).first,
        parent != position
      {
        owner[position] = parent
      }
    }
    /// The building at the top of an object; nil where it is under another kind of object, or in a ring.
    func top(_ position: Int) -> Int? {
      var next = position
      for _ in 0..<64 {
        guard let above = owner[next], ["Building", "BuildingPart"].contains(type(above)) else {
          return next
        }
        next = above
      }
      return nil
    }
    var order: [Int] = []
    var members: [Int: [Int]] = [:]
    for (position, object) in objects.enumerated() where places[object.key] == position {
      guard let type = type(position) else {
        losses.badObjects.add(object.key)
        continue
      }
      guard type == "Building" || type == "BuildingPart" else { continue }
      guard let head = top(position) else {
        losses.badObjects.add(object.key)
        continue
      }
      if members[head] == nil { order.append(head) }
      if head == position {
        members[head] = [head] + (members[head] ?? [])
      } else {
        members[head, default: []].append(position)
      }
    }
    for head in order {
      var bodies = (members[head] ?? []).map { body(objects[$0], vertices) }
      // A part that stands alone has the id of its building, so that it counts once with what another file has of it.
      if type(head) == "BuildingPart", let parent = ids(objects[head].value["parents"]).first {
        bodies[0].id = parent
      }
      try take(CityBuilding(body: bodies[0], parts: Array(bodies.dropFirst())), crs)
    }
  }

  private mutating func body(
    _ object: (key: String, value: CityJSONNode), _ vertices: [CityPoint?]
  ) -> CityBody {
    var body = CityBody(id: object.key)
    for (name, value) in object.value["attributes"]?.members ?? [] {
      if let word = value.word { body.note(name, word) }
    }
    let address = object.value["address"]
    body.address = Self.address(address?.list?.first ?? address)
    for node in object.value["geometry"]?.list ?? [] {
      if node["type"]?.text == "GeometryInstance" {
        losses.templates.add(object.key)
        continue
      }
      guard let lod = (node["lod"]?.word).flatMap(Double.init), (0..<5).contains(lod),
        let boundaries = node["boundaries"]?.list
      else {
        losses.badGeometries.add(object.key)
        continue
      }
      guard let depth = Self.depths[node["type"]?.text ?? ""] else { continue }
      let kinds = (node["semantics"]?["surfaces"]?.list ?? []).map {
        $0["type"]?.text == "GroundSurface" ? CitySurface.Kind.ground : .other
      }
      var surfaces: [CitySurface] = []
      let isFine = Self.collect(
        boundaries, node["semantics"]?["values"], depth: depth, vertices, kinds, &surfaces)
      if isFine {
        if !surfaces.isEmpty {
          body.geometries.append(CityGeometry(lod: lod, surfaces: surfaces))
        }
      } else {
        losses.badGeometries.add(object.key)
      }
    }
    return body
  }

  /// How deep surfaces lie in the boundaries of a geometry; those of lines and points have none.
  private static let depths = [
    "MultiSurface": 0, "CompositeSurface": 0, "Solid": 1, "MultiSolid": 2, "CompositeSolid": 2,
  ]

  /// Collects the surfaces of boundaries; of a solid those of its outer shell.
  ///
  /// - Returns: Whether all of them have their vertices.
  private static func collect(
    _ boundaries: [CityJSONNode], _ values: CityJSONNode?, depth: Int, _ vertices: [CityPoint?],
    _ kinds: [CitySurface.Kind], _ surfaces: inout [CitySurface]
  ) -> Bool {
    let values = values?.list ?? []
    if depth > 0 {
      // The first shell of a solid is the outer one; a list of solids has all of them.
      let count = depth == 1 ? min(1, boundaries.count) : boundaries.count
      for position in 0..<count {
        guard let inner = boundaries[position].list,
          collect(
            inner, position < values.count ? values[position] : nil, depth: depth - 1, vertices,
            kinds, &surfaces)
        else { return false }
      }
      return true
    }
    for (position, surface) in boundaries.enumerated() {
      guard let rings = surface.list, !rings.isEmpty else { return false }
      var corners: [[CityPoint]] = []
      for ring in rings {
        guard let indices = ring.list, indices.count >= 3 else { return false }
        var points: [CityPoint] = []
        for node in indices {
          guard let index = node.index, index < vertices.count, let point = vertices[index] else {
            return false
          }
          points.append(point)
        }
        corners.append(points)
      }
      let meaning = position < values.count ? values[position].index : nil
      let kind = meaning.flatMap { $0 < kinds.count ? kinds[$0] : nil } ?? .unknown
      surfaces.append(CitySurface(kind: kind, rings: corners))
    }
    return true
  }

  /// An address as CityJSON's converters write it; nil where it says none.
  private static func address(_ node: CityJSONNode?) -> String? {
    guard let node else { return nil }
    func line(_ keys: [String]) -> String {
      keys.lazy.compactMap { node[$0]?.word }.first ?? ""
    }
    func words(_ keys: [[String]]) -> String {
      keys.map(line).filter { !$0.isEmpty }.joined(separator: " ")
    }
    let parts = [
      words([["ThoroughfareName"], ["ThoroughfareNumber"]]),
      words([["PostalCodeNumber", "Postcode"], ["LocalityName", "Locality"]]),
    ].filter { !$0.isEmpty }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }
}
