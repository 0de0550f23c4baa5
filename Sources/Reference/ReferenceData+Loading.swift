import Foundation
import PlanModel

extension ReferenceData {
  /// The files of numbers; all have the same seven columns.
  static let numberFiles = [
    "numbers.csv", "emission-factors.csv", "construction-index.csv", "heat-carriers.csv",
    "prices.csv", "radiation.csv", "wind-setbacks.csv", "heating-season.csv", "degree-days.csv",
    "national-statistics.csv", "potentials.csv", "inventory.csv",
    "cooled-shares.csv", "society.csv", "benefits.csv",
    "taxes-and-wages.csv",
  ]
  /// The numbers of no country, carrier or use that other modules ask for.
  static let generalNames = [
    "level.height", "use-missing.unheated-below", "use-missing.single-family-below",
    "use-missing.multi-family-below", "use-missing.single-family-dwellings",
    "use-missing.multi-family-dwellings", "dwelling-size.singleFamily",
    "dwelling-size.multiFamily", "dwelling-size.apartmentBlock", "persons-per-dwelling",
    "street-lighting.per-person", "heat-pump.air.performance", "heat-pump.ground.performance",
    "heat-pump.large.performance", "boiler.gas.efficiency", "boiler.biomass.efficiency",
    "boiler.oil.efficiency", "pv.module-density", "pv.performance-ratio", "pv.orientation-gain",
    "pv.suitable-roof-share", "network.cost-base", "network.cost-per-diameter",
    "network.discount-rate", "network.lifetime", "network.cost-ceiling", "network.losses",
    "discount-rate", "emission.LCA.photovoltaics", "emission.LCA.wind", "fill.least-observed",
    "envelope.wall.singleFamily", "envelope.wall.other", "envelope.window-share",
    "envelope.floor-factor", "envelope.bridges", "envelope.air-change", "envelope.room-height",
    "envelope.glazing", "degree-days.EU27", "households-energy.EU27", "cooled-share.EU27",
    "cooled-share.services", "season.EU27.days",
    "season.EU27.temperature",
    "season.EU27.radiation.east", "season.EU27.radiation.south", "season.EU27.radiation.west",
    "season.EU27.radiation.north",
    "cogeneration.heat-efficiency", "cogeneration.electric-efficiency", "waste-emissions.EU27",
  ]
  static let numberColumns = ["name", "value", "unit", "year", "source", "licence", "confidence"]

  /// Reads the numbers that lie beside the program.
  ///
  /// - Throws: `PlanningFailure` that names the folder, the file or the line that is missing or wrong.
  public static func load() throws -> ReferenceData {
    try load(from: resourceFolder(of: "Reference", holding: "the default numbers"))
  }

  /// Reads the numbers of a folder.
  ///
  /// - Throws: `PlanningFailure` with every file and line that is missing or wrong.
  public static func load(from folder: String) throws -> ReferenceData {
    var findings: [Diagnostic] = []
    var numbers: [String: SourcedNumber] = [:]
    for file in numberFiles {
      findings += problems {
        let table = try CSVTable(
          resourceText(at: "\(folder)/\(file)"), file: "\(folder)/\(file)", columns: numberColumns)
        return zip(table.rows, table.lines).compactMap { row, line in
          let place = Place(file: table.file, line: line)
          guard let number = sourcedNumber(row) else {
            return dataError("The number \(row[0]) cannot be read.", at: place)
          }
          return numbers.updateValue(number, forKey: number.name) == nil
            ? nil : dataError("The number \(row[0]) is there twice.", at: place)
        }
      }
    }
    var stock: StockTable?
    findings += problems {
      stock = try StockTable(
        CSVTable(
          resourceText(at: "\(folder)/building-stock.csv"), file: "\(folder)/building-stock.csv",
          columns: StockTable.columns))
      return []
    }
    var countries: [String] = []
    var proxies: [String: String] = [:]
    findings += problems {
      let table = try CSVTable(
        resourceText(at: "\(folder)/countries.csv"), file: "\(folder)/countries.csv",
        columns: ["code", "name", "proxy"])
      countries = table.rows.map { $0[0] }.sorted()
      for row in table.rows where !row[2].isEmpty { proxies[row[0]] = row[2] }
      return []
    }
    if findings.isEmpty {
      findings += (countries + ["EU27"]).filter { !heatShares(of: $0, in: numbers) }.map {
        dataError(
          "The shares of heat carriers of \($0) do not add up to 1.", at: Place(file: folder))
      }
      findings += required(of: countries).filter { numbers[$0] == nil }.map {
        dataError("The number \($0) is missing.", at: Place(file: folder))
      }
    }
    guard findings.isEmpty, let stock else { throw PlanningFailure(findings) }
    return ReferenceData(countries: countries, proxies: proxies, numbers: numbers, stock: stock)
  }

  /// What one step found wrong or threw, so that all problems are told at once.
  private static func problems(of step: () throws -> [Diagnostic]) -> [Diagnostic] {
    do {
      return try step()
    } catch let failure as PlanningFailure {
      return failure.diagnostics
    } catch {
      return [dataError("\(error.localizedDescription).", at: Place())]
    }
  }

  /// Whether the shares of heat carriers of a country add up to 1.
  private static func heatShares(of country: String, in numbers: [String: SourcedNumber]) -> Bool {
    let sum = Carrier.allCases.reduce(0) {
      $0 + (numbers["heat-share.\(country).\($1.rawValue)"]?.value ?? 0)
    }
    return abs(sum - 1) < 1e-9
  }

  /// The numbers without which an accessor would trap, or give the EU's for a country that has its own.
  private static func required(of countries: [String]) -> [String] {
    var names: [String] = []
    for carrier in Carrier.allCases {
      names.append("price.EU27.\(carrier.rawValue)")
      names.append("efficiency.\(carrier.rawValue)")
      for set in EmissionFactorSet.allCases where carrier != .electricity {
        names.append("emission.\(set.rawValue).\(carrier.rawValue)")
      }
    }
    for table in ["emission.electricity", "construction-index", "radiation"] {
      names += (countries + ["EU27"]).map { "\(table).\($0)" }
    }
    names.append("wind-setback.EU27")
    for use in BuildingUse.allCases {
      names += ["levels", "heated-share", "appliance-electricity"].map { "\($0).\(use.word)" }
    }
    return names + generalNames + potentialNames + societyNames + allBenefitNames
      + taxAndWageNames(of: countries)
  }

  /// One row as a number in internal units, or nil where it is none.
  private static func sourcedNumber(_ row: [String]) -> SourcedNumber? {
    guard !row[0].isEmpty, let value = Double(row[1]), value.isFinite,
      let unit = Unit.named(row[2]), !row[2].isEmpty, let year = Int(row[3]), !row[4].isEmpty,
      let confidence = Confidence(rawValue: row[6])
    else { return nil }
    return SourcedNumber(
      name: row[0], value: Quantity(value, unit).inInternalUnit,
      // A unit that is an internal one keeps its own name: kWh/person is not kWh/tree.
      unit: unit.factor == 1 ? unit.symbol : Unit.internal(unit.dimension).symbol, year: year,
      source: row[4], licence: row[5],
      confidence: confidence)
  }
}
