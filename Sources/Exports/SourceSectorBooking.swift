import Frameworks
import PlanModel

/// To which source sector of the inventory the reduction of an action counts.
///
/// The contract has no source sector for energy supply, so what supply actions save is booked where the energy they
/// replace is used: heat in the buildings it warms, electricity in proportion to the sectors' use of electricity in the
/// base year. Nothing is booked so that a gap closes.
struct SourceSectorBooking {
  private let inventory: ContractInventory
  private let result: PlanResult
  /// The parts of each action's reduction by sector, in the order of the option table's actions and of `SourceSector`.
  let parts: [[Double]]
  /// Why, by action.
  let reasons: [String]

  init(_ result: PlanResult, _ inventory: ContractInventory) {
    self.result = result
    self.inventory = inventory
    let shares = inventory.electricityShares
    let gridFactor = result.emissionFactors[Carrier.electricity.index]
    var parts: [[Double]] = []
    var reasons: [String] = []
    for action in result.options.actions {
      let (part, reason) = Self.booking(
        of: action, result: result, electricity: shares, gridFactor: gridFactor)
      parts.append(part)
      reasons.append(reason)
    }
    self.parts = parts
    self.reasons = reasons
  }

  /// The rule in words, for documents.
  static let rule =
    "Actions count in the source sector whose emissions they lower. The template has no sector for energy supply, so supply is booked to demand: heat to the buildings that it warms; electricity that is generated replaces electricity from the grid and is split by the sectors' use of electricity in the base year; carbon taken up by plants and land to AFOLU; waste, processes and land to their own sectors. The parts add up to the action's reduction, and no number is chosen so that a gap closes."

  private static func whole(_ sector: SourceSector) -> [Double] {
    SourceSector.allCases.map { $0 == sector ? 1 : 0 }
  }

  private static func booking(
    of action: Action, result: PlanResult, electricity: [Double], gridFactor: Double
  ) -> ([Double], String) {
    switch action.effect {
    case .photovoltaic, .wind:
      guard electricity.contains(where: { $0 > 0 }) else {
        return (whole(.buildings), "electricity; its use by sector is not known")
      }
      return (electricity, "electricity, split by the sectors' use of it")
    case .sequester: return (whole(.land), "carbon taken up by land")
    case .green(_, let uptake, let saved):
      // Both parts are per plant, so their ratio holds whatever is planted; where there is less cooling than could be
      // saved, the split stays that of the catalogue.
      let all = uptake + saved * gridFactor
      guard all > 0 else { return (whole(.land), "carbon taken up by plants") }
      return (
        SourceSector.allCases.map {
          $0 == .land ? uptake / all : $0 == .buildings ? saved * gridFactor / all : 0
        }, "carbon taken up by plants to AFOLU, saved cooling to Buildings"
      )
    default: break
    }
    if let source = action.source {
      return (whole(SourceSector(source)), source.title.lowercasedFirst)
    }
    if !action.activities.isEmpty {
      let stock = result.municipalStock.activities
      var sums = Array(repeating: 0.0, count: SourceSector.allCases.count)
      for activity in action.activities {
        let sector: SourceSector = activity.isTransport ? .transport : .buildings
        sums[sector.index] += Carrier.allCases.map { stock.energy(activity, $0, in: 0) }
          .compensatedSum()
      }
      let all = sums.compensatedSum()
      if all > 0 { return (sums.map { $0 / all }, "energy of the sectors that it acts on") }
      let sector: SourceSector = action.activities[0].isTransport ? .transport : .buildings
      return (whole(sector), "energy of the sector that it acts on")
    }
    return (whole(.buildings), "energy of the buildings that it acts on")
  }

  /// The share of what an action reduces that is booked to a sector, 0…1.
  func share(of action: Int, in sector: SourceSector) -> Double { parts[action][sector.index] }

  /// The reduction of one action's part of an option by sector, t CO2e/a.
  func reduction(of option: Int, by action: Int) -> [Double] {
    let all = result.options.amount(.co2, of: option, by: action)
    return parts[action].map { $0 * all }
  }
}
