public import Foundation
import PlanModel

/// What a `map.html` holds of its run: what its script knows, its tiles, and the reasons of its units, all packed as they were.
public struct PackedMap: Sendable {
  /// The form of the data; a page of another form is not read.
  static let version = 2

  let data: Data
  let tiles: Data
  let units: Data
  /// The name of the plan.
  let name: String
  /// The map ground that the plan names.
  let ground: Basemap?

  /// Takes the parts out of a page; nil where it is no `map.html` of this version.
  ///
  /// A part that could end the element it stands in, or begin another, is none that we wrote: it is not taken.
  public init?(page: Data) {
    func part(_ kind: String, _ id: String) -> Data? {
      let start = Data("<script type=\"\(kind)\" id=\"\(id)\">".utf8)
      guard let opening = page.range(of: start),
        let closing = page.range(
          of: Data("</script>".utf8), in: opening.upperBound..<page.endIndex)
      else { return nil }
      let part = page[opening.upperBound..<closing.lowerBound]
      return part.contains(UInt8(ascii: "<")) ? nil : part
    }
    guard let data = part("application/json", "plan-data"),
      let tiles = part("text/plain", "plan-tiles"), let units = part("text/plain", "plan-units"),
      let known = try? JSONSerialization.jsonObject(with: data) as? [String: Any],
      known["mapVersion"] as? Int == Self.version, let name = known["name"] as? String
    else { return nil }
    self.data = data
    self.tiles = tiles
    self.units = units
    self.name = name
    let ground = known["basemap"] as? [String: Any]
    self.ground = ground.flatMap {
      Basemap(url: $0["url"] as? String ?? "", attribution: $0["attribution"] as? String ?? "")
    }
    // The script would fetch from an address that the page's rules forbid, and say so at every tile.
    if ground != nil, self.ground == nil { return nil }
  }
}
