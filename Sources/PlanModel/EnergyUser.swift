/// Who pays a bill of energy, and so who gains where it falls.
public enum EnergyUser: Int, Sendable, CaseIterable {
  /// Those who live in residential buildings.
  case households
  /// Firms in tertiary and industrial buildings, industry and agriculture.
  case business
  /// The municipality: its buildings, streets, fleet and public transport.
  case municipality
  /// Those who drive: private and commercial transport, which no inventory separates.
  case traffic
  /// Whoever owns a plant on land that sells what it generates.
  case plants

  /// The user of a sector of the buildings.
  public init(_ sector: StockSector) {
    switch sector {
    case .residential: self = .households
    case .tertiary, .industry: self = .business
    case .municipal: self = .municipality
    }
  }

  /// The user of a sector beside the buildings.
  public init(_ sector: ActivitySector) {
    switch sector {
    case .industry, .agriculture: self = .business
    case .municipalFleet, .publicTransport: self = .municipality
    case .privateTransport: self = .traffic
    }
  }

  /// The word in files.
  public var word: String { "\(self)" }
}
