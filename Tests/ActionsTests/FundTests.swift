import PlanFile
import PlanModel
import Testing

@testable import Actions

/// Modules that cost 18,000 EUR in each of two districts: the state is asked for half, households bear 40 %, the town 10 %.
private func subsidised() -> Action {
  var modules = roofModules()
  modules.payers = Payers(municipality: 0.1, households: 0.4, business: 0, state: 0.5)
  modules.funds = ["Green fund"]
  return modules
}

private func fund(_ id: String, rate: Double, _ change: (inout Fund) -> Void = { _ in }) -> Fund {
  var fund = Fund(id: id, name: id, level: .national, rate: rate)
  fund.actions = ["pv"]
  change(&fund)
  return fund
}

@Suite("What funds pay")
struct FundTests {
  private func rates(_ funds: [Fund], phases: [Phase] = []) -> FundRates {
    FundRates(
      funds: funds, actions: [renovation(), subsidised()], phases: phases, years: 2021...2030)
  }

  @Test("funds are asked in their order, each up to its rate of what is still asked")
  func order() {
    let rates = rates([fund("a", rate: 0.3), fund("b", rate: 0.4), fund("c", rate: 0.4)])
    #expect(rates.asked(of: 1) == 0.5)
    #expect(rates.share(of: 1, by: 0, phase: 0) == 0.3)
    #expect(abs(rates.share(of: 1, by: 1, phase: 0) - 0.2) < 1e-12)
    #expect(rates.share(of: 1, by: 2, phase: 0) == 0)
    #expect(!rates.pays(0, for: 0))
  }

  @Test("funds that may not be combined are passed over, whichever of the two says so")
  func notTogether() {
    let second = fund("b", rate: 0.4) { $0.notWith = ["a"] }
    let rates = rates([fund("a", rate: 0.3), second, fund("c", rate: 0.1)])
    #expect(rates.share(of: 1, by: 1, phase: 0) == 0)
    #expect(rates.share(of: 1, by: 2, phase: 0) == 0.1)
  }

  @Test("a fund with a deadline pays the share of the work's years that end by it")
  func deadline() {
    let until = fund("a", rate: 0.5) { $0.deadline = 2025 }
    #expect(rates([until]).share(of: 1, by: 0, phase: 0) == 0.25)
    let phased = rates(
      [until],
      phases: [
        Phase(name: "soon", first: 2021, last: 2024), Phase(name: "mid", first: 2025, last: 2028),
        Phase(name: "late", first: 2029, last: 2030),
      ])
    #expect([0, 1, 2].map { phased.share(of: 1, by: 0, phase: $0) } == [0.5, 0.125, 0])
  }

  @Test(
    "what a fund pays after its deadline is nothing, however little is asked, and is left to the next"
  )
  func afterDeadline() {
    // Half is asked, the rate would pay all: half the years, so a quarter of the whole; the second fund pays the other half.
    let rates = rates([
      fund("a", rate: 1) { $0.deadline = 2025 }, fund("b", rate: 0.4),
      fund("c", rate: 0.3) { $0.deadline = 2023 },
    ])
    #expect(abs(rates.share(of: 1, by: 0, phase: 0) - 0.25) < 1e-12)
    #expect(abs(rates.share(of: 1, by: 1, phase: 0) - 0.2) < 1e-12)
    #expect(rates.share(of: 1, by: 2, phase: 0) == 0)
  }

  @Test("without actions and sectors a fund pays where the catalogue names it")
  func eligible() {
    let named = Fund(id: "green", name: "Green fund", level: .local, rate: 0.2)
    #expect(named.pays(for: subsidised()) && !named.pays(for: renovation()))
    var sector = named
    sector.sectors = ["Residential buildings"]
    #expect(sector.pays(for: renovation()))
    sector.payers = ["business"]
    #expect(!sector.pays(for: subsidised()))
    sector.payers = ["households", "business"]
    #expect(sector.pays(for: subsidised()))
  }

  @Test("the money of a fund limits its grants, and is a row only where nothing is done without it")
  func limits() throws {
    let made = try problem([fund("a", rate: 0.3) { $0.cap = 6000 }])
    #expect(!made.problem.rows.contains { $0.name.hasPrefix("fund:") })
    let chosen = try (0..<2).map { try #require(option(["pv"], unit: $0, in: made.options)) }
    let account = ImplementationAccount(
      made.plan, options: made.options, chosen: chosen, districtOfUnit: [0, 1],
      districts: ["A", "B"])
    // Each asks for 5,400 EUR and gets the same share of 6,000.
    for line in account.lines {
      #expect(abs(line.draws[0] - 3000) < 1e-9 && abs(line.uncovered - 6000) < 1e-9)
      #expect(abs(line.coFinancing - 15_000) < 1e-9)
    }
  }

  @Test(
    "what a fund without money leaves is asked of the next, up to its rate and to what a project may get"
  )
  func nextFund() throws {
    let funds = [
      fund("a", rate: 0.3) { $0.cap = 5400 }, fund("b", rate: 0.4) { $0.maximum = 5000 },
      fund("c", rate: 0.1) { $0.notWith = ["b"] },
    ]
    let made = try problem(funds)
    let chosen = try (0..<2).map { try #require(option(["pv"], unit: $0, in: made.options)) }
    func lines(_ drawn: [Double]) -> [ImplementationAccount.Line] {
      ImplementationAccount(
        made.plan, options: made.options, chosen: chosen, districtOfUnit: [0, 1],
        districts: ["A", "B"], drawn: drawn
      ).lines
    }
    // 2,700 of 18,000 are 15 %, which leaves 35 % of 50: 6,300 EUR are asked of the second, and 5,000 are given.
    for line in lines([]) {
      #expect(line.draws.map { ($0 * 1e6).rounded() / 1e6 } == [2700, 5000, 0])
      #expect(abs(line.uncovered - 1300) < 1e-9)
    }
    // What is drawn already is not there any more.
    for line in lines([1800, 0, 0]) { #expect(abs(line.draws[0] - 1800) < 1e-9) }
    for line in lines([9000, 0, 0]) { #expect(line.draws[0] == 0) }
  }

  @Test("the money of a required fund is a row, and so is what a project gets in a district")
  func rows() throws {
    let made = try problem([
      fund("a", rate: 0.3) {
        $0.isRequired = true
        $0.cap = 6000
        $0.maximum = 5000
      },
      fund("b", rate: 0.1) {
        $0.isRequired = true
        $0.maximum = 5000
      },
    ])
    let cap = try #require(made.problem.rows.first { $0.name == "fund:a" })
    #expect(cap.rhs == [6000] && cap.sense == .atMost && cap.group == nil)
    let most = try #require(made.problem.rows.first { $0.name == "fund:a for pv" })
    #expect(most.rhs == [5000, 5000] && most.group == 0)
    // A tenth of 18,000 EUR is never more than a project may get.
    #expect(!made.problem.rows.contains { $0.name.hasPrefix("fund:b") })
    let pv = try #require(option(["pv"], unit: 1, in: made.options))
    let drawn = made.problem.amounts[cap.terms[0].amount].values[pv]
    #expect(abs(drawn - 0.3 * 18_000) < 1e-6)
  }

  @Test("a fund of the plan that pays for nothing, or for what is not on offer, is doubtful")
  func doubtful() throws {
    let stray = fund("a", rate: 0.3) {
      $0.actions = ["pw"]
      $0.line = 7
    }
    let made = try problem([stray])
    #expect(made.diagnostics.map(\.code) == ["funds.action-not-offered", "funds.pays-nothing"])
    #expect(made.diagnostics.allSatisfy { $0.severity == .warning && $0.place.line == 7 })
  }

  @Test("the account sums what funds pay, what is left uncovered, and what pledges cover")
  func account() throws {
    let made = try problem([fund("a", rate: 0.3)])
    var plan = made.plan
    var coop = Stakeholder(id: "coop", name: "Coop")
    coop.leads = ["pv"]
    coop.districts = ["B"]
    plan.society = SocietyDescription()
    plan.society?.stakeholders = [coop]
    plan.society?.pledges = [
      Pledge(by: "coop", action: "pv", promised: (.investment, 20_000)),
      Pledge(by: "coop", action: "pv", districts: ["B"], promised: (.investment, 17_000)),
      Pledge(by: "coop", action: "pv", districts: ["A"]),
      Pledge(by: "coop", action: "wind"),
    ]
    let chosen = [
      try #require(option(["pv"], unit: 0, in: made.options)),
      try #require(option(["pv"], unit: 1, in: made.options)),
    ]
    let account = ImplementationAccount(
      plan, options: made.options, chosen: chosen, districtOfUnit: [0, 1], districts: ["A", "B"])
    #expect(account.lines.map(\.lead) == [nil, 0])
    #expect(account.lines.map(\.units) == [1, 1])
    for line in account.lines {
      #expect(abs(line.investment - 18_000) < 1e-6)
      #expect(abs(line.draws[0] - 5400) < 1e-6)
      #expect(abs(line.uncovered - 3600) < 1e-6)
      #expect(abs(line.coFinancing - 12_600) < 1e-6)
      #expect(abs(line.municipal - 1800) < 1e-6)
    }
    #expect(abs(account.drawn(from: 0) - 10_800) < 1e-6)
    // 20,000 of 36,000 EUR: all of A and 2,000 of B, so 16,000 of the second pledge are needed, and nothing of the third.
    #expect(account.pledges.map(\.status) == [.matched, .partly, .notNeeded, .open])
    #expect(abs(account.pledges[1].taken - 16_000) < 1e-6)
    let nothing = ImplementationAccount(
      plan, options: made.options, chosen: [], districtOfUnit: [0, 1], districts: ["A", "B"])
    #expect(nothing.pledges.map(\.status) == [.notNeeded, .notNeeded, .notNeeded, .open])
  }

  @Test("the built-in funds are read without a finding, and each that the catalogue names is there")
  func builtIn() throws {
    let table = readFunds(text: try builtInFundsText(), file: "funds.csv")
    #expect(table.diagnostics == [])
    #expect(table.funds.allSatisfy { $0.confidence != nil && $0.year != nil && !$0.source.isEmpty })
    let actions = readCatalogue(text: try builtInCatalogueText(), file: "catalogue.yaml").actions
    let known = Set(table.funds.map(\.name))
    for action in actions {
      #expect(known.isSuperset(of: action.funds), "\(action.id)")
      #expect(!action.legalBasis.isEmpty && !action.milestones.isEmpty, "\(action.id)")
    }
    for fund in table.funds {
      #expect(actions.contains { fund.pays(for: $0) }, "\(fund.id) pays for nothing")
    }
  }

  private func problem(
    _ funds: [Fund]
  ) throws -> (
    plan: PlanDescription, options: OptionTable, problem: PlanningProblem,
    diagnostics: [Diagnostic]
  ) {
    let options = try planningOptions(
      actions: [renovation(), subsidised()], stock: someStock(units: 2), eligibility: [],
      economy: someEconomy(), workers: Workers(1)
    ).options
    var plan = PlanDescription()
    plan.baseYear = 2020
    plan.targetYear = 2030
    plan.funds = FundsDescription(builtIn: false)
    plan.funds?.funds = funds
    let built = planningProblem(
      options: options, description: plan,
      units: PlanningUnits(
        ids: ["A", "B"], geometry: GeometryColumn(rows: [[], []]), district: [0, 1], area: [1, 1]),
      districtIDs: ["A", "B"],
      baselines: Baselines(
        districtEmissions: [30, 30], districtEnergy: [1, 1], municipalEmissions: 60,
        municipalEnergy: 2))
    return (plan, options, built.problem, built.diagnostics)
  }
}
