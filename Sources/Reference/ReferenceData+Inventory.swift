public import PlanModel

/// What stands in where an inventory says nothing, and factors of fuels inside a carrier.
extension ReferenceData {
  /// Final energy of road transport per person and year by carrier, kWh; carriers that hardly drive are left out.
  public func roadEnergy(country: String) -> [(carrier: Carrier, number: SourcedNumber)] {
    let own = Carrier.allCases.compactMap { carrier in
      numbers["road-energy.\(country).\(carrier.rawValue)"].map { (carrier, $0) }
    }
    if !own.isEmpty { return own }
    return Carrier.allCases.compactMap { carrier in
      numbers["road-energy.EU27.\(carrier.rawValue)"].map {
        (carrier, $0.standingIn(for: country))
      }
    }
  }

  /// Emissions of waste and wastewater per person and year, t CO2e.
  public func wasteEmissions(country: String) -> SourcedNumber {
    numbers["waste-emissions.\(country)"]
      ?? number("waste-emissions.EU27").standingIn(for: country)
  }

  /// The factor of a fuel inside a carrier, such as `biogas`, t/kWh; nil where only the carrier has one.
  public func emissionFactor(ofFuel fuel: String, _ set: EmissionFactorSet) -> SourcedNumber? {
    fuel.isEmpty ? nil : numbers["emission.\(set.rawValue).\(fuel)"]
  }

  /// What a kWh of electricity of a source emits itself, t/kWh; nil where it is nothing: in all sets but the life cycle.
  public func generationEmissions(
    of source: LocalElectricity.Source, _ set: EmissionFactorSet
  ) -> SourcedNumber? {
    guard set == .lifeCycle else { return nil }
    return switch source {
    case .wind: numbers["emission.LCA.wind"]
    case .photovoltaics: numbers["emission.LCA.photovoltaics"]
    case .hydro: numbers["emission.LCA.hydro"]
    case .geothermal: numbers["emission.LCA.geothermal"]
    }
  }
}
