import PlanModel

/// What planners should know of the options: actions without a place, and potentials that are unknown.
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
