import PlanModel

extension PlanParser {
  /// The map ground under the web map.
  func basemap(_ outputs: YAMLMapping) -> Basemap? {
    guard let url = outputs.text("basemap") else {
      if outputs.text("attribution") != nil {
        outputs.report(
          "attribution-alone", "`attribution` names whom a map ground is from, and there is none.",
          remedy: "Name the ground's address as `basemap`, or leave `attribution` out.",
          at: "attribution")
      }
      return nil
    }
    guard let attribution = outputs.text("attribution"), !attribution.isEmpty else {
      outputs.report(
        "no-attribution", "The map ground does not say whom it is from, as its licence asks.",
        remedy: "Add `attribution`, for example `© OpenStreetMap contributors`.", at: "basemap")
      return nil
    }
    guard let basemap = Basemap(url: url, attribution: attribution) else {
      outputs.report(
        "wrong-basemap", "“\(url)” is no address of map tiles.",
        remedy:
          "Write an address with {z}, {x} and {y}, as `https://tiles.example.org/{z}/{x}/{y}.png`.",
        at: "basemap")
      return nil
    }
    return basemap
  }
}
