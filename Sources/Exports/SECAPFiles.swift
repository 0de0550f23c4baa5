public import Frameworks
import Foundation
public import PlanModel
import XLSXBinding

/// What does not agree between the tables of a result's Covenant workbook, one finding each.
public func secapDisagreements(of result: PlanResult) -> [Diagnostic] {
  SECAPBook(PlanAccount(result)).workbook.disagreements
}

/// A Covenant workbook that was read from the folder of a run.
public struct WrittenSECAP: Sendable {
  private let workbook: Workbook

  /// Reads `secap/secap.json` of a run.
  ///
  /// - Throws: ``ExportFailure`` where it is not there or no workbook of ours.
  public init(ofRunAt directory: String) throws(ExportFailure) {
    let path = URL(filePath: directory).appending(path: SECAPFiles.json)
    guard let data = try? Data(contentsOf: path) else {
      throw ExportFailure(
        "There is no \(SECAPFiles.json) in \(directory).",
        remedy: "Name the folder that `commonground plan` wrote, or run `commonground plan` again.")
    }
    guard let workbook = Workbook(json: data) else {
      throw ExportFailure(
        "\(SECAPFiles.json) is no Covenant workbook that can be read.",
        remedy: "Run `commonground plan` again.")
    }
    self.workbook = workbook
  }

  /// What does not agree between its tables, recomputed from their cells.
  public var disagreements: [Diagnostic] { workbook.disagreements }

  /// Writes spreadsheet, comma-separated text and JSON into a folder, all or none; our own of the same names are replaced,
  /// others stay.
  ///
  /// - Returns: The names of what was written, and the words that have no label in the language.
  /// - Throws: ``ExportFailure`` where it cannot be written, or would replace a file that is not ours; then what was there
  ///   before is unchanged.
  public func write(
    into directory: String, labels: Labels
  ) throws(ExportFailure) -> (files: [String], missing: [String]) {
    let written = SECAPFiles(workbook, labels: labels)
    // The library writes to files alone; beside the target there may be no room for the workbook twice.
    let draft = FileManager.default.temporaryDirectory
      .appending(path: "commonground-\(UUID().uuidString).xlsx")
    defer { try? FileManager.default.removeItem(at: draft) }
    try written.writeSpreadsheet(to: draft)
    guard let bytes = try? Data(contentsOf: draft) else {
      throw ExportFailure(
        "Could not write \(OutputFolder.path(draft)).",
        remedy: "Free some space in the folder of temporary files.")
    }
    let files =
      written.texts.map { (name: $0.name, bytes: Array($0.text.utf8)) }
      + [(name: SECAPFiles.spreadsheetName, bytes: Array(bytes))]
    try OwnFiles(in: directory).write(files)
    return (files.map(\.name), written.missing)
  }
}

/// The files of a Covenant workbook: JSON in English, from which it can be made again, all else with labels.
struct SECAPFiles {
  static let folder = "secap"
  static let spreadsheetName = "secap.xlsx"
  static let jsonName = "secap.json"
  static let json = "\(folder)/\(jsonName)"
  private let english: Workbook
  private let labelled: Workbook
  /// The words that have no label.
  let missing: [String]

  /// Prepares the files.
  init(_ workbook: Workbook, labels: Labels) {
    english = workbook
    (labelled, missing) = workbook.labelled(by: labels)
  }

  /// The paths in a result, in the order they are written.
  var paths: [String] {
    labelled.tables.map { "\(Self.folder)/\($0.id).csv" }
      + [Self.json, "\(Self.folder)/\(Self.spreadsheetName)"]
  }

  /// All files but the spreadsheet.
  var texts: [(name: String, text: String)] {
    let values = labelled.values()
    return labelled.tables.map {
      ("\($0.id).csv", labelled.csv(of: $0, values: values[$0.id]!))
    } + [(Self.jsonName, english.json.text() + "\n")]
  }

  /// Writes the spreadsheet.
  func writeSpreadsheet(to file: URL) throws(ExportFailure) {
    do { try labelled.writeXLSX(to: OutputFolder.path(file)) } catch {
      throw ExportFailure(
        "Could not write \(OutputFolder.path(file)): \(error).",
        remedy: "Free some space or choose another folder with --out.")
    }
  }

  /// Writes all files into a result in the making.
  func write(in folder: OutputFolder) throws -> [ExportedFile] {
    var files = try texts.map { try folder.write($0.text, to: "\(Self.folder)/\($0.name)") }
    let path = "\(Self.folder)/\(Self.spreadsheetName)"
    try writeSpreadsheet(to: folder.url(of: path))
    files.append(ExportedFile(path: path, bytes: try folder.size(of: path)))
    return files
  }
}

extension PlanAccount {
  /// The account of a result with the documents that are written of it.
  static func withDocuments(of result: PlanResult, labels: Labels) -> PlanAccount {
    var account = PlanAccount(result)
    account.secap = SECAPFiles(SECAPBook(account).workbook, labels: labels)
    return account
  }
}

extension Workbook {
  /// The workbook in another language, with a table of the words that have no label on its first sheet.
  func labelled(by labels: Labels) -> (workbook: Workbook, missing: [String]) {
    var translated = translated(by: labels)
    guard !translated.missing.isEmpty, !translated.workbook.sheets.isEmpty else {
      return translated
    }
    translated.workbook.sheets[0].tables.append(
      Table(
        "labels-missing", "Words without a label in “\(labels.language)”, which stay English",
        [.init("English", "", .calculated)], rows: translated.missing.map { [.text($0)] }))
    return translated
  }
}
