import PlanModel
import Reference

/// The municipality's dwellings beside the country's, so that a reader sees whether the totals can be right.
///
/// - Parameter stock: The municipality: one area.
/// - Returns: What can be compared; nothing without buildings or people.
func nationalComparisons(
  _ stock: AreaStock, plan: PlanDescription, reference: ReferenceData
) -> [NationalComparison] {
  var list: [NationalComparison] = []
  let heated = stock[.heatedArea, .residential, 0]
  let dwellings = stock[.dwellings, .residential, 0]
  let moderate = "MODERATE EU27 Building Stock 2020 v1.2, all dwellings"
  if let means = reference.dwellingMeans(
    country: plan.country, proxy: plan.inventory.proxyCountry), heated > 0
  {
    list.append(
      NationalComparison(
        title: "Useful space heat of dwellings", unit: "kWh/m²",
        here: stock[.spaceHeat, .residential, 0] / heated, country: means.spaceHeat,
        source: moderate))
    if dwellings > 0 {
      list.append(
        NationalComparison(
          title: "Heated area of a dwelling", unit: "m²", here: heated / dwellings,
          country: means.heatedArea, source: moderate))
    }
  }
  if stock.population[0] > 0, heated > 0 {
    let number = reference.householdsEnergy(country: plan.country)
    var energy = CompensatedSum()
    for carrier in Carrier.allCases { energy.add(stock[heat: carrier, .residential, 0]) }
    energy.add(stock[.applianceElectricity, .residential, 0])
    energy.add(stock[.coolingElectricity, .residential, 0])
    list.append(
      NationalComparison(
        title: "Final energy of households per person", unit: "kWh/person",
        here: energy.value / stock.population[0], country: number.value, source: number.source))
  }
  return list
}

/// A warning for each number that is less than half or more than twice the country's.
func comparisonFindings(_ list: [NationalComparison], file: String) -> [Diagnostic] {
  list.filter { !(0.5...2).contains($0.ratio) }.map {
    Diagnostic(
      .warning, "numbers.far-from-country",
      "\($0.title): \(($0.here * 10).rounded() / 10) \($0.unit) here, \(($0.country * 10).rounded() / 10) in the country.",
      remedy:
        "Check uses, levels, floor areas and population, or calibrate with your inventory.",
      at: Place(file: file))
  }
}
