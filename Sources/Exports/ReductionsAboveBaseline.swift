import Frameworks
public import PlanModel

extension PlanDescription {
  /// Where other plans are said to take more from a source sector than it emits, one warning each.
  ///
  /// Land use is left out: what grows there may take up more than is emitted.
  ///
  /// - Parameters:
  ///   - inventory: The emission inventory; nil: the plan states none, and the buildings are counted.
  ///   - stock: The municipality's stock, one area.
  ///   - emissionFactors: Those used by carrier, t CO2e/kWh, in the order of `Carrier`.
  public func reductionsAboveBaseline(
    of inventory: Inventory?, stock: AreaStock, emissionFactors: [Double]
  ) -> [Diagnostic] {
    let stated = reductionsUnderWay
    if stated.isEmpty { return [] }
    let baseline = ContractInventory(
      inventory ?? SECAPBook.inventory(of: stock, for: self, emissionFactors: emissionFactors))
    let field = contract.existing.isEmpty ? "secap.underWay" : "ccc.existing"
    return SourceSector.allCases.compactMap { sector in
      let reduced = stated.filter { $0.sector == sector.title }.map(\.reduction).compensatedSum()
      let emitted = baseline.emissions(sector)
      // Numbers of two documents agree to the tonne.
      guard sector != .land, reduced > emitted + 0.5 else { return nil }
      return Diagnostic(
        .warning, "plan.above-baseline",
        "Other plans reduce emissions of \(sector.title) by \(reduced.fixed(0)) t CO2e/a, more than the \(emitted.fixed(0)) t CO2e/a of the base year.",
        remedy:
          "Check number and unit, or state the sector's emissions under `inventory` where they are missing.",
        at: Place(file: file, field: field))
    }
  }
}
