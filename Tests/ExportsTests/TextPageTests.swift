import Testing

@testable import Exports

/// A table with some columns of words and some of numbers.
private func table(_ words: Int, _ numbers: Int, rows: [[String]] = []) -> Document.Table {
  Document.Table(
    (0..<words).map { Document.Table.text("Word \($0)") }
      + (0..<numbers).map { Document.Table.number("Number \($0)") }, rows: rows)
}

@Suite("Pages and columns of OpenDocument texts")
struct TextPageTests {
  @Test("a section with a table of many columns of words lies on its side, with its headings")
  func sides() {
    let blocks: [Document.Block] = [
      .paragraph("Beginning"), .heading("A"), .paragraph("a"), .heading("B"), .subheading("B-1"),
      .paragraph("b"), .numbered("Wide", table(5, 4)), .paragraph("behind"), .subheading("B-2"),
      .numbered("Narrow", table(3, 6)), .subheading("B-3"), .table(table(9, 0)),
    ]
    #expect(
      ODTRenderer.areOnTheirSide(blocks) == [
        false, false, false, true, true, true, true, true, false, false, true, true,
      ])
  }

  @Test("without a heading before it a table stays upright")
  func noHeading() {
    #expect(ODTRenderer.areOnTheirSide([.table(table(9, 0)), .paragraph("x")]) == [false, false])
    #expect(ODTRenderer.areOnTheirSide([]).isEmpty)
  }

  @Test("a column holds its longest word; a word ends at a space, a hyphen or a stroke")
  func words() {
    let narrow = Document.Table(
      [Document.Table.text("Technology/Infrastructure"), Document.Table.number("12\u{202F}345")],
      rows: [])
    // Infrastructure has 14 letters, the number 6; bold they are 17 and 7, and each has room for two more.
    #expect(ODTTableWidths.tenths(of: narrow, letters: 0) == [190, 90])
  }

  @Test("what is left of the line goes to the text that makes its row high")
  func spare() {
    let long = String(repeating: "word ", count: 40)
    let widths = ODTTableWidths.tenths(
      of: Document.Table(
        [Document.Table.text("A"), Document.Table.text("B"), Document.Table.number("C")],
        rows: [["short", long, "1"]]), letters: 84)
    #expect(widths[1] > 600 && widths[0] == 70 && widths[2] == 60)
    #expect(widths.reduce(0, +) <= 840)
  }

  @Test("two texts of the same length have the same room, give or take a letter")
  func fair() {
    let long = String(repeating: "word ", count: 40)
    let widths = ODTTableWidths.tenths(
      of: Document.Table(
        [Document.Table.text("A"), Document.Table.text("B")], rows: [[long, long]]), letters: 84)
    #expect(abs(widths[0] - widths[1]) <= 10)
  }
}
