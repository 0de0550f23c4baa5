import PlanModel

/// What planners should know of the options: actions without a place, and potentials that are unknown.
func optionDiagnostics(
  _ table: OptionTable, used: [Bool], prepared: [PreparedAction], stock: AreaStock
) -> [Diagnostic] {
  var found: [Diagnostic] = []
  var withoutInventory: [String] = []
  for (position, action) in table.actions.enumerated() where !used[position] {
    if stock.activities.isEmpty, !action.activities.isEmpty || action.source != nil {
      withoutInventory.append(action.id)
      continue
    }
    found.append(
      landDiagnostic(action, prepared[position], stock: stock)
        ?? Diagnostic(
          .note, "options.unused-action",
          "\(action.name) (\(action.id)) finds nothing to act on in any unit.",
          remedy: "Check the layers it needs, or leave it out with actions: without.",
          at: action.place))
  }
  if let first = withoutInventory.first {
    found.append(
      Diagnostic(
        .note, "options.no-inventory",
        "\(withoutInventory.count) actions on transport, industry, farming, waste and other emissions, such as \(first), find nothing to act on, because the plan has no inventory of them.",
        remedy:
          "Give `inventory: energy` or `inventory: file`, or estimate with `inventory: estimate`.",
        count: withoutInventory.count))
  }
  found += unknownPotentials(prepared, stock: stock)
  return found
}

/// Why an action that has eligible land can use none of it; nil where it has none, or where the reason is another one.
private func landDiagnostic(
  _ action: Action, _ prepared: PreparedAction, stock: AreaStock
) -> Diagnostic? {
  let land = prepared.eligible.map { max(0, $0) }
  let total = land.compensatedSum()
  guard prepared.needsLand, total > 0 else { return nil }
  var least = prepared.minimumLand
  var what = "that it needs in one place"
  if case .wind(let density, _, _, let unitPower) = prepared.effect {
    let known = stock.windSpeed.filter { $0 > 0 }
    if let strongest = known.max(), strongest < prepared.minimumWindSpeed {
      return Diagnostic(
        .warning, "options.weak-wind",
        "\(area(total)) are eligible for \(action.name) (\(action.id)), but the mean wind speed is at most \(strongest.fixed(1)) m/s, and it needs \(prepared.minimumWindSpeed.fixed(1)) m/s.",
        remedy:
          "Check the unit and the height of the wind raster, or leave the action out with actions: without.",
        at: action.place)
    }
    let turbine = unitPower / density / prepared.share
    if turbine > least {
      least = turbine
      what = "one turbine needs"
    }
  }
  guard let largest = land.max(), largest * (1 + 1e-12) < least else { return nil }
  return Diagnostic(
    .warning, "options.land-in-pieces",
    "\(area(total)) are eligible for \(action.name) (\(action.id)), but no unit holds the \(area(least)) \(what); the most in one unit are \(area(largest)).",
    remedy:
      "Use larger units under `units`, for example districts, or leave the action out with actions: without.",
    at: action.place)
}

/// An area of land for people.
private func area(_ squareMetres: Double) -> String {
  squareMetres >= 1e5
    ? "\((squareMetres / 1e6).fixed(squareMetres >= 1e6 ? 1 : 2)) km²"
    : "\((squareMetres / 1e4).fixed(2)) ha"
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
