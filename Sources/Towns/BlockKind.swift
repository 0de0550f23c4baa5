/// How a block of the lattice is built up.
enum BlockKind: UInt8, Sendable {
  /// No buildings.
  case open
  /// Closed fronts around courtyards.
  case perimeter
  /// Terraces.
  case rows
  /// Free-standing apartment blocks.
  case slabs
  /// Detached houses.
  case houses
  /// Detached houses with many empty plots.
  case fringe
  /// Farms.
  case village
  /// Church, inn and houses.
  case villageCentre
  /// Town hall, church and offices.
  case civic
  /// A school with its sports hall.
  case school
  /// Factories and warehouses.
  case halls

  /// The kind that suits a place.
  ///
  /// - Parameters:
  ///   - ratio: The distance from the settlement's middle as a share of its radius.
  ///   - isCentre: Whether the middle lies in the block.
  static func suited(
    to settlement: TownFrame.Settlement, ratio: Double, isCentre: Bool, compactness: Double,
    random: inout TownRandom
  ) -> BlockKind {
    if settlement.isIndustrial { return .halls }
    let draw = random.unit()
    if settlement.radius < 330 {
      if isCentre { return settlement.buildings > 15 ? .villageCentre : .village }
      if ratio > 0.95 { return draw < 0.5 ? .fringe : .village }
      return draw < 0.6 ? .village : .houses
    }
    if isCentre { return .civic }
    if ratio < 0.14 + 0.2 * compactness { return draw < 0.9 ? .perimeter : .rows }
    if draw > 0.97 { return .school }
    if ratio < 0.45 + 0.25 * compactness {
      if draw < 0.5 * compactness { return .slabs }
      if draw < 0.5 * compactness + 0.12 { return .perimeter }
      return draw < 0.72 ? .rows : .houses
    }
    if ratio < 0.85 {
      if draw < 0.3 * compactness { return .slabs }
      return draw < 0.3 * compactness + 0.15 ? .rows : .houses
    }
    return ratio < 1.02 ? .houses : .fringe
  }
}

/// What a building is, as the town's own register words it.
enum TownUse: UInt8, Sendable, CaseIterable {
  case detachedHouse
  case terracedHouse
  case apartmentHouse
  case apartmentBlock
  case office
  case shop
  case school
  case hospital
  case hotel
  case church
  case townHall
  case sportsHall
  case factory
  case warehouse
  case garage
  case barn

  /// The register's word.
  var word: String {
    switch self {
    case .detachedHouse: "detached house"
    case .terracedHouse: "terraced house"
    case .apartmentHouse: "apartment house"
    case .apartmentBlock: "apartment block"
    case .office: "office"
    case .shop: "shop"
    case .school: "school"
    case .hospital: "hospital"
    case .hotel: "hotel"
    case .church: "church"
    case .townHall: "town hall"
    case .sportsHall: "sports hall"
    case .factory: "factory"
    case .warehouse: "warehouse"
    case .garage: "garage"
    case .barn: "barn"
    }
  }

  /// What the word means in a plan file.
  var planWord: String {
    switch self {
    case .detachedHouse, .terracedHouse: "singleFamily"
    case .apartmentHouse: "multiFamily"
    case .apartmentBlock: "apartmentBlock"
    case .office, .townHall: "office"
    case .shop: "trade"
    case .school: "education"
    case .hospital: "health"
    case .hotel: "hotel"
    case .church, .sportsHall: "otherNonResidential"
    case .factory, .warehouse: "industrial"
    case .garage, .barn: "unheated"
    }
  }

  /// Whether the municipality owns such buildings.
  var isMunicipal: Bool { self == .school || self == .townHall || self == .sportsHall }

  /// Gross floor area of a dwelling, m²; 0 where nobody lives.
  var areaPerDwelling: Double {
    switch self {
    case .detachedHouse: 165
    case .terracedHouse: 130
    case .apartmentHouse: 95
    case .apartmentBlock: 88
    default: 0
    }
  }
}
