public import PlanModel

/// Writes all outputs of a result into `directory`, and gives what was written, in the order of writing.
///
/// Everything is written beside `directory` and swapped in at the end, so a failure leaves what was there before.
/// The same result gives the same bytes, `timings` and `peakMemory` of `run.json` apart.
///
/// - Throws: `ExportFailure` where the disk is full, writing is not allowed, or `directory` holds files that no
///   earlier run wrote.
public func export(
  _ result: PlanResult, to directory: String, workers: Workers
) throws -> [ExportedFile] {
  let folder = try OutputFolder(replacing: directory)
  do {
    let files = try write(PlanAccount(result), into: folder, workers: workers)
    try folder.swapIn()
    return files
  } catch {
    folder.discard()
    throw error
  }
}

private func write(
  _ account: PlanAccount, into folder: OutputFolder, workers: Workers
) throws -> [ExportedFile] {
  var files: [ExportedFile] = []
  files.append(try folder.write(actionsCSV(of: account), to: "actions.csv"))
  files.append(try folder.write(ledgerCSV(of: account), to: "ledger.csv"))
  files.append(try folder.write(diagnosticsCSV(of: account.result), to: "diagnostics.csv"))
  files.append(try folder.write(runRecord(of: account).text() + "\n", to: "run.json"))
  return files
}
