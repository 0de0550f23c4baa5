public import Frameworks
import Foundation
public import PlanModel

/// Writes all outputs of a result into `directory`, and gives what was written, in the order of writing.
///
/// With `webMap` the map for the browser, `map.html`, is among them.
///
/// Everything is written beside `directory` and swapped in at the end, so a failure leaves what was there before.
/// The same result gives the same bytes, `timings` and `peakMemory` of `run.json` apart.
///
/// - Parameter labels: The words of the Covenant workbook.
/// - Throws: `ExportFailure` where the disk is full, writing is not allowed, or `directory` holds files that no
///   earlier run wrote.
public func export(
  _ result: PlanResult, to directory: String, webMap: WebMapParts? = nil, workers: Workers,
  labels: Labels = Labels()
) throws -> [ExportedFile] {
  let folder = try OutputFolder(replacing: directory)
  do {
    var account = PlanAccount.withDocuments(of: result, labels: labels)
    account.webMap = webMap
    let files = try write(account, into: folder, workers: workers)
    try folder.swapIn()
    return files
  } catch {
    folder.discard()
    throw error
  }
}

/// Says before a long run what would keep its results from being written at its end; writes nothing.
///
/// - Throws: `ExportFailure` where `directory` holds files that no earlier run wrote, or lies where nothing may be
///   written.
public func checkDestination(_ directory: String) throws {
  let target = URL(filePath: directory).standardizedFileURL.resolvingSymlinksInPath()
  try FormerResult(at: target).refuseForeignFiles()
  var parent = target.deletingLastPathComponent()
  while parent.pathComponents.count > 1,
    !FileManager.default.fileExists(atPath: parent.path(percentEncoded: false))
  {
    parent.deleteLastPathComponent()
  }
  let path = parent.path(percentEncoded: false)
  if !FileManager.default.isWritableFile(atPath: path) {
    throw ExportFailure(
      "Nothing may be written in \(path).", remedy: "Choose another folder with --out.")
  }
  if let own = device(of: target), own != device(of: target.deletingLastPathComponent()) {
    // Results take their place by a rename, and a mount point has no place of its own to give away.
    let place = target.path(percentEncoded: false)
    throw ExportFailure(
      "\(place) is where a volume is mounted, so it cannot be replaced as a whole.",
      remedy:
        "Name a folder in it, for example --out \(target.appending(path: "plan").path(percentEncoded: false))."
    )
  }
  try tryFolder(in: parent)
}

/// The number of the volume that a path lies on; nil where there is nothing.
private func device(of url: URL) -> Int? {
  let attributes = try? FileManager.default.attributesOfItem(
    atPath: url.path(percentEncoded: false))
  return (attributes?[.systemNumber] as? NSNumber)?.intValue
}

/// Makes a folder and removes it, because rights do not say that `/proc` takes none.
private func tryFolder(in parent: URL) throws {
  let process = ProcessInfo.processInfo.processIdentifier
  let trial = parent.appending(path: ".commonground-trial-\(process)-\(UUID().uuidString)")
  do {
    try FileManager.default.createDirectory(at: trial, withIntermediateDirectories: false)
    try FileManager.default.removeItem(at: trial)
  } catch {
    throw OutputFolder.failure("make a folder in", parent, error)
  }
}

private func write(
  _ account: PlanAccount, into folder: OutputFolder, workers: Workers
) throws -> [ExportedFile] {
  let layers = MapLayers(account).all
  // The GeoPackage takes as long as all the rest, because its rows go in one by one; so it has a worker of its own.
  var files = try workers.mapChunks(of: 2, size: 1) { part in
    part.lowerBound == 0
      ? [try GeoPackageWriter(account).write(layers, to: "plan.gpkg", in: folder)]
      : try writeTexts(account, layers, into: folder, workers: workers)
  }.flatMap { $0 }
  // Last, because a folder with a run record is a complete result.
  let record = runRecord(of: account, written: files)
  files.append(try folder.write(record.text() + "\n", to: "run.json"))
  return files
}

/// Writes everything but the GeoPackage and the run record.
private func writeTexts(
  _ account: PlanAccount, _ layers: [Layer], into folder: OutputFolder, workers: Workers
) throws -> [ExportedFile] {
  let notice = account.result.description.notice
  let shapes = try layers.map { try TileShapes($0, workers: workers) }
  var files = try PlanTiles(account, workers: workers).write(layers, shapes, in: folder)
  files += try LayerFiles(account, layers).write(in: folder, workers: workers)
  let whole = AreaAccount(.municipality, of: account)
  files += try SheetWriter(account, whole).write(into: folder, workers: workers)
  if let inventory = account.result.inventory {
    files.append(
      try folder.write(inventoryCSV(of: inventory, notice: notice), to: "inventory.csv"))
  }
  if let draws = account.result.draws {
    files.append(try folder.write(robustnessCSV(of: account, draws), to: "robustness.csv"))
  }
  files.append(try folder.write(actionsCSV(of: account), to: "actions.csv"))
  files.append(try folder.write(ledgerCSV(of: account), to: "ledger.csv"))
  files.append(try folder.write(exclusionsCSV(of: account), to: "exclusions.csv"))
  if let population = account.result.population {
    files.append(
      try folder.write(populationCSV(population, of: account.result), to: "population.csv"))
  }
  if let borders = account.result.borders {
    files.append(
      try folder.write(neighboursCSV(borders, of: account.result), to: "neighbours.csv"))
  }
  if let risk = account.result.climateRisk {
    files.append(try folder.write(riskCSV(of: account, risk), to: "risk.csv"))
  }
  if let society = account.result.society {
    if account.result.hasVoices {
      files.append(
        try folder.write(acceptabilityCSV(of: account, society), to: "acceptability.csv"))
    }
    if let balance = society.balance {
      files.append(try folder.write(balanceCSV(of: account, society, balance), to: "balance.csv"))
    }
  }
  files += try writeImplementation(of: account, in: folder)
  if let progress = account.result.progress {
    files.append(try folder.write(progressCSV(of: account, progress), to: "progress.csv"))
  }
  if let benefits = account.result.benefits {
    files.append(try folder.write(benefitsCSV(of: account, benefits), to: "benefits.csv"))
    files.append(try folder.write(distributionCSV(of: account, benefits), to: "distribution.csv"))
    if let spread = benefits.drawnDistribution {
      files.append(try folder.write(LorenzChart(spread).svg, to: "lorenz.svg"))
    }
  }
  if let secap = account.secap { files += try secap.write(in: folder) }
  if let factors = account.result.factors {
    files.append(try folder.write(factorsCSV(of: account, factors), to: "factors.csv"))
  }
  if let diagram = governanceDiagram(of: account) {
    files.append(try folder.write(diagram.text, to: diagram.name))
  }
  for file in governanceTables(of: account) {
    files.append(try folder.write(file.table, to: file.name))
  }
  files += try folder.writeContract(of: account)
  files.append(try folder.write(diagnosticsCSV(of: account.result), to: "diagnostics.csv"))
  files.append(try folder.write(IndexPage(whole).text, to: "index.html"))
  if let parts = account.webMap {
    let named = Dictionary(
      zip(layers.map(\.name), shapes), uniquingKeysWith: { first, _ in first })
    files.append(try WebMap(whole, parts).write(named, in: folder, workers: workers))
  }
  return files
}

/// Writes who carries the plan out, and what the plan names of stakeholders, funds and pledges.
private func writeImplementation(
  of account: PlanAccount, in folder: OutputFolder
) throws -> [ExportedFile] {
  let description = account.result.description
  var files = [
    try folder.write(implementationCSV(of: account), to: "implementation.csv")
  ]
  if let stakeholders = description.society?.stakeholders, !stakeholders.isEmpty {
    files.append(
      try folder.write(stakeholdersCSV(of: account, stakeholders), to: "stakeholders.csv"))
  }
  if let funds = description.funds?.funds {
    files.append(try folder.write(fundsCSV(of: account, funds), to: "funds.csv"))
  }
  if let pledges = description.society?.pledges, !pledges.isEmpty {
    files.append(try folder.write(pledgesCSV(of: account, pledges), to: "pledges.csv"))
  }
  return files
}
