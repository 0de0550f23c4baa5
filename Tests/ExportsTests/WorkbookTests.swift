import Foundation
import Frameworks
import PlanModel
import Testing

@testable import Exports

/// Two rows and their sum, and another table that takes a part of it.
private func book() -> Workbook {
  var first = Workbook.Table(
    "first", "First", note: "A note.", [.init("What"), .init("Amount", "MWh/a")])
  first.add([.term("yes"), .number(1.5)])
  first.add([.text("=1+1"), .number(2)])
  first.add([.term("Total"), .formula(.sum(1, rows: 0...1, of: "first"))])
  var second = Workbook.Table(
    "second", "Second", [.init("Part"), .init("Value", "", .calculated)])
  second.add([
    .toWrite("a word."),
    .formula(
      .init(
        operation: .percent,
        operands: [.cell(0, 1, of: "first"), .cell(2, 1, of: "first")])),
  ])
  second.add([
    .reason("none"),
    .formula(
      .init(
        operation: .difference,
        operands: [.cell(2, 1, of: "first"), .cell(0, 1, of: "first"), .cell(1, 1, of: "first")])),
  ])
  second.add([
    .text(""),
    .formula(
      .init(
        operation: .product, operands: [.cell(0, 1, of: "first"), .cell(1, 1, of: "first")])),
  ])
  return Workbook(
    title: "A book", notice: nil,
    sheets: [
      .init(id: "a", title: "Sheet A", about: "About it.", tables: [first]),
      .init(id: "b", title: "Sheet B", about: "", tables: [second]),
    ])
}

@Suite("Workbooks")
struct WorkbookTests {
  @Test("formulas are computed from other cells, across tables")
  func values() {
    let values = book().values()
    #expect(values["first"]! == [[nil, 1.5], [nil, 2], [nil, 3.5]])
    #expect(values["second"]!.map { $0[1] } == [42.8571428571, 0, 3])
  }

  @Test("a percentage of nothing is 0, in the spreadsheet as here")
  func nothing() {
    var table = Workbook.Table("t", "T", [.init("A"), .init("B")])
    table.add([
      .number(0),
      .formula(.init(operation: .percent, operands: [.cell(0, 0, of: "t"), .cell(0, 0, of: "t")])),
    ])
    let book = Workbook(
      title: "", notice: nil, sheets: [.init(id: "s", title: "S", about: "", tables: [table])])
    #expect(book.values()["t"]![0][1] == 0)
    let layout = Workbook.Layout(book, names: book.sheetNames)
    #expect(layout.text(of: .sum(1, rows: 0...0, of: "t"), on: 0) == "=SUM(B5)")
  }

  @Test("formulas are written in the spreadsheet's places, other sheets with their names")
  func formulas() {
    let book = book()
    let layout = Workbook.Layout(book, names: book.sheetNames)
    // Title, description, empty row, table's title, its note and its header stand above the first row.
    #expect(layout.text(of: .sum(1, rows: 0...1, of: "first"), on: 0) == "=SUM(B7:B8)")
    guard case .formula(let percent) = book.table("second").rows[0][1],
      case .formula(let difference) = book.table("second").rows[1][1]
    else {
      Issue.record("no formulas")
      return
    }
    #expect(
      layout.text(of: percent, on: 1)
        == "=IF('Sheet A'!B9=0,0,100*'Sheet A'!B7/'Sheet A'!B9)")
    #expect(
      layout.text(of: difference, on: 1) == "='Sheet A'!B9-'Sheet A'!B7-'Sheet A'!B8")
  }

  @Test(
    "columns have letters", arguments: [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (702, "AAA")])
  func letters(column: Int, letters: String) {
    #expect(Workbook.Layout.letters(of: column) == letters)
  }

  @Test("JSON gives the same workbook back, formulas and all")
  func json() throws {
    let text = book().json.text()
    #expect(Workbook(json: Data(text.utf8)) == book())
  }

  @Test(
    "JSON that is no workbook is refused: a cell that is not there, a circle, a short row, another file",
    arguments: [
      (#""rows": ["#, #""lines": ["#), (#""columns": [1, 1]"#, #""columns": [1, 7]"#),
      (#""table": "first""#, #""table": "third""#), (#""sum""#, #""most""#),
      (#""commongroundWorkbook": 1"#, #""commongroundWorkbook": 2"#),
      (#""id": "first""#, #""id": "../first""#), (#""id": "second""#, #""id": "first""#),
    ])
  func wrongJSON(old: String, new: String) {
    let text = book().json.text()
    #expect(text.contains(old))
    #expect(Workbook(json: Data(text.replacingOccurrences(of: old, with: new).utf8)) == nil)
  }

  @Test("a formula that leads back to itself is refused")
  func circle() {
    let text = """
      {"commongroundWorkbook": 1, "title": "", "sheets": [{"id": "s", "title": "S", "about": "", "tables": [
      {"id": "t", "title": "T", "note": "", "columns": [{"title": "A", "unit": "", "kind": "mandatory"}],
      "rows": [[{"formula": "sum", "of": [{"table": "t", "rows": [0, 0], "columns": [0, 0]}]}]]}]}]}
      """
    #expect(Workbook(json: Data(text.utf8)) == nil)
  }

  @Test("labels reach titles, heads and words of the framework, and not people's texts")
  func labels() {
    let table = (
      text: "id,en,it\na,yes,sì\nb,Amount,Quantità\nc,Sheet A,Foglio A\n", file: "labels.csv"
    )
    let labels = Labels.read(language: "it", tables: [table]).labels
    let translated = book().translated(by: labels)
    #expect(translated.workbook.sheets.map(\.title) == ["Foglio A", "Sheet B"])
    #expect(translated.workbook.table("first").columns[1].heading == "Quantità [MWh/a]")
    #expect(translated.workbook.table("first").rows[0][0] == .term("sì"))
    #expect(translated.workbook.table("first").rows[1][0] == .text("=1+1"))
    #expect(translated.missing == ["First", "What", "Total", "Sheet B", "Second", "Part", "Value"])
  }

  @Test("names of sheets are as spreadsheets allow, and no two alike")
  func sheetNames() {
    var book = book()
    book.sheets[0].title = "A/B: " + String(repeating: "x", count: 40)
    book.sheets[1].title = "AB " + String(repeating: "x", count: 40)
    let names = book.sheetNames
    #expect(names.allSatisfy { $0.count <= 31 && !$0.contains("/") && !$0.contains(":") })
    #expect(Set(names.map { $0.lowercased() }).count == 2)
  }

  @Test("comma-separated text has units in its head, and guards what looks like a formula")
  func csv() {
    let book = book()
    let text = book.csv(of: book.table("first"), values: book.values()["first"]!)
    #expect(text == "What,Amount [MWh/a]\r\nyes,1.5\r\n'=1+1,2\r\nTotal,3.5\r\n")
  }
}
