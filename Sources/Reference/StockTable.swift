import PlanModel

/// The building stock of countries by use and age band: MODERATE EU27 Building Stock 2020 v1.2
/// (doi 10.5281/zenodo.10655098, CC BY 4.0).
///
/// Cells are by country, use and band; band 7 holds the mean over all bands, weighted by heated area.
struct StockTable: Sendable {
  /// What the table says of a cell, per m² of heated area and year where it is energy.
  enum Measure: Int, CaseIterable {
    case spaceHeat, hotWater, cooling, finalSpaceHeat, finalHotWater, finalCooling
    /// Millions of m².
    case heatedArea
    /// Millions of m².
    case area
    /// Millions.
    case dwellings
    case levels

    /// Whether cells add up over bands; all others are averaged.
    var isSum: Bool { self == .heatedArea || self == .area || self == .dwellings }
  }

  /// The uses of the table in the order of the file: nine of `BuildingUse`, then the two sectors' totals.
  static let uses = [
    "singleFamily", "multiFamily", "apartmentBlock", "office", "trade", "education", "health",
    "hotel", "otherNonResidential", "residential", "tertiary",
  ]
  static let bands = 7
  static let columns = ["country", "use", "band"] + Measure.allCases.map { "\($0)" }

  private let countries: [String: Int]
  private let values: [Double]

  /// Reads the table and checks that each country has every cell, and every heat demand is positive.
  init(_ table: CSVTable) throws {
    var countries: [String: Int] = [:]
    for row in table.rows where countries[row[0]] == nil { countries[row[0]] = countries.count }
    let measures = Measure.allCases.count
    let cells = countries.count * Self.uses.count * (Self.bands + 1)
    var values = Array(repeating: Double.nan, count: cells * measures)
    var findings: [Diagnostic] = []
    for (row, line) in zip(table.rows, table.lines) {
      guard let use = Self.uses.firstIndex(of: row[1]), let band = Int(row[2]),
        (0..<Self.bands).contains(band)
      else {
        findings.append(
          dataError(
            "The use \(row[1]) or the band \(row[2]) is unknown.",
            at: Place(file: table.file, line: line)))
        continue
      }
      let cell = (countries[row[0]]! * Self.uses.count + use) * (Self.bands + 1) + band
      for measure in Measure.allCases {
        let number = Double(row[3 + measure.rawValue]) ?? .nan
        let least = measure == .spaceHeat || measure == .hotWater ? 1e-6 : 0
        if !(number >= least && number.isFinite) {
          findings.append(
            dataError(
              "The number \(row[3 + measure.rawValue]) is none, or too small.",
              at: Place(file: table.file, line: line, field: "\(measure)")))
        }
        values[cell * measures + measure.rawValue] = number
      }
    }
    if findings.isEmpty,
      table.rows.count != countries.count * Self.uses.count * Self.bands
    {
      findings.append(
        dataError(
          "The building stock has \(table.rows.count) rows; some country, use or band is missing.",
          at: Place(file: table.file)))
    }
    if !findings.isEmpty { throw PlanningFailure(findings) }
    for first in stride(from: 0, to: cells, by: Self.bands + 1) {
      let area = (0..<Self.bands).map {
        values[(first + $0) * measures + Measure.heatedArea.rawValue]
      }
      let whole = area.reduce(0, +)
      for measure in Measure.allCases {
        let column = (0..<Self.bands).map { values[(first + $0) * measures + measure.rawValue] }
        let sum = measure.isSum ? column.reduce(0, +) : zip(column, area).map(*).reduce(0, +)
        // A use without any heated area has no weights; its bands count alike.
        values[(first + Self.bands) * measures + measure.rawValue] =
          measure.isSum
          ? sum : whole > 0 ? sum / whole : column.reduce(0, +) / Double(Self.bands)
      }
    }
    self.countries = countries
    self.values = values
  }

  /// Whether the table has a country.
  func holds(_ country: String) -> Bool { countries[country] != nil }

  /// One number; band 7 is the mean (or sum) over all bands.
  ///
  /// - Precondition: The table holds the country and the use.
  func value(_ measure: Measure, country: String, use: String, band: Int) -> Double {
    guard let country = countries[country], let use = Self.uses.firstIndex(of: use) else {
      preconditionFailure("the building stock has no \(country), \(use)")
    }
    let cell = (country * Self.uses.count + use) * (Self.bands + 1) + band
    return values[cell * Measure.allCases.count + measure.rawValue]
  }
}
