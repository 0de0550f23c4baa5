import CairoBinding
import Foundation
import PlanModel
import TestSupport
import Testing

@testable import Exports

/// What a program of poppler prints, or nil where it is not installed or fails.
private func output(_ program: String, _ arguments: [String]) -> String? {
  let process = Process()
  process.executableURL = URL(filePath: "/usr/bin/env")
  process.arguments = [program] + arguments
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = FileHandle.nullDevice
  do { try process.run() } catch { return nil }
  let data = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return process.terminationStatus == 0 ? String(decoding: data, as: UTF8.self) : nil
}

@Suite("Sheets on paper")
struct PaperSheetTests {
  private static let hasPoppler = output("which", ["pdftotext"]) != nil

  /// A text as words with plain spaces between them.
  private func words(_ text: String) -> String {
    text.split { $0.isWhitespace || $0 == "\u{202F}" || $0 == "\u{00A0}" }.joined(separator: " ")
  }

  @Test(
    "a district has one page with its numbers, actions and actors; the municipality a few",
    .enabled(if: hasPoppler, "pdftotext (poppler-utils) is not installed"))
  func texts() throws {
    let exported = try Exported()
    for name in ["north", "south", "east"] {
      let path = exported.folder.path("out/districts/\(name).pdf")
      #expect(output("pdfinfo", [path])?.contains("Pages:           1\n") == true)
      let text = words(try #require(output("pdftotext", ["-layout", path, "-"])))
      let sheet = try exported.json("districts/\(name).json")
      let reduction = try #require(sheet["totals"]["co2"].number)
      #expect(text.contains("The geometry of this town is made up."))
      #expect(text.contains("Roof PV") && text.contains("Municipality"))
      #expect(text.contains("What is done, and who must act") && text.contains("Why"))
      #expect(text.contains("page 1 of 1"))
      // A district has no certificate of its own.
      #expect(text.contains("Of the plan of the whole municipality: No plan that keeps"))
      #expect(text.contains(words(ShownSteps([5.2, reduction]).text(reduction))), "\(name)")
    }
    let path = exported.folder.path("out/municipality.pdf")
    let information = words(try #require(output("pdfinfo", [path])))
    #expect(information.contains("Title: Made-up Town"))
    #expect(information.contains("CreationDate: Sat Jan 1"))
    let pages = try #require(information.firstMatch(of: /Pages: (\d+)/)?.output.1)
    #expect((2...4).contains(Int(pages) ?? 0))
    let text = words(try #require(output("pdftotext", ["-layout", path, "-"])))
    for word in [
      "North", "South", "East", "The gap to the target", "Who pays", "page 2 of \(pages)",
    ] {
      #expect(text.contains(word), "\(word)")
    }
  }

  @Test("a district stays on one page, however many actions, reasons and interests it has")
  func onePage() throws {
    var town = MadeUpTown()
    town.names = [
      "A name of many words that go on and on until the line is full, and then some", "B", "C",
    ]
    var result = town.result
    for action in result.options.actions.indices {
      result.options.actions[action].name += String(repeating: " and so on", count: 12)
      result.options.actions[action].otherActors = Array(
        repeating: "A long word for an actor", count: 9)
    }
    let account = PlanAccount(result)
    let measure = try TextMeasure()
    for row in 0..<3 {
      let area = AreaAccount(.district(row), of: account)
      let sheet = PaperSheet(area, pictures: []) { height throws(CairoError) in
        try MapSheet(account, measure, .part(height: height)).district(row, MapThemes(account).main)
      }
      #expect(try sheet.pages(measure.fonts).count == 1)
    }
  }

  @Test("a table that goes over pages has every row once and its header on each page")
  func tables() throws {
    let folder = try TemporaryFolder()
    let fonts = try TextMeasure().fonts
    var document = Document(title: "T", subtitle: "s")
    document.blocks = [
      .table(
        Document.Table(
          [Document.Table.text("Heading"), Document.Table.number("Value")],
          rows: (0..<200).map { ["row \($0)", "\($0 * 7)"] }, total: ["Sum", "139300"]))
    ]
    let pages = try PDFPages(document, fonts)
    #expect(pages.count > 2)
    try pages.write(to: folder.path("t.pdf"))
    guard Self.hasPoppler else { return }
    let text = words(try #require(output("pdftotext", ["-layout", folder.path("t.pdf"), "-"])))
    #expect(text.components(separatedBy: "Heading").count - 1 == pages.count)
    for row in 0..<200 {
      #expect(text.components(separatedBy: "row \(row) \(row * 7) ").count == 2, "\(row)")
    }
    #expect(text.contains("Sum 139300"))
  }

  @Test(
    "a short table stays in one piece, with its heading", arguments: [30, 40, 44, 46, 48, 50, 60])
  func shortTables(lines: Int) throws {
    let folder = try TemporaryFolder()
    let fonts = try TextMeasure().fonts
    var document = Document(title: "T", subtitle: "s")
    document.blocks = [
      .list((0..<lines).map { "line \($0)" }), .heading("The gap"),
      .table(
        Document.Table(
          [Document.Table.text("What"), Document.Table.number("Value")],
          rows: (0..<5).map { ["row \($0)", "\($0)"] }, total: ["Together", "10"])),
    ]
    try PDFPages(document, fonts).write(to: folder.path("t.pdf"))
    guard Self.hasPoppler else { return }
    let text = try #require(output("pdftotext", ["-layout", folder.path("t.pdf"), "-"]))
    // Form feeds end pages.
    let page = try #require(text.split(separator: "\u{0C}").first { $0.contains("The gap") })
    #expect(page.contains("row 0") && page.contains("row 4") && page.contains("Together"))
  }
}
