/// What a unit measures; only units of one dimension convert into each other.
public enum Dimension: String, Sendable, CaseIterable {
  /// Internal unit: m.
  case length
  /// Internal unit: m².
  case area
  /// Internal unit: kWh.
  case energy
  /// Internal unit: kW.
  case power
  /// Internal unit: EUR.
  case money
  /// Internal unit: t CO2e.
  case emissions
  /// Internal unit: a.
  case time
  /// Internal unit: 1; a percentage is a share of one.
  case share
  /// Internal unit: 1, of things that are counted.
  case count
  /// Internal unit: kWh/m².
  case energyPerArea
  /// Internal unit: EUR/m².
  case moneyPerArea
  /// Internal unit: EUR/kW.
  case moneyPerPower
  /// Internal unit: EUR/kWh.
  case moneyPerEnergy
  /// Internal unit: EUR/m.
  case moneyPerLength
  /// Internal unit: EUR per counted thing.
  case moneyPerCount
  /// Internal unit: kW/m².
  case powerPerArea
  /// Internal unit: t/kWh.
  case emissionsPerEnergy
  /// Internal unit: t per counted thing.
  case emissionsPerCount
  /// Internal unit: t/m².
  case emissionsPerArea
  /// Internal unit: EUR/t.
  case moneyPerEmissions
  /// Internal unit: t/m.
  case emissionsPerLength
  /// Internal unit: kWh/kW, which is hours.
  case energyPerPower
  /// Internal unit: kWh per counted thing.
  case energyPerCount
  /// Internal unit: 1/m², of things that are counted.
  case countPerArea
  /// Internal unit: counted things (jobs) per EUR.
  case countPerMoney
  /// Internal unit: counted things (jobs) per kW.
  case countPerPower
  /// Internal unit: m/s.
  case speed
  /// Internal unit: °C.
  case temperature
  /// Internal unit: °.
  case angle
  /// Internal unit: kWh/t.
  case energyPerMass
  /// Internal unit: d.
  case days
  /// Internal unit: K·d, heating degree days.
  case degreeDays
  /// Internal unit: W/m²K.
  case transmittance
}

/// A unit of measure, with its factor to the internal unit of its dimension.
public struct Unit: Sendable, Hashable {
  /// How the unit is written, for example `MWh`.
  public let symbol: String
  /// What it measures.
  public let dimension: Dimension
  /// How many internal units one of this is.
  public let factor: Double

  init(_ symbol: String, _ dimension: Dimension, _ factor: Double) {
    self.symbol = symbol
    self.dimension = dimension
    self.factor = factor
  }

  /// Every unit that a plan file or catalogue may use; the first of a dimension is the internal one.
  ///
  /// A yearly amount is written with or without `/a`: all energy and emissions are per year.
  public static let all: [Unit] = [
    Unit("m", .length, 1), Unit("km", .length, 1000), Unit("cm", .length, 0.01),
    Unit("mm", .length, 0.001),
    Unit("m²", .area, 1), Unit("m2", .area, 1), Unit("ha", .area, 10_000),
    Unit("km²", .area, 1_000_000), Unit("km2", .area, 1_000_000),
    Unit("kWh", .energy, 1), Unit("MWh", .energy, 1000), Unit("GWh", .energy, 1_000_000),
    Unit("TWh", .energy, 1e9), Unit("Wh", .energy, 0.001), Unit("GJ", .energy, 1000 / 3.6),
    Unit("TJ", .energy, 1_000_000 / 3.6), Unit("MJ", .energy, 1 / 3.6),
    Unit("kWh/a", .energy, 1), Unit("MWh/a", .energy, 1000), Unit("GWh/a", .energy, 1_000_000),
    Unit("kW", .power, 1), Unit("MW", .power, 1000), Unit("GW", .power, 1_000_000),
    Unit("W", .power, 0.001), Unit("kWp", .power, 1), Unit("MWp", .power, 1000),
    Unit("EUR", .money, 1), Unit("€", .money, 1), Unit("kEUR", .money, 1000),
    Unit("MEUR", .money, 1_000_000), Unit("M€", .money, 1_000_000), Unit("GEUR", .money, 1e9),
    Unit("EUR/a", .money, 1), Unit("kEUR/a", .money, 1000), Unit("MEUR/a", .money, 1_000_000),
    Unit("t", .emissions, 1), Unit("kt", .emissions, 1000), Unit("kg", .emissions, 0.001),
    Unit("Mt", .emissions, 1_000_000), Unit("t/a", .emissions, 1), Unit("kt/a", .emissions, 1000),
    Unit("tCO2e", .emissions, 1), Unit("ktCO2e", .emissions, 1000), Unit("tCO2", .emissions, 1),
    Unit("a", .time, 1), Unit("years", .time, 1), Unit("year", .time, 1),
    Unit("", .share, 1), Unit("%", .share, 0.01), Unit("‰", .share, 0.001),
    Unit("1", .count, 1), Unit("people", .count, 1), Unit("dwellings", .count, 1),
    Unit("jobs", .count, 1), Unit("job-years", .count, 1), Unit("buildings", .count, 1),
    Unit("trees", .count, 1), Unit("levels", .count, 1), Unit("units", .count, 1),
    Unit("kWh/m²", .energyPerArea, 1), Unit("kWh/m2", .energyPerArea, 1),
    Unit("kWh/m²a", .energyPerArea, 1), Unit("MWh/ha", .energyPerArea, 0.1),
    Unit("GWh/km²", .energyPerArea, 1), Unit("MJ/m²", .energyPerArea, 1 / 3.6),
    Unit("kWh/m²/d", .energyPerArea, 365), Unit("W/m²", .energyPerArea, 8.76),
    Unit("EUR/m²", .moneyPerArea, 1), Unit("EUR/m2", .moneyPerArea, 1),
    Unit("EUR/ha", .moneyPerArea, 0.0001),
    Unit("EUR/kW", .moneyPerPower, 1), Unit("EUR/kWp", .moneyPerPower, 1),
    Unit("EUR/MW", .moneyPerPower, 0.001), Unit("MEUR/MW", .moneyPerPower, 1000),
    Unit("EUR/kWh", .moneyPerEnergy, 1), Unit("EUR/MWh", .moneyPerEnergy, 0.001),
    Unit("ct/kWh", .moneyPerEnergy, 0.01),
    Unit("EUR/m", .moneyPerLength, 1), Unit("MEUR/km", .moneyPerLength, 1000),
    Unit("EUR/km", .moneyPerLength, 0.001), Unit("kEUR/km", .moneyPerLength, 1),
    Unit("t/m", .emissionsPerLength, 1), Unit("kg/m", .emissionsPerLength, 0.001),
    Unit("t/km", .emissionsPerLength, 0.001),
    Unit("EUR/person", .moneyPerCount, 1), Unit("EUR/dwelling", .moneyPerCount, 1),
    Unit("EUR/building", .moneyPerCount, 1), Unit("EUR/tree", .moneyPerCount, 1),
    Unit("EUR/piece", .moneyPerCount, 1),
    Unit("EUR/household", .moneyPerCount, 1), Unit("kEUR/household", .moneyPerCount, 1000),
    Unit("kW/m²", .powerPerArea, 1), Unit("kWp/m²", .powerPerArea, 1),
    Unit("MW/ha", .powerPerArea, 0.1), Unit("MW/km²", .powerPerArea, 0.001),
    Unit("t/kWh", .emissionsPerEnergy, 1), Unit("t/MWh", .emissionsPerEnergy, 0.001),
    Unit("kg/kWh", .emissionsPerEnergy, 0.001), Unit("g/kWh", .emissionsPerEnergy, 0.000_001),
    Unit("kg/MWh", .emissionsPerEnergy, 0.000_001),
    Unit("kg/tree", .emissionsPerCount, 0.001), Unit("t/tree", .emissionsPerCount, 1),
    Unit("t/m²", .emissionsPerArea, 1), Unit("t/ha", .emissionsPerArea, 0.0001),
    Unit("kg/m²", .emissionsPerArea, 0.001), Unit("EUR/t", .moneyPerEmissions, 1),
    Unit("kg/piece", .emissionsPerCount, 0.001), Unit("t/piece", .emissionsPerCount, 1),
    Unit("kg/person", .emissionsPerCount, 0.001), Unit("t/person", .emissionsPerCount, 1),
    Unit("h", .energyPerPower, 1), Unit("kWh/kW", .energyPerPower, 1),
    Unit("kWh/kWp", .energyPerPower, 1),
    Unit("kWh/person", .energyPerCount, 1), Unit("kWh/dwelling", .energyPerCount, 1),
    Unit("kWh/tree", .energyPerCount, 1), Unit("kWh/piece", .energyPerCount, 1),
    Unit("1/m²", .countPerArea, 1), Unit("1/ha", .countPerArea, 0.0001),
    Unit("trees/ha", .countPerArea, 0.0001), Unit("pieces/m²", .countPerArea, 1),
    Unit("jobs/EUR", .countPerMoney, 1), Unit("jobs/MEUR", .countPerMoney, 0.000_001),
    Unit("job-years/MEUR", .countPerMoney, 0.000_001),
    Unit("jobs/kW", .countPerPower, 1), Unit("jobs/MW", .countPerPower, 0.001),
    Unit("job-years/MW", .countPerPower, 0.001),
    Unit("m/s", .speed, 1), Unit("km/h", .speed, 1 / 3.6),
    Unit("°C", .temperature, 1), Unit("°", .angle, 1),
    Unit("kWh/t", .energyPerMass, 1), Unit("MWh/t", .energyPerMass, 1000),
    Unit("GJ/t", .energyPerMass, 1000 / 3.6),
    Unit("d", .days, 1), Unit("K·d", .degreeDays, 1),
    Unit("Kd", .degreeDays, 1), Unit("W/m²K", .transmittance, 1),
    Unit("W/m2K", .transmittance, 1), Unit("W/(m²K)", .transmittance, 1),
  ]

  /// The unit written `symbol`, or nil where there is none.
  public static func named(_ symbol: String) -> Unit? { all.first { $0.symbol == symbol } }

  /// The symbols of one dimension, for a message.
  public static func symbols(of dimension: Dimension) -> [String] {
    all.filter { $0.dimension == dimension && !$0.symbol.isEmpty }.map(\.symbol)
  }

  /// The internal unit of a dimension.
  public static func `internal`(_ dimension: Dimension) -> Unit {
    all.first { $0.dimension == dimension && $0.factor == 1 }!
  }
}

/// A number with its unit.
public struct Quantity: Sendable, Hashable {
  /// The number, in `unit`.
  public let value: Double
  /// The unit it was written in.
  public let unit: Unit

  /// Creates a quantity.
  public init(_ value: Double, _ unit: Unit) {
    self.value = value
    self.unit = unit
  }

  /// The number in the internal unit of its dimension.
  ///
  /// A factor that is one part of ten, a thousand, a million divides, because only the whole number is exact: 231 kg/MWh
  /// are 0.000231 t/kWh and not 0.00023099999999999998.
  public var inInternalUnit: Double {
    let parts = (1 / unit.factor).rounded()
    return unit.factor < 1 && parts * unit.factor == 1 ? value / parts : value * unit.factor
  }

  /// Why a text is no quantity.
  public enum ParseError: Error, Sendable, Hashable {
    /// The text does not start with a number that is finite in the internal unit, or has more than 400 bytes.
    case notANumber
    /// There is a number and no unit behind it.
    case noUnit
    /// The unit is not known; the text behind the number.
    case unknownUnit(String)
    /// The unit measures something else.
    case wrongDimension(Dimension)
  }

  /// Reads a quantity such as `12 MEUR`, `40 %` or `250m`.
  ///
  /// - Parameter dimension: What the number must measure.
  public static func parse(
    _ text: String, as dimension: Dimension
  ) -> Result<Quantity, ParseError> {
    let trimmed = text.trimmed
    // No quantity that is meant is as long; every prefix is tried as a number, so hostile text would take for ever.
    guard trimmed.utf8.count <= 400 else { return .failure(.notANumber) }
    var end = trimmed.startIndex
    var parsed: (Double, String.Index)?
    while end < trimmed.endIndex {
      let next = trimmed.index(after: end)
      guard "+-0123456789.eE_".contains(trimmed[end]) else { break }
      let digits = trimmed[..<next].filter { $0 != "_" }
      if let number = Double(String(digits)) { parsed = (number, next) }
      end = next
    }
    guard let (number, rest) = parsed, number.isFinite else { return .failure(.notANumber) }
    let symbol = String(trimmed[rest...]).trimmed
    if symbol.isEmpty { return .failure(.noUnit) }
    if let unit = Unit.all.first(where: { $0.symbol == symbol && $0.dimension == dimension }) {
      let quantity = Quantity(number, unit)
      return quantity.inInternalUnit.isFinite ? .success(quantity) : .failure(.notANumber)
    }
    if let unit = Unit.named(symbol) { return .failure(.wrongDimension(unit.dimension)) }
    return .failure(.unknownUnit(symbol))
  }
}

extension String {
  /// The text without white space at its ends.
  public var trimmed: String {
    var part = self[...]
    while let first = part.first, first.isWhitespace { part.removeFirst() }
    while let last = part.last, last.isWhitespace { part.removeLast() }
    return String(part)
  }
}
