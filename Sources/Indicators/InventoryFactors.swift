import PlanModel
import Reference

/// Which emission factor holds for a sector, carrier and fuel: what is more specific counts.
///
/// In this order: the fuel in the sector, in all transport or all that stands still, in all sectors (stated, then the
/// default of the fuel); then the carrier in the same steps, with the factor of local electricity or heat
/// before the plan's, the table's and the default factor of the carrier.
struct InventoryFactors {
  /// A factor, with its origin.
  struct Choice {
    /// t/kWh.
    var value: Double
    /// Where it is from, for people.
    var source: String
    /// The default number, where it is one.
    var number: SourcedNumber?
  }
  private let context: InventoryContext
  private let reference: ReferenceData
  private let defaults: [Carrier: SourcedNumber]
  /// The factor of local electricity, t/kWh; nil: none is stated.
  var electricity: Double?
  /// The factor of heat from local networks, t/kWh; nil: none is stated.
  var heat: Double?

  init(_ context: InventoryContext, reference: ReferenceData) {
    self.context = context
    self.reference = reference
    defaults = reference.emissionFactors(context.factorSet, country: context.country)
  }

  /// The factor of a carrier, or of a fuel inside it, in a sector; nil: in all.
  func factor(_ sector: InventorySector?, _ carrier: Carrier, fuel: String = "") -> Choice {
    let steps: [InventorySector?] = sector.map { [$0, $0.aggregate] } ?? []
    if !fuel.isEmpty {
      for step in steps.compactMap({ $0 }) + [nil] {
        if let stated = stated(step, carrier, fuel) { return stated }
      }
      if let number = reference.emissionFactor(ofFuel: fuel, context.factorSet) {
        return Choice(value: number.value, source: "default of \(number.name)", number: number)
      }
    }
    for step in steps.compactMap({ $0 }) {
      if let stated = stated(step, carrier, "") { return stated }
    }
    if carrier == .electricity, let electricity {
      return Choice(value: electricity, source: "local electricity")
    }
    if carrier == .districtHeat, let heat { return Choice(value: heat, source: "local heat") }
    let table = stated(nil, carrier, "")
    if let own = context.ownFactors[carrier] {
      return Choice(value: own, source: own == table?.value ? table!.source : "the plan")
    }
    if let table { return table }
    guard let number = defaults[carrier] else { return Choice(value: 0, source: "none") }
    return Choice(value: number.value, source: "default of \(number.year)", number: number)
  }

  private func stated(
    _ sector: InventorySector?, _ carrier: Carrier, _ fuel: String
  ) -> Choice? {
    context.statement.factors.first {
      $0.sector == sector && $0.carrier == carrier && $0.fuel == fuel
    }.map { Choice(value: $0.value, source: $0.source) }
  }

  /// The factor of a cell of table A: the mean over its fuels, weighted by energy.
  func cell(_ sector: InventorySector, _ carrier: Carrier) -> (
    value: Double, source: String, numbers: [SourcedNumber]
  ) {
    let entries = context.statement.entries(sector, carrier).filter { $0.amount ?? 0 > 0 }
    let choices = entries.map { factor(sector, carrier, fuel: $0.fuel) }
    guard let first = choices.first else {
      let plain = factor(sector, carrier)
      return (plain.value, plain.source, plain.number.map { [$0] } ?? [])
    }
    let numbers = choices.compactMap(\.number)
    let sources = choices.map(\.source).reduce(into: [String]()) {
      if !$0.contains($1) { $0.append($1) }
    }.joined(separator: "; ")
    // Equal factors stay what they are to the last digit.
    if choices.allSatisfy({ $0.value == first.value }) { return (first.value, sources, numbers) }
    let energy = entries.map { $0.amount ?? 0 }
    let mean =
      zip(energy, choices).map { $0 * $1.value }.compensatedSum() / energy.compensatedSum()
    return (mean, sources + "; mean over fuels", numbers)
  }
}
