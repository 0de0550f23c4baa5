import Foundation
import Indicators
import Overlay
import PlanFile
import PlanModel
import Reference

extension PlanDescription {
  /// Reads the inventory's table, if the plan names one, and puts it together with what the plan file states.
  ///
  /// Factors of all sectors in the table become the plan's own where the plan file has none.
  mutating func readInventory() -> [Diagnostic] {
    var found: [Diagnostic] = []
    if let file = inventory.file {
      let table = readTable(file)
      found += table.diagnostics
      let whole = inventory.statement.completed(by: table.statement)
      found += whole.diagnostics
      inventory.statement = whole.statement
      for factor in table.statement.factors
      where factor.sector == nil && factor.fuel.isEmpty
        && inventory.emissionFactors[factor.carrier] == nil
      {
        inventory.emissionFactors[factor.carrier] = factor.value
      }
    }
    found += inventory.statement.contradictions
    let statement = inventory.statement
    if statement.isEmpty, !statement.published.isEmpty || !statement.factors.isEmpty {
      found.append(
        Diagnostic(
          .warning, "inventory.nothing-stated",
          "The inventory has factors or published numbers, and neither energy nor emissions that they are of.",
          remedy: "Add `inventory: energy:`, or rows of `final_energy` to the table.",
          at: Place(file: file)))
    }
    if let year = inventory.statement.year, year != baseYear {
      found.append(
        Diagnostic(
          .warning, "inventory.other-year",
          "The inventory is of \(year), the plan's base year is \(baseYear); its energy counts as that of the base year.",
          remedy: "Give the same year to both, if the data allow it.", at: Place(file: self.file)))
    }
    return found
  }

  /// What an inventory is computed from; nil where the plan neither states nor estimates any.
  var inventoryContext: InventoryContext? {
    if inventory.statement.isEmpty && inventory.estimates.isEmpty { return nil }
    var context = InventoryContext(
      statement: inventory.statement, factorSet: inventory.factors,
      ownFactors: inventory.emissionFactors, country: country, baseYear: baseYear,
      place: Place(file: file))
    context.calibration = inventory.calibration
    context.estimates = inventory.estimates
    return context
  }
}

/// A table of an inventory as it is on the disk.
func readTable(_ file: String) -> (statement: InventoryStatement, diagnostics: [Diagnostic]) {
  guard let data = FileManager.default.contents(atPath: file) else {
    return (
      InventoryStatement(),
      [
        Diagnostic(
          .error, "inventory.no-file", "The table of the inventory cannot be read.",
          remedy: "Check the path and who may read the file.", at: Place(file: file))
      ]
    )
  }
  guard let text = String(data: data, encoding: .utf8) else {
    return (
      InventoryStatement(),
      [
        Diagnostic(
          .error, "inventory.encoding", "The table of the inventory is not UTF-8 text.",
          remedy: "Save it as CSV in UTF-8.", at: Place(file: file))
      ]
    )
  }
  return readInventoryTable(text: text, file: file)
}

extension PlanNumbers {
  /// Makes the buildings agree with the plan's inventory; nil where the plan has none.
  static func reconcile(
    _ stock: inout BuildingStock, _ plan: PlanDescription, inputs: PlanInputs, areas: PlanAreas,
    reference: ReferenceData
  ) -> InventoryOutcome? {
    guard let context = plan.inventoryContext else { return nil }
    let people = people(stock, inputs: inputs, areas: areas, reference: reference)
    var outcome = reconciledInventory(
      &stock, context, memberships: areas.memberships,
      centroidX: areas.buildingMeasures?.centroidX ?? [],
      centroidY: areas.buildingMeasures?.centroidY ?? [],
      people: people, reference: reference)
    if let stated = context.statement.population, abs(stated - people) > 0.05 * people {
      outcome.diagnostics.append(
        Diagnostic(
          .warning, "inventory.other-population",
          "The inventory is of \(stated.rounded(toDecimals: 0)) people; \(people.rounded(toDecimals: 0)) live in the districts.",
          remedy: "Check that both are of the same municipality and year.",
          at: Place(file: plan.file)))
    }
    return outcome
  }

  /// The inhabitants: of the districts, or dwellings × persons per dwelling in those where they are unknown.
  private static func people(
    _ stock: BuildingStock, inputs: PlanInputs, areas: PlanAreas, reference: ReferenceData
  ) -> Double {
    let population = inputs.districts.numbers("population")
    let persons = reference.number("persons-per-dwelling").value
    var sum = CompensatedSum()
    let isUnknown = (0..<inputs.districts.count).map { population?[$0] == nil }
    for district in isUnknown.indices { sum.add(population?[district] ?? 0) }
    guard isUnknown.contains(true) else { return sum.value }
    let members = areas.memberships
    for building in 0..<stock.count {
      for entry in members.starts[building]..<members.starts[building + 1]
      where isUnknown[areas.units.district[Int(members.unit[entry])]] {
        sum.add(stock.dwellings[building] * members.share[entry] * persons)
      }
    }
    return sum.value
  }
}

extension AreaPartition {
  /// Land of each unit that says where industry and farming are.
  func activityLand(units: Int) -> ActivityLand {
    func sums(_ classes: [LandUseClass]) -> [Double] {
      let codes = classes.map(\.rawValue)
      var sums = Array(repeating: CompensatedSum(), count: units)
      for row in area.indices where codes.contains(landUse[row]) {
        sums[Int(unit[row])].add(area[row])
      }
      return sums.map(\.value)
    }
    return ActivityLand(
      industrial: sums([.industrial]), farm: sums([.arable, .permanentCrops, .grassland]))
  }
}
