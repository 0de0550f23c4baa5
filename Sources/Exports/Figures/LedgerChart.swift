import PlanModel

/// The area ledger as bars: what each hectare is, and whether it is free for land actions.
struct LedgerChart {
  let chart: BarChart

  /// Nil where the ledger has no rows.
  init?(_ area: AreaAccount) {
    // By land use, and within it by state: one bar each, so that bars add up to the area.
    var sums: [[LedgerRow.State: CompensatedSum]] = []
    let uses = LandUseClass.allCases.map(Optional.some) + [nil]
    for use in uses {
      var byState: [LedgerRow.State: CompensatedSum] = [:]
      for row in area.ledger where row.landUse == use {
        byState[row.state, default: CompensatedSum()].add(row.area)
      }
      sums.append(byState)
    }
    let used = uses.indices.filter { !sums[$0].isEmpty }
    let states = LedgerRow.State.allCases.filter { state in used.contains { sums[$0][state] != nil }
    }
    if used.isEmpty { return nil }
    chart = BarChart(
      title: "Area ledger, \(area.title)", axis: "Area", unit: "m²",
      rows: used.map { uses[$0]?.title ?? "Unknown" },
      series: states.map { state in
        BarChart.Series(
          name: LedgerTable.word(state).lowercased(), fill: Self.look(state),
          values: used.map { sums[$0][state]?.value ?? 0 })
      }, isStacked: true,
      total:
        "Together \(ShownUnit.phrase(area.ledger.map(\.area).compensatedSum(), "m²")), the whole area."
    )
  }

  private static func look(_ state: LedgerRow.State) -> Drawing.Fill {
    switch state {
    case .eligible: Drawing.Fill(colour: "#44aa99", hatch: .rising)
    case .inUse: Drawing.Fill(colour: "#c9d3d9")
    case .excluded: Drawing.Fill(colour: "#cc6677", hatch: .crossed)
    case .unknown: Drawing.Fill(colour: "#ffffff", hatch: .dotted)
    }
  }
}
