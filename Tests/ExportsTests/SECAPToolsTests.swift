import Exports
import Foundation
import PlanModel
import TestSupport
import Testing

private let hasLibreOffice =
  ["/usr/bin/soffice", "/usr/local/bin/soffice"].contains {
    FileManager.default.isExecutableFile(atPath: $0)
  }

/// Lets LibreOffice write each sheet of a spreadsheet as comma-separated text, and gives the rows by sheet.
private func sheetsInLibreOffice(_ file: String, into folder: String) throws -> [String: [[String]]]
{
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  // Filter options: comma, double quote, UTF-8, from line 1; -1 at the end: all sheets. Cells come unformatted and computed afresh.
  process.arguments = [
    "soffice", "--headless", "--norestore", "-env:UserInstallation=file://\(folder)/profile",
    "--convert-to",
    "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1",
    "--outdir", folder, file,
  ]
  process.standardOutput = FileHandle.nullDevice
  process.standardError = FileHandle.nullDevice
  try process.run()
  process.waitUntilExit()
  #expect(process.terminationStatus == 0)
  var sheets: [String: [[String]]] = [:]
  for name in try FileManager.default.contentsOfDirectory(atPath: folder)
  where name.hasSuffix(".csv") {
    let text = try String(contentsOfFile: folder + "/" + name, encoding: .utf8)
    let sheet = name.dropFirst("secap-".count).dropLast(".csv".count)
    sheets[String(sheet)] = readCSV(text.replacing("\n", with: "\r\n"))
  }
  return sheets
}

@Suite("The Covenant workbook in other programs")
struct SECAPToolsTests {
  @Test(
    "LibreOffice opens every sheet, and each cell is the one of the table's file",
    .enabled(if: hasLibreOffice, "LibreOffice is not installed"))
  func libreOffice() throws {
    var town = MadeUpTown()
    town.notice = nil
    let exported = try Exported(town)
    let folder = exported.folder.path("sheets")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let sheets = try sheetsInLibreOffice(exported.folder.path("out/secap/secap.xlsx"), into: folder)
    let book = try exported.json("secap/secap.json")
    #expect(sheets.count == book["sheets"].array.count)
    var compared = 0
    for sheet in book["sheets"].array {
      let rows = try #require(sheets[sheet["title"].string!], "\(sheet["title"].string!)")
      for table in sheet["tables"].array {
        let written = readCSV(try exported.text("secap/\(table["id"].string!).csv"))
        // A table begins below the row that holds its title alone.
        let title = try #require(
          rows.firstIndex { row in
            row[0] == table["title"].string! && row.dropFirst().allSatisfy(\.isEmpty)
          }, "\(table["title"].string!)")
        let header = try #require(
          rows[title...].firstIndex { Array($0.prefix(written[0].count)) == written[0] })
        for (position, expected) in written.enumerated().dropFirst() {
          let row = rows[header + position]
          for (cell, text) in zip(row, expected) {
            compared += 1
            if let number = Double(text), let shown = Double(cell) {
              #expect(abs(number - shown) <= 1e-9 * max(1, abs(number)), "\(table["id"])")
            } else {
              // The guard against formulas stands in comma-separated text only.
              #expect(cell == (text.hasPrefix("'") ? String(text.dropFirst()) : text))
            }
          }
        }
      }
    }
    #expect(compared > 1000)
  }

  @Test(
    "GDAL reads the spreadsheet's sheets by their names",
    .enabled(
      if: FileManager.default.isExecutableFile(atPath: "/usr/bin/ogrinfo"),
      "ogrinfo is not installed"))
  func gdal() throws {
    let exported = try Exported(MadeUpTown())
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["ogrinfo", "-ro", "-so", exported.folder.path("out/secap/secap.xlsx")]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    for sheet in ["Strategy", "Baseline inventory", "Risks & vulnerabilities", "Checks"] {
      #expect(text.contains(sheet))
    }
  }
}
