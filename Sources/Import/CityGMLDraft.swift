/// A building of CityGML while it is read: surfaces, the names they go by, and references that wait for one.
///
/// A solid may name surfaces that stand only at its boundary further down, or a boundary those of the solid above it.
struct CityGMLDraft {
  /// Where a surface belongs.
  struct Place: Hashable {
    let body: Int
    let lod: Double
    let isRoofEdge: Bool
  }

  private(set) var polygonCount = 0
  var bodies: [CityBody] = []
  private var polygons: [(place: Place, kind: CitySurface.Kind, rings: [[CityPoint]])] = []
  private var names: [String: Range<Int>] = [:]
  private var references: [(name: String, place: Place, kind: CitySurface.Kind)] = []
  private var spoilt: Set<Place> = []

  /// Begins the building or a part; gives its number.
  mutating func open(id: String?) -> Int {
    bodies.append(CityBody(id: id ?? ""))
    return bodies.count - 1
  }

  /// Adds a surface.
  mutating func add(_ rings: [[CityPoint]], at place: Place, as kind: CitySurface.Kind) {
    polygons.append((place, kind, rings))
    polygonCount += 1
  }

  /// Gives a name to the surfaces from a number on.
  mutating func name(_ id: String, from first: Int) {
    if first < polygonCount, names[id] == nil { names[id] = first..<polygonCount }
  }

  /// Notes a reference to surfaces of a name.
  mutating func refer(to reference: String, from place: Place, as kind: CitySurface.Kind) {
    let name = reference.split(separator: "#").last.map(String.init) ?? reference
    references.append((name, place, kind))
  }

  /// Notes that a geometry has a surface that cannot be read, so that it is not used.
  mutating func spoil(_ place: Place) { spoilt.insert(place) }

  /// The building, with the surfaces of its references where they belong.
  mutating func finish(_ losses: inout CityLosses) -> CityBuilding {
    let id = bodies.first?.id ?? ""
    for reference in references {
      guard let named = names[reference.name] else {
        losses.looseReferences.add(id)
        continue
      }
      for index in named {
        let found = polygons[index]
        // A solid that names the surfaces of its own boundary adds nothing to them.
        if found.place == reference.place, reference.kind == .unknown { continue }
        polygons.append((reference.place, reference.kind, found.rings))
      }
    }
    var order: [Place] = []
    var surfaces: [Place: [CitySurface]] = [:]
    for polygon in polygons {
      if spoilt.contains(polygon.place) { continue }
      if surfaces[polygon.place] == nil { order.append(polygon.place) }
      surfaces[polygon.place, default: []].append(
        CitySurface(kind: polygon.kind, rings: polygon.rings))
    }
    for place in order {
      bodies[place.body].geometries.append(
        CityGeometry(
          lod: place.lod, isRoofEdge: place.isRoofEdge, surfaces: surfaces[place] ?? []))
    }
    for _ in spoilt { losses.badGeometries.add(id) }
    return CityBuilding(body: bodies[0], parts: Array(bodies.dropFirst()))
  }
}
