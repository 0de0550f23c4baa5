import PlanModel
import Reference

/// The default numbers of a stock as tables, one entry a use, so that a row costs array reads only.
struct StockRules: Sendable {
  /// The bands of the tables: seven and the mean over all, which stands for an unknown age.
  static let bands = 8

  let levelHeight: Double
  let unheatedBelow: Double
  let singleFamilyBelow: Double
  let multiFamilyBelow: Double
  let singleFamilyDwellings: Double
  let multiFamilyDwellings: Double
  let suitableRoof: Double
  let levels: [Double]
  let heatedShare: [Double]
  let appliances: [Double]
  /// Gross floor area of a dwelling; 0 for uses without dwellings.
  let dwellingSize: [Double]
  /// By use × band, kWh/m² and year, climate included.
  let spaceHeat: [Double]
  /// By use × band, kWh/m² and year.
  let hotWater: [Double]
  /// Electricity by use × band, kWh/m² and year.
  let cooling: [Double]
  /// How many observed buildings are enough to fill gaps from.
  let leastObserved: Int
  /// Share of useful heat by carrier; adds up to 1.
  let heatShares: [Double]
  /// Useful heat per final energy by carrier.
  let efficiencies: [Double]

  /// Looks every number up once.
  ///
  /// - Throws: `PlanningFailure` where there is no building stock for the country.
  init(context: StockContext, reference: ReferenceData) throws {
    let number = { (name: String) in reference.number(name).value }
    levelHeight = number("level.height")
    unheatedBelow = number("use-missing.unheated-below")
    singleFamilyBelow = number("use-missing.single-family-below")
    multiFamilyBelow = number("use-missing.multi-family-below")
    singleFamilyDwellings = number("use-missing.single-family-dwellings")
    multiFamilyDwellings = number("use-missing.multi-family-dwellings")
    suitableRoof = number("pv.suitable-roof-share")
    levels = BuildingUse.allCases.map { number("levels.\($0.word)") }
    heatedShare = BuildingUse.allCases.map { number("heated-share.\($0.word)") }
    appliances = BuildingUse.allCases.map { number("appliance-electricity.\($0.word)") }
    dwellingSize = BuildingUse.allCases.map {
      $0.isResidential ? number("dwelling-size.\($0.word)") : 0
    }
    efficiencies = Carrier.allCases.map { number("efficiency.\($0.rawValue)") }

    var spaceHeat: [Double] = []
    var hotWater: [Double] = []
    var cooling: [Double] = []
    for use in BuildingUse.allCases {
      for band in 0..<Self.bands {
        guard
          let heat = reference.buildingHeat(
            country: context.country, use: use,
            band: band < Self.bands - 1 ? band : ReferenceData.unknownBand,
            proxy: context.proxyCountry)
        else {
          throw PlanningFailure([
            Diagnostic(
              .error, "stock.no-country",
              "There are no building defaults for the country “\(context.country)”.",
              remedy:
                "Name a `proxyCountry` to borrow from, one of \(reference.countries.joined(separator: ", "))."
            )
          ])
        }
        spaceHeat.append(heat.spaceHeat.value * context.climateFactor)
        hotWater.append(heat.hotWater.value)
        // The table's demand is that of all area fully cooled; most of it is not cooled at all.
        cooling.append(
          heat.cooling.value
            * reference.cooledShare(country: context.country, isResidential: use.isResidential)
            .value)
      }
    }
    self.spaceHeat = spaceHeat
    self.hotWater = hotWater
    self.cooling = cooling
    leastObserved = Int(number("fill.least-observed"))

    let given = Carrier.allCases.map { max(0, context.heatCarriers[$0] ?? 0) }
    let shares =
      given.contains { $0 > 0 }
      ? given
      : Carrier.allCases.map { reference.heatCarriers(country: context.country)[$0]?.value ?? 0 }
    let whole = shares.reduce(0, +)
    heatShares = shares.map { $0 / whole }
  }

  /// The use of a building of which it is unknown, from what is known.
  func assumedUse(sector: StockSector?, dwellings: Double?, footprint: Double) -> BuildingUse {
    if let sector, sector != .residential { return sector == .industry ? .industrial : .office }
    if let dwellings, dwellings > 0 {
      return dwellings <= singleFamilyDwellings
        ? .singleFamily : dwellings <= multiFamilyDwellings ? .multiFamily : .apartmentBlock
    }
    if sector == nil && footprint < unheatedBelow { return .unheated }
    if footprint < singleFamilyBelow { return .singleFamily }
    if footprint < multiFamilyBelow { return .multiFamily }
    return sector == nil ? .otherNonResidential : .apartmentBlock
  }
}

extension BuildingUse {
  /// Whether people live in it.
  var isResidential: Bool {
    self == .singleFamily || self == .multiFamily || self == .apartmentBlock
  }

  /// The sector where nothing else is said; garages and sheds go with the dwellings.
  var sector: StockSector {
    switch self {
    case .singleFamily, .multiFamily, .apartmentBlock, .unheated: .residential
    case .office, .trade, .education, .health, .hotel, .otherNonResidential: .tertiary
    case .industrial: .industry
    }
  }
}

extension BuildingStock {
  /// The age band of a year of construction.
  static func band(ofYear year: Double) -> UInt8 {
    // The first year of each band from the second on.
    let starts = (1945.0, 1970.0, 1980.0, 1990.0, 2000.0, 2011.0)
    if year < starts.0 { return 0 }
    if year < starts.1 { return 1 }
    if year < starts.2 { return 2 }
    if year < starts.3 { return 3 }
    if year < starts.4 { return 4 }
    return year < starts.5 ? 5 : 6
  }
}
