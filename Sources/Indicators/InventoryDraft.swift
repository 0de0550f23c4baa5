import PlanModel
import Reference

/// An inventory in the making: rows first, then factors, then what is compared.
struct InventoryDraft {
  let context: InventoryContext
  let reference: ReferenceData
  /// The inventory so far.
  var inventory: Inventory
  /// The default numbers used so far.
  var defaults: [SourcedNumber] = []
  /// What was found so far.
  var diagnostics: [Diagnostic] = []
  /// The factors that hold.
  private(set) var factors: InventoryFactors

  init(_ context: InventoryContext, rows: [InventoryRow], reference: ReferenceData) {
    self.context = context
    self.reference = reference
    factors = InventoryFactors(context, reference: reference)
    inventory = Inventory(
      year: context.statement.year ?? context.baseYear, population: context.statement.population,
      factorSet: context.factorSet)
    inventory.rows = rows
  }

  /// Adds a finding.
  mutating func report(
    _ severity: Severity, _ code: String, _ message: String, remedy: String = "", count: Int = 1
  ) {
    diagnostics.append(
      context.finding(severity, code, message, remedy: remedy, count: count))
  }

  /// Gives each row its factor; those of local electricity and heat follow from what all rows use.
  mutating func setFactors() {
    let local = factors.setLocal(
      context, electricityUsed: inventory.energy(nil, .electricity),
      heatUsed: inventory.energy(nil, .districtHeat), reference: reference)
    inventory.electricity = local.electricity
    inventory.heat = local.heat
    defaults += local.defaults
    diagnostics += local.diagnostics
    for index in inventory.rows.indices {
      let row = inventory.rows[index]
      // The split of a sum has the factor of the sum, with the fuels in it.
      let isSplit =
        row.origin == .split
        && !context.statement.entries(row.sector.aggregate ?? row.sector, row.carrier).isEmpty
      let choice = factors.cell(isSplit ? row.sector.aggregate! : row.sector, row.carrier)
      inventory.rows[index].factor = choice.value
      inventory.rows[index].factorSource = choice.source
      defaults += choice.numbers
    }
  }

  /// Sources that are no use of energy: as stated, or waste per person where it is asked for.
  mutating func setSources(people: Double) {
    inventory.sources = context.statement.emissions.map {
      Inventory.Source($0.source, $0.amount, within: $0.within, isEstimated: false)
    }
    let isStated = context.statement.emissions.contains {
      $0.source == .waste || $0.source == .wastewater
    }
    let inhabitants = inventory.population ?? people
    if context.estimates.contains(.waste), !isStated, inhabitants > 0 {
      let number = reference.wasteEmissions(country: context.country)
      defaults.append(number)
      inventory.sources.append(
        Inventory.Source(
          .waste, inhabitants * number.value, within: nil, isEstimated: true))
    }
    inventory.sources.sort { $0.source.rawValue < $1.source.rawValue }
  }

  /// Emission factors for buildings and street lighting by carrier, t/kWh: the mean over what they use, so that their emissions add up to
  /// the inventory's although the stock has one factor a carrier.
  mutating func buildingFactors() -> [Double] {
    var differing: [String] = []
    let means = Carrier.allCases.map { carrier -> Double in
      let rows = inventory.rows.filter { $0.carrier == carrier && $0.inBuildings > 0 }
      guard let first = rows.first else {
        let choice = factors.factor(nil, carrier)
        if let number = choice.number { defaults.append(number) }
        return choice.value
      }
      // Equal factors stay what they are to the last digit.
      if rows.allSatisfy({ $0.factor == first.factor }) { return first.factor }
      let energy = rows.map(\.inBuildings)
      let mean =
        zip(rows, energy).map { $0.factor * $1 }.compensatedSum() / energy.compensatedSum()
      if rows.contains(where: { abs($0.factor - mean) > 0.001 * mean }) {
        differing.append(carrier.rawValue)
      }
      return mean
    }
    if !differing.isEmpty {
      report(
        .note, "mean-factor",
        "Sectors of buildings have different factors of \(differing.joined(separator: ", ")); areas and actions count with their mean.",
        count: differing.count)
    }
    return means
  }
}
