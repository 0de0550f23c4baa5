import Foundation
public import PlanModel
import Reference

/// What a made-up town is modelled on: published statistics of a place, and judgement where there are none.
///
/// The numbers, their sources and their confidence are in `data/towns.csv` and `data/SOURCES.md`.
public struct TownSpecification: Sendable {
  /// The word that chooses the town, for example `ljutomer`.
  public let id: String
  /// The name for people.
  public let name: String
  /// The country as two capital letters of ISO 3166.
  public let country: String
  /// The CRS, for example `EPSG:3794`.
  public let crs: String
  /// The x of the centre in the CRS, m.
  public let centreX: Double
  /// The y of the centre in the CRS, m.
  public let centreY: Double
  /// People.
  public let population: Int
  /// The year of the population.
  public let populationYear: Int
  /// The municipality's area, km².
  public let areaKm2: Double
  /// Mean global horizontal irradiation, kWh/m² and year.
  public let radiation: Double
  /// Mean wind speed, m/s.
  public let windSpeed: Double
  /// The class of climate by Köppen and Geiger.
  public let climate: String
  /// The name of the river.
  public let river: String
  /// How far population and area can be trusted.
  public let confidence: Confidence
  /// Where population and area come from.
  public let source: String
  /// What a MWh of electricity emits, kg CO2e, in a recent year.
  public let electricityFactor: Double
  /// Where that comes from, and for which year.
  public let electricitySource: String
  /// The reduction that the example's plan asks for, percent of its baseline.
  let target: Double
  /// What may be invested until the target year, EUR a person.
  let budgetPerPerson: Double
  /// The electricity that may be generated, kWh a person and year; less than is used.
  let generationPerPerson: Double

  /// Districts in a town of the usual size.
  let districts: Int
  /// Towns and villages.
  let settlements: Int
  /// Share of the buildings in the main one.
  let mainShare: Double
  /// Weight of apartment houses, in 0…1.
  let compactness: Double
  /// Buildings per person, sheds and garages included.
  let buildingsPerPerson: Double
  /// Shares of open land: forest, arable land, permanent crops, grassland, shrub, water.
  let landShares: [Double]
  /// The width of the river, m.
  let riverWidth: Double
  /// The word for a quarter of the town.
  let districtWord: String

  /// The number of buildings of a town that fits its population.
  public var usualBuildings: Int { Int((Double(population) * buildingsPerPerson).rounded()) }

  /// The centre, m.
  var centre: Point { Point(centreX, centreY) }
}

/// The towns that can be made, in the order of the project's pilots.
///
/// - Throws: `PlanningFailure` where the program's own data file is not beside it, an error of Foundation where
///   the file is broken.
public func townSpecifications() throws -> [TownSpecification] {
  let folder = try resourceFolder(of: "Towns", holding: "the example towns")
  let text = try resourceText(at: "\(folder)/towns.csv")
  let lines = text.split(separator: "\n").map { $0.split(separator: ",").map(String.init) }
  return try lines.dropFirst().map { try TownSpecification(fields: $0) }
}

/// The town of a name: its id or its name, in any case and with or without accents.
///
/// - Throws: ``PlanningFailure`` that names all towns where there is none of this name.
func townSpecification(named name: String) throws -> TownSpecification {
  func plain(_ text: String) -> String {
    text.folding(
      options: [.caseInsensitive, .diacriticInsensitive], locale: Locale(identifier: "en_US_POSIX"))
  }
  let all = try townSpecifications()
  if let town = all.first(where: { $0.id == plain(name.trimmed) || plain($0.name) == plain(name) })
  {
    return town
  }
  throw PlanningFailure([
    Diagnostic(
      .error, "town.unknown", "There is no example town \"\(name)\".",
      remedy: "Choose one of \(all.map(\.id).joined(separator: ", ")).")
  ])
}

extension TownSpecification {
  /// Reads one line of `towns.csv`.
  fileprivate init(fields: [String]) throws {
    guard fields.count == 33 else { throw CocoaError(.fileReadCorruptFile) }
    func number(_ position: Int) throws -> Double {
      guard let value = Double(fields[position]) else { throw CocoaError(.fileReadCorruptFile) }
      return value
    }
    func count(_ position: Int) throws -> Int { Int(try number(position)) }
    id = fields[0]
    name = fields[1]
    country = fields[2]
    crs = "EPSG:\(fields[3])"
    centreX = try number(4)
    centreY = try number(5)
    population = try count(6)
    populationYear = try count(7)
    areaKm2 = try number(8)
    radiation = try number(9)
    windSpeed = try number(10)
    climate = fields[11]
    districts = try count(12)
    settlements = try count(13)
    mainShare = try number(14)
    compactness = try number(15)
    buildingsPerPerson = try number(16)
    landShares = try (17..<23).map(number)
    river = fields[23]
    riverWidth = try number(24)
    districtWord = fields[25]
    confidence = Confidence(rawValue: fields[26]) ?? .low
    source = fields[27]
    electricityFactor = try number(28)
    electricitySource = fields[29]
    target = try number(30)
    budgetPerPerson = try number(31)
    generationPerPerson = try number(32)
  }
}
