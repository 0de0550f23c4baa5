import Frameworks
import PlanModel

/// The Covenant of Mayors' workbook of a result: one sheet for each tab of the reporting template.
///
/// What the plan knows is filled in, what follows is a formula, and what only people can say is marked as such with
/// guidance. Energy stands in MWh, emissions in t CO2e, money in EUR, each by the year where the unit says so.
struct SECAPBook {
  let account: PlanAccount
  var result: PlanResult { account.result }
  var secap: SECAPStatement { account.result.description.secap }
  /// What is done to each action where, in the order of the catalogue.
  let actions: [SECAPAction]
  /// The inventory that the plan starts from: the stated one, or what the buildings add up to.
  let inventory: Inventory
  /// The emissions gap that the contract's documents share.
  let gapAccount: GapAccount
  /// How emissions are counted, for the heads of columns.
  let gas: String

  init(_ account: PlanAccount) {
    self.account = account
    actions = SECAPAction.all(of: account)
    let result = account.result
    inventory = Self.inventory(of: result)
    gapAccount = GapAccount(account)
    gas = result.description.inventory.factors == .co2 ? "CO2" : "CO2e"
  }

  /// The workbook in English.
  var workbook: Workbook {
    let description = result.description
    var book = Workbook(
      title: "SECAP of \(description.name)", notice: description.notice,
      sheets: [
        strategy, baseline, monitoringInventory, mitigationActions, mitigationReport, scoreboard,
        risks, adaptationActions, adaptationReport, energyPoverty, monitoring,
      ])
    book.sheets.append(checks(of: book))
    book.sheets.insert(about(of: book), at: 0)
    return book
  }

  /// The year that estimates are for.
  var targetYear: Int { result.description.targetYear }

  /// A text of people, or what they must write.
  func stated(_ text: String?, _ guidance: String) -> Workbook.Cell {
    text.map { .text($0) } ?? .toWrite(guidance)
  }

  /// A word of people, or what they must write.
  func term(_ word: String?, _ guidance: String) -> Workbook.Cell {
    word.map { .term($0) } ?? .toWrite(guidance)
  }

  /// A number or, where there is none, why.
  func known(_ value: Double?, _ reason: String) -> Workbook.Cell { .number(value, or: reason) }

  /// The inventory that a plan starts from: the stated one, or what the buildings add up to, with the inhabitants where
  /// they are known.
  static func inventory(of result: PlanResult) -> Inventory {
    var inventory = naming(
      sourcesIn: result.inventory
        ?? inventory(
          of: result.municipalStock, for: result.description,
          emissionFactors: result.emissionFactors), result)
    let people = result.municipalStock.population.first ?? 0
    if inventory.population == nil, people > 0 { inventory.population = people }
    return inventory
  }

  /// The inventory with the source of each default factor behind its mention.
  private static func naming(sourcesIn inventory: Inventory, _ result: PlanResult) -> Inventory {
    var sources: [String: String] = [:]
    for number in result.record.defaults { sources[number.name] = number.source }
    var inventory = inventory
    let description = result.description
    for row in inventory.rows.indices where inventory.rows[row].factorSource.hasPrefix("default") {
      let carrier = inventory.rows[row].carrier
      let names = [
        "emission.\(inventory.factorSet.rawValue).\(carrier.rawValue)",
        "emission.\(carrier.rawValue).\(description.country)", "emission.\(carrier.rawValue).EU27",
      ]
      guard let source = names.lazy.compactMap({ sources[$0] }).first else { continue }
      inventory.rows[row].factorSource += ": \(source)"
    }
    return inventory
  }

  /// What the buildings and street lighting of the municipality add up to, where the plan states no inventory.
  static func inventory(
    of stock: AreaStock, for plan: PlanDescription, emissionFactors: [Double]
  ) -> Inventory {
    let people = stock.population.first ?? 0
    var inventory = Inventory(
      year: plan.baseYear, population: people > 0 ? people : nil,
      factorSet: plan.inventory.factors)
    func add(_ sector: InventorySector, _ carrier: Carrier, _ energy: Double) {
      guard energy != 0 else { return }
      inventory.rows.append(
        InventoryRow(
          sector: sector, carrier: carrier, energy: energy, origin: .bottomUp,
          factor: emissionFactors[carrier.index],
          factorSource: plan.inventory.emissionFactors[carrier] == nil ? "default" : "the plan"))
    }
    for sector in StockSector.allCases {
      for carrier in Carrier.allCases {
        var energy = stock[heat: carrier, sector, 0]
        if carrier == .electricity {
          energy +=
            stock[.applianceElectricity, sector, 0] + stock[.coolingElectricity, sector, 0]
        }
        add(sector.inventory, carrier, energy)
      }
    }
    add(.publicLighting, .electricity, stock.lightingElectricity.first ?? 0)
    return inventory
  }
}
