import Actions
import Foundation
import PlanFile
import PlanModel

extension PlanDescription {
  /// Puts the plan's funds together: the built-in table where it is counted on, tables of the city's own, then the plan
  /// file's; a later fund replaces that of the same id, and takes from it what it leaves out.
  ///
  /// - Returns: What is wrong with them.
  mutating func readFunds() throws -> [Diagnostic] {
    guard var funds else { return [] }
    let builtIn = readFundTable(text: try builtInFundsText(), file: "built-in funds")
    var found = builtIn.diagnostics
    var tables = builtIn.funds
    var offered = funds.builtIn ? builtIn.funds : []
    for file in funds.files {
      let text: String
      do { text = try String(contentsOfFile: file, encoding: .utf8) } catch {
        found.append(
          Diagnostic(
            .error, "funds.no-file", "The table of funds cannot be read as UTF-8 text.",
            remedy: "Check the path under `funds: files`.", at: Place(file: file)))
        continue
      }
      let table = readFundTable(text: text, file: file)
      found += table.diagnostics
      for fund in table.funds {
        Self.put(fund, into: &tables)
        Self.put(fund, into: &offered)
      }
    }
    for entry in funds.entries {
      let base = tables.first { $0.id == entry.id }
      guard let fund = entry.fund(over: base) else {
        let near = entry.id.nearest(among: tables.map(\.id))
        found.append(
          Diagnostic(
            .error, "funds.no-rate",
            "The fund `\(entry.id)` does not say how much it pays, and no table has it.",
            remedy: (near.map { "Did you mean `\($0)`? " } ?? "")
              + "Add `rate`, the largest share of an investment.",
            at: Place(file: file, line: entry.line)))
        continue
      }
      Self.put(fund, into: &tables)
      Self.put(fund, into: &offered)
    }
    let known = tables.map(\.id)
    for fund in offered {
      for id in fund.notWith where !known.contains(id) {
        let near = id.nearest(among: known.filter { $0 != fund.id })
        found.append(
          Diagnostic(
            .error, "funds.unknown-fund",
            "The fund `\(fund.id)` may not go with `\(id)`, which is no fund.",
            remedy: near.map { "Did you mean `\($0)`?" } ?? "Name a fund of the plan or a table.",
            at: Place(file: file, line: fund.line)))
      }
    }
    funds.funds = offered
    self.funds = funds
    return found
  }

  private func readFundTable(
    text: String, file: String
  ) -> (funds: [Fund], diagnostics: [Diagnostic]) {
    PlanFile.readFunds(text: text, file: file)
  }

  private static func put(_ fund: Fund, into funds: inout [Fund]) {
    if let same = funds.firstIndex(where: { $0.id == fund.id }) {
      funds[same] = fund
    } else {
      funds.append(fund)
    }
  }
}
