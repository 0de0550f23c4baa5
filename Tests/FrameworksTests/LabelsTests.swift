import Foundation
import Frameworks
import PlanModel
import Testing

@Suite("Labels")
struct LabelsTests {
  private let table = (text: "id,en,it\r\nyes,yes,sì\r\nno,no,\r\n", file: "labels.csv")

  @Test("a word is found by its English, one without translation is not")
  func found() {
    let read = Labels.read(language: "it", tables: [table])
    #expect(read.diagnostics.isEmpty)
    #expect(read.labels.translation(of: "yes") == "sì")
    #expect(read.labels.translation(of: "no") == nil)
  }

  @Test("English needs no table")
  func english() {
    #expect(Labels().translation(of: "anything") == "anything")
  }

  @Test("a city's own table adds a language and overrides words")
  func own() {
    let own = (text: "id,en,it,fr\nyes,yes,certo,oui\n", file: "own.csv")
    let italian = Labels.read(language: "it", tables: [table, own])
    #expect(italian.labels.translation(of: "yes") == "certo")
    #expect(
      Labels.read(language: "fr", tables: [table, own]).labels.translation(of: "yes") == "oui")
  }

  @Test("an unknown language and broken rows are findings with places")
  func wrong() {
    #expect(
      Labels.read(language: "xx", tables: [table]).diagnostics.map(\.code)
        == ["labels.no-language"])
    let broken = (text: "id,en,it\nyes,yes\nno,no,no,no\n", file: "own.csv")
    let found = Labels.read(language: "it", tables: [broken]).diagnostics
    #expect(found.map(\.code) == ["labels.bad-row", "labels.bad-row"])
    #expect(found.map(\.place.line) == [2, 3])
    let header = (text: "key,english\n", file: "own.csv")
    #expect(
      Labels.read(language: "it", tables: [header]).diagnostics.map(\.code)
        == ["labels.bad-header"])
  }

  @Test("the program's table has six languages, unique ids and unique English words")
  func builtIn() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/Frameworks/data/labels.csv")
    let records = CSVRecords(try String(contentsOf: file, encoding: .utf8))
    #expect(records.rows[0] == ["id", "en", "it", "es", "et", "el", "de", "sl"])
    #expect(records.rows.allSatisfy { $0.count == 8 })
    #expect(Set(records.rows.map { $0[0] }).count == records.rows.count)
    #expect(Set(records.rows.map { $0[1] }).count == records.rows.count)
  }
}
