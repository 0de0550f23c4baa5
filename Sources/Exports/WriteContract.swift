import PlanModel

/// A document of the contract, the capacity assessment or monitoring, before it is written.
struct NamedDocument {
  /// The path without extension.
  var path: String
  var document: Document
  /// The way back to the map page.
  var home: String

  /// The paths of its files, in the order they are written.
  static func paths(_ path: String, pictures: [String]) -> [String] {
    ["\(path).md", "\(path).html", "\(path).odt"] + pictures
  }

  /// The files: text in three forms, and the pictures beside them.
  var files: [(path: String, bytes: [UInt8])] {
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    var files = [
      ("\(path).md", Array(MarkdownRenderer.text(document).utf8)),
      ("\(path).html", Array(HTMLRenderer.page(document, home: home).utf8)),
      ("\(path).odt", ODTRenderer.bytes(document)),
    ]
    for case .drawing(let svg, let file, _) in document.blocks {
      files.append(("\(folder)/\(file)", Array(svg.utf8)))
    }
    return files
  }
}

extension PlanAccount {
  /// The three documents of the Climate City Contract.
  var contractDocuments: [NamedDocument] {
    let contract = ContractAccount(self)
    let home = "../index.html"
    return [
      NamedDocument(
        path: "ccc/commitments", document: CommitmentsDocument(contract).document, home: home),
      NamedDocument(
        path: "ccc/action-plan", document: ActionPlanDocument(contract).document, home: home),
      NamedDocument(
        path: "ccc/investment-plan", document: InvestmentPlanDocument(contract).document,
        home: home),
    ]
  }

  /// The paths of the contract's files.
  static let contractPaths =
    [WrittenDocuments.contract] + NamedDocument.paths("ccc/commitments", pictures: [])
    + NamedDocument.paths("ccc/action-plan", pictures: ["ccc/emissions.svg"])
    + NamedDocument.paths("ccc/investment-plan", pictures: [])
}

extension PlanAccount {
  /// The capacity assessment; nil where nobody asked.
  var capacityDocument: (document: NamedDocument, json: String)? {
    guard let assessment = result.capacity else { return nil }
    let capacity = CapacityDocument(assessment: assessment, description: result.description)
    return (
      NamedDocument(
        path: "capacity/assessment", document: capacity.document, home: "../index.html"),
      capacity.json(
        documents: documentsJSON([
          NamedDocument(
            path: "capacity/assessment", document: capacity.document, home: "../index.html")
        ])
      ).text() + "\n"
    )
  }

  /// The paths of the capacity assessment's files.
  var capacityPaths: [String] {
    result.capacity == nil
      ? []
      : NamedDocument.paths("capacity/assessment", pictures: ["capacity/radar.svg"])
        + ["capacity/assessment.json"]
  }

  /// The monitoring report; nil where nothing was measured.
  var monitoringDocument: (document: NamedDocument, csv: CSVTable)? {
    if result.monitoring.isEmpty { return nil }
    let monitoring = MonitoringDocument(contract: ContractAccount(self))
    return (
      NamedDocument(
        path: "monitoring/report", document: monitoring.document, home: "../index.html"),
      monitoring.csv
    )
  }

  /// The paths of the monitoring report's files.
  var monitoringPaths: [String] {
    result.monitoring.isEmpty
      ? [] : NamedDocument.paths("monitoring/report", pictures: []) + ["monitoring.csv"]
  }
}

extension OutputFolder {
  /// Writes the contract's documents, and the capacity assessment and monitoring where the plan asks for them.
  func writeContract(of account: PlanAccount) throws -> [ExportedFile] {
    let contract = account.contractDocuments
    // With every text and number, so that the documents can be had again without the plan's data.
    var files = [
      try write(documentsJSON(contract).text() + "\n", to: WrittenDocuments.contract)
    ]
    files += try write(contract)
    if let capacity = account.capacityDocument {
      files += try write([capacity.document])
      files.append(try write(capacity.json, to: "capacity/assessment.json"))
    }
    if let monitoring = account.monitoringDocument {
      files += try write([monitoring.document])
      files.append(try write(monitoring.csv, to: "monitoring.csv"))
    }
    return files
  }

  /// Writes documents in all their forms.
  func write(_ documents: [NamedDocument]) throws -> [ExportedFile] {
    try documents.flatMap(\.files).map { path, bytes in
      var sink = try FileSink(at: path, in: self)
      try sink.write(bytes)
      return try sink.close()
    }
  }
}
