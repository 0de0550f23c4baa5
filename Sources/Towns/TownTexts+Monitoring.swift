import Foundation
import PlanModel
import Reference

/// What a made-up town measured some years into its plan, so that a monitoring report can be tried.
struct TownMonitoring {
  /// A number of the second inventory, by person.
  private struct Reading {
    var table: String
    var sector: String
    var carrier: String
    /// kWh/a or t CO2e/a a person.
    var perPerson: Double
    var isEnergy: Bool
  }
  /// How far an action is.
  private struct Progress {
    var action: String
    /// `every`, `first`, `community` or `rest`.
    var districts: String
    var status: String
    /// EUR a person.
    var investment: Double
    /// kg CO2e/a a person.
    var reduction: Double
    var date: String
    var note: String
  }
  /// The year that was measured.
  let year: Int
  private let readings: [Reading]
  private let progress: [Progress]

  /// Reads what is there for a town; nil where nothing is.
  ///
  /// - Throws: `PlanningFailure` where the program's own data files are not beside it, an error of Foundation where one is
  ///   broken.
  init?(of town: String) throws {
    let folder = try resourceFolder(of: "Towns", holding: "the example towns")
    let measured = CSVRecords(try resourceText(at: "\(folder)/monitoring.csv")).rows.dropFirst()
      .filter { $0.first == town }
    guard let first = measured.first else { return nil }
    func number(_ text: String) throws -> Double {
      guard let value = Double(text) else { throw CocoaError(.fileReadCorruptFile) }
      return value
    }
    guard measured.allSatisfy({ $0.count == 10 }), let year = Int(first[6]) else {
      throw CocoaError(.fileReadCorruptFile)
    }
    self.year = year
    readings = try measured.map {
      Reading(
        table: $0[1], sector: $0[2], carrier: $0[3], perPerson: try number($0[4]),
        isEnergy: $0[5] == "kWh/person")
    }
    let rows = CSVRecords(try resourceText(at: "\(folder)/statuses.csv")).rows.dropFirst()
    guard rows.allSatisfy({ $0.count == 7 }) else { throw CocoaError(.fileReadCorruptFile) }
    progress = try rows.map {
      Progress(
        action: $0[0], districts: $0[1], status: $0[2], investment: try number($0[3]),
        reduction: try number($0[4]), date: $0[5], note: $0[6])
    }
  }

  /// The keys of the plan file.
  var keys: String {
    """
    # What was measured and how far the actions are, made up: see monitoring/report.
    monitoring:
      - {year: \(year), inventory: monitoring/inventory.csv, statuses: monitoring/statuses.csv}

    """
  }

  /// The second inventory, in the form of `inventory: file`.
  func inventory(of people: Int) -> String {
    let rows = readings.map { reading -> String in
      let amount = reading.perPerson * Double(people)
      return reading.isEnergy
        ? "\(reading.table),\(reading.sector),\(reading.carrier),\((amount / 1000).fixed(1)),MWh/a"
        : "\(reading.table),\(reading.sector),\(reading.carrier),\(amount.fixed(1)),tCO2eq/a"
    }
    return (["table,sector,carrier,value,unit"] + rows).joined(separator: "\n") + "\n"
  }

  /// Where actions stand in each district, the last months of the measured year.
  ///
  /// - Parameters:
  ///   - districts: The ids.
  ///   - people: The people of each.
  ///   - community: The ids of the districts in which the energy community works.
  func statuses(districts: [String], people: [Int], community: [String]) -> String {
    var lines = ["action,district,status,investment_EUR,reduction_t_CO2e,date,note"]
    var told: Set<String> = []
    for entry in progress {
      for (position, district) in districts.enumerated() {
        let isMeant =
          switch entry.districts {
          case "first": position == 0
          case "community": community.contains(district)
          case "rest": !told.contains("\(entry.action) \(district)")
          default: true
          }
        guard isMeant else { continue }
        told.insert("\(entry.action) \(district)")
        let count = Double(people[position])
        lines.append(
          "\(entry.action),\(district),\(entry.status),\((entry.investment * count).fixed(0)),\((entry.reduction * count / 1000).fixed(2)),\(entry.date),\(entry.note)"
        )
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension TownTexts {
  /// The plan with what was measured some years later.
  func monitoredPlan(_ monitoring: TownMonitoring) -> String {
    plan.replacing("\nproblem:\n", with: "\n\(monitoring.keys)\nproblem:\n")
  }

  /// The ids of the districts.
  var districtIDs: [String] {
    (0..<frame.districtCount).map { TownLayers.districtID($0 + 1, of: frame.districtCount) }
  }
}
