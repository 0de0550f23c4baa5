public import PlanModel

/// A sector in which emissions arise, as the Climate City Contract's tables have it.
public enum SourceSector: String, Sendable, CaseIterable {
  /// Stationary energy: buildings, lighting, industry's and farming's energy, and what gas networks lose.
  case buildings
  case transport
  case waste
  /// Industrial processes and product use.
  case processes
  /// Agriculture, forestry and other land use.
  case land
  /// Sources that the inventory names no further.
  case other

  /// The contract's name.
  public var title: String {
    switch self {
    case .buildings: "Buildings"
    case .transport: "Transport"
    case .waste: "Waste"
    case .processes: "IPPU"
    case .land: "AFOLU"
    case .other: "Other"
    }
  }

  /// Where energy of a row of the inventory is counted.
  public init(_ sector: InventorySector) { self = sector.isTransport ? .transport : .buildings }

  /// Where emissions that are no use of energy are counted.
  public init(_ source: EmissionSource) {
    switch source {
    case .waste, .wastewater: self = .waste
    case .industrialProcesses: self = .processes
    // As Padova and other cities count them: what networks lose belongs to the gas that buildings burn.
    case .fugitive: self = .buildings
    case .land: self = .land
    case .other: self = .other
    }
  }
}

extension Inventory {
  /// Emissions by source sector, t CO2e/a; what the inventory states inside a sector's published total is counted by its
  /// source.
  public func emissions(of sector: SourceSector) -> Double {
    rows.filter { SourceSector($0.sector) == sector }.map(\.emissions).compensatedSum()
      + sources.filter { SourceSector($0.source) == sector }.map(\.amount).compensatedSum()
  }
}
