import PlanFile
import PlanModel
import Testing

/// A table with the usual header, of the year 2026.
private func read(
  _ rows: String...
) -> (entries: [ProgressEntry], unread: [ProgressEntry], diagnostics: [Diagnostic]) {
  readProgress(
    text: (["action,district,unit,status,done,measure,spent_EUR,saved_t_per_a,start,end,note"]
      + rows).joined(separator: "\n") + "\n",
    file: "progress.csv", year: 2026)
}

@Suite("A table of progress")
struct ProgressTableTests {
  @Test("a row says an action, a place, a status, what is done and spent, and when")
  func whole() throws {
    let table = read("roof-pv,W,W-3,ongoing,40,%,120000.5,12,2025-03-31,2027,\"late, a bit\"")
    #expect(table.diagnostics.isEmpty)
    var expected = ProgressEntry(
      action: "roof-pv", district: "W", unit: "W-3", status: .ongoing, line: 2)
    expected.done = 0.4
    expected.spent = 120_000.5
    expected.saved = 12
    expected.start = ProgressMonth(year: 2025, month: 3)
    // A year alone begins in January and ends in December.
    expected.end = ProgressMonth(year: 2027, month: 12)
    expected.note = "late, a bit"
    #expect(table.entries == [expected])
  }

  @Test("an empty cell says nothing, and an amount keeps its measure")
  func little() throws {
    let table = read("roof-pv,W,,Completed,,,,,,,", "wind,,U7,Ongoing,1500,kW,,,2026,,")
    #expect(table.diagnostics.isEmpty && table.entries.count == 2)
    let first = try #require(table.entries.first)
    #expect(first.done == nil && first.spent == nil && first.saved == nil && first.end == nil)
    #expect(first.unit == nil && first.district == "W" && first.line == 2)
    let second = try #require(table.entries.last)
    #expect(second.done == 1500 && second.measure == .gridPower && second.unit == "U7")
    #expect(second.district == nil && second.start == ProgressMonth(year: 2026, month: 1))
  }

  @Test("columns stand in any order, and further ones do not matter")
  func columns() {
    let table = readProgress(
      text: "Weather,status,district,action\nfine,Cancelled,E,wind\n", file: "p.csv", year: 2026)
    #expect(table.diagnostics.isEmpty)
    #expect(
      table.entries == [ProgressEntry(action: "wind", district: "E", status: .cancelled, line: 2)])
  }

  @Test(
    "a table without rows or without a column it needs is told, with a header to begin with",
    arguments: [
      ("", "progress.empty-table", "no rows"),
      ("district,status\nW,Ongoing\n", "progress.no-column", "`action`"),
      ("action,unit\nwind,U1\n", "progress.no-column", "`status`"),
      ("action,status\nwind,Ongoing\n", "progress.no-column", "neither `district` nor `unit`"),
    ])
  func header(text: String, code: String, said: String) throws {
    let table = readProgress(text: text, file: "progress.csv", year: 2026)
    #expect(table.entries.isEmpty && table.diagnostics.map(\.code) == [code])
    let finding = try #require(table.diagnostics.first)
    #expect(finding.message.contains(said) && finding.severity == .error)
    #expect(finding.remedy.contains("action,district,status,done,spent_EUR"))
    #expect(finding.place.file == "progress.csv")
  }

  @Test("what a row names is kept though the row cannot be read, and an empty table has no line 0")
  func unread() {
    let table = read("wind,E,,Begun,,,,,,,", "roof-pv,W,,Ongoing,40,,,,,,")
    #expect(table.entries.map(\.action) == ["roof-pv"])
    #expect(table.unread.map(\.action) == ["wind"] && table.unread.map(\.district) == ["E"])
    #expect(table.unread.map(\.line) == [2])
    let empty = readProgress(text: "", file: "p.csv", year: 2026)
    #expect(empty.diagnostics.map { "\($0.place)" } == ["p.csv"])
  }

  @Test("a column that is there twice is told, and not read by chance")
  func twice() {
    let table = readProgress(
      text: "action,district,action,status\nwind,W,pv,Ongoing\n", file: "p.csv", year: 2026)
    #expect(table.entries.isEmpty && table.diagnostics.map(\.code) == ["progress.column-twice"])
  }

  @Test(
    "a row that cannot be read is an error at its line, with what to do",
    arguments: [
      ("wind,W,,Ongoing,40,,,,,,\"half", "open-quote", "Close it"),
      (",W,,Ongoing,40,,,,,,", "no-action", "Write its id."),
      ("wind,,,Ongoing,40,,,,,,", "no-place", "Write a district or a unit"),
      ("wind,W,,Ongoin,40,,,,,,", "unknown-word", "Did you mean `Ongoing`?"),
      ("wind,W,,,40,,,,,,", "unknown-word", "Use "),
      ("wind,W,,Ongoing,40,MW,,,,,", "unknown-word", "kW"),
      ("wind,W,,Ongoing,\"40,5\",,,,,,", "bad-number", "decimal point"),
      ("wind,W,,Ongoing,-1,,,,,,", "bad-number", "from 0 to 1000"),
      ("wind,W,,Ongoing,1001,,,,,,", "bad-number", "from 0 to 1000"),
      ("wind,W,,Ongoing,nan,,,,,,", "bad-number", "no unit"),
      ("wind,W,,Ongoing,40,,1 MEUR,,,,", "bad-number", "no unit"),
      ("wind,W,,Ongoing,40,,-5,,,,", "bad-number", "from 0"),
      ("wind,W,,Ongoing,40,,,much,,,", "bad-number", "decimal point"),
      ("wind,W,,Ongoing,40,,,,2025-13,,", "bad-date", "`2027-03`"),
      ("wind,W,,Ongoing,40,,,,25-03,,", "bad-date", "`2027-03`"),
      ("wind,W,,Ongoing,40,,,,,31.12.2027,", "bad-date", "`2027-03-31`"),
      ("wind,W,,Ongoing,40,,,,,2027-02-32,", "bad-date", "`2027-03-31`"),
      ("wind,W,,Ongoing,,,,,,,", "not-said", "`measure`"),
      ("wind,W,,Not started,5,,,,,,", "begun", "empty `done`"),
      ("wind,W,,Ongoing,40,,,,2026-05,2026-04,", "time-order", "Swap the two"),
      ("wind,W,,Completed,,,,,,2027-01,", "not-over", "`progress: year`"),
      ("roof-pv,E,,Completed,,,,,,,", "told-twice", "Join the two rows."),
    ])
  func errors(row: String, code: String, remedy: String) throws {
    let table = read("roof-pv,E,,Ongoing,40,,,,,,", row)
    #expect(table.diagnostics.map(\.code) == ["progress.\(code)"])
    let finding = try #require(table.diagnostics.first)
    #expect(finding.severity == .error && finding.place.line == 3)
    #expect(finding.remedy.contains(remedy), "\(finding.remedy)")
    #expect(table.entries.map(\.line) == [2])
  }

  @Test("everything that is wrong is told at once, row by row, and right rows are kept")
  func allAtOnce() {
    let table = read(
      "wind,W,,Begun,x,MW,,,,,", "roof-pv,W,,Ongoing,40,,,,,,", ",,,Ongoing,40,,,,,,")
    #expect(
      table.diagnostics.map(\.code) == [
        "progress.unknown-word", "progress.unknown-word", "progress.bad-number",
        "progress.no-action", "progress.no-place",
      ])
    #expect(table.diagnostics.map(\.place.line) == [2, 2, 2, 4, 4])
    #expect(table.entries.map(\.line) == [3])
  }

  @Test("an action may be told for a district and for each of its units, but for none twice")
  func places() {
    let table = read(
      "wind,W,,Ongoing,40,,,,,,", "wind,W,U1,Completed,,,,,,,", "wind,,U2,Cancelled,,,,,,,",
      "wind,,U1,Cancelled,,,,,,,")
    #expect(table.entries.map(\.unit) == [nil, "U1", "U2"])
    #expect(table.diagnostics.map(\.code) == ["progress.told-twice"])
    #expect(table.diagnostics.first?.message.contains("`U1` in line 3") == true)
  }
}
