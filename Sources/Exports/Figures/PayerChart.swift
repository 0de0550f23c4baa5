import PlanModel

/// The investment by who pays it.
struct PayerChart {
  let chart: BarChart

  /// Nil where nothing is invested.
  init?(_ area: AreaAccount) {
    guard area.account.isDecided else { return nil }
    let table = area.account.result.options
    var sums = Array(repeating: CompensatedSum(), count: Payers.words.count + 1)
    for option in area.options {
      for (payer, paid) in table.payments(of: option).enumerated() { sums[payer].add(paid) }
    }
    let paid = sums.map(\.value)
    let titles = Payers.titles + ["Not said"]
    let used = paid.indices.filter { paid[$0] != 0 }
    if used.isEmpty { return nil }
    chart = BarChart(
      title: "Who pays the investment, \(area.title)", axis: "Investment", unit: "EUR",
      rows: used.map { titles[$0] },
      series: [
        BarChart.Series(
          name: "investment", fill: Drawing.Fill(colour: "#ddcc77", hatch: .rising),
          values: used.map { paid[$0] })
      ], total: "Together \(ShownUnit.phrase(paid.compensatedSum(), "EUR")).")
  }
}
