import PlanModel

/// What stands in each unit today and what could: the indicators as ways to colour the web map.
///
/// Amounts are shown by hectare, as in the drawings, because a large unit holds more of everything.
struct WebMapIndicators {
  private let result: PlanResult

  init(_ result: PlanResult) { self.result = result }

  /// The themes in the order of the indicators.
  var themes: [WebMapTheme?] {
    let table = result.unitIndicators
    return zip(table.indicators, table.values).enumerated().map { place, entry in
      let values = (0..<result.units.count).map { entry.1[$0] }
      var theme =
        Self.classes(of: entry.0).map { Self.ordinal(entry.0, $0, values, key: "i\(place)") }
        ?? number(entry.0, values, key: "i\(place)")
      theme?.note = entry.0.method
      return theme
    }
  }

  private static let group = "Today and potentials"

  private func number(_ indicator: Indicator, _ values: [Double?], key: String) -> WebMapTheme? {
    guard let density = Self.density(of: indicator) else {
      return WebMapTheme(
        key: key, title: indicator.title, group: Self.group, unit: indicator.unit, none: "none",
        values: values)
    }
    let dense = zip(values, result.units.area).map { value, area in
      area > 0 ? value.map { $0 / (area / density.area) } : nil
    }
    return WebMapTheme(
      key: key, title: Self.titles[indicator.id] ?? "\(indicator.title), \(density.words)",
      group: Self.group, unit: indicator.unit, perArea: density.symbol, none: "none",
      values: dense)
  }

  /// The names that the drawings have for densities.
  private static let titles = [
    "useful-heat": "Heat demand density", "pv-potential": "Solar potential of roofs",
  ]

  /// Numbers whose unit is that of an amount and which are none: they would be wrong by hectare.
  private static let averages: Set = [
    "emissions-per-person", "occupancy", "floor-area-per-person", "effective-width",
    "pipe-diameter", "vulnerability-cost",
  ]

  /// By which area an amount is shown, in m²; nil for shares, averages and indices.
  static func density(of indicator: Indicator) -> (area: Double, symbol: String, words: String)? {
    if indicator.id == "wind-turbines" { return (1e6, "per km²", "per square kilometre") }
    if averages.contains(indicator.id) { return nil }
    switch indicator.unit {
    case "EUR": return (1e4, "/ha", "per hectare")
    case "people", "buildings", "dwellings", "m²", "kWh/a", "t CO2e/a", "t/a", "kW", "kWp", "m",
      "EUR/a":
      return (1e4, " per ha", "per hectare")
    default: return nil
    }
  }

  /// The classes of an indicator whose numbers are names: 1 for the first.
  private static func classes(of indicator: Indicator) -> [String]? {
    if indicator.id.hasPrefix("risk-class") { return HazardLevel.allCases.map(\.word) }
    return indicator.id == "vulnerability-flag" ? ["yes"] : nil
  }

  /// Nil where no unit has a class.
  private static func ordinal(
    _ indicator: Indicator, _ words: [String], _ values: [Double?], key: String
  ) -> WebMapTheme? {
    let places = values.map { value -> Int32 in
      guard let value, value.isFinite else { return WebMapTheme.notKnown }
      return value < 0.5
        ? WebMapTheme.nothing : Int32(min(value.rounded(), Double(words.count))) - 1
    }
    guard places.contains(where: { $0 >= 0 }) else { return nil }
    return WebMapTheme(
      key: key, title: indicator.title, group: group, none: words.count > 1 ? "none" : "no",
      classes: words.enumerated().map { place, word in
        let step = WebMapTheme.step(place, of: words.count)
        return WebMapTheme.Class(title: word, colour: step.light, dark: step.dark)
      }, values: places)
  }
}
