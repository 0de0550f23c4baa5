import PlanModel

/// What people, buildings, energy and emissions there are.
///
/// - Parameter emissions: Baseline emissions of each area, t/a.
/// - Parameter coversActivities: Whether transport, industry and other sectors of an inventory are in them.
func energyIndicators(emissions: [Double], coversActivities: Bool = false) -> [IndicatorDefinition]
{
  let moderate = "MODERATE EU27 Building Stock 2020"
  var list = IndicatorList()
  list.add(
    "population", "Population", "people", .medium,
    "Population of the district, shared by dwellings inside it; dwellings × persons per dwelling where unknown.",
    from: ["districts", "buildings", "population"], by: StockDefaults.people
  ) { $0.population[$1] }
  list.add(
    "buildings", "Buildings", "buildings", .high,
    "Number of buildings, each shared by the part of its area that lies inside.", by: []
  ) { $0.total(.buildings, in: $1) }
  list.add(
    "dwellings", "Dwellings", "dwellings", .medium,
    "As given, else gross floor area of residential buildings ÷ floor area of a dwelling.",
    by: StockDefaults.dwellings
  ) { $0.total(.dwellings, in: $1) }
  list.add(
    "floor-area", "Gross floor area", "m²", .medium,
    "As given, else footprint × levels; levels from height or by use where not given.",
    by: StockDefaults.floor
  ) { $0.total(.floorArea, in: $1) }
  list.add(
    "heated-area", "Heated area", "m²", .medium,
    "Gross floor area × heated share by use (\(moderate) for dwellings).", by: StockDefaults.heated
  ) { $0.total(.heatedArea, in: $1) }
  list.add(
    "useful-heat", "Useful heat", "kWh/a", .medium,
    "Heated area × useful space heat and hot water by country, use and age (\(moderate)), space heat × climate factor.",
    by: StockDefaults.heat
  ) { $0.usefulHeat(in: $1) }
  for carrier in Carrier.allCases {
    list.add(
      "final-heat-\(carrier.rawValue)", "Final energy for heat: \(carrier.title)", "kWh/a", .low,
      "Useful heat × share of the carrier ÷ efficiency; the building's own carrier where it is given.",
      by: StockDefaults.finalHeat
    ) { $0.finalHeat(carrier, in: $1) }
  }
  list.add(
    "appliance-electricity", "Electricity of appliances and lighting", "kWh/a", .low,
    "Heated area × electricity per m² by use, without heat.",
    by: StockDefaults.heated + ["appliance-electricity."]
  ) { $0.total(.applianceElectricity, in: $1) }
  list.add(
    "street-lighting", "Electricity of street lighting", "kWh/a", .low,
    "Population × electricity per person (Padova 2021).", from: ["districts", "buildings"],
    by: StockDefaults.lighting
  ) { $0.lightingElectricity[$1] }
  list.add(
    "electricity", "All electricity", "kWh/a", .low,
    "Electricity for heat, appliances and street lighting.", from: ["districts", "buildings"],
    by: StockDefaults.electricity
  ) { $0.electricity(in: $1) }
  list.add(
    "emissions",
    coversActivities
      ? "Emissions of buildings, street lighting and the inventory's other sectors"
      : "Emissions of buildings and street lighting", "t CO2e/a", .medium,
    "Final energy × emission factor by carrier (IPCC 2006, Tier 1; Covenant of Mayors factors).",
    from: ["districts", "buildings"], by: StockDefaults.emissions
  ) { emissions[$1] }
  list.add(
    "emissions-per-person", "Emissions per person", "t CO2e/a", .medium, "Emissions ÷ population.",
    from: ["districts", "buildings"], by: StockDefaults.emissions
  ) { ratio(emissions[$1], $0.population[$1]) }
  list.add(
    "specific-heat", "Useful heat per heated area", "kWh/m²", .medium,
    "Useful heat ÷ heated area.", by: StockDefaults.heat
  ) { ratio($0.usefulHeat(in: $1), $0.total(.heatedArea, in: $1)) }
  if coversActivities {
    let method = "The inventory's municipal total × the area's share by people, floor or land."
    list.add(
      "energy-beside-buildings", "Final energy of transport, industry and agriculture", "kWh/a",
      .low, method, from: ["districts", "landUse"], by: ["road-energy."]
    ) { $0.activities.energy(in: $1) }
    list.add(
      "emissions-beside-buildings",
      "Emissions of transport, industry, agriculture and other sources", "t CO2e/a", .low, method,
      from: ["districts", "landUse"], by: ["emission.", "road-energy.", "waste-emissions."]
    ) { $0.activities.emissions(in: $1) }
  }
  return list.definitions
}
