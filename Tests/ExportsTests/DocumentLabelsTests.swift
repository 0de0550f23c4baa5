import Foundation
import Frameworks
import PlanModel
import TestSupport
import Testing

@testable import Exports

/// Labels from a few lines in German.
private func labels(_ lines: String...) -> Labels {
  Labels.read(
    language: "de", tables: [("id,en,de\n" + lines.joined(separator: "\n") + "\n", "test.csv")]
  ).labels
}

/// The program's own labels.
private func ownLabels(_ language: String) throws -> Labels {
  let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources/Frameworks/data/labels.csv")
  let read = Labels.read(
    language: language, tables: [(try String(contentsOf: file, encoding: .utf8), "labels.csv")])
  #expect(read.diagnostics.isEmpty)
  return read.labels
}

@Suite("The contract in other languages")
struct DocumentLabelsTests {
  @Test("numbers and units are no part of a label")
  func patterns() {
    #expect(LabelReader.pattern("Goal until 2035").key == "Goal until {1}")
    #expect(LabelReader.pattern("Goal until 2035").numbers == ["2035"])
    #expect(LabelReader.pattern("Outline of action 2.14").numbers == ["2.14"])
    #expect(LabelReader.pattern("base year 2023, target year 2035.").numbers == ["2023", "2035"])
    // Digits of formulas and codes stay.
    #expect(LabelReader.pattern("CO2 of module B-1.1").key == "CO2 of module B-1.1")
    #expect(LabelReader.splitUnit("Reduction, t CO2e/a") == ("Reduction", ", t CO2e/a"))
    #expect(LabelReader.splitUnit("Costs and impacts (T6)") == ("Costs and impacts", " (T6)"))
    #expect(LabelReader.splitUnit("Signed, halted") == ("Signed, halted", ""))
  }

  @Test("a label with places takes the numbers, in the order that the language wants")
  func places() {
    var reader = LabelReader(
      labels("a,\"from {1} to {2}\",\"bis {2}, von {1}\"", "b,Reduction,Minderung"))
    #expect(reader.label("from 2023 to 2035") == "bis 2035, von 2023")
    #expect(reader.label("Reduction, t CO2e/a") == "Minderung, t CO2e/a")
    #expect(reader.label("Word without label 7") == "Word without label 7")
    #expect(reader.label("Word without label 8") == "Word without label 8")
    #expect(reader.label("t CO2e/a") == "t CO2e/a" && reader.label("CH4") == "CH4")
    #expect(reader.missing == ["Word without label {1}"])
  }

  @Test("the contract's headings, heads and guidance are German, people's words stay")
  func german() throws {
    var result = MadeUpTown().result
    result.description.contract.target = 0.8
    result.description.contract.texts[.vision] = "Vision"
    let exported = try Exported(result)
    let run = exported.folder.path("out")
    let out = exported.folder.path("de")
    let written = try WrittenDocuments.contract(ofRunAt: run, labels: try ownLabels("de"))
    let paths = try written.write(into: out)
    func text(_ path: String) throws -> String {
      try String(contentsOfFile: out + "/" + path, encoding: .utf8)
    }
    let plan = try text("action-plan.md")
    for words in [
      "Aktionsplan Klimaneutralität", "## Teil A: Stand des Klimaschutzes",
      "### A-2.3 Emissionslücke", "**Tabelle 1. Endenergieverbrauch 2", "| Quellsektor |",
      "| Gebäude |", "> **Von der Gemeinde zu schreiben: Bewertung des Inventars.** Bewerten Sie",
      "(Plandatei: ccc.emissionsAssessment)", "| **Summe** |",
    ] { #expect(plan.contains(words), "\(words)") }
    #expect(try text("action-plan.html").contains("<html lang=\"de\">"))
    // A vision that is the word Vision is people's; the heading above is the form's.
    #expect(try text("commitments.md").contains("## Vision\n\nVision\n"))
    // What is missing is a table to be filled in.
    #expect(paths.contains("labels-missing.csv") && !written.missing.isEmpty)
    let missing = CSVRecords(try text("labels-missing.csv"))
    #expect(missing.rows[0] == ["id", "en", "de"])
    #expect(missing.rows.dropFirst().map { $0[1] } == written.missing)
    let own = missing.rows.dropFirst().map { "\($0[0]),\"\($0[1])\",x" }.joined(separator: "\n")
    let filled = Labels.read(
      language: "de",
      tables: [
        (
          try String(
            contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
              .deletingLastPathComponent().deletingLastPathComponent()
              .appending(path: "Sources/Frameworks/data/labels.csv"), encoding: .utf8),
          "labels.csv"
        ), ("id,en,de\n" + own + "\n", "own.csv"),
      ])
    #expect(filled.diagnostics.isEmpty)
    #expect(try WrittenDocuments.contract(ofRunAt: run, labels: filled.labels).missing.isEmpty)
  }

  @Test("numbers are the same in all languages")
  func numbers() throws {
    var result = MadeUpTown().result
    result.description.contract.target = 0.8
    let exported = try Exported(result)
    let out = exported.folder.path("it")
    _ = try WrittenDocuments.contract(
      ofRunAt: exported.folder.path("out"), labels: try ownLabels("it")
    ).write(into: out)
    func numbers(_ text: String) -> [String] {
      text.split { !$0.isNumber && $0 != "." && $0 != "\u{202F}" }.map(String.init)
        .filter { $0.contains(where: \.isNumber) }
    }
    for document in ["commitments", "action-plan", "investment-plan"] {
      let italian = try String(contentsOfFile: "\(out)/\(document).md", encoding: .utf8)
      #expect(numbers(italian) == numbers(try exported.text("ccc/\(document).md")), "\(document)")
    }
  }

  @Test("the text's language is that of its headings, in a form that word processors know")
  func locale() {
    #expect(ODTStyles.locale(of: "de") == ["de", "DE"])
    #expect(ODTStyles.locale(of: "en") == ["en", "GB"])
    #expect(ODTStyles.locale(of: "fr") == ["fr"])
  }
}
