import PlanModel
import Reference

/// The factors that follow from what a municipality produces itself.
extension InventoryFactors {
  /// Sets the factors of local electricity and heat, where the statement has any, from what is used.
  ///
  /// Electricity (Covenant of Mayors, technical annex to the SEAP template): with consumption TCE, local production LPE and
  /// certified green purchases GEP, EFE = ((TCE − LPE − GEP) × national factor + CO2 of LPE + CO2 of GEP) ÷ TCE where
  /// TCE ≥ LPE + GEP, else (CO2 of LPE + CO2 of GEP) ÷ (LPE + GEP). Heat: EFH = (CO2 of local heat + of heat
  /// brought in − of heat sold) ÷ heat used; where no use is stated, what is produced and brought in less what is sold.
  ///
  /// - Parameters:
  ///   - electricityUsed: Electricity of all sectors, kWh/a.
  ///   - heatUsed: Heat from networks of all sectors, kWh/a.
  /// - Returns: Both factors, the default numbers used, and findings.
  mutating func setLocal(
    _ context: InventoryContext, electricityUsed: Double, heatUsed: Double,
    reference: ReferenceData
  ) -> (
    electricity: LocalFactor?, heat: LocalFactor?, defaults: [SourcedNumber],
    diagnostics: [Diagnostic]
  ) {
    var defaults: [SourcedNumber] = []
    var found: [Diagnostic] = []
    let local = context.statement.electricity
    var split = (heat: 0.0, electricity: 0.0)
    for plant in local.cogeneration {
      let part = cogeneration(plant, reference: reference, defaults: &defaults)
      split.heat += part.heat
      split.electricity += part.electricity
    }
    var made: LocalFactor?
    if !local.isEmpty {
      let national = factor(nil, .electricity)
      if let number = national.number { defaults.append(number) }
      var emitted = split.electricity
      for source in LocalElectricity.Source.allCases {
        guard let number = reference.generationEmissions(of: source, context.factorSet) else {
          continue
        }
        emitted += local.produced[Int(source.rawValue)] * number.value
        defaults.append(number)
      }
      made = Self.electricity(
        consumption: electricityUsed, production: local.production,
        purchases: local.greenPurchases, national: national.value, emitted: emitted,
        bought: local.greenPurchases * local.greenFactor)
      electricity = made?.value
    }
    let heat = heatFactor(
      context, cogeneration: split.heat, heatUsed: heatUsed, found: &found)
    self.heat = heat?.value
    return (made, heat, defaults, found)
  }

  /// The factor of electricity by the Covenant of Mayors' formula.
  ///
  /// - Parameters:
  ///   - emitted: What local production emits, t/a.
  ///   - bought: What green purchases emit, t/a.
  static func electricity(
    consumption: Double, production: Double, purchases: Double, national: Double,
    emitted: Double, bought: Double
  ) -> LocalFactor {
    let own = production + purchases
    let isExporter = consumption < own
    let value =
      isExporter
      ? (emitted + bought) / own
      : consumption > 0
        ? ((consumption - own) * national + emitted + bought) / consumption : national
    return LocalFactor(
      value: value, national: national, consumption: consumption, production: production,
      purchases: purchases, isExporter: isExporter)
  }

  /// What a cogeneration plant emits for its heat and for its electricity, t/a.
  ///
  /// The fuel is split by what each would need alone: heat ÷ its efficiency, electricity ÷ its efficiency.
  private func cogeneration(
    _ plant: LocalPlant, reference: ReferenceData, defaults: inout [SourcedNumber]
  ) -> (heat: Double, electricity: Double) {
    func efficiency(_ own: Double?, _ name: String) -> Double {
      if let own { return own }
      let number = reference.number(name)
      defaults.append(number)
      return number.value
    }
    let heat = plant.heat / efficiency(plant.heatEfficiency, "cogeneration.heat-efficiency")
    let power =
      plant.electricity
      / efficiency(plant.electricEfficiency, "cogeneration.electric-efficiency")
    let whole = emissions(of: plant)
    guard heat + power > 0 else { return (0, 0) }
    return (whole * heat / (heat + power), whole * power / (heat + power))
  }

  /// What a plant's fuels emit, t/a.
  private func emissions(of plant: LocalPlant) -> Double {
    Carrier.allCases.map { carrier in
      plant.fuels[carrier.index] == 0
        ? 0 : plant.fuels[carrier.index] * factor(nil, carrier).value
    }.compensatedSum()
  }

  private func heatFactor(
    _ context: InventoryContext, cogeneration: Double, heatUsed: Double,
    found: inout [Diagnostic]
  ) -> LocalFactor? {
    let local = context.statement.heat
    let plants = local.plants + context.statement.electricity.cogeneration
    let produced = plants.map(\.heat).compensatedSum()
    guard produced + local.imported > 0 else { return nil }
    let used = heatUsed > 0 ? heatUsed : produced + local.imported - local.exported
    guard used > 0 else {
      found.append(
        context.finding(
          .warning, "no-heat-used",
          "Heat of networks is produced and none is used, so it has no factor; the default counts.",
          remedy: "State the energy of `districtHeat` by sector, or less heat that is exported."))
      return nil
    }
    let emitted =
      cogeneration + local.plants.map { emissions(of: $0) }.compensatedSum()
      + local.imported * local.importedFactor - local.exported * local.exportedFactor
    if emitted < 0 {
      found.append(
        context.finding(
          .warning, "negative-heat",
          "The heat sold to outside emits more than all heat produced; the factor of heat is 0.",
          remedy: "Check `exported` and `exportedFactor`."))
    }
    return LocalFactor(
      value: max(0, emitted) / used, national: factor(nil, .districtHeat).value,
      consumption: used, production: produced, purchases: local.imported,
      isExporter: produced + local.imported > used)
  }
}
