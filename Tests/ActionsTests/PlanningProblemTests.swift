import PlanModel
import Testing

@testable import Actions

/// Three units in the districts `north` (two cells) and `south`, with heat, roof and catalogue of the builders.
struct SmallTown {
  let options: OptionTable
  let units = PlanningUnits(
    ids: ["north/0-0", "north/0-1", "south"],
    geometry: GeometryColumn(rows: [[], [], []]), district: [0, 0, 1], area: [1, 1, 1])
  let baselines = Baselines(
    districtEmissions: [60, 30], districtEnergy: [300_000, 150_000], municipalEmissions: 90,
    municipalEnergy: 450_000)

  init(stock: AreaStock = someStock(units: 3)) throws {
    options = try planningOptions(
      actions: [renovation(), heatPump(), collectors(), roofModules()], stock: stock,
      eligibility: [], economy: someEconomy(), workers: Workers(1)
    ).options
  }

  func problem(
    _ change: (inout PlanDescription) -> Void
  ) -> (problem: PlanningProblem, diagnostics: [Diagnostic]) {
    var description = PlanDescription()
    description.file = "plan.yaml"
    change(&description)
    return planningProblem(
      options: options, description: description, units: units, districtIDs: ["north", "south"],
      baselines: baselines)
  }

  func row(
    _ amount: Amount, _ sense: RowSense, _ limit: RowDescription.Limit,
    _ change: (inout RowDescription) -> Void = { _ in }
  ) -> RowDescription {
    var row = RowDescription(name: "row", amount: amount, sense: sense, limit: limit)
    change(&row)
    return row
  }

  /// The sum of a row over chosen options, for one member.
  func sum(
    _ row: PlanningProblem.Row, member: Int = 0, chosen: [Int], in problem: PlanningProblem
  ) -> Double {
    chosen.reduce(0) { sum, option in
      let unit = Int(problem.unit[option])
      let isIn = row.group.map { problem.groups[$0].group[unit] == Int32(member) } ?? true
      guard isIn else { return sum }
      return sum
        + row.terms.reduce(0) { $0 + $1.factor * problem.amounts[$1.amount].values[option] }
    }
  }
}

@Suite("Planning problem")
struct PlanningProblemTests {
  @Test("the objective is the annual cost to be small or the reduction to be large")
  func objectives() throws {
    let town = try SmallTown()
    let cheap = town.problem { _ in }.problem
    #expect(cheap.sense == .minimise)
    #expect(cheap.objective == town.options.amounts[Amount.annualCost.index])
    let strong = town.problem { $0.problem.objective = .mostReduction }.problem
    #expect(strong.sense == .maximise)
    #expect(strong.objective == town.options.amounts[Amount.co2.index])
    #expect(strong.amounts.map(\.name).starts(with: Amount.allCases.map(\.rawValue)))
    #expect(strong.groups[0].name == "district" && strong.groups[0].group == [0, 0, 1])
    #expect(strong.optionClass.min() == 1)
  }

  @Test("a share of the baseline is taken of the municipality or of each district")
  func sharesOfTheBaseline() throws {
    let town = try SmallTown()
    let whole = town.problem {
      $0.problem.rows = [town.row(.co2, .atLeast, .shareOfBaseline(0.1))]
    }.problem
    #expect(whole.rows[0].rhs == [9] && whole.rows[0].group == nil)
    let each = town.problem {
      $0.problem.rows = [
        town.row(.energySaved, .atLeast, .shareOfBaseline(0.1)) { $0.perDistrict = true }
      ]
    }.problem
    #expect(each.rows[0].rhs == [30_000, 15_000] && each.rows[0].group == 0)
    let south = town.problem {
      $0.problem.rows = [
        town.row(.co2, .atLeast, .shareOfBaseline(0.1)) { $0.districts = ["south"] }
      ]
    }.problem
    #expect(south.rows[0].rhs == [3])
    let inSouth = south.amounts[south.rows[0].terms[0].amount].values
    #expect(inSouth.indices.allSatisfy { (inSouth[$0] == 0) == (south.unit[$0] < 2) })
    let wrong = town.problem {
      $0.problem.rows = [town.row(.investment, .atMost, .shareOfBaseline(0.1))]
    }
    #expect(wrong.diagnostics.map(\.code) == ["problem.no-baseline"])
  }

  @Test("a row of some actions counts only what they add to their packages")
  func rowsOfActions() throws {
    let town = try SmallTown()
    let problem = town.problem {
      $0.problem.rows = [
        town.row(.investment, .atMost, .amount(1e9)) { $0.actions = ["renovation", "pv"] }
      ]
    }.problem
    let column = problem.amounts[problem.rows[0].terms[0].amount]
    #expect(column.name == "investment[renovation,pv]")
    let package = try #require(option(["renovation", "heat-pump"], in: town.options))
    #expect(column.values[package] == 120_000)
    let pump = try #require(option(["heat-pump"], in: town.options))
    #expect(column.values[pump] == 0)
  }

  @Test("a floor for each district as share of the plan holds exactly when the district has it")
  func sharesOfThePlan() throws {
    let town = try SmallTown()
    let problem = town.problem {
      $0.problem.rows = [
        town.row(.investment, .atLeast, .shareOfPlan(0.4)) { $0.perDistrict = true }
      ]
    }.problem
    #expect(problem.rows.map(\.name) == ["row[0]", "row[1]"])
    #expect(problem.rows.allSatisfy { $0.rhs == [0] && $0.group == nil })
    let pv = (0..<3).map { option(["pv"], unit: $0, in: town.options)! }
    // Two thirds of the money in the north, one third in the south.
    #expect(town.sum(problem.rows[0], chosen: pv, in: problem) > 0)
    #expect(town.sum(problem.rows[1], chosen: pv, in: problem) < 0)
    // Half and half.
    let even = [pv[0], pv[2]]
    #expect(town.sum(problem.rows[0], chosen: even, in: problem) > 0)
    #expect(town.sum(problem.rows[1], chosen: even, in: problem) > 0)
  }

  @Test("a share of the plan without districts is of all actions, and of itself an error")
  func shareOfActions() throws {
    let town = try SmallTown()
    let problem = town.problem {
      $0.problem.rows = [
        town.row(.investment, .atLeast, .shareOfPlan(0.5)) { $0.actions = ["renovation"] }
      ]
    }.problem
    let package = try #require(option(["renovation", "heat-pump"], in: town.options))
    #expect(town.sum(problem.rows[0], chosen: [package], in: problem) == 120_000 - 75_000)
    let wrong = town.problem {
      $0.problem.rows = [town.row(.investment, .atLeast, .shareOfPlan(0.5))]
    }
    #expect(wrong.diagnostics.map(\.code) == ["problem.share-of-itself"])
  }

  @Test("rows for some districts only are numbered in their order")
  func someDistricts() throws {
    let town = try SmallTown()
    let problem = town.problem {
      $0.problem.rows = [
        town.row(.co2, .atLeast, .amount(1)) {
          $0.perDistrict = true
          $0.districts = ["south"]
        }
      ]
    }.problem
    #expect(problem.rows[0].rhs == [1])
    let group = try #require(problem.rows[0].group)
    #expect(problem.groups[group].group == [-1, -1, 0])
  }

  @Test("a row beyond what everything together gives is named with both numbers")
  func outOfReach() throws {
    let town = try SmallTown()
    // Renovation, heat pump, collectors and modules give 14.64 + 5.4 t in each of three units.
    let possible = 3 * (14.64 + 5.4)
    for (target, isFound) in [(possible - 1e-3, false), (possible + 1, true)] {
      let found = town.problem {
        $0.problem.rows = [
          town.row(.co2, .atLeast, .amount(target)) { $0.line = 12 }
        ]
      }.diagnostics
      #expect(found.map(\.code) == (isFound ? ["problem.out-of-reach"] : []))
      if let first = found.first {
        #expect(first.severity == .warning && first.place.line == 12)
        #expect(first.message.contains("61.1 t CO2e/a") && first.message.contains("60.1"))
      }
    }
    let each = town.problem {
      $0.problem.rows = [town.row(.co2, .atLeast, .amount(30)) { $0.perDistrict = true }]
    }.diagnostics
    #expect(each.count == 1 && each[0].message.contains("in south"))
    let negative = town.problem {
      $0.problem.rows = [town.row(.investment, .atMost, .amount(-1))]
    }.diagnostics
    #expect(negative.map(\.code) == ["problem.out-of-reach"])
  }

  @Test("unknown words are errors that name the nearest")
  func unknownWords() throws {
    let town = try SmallTown()
    let found = town.problem {
      $0.problem.rows = [
        town.row(.co2, .atLeast, .amount(1)) {
          $0.actions = ["renovaton"]
          $0.districts = ["norht"]
        }
      ]
      $0.problem.locks = [
        LockDescription(place: "souht", action: "heatpump", lockedIn: true)
      ]
    }.diagnostics
    #expect(
      found.map(\.code) == [
        "problem.unknown-action", "problem.unknown-district", "problem.unknown-action",
        "problem.unknown-unit",
      ])
    #expect(found[0].remedy.contains("`renovation`") && found[1].remedy.contains("`north`"))
    #expect(found[2].remedy.contains("`heat-pump`") && found[3].remedy.contains("`south`"))
  }

  @Test("no units, no options and no budget make a problem, not a trap")
  func emptyProblems() throws {
    let town = try SmallTown(stock: AreaStock(count: 3))
    let outcome = town.problem {
      $0.problem.rows = [
        town.row(.investment, .atMost, .amount(0)),
        town.row(.co2, .atLeast, .shareOfBaseline(0.5)) { $0.perDistrict = true },
      ]
    }
    #expect(outcome.problem.optionCount == 0 && outcome.problem.rows.count == 2)
    #expect(outcome.diagnostics.map(\.code) == ["problem.out-of-reach", "problem.out-of-reach"])
    let none = planningProblem(
      options: OptionTable(actions: [], slots: [], packages: [], packageSlot: []),
      description: PlanDescription(),
      units: PlanningUnits(
        ids: [], geometry: GeometryColumn(rows: []), district: [], area: []),
      districtIDs: [],
      baselines: Baselines(
        districtEmissions: [], districtEnergy: [], municipalEmissions: 0, municipalEnergy: 0))
    #expect(none.problem.units == 0 && none.diagnostics.isEmpty)
  }

  @Test(
    "generation is held to the electricity used after the plan, heat pumps counted, unless the plan caps it"
  )
  func ownElectricity() throws {
    // Three roofs of 300 m² give 162 MWh where 90 MWh are used; heat pumps add some.
    var stock = someStock(units: 3)
    for unit in 0..<3 { stock[.suitableRoof, .residential, unit] = 300 }
    let town = try SmallTown(stock: stock)
    let held = town.problem { _ in }
    #expect(held.diagnostics.map(\.code) == ["problem.own-electricity"])
    let row = try #require(held.problem.rows.first { $0.name == "own electricity" })
    #expect(row.rhs == [90_000] && row.sense == .atMost)
    let pv = (0..<3).map { option(["pv"], unit: $0, in: town.options)! }
    let pump = try #require(option(["heat-pump"], in: town.options))
    #expect(abs(town.sum(row, chosen: pv, in: held.problem) - 162_000) < 1e-6)
    #expect(abs(town.sum(row, chosen: pv + [pump], in: held.problem) - 138_000) < 1e-6)
    let capped = town.problem {
      $0.problem.rows = [town.row(.renewableEnergy, .atMost, .amount(1e9))]
    }
    #expect(capped.problem.rows.count == 1)
    #expect(capped.diagnostics.map(\.code) == ["problem.generation-exceeds-use"])
    #expect(try SmallTown().problem { _ in }.problem.rows.isEmpty)
  }

  @Test(
    "a cap on some generators, per district or below the use does not lift the limit on all generation"
  )
  func partialCapsDoNotFreeGeneration() throws {
    var stock = someStock(units: 3)
    for unit in 0..<3 { stock[.suitableRoof, .residential, unit] = 300 }
    let town = try SmallTown(stock: stock)
    var perDistrict = town.row(.renewableEnergy, .atMost, .amount(1e9))
    perDistrict.perDistrict = true
    var others = town.row(.renewableEnergy, .atMost, .amount(1e9))
    others.actions = ["heat-pump"]
    let below = town.row(.renewableEnergy, .atMost, .amount(80_000))
    for cap in [perDistrict, others, below] {
      let built = town.problem { $0.problem.rows = [cap] }
      #expect(built.problem.rows.contains { $0.name == "own electricity" })
      #expect(built.diagnostics.map(\.code) == ["problem.own-electricity"])
    }
  }
}
