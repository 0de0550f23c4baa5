public import PlanModel
public import Reference

/// An inventory with what a plan needs of it.
public struct InventoryOutcome: Sendable {
  /// The inventory that the plan starts from.
  public var inventory: Inventory
  /// Emission factors for the buildings and the plan, in the order of `Carrier`, t/kWh: the mean over the sectors of buildings and
  /// street lighting where they differ.
  public var emissionFactors: [Double]
  /// Electricity of street lighting, kWh/a; nil: the default per person.
  public var lighting: Double?
  /// What goes on beside the buildings.
  public var activities: ActivityTotals
  /// The default numbers used.
  public var defaults: [SourcedNumber]
  /// What was found.
  public var diagnostics: [Diagnostic]
}

/// The inventory of a table alone, without buildings: only what is stated, and published numbers beside it.
public func statedInventory(
  _ context: InventoryContext, reference: ReferenceData
) -> (inventory: Inventory, defaults: [SourcedNumber], diagnostics: [Diagnostic]) {
  let statement = context.statement
  var rows: [InventoryRow] = []
  for sector in InventorySector.allCases {
    for carrier in Carrier.allCases where !statement.entries(sector, carrier).isEmpty {
      var row = InventoryRow(
        sector: sector, carrier: carrier, energy: statement.amount(sector, carrier) ?? 0,
        origin: .stated, factor: 0, factorSource: "")
      row.stated = statement.amount(sector, carrier)
      row.key = statement.key(sector, carrier)
      rows.append(row)
    }
  }
  var draft = InventoryDraft(context, rows: rows, reference: reference)
  draft.setFactors()
  draft.setSources(people: 0)
  draft.compare()
  return (draft.inventory, draft.defaults, draft.diagnostics)
}

/// The inventory of a plan: what is stated, completed by its buildings, people and defaults; the buildings are made to agree with it.
///
/// - What is stated counts. Sectors of buildings that state nothing, or NE or C, keep what the buildings say.
/// - Industry has, beside its buildings, what the statement has beyond them; never less than nothing.
/// - Transport that is stated in one sum is private transport.
///
/// - Parameters:
///   - stock: The buildings; final energy, useful heat, networks and emissions change.
///   - memberships: What of each building lies outside the municipality.
///   - centroidX: Of each building, in the plan's CRS, m; not finite where there is none.
///   - people: The inhabitants of the municipality, for street lighting and estimates.
public func reconciledInventory(
  _ stock: inout BuildingStock, _ context: InventoryContext, memberships: Memberships,
  centroidX: [Double], centroidY: [Double], people: Double, reference: ReferenceData
) -> InventoryOutcome {
  let inside = memberships.outside.map { 1 - $0 }
  let totals = StockTotals(stock, inside: inside)
  let perPerson = reference.number("street-lighting.per-person")
  let lighting = people * perPerson.value
  let plan = ReconciledCell.all(of: context, totals: totals, lighting: lighting)
  stock.reconcile(
    plan.cells, totals: totals,
    efficiencies: Carrier.allCases.map { reference.number("efficiency.\($0.rawValue)").value })
  let after = plan.cells.isEmpty ? totals : StockTotals(stock, inside: inside)

  var draft = InventoryDraft(context, rows: [], reference: reference)
  draft.addBuildings(before: totals, after: after, cells: plan.cells, lighting: lighting)
  draft.addUnplaced(plan.unplaced)
  draft.addActivities()
  draft.addEstimates(people: people)
  draft.inventory.rows.sort {
    ($0.sector.rawValue, $0.carrier.index) < ($1.sector.rawValue, $1.carrier.index)
  }
  draft.setFactors()
  draft.setSources(people: people)
  draft.addCalibrations(before: totals, after: after, cells: plan.cells)
  let stated = statedInventory(context, reference: reference)
  draft.inventory.checks = stated.inventory.checks
  // The checks of the statement, and not those of its completion, which has more.
  draft.diagnostics += stated.diagnostics.filter { !draft.diagnostics.contains($0) }

  let factors = draft.buildingFactors()
  stock.setEmissions(factors: factors)
  if !plan.cells.isEmpty, stock.count > 0 {
    // Where buildings lie nowhere was told when the stock was made.
    _ = stock.setNetwork(
      hectares: HectareGrid(x: centroidX, y: centroidY), network: HeatNetwork(reference: reference))
  }
  let lit = draft.inventory.rows.first {
    $0.sector == .publicLighting && $0.carrier == .electricity
  }
  if lit?.origin == .bottomUp { draft.defaults.append(perPerson) }
  return InventoryOutcome(
    inventory: draft.inventory, emissionFactors: factors,
    lighting: lit.map { $0.origin == .bottomUp ? nil : $0.energy } ?? nil,
    activities: draft.activities, defaults: sortedByName(draft.defaults),
    diagnostics: draft.diagnostics)
}

extension BuildingStock {
  /// Emissions of heat, cooling and other electricity: final energy × factor (IPCC 2006, Tier 1).
  mutating func setEmissions(factors: [Double]) {
    emissions = zip(applianceElectricity, coolingElectricity).map {
      ($0 + $1) * factors[Carrier.electricity.index]
    }
    for (final, factor) in zip(heatFinal, factors) where factor != 0 {
      for row in emissions.indices { emissions[row] += final[row] * factor }
    }
  }
}
