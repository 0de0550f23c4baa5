import Foundation
import Testing
import XLSXBinding

/// Writes a small book and gives its bytes.
private func book(
  _ sheets: [String] = ["One"], filledBy fill: (XLSXFile) throws -> Void
) throws -> Data {
  let url = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString + ".xlsx")
  defer { try? FileManager.default.removeItem(at: url) }
  let file = try XLSXFile(at: url.path(percentEncoded: false), title: "A book")
  for sheet in sheets { _ = try file.addSheet(named: sheet) }
  try fill(file)
  try file.close()
  return try Data(contentsOf: url)
}

@Suite("Spreadsheets")
struct SpreadsheetTests {
  @Test("the same cells give the same bytes, seconds apart")
  func bytes() throws {
    func fill(_ file: XLSXFile) throws {
      var style = XLSXStyle()
      style.isBold = true
      try file.write("text", row: 0, column: 0, of: 0, as: style)
      try file.write(1.5, row: 1, column: 0, of: 0, as: XLSXStyle())
      try file.write(formula: "=A2*2", value: 3, row: 2, column: 0, of: 0, as: style)
    }
    let first = try book(filledBy: fill)
    // A zip archive counts time in steps of two seconds.
    Thread.sleep(forTimeInterval: 2.1)
    #expect(try book(filledBy: fill) == first)
    #expect(first.prefix(2) == Data("PK".utf8))
  }

  @Test("a name that no sheet may have is an error that names the function")
  func names() throws {
    for name in ["", "a/b", "[x]", String(repeating: "n", count: 32), "one"] {
      #expect(throws: XLSXError.self, "\(name)") {
        _ = try book(["One", name]) { _ in }
      }
    }
  }

  @Test("a text that is too long is an error")
  func longText() throws {
    #expect(throws: XLSXError.self) {
      _ = try book {
        try $0.write(
          String(repeating: "x", count: 40_000), row: 0, column: 0, of: 0, as: XLSXStyle())
      }
    }
  }

  @Test("a folder that is not there is an error when the book is closed")
  func noFolder() throws {
    let file = try XLSXFile(at: "/nowhere/at/all.xlsx", title: "")
    _ = try file.addSheet(named: "One")
    #expect(throws: XLSXError.self) { try file.close() }
  }
}
