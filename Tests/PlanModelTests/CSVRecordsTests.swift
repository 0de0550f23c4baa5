import PlanModel
import Testing

@Suite("Records of comma-separated text")
struct CSVRecordsTests {
  @Test("quotes hold commas and doubled quotes; empty lines are left out and still counted")
  func quotes() {
    let records = CSVRecords("a,b\r\n\r\n\"x, y\",\"say \"\"hi\"\"\"\n1,\n")
    #expect(records.rows == [["a", "b"], ["x, y", "say \"hi\""], ["1", ""]])
    #expect(records.lines == [1, 3, 4])
  }

  @Test(
    "a byte-order mark is no part of the first field, and semicolons separate where no comma does")
  func spreadsheet() {
    let records = CSVRecords("\u{FEFF}table;value\nx;1,5\n")
    #expect(records.rows == [["table", "value"], ["x", "1,5"]])
  }

  @Test("an empty text has no records")
  func nothing() { #expect(CSVRecords("").rows.isEmpty) }
}
