import GDALBinding
import PlanModel

/// Names and descriptions of tables and columns in a database.
enum DatabaseNames {
  /// What the comment of every table begins with that a run wrote; only such tables are ever replaced.
  static let mark = "CommonGround: "

  /// A name as an SQL identifier, with its quotes.
  static func quoted(_ name: String) -> String {
    "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }

  /// Column names that need no quotes in SQL where their letters are ASCII: lower case, no other signs, none twice.
  ///
  /// PostgreSQL cuts names after 63 bytes; here they are cut so that they still differ.
  static func columns(_ names: [String]) -> [String] {
    var taken: Set<String> = ["fid", "geom"]
    return names.map { original in
      let plain = String(
        original.lowercased().map { $0.isLetter || $0.isNumber || $0 == "_" ? $0 : "_" })
      var name = cut(plain, to: longest)
      var number = 2
      while !taken.insert(name).inserted {
        let suffix = "_\(number)"
        name = cut(plain, to: longest - suffix.utf8.count) + suffix
        number += 1
      }
      return name
    }
  }

  private static let longest = 63

  private static func cut(_ name: String, to bytes: Int) -> String {
    var name = name
    while name.utf8.count > bytes { name.removeLast() }
    return name
  }

  /// The unit of a column, as the end of its name tells; nil where it has none.
  static func unit(ofColumn name: String) -> String? {
    let found = units.filter { name == $0.word || name.hasSuffix("_" + $0.word) }
    return found.max { $0.word.count < $1.word.count }?.symbol
  }

  private static let units: [(word: String, symbol: String)] =
    (Amount.allCases.map(\.unit) + [
      "EUR", "EUR/a", "EUR/t", "kWh/a", "MWh/a", "kWh", "MWh", "m²", "ha", "m", "kW", "MW",
      "t CO2e", "t CO2e/a", "a", "job-years",
    ]).map { (CSVUnit.word($0), $0) }

  /// What a column holds, in a sentence with its unit; nil where its name says all there is.
  static func comment(ofColumn name: String, indicators: [String: Indicator]) -> String? {
    if let indicator = indicators[name] {
      let unit = indicator.unit.isEmpty ? "a number" : "in \(indicator.unit)"
      return "\(indicator.title), \(unit). \(indicator.method)"
    }
    if let known = meanings[name] { return known }
    guard let unit = unit(ofColumn: name) else { return nil }
    let words = name.dropLast(CSVUnit.word(unit).count + 1).split(separator: "_")
      .joined(separator: " ")
    return words.isEmpty ? "In \(unit)." : "\(words), in \(unit)."
  }

  private static let meanings: [String: String] = [
    "id": "The id, as in the source.",
    "district": "The id of the district.",
    "district_name": "The name of the district.",
    "unit": "The id of the planning unit.",
    "slot": "The slot of the unit that the option fills.",
    "option": "The position of the option in the problem, counted from 0.",
    "population": "Residents, a number of people.",
    "units": "Number of planning units.",
    "buildings": "Number of buildings.",
    "levels": "Storeys, a number.",
    "size": "The size of the option, in what size_base names.",
    "notice": "What must be said with the data.",
  ]

  /// What a table holds.
  static func comment(ofTable name: String, plan: String) -> String {
    let content: String =
      switch name {
      case "districts": "the districts with their stock, baseline and the plan's sums"
      case "units": "the planning units with the chosen option, runner-up and margin of each slot"
      case "eligibility": "land that is free for each land action, by unit"
      case "interests": "who supports, opposes or claims what"
      case "buildings": "the buildings with what is known of them and where it comes from"
      case "actions": "the chosen options, one row each"
      case "ledger": "the area ledger; the rows of a district add up to its area"
      case "exclusions": "why land is or is not eligible, by district and land action"
      case "diagnostics": "what was found wrong or doubtful"
      case "run_record": "what the result rests on: version, certificate, inputs with SHA-256"
      default: name.split(separator: "_").joined(separator: " ")
      }
    return "\(mark)\(plan): \(content)"
  }
}
