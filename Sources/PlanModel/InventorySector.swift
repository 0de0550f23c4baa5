/// A row of an inventory's table of final energy, or one of the two words for cities that split no finer.
public enum InventorySector: UInt8, Sendable, CaseIterable {
  case municipal
  case tertiary
  case residential
  case publicLighting
  case industry
  case industryETS
  case municipalFleet
  case publicTransport
  case privateTransport
  case agriculture
  /// All that stands still: every sector but transport.
  case buildings
  /// All transport.
  case transport

  /// The word used in plan files and tables.
  public var word: String { "\(self)" }

  /// The row for people, as the Covenant of Mayors' template names it.
  public var title: String {
    switch self {
    case .municipal: "Municipal buildings, equipment/facilities"
    case .tertiary: "Tertiary (non municipal) buildings, equipment/facilities"
    case .residential: "Residential buildings"
    case .publicLighting: "Public lighting"
    case .industry: "Industry: non-ETS"
    case .industryETS: "Industry: ETS"
    case .municipalFleet: "Municipal fleet"
    case .publicTransport: "Public transport"
    case .privateTransport: "Private and commercial transport"
    case .agriculture: "Agriculture, forestry, fisheries"
    case .buildings: "Buildings, equipment/facilities, industry and agriculture together"
    case .transport: "Transport together"
    }
  }

  /// Whether it is a sum of other rows.
  public var isAggregate: Bool { self == .buildings || self == .transport }

  /// Whether it is transport.
  public var isTransport: Bool {
    switch self {
    case .municipalFleet, .publicTransport, .privateTransport, .transport: true
    default: false
    }
  }

  /// The word for all rows that it is one of; nil for the two words themselves.
  public var aggregate: InventorySector? {
    isAggregate ? nil : isTransport ? .transport : .buildings
  }

  /// The sector of the building stock that the row is about, or nil.
  public var stock: StockSector? {
    switch self {
    case .municipal: .municipal
    case .tertiary: .tertiary
    case .residential: .residential
    case .industry: .industry
    default: nil
    }
  }

  /// The sector of activities that the row's energy goes to where no building explains it, or nil.
  public var activity: ActivitySector? {
    switch self {
    case .industry, .industryETS: .industry
    case .municipalFleet: .municipalFleet
    case .publicTransport: .publicTransport
    case .privateTransport, .transport: .privateTransport
    case .agriculture: .agriculture
    default: nil
    }
  }
}

extension StockSector {
  /// The row of the inventory that the sector is.
  public var inventory: InventorySector {
    switch self {
    case .residential: .residential
    case .tertiary: .tertiary
    case .municipal: .municipal
    case .industry: .industry
    }
  }
}

/// Why a cell of an inventory has no number (Common Reporting Framework of the Global Covenant of Mayors).
public enum NotationKey: String, Sendable, CaseIterable {
  /// Nothing of it is used: the same as 0.
  case notOccurring = "NO"
  /// Used, and not known how much.
  case notEstimated = "NE"
  /// Counted in another row.
  case includedElsewhere = "IE"
  /// Known, and not published.
  case confidential = "C"

  /// What it means, for people.
  public var title: String {
    switch self {
    case .notOccurring: "not occurring"
    case .notEstimated: "not estimated"
    case .includedElsewhere: "included elsewhere"
    case .confidential: "confidential"
    }
  }
}
