import Foundation
import PlanModel
import Reference
import Testing

/// The data folder of the sources.
private let source = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: "Sources").appending(path: "Reference").appending(path: "data")

/// A copy of the data in a folder of its own, with one file changed.
private struct DataCopy: ~Copyable {
  let folder = FileManager.default.temporaryDirectory.appending(path: "numbers-\(UUID())")

  init() throws { try FileManager.default.copyItem(at: source, to: folder) }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func text(of file: String) throws -> String {
    try String(contentsOf: folder.appending(path: file), encoding: .utf8)
  }

  func write(_ text: String, to file: String) throws {
    try text.write(to: folder.appending(path: file), atomically: false, encoding: .utf8)
  }

  /// What loading found wrong.
  func findings() -> [Diagnostic] {
    do {
      _ = try ReferenceData.load(from: folder.path(percentEncoded: false))
      return []
    } catch let failure as PlanningFailure {
      return failure.diagnostics
    } catch {
      Issue.record("an error of another kind: \(error)")
      return []
    }
  }
}

@Suite("Broken data files are told, never trapped on")
struct BrokenDataTests {
  static let files = [
    "numbers.csv", "emission-factors.csv", "construction-index.csv", "heat-carriers.csv",
    "prices.csv", "radiation.csv", "wind-setbacks.csv", "countries.csv", "building-stock.csv",
    "taxes-and-wages.csv",
  ]

  @Test("a whole copy is read")
  func wholeCopy() throws {
    let copy = try DataCopy()
    #expect(copy.findings().isEmpty)
  }

  @Test("a missing file is named", arguments: files)
  func missingFile(file: String) throws {
    let copy = try DataCopy()
    try FileManager.default.removeItem(at: copy.folder.appending(path: file))
    let findings = copy.findings()
    #expect(findings.map(\.code) == ["program.missing-file"])
    #expect(findings.first?.message.contains(file) == true)
    #expect(findings.first?.remedy.isEmpty == false)
  }

  @Test("all missing files are named at once")
  func missingFolder() throws {
    let copy = try DataCopy()
    for file in Self.files {
      try FileManager.default.removeItem(at: copy.folder.appending(path: file))
    }
    #expect(copy.findings().count == Self.files.count)
  }

  @Test("an empty file is an error", arguments: files)
  func emptyFile(file: String) throws {
    let copy = try DataCopy()
    try copy.write("", to: file)
    #expect(copy.findings().contains { $0.place.file?.hasSuffix(file) == true })
  }

  @Test(
    "a line that does not fit is told with its number",
    arguments: [
      "discount-rate,3.5,%,2023,somewhere,medium", "discount-rate,x,%,2023,somewhere,,medium",
      "discount-rate,3.5,furlong,2023,somewhere,,medium", "discount-rate,nan,%,2023,somewhere,,low",
      "discount-rate,3.5,%,2023,,,medium", "discount-rate,3.5,%,2023,somewhere,,certain",
      "discount-rate,3.5,%,lately,somewhere,,medium", "discount-rate,3.5,,2023,somewhere,,medium",
    ])
  func badLine(line: String) throws {
    let copy = try DataCopy()
    let kept = try copy.text(of: "numbers.csv").split(separator: "\n")
      .filter { !$0.hasPrefix("discount-rate,") }
    try copy.write((kept + [line[...]]).joined(separator: "\n"), to: "numbers.csv")
    #expect(copy.findings().contains { $0.place.line == kept.count + 1 })
  }

  @Test("a number that is there twice is an error")
  func doubledNumber() throws {
    let copy = try DataCopy()
    let text = try copy.text(of: "numbers.csv")
    try copy.write(text + "discount-rate,4,%,2023,somewhere,,medium\n", to: "numbers.csv")
    #expect(copy.findings().map(\.message) == ["The number discount-rate is there twice."])
  }

  @Test("a file cut anywhere is an error or still has every number", arguments: [0.1, 0.35, 0.77])
  func cutFile(share: Double) throws {
    for file in Self.files where file != "countries.csv" {
      let copy = try DataCopy()
      let text = try copy.text(of: file)
      try copy.write(String(text.prefix(Int(Double(text.count) * share))), to: file)
      #expect(!copy.findings().isEmpty, "\(file) cut at \(share)")
    }
  }

  @Test(
    "a table that lacks whole lines is an error",
    arguments: [
      ("heat-carriers.csv", "heat-share.EU27.naturalGas,"), ("radiation.csv", "radiation.MT,"),
      ("construction-index.csv", "construction-index.CH,"), ("numbers.csv", "levels.hotel,"),
      ("emission-factors.csv", "emission.electricity.SI,"),
      ("emission-factors.csv", "emission.LCA.biomass,"), ("prices.csv", "price.EU27.coal,"),
      ("wind-setbacks.csv", "wind-setback.EU27,"),
      ("taxes-and-wages.csv", "value-added.payroll-tax.AT,"),
      ("taxes-and-wages.csv", "benefits.wage.EU27,"), ("building-stock.csv", "CY,trade,4,"),
    ])
  func missingLine(file: String, start: String) throws {
    let copy = try DataCopy()
    let lines = try copy.text(of: file).split(separator: "\n")
    let kept = lines.filter { !$0.hasPrefix(start) }
    #expect(kept.count == lines.count - 1)
    try copy.write(kept.joined(separator: "\n"), to: file)
    #expect(copy.findings().count == 1)
  }

  @Test("bytes that are no text are an error")
  func noText() throws {
    let copy = try DataCopy()
    try Data([0x6e, 0xe4, 0x6d, 0x65]).write(to: copy.folder.appending(path: "prices.csv"))
    #expect(copy.findings().contains { $0.message.contains("UTF-8") })
  }

  @Test("a demand of nothing in the building stock is an error")
  func zeroDemand() throws {
    let copy = try DataCopy()
    let text = try copy.text(of: "building-stock.csv")
    try copy.write(
      text.replacingOccurrences(of: "AT,office,0,144.671,", with: "AT,office,0,0,"),
      to: "building-stock.csv")
    #expect(copy.findings().map(\.place.field) == ["spaceHeat"])
  }

  @Test("every data file is text of whole lines without blanks at their ends", arguments: files)
  func filesAreTidy(file: String) throws {
    let text = try String(contentsOf: source.appending(path: file), encoding: .utf8)
    #expect(text.hasSuffix("\n"))
    for line in text.split(separator: "\n") { #expect(String(line) == String(line).trimmed) }
  }
}
