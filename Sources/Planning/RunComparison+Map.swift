import Exports
import Foundation
import PlanModel

extension RunComparison {
  /// The files of the map: the layer `changes` as a GeoPackage, and the page where it can be made.
  ///
  /// - Throws: `PlanningFailure` where they cannot be written.
  func mapFiles(in folder: String) throws -> [(name: String, bytes: [UInt8])] {
    var files = [(name: "changes.gpkg", bytes: try geoPackage())]
    if let parts = findWebMapParts(), let before = Self.map(of: folders.before),
      let after = Self.map(of: folders.after)
    {
      let account = ComparisonPage.Account(
        titles: Self.titles(folders), base: Self.address(of: folders.after, from: folder),
        notice: notice, totals: totalPhrases, rules: rulePhrases, notes: notes,
        decisions: decisions, changes: changes)
      let page = ComparisonPage(before: before, after: after, account, parts)
      files.append((ComparisonPage.path, Array(page.bytes)))
    }
    return files
  }

  /// Why there is no page; nil where there is one.
  var pageNote: String? {
    if findWebMapParts() == nil { return noWebMapNote.replacing("map.html", with: "changes.html") }
    let missing = [folders.before, folders.after].first { Self.map(of: $0) == nil }
    guard let missing else { return nil }
    return
      "No changes.html: it is made of the map.html of both runs, and \(missing) has none of this version; run its plan again."
  }

  private static func map(of folder: String) -> PackedMap? {
    FileManager.default.contents(atPath: folder + "/map.html").flatMap { PackedMap(page: $0) }
  }

  private func geoPackage() throws -> [UInt8] {
    let place = FileManager.default.temporaryDirectory
      .appending(path: "commonground-changes-\(UUID().uuidString).gpkg")
    defer { try? FileManager.default.removeItem(at: place) }
    do {
      try writeChanges(
        changes, unmoved: unmoved, districts: districts, geometry: { geometry[$0] ?? [] },
        notice: notice,
        to: place.path(percentEncoded: false))
      return Array(try Data(contentsOf: place))
    } catch {
      throw PlanningFailure([
        Diagnostic(
          .error, "export.failed", "The layer of changes cannot be written: \(error).",
          remedy: "Make room in the folder for temporary files.", at: Place())
      ])
    }
  }

  /// The districts of the later run; none where its layer cannot be read.
  private var districts: [(id: String, name: String, geometry: [UInt8])] {
    let layer = try? runObject(folders.after + "/layers/districts.geojson")
    return (layer?["features"] as? [[String: Any]] ?? []).compactMap { feature in
      guard let properties = feature["properties"] as? [String: Any],
        let id = properties["id"] as? String
      else { return nil }
      return (
        id, properties["name"] as? String ?? id, Self.wellKnownBinary(of: feature["geometry"])
      )
    }
  }

  /// What the runs are called: the names of their folders, with those above where they are alike.
  static func titles(_ folders: (before: String, after: String)) -> (before: String, after: String)
  {
    let parts = [folders.before, folders.after].map {
      URL(filePath: $0).standardizedFileURL.pathComponents.filter { $0 != "/" }
    }
    var count = 1
    while parts[0].suffix(count) == parts[1].suffix(count),
      count < max(parts[0].count, parts[1].count)
    {
      count += 1
    }
    let titles = parts.map { $0.suffix(count).joined(separator: "/") }
    return (titles[0], titles[1])
  }

  /// The address of a folder as seen from a page in another, with a slash at its end.
  static func address(of folder: String, from page: String) -> String {
    let (to, from) = (
      URL(filePath: folder).standardizedFileURL.pathComponents,
      URL(filePath: page).standardizedFileURL.pathComponents
    )
    let common = zip(to, from).prefix { $0 == $1 }.count
    let steps =
      Array(repeating: "..", count: from.count - common)
      + to.dropFirst(common).map {
        $0.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed)?
          .replacing(":", with: "%3A") ?? $0
      }
    return steps.map { $0 + "/" }.joined()
  }

  /// The well-known binary of a GeoJSON polygon or multi-polygon; empty where it is neither.
  static func wellKnownBinary(of geometry: Any?) -> [UInt8] {
    guard let geometry = geometry as? [String: Any],
      let coordinates = geometry["coordinates"] as? [Any]
    else { return [] }
    var bytes: [UInt8] = []
    func add(_ bits: UInt64, _ count: Int) {
      for place in 0..<count { bytes.append(UInt8(truncatingIfNeeded: bits >> (8 * place))) }
    }
    func add(_ count: Int) { add(UInt64(count), 4) }
    func add(_ value: Double) { add(value.bitPattern, 8) }
    func polygon(_ rings: [Any]) {
      bytes += [1, 3, 0, 0, 0]
      add(rings.count)
      for ring in rings {
        let points = (ring as? [Any] ?? []).map { $0 as? [Any] ?? [] }.filter { $0.count >= 2 }
        add(points.count)
        for point in points {
          add(number(point[0]) ?? .nan)
          add(number(point[1]) ?? .nan)
        }
      }
    }
    switch geometry["type"] as? String {
    case "Polygon": polygon(coordinates)
    case "MultiPolygon":
      bytes += [1, 6, 0, 0, 0]
      add(coordinates.count)
      for rings in coordinates { polygon(rings as? [Any] ?? []) }
    default: return []
    }
    return bytes
  }
}
