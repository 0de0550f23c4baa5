import PlanModel

extension MapThemes {
  /// What stays in the place, whom it helps, and where energy weighs heavily.
  var benefits: [MapTheme] { [energyPoverty, localValue, billSavings, relief].compactMap { $0 } }

  /// The vulnerability proxy by district; a number that is withheld is no number.
  private var energyPoverty: MapTheme? {
    guard let proxy = result.vulnerability else { return nil }
    let districts = result.districts.count
    let shares = proxy.costShare.prefix(districts).map { $0.map { 100 * $0 } }
    let costs = proxy.costPerDwelling.prefix(districts)
    let isShare = proxy.usesIncome && shares.contains { $0 != nil }
    return MapTheme.graduated(
      "energy-poverty", title: "Energy poverty: how heavy the cost of energy weighs",
      note: isShare
        ? "Modelled cost of the energy that a dwelling requires, of the median income; a proxy, no measure of households."
        : "Modelled cost of the energy that a dwelling requires; a proxy, no measure of households.",
      unit: isShare ? "%" : "EUR/a a dwelling",
      values: (isShare ? Array(shares) : Array(costs)).map { $0 ?? 0 },
      geometry: result.districts.geometry, area: result.ledger.districtArea,
      rest: "unknown, or too few dwellings to tell", counted: "district")
  }

  private var localValue: MapTheme? {
    result.benefits.flatMap {
      MapTheme.graduated(
        "local-value", title: "Income that stays here",
        note:
          "Local value added by operation and ownership of what is planned, by hectare of each planning area.",
        unit: "EUR/a per ha", values: dense($0.units.yearly), geometry: result.units.geometry,
        area: result.units.area, rest: "none")
    }
  }

  private var billSavings: MapTheme? {
    result.benefits.flatMap { benefits in
      MapTheme.graduated(
        "bill-savings", title: "Smaller bills of households",
        note: "What households save of their energy bills by the plan, by person who lives there.",
        unit: "EUR/a a person",
        values: zip(benefits.units.householdSavings, benefits.units.people)
          .map { $1 > 0 ? $0 / $1 : 0 },
        geometry: result.units.geometry, area: result.units.area,
        rest: "no savings, or nobody lives there")
    }
  }

  private var relief: MapTheme? {
    result.benefits.flatMap {
      MapTheme.graduated(
        "energy-poverty-relief", title: "Relief of energy poverty",
        note:
          "People in dwellings reached by an action that relieves energy poverty, by hectare of each planning area.",
        unit: "people per ha", values: dense($0.units.reachedPeople),
        geometry: result.units.geometry, area: result.units.area, rest: "nobody reached")
    }
  }

  /// Amounts of units by hectare.
  private func dense(_ amounts: [Double]) -> [Double] {
    zip(amounts, result.units.area).map { $1 > 0 ? $0 / ($1 / 10_000) : 0 }
  }
}
