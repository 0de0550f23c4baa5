import GDALBinding
import PlanModel

/// Why a file is not read as a layer: it is a city model, of which GDAL reads nothing (CityJSON) or loses solids that refer
/// to their surfaces, parts of buildings and the CRS of German files (CityGML).
///
/// - Returns: Nil where the file begins as anything else.
func cityModelRefusal(_ location: SourceLocation, _ place: Place) -> Diagnostic? {
  let name = location.path.lowercased()
  guard !location.isService, ["gml", "xml", "json"].contains(where: { name.contains($0) }),
    let start = try? GDALBytes.beginning(of: location.path, count: 16_384)
  else { return nil }
  let text = String(decoding: start, as: UTF8.self)
  let command: String
  // The words may stand in GeoJSON, too.
  let isFeature = ["\"Feature\"", "\"FeatureCollection\""].contains { text.contains($0) }
  if !isFeature, ["\"CityJSON\"", "\"CityJSONFeature\""].contains(where: { text.contains($0) }) {
    command = "cityjson"
  } else if let root = firstElement(of: text), root == "CityModel" {
    command = "citygml"
  } else {
    return nil
  }
  let title = command == "cityjson" ? "CityJSON" : "CityGML"
  return Diagnostic(
    .error, "layer.city-model",
    "The source is \(title), whose buildings a layer cannot be read from.",
    remedy: "Make a layer of it: commonground import \(command) FILE --into DIR.", at: place)
}

/// The name of the first element of XML, without its prefix; nil where a text begins as no XML.
private func firstElement(of text: String) -> String? {
  var rest = text[...]
  while let start = rest.firstIndex(of: "<") {
    rest = rest[start...].dropFirst()
    if rest.hasPrefix("!--") {
      guard let end = rest.firstRange(of: "-->") else { return nil }
      rest = rest[end.upperBound...]
    } else if !rest.hasPrefix("?"), !rest.hasPrefix("!") {
      let name = rest.prefix { !$0.isWhitespace && $0 != ">" && $0 != "/" }
      return name.split(separator: ":").last.map(String.init)
    }
  }
  return nil
}
