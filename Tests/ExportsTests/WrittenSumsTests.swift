import Exports
import Foundation
import PlanModel
import TestSupport
import Testing

/// A number of a cell, however it is written; nil: no number, or a share.
private func number(_ cell: String) -> Double? {
  let plain = cell.filter { !"\u{202F}\u{00A0}*".contains($0) }.replacing("−", with: "-")
  return Double(plain.trimmingCharacters(in: .whitespaces))
}

/// How many columns of a table were held against their sum.
///
/// - Parameters:
///   - rows: The rows with the head first, the sum last.
///   - slack: By how much each number may be rounded; nil: by half of its column's last digit.
private func sums(_ rows: [[String]], of title: String, slack: Double?) -> Int {
  guard let head = rows.first, let last = rows.last, rows.count > 2 else { return 0 }
  var checked = 0
  for column in head.indices.dropFirst() where column < last.count {
    // Ratios and means have a last row that is no sum.
    let isRatio = ["per (", "per t", "÷", "%", " per ", "year"].contains {
      head[column].contains($0)
    }
    guard !isRatio, let whole = number(last[column]) else { continue }
    // Subtotals stand between the rows that they sum.
    let parts = rows.dropFirst().dropLast().filter { !$0[0].hasPrefix("Subtotal") }
      .compactMap { column < $0.count ? number($0[column]) : nil }
    let sum = parts.reduce(0, +)
    let decimals =
      rows.dropFirst().filter { column < $0.count && number($0[column]) != nil }
      .map { $0[column].split(separator: ".").dropFirst().first?.count ?? 0 }.max() ?? 0
    let slack = slack ?? 0.5 / pow(10, Double(decimals))
    #expect(
      abs(sum - whole) <= slack * Double(parts.count + 1) + 1e-9 * abs(whole),
      "\(title): \(head[column]): \(sum) is not \(whole)")
    checked += 1
  }
  return checked
}

@Suite("Sums of every table, from the files that are written")
struct WrittenSumsTests {
  /// The made-up town with a target, so that all tables of the contract stand.
  private static let exported = Result { () -> Exported in
    var town = MadeUpTown()
    town.notice = nil
    var result = town.result
    result.description.contract.target = 0.8
    return try Exported(result)
  }

  private var exported: Exported { get throws { try Self.exported.get() } }

  @Test("in OpenDocument texts, read back by LibreOffice", .enabled(if: Office.hasWriter))
  func openDocument() throws {
    let exported = try exported
    let folder = exported.folder.path("office")
    var checked = 0
    for document in ["commitments", "action-plan", "investment-plan"] {
      let page = try Office.converted(
        exported.folder.path("out/ccc/\(document).odt"), to: "html:HTML (StarWriter)", "html",
        in: folder)
      for rows in HTMLTables.read(String(decoding: page, as: UTF8.self))
      where ["Total", "Sum"].contains(rows.last?.first) {
        checked += sums(rows, of: document, slack: nil)
      }
    }
    #expect(checked > 20)
  }

  @Test("in HTML pages, sheets of districts among them")
  func pages() throws {
    let exported = try exported
    var checked = 0
    for path in exported.files.map(\.path)
    where path.hasSuffix(".html") && !["index.html", "map.html"].contains(path) {
      for rows in HTMLTables.read(try exported.text(path))
      where ["Total", "Sum"].contains(rows.last?.first) {
        checked += sums(rows, of: path, slack: nil)
      }
    }
    #expect(checked > 40)
  }

  @Test("in the workbook's tables as text, to the last digit")
  func workbook() throws {
    let exported = try exported
    var checked = 0
    for path in exported.files.map(\.path)
    where path.hasPrefix("secap/") && path.hasSuffix(".csv") {
      let rows = readCSV(try exported.text(path))
      guard ["Total", "Total of energy"].contains(rows.last?.first) else { continue }
      // Table D sums energy in a row of its own and adds what is no use of energy.
      let energy = rows.firstIndex { $0[0] == "Total of energy" }
      if let energy {
        checked += sums(Array(rows[...energy]), of: path, slack: 0)
        checked += sums([rows[0]] + rows[energy...], of: path, slack: 0)
      } else {
        checked += sums(rows, of: path, slack: 0)
      }
    }
    #expect(checked > 30)
  }

  @Test("in JSON and CSV: districts add up to the municipality, actions to the totals")
  func records() throws {
    let exported = try exported
    let record = try exported.json("run.json")["totals"]
    let rows = readCSV(try exported.text("actions.csv"))
    var checked = 0
    for (key, column) in [
      ("co2", "co2_t_CO2e_per_a"), ("investment", "investment_EUR"),
      ("energySaved", "energySaved_kWh_per_a"), ("jobs", "jobs_job_years"),
    ] {
      let sheets = try ["north", "south", "east"].map {
        try exported.json("districts/\($0).json")["totals"][key].number ?? .nan
      }
      let whole = try #require(
        try exported.json("municipality.json")["totals"][key].number, "\(key)")
      #expect(abs(sheets.reduce(0, +) - whole) <= 1e-9 * max(1, abs(whole)), "\(key)")
      #expect(record[key].number == whole)
      let position = try #require(rows[0].firstIndex(of: column), "\(column)")
      let sum = rows.dropFirst().compactMap { Double($0[position]) }.reduce(0, +)
      #expect(abs(sum - whole) <= 1e-9 * max(1, abs(whole)), "\(column)")
      checked += 1
    }
    #expect(checked == 4)
  }
}
