public import Frameworks
import Foundation

/// Documents of a finished run, to be had in another folder without the plan's data.
public struct WrittenDocuments: Sendable {
  /// A file with its path in the folder to write to.
  private let files: [(path: String, bytes: [UInt8])]
  /// The words that have no label in the language asked for.
  public let missing: [String]

  /// Where a run keeps the contract's documents.
  static let contract = "ccc/ccc.json"
  /// Where a run keeps the capacity assessment.
  static let capacity = "capacity/assessment.json"

  /// The Climate City Contract of a run: commitments, action plan, investment plan.
  ///
  /// - Parameter labels: The words of its headings and tables.
  /// - Throws: ``ExportFailure`` where the run holds none that can be read.
  public static func contract(
    ofRunAt directory: String, labels: Labels = Labels()
  ) throws(ExportFailure) -> WrittenDocuments {
    try WrittenDocuments(
      documentsOf: try object(contract, in: directory), file: contract, labels: labels)
  }

  /// The capacity assessment of a run.
  ///
  /// - Parameter labels: The words of its headings and tables.
  /// - Throws: ``ExportFailure`` where the run holds none that can be read.
  public static func capacity(
    ofRunAt directory: String, labels: Labels = Labels()
  ) throws(ExportFailure) -> WrittenDocuments {
    let whole = try object(capacity, in: directory)
    guard let report = whole["report"] as? [String: Any] else { throw broken(capacity) }
    return try WrittenDocuments(documentsOf: report, file: capacity, labels: labels)
  }

  /// The sheets of the districts and of the municipality with the page that they lead back to.
  ///
  /// - Throws: ``ExportFailure`` where the folder is no run, or a sheet is gone.
  public static func districts(ofRunAt directory: String) throws(ExportFailure) -> WrittenDocuments
  {
    let record = try object("run.json", in: directory)
    guard let paths = record["files"] as? [String] else { throw broken("run.json") }
    let parts = ["districts/", "municipality.", "figures/"]
    let wanted = paths.filter { path in
      NamedDocument.isInside(path)
        && (path == "index.html" || parts.contains { path.hasPrefix($0) })
    }
    var files: [(path: String, bytes: [UInt8])] = []
    for path in wanted { files.append((path, try content(path, in: directory))) }
    return WrittenDocuments(files: files)
  }

  private init(files: [(path: String, bytes: [UInt8])]) {
    self.files = files
    missing = []
  }

  private init(
    documentsOf object: [String: Any], file: String, labels: Labels
  ) throws(ExportFailure) {
    guard var documents = NamedDocument.read(object) else { throw Self.broken(file) }
    var missing: [String] = []
    for position in documents.indices {
      let translated = documents[position].document.translated(by: labels)
      documents[position].document = translated.document
      missing += translated.missing.filter { !missing.contains($0) }
    }
    self.missing = missing
    // The folder of the run's own is left out: the folder to write to stands for it.
    var files = documents.flatMap(\.files).map { path, bytes in
      (path.split(separator: "/").dropFirst().joined(separator: "/"), bytes)
    }
    if !missing.isEmpty {
      files.append((Self.missingLabels, Array(Self.table(of: missing, labels.language).utf8)))
    }
    self.files = files
  }

  /// Writes the files into a folder, all or none; our own of the same names are replaced, others stay.
  ///
  /// - Returns: The paths, in the order they were written.
  /// - Throws: ``ExportFailure`` where one cannot be written, or would replace a file that is not ours; then what was there
  ///   before is unchanged.
  public func write(into directory: String) throws(ExportFailure) -> [String] {
    try OwnFiles(in: directory).write(files.map { (name: $0.path, bytes: $0.bytes) })
    return files.map(\.path)
  }

  /// Where the words without a label are listed.
  static let missingLabels = "labels-missing.csv"

  /// Words without a label as a table of labels to be filled in.
  private static func table(of words: [String], _ language: String) -> String {
    var table = CSVTable(header: ["id", "en", language], notice: nil)
    for (position, word) in words.enumerated() {
      table.add([.text("own.\(position + 1)"), .text(word), .text("")])
    }
    return table.text
  }

  private static func broken(_ file: String) -> ExportFailure {
    ExportFailure(
      "\(file) cannot be read as what a run writes there.",
      remedy: "Run `commonground plan` again.")
  }

  private static func content(_ path: String, in directory: String) throws(ExportFailure) -> [UInt8]
  {
    guard let data = try? Data(contentsOf: URL(filePath: directory).appending(path: path)) else {
      throw ExportFailure(
        "There is no \(path) in \(directory).",
        remedy: "Name the folder that `commonground plan` wrote, or run `commonground plan` again.")
    }
    return Array(data)
  }

  private static func object(_ path: String, in directory: String) throws(ExportFailure)
    -> [String: Any]
  {
    let data = Data(try content(path, in: directory))
    guard let object = (try? JSONSerialization.jsonObject(with: data)) as? [String: Any] else {
      throw broken(path)
    }
    return object
  }
}
