import Frameworks
import PlanModel

/// The emissions gap of a result: the same numbers for the Covenant workbook and for the Climate City Contract.
struct GapAccount {
  let inventory: ContractInventory
  let booking: SourceSectorBooking
  /// The reduction of all chosen actions by source sector, t CO2e/a, in the order of `SourceSector`.
  let reductions: [Double]
  /// Reductions by other plans that are under way.
  let existing: [ExistingReduction]

  init(_ account: PlanAccount) {
    let result = account.result
    inventory = ContractInventory(of: result)
    booking = SourceSectorBooking(result, inventory)
    let booking = booking
    let beside = SourceSector.allCases.compactMap { sector -> ExistingReduction? in
      let part = (result.progress?.lines ?? []).map {
        $0.surplus.reduction * booking.share(of: $0.action, in: sector)
      }.compensatedSum()
      return part == 0
        ? nil
        : ExistingReduction(
          sector: sector.title, reduction: part, plan: "work done otherwise than planned")
    }
    existing = result.description.reductionsUnderWay + beside
    var sums = SourceSector.allCases.map { _ in CompensatedSum() }
    for option in account.chosen.joined() {
      for action in result.options.packages[Int(result.options.package[option])] {
        for (sector, part) in booking.reduction(of: option, by: action).enumerated() {
          sums[sector].add(part)
        }
      }
    }
    reductions = sums.map(\.value)
  }

  /// The gap table.
  ///
  /// - Parameter share: The share of every sector's baseline that the target takes away.
  func gap(target share: Double) -> EmissionsGap {
    let sectors = SourceSector.allCases.filter {
      $0 != .other || inventory.emissions($0) != 0 || reductions[$0.index] != 0
    }
    return EmissionsGap(
      share: share,
      sectors.map { sector in
        (
          sector.title, inventory.emissions(sector),
          existing.filter { $0.sector == sector.title }.map(\.reduction).compensatedSum(),
          reductions[sector.index]
        )
      })
  }
}

extension PlanDescription {
  /// Reductions by other plans: those stated for the contract, which name their plans, else those of the Covenant's report.
  var reductionsUnderWay: [ExistingReduction] {
    if !contract.existing.isEmpty { return contract.existing }
    return secap.underWay.map { entry in
      ExistingReduction(
        sector: SourceSector(rawValue: entry.sector)?.title ?? entry.sector,
        reduction: entry.reduction, plan: "stated for the Covenant's report")
    }
  }
}
