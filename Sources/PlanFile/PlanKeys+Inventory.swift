import PlanModel

/// The keys of the inventory.
extension PlanKeys {
  static let sectors = InventorySector.allCases.map(\.word)

  /// Carriers, and fuels inside a carrier that have a factor of their own.
  static let fuels = carriers + ["biogas", "biodiesel", "bioethanol"]

  static let inventory = YAMLKeys(
    "an inventory",
    [
      YAMLKey(
        "factors", .word(EmissionFactorSet.allCases.map(\.rawValue)),
        "The set of emission factors: CO2, CO2e (the default) or LCA."),
      YAMLKey(
        "emissionFactors", .table(of: .quantity(.emissionsPerEnergy, 0...0.005), among: carriers),
        "Emission factors of the city's own by carrier, for example `electricity: 285 kg/MWh`."),
      YAMLKey(
        "sectorFactors",
        .table(
          of: .table(of: .quantity(.emissionsPerEnergy, 0...0.005), among: fuels), among: sectors),
        "Emission factors by sector and carrier, for example `transport: {diesel: 276 kg/MWh}`."),
      YAMLKey(
        "heatCarriers", .table(of: .share, among: carriers),
        "How useful heat is supplied today: shares of carriers that add up to 100 %."),
      YAMLKey(
        "prices", .table(of: .quantity(.moneyPerEnergy, -10...10), among: carriers),
        "Energy prices by carrier, for example `naturalGas: 90 EUR/MWh`."),
      YAMLKey(
        "discountRate", .quantity(.share, 0...0.5),
        "The discount rate of annuities, for example 3.5 %."),
      YAMLKey(
        "climateFactor", .number(0.1...5),
        "Heating degree days here divided by the country's mean; 1 without it."),
      YAMLKey(
        "heatingDegreeDays", .quantity(.degreeDays, 100...12_000),
        "Heating degree days here, as Eurostat counts them, for example 2450 K·d; gives the climate factor."
      ),
      YAMLKey(
        "proxyCountry", .country,
        "The country to borrow building defaults from, where the table has none."),
      YAMLKey(
        "year", .integer(1990...2100), "The year of the inventory; the plan's base year without it."
      ),
      YAMLKey("population", .number(1...1e10), "The inhabitants in that year."),
      YAMLKey(
        "energy",
        .table(
          of: .table(
            of: .either([
              .word(NotationKey.allCases.map(\.rawValue)), .quantity(.energy, 0...1e15),
            ]), among: fuels), among: sectors),
        "Final energy by sector and carrier, for example `residential: {naturalGas: 12 GWh}`; NO, NE, IE or C where there is no number."
      ),
      YAMLKey(
        "file", .text,
        "A table of such statements as CSV with the columns table, sector, carrier, value, unit."),
      YAMLKey(
        "localElectricity", .mapping(localElectricity),
        "Electricity produced in the municipality, and certified green purchases."),
      YAMLKey("localHeat", .mapping(localHeat), "Heat of networks that no cogeneration makes."),
      YAMLKey(
        "emissions",
        .table(of: .quantity(.emissions, -1e12...1e12), among: EmissionSource.allCases.map(\.word)),
        "Emissions that are no use of energy, for example `waste: 5200 t`; sinks are negative."),
      YAMLKey(
        "published",
        .table(of: .quantity(.emissions, -1e12...1e12), among: sectors + ["total"]),
        "Emissions as published by sector, to compare with."),
      YAMLKey(
        "calibrate", .either([.flag, .list(of: .word(StockSector.allCases.map(\.word)))]),
        "Whether the buildings' energy is made to agree with `energy`, or for which sectors; all but industry without it."
      ),
      YAMLKey(
        "estimate", .list(of: .word(InventoryEstimate.allCases.map(\.rawValue))),
        "What is estimated per person where nothing is stated: transport, waste."),
    ])

  static let localElectricity = YAMLKeys(
    "local electricity",
    LocalElectricity.Source.allCases.map {
      YAMLKey($0.word, .quantity(.energy, 0...1e15), "Production by \($0.word) in a year.")
    } + [
      YAMLKey("cogeneration", .list(of: .mapping(cogeneration)), "Plants of heat and electricity."),
      YAMLKey(
        "greenPurchases", .quantity(.energy, 0...1e15),
        "Certified green electricity that the municipality buys in a year."),
      YAMLKey(
        "greenFactor", .quantity(.emissionsPerEnergy, 0...0.005),
        "What it emits; 0 without it."),
    ])

  static let cogeneration = plant(
    "a cogeneration plant",
    [
      YAMLKey(
        "electricity", .quantity(.energy, 0...1e15), required: true,
        "Electricity produced in a year."),
      YAMLKey(
        "heatEfficiency", .quantity(.share, 0.05...1.2),
        "Efficiency of heat alone, by which the fuel is split; 90 % without it."),
      YAMLKey(
        "electricEfficiency", .quantity(.share, 0.05...1),
        "Efficiency of electricity alone, by which the fuel is split; 40 % without it."),
    ])

  static let localHeat = YAMLKeys(
    "local heat",
    [
      YAMLKey("plants", .list(of: .mapping(plant("a heating plant", []))), "Plants of heat alone."),
      YAMLKey("imported", .quantity(.energy, 0...1e15), "Heat from outside in a year."),
      YAMLKey(
        "importedFactor", .quantity(.emissionsPerEnergy, 0...0.005), "What it emits; 0 without it."),
      YAMLKey("exported", .quantity(.energy, 0...1e15), "Heat sold to outside in a year."),
      YAMLKey(
        "exportedFactor", .quantity(.emissionsPerEnergy, 0...0.005), "What it emits; 0 without it."),
    ])

  private static func plant(_ title: String, _ more: [YAMLKey]) -> YAMLKeys {
    YAMLKeys(
      title,
      [
        YAMLKey("name", .text, "The plant's name."),
        YAMLKey(
          "heat", .quantity(.energy, 0...1e15), required: true, "Heat delivered in a year."),
        YAMLKey(
          "fuels", .table(of: .quantity(.energy, 0...1e15), among: carriers), required: true,
          "Fuel burnt in a year, by carrier."),
      ] + more)
  }
}
