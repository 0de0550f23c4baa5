import Actions
import PlanModel

/// A plan so small that all its choices can be counted out: three actions, of which two go together, in a few units.
///
/// Amounts are drawn at random, the same for the same seed; `mini-a` and `mini-b` stand in one slot, `mini-c` in another. What
/// an action adds is the same in each package.
struct SmallPlan {
  var options: OptionTable
  var units: PlanningUnits
  var plan = PlanDescription()
  let districts = ["W", "E"]

  init(units count: Int, seed: UInt64) {
    var random = SmallRandom(seed)
    func action(_ id: String, _ slot: String, _ stage: Action.Stage) -> Action {
      var action = Action(
        id: id, name: id, slot: slot, stage: stage,
        size: ActionSize(base: .heatedArea, share: 0.5), effect: .saveSpaceHeat(share: 0.4),
        cost: ActionCost(),
        codes: ActionCodes(
          sector: "Residential buildings", policyArea: "Integrated action",
          instrument: "Not applicable", field: "Energy systems",
          lever: "Technology/Infrastructure"))
      action.payers = Payers(municipality: 0.2, households: 0.2, business: 0, state: 0.6)
      return action
    }
    units = PlanningUnits(
      ids: (0..<count).map { "u\($0)" },
      geometry: GeometryColumn(rows: (0..<count).map { _ in [] }),
      district: (0..<count).map { $0 % 2 }, area: Array(repeating: 1, count: count))
    options = OptionTable(
      actions: [
        action("mini-a", "heat", .save), action("mini-b", "heat", .switchSupply),
        action("mini-c", "roof", .generate),
      ], slots: ["heat", "roof"], packages: [[0], [1], [0, 1], [2]], packageSlot: [0, 0, 0, 1])
    options.annuities = [0.05, 0.05, 0.05]
    // More than all options could generate.
    options.electricityUse = 1e9
    let amounts = Amount.allCases.count
    for unit in 0..<count {
      let parts = Action.Stage.allCases.map { _ in
        Amount.allCases.map { _ in Double(1 + random.below(40)) }
      }
      for package in options.packages.indices {
        options.unit.append(Int32(unit))
        options.package.append(Int32(package))
        options.size.append(Double(1 + random.below(9)))
        options.power.append(0)
        options.suppliedHeat.append(0)
        for amount in Amount.allCases {
          var sum = 0.0
          for stage in Action.Stage.allCases {
            let isIn = options.packages[package].contains { options.actions[$0].stage == stage }
            let part = isIn ? parts[stage.rawValue][amount.index] : 0
            options.stageAmounts[stage.rawValue * amounts + amount.index].append(part)
            sum += part
          }
          options.amounts[amount.index].append(sum)
        }
        for carrier in Carrier.allCases { options.carriers[carrier.index].append(0) }
        for user in options.userSavings.indices { options.userSavings[user].append(0) }
      }
    }
    plan.baseYear = 2020
    plan.targetYear = 2030
  }

  /// The problem that the plan asks for over some options.
  func problem(_ options: OptionTable) -> PlanningProblem {
    planningProblem(
      options: options, description: plan, units: units, districtIDs: districts,
      baselines: Baselines(
        districtEmissions: [100, 100], districtEnergy: [100, 100], municipalEmissions: 200,
        municipalEnergy: 200)
    ).problem
  }

  /// Every choice of at most one option a slot in each unit, as positions in `options`, one list a unit.
  func choices(_ options: OptionTable) -> [[[Int]]] {
    (0..<units.count).map { unit in
      var found: [[Int]] = [[]]
      for slot in options.slots.indices {
        let own = (0..<options.count).filter {
          options.unit[$0] == Int32(unit) && options.slot(of: $0) == slot
        }
        found = found.flatMap { before in [before] + own.map { before + [$0] } }
      }
      return found
    }
  }
}

/// A small generator of whole numbers that is the same everywhere (Steele, Lea and Flood 2014).
struct SmallRandom {
  private var state: UInt64
  init(_ seed: UInt64) { state = seed &* 0x2545_F491_4F6C_DD1D }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
  mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }
}
