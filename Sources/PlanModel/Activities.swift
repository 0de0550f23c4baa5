/// A sector whose energy an inventory states and buildings do not explain.
public enum ActivitySector: UInt8, Sendable, CaseIterable {
  case industry
  case municipalFleet
  case publicTransport
  case privateTransport
  case agriculture

  /// The word used in plan files, inventories and catalogues.
  public var word: String { "\(self)" }

  /// The row of the inventory for people.
  public var title: String {
    switch self {
    case .industry: "Industry (processes, outside emissions trading)"
    case .municipalFleet: "Municipal fleet"
    case .publicTransport: "Public transport"
    case .privateTransport: "Private and commercial transport"
    case .agriculture: "Agriculture, forestry, fisheries"
    }
  }

  /// Whether it is a row of the inventory's transport.
  public var isTransport: Bool {
    self == .municipalFleet || self == .publicTransport || self == .privateTransport
  }
}

/// A source or sink of emissions that is no use of energy.
public enum EmissionSource: UInt8, Sendable, CaseIterable {
  case waste
  case wastewater
  case industrialProcesses
  case fugitive
  case land
  case other

  /// The word used in plan files, inventories and catalogues.
  public var word: String { "\(self)" }

  /// The row of the inventory for people.
  public var title: String {
    switch self {
    case .waste: "Waste management"
    case .wastewater: "Wastewater management"
    case .industrialProcesses: "Industrial processes and product use"
    case .fugitive: "Fugitive emissions"
    case .land: "Agriculture, forestry and other land use"
    case .other: "Other"
    }
  }
}

/// What goes on in a municipality beside its buildings: energy of transport, industry and agriculture, and emissions
/// that are no use of energy, with the part of each that falls to each area.
///
/// The municipality's totals come from its inventory; the areas have shares of them. So a million areas cost one
/// number a sector, and the areas add up to the municipality.
public struct Activities: Sendable, Hashable {
  /// Final energy by sector and carrier: `sector * carriers + carrier`, kWh/a.
  public var energy: [Double]
  /// Emission factors by sector and carrier in the same order, t CO2e/kWh; road fuels may have their own.
  public var factors: [Double]
  /// Emissions by source, t CO2e/a; sinks are negative.
  public var emissions: [Double]
  /// The share of each sector's energy by area: `sector * count + area`; a sector's shares add up to 1, or are all 0.
  public var energyShares: [Double]
  /// The share of each source's emissions by area: `source * count + area`.
  public var emissionShares: [Double]
  /// The number of areas.
  public let count: Int

  /// Activities of nothing.
  public init(count: Int) {
    self.count = count
    let cells = ActivitySector.allCases.count * Carrier.allCases.count
    energy = Array(repeating: 0, count: cells)
    factors = energy
    emissions = Array(repeating: 0, count: EmissionSource.allCases.count)
    energyShares = Array(repeating: 0, count: ActivitySector.allCases.count * count)
    emissionShares = Array(repeating: 0, count: EmissionSource.allCases.count * count)
  }

  /// Whether no sector and no source has anything.
  public var isEmpty: Bool { !energy.contains { $0 != 0 } && !emissions.contains { $0 != 0 } }

  /// Final energy of a carrier in a sector and area, kWh/a.
  public func energy(_ sector: ActivitySector, _ carrier: Carrier, in area: Int) -> Double {
    energy[Int(sector.rawValue) * Carrier.allCases.count + carrier.index]
      * energyShares[Int(sector.rawValue) * count + area]
  }

  /// The emission factor of a carrier in a sector, t CO2e/kWh.
  public func factor(_ sector: ActivitySector, _ carrier: Carrier) -> Double {
    factors[Int(sector.rawValue) * Carrier.allCases.count + carrier.index]
  }

  /// Emissions of a source in an area, t CO2e/a.
  public func emissions(_ source: EmissionSource, in area: Int) -> Double {
    emissions[Int(source.rawValue)] * emissionShares[Int(source.rawValue) * count + area]
  }

  /// Final energy of all sectors in an area, kWh/a.
  public func energy(in area: Int) -> Double {
    var sum = CompensatedSum()
    for sector in ActivitySector.allCases {
      for carrier in Carrier.allCases { sum.add(energy(sector, carrier, in: area)) }
    }
    return sum.value
  }

  /// Emissions of all sectors and sources in an area: final energy × factor (IPCC 2006, Tier 1) and what is no use
  /// of energy, t CO2e/a.
  public func emissions(in area: Int) -> Double {
    var sum = CompensatedSum()
    for sector in ActivitySector.allCases {
      for carrier in Carrier.allCases {
        sum.add(energy(sector, carrier, in: area) * factor(sector, carrier))
      }
    }
    for source in EmissionSource.allCases { sum.add(emissions(source, in: area)) }
    return sum.value
  }

  /// The same of larger areas.
  ///
  /// - Parameter group: The larger area of each area; negative: in none.
  public func aggregated(to group: [Int], count larger: Int) -> Activities {
    precondition(group.count == count, "one group an area")
    var result = Activities(count: larger)
    result.energy = energy
    result.factors = factors
    result.emissions = emissions
    func sums(_ shares: [Double], rows: Int) -> [Double] {
      (0..<rows).flatMap { row in
        groupSums(of: group, count: larger) { shares[row * count + $0] }
      }
    }
    result.energyShares = sums(energyShares, rows: ActivitySector.allCases.count)
    result.emissionShares = sums(emissionShares, rows: EmissionSource.allCases.count)
    return result
  }
}
