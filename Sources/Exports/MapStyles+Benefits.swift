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
        drawing: .ranges(
          style.1, Self.classes(of: style.3, unit: style.2)), isDefault: place == 0,
        description: "What stays in each unit: \(style.4), \(style.2)")
    }
  }

  /// Nothing in a class of its own, then up to five classes between quantiles of the other values: where most units get
  /// nothing, quantiles of all would put those that get something into one class.
  private static func classes(of values: [Double], unit: String) -> [MapRange] {
    let sorted = values.filter { $0.isFinite && $0 != 0 }.sorted()
    let zero =
      values.contains(0)
      ? [MapRange(lower: 0, upper: 0, label: "nothing", symbol: .fill(Palette.none))] : []
    guard let least = sorted.first, let most = sorted.last else { return zero }
    let inner = (1..<5).map { sorted[min(sorted.count - 1, sorted.count * $0 / 5)] }
    let limits = ([least] + inner + [most]).unique
    if limits.count == 1 {
      return zero + [
        MapRange(
          lower: least, upper: least, label: "\(least.aboutThreeDigits) \(unit)",
          symbol: .fill(MapTheme.ramp[0]))
      ]
    }
    return zero
      + zip(limits, limits.dropFirst()).enumerated().map { place, limit in
        MapRange(
          lower: limit.0, upper: limit.1,
          label: "\(limit.0.aboutThreeDigits) – \(limit.1.aboutThreeDigits) \(unit)",
          symbol: .fill(MapTheme.ramp[place]))
      }
  }

}
