import PlanModel

extension MapStyles {
  /// Local value added and smaller bills, in five classes that hold as many units each.
  var benefits: [Style] {
    guard let benefits = account.result.benefits else { return [] }
    let units = benefits.units
    let perPerson = zip(units.householdSavings, units.people).compactMap { saved, people in
      people > 0 ? saved / people : nil
    }
    return [
      ("local value added", "local_value_once_EUR", "EUR", units.once, "by building"),
      (
        "household bills", "household_bill_savings_EUR_per_person_a", "EUR a person and year",
        perPerson, "smaller bills of households"
      ),
      ("work", "job_years", "job-years", units.jobYears, "work to build"),
    ].enumerated().map { place, style in
      Style(
        layer: "benefits", name: style.0,
        qml: QML.ranges(
          style.1, Self.classes(of: style.3, unit: style.2)), isDefault: place == 0,
        description: "What stays in each unit: \(style.4), \(style.2)")
    }
  }

  /// Up to five classes between quantiles of the values.
  private static func classes(of values: [Double], unit: String) -> [QML.Range] {
    let sorted = values.filter(\.isFinite).sorted()
    guard let least = sorted.first, let most = sorted.last else { return [] }
    let inner = (1..<5).map { sorted[min(sorted.count - 1, sorted.count * $0 / 5)] }
    let limits = ([least] + inner + [most]).unique
    if limits.count == 1 {
      return [
        QML.Range(
          lower: least, upper: least, label: "\(least.aboutThreeDigits) \(unit)",
          symbol: QML.fill(Self.ramp[0]))
      ]
    }
    return zip(limits, limits.dropFirst()).enumerated().map { place, limit in
      QML.Range(
        lower: limit.0, upper: limit.1,
        label: "\(limit.0.aboutThreeDigits) – \(limit.1.aboutThreeDigits) \(unit)",
        symbol: QML.fill(Self.ramp[place]))
    }
  }

  /// From light to dark, told apart by eyes that see fewer colours as well.
  private static let ramp = ["#ffffcc", "#c2e699", "#78c679", "#31a354", "#006837"]
}

extension QML {
  /// One class of a field of numbers.
  struct Range {
    var lower: Double
    var upper: Double
    var label: String
    var symbol: String
  }

  /// A style with a symbol for each range of a field.
  static func ranges(_ field: String, _ ranges: [Range]) -> String {
    let marks = ranges.enumerated().map { place, range in
      "<range render=\"true\" symbol=\"\(place)\" lower=\"\(range.lower.shortest)\" upper=\"\(range.upper.shortest)\""
        + " label=\"\(HTMLRenderer.escaped(range.label))\"/>"
    }
    return classes(
      "type=\"graduatedSymbol\" attr=\"\(HTMLRenderer.escaped(field))\" graduatedMethod=\"GraduatedColor\"",
      "<ranges>\(marks.joined())</ranges>", symbols: ranges.map(\.symbol))
  }
}
