import PlanModel

/// The paths of all files of a result, known before the first is written.
struct OutputPaths {
  /// The paths, in the order they are written; `run.json` comes last and so marks a complete result.
  let all: [String]

  /// - Parameter written: What was written; drawings among it, which depend on what there is to draw, come before `run.json`.
  init(_ account: PlanAccount, written: [ExportedFile] = []) {
    let sheets = account.fileNames.map { "districts/\($0)" } + ["municipality"]
    let known =
      LayerFiles.paths(of: account) + ["plan.gpkg"]
      + PlanTiles.paths
      + sheets.flatMap { ["\($0).md", "\($0).html", "\($0).json", "\($0).pdf"] }
      + (account.result.inventory == nil ? [] : ["inventory.csv"])
      + (account.result.draws == nil ? [] : ["robustness.csv"])
      + ["actions.csv", "ledger.csv", "exclusions.csv"]
      + (account.result.population == nil ? [] : ["population.csv"])
      + (account.result.borders == nil ? [] : ["neighbours.csv"])
      + (account.result.climateRisk == nil ? [] : ["risk.csv"])
      + (account.result.hasVoices ? ["acceptability.csv"] : [])
      + (account.result.society?.balance == nil ? [] : ["balance.csv"])
      + Self.implementation(account.result.description)
      + (account.result.progress == nil ? [] : ["progress.csv"])
      + (account.result.benefits == nil ? [] : ["benefits.csv", "distribution.csv"])
      + (account.result.benefits?.drawnDistribution == nil ? [] : ["lorenz.svg"])
      + (account.secap?.paths ?? [])
      + (account.result.factors == nil ? [] : ["factors.csv"])
      + governanceFileNames(of: account.result)
      + PlanAccount.contractPaths + account.capacityPaths + account.monitoringPaths
      + ["diagnostics.csv", "index.html"] + (account.webMap == nil ? [] : [WebMap.path])
    let names = Set(known + ["run.json"])
    all = known + written.map(\.path).filter { !names.contains($0) } + ["run.json"]
  }

  /// The tables of who carries the plan out.
  private static func implementation(_ description: PlanDescription) -> [String] {
    let society = description.society
    return ["implementation.csv"]
      + (society?.stakeholders.isEmpty ?? true ? [] : ["stakeholders.csv"])
      + (description.funds == nil ? [] : ["funds.csv"])
      + (society?.pledges.isEmpty ?? true ? [] : ["pledges.csv"])
  }
}
