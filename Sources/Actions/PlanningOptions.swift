public import PlanModel

/// The options of all units, with what they rest on.
public struct OptionsOutcome: Sendable {
  /// The options, by unit, then by package.
  public var options: OptionTable
  /// The catalogue's numbers behind the actions that are an option somewhere.
  public var defaults: [SourcedNumber]
  /// What planners should know.
  public var diagnostics: [Diagnostic]
}

/// What every package of the catalogue would do in every unit.
///
/// Within a slot, at most one action of each stage is combined; the stages work in the order save, switch, generate,
/// each on what the one before left, so nothing is counted twice inside an option. Between slots the catalogue's check
/// sees to it (`catalogueDiagnostics(_:)`), which must have found no error. An action that finds nothing to
/// act on makes no option, and a package with such an action is left out, because it is the same as a smaller one.
///
/// Energy is linear in the stock as long as no limit binds: two units that are halves of one give half each. Whole
/// turbines are the exception.
///
/// - Parameters:
///   - stock: The stock, one area a unit.
///   - eligibility: Eligible land by action id; an action on land that is missing has none.
///   - phases: Steps in time; every package is an option in each, at the unit costs of the middle of it. What options do and
///     cost is by the year, once they are in operation.
///   - baseYear: The year that prices are of.
///   - firstSlot: The slot to come first in the table; nil: the catalogue's first.
/// - Returns: Options in the order of units and packages, whatever the number of workers.
/// - Complexity: O(units × packages).
public func planningOptions(
  actions: [Action], stock: AreaStock, eligibility: [Eligibility], economy: Economy,
  workers: Workers, phases: [Phase] = [], baseYear: Int = 0, firstSlot: String? = nil
) throws -> OptionsOutcome {
  let packages = Packages(of: actions, firstSlot: firstSlot)
  let years = phases.isEmpty ? [nil] : phases.map { max(0, $0.middle - Double(baseYear)) }
  let prepared = years.map { learning in
    actions.map {
      PreparedAction($0, economy: economy, eligibility: eligibility, learning: learning)
    }
  }
  let chunks = try workers.mapChunks(of: stock.count, size: 256) { units in
    var rows = OptionRows()
    var kernel = OptionKernel(prices: economy.prices)
    for unit in units {
      kernel.addOptions(
        of: unit, packages: packages, prepared: prepared, stock: stock, economy: economy,
        to: &rows)
    }
    return rows
  }
  var table = OptionTable(
    actions: actions, slots: packages.slots, packages: packages.packages,
    packageSlot: packages.slot)
  table.phases = phases
  table.reserve(chunks.reduce(0) { $0 + $1.unit.count })
  for rows in chunks { table.append(rows) }
  table.annuities = prepared[0].map(\.annuity)
  table.electricityUse = electricityUse(of: stock)
  let used = usedActions(table)
  return OptionsOutcome(
    options: table,
    defaults: actions.indices.filter { used[$0] }.flatMap { actions[$0].numbers },
    diagnostics: optionDiagnostics(table, used: used, prepared: prepared[0], stock: stock))
}

/// Electricity for heat, appliances, cooling, street lighting and the inventory's other sectors in all areas, kWh/a.
private func electricityUse(of stock: AreaStock) -> Double {
  var use = CompensatedSum()
  for unit in 0..<stock.count {
    use.add(stock.lightingElectricity[unit])
    for sector in ActivitySector.allCases {
      use.add(stock.activities.energy(sector, .electricity, in: unit))
    }
    for sector in StockSector.allCases {
      use.add(stock[.applianceElectricity, sector, unit])
      use.add(stock[.coolingElectricity, sector, unit])
      use.add(stock[heat: .electricity, sector, unit])
    }
  }
  return use.value
}

/// Which actions are part of an option.
private func usedActions(_ table: OptionTable) -> [Bool] {
  var packageUsed = Array(repeating: false, count: table.packages.count)
  for package in table.package { packageUsed[Int(package)] = true }
  var used = Array(repeating: false, count: table.actions.count)
  for (package, isUsed) in packageUsed.enumerated() where isUsed {
    for action in table.packages[package] { used[action] = true }
  }
  return used
}
