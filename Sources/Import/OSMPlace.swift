import GEOSBinding
import PlanModel

/// Which ground is imported, and what is known of it; coordinates in degrees.
struct OSMPlace: Sendable {
  /// The boundary, or nil where the ground is a rectangle.
  var boundary: OSMArea?
  /// What the ground lies in.
  var extent: Extent
  /// The municipality's name.
  var name: String
  /// The country as two letters.
  var country: String
  /// People, where the boundary or its place says so.
  var population: Double?
  /// The administrative level of the boundary.
  var level: Int?
  /// Boundaries that do not close, with name and level.
  var brokenBoundaries: [(id: String, tags: OSMTags)]
  /// Boundaries of any level that close.
  var closedBoundaries: Int
}

/// Finds the municipality and the country in a file.
struct OSMPlaceSearch {
  let data: OSMData
  let request: OSMRequest
  private(set) var diagnostics: [Diagnostic] = []
  private let closed: [OSMArea]
  private let broken: [(id: String, tags: OSMTags)]
  private let context: GEOSContext

  init(_ data: OSMData, _ request: OSMRequest) throws(GEOSError) {
    self.data = data
    self.request = request
    context = try GEOSContext()
    var assembly = try AreaAssembly(data)
    (closed, broken) = assembly.relations { $0["boundary"] == "administrative" }
  }

  /// The place, or nil with an error among the diagnostics.
  mutating func find() throws(GEOSError) -> OSMPlace? {
    let whole = data.bounds ?? data.extentOfNodes
    guard !whole.isEmpty else {
      fail("osm.no-place", "No node of the file has a place on earth.", "Fetch it again.")
      return nil
    }
    var boundary: OSMArea?
    var extent = whole
    switch request.municipality {
    case .named(let wanted):
      guard let found = named(wanted) else { return nil }
      boundary = found
    case .extent(let wanted):
      guard wanted.meets(whole) else {
        fail(
          "osm.extent-outside",
          "The extent lies outside of the file, which covers \(words(whole)).",
          "Write west, south, east, north in degrees.")
        return nil
      }
      extent = wanted.intersection(whole)
    case .automatic: boundary = largest()
    }
    if let boundary { extent = boundary.extent }
    guard extent.isOfAMunicipality else {
      fail(
        "osm.too-large",
        "The ground is too large for one plan: it reaches over \(words(extent)) (west, south, east, north).",
        "Name a municipality with --municipality, or an --extent of less than 9°.")
      return nil
    }
    if boundary == nil, case .automatic = request.municipality { tellExtent(whole) }
    let settlement = try settlement(in: extent, boundary)
    let name =
      request.name ?? boundary?.tags["name"] ?? settlement?["name"].map { "\($0) (extract)" }
      ?? "Extract of OpenStreetMap"
    guard let country = try country(boundary, extent) else { return nil }
    let stated =
      boundary.flatMap { $0.tags["population"] }
      // A settlement speaks for the municipality that bears its name, and not for a county or an extract.
      ?? (boundary != nil && settlement?["name"] == boundary?.tags["name"]
        ? settlement?["population"] : nil)
    var population: Double?
    if let stated {
      population = Self.people(stated)
      if population == nil {
        diagnostics.append(
          Diagnostic(
            .warning, "osm.population", "The population `\(stated)` of \(name) is no number.",
            remedy: "State it in the plan: `population` of the districts.",
            at: Place(file: request.path)))
      }
    }
    return OSMPlace(
      boundary: boundary, extent: extent, name: name, country: country, population: population,
      level: boundary.flatMap { $0.tags["admin_level"] }.flatMap { Int($0) },
      brokenBoundaries: broken, closedBoundaries: closed.count)
  }

  /// People, as mappers write them: `12345`, `12 345`, `12'345`, `12,345`, `~12000`.
  static func people(_ text: String) -> Double? {
    let digits = text.filter { !" .,'’~\u{A0}".contains($0) }
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }),
      digits.utf8.count < 11
    else { return nil }
    return Double(digits)
  }

  // MARK: The boundary

  private mutating func named(_ wanted: String) -> OSMArea? {
    let id = wanted.hasPrefix("relation/") ? String(wanted.dropFirst(9)) : wanted
    let isID = Int64(id) != nil
    func matches(_ id: String, _ tags: OSMTags) -> Bool {
      isID
        ? id == "relation/\(Int64(wanted.split(on: "/").last ?? "") ?? 0)"
        : ["name", "official_name", "name:en", "alt_name", "short_name"].contains {
          tags[$0]?.lowercased() == wanted.lowercased()
        }
    }
    let found = closed.filter { matches($0.id, $0.tags) }
    // A city and its canton may have one name: the municipal level goes before.
    if let best = found.min(by: { rank($0) < rank($1) }) { return best }
    let open = broken.filter { matches($0.id, $0.tags) }
    if let first = open.first {
      fail(
        "osm.boundary-open",
        "The boundary of \(first.tags["name"] ?? wanted) (\(first.id)) is not whole in this file: it is cut off or has a gap.",
        "Fetch an extract that reaches around the municipality, or name an --extent. Whole are: \(candidates())."
      )
    } else {
      let names = closed.compactMap { $0.tags["name"] }
      let nearest = wanted.nearest(among: names).map { "Did you mean \($0)? " } ?? ""
      fail(
        "osm.no-municipality", "No boundary in the file is called `\(wanted)`.",
        "\(nearest)Whole are: \(candidates()).")
    }
    return nil
  }

  private func rank(_ area: OSMArea) -> (Int, String) {
    let level = area.tags["admin_level"].flatMap { Int($0) } ?? 99
    return (abs(level - 8), area.id)
  }

  private mutating func largest() -> OSMArea? {
    let whole = closed.filter { $0.tags["admin_level"] == "8" }
    guard let best = whole.max(by: { ($0.area, $1.id) < ($1.area, $0.id) }) else { return nil }
    if whole.count > 1 {
      diagnostics.append(
        Diagnostic(
          .note, "osm.municipality",
          "The largest municipality that is whole in the file is taken: \(best.tags["name"] ?? best.id).",
          remedy: "Name another with --municipality: \(candidates()).",
          at: Place(file: request.path)))
    }
    return best
  }

  private mutating func tellExtent(_ whole: Extent) {
    diagnostics.append(
      Diagnostic(
        .warning, "osm.no-boundary",
        "No municipal boundary (admin level 8) is whole in the file; all that it covers is taken, \(words(whole)).",
        remedy: closed.isEmpty
          ? "Fetch an extract that reaches around the municipality, or name an --extent."
          : "Name a boundary with --municipality: \(candidates()); or an --extent.",
        at: Place(file: request.path)))
  }

  /// Closed boundaries by name and level, some of them.
  private func candidates() -> String {
    let sorted = closed.sorted { rank($0) < rank($1) }
    let names = sorted.prefix(12).map {
      "\($0.tags["name"] ?? $0.id) (level \($0.tags["admin_level"] ?? "?"))"
    }
    if names.isEmpty { return "none" }
    return names.joined(separator: ", ")
      + (sorted.count > 12 ? " and \(sorted.count - 12) more" : "")
  }

  private func words(_ extent: Extent) -> String {
    "\(extent.minX),\(extent.minY),\(extent.maxX),\(extent.maxY)"
  }

  // MARK: What is known of the place

  /// The tags of the node of the settlement that bears the boundary's name, else of the most important one inside.
  private func settlement(in extent: Extent, _ boundary: OSMArea?) throws(GEOSError) -> OSMTags? {
    let ranks = ["city", "town", "village", "suburb", "hamlet"]
    var best: (rank: Int, tags: OSMTags)?
    let shape = try boundary.map { area throws(GEOSError) in try context.read(wkb: area.shape) }
    for (position, row) in data.nodes.tagged.enumerated() {
      let tags = data.tags(data.nodes.tags, position)
      guard let place = tags["place"], let usual = ranks.firstIndex(of: place),
        let name = tags["name"]
      else { continue }
      let rank = name == boundary?.tags["name"] ? -1 : usual
      guard rank < best?.rank ?? ranks.count else { continue }
      let (x, y) = (data.nodes.xs[row], data.nodes.ys[row])
      guard extent.contains(Extent(minX: x, minY: y, maxX: x, maxY: y)) else { continue }
      if let shape, try !shape.contains(context.point(x: x, y: y)) { continue }
      best = (rank, tags)
    }
    return best?.tags
  }

  private mutating func country(
    _ boundary: OSMArea?, _ extent: Extent
  ) throws(GEOSError) -> String? {
    if let country = request.country { return country.uppercased() }
    func code(_ tags: OSMTags) -> String? {
      (tags["ISO3166-1:alpha2"] ?? tags["ISO3166-1"]).flatMap {
        $0.utf8.count == 2 ? $0.uppercased() : nil
      } ?? tags["ISO3166-2"].flatMap { $0.split(on: "-").first }
    }
    if let boundary, let own = code(boundary.tags) { return own }
    let place =
      boundary?.inside ?? ((extent.minX + extent.maxX) / 2, (extent.minY + extent.maxY) / 2)
    let point = try context.point(x: place.0, y: place.1)
    for area in closed {
      guard let found = code(area.tags) else { continue }
      if try context.read(wkb: area.shape).contains(point) { return found }
    }
    let codes = Set(broken.compactMap { $0.tags["admin_level"] == "2" ? code($0.tags) : nil })
    let addresses = addressCountry()
    if let only = codes.first, codes.count == 1, addresses == nil || addresses == only {
      diagnostics.append(
        Diagnostic(
          .note, "osm.country",
          "The country is taken to be \(only), the only one that the file names.",
          remedy: "Name another with --country.", at: Place(file: request.path)))
      return only
    }
    if let addresses {
      diagnostics.append(
        Diagnostic(
          .note, "osm.country", "The country is taken to be \(addresses), that of most addresses.",
          remedy: "Name another with --country.", at: Place(file: request.path)))
      return addresses
    }
    fail(
      "osm.no-country",
      codes.isEmpty
        ? "The file does not say in which country it lies."
        : "The file touches several countries: \(codes.sorted().joined(separator: ", ")).",
      "Name it with --country, in two letters of ISO 3166.")
    return nil
  }

  /// The country of most addresses, where any states it.
  private func addressCountry() -> String? {
    var counts: [String: Int] = [:]
    for row in data.ways.ids.indices {
      if let code = data.tags(data.ways.tags, row)["addr:country"], code.utf8.count == 2 {
        counts[code.uppercased(), default: 0] += 1
      }
    }
    return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
  }

  private mutating func fail(_ code: String, _ message: String, _ remedy: String) {
    diagnostics.append(
      Diagnostic(.error, code, message, remedy: remedy, at: Place(file: request.path)))
  }
}

extension Extent {
  /// Whether a rectangle in degrees is at most 9° wide and high, so that one metric grid fits it.
  fileprivate var isOfAMunicipality: Bool {
    // A zone of UTM is 6° wide and serves for half as much more; the widest municipalities of the continent have 6°.
    maxX - minX < 9 && maxY - minY < 9
  }
}

extension OSMData {
  /// What all nodes with a place on earth lie in, in degrees.
  var extentOfNodes: Extent {
    var extent = Extent.empty
    for (x, y) in zip(nodes.xs, nodes.ys) where abs(x) <= 180 && abs(y) <= 90 {
      extent.extend(x: x, y: y)
    }
    return extent
  }
}
