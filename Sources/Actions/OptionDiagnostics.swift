import PlanModel

/// What planners should know of the options: actions without a place, potentials that are unknown, and generation
/// beyond what the municipality uses.
func optionDiagnostics(
  _ table: OptionTable, used: [Bool], prepared: [PreparedAction], stock: AreaStock
) -> [Diagnostic] {
  var found: [Diagnostic] = []
  for (position, action) in table.actions.enumerated() where !used[position] {
    found.append(
      Diagnostic(
        .note, "options.unused-action",
        "\(action.name) (\(action.id)) finds nothing to act on in any unit.",
        remedy: "Check the layers it needs, or leave it out with actions: without.",
        at: action.place))
  }
  found += unknownPotentials(prepared, stock: stock)
  found += excessGeneration(table, stock: stock)
  return found
}

private func unknownPotentials(_ actions: [PreparedAction], stock: AreaStock) -> [Diagnostic] {
  var found: [Diagnostic] = []
  var needsSun = false
  var hasLandForWind = Array(repeating: false, count: stock.count)
  for action in actions {
    switch action.effect {
    case .photovoltaic: needsSun = true
    case .wind:
      for unit in 0..<stock.count where action.land(in: unit) > 0 { hasLandForWind[unit] = true }
    default: break
    }
  }
  let dark = stock.radiation.reduce(0) { $0 + ($1 > 0 ? 0 : 1) }
  if needsSun, dark > 0 {
    found.append(
      Diagnostic(
        .warning, "options.no-radiation",
        "\(dark) of \(stock.count) units have no known irradiation and get no photovoltaics.",
        remedy: "Add a potential of kind radiation that covers them.", count: dark))
  }
  let still = stock.windSpeed.indices.count { hasLandForWind[$0] && !(stock.windSpeed[$0] > 0) }
  if still > 0 {
    found.append(
      Diagnostic(
        .warning, "options.no-wind-speed",
        "\(still) of \(stock.count) units have eligible land and no known wind speed, and get no wind turbines.",
        remedy: "Add a potential of kind windSpeed that covers them, or leave wind out.",
        count: still))
  }
  return found
}

/// Generated electricity is credited at the municipality's factor; beyond its own use, the credit belongs to others.
private func excessGeneration(_ table: OptionTable, stock: AreaStock) -> [Diagnostic] {
  let generators = table.packages.map { package in
    package.first { action in
      switch table.actions[action].effect {
      case .photovoltaic, .wind: true
      default: false
      }
    }
  }
  var most = CompensatedSum()
  var best = Array(repeating: 0.0, count: table.slots.count)
  for row in 0..<table.count {
    if let action = generators[Int(table.package[row])] {
      let slot = table.slot(of: row)
      best[slot] = max(best[slot], table.amount(.renewableEnergy, of: row, by: action))
    }
    if row + 1 == table.count || table.unit[row + 1] != table.unit[row] {
      for slot in best.indices {
        most.add(best[slot])
        best[slot] = 0
      }
    }
  }
  var use = CompensatedSum()
  for unit in 0..<stock.count {
    use.add(stock.lightingElectricity[unit])
    for sector in StockSector.allCases {
      use.add(stock[.applianceElectricity, sector, unit])
      use.add(stock[heat: .electricity, sector, unit])
    }
  }
  guard most.value > use.value else { return [] }
  let ratio = "\((most.value / 1e6).fixed(1)) GWh against \((use.value / 1e6).fixed(1)) GWh a year"
  return [
    Diagnostic(
      .warning, "options.generation-exceeds-use",
      "All generation on offer is more than the electricity used today: \(ratio).",
      remedy:
        "Read the emission reduction of generation as avoided elsewhere beyond that, or cap renewableEnergy with a row."
    )
  ]
}
