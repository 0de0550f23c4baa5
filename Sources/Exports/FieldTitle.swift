import PlanModel

/// What a field of a layer is called for people, with its unit.
struct FieldTitle {
  /// The layer whose feature a field names by its id.
  struct Target {
    var layer: String
    /// The field that is shown instead of the id.
    var shown: String
  }
  var field: String
  var title: String
  var pointsAt: Target?
}

/// The titles of the fields of all layers.
struct FieldTitles {
  /// The titles in the order of the fields, `id` first.
  let byLayer: [String: [FieldTitle]]

  init(_ account: PlanAccount, _ layers: [Layer]) {
    var known: [String: String] = [:]
    for kind in NumberKinds(account.result).all {
      guard let column = kind.column, known[column] == nil else { continue }
      known[column] =
        Self.isSaid(kind.unit, in: kind.title) ? kind.title : "\(kind.title) (\(kind.unit))"
    }
    byLayer = Dictionary(
      layers.map { layer in
        (
          layer.name,
          (["id"] + layer.fields.map(\.role)).map { field in
            FieldTitle(
              field: field, title: known[field] ?? Self.title(of: field),
              pointsAt: Self.target(of: field, in: layer.name))
          }
        )
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether a title says already what is counted, as `Exposed people` does.
  private static func isSaid(_ unit: String, in title: String) -> Bool {
    if unit.isEmpty || unit == "1" { return true }
    if unit == "people", title.hasPrefix("Population") { return true }
    // Symbols such as m stand in any word.
    return unit.count > 4 && title.lowercased().contains(unit)
  }

  private static func target(of field: String, in layer: String) -> FieldTitle.Target? {
    switch field {
    case "district" where layer != "districts": FieldTitle.Target(layer: "districts", shown: "name")
    case "unit" where layer != "units": FieldTitle.Target(layer: "units", shown: "id")
    default: nil
    }
  }

  /// Endings of field names and the units they stand for; longer ones first.
  private static let units: [(ending: String, unit: String)] = [
    ("_EUR_per_person_a", "EUR/(person·a)"), ("_t_CO2e_per_a", "t CO2e/a"),
    ("_kWh_per_a", "kWh/a"), ("_EUR_per_a", "EUR/a"), ("_EUR", "EUR"), ("_m2", "m²"), ("_kW", "kW"),
  ]

  /// Fields whose names alone say too little.
  private static let titles = [
    "force": "Legal force of the claim", "topic": "What it is about",
    "land_code": "Wish for the land: levels of farming, nature, energy",
    "land_conflict": "Conflict about the land", "land_strongest": "Strongest wish for the land",
    "class": "What people say and the value of the landscape", "ratio": "Weaker by stronger side",
    "low": "Acceptability, low", "high": "Acceptability, high",
    "dispersion": "How far people are apart", "verdict": "Go, negotiate, leave or protect",
    "age": "Built", "main_action": "Main action",
  ]

  /// The words of a field's name, with its unit in brackets.
  static func title(of field: String) -> String {
    if let title = titles[field] { return title }
    if let worlds = field.firstRange(of: "_in_worlds_of_") {
      let slot = String(field[..<worlds.lowerBound]).codeInWords
      let title = "\(slot): the same in how many of \(field[worlds.upperBound...]) possible worlds"
      return title.prefix(1).uppercased() + title.dropFirst()
    }
    var words = field
    var unit = ""
    if let found = units.first(where: { field.hasSuffix($0.ending) }) {
      words = String(field.dropLast(found.ending.count))
      unit = " (\(found.unit))"
    }
    let text = words.split(separator: "_").joined(separator: " ")
    return text.prefix(1).uppercased() + text.dropFirst() + unit
  }
}
