import Foundation
import PlanModel
import TestSupport
import Testing

@testable import Exports

@Suite("OpenDocument texts in other programs")
struct DocumentToolsTests {
  @Test(
    "LibreOffice reads every cell and text back, hostile names as well",
    .enabled(if: Office.hasWriter, "LibreOffice Writer is not installed"))
  func libreOffice() throws {
    var town = MadeUpTown()
    town.notice = nil
    var result = town.result
    let hostile = "<b>Ljutomer</b> & \"Söhne\" 🌍 \u{05E9}\u{05DC}\u{05D5}\u{05DD}"
    result.description.name = hostile
    result.description.contract.target = 0.8
    let exported = try Exported(result)
    let folder = exported.folder.path("office")
    let text = String(
      decoding: try Office.converted(
        exported.folder.path("out/ccc/action-plan.odt"), to: "txt:Text (encoded):UTF8", "txt",
        in: folder), as: UTF8.self)
    #expect(text.contains(hostile))
    let action = try exported.json("ccc/ccc.json")["documents"][1]
    var cells = 0
    for block in action["blocks"].array where !block["rows"].isNull {
      for row in block["rows"].array {
        for cell in row.array {
          let cell = cell.string ?? ""
          #expect(text.contains(cell.replacing("t CO2", with: "t\u{00A0}CO2")), "\(cell)")
          cells += 1
        }
      }
    }
    #expect(cells > 100)
    let page = try Office.converted(
      exported.folder.path("out/ccc/investment-plan.odt"), to: "pdf", "pdf", in: folder)
    #expect(page.starts(with: Array("%PDF".utf8)))
  }

  @Test("the first part of the zip is the type, stored and without extra fields")
  func mimetype() throws {
    let bytes = Array(try Exported().bytes("ccc/commitments.odt"))
    #expect(Array(bytes[0..<4]) == [0x50, 0x4B, 3, 4])
    // Stored; eight letters of a name; nothing between the name and what it holds.
    #expect(bytes[8] == 0 && bytes[9] == 0 && bytes[26] == 8 && bytes[28] == 0 && bytes[29] == 0)
    let type = "mimetypeapplication/vnd.oasis.opendocument.text"
    #expect(String(decoding: bytes[30..<30 + type.utf8.count], as: UTF8.self) == type)
  }

  @Test("a letter that XML cannot hold becomes a sign for it")
  func control() {
    #expect(ODTRenderer.escaped("a\u{1}<b>&\"\u{FFFF}") == "a\u{FFFD}&lt;b&gt;&amp;&quot;\u{FFFD}")
  }

  @Test("a drawing keeps the shape of its view box")
  func shape() {
    #expect(ODTRenderer.heightOfWidth("<svg viewBox=\"0 0 200 50\">") == 0.25)
    #expect(ODTRenderer.heightOfWidth("<svg>") == 1)
    #expect(ODTRenderer.heightOfWidth("<svg viewBox=\"0 0 0 50\">") == 1)
  }
}
