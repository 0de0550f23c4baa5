import Frameworks
import PlanModel

/// The inventory of a municipality by the source sectors of the Climate City Contract.
struct ContractInventory {
  /// Energy of one subsector and carrier.
  struct Row {
    var sector: SourceSector
    var subsector: String
    var carrier: Carrier
    /// kWh/a.
    var energy: Double
    /// t CO2e/kWh.
    var factor: Double
    var factorSource: String

    /// t CO2e/a.
    var emissions: Double { energy * factor }
    /// 2 for what networks bring, 1 for what is burnt here (GHG Protocol for Cities).
    var scope: Int { carrier == .electricity || carrier == .districtHeat ? 2 : 1 }
  }
  /// Emissions that are no use of energy.
  struct Source {
    var sector: SourceSector
    var title: String
    /// t CO2e/a.
    var amount: Double
  }

  var rows: [Row] = []
  var sources: [Source] = []
  /// What the numbers are, in a sentence.
  var basis: String

  /// From an inventory.
  init(_ inventory: Inventory) {
    rows = inventory.rows.filter { $0.energy != 0 }.map {
      Row(
        sector: $0.sector.isTransport ? .transport : .buildings, subsector: $0.sector.title,
        carrier: $0.carrier, energy: $0.energy, factor: $0.factor, factorSource: $0.factorSource)
    }
    sources = inventory.sources.filter { $0.amount != 0 }.map {
      Source(
        sector: SourceSector($0.source),
        title: $0.source.title + ($0.isEstimated ? " (estimated)" : ""), amount: $0.amount)
    }
    basis =
      "The numbers are those of the emission inventory\(inventory.year.map { " of \($0)" } ?? ""); inventory.csv and the municipality's sheet hold it in full."
  }

  /// The inventory of a result, as the Covenant workbook has it.
  init(of result: PlanResult) {
    self.init(SECAPBook.inventory(of: result))
    if result.inventory == nil {
      basis =
        "The plan states no inventory, so the numbers are computed from the buildings: the municipality's own inventory would be better."
    }
  }

  /// The sectors of the template, and “Other” where there is any.
  var sectors: [SourceSector] {
    SourceSector.allCases.filter { sector in
      sector != .other || sources.contains { $0.sector == sector }
    }
  }

  /// Emissions of a sector, or of all, in a scope, or in both, t CO2e/a.
  func emissions(_ sector: SourceSector? = nil, scope: Int? = nil) -> Double {
    var sum = CompensatedSum()
    for row in rows
    where (sector == nil || row.sector == sector) && (scope == nil || row.scope == scope) {
      sum.add(row.emissions)
    }
    if scope != 2 {
      for source in sources where sector == nil || source.sector == sector {
        sum.add(source.amount)
      }
    }
    return sum.value
  }

  /// Final energy, kWh/a.
  func energy(
    _ sector: SourceSector? = nil, _ carrier: Carrier? = nil, scope: Int? = nil
  ) -> Double {
    rows.filter {
      (sector == nil || $0.sector == sector) && (carrier == nil || $0.carrier == carrier)
        && (scope == nil || $0.scope == scope)
    }.map(\.energy).compensatedSum()
  }

  /// The part of each sector in the use of electricity, in the order of `SourceSector`; all 0 where none is used.
  var electricityShares: [Double] {
    let used = SourceSector.allCases.map { energy($0, .electricity) }
    let sum = used.compensatedSum()
    return used.map { sum > 0 ? $0 / sum : 0 }
  }
}

extension SourceSector {
  /// The position in the order of all source sectors.
  var index: Int { Self.allCases.firstIndex(of: self)! }
}
