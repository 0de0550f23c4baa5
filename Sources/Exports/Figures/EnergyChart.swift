import PlanModel

/// Final energy by carrier, today and with the plan.
struct EnergyChart {
  let chart: BarChart

  /// Nil where no demand is known.
  init?(_ area: AreaAccount) {
    let lines = area.carriers
    if lines.isEmpty { return nil }
    let today = lines.map(\.total)
    var series = [
      BarChart.Series(name: "today", fill: Drawing.Fill(colour: "#c9d3d9"), values: today)
    ]
    var total =
      "Today \(ShownUnit.phrase(today.compensatedSum(), "kWh/a")) in all"
    if area.account.isDecided {
      let after = lines.map { $0.total + $0.change }
      series.append(
        BarChart.Series(
          name: "with the plan", fill: Drawing.Fill(colour: "#44aa99", hatch: .rising),
          values: after))
      total += ", with the plan \(ShownUnit.phrase(after.compensatedSum(), "kWh/a"))"
    }
    chart = BarChart(
      title: "Final energy by carrier, \(area.title)", axis: "Final energy", unit: "kWh/a",
      rows: lines.map(\.carrier.title), series: series, total: total + ".")
  }
}
