import PlanModel

extension MadeUpTown {
  var townDescription: PlanDescription {
    var description = PlanDescription()
    description.file = "plan.yaml"
    description.name = "Made-up Town"
    description.country = "SI"
    description.baseYear = 2020
    description.targetYear = 2030
    description.notice = notice
    var target = RowDescription(
      name: "target", amount: .co2, sense: .atLeast, limit: .shareOfBaseline(0.4))
    target.line = 12
    var floor = RowDescription(
      name: "floor", amount: .investment, sense: .atLeast, limit: .amount(1000))
    floor.perDistrict = true
    description.problem.rows = [
      target,
      RowDescription(
        name: "budget", amount: .investment, sense: .atMost, limit: .amount(1_500_000)),
      floor,
    ]
    return description
  }

  private var townActions: [Action] {
    func action(
      _ id: String, _ name: String, _ slot: String, _ stage: Action.Stage, _ size: ActionSize,
      _ effect: ActionEffect, _ area: String
    ) -> Action {
      var action = Action(
        id: id, name: name, slot: slot, stage: stage, size: size, effect: effect,
        cost: ActionCost(),
        codes: ActionCodes(
          sector: "residential buildings", policyArea: area, instrument: "Grants and subsidies",
          field: "Built environment", lever: "Finance & funding"))
      action.summary = "\(name) for the council."
      action.sectors = [.residential]
      action.leadActor = "Municipality"
      action.otherActors = ["Owners", "Craftspeople"]
      action.numbers = [
        SourcedNumber(
          name: "\(id).cost", value: 120, unit: "EUR/m²", year: 2022, source: "Made up",
          confidence: .low)
      ]
      return action
    }
    return [
      action(
        "renovation", "Renovation", "heat", .save, ActionSize(base: .heatedArea, share: 0.5),
        .saveSpaceHeat(share: 0.4), "Building envelope"),
      action(
        "heat-pump", "Heat pump", "heat", .switchSupply, ActionSize(base: .usefulHeat, share: 0.5),
        .supplyHeat(carrier: .electricity, efficiency: 3, fullLoadHours: 2000, losses: 0),
        "Renewable energy for space heating and hot water"),
      action(
        "roof-pv", "Roof PV", "roof", .generate, ActionSize(base: .suitableRoof, share: 0.5),
        .photovoltaic(density: 0.2, performance: 0.8, orientationGain: 1.1), "Photovoltaics"),
    ]
  }

  /// Four options a unit: renovation, heat pump, both, and roof PV. Unit `u` is `u + 1` times as large as the first.
  var townOptions: OptionTable {
    var table = OptionTable(
      actions: townActions, slots: ["heat", "roof"], packages: [[0], [1], [0, 1], [2]],
      packageSlot: [0, 0, 0, 1])
    table.annuities = Array(repeating: 0.05, count: table.actions.count)
    let amounts = Amount.allCases.count
    for unit in 0..<6 {
      let factor = Double(unit + 1)
      for package in 0..<4 {
        table.unit.append(Int32(unit))
        table.package.append(Int32(package))
        table.size.append(10 * factor)
        table.power.append(package == 0 ? 0 : 2 * factor)
        let members = table.packages[package]
        for amount in Amount.allCases {
          var sum = 0.0
          for stage in Action.Stage.allCases {
            let isIn = members.contains { table.actions[$0].stage == stage }
            let part = isIn ? Self.part(amount, stage) * factor : 0
            table.stageAmounts[stage.rawValue * amounts + amount.index].append(part)
            sum += part
          }
          table.amounts[amount.index].append(sum)
        }
        for carrier in Carrier.allCases {
          let gas = package == 3 ? 0.0 : -1000 * factor
          table.carriers[carrier.index].append(
            carrier == .naturalGas ? gas : carrier == .electricity ? 300 * factor : 0)
        }
      }
    }
    return table
  }

  private static func part(_ amount: Amount, _ stage: Action.Stage) -> Double {
    let row = Double(stage.rawValue + 1)
    switch amount {
    case .investment: return 12_500 * row
    case .annualCost: return stage == .generate ? -150 : 250 * row
    case .co2: return 0.125 * row
    case .energySaved: return stage == .save ? 1000 : 0
    case .renewableEnergy: return stage == .generate ? 3000 : 0
    case .land: return 0
    case .gridPower: return stage == .save ? 0 : 2
    case .jobs: return 0.25
    case .billSavings: return 400 * row
    }
  }

  func townProblem(_ options: OptionTable) -> PlanningProblem {
    PlanningProblem(
      sense: .minimise, units: 6, unit: options.unit,
      slot: options.package.map { Int32(options.packageSlot[Int($0)]) },
      optionClass: options.package.map { $0 + 1 },
      objective: options.amounts[Amount.annualCost.index],
      amounts: Amount.allCases.map { ($0.rawValue, options.amounts[$0.index]) },
      groups: [("district", [0, 0, 1, 1, 2, 2])],
      rows: [
        .init(
          name: "target", terms: [(Amount.co2.index, 1)], sense: .atLeast, rhs: [13 * 0.4]),
        .init(
          name: "budget", terms: [(Amount.investment.index, 1)], sense: .atMost, rhs: [1_500_000]),
        .init(
          name: "floor", terms: [(Amount.investment.index, 1)], sense: .atLeast, group: 0,
          rhs: [1000, 1000, 1000]),
      ], locks: [.init(option: 2, lockedIn: true, name: "council 2021")])
  }

  /// Both heat measures in the units of even number, PV everywhere but in the first.
  func townPlan(_ options: OptionTable) -> Plan {
    guard isFeasible else {
      return Plan(
        status: .infeasible, objective: .nan, bound: .nan, gap: .nan, solver: "exact",
        seconds: 0.01, chosen: [],
        rows: [
          .init(name: "target", lhs: .nan, sense: .atLeast, rhs: 5.2, price: .nan),
          .init(name: "budget", lhs: .nan, sense: .atMost, rhs: 1_500_000, price: .nan),
          .init(name: "floor[1]", lhs: .nan, sense: .atLeast, rhs: 1000, price: .nan),
        ], reasons: [],
        conflict: ["target", "floor[1]", "council 2021"],
        relaxation: [
          .init(name: "target", by: 1.25), .init(name: "floor[1]", by: 500),
          .init(name: "council 2021", by: 1),
        ])
    }
    let chosen = [2, 7, 10, 11, 15, 18, 19, 23]
    func sum(_ amount: Amount, _ units: ClosedRange<Int32> = 0...5) -> Double {
      chosen.filter { units.contains(options.unit[$0]) }
        .map { options.amounts[amount.index][$0] }.reduce(0, +)
    }
    let objective = sum(.annualCost)
    var reasons: [Plan.Reason] = []
    for unit in Int32(0)..<6 {
      for slot in Int32(0)..<2 {
        let option = chosen.first {
          options.unit[$0] == unit && options.slot(of: $0) == Int(slot)
        }
        reasons.append(
          .init(
            unit: unit, slot: slot, chosen: Int32(option ?? -1),
            runnerUp: option == nil ? 4 * unit + 3 * slot : -1,
            margin: unit == 5 ? -12.5 : unit == 4 ? 0 : 12_300))
      }
    }
    return Plan(
      status: .gap, objective: objective, bound: objective * 0.9995, gap: 0.0005, solver: "exact",
      seconds: 0.02, chosen: chosen,
      rows: [
        .init(name: "target", lhs: sum(.co2), sense: .atLeast, rhs: 5.2, price: 85.5),
        .init(name: "budget", lhs: sum(.investment), sense: .atMost, rhs: 1_500_000, price: 0),
        .init(name: "floor[0]", lhs: sum(.investment, 0...1), sense: .atLeast, rhs: 1000, price: 0),
        .init(name: "floor[1]", lhs: sum(.investment, 2...3), sense: .atLeast, rhs: 1000, price: 0),
        .init(name: "floor[2]", lhs: sum(.investment, 4...5), sense: .atLeast, rhs: 1000, price: 0),
      ], reasons: reasons)
  }

  /// Each district: 1.5 km² eligible fields, 0.4 km² excluded forest, 0.1 km² built.
  var townLedger: AreaLedger {
    AreaLedger(
      rows: (0..<3).flatMap { district in
        [
          LedgerRow(
            district: district, state: .eligible, landUse: .arable, constraints: [],
            eligible: ["ground-pv"], area: 1_500_000),
          LedgerRow(
            district: district, state: .inUse, landUse: .built, constraints: [], eligible: [],
            area: 100_000),
          LedgerRow(
            district: district, state: .excluded, landUse: .forest,
            constraints: ["nature", "river"], eligible: [], area: 400_000),
        ]
      } + [
        LedgerRow(
          district: -1, state: .inUse, landUse: nil, constraints: [], eligible: [], area: 25)
      ], districtArea: [2_000_000, 2_000_000, 2_000_000], largestError: 0, overlapArea: 0,
      gapArea: 0, landUseOutside: 25)
  }

  var townEligibility: [Eligibility] {
    [
      Eligibility(
        action: "roof-pv", eligible: [250_000, 0, 0, 0, 0, 0],
        excluded: [750_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000, 1_000_000],
        unknown: Array(repeating: 0, count: 6),
        geometry: Shapes.column(rectangle(100, 1400, 600, 1900), [], [], [], [], []))
    ]
  }

  /// Each district's ledger, as photovoltaics on open land has it.
  var townExclusions: [ExclusionRow] {
    (0..<3).flatMap { district in
      [
        (ExclusionRow.Reason.eligible, 1_500_000.0, 0.0, 1_500_000.0),
        (.landUse, 100_000, 0, 100_000), (.constraint("nature"), 0, 400_000, 400_000),
        (.constraint("river"), 0, 400_000, 0),
      ].map { reason, alone, jointly, counted in
        ExclusionRow(
          district: district, action: "ground-pv", reason: reason, alone: alone, jointly: jointly,
          counted: counted)
      }
    }
  }

  var townInterests: InterestSummary {
    InterestSummary(
      layer: Layer(
        name: "interests", crs: Self.crs, ids: ["i0", "i1"],
        geometry: Shapes.column(rectangle(0, 1000, 500, 1500), rectangle(250, 1000, 750, 1500)),
        fields: [
          ("group", .text(TextColumn(["civil society", "business"]))),
          ("stance", .text(TextColumn(["oppose", "support"]))),
          ("topic", .text(TextColumn(["wind", "wind"]))),
          ("name", .text(TextColumn(["Bird watchers", nil]))),
        ]), districtArea: [[250_000, 0, 0], [250_000, 0, 0]], conflictArea: [125_000, 0, 0],
      units: [[0], [0]])
  }
}
