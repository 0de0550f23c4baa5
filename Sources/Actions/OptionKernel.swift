import PlanModel

let amountCount = Amount.allCases.count
let stageCount = Action.Stage.allCases.count

/// Options of a chunk of units, in the columns of `OptionTable`.
struct OptionRows: Sendable {
  var unit: [Int32] = []
  var package: [Int32] = []
  var stageAmounts = [[Double]](repeating: [], count: stageCount * amountCount)
  var carriers = [[Double]](repeating: [], count: carrierCount)
  var size: [Double] = []
  var power: [Double] = []
  var suppliedHeat: [Double] = []
  var phase: [Int32] = []
  var userSavings = [[Double]](repeating: [], count: userCount)
}

/// The scratch space of one chunk.
struct OptionKernel {
  private var initial: UnitEnergy
  private var energy: UnitEnergy
  private var stages = [Double](repeating: 0, count: stageCount * amountCount)
  private var amounts = [Double](repeating: 0, count: amountCount)
  private var change = [Double](repeating: 0, count: carrierCount)
  private var savings = [Double](repeating: 0, count: userCount)

  /// - Parameter prices: What a kWh costs its user, EUR/kWh, in the order of `Carrier`.
  init(prices: [Double]) {
    initial = UnitEnergy(prices: prices)
    energy = initial
  }

  /// Adds the options of one unit, in the order of the packages, then of the phases.
  ///
  /// - Parameter prepared: The actions in each phase.
  mutating func addOptions(
    of unit: Int, packages: borrowing Packages, prepared: [[PreparedAction]],
    stock: borrowing AreaStock, economy: borrowing Economy, to rows: inout OptionRows
  ) {
    initial.read(stock, unit: unit)
    for p in packages.packages.indices {
      for phase in prepared.indices {
        addOption(
          of: unit, package: p, actions: packages.packages[p], prepared: prepared[phase],
          phase: phase, stock: stock, economy: economy, to: &rows)
      }
    }
  }

  private mutating func addOption(
    of unit: Int, package p: Int, actions: [Int], prepared: [PreparedAction], phase: Int,
    stock: borrowing AreaStock, economy: borrowing Economy, to rows: inout OptionRows
  ) {
    energy.restore(initial)
    for i in stages.indices { stages[i] = 0 }
    for c in change.indices { change[c] = 0 }
    for user in savings.indices { savings[user] = 0 }
    var size = 0.0
    var power = 0.0
    var heat = 0.0
    var acts = true
    for (position, a) in actions.enumerated() {
      let effect = prepared[a].apply(to: &energy, initial: initial, stock: stock, unit: unit)
      if !effect.acts {
        acts = false
        break
      }
      prepared[a].amounts(
        of: effect, energy: energy, economy: economy, into: &amounts)
      prepared[a].addSavings(
        of: effect, energy: energy, stock: stock, unit: unit, to: &savings)
      let stage = prepared[a].stage.rawValue
      for r in 0..<amountCount { stages[stage * amountCount + r] = amounts[r] }
      for c in 0..<carrierCount { change[c] += energy.change[c] }
      if position == 0 { size = effect.size }
      power += effect.power
      if case .supplyHeat = prepared[a].effect { heat += effect.size }
    }
    if !acts { return }
    rows.unit.append(Int32(unit))
    rows.package.append(Int32(p))
    for i in stages.indices { rows.stageAmounts[i].append(stages[i]) }
    for c in change.indices { rows.carriers[c].append(change[c]) }
    for user in savings.indices { rows.userSavings[user].append(savings[user]) }
    rows.size.append(size)
    rows.power.append(power)
    rows.suppliedHeat.append(heat)
    rows.phase.append(Int32(phase))
  }
}

extension OptionTable {
  /// Makes room for `count` options.
  mutating func reserve(_ count: Int) {
    unit.reserveCapacity(count)
    package.reserveCapacity(count)
    for i in amounts.indices { amounts[i].reserveCapacity(count) }
    for i in carriers.indices { carriers[i].reserveCapacity(count) }
    for i in userSavings.indices { userSavings[i].reserveCapacity(count) }
    for i in stageAmounts.indices { stageAmounts[i].reserveCapacity(count) }
    size.reserveCapacity(count)
    power.reserveCapacity(count)
    suppliedHeat.reserveCapacity(count)
    if !phases.isEmpty { optionPhase.reserveCapacity(count) }
  }

  /// Adds the options of a chunk; an option's amounts are the sums over its stages.
  mutating func append(_ rows: OptionRows) {
    unit += rows.unit
    package += rows.package
    size += rows.size
    power += rows.power
    suppliedHeat += rows.suppliedHeat
    if !phases.isEmpty { optionPhase += rows.phase }
    for i in carriers.indices { carriers[i] += rows.carriers[i] }
    for i in userSavings.indices { userSavings[i] += rows.userSavings[i] }
    for i in stageAmounts.indices { stageAmounts[i] += rows.stageAmounts[i] }
    for r in 0..<amountCount {
      for row in rows.unit.indices {
        var sum = 0.0
        for stage in 0..<stageCount { sum += rows.stageAmounts[stage * amountCount + r][row] }
        amounts[r].append(sum)
      }
    }
  }
}
