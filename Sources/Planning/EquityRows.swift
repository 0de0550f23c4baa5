import Indicators
import PlanModel
import Reference

extension PlanDescription {
  /// Finds the districts and shares that rows of equity ask for; a row of which they cannot be told is left out.
  ///
  /// What is found once stays, so that possible worlds are held to the same rule.
  mutating func resolveEquity(
    districts: Layer, stock: AreaStock, prices: [Double], reference: ReferenceData
  ) -> [Diagnostic] {
    guard problem.rows.contains(where: { $0.equity?.isResolved == false }) else { return [] }
    func values(_ role: String) -> [Double?] {
      let column = districts.numbers(role)
      return (0..<districts.count).map { column?[$0] }
    }
    let found = deprivedDistricts(
      of: stock,
      social: SocialFields(
        medianIncome: values("medianIncome"), lowIncome: values("lowIncomeShare")),
      prices: prices, reference: reference)
    let people = stock.population.compensatedSum()
    var diagnostics: [Diagnostic] = []
    var rows: [RowDescription] = []
    for var row in problem.rows {
      guard var equity = row.equity, !equity.isResolved else {
        rows.append(row)
        continue
      }
      let place = Place(file: file, line: row.line)
      if equity.isForDeprived {
        row.districts = found.rows.map { districts.ids[$0] }
        equity.rule = found.rule
        if found.rows.isEmpty || found.rows.count == districts.count {
          diagnostics.append(
            Diagnostic(
              .error, "problem.nobody-deprived",
              "The row `\(row.name)` is about deprived districts, and \(found.rows.isEmpty ? "none" : "every one") stands out. \(found.rule)",
              remedy: "Name the districts with `districts`.", at: place))
          continue
        }
      }
      if equity.isPeopleShare {
        if people <= 0 {
          diagnostics.append(
            Diagnostic(
              .error, "problem.no-people",
              "The row `\(row.name)` asks for the share of the people, and no district has any.",
              remedy: "Give `population` under `layers: districts: fields`, or write a share.",
              at: place))
          continue
        }
        let wanted = Set(row.districts)
        let own = (0..<districts.count).filter { wanted.contains(districts.ids[$0]) }
          .map { stock.population[$0] }.compensatedSum()
        row.limit = .shareOfPlan(own / people)
      }
      equity.isResolved = true
      row.equity = equity
      rows.append(row)
    }
    problem.rows = rows
    return diagnostics
  }
}
