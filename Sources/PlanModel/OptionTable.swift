/// The options of all units: what could be done where, with what effect.
///
/// An option is a package of one or more actions of one slot in one unit.
public struct OptionTable: Sendable {
  /// The catalogue that `packages` refers to.
  public var actions: [Action]
  /// The slots' names.
  public var slots: [String]
  /// The distinct packages: positions in `actions`, in the order of their stages.
  public var packages: [[Int]]
  /// The slot of each package.
  public var packageSlot: [Int]
  /// The unit of each option.
  public var unit: [Int32] = []
  /// The package of each option.
  public var package: [Int32] = []
  /// Steps in time; empty where everything is decided for the target year at once.
  public var phases: [Phase] = []
  /// The phase in which each option begins; empty without phases.
  public var optionPhase: [Int32] = []
  /// How options are paid for; empty where every option draws on all funds that pay for it.
  public var levels: [FundLevel] = []
  /// The position in `levels` of each option; empty without levels.
  public var optionLevel: [Int32] = []
  /// The amounts, one column for each `Amount`, in its order.
  public var amounts: [[Double]] = Array(repeating: [], count: Amount.allCases.count)
  /// Final energy added (positive) or saved (negative) by carrier, kWh/a; the first index is the carrier.
  public var carriers: [[Double]] = Array(repeating: [], count: Carrier.allCases.count)
  /// What each user of energy saves of the bill, EUR/a; the first index is the user (`EnergyUser`). The users of an option
  /// add up to its bill savings.
  public var userSavings: [[Double]] = Array(repeating: [], count: EnergyUser.allCases.count)
  /// The part of each amount that each stage's action adds: `stageAmounts[stage * Amount.allCases.count + amount]`.
  ///
  /// A package has at most one action a stage, so this is the part of each action, booked once in the order of
  /// the stages; the parts of an option add up to its amount.
  public var stageAmounts: [[Double]] = Array(
    repeating: [], count: Action.Stage.allCases.count * Amount.allCases.count)
  /// The size of the option's first action, in the unit of its base.
  public var size: [Double] = []
  /// Power installed, kW.
  public var power: [Double] = []
  /// Useful heat that each option supplies from a new source, after its saving, kWh/a; 0 where it changes no supply.
  public var suppliedHeat: [Double] = []
  /// The yearly share of an investment that is due over each action's life, in the order of `actions`.
  public var annuities: [Double] = []
  /// Electricity used today in all units, for heat, appliances and street lighting, kWh/a.
  public var electricityUse = 0.0

  /// Creates a table without options.
  public init(actions: [Action], slots: [String], packages: [[Int]], packageSlot: [Int]) {
    self.actions = actions
    self.slots = slots
    self.packages = packages
    self.packageSlot = packageSlot
  }

  /// The number of options.
  public var count: Int { unit.count }

  /// An amount of an option.
  public func amount(_ amount: Amount, of option: Int) -> Double { amounts[amount.index][option] }

  /// The part of an option's amount that one of its actions adds; 0 where the package lacks the action.
  ///
  /// - Parameter action: The position in `actions`.
  public func amount(_ amount: Amount, of option: Int, by action: Int) -> Double {
    guard packages[Int(package[option])].contains(action) else { return 0 }
    return stageAmounts[actions[action].stage.rawValue * Amount.allCases.count + amount.index][
      option]
  }

  /// What an option is worth today over the lives of its actions, EUR.
  public func netPresentValue(of option: Int) -> Double {
    packages[Int(package[option])].map { netPresentValue(of: option, by: $0) }.compensatedSum()
  }

  /// What one of an option's actions is worth today over its life, EUR: −annualised cost ÷ annuity.
  ///
  /// Annualised cost is investment × annuity + running cost + change of the energy bill, so this is the present value of
  /// what is saved less the present value of what is spent; prices stay as they are.
  public func netPresentValue(of option: Int, by action: Int) -> Double {
    -amount(.annualCost, of: option, by: action) / annuities[action]
  }

  /// What of an option's investment each payer bears, EUR, in the order of `Payers.words`; what no action says stands last.
  public func payments(of option: Int) -> [Double] {
    var sums = Array(repeating: 0.0, count: Payers.words.count + 1)
    for action in packages[Int(package[option])] {
      for (position, paid) in payments(of: option, by: action).enumerated() {
        sums[position] += paid
      }
    }
    return sums
  }

  /// The same of one of its actions.
  public func payments(of option: Int, by action: Int) -> [Double] {
    let investment = amount(.investment, of: option, by: action)
    guard let payers = actions[action].payers else {
      return Payers.words.map { _ in 0 } + [investment]
    }
    return payers.shares.map { investment * $0 } + [0]
  }

  /// The unit of an option with its package, and with its phase and level of funds where there are such.
  public func unitPackage(of option: Int) -> UnitPart {
    let begun = package[option] * Int32(max(1, phases.count)) + Int32(phase(of: option))
    return UnitPart(
      unit: unit[option], part: begun * Int32(max(1, levels.count)) + Int32(level(of: option)))
  }

  /// The unit of an option with each of its actions.
  public func unitActions(of option: Int) -> [UnitPart] {
    packages[Int(package[option])].map { UnitPart(unit: unit[option], part: Int32($0)) }
  }

  /// The names of the actions of an option, in the order of their stages, with the funds that it does without.
  public func title(of option: Int) -> String {
    let names = packages[Int(package[option])].map { actions[$0].name }.joined(separator: " + ")
    let level = levels.isEmpty ? "" : levels[level(of: option)].title
    return level.isEmpty ? names : "\(names) (\(level))"
  }

  /// The ids of the actions of an option.
  public func actionIDs(of option: Int) -> [String] {
    packages[Int(package[option])].map { actions[$0].id }
  }

  /// The phase in which an option begins; 0 without phases.
  public func phase(of option: Int) -> Int { optionPhase.isEmpty ? 0 : Int(optionPhase[option]) }

  /// The position of an option's level among `levels`; 0 without levels.
  public func level(of option: Int) -> Int { optionLevel.isEmpty ? 0 : Int(optionLevel[option]) }

  /// The name of the phase in which an option begins; nil without phases.
  public func phaseName(of option: Int) -> String? {
    optionPhase.isEmpty ? nil : phases[Int(optionPhase[option])].name
  }

  /// What an option has avoided by the end of a year since it was begun, t CO2e.
  ///
  /// Its yearly reduction × the years that what is begun in its phase has run on average.
  public func cumulatedReduction(of option: Int, until year: Int) -> Double {
    guard !optionPhase.isEmpty else { return 0 }
    return amount(.co2, of: option)
      * phases[Int(optionPhase[option])].yearsInOperation(until: year)
  }

  /// The slot of an option.
  public func slot(of option: Int) -> Int { packageSlot[Int(package[option])] }
}
