import PlanModel
import Reference
import Society
import Testing

/// Rules of round numbers.
private func roundRules() throws -> ValueAddedRules {
  var rules = ValueAddedRules(try ReferenceData.load(), BenefitsDescription(), country: "DE")
  rules.technologies = rules.technologies.map { _ in
    .init(
      installationShare: 0.5, installationWages: 0.4, installationProfit: 0.1,
      operationWages: 0.3, operationProfit: 0.1)
  }
  rules.tradeTax = 0.1
  rules.profitTax = 0.2
  rules.wageTax = 0.2
  rules.socialContributions = 0.2
  rules.municipalIncomeTax = 0.5
  rules.localInstallation = 0.5
  rules.localOperation = 0.8
  rules.localOwnership = [1, 1, 0.2]
  rules.localTradeTax = 0.9
  rules.wage = 50_000
  rules.householdTraffic = 0.6
  return rules
}

private let codes = ActionCodes(
  sector: "Residential buildings", policyArea: "Integrated action", instrument: "Not applicable",
  field: "Energy systems", lever: "Technology/Infrastructure")

private func action(_ id: String, _ stage: Action.Stage, _ effect: ActionEffect, _ payers: Payers?)
  -> Action
{
  var action = Action(
    id: id, name: id, slot: id, stage: stage,
    size: ActionSize(base: stage == .save ? .heatedArea : .eligibleLand, share: 0.4),
    effect: effect, cost: ActionCost(), codes: codes)
  action.payers = payers
  return action
}

/// A renovation in one district and a turbine in another.
private struct TwoDistricts {
  var renovation = action(
    "renovation", .save, .saveSpaceHeat(share: 0.5),
    Payers(municipality: 0.1, households: 0.6, business: 0.1, state: 0.2))
  var wind = action(
    "wind", .generate,
    .wind(density: 1, fullLoadHours: 2000, referenceSpeed: 7, unitPower: 4000),
    Payers(municipality: 0, households: 0.25, business: 0.75, state: 0))
  var lowIncome: [Double?] = [0.3, nil]

  init() {
    renovation.cost.runningShare = 0.01
    renovation.sectors = [.residential]
    renovation.relievesEnergyPoverty = true
    wind.cost.runningShare = 0.02
  }

  var table: OptionTable {
    var table = OptionTable(
      actions: [renovation, wind], slots: ["renovation", "wind"], packages: [[0], [1]],
      packageSlot: [0, 1])
    table.annuities = [0.05, 0.08]
    table.unit = [0, 1]
    table.package = [0, 1]
    let amounts: [Amount: [Double]] = [
      .investment: [100_000, 1_000_000], .annualCost: [-2000, -50_000], .jobs: [2, 6],
      .billSavings: [8000, 150_000],
    ]
    for amount in Amount.allCases {
      let values = amounts[amount] ?? [0, 0]
      table.amounts[amount.index] = values
      for stage in Action.Stage.allCases {
        table.stageAmounts[stage.rawValue * Amount.allCases.count + amount.index] =
          stage == .save ? [values[0], 0] : stage == .generate ? [0, values[1]] : [0, 0]
      }
    }
    table.userSavings = [[6000, 0], [2000, 0], [0, 0], [0, 0], [0, 150_000]]
    return table
  }

  func benefits(chosen: [Int] = [0, 1]) throws -> BenefitsResult {
    try planBenefits(
      of: BenefitsBasis(
        options: table, chosen: chosen, districtOfUnit: [0, 1], unitPeople: [100, 200],
        unitDwellings: [50, 80], districtPeople: [100, 200], energyCost: [20_000, 30_000],
        incomeGroups: IncomeGroups(
          lowIncome: lowIncome, medianIncome: [nil, nil], people: [100, 200]),
        needShare: [0.25, nil], reliefRule: "", years: 2026...2029, rules: try roundRules()))
  }
}

@Suite("Local value added")
struct ValueAddedTests {
  @Test("a million of investment leaves 17.5 k of profit, 60 k of income and 12.5 k of tax")
  func installation() throws {
    // Half is installation, of which half is done here: 100 k of wages and 25 k of profit.
    let value = try roundRules().installation(.envelope, investment: 1_000_000)
    #expect(close([value.profit, value.income, value.tax], [17_500, 60_000, 12_500], 1e-6))
    #expect(close(value.total, 90_000, 1e-6))
  }

  @Test("ten thousand of running cost leave 560, 1440 and 320 a year, and 0.06 jobs")
  func operation() throws {
    let rules = try roundRules()
    let value = rules.operation(.heat, running: 10_000)
    #expect(close([value.profit, value.income, value.tax], [560, 1440, 320], 1e-9))
    #expect(close(rules.operationJobs(.heat, running: 10_000), 0.06))
  }

  @Test("an owner's profit stays as far as the owner is of the place; the tax stays anyway")
  func ownership() throws {
    let rules = try roundRules()
    let external = rules.ownership(profit: 1000, local: 0.2)
    #expect(close([external.profit, external.income, external.tax], [140, 0, 90]))
    #expect(close(rules.ownership(profit: 1000, local: 1).profit, 700))
    #expect(rules.ownership(profit: -500, local: 0.2) == ValueAdded(profit: -100))
  }

  @Test("nothing spent adds no value; twice the spending adds twice")
  func linear() throws {
    let rules = try roundRules()
    #expect(rules.installation(.wind, investment: 0) == ValueAdded())
    let one = rules.operation(.solar, running: 321.5)
    #expect(close(rules.operation(.solar, running: 643).total, 2 * one.total))
  }

  @Test("by the defaults a third to a half of what is paid for work is value, before who does it")
  func defaultsAreInRange() throws {
    var rules = ValueAddedRules(try ReferenceData.load(), BenefitsDescription(), country: "DE")
    for technology in rules.technologies {
      let gross = technology.installationWages + technology.installationProfit
      #expect((0.3...0.5).contains(gross))
    }
    // The plan file's own shares go first.
    var own = BenefitsDescription()
    own.localInstallation = 1
    let all = ValueAddedRules(try ReferenceData.load(), own, country: "DE")
    rules.localInstallation = 0.5
    #expect(
      close(
        all.installation(.heat, investment: 1000).total,
        2 * rules.installation(.heat, investment: 1000).total))
  }
}

@Suite("Local value added by country")
struct ValueAddedByCountryTests {
  /// What a turnover of 1,000 leaves, half of it done here: 200 of gross wages and 50 of profit before tax.
  private func value(_ country: String) throws -> [Double] {
    let rules = ValueAddedRules(
      try ReferenceData.load(), BenefitsDescription(), country: country)
    let value = rules.value(of: 1000, wages: 0.4, profit: 0.1, local: 0.5)
    return [value.profit, value.income, value.tax]
  }

  @Test("Germany: 14 % and 15.8 % of profit, 16 % and 20 % of wages, and 15 % of their tax")
  func germany() throws {
    #expect(close(try value("DE"), [35.1, 128, 7 + 4.8], 1e-9))
    let rules = ValueAddedRules(
      try ReferenceData.load(), BenefitsDescription(), country: "DE")
    #expect(rules.wage == 45_000 && rules.payrollTax == 0)
  }

  @Test("Austria: no tax on profit is the municipality's, but 3 % of the wages paid there are")
  func austria() throws {
    // 23 % of profit; 14.5 % and 18 % of wages.
    #expect(close(try value("AT"), [38.5, 135, 6], 1e-9))
  }

  @Test("Estonia: two thirds of the income tax of 18 % are the municipality's")
  func estonia() throws {
    #expect(close(try value("EE"), [40, 200 * (1 - 0.18 - 0.036), 200 * 0.18 * 0.66], 1e-9))
  }

  @Test("a lower wage makes more jobs of the same running cost: Italy 45,000 ÷ 28,900 of Germany's")
  func jobs() throws {
    let reference = try ReferenceData.load()
    let jobs = ["DE", "IT"].map {
      ValueAddedRules(reference, BenefitsDescription(), country: $0)
        .operationJobs(.heat, running: 1e6)
    }
    #expect(close(jobs[1] / jobs[0], 45_000.0 / 28_900, 1e-9))
  }

  @Test("a country that is not in the table has the EU's taxes and wages")
  func unknown() throws {
    #expect(close(try value("NO"), [40, 145, 200 * 0.155 * 0.03], 1e-9))
    #expect(try value("NO") == value("EU27"))
  }
}

@Suite("Who gains and who pays")
struct PlanBenefitsTests {
  @Test("value added by stage, and three kinds of owners side by side")
  func value() throws {
    let benefits = try TwoDistricts().benefits()
    #expect(close(benefits.districts[0].value.installation.total, 9000, 1e-6))
    #expect(close(benefits.districts[1].value.installation.total, 90_000, 1e-6))
    // 1 k and 20 k of running cost at 0.232.
    #expect(close(benefits.municipality.value.operation.total, 21_000 * 0.232, 1e-6))
    // 150 k less 20 k and 80 k leave 50 k, 35 k after tax; a quarter is citizens', the rest 20 % local.
    let turbine = benefits.actions[1]
    #expect(close(turbine.ownership.profit, 35_000 * 0.4, 1e-6))
    #expect(close(turbine.scenarios.map(\.profit), [35_000, 35_000, 7000], 1e-6))
    #expect(close(turbine.scenarios.map(\.tax), [4500, 4500, 4500], 1e-6))
    #expect(benefits.actions[0].scenarios.allSatisfy { $0 == ValueAdded() })
  }

  @Test("investment, subsidies, bills and earnings each fall to one payer, and net to the plan")
  func flows() throws {
    let whole = try TwoDistricts().benefits().municipality
    let flows = whole.flows
    // Three quarters of the renovation and a quarter of the turbine are the households'.
    #expect(close(flows[1].investment, 75_000 + 250_000, 1e-6))
    #expect(close(flows[1].subsidy, 15_000, 1e-6) && close(flows[3].subsidy, -20_000, 1e-6))
    #expect(close(flows[3].investment, 0) && close(flows[3].capital, 1000, 1e-9))
    #expect(close(flows[1].saved, 6000) && close(flows[1].earned, 37_500))
    #expect(close(flows[2].earned, 112_500, 1e-6))
    #expect(close(flows.map(\.borne).reduce(0, +), 1_100_000, 1e-6))
    #expect(close(flows.map(\.subsidy).reduce(0, +), 0, 1e-6))
    #expect(close(flows.map(\.net).reduce(0, +), 52_000, 1e-6))
    // Income is the households', profit the firms', tax the municipality's.
    #expect(close(flows[1].localOnce, 66_000, 1e-6))
    #expect(close(flows.map(\.localOnce).reduce(0, +), 99_000, 1e-6))
  }

  @Test("what nobody is named for stands apart, and the state owns what it pays alone")
  func extremePayers() throws {
    var town = TwoDistricts()
    town.renovation.payers = nil
    town.wind.payers = Payers(municipality: 0, households: 0, business: 0, state: 1)
    let flows = try town.benefits().municipality.flows
    #expect(close(flows[4].investment, 100_000, 1e-6) && close(flows[4].running, 1000))
    #expect(close(flows[3].investment, 1_000_000, 1e-6) && close(flows[3].subsidy, 0))
    #expect(close(flows[3].earned, 150_000, 1e-6))
    #expect(close(flows.map(\.net).reduce(0, +), 52_000, 1e-6))
  }

  @Test("whoever owns the plants, all pay and gain the same together")
  func ownersChangeNothingOfTheWhole() throws {
    var local: [Double] = []
    for owner in OwnerScenario.allCases {
      var town = TwoDistricts()
      town.wind = town.wind.owned(by: owner)
      let whole = try town.benefits().municipality
      #expect(close(whole.flows.map(\.net).reduce(0, +), 52_000, 1e-6))
      local.append(whole.value.ownership.total)
    }
    #expect(close(local, [39_500, 39_500, 11_500], 1e-6))
  }

  @Test("districts add up to the municipality in everything")
  func districtsAddUp() throws {
    let benefits = try TwoDistricts().benefits()
    var sum = benefits.districts[0]
    sum += benefits.districts[1]
    #expect(sum == benefits.municipality)
    #expect(close(benefits.units.once.reduce(0, +), sum.value.installation.total, 1e-6))
    #expect(close(benefits.units.yearly.reduce(0, +), sum.value.yearly.total, 1e-6))
    #expect(close(benefits.actions.map(\.yearly.total).reduce(0, +), sum.value.yearly.total, 1e-6))
  }

  @Test("savings at home by income, and whom relief reaches")
  func incomesAndRelief() throws {
    let benefits = try TwoDistricts().benefits()
    #expect(benefits.incomeGroups == ["Low income", "Other income", "Income not known"])
    #expect(close(benefits.municipality.groupSavings, [1800, 4200, 0], 1e-9))
    #expect(close(benefits.municipality.groupPeople, [30, 70, 200], 1e-9))
    // Four in ten of 50 dwellings and 100 people; a quarter of these can hardly pay.
    #expect(close(benefits.municipality.reachedDwellings, 20))
    #expect(close(benefits.municipality.reachedPeople, 40))
    #expect(benefits.municipality.relievedPeople == 10)
    #expect(benefits.districts[1].relievedPeople == nil)
  }

  @Test("without a share of low incomes the districts are grouped, and without incomes all are one")
  func incomeGroups() {
    let byMedian = IncomeGroups(
      lowIncome: [nil, nil, nil], medianIncome: [20_000, 30_000, 40_000], people: [10, 30, 10])
    #expect(byMedian.titles == ["Districts of lower income", "Districts of higher income"])
    #expect(byMedian.shares == [[1, 0, 0], [0, 1, 1]] && byMedian.isKnown)
    let none = IncomeGroups(lowIncome: [nil], medianIncome: [nil], people: [5])
    #expect(none.titles == ["All households"] && none.shares == [[1]] && !none.isKnown)
  }

  @Test("the cost of energy becomes more even: Gini 1/15 before, 1/66 after")
  func evenness() throws {
    let energy = try #require(
      try TwoDistricts().benefits().distributions.first { $0.id == "energyCost" })
    #expect(energy.perPersonBefore == [200, 150] && energy.perPerson == [140, 150])
    #expect(close(try #require(energy.before).gini, 1.0 / 15))
    #expect(close(try #require(energy.after).gini, 1.0 / 66))
  }

  @Test("a plan that chooses nothing gives nothing")
  func nothing() throws {
    let benefits = try TwoDistricts().benefits(chosen: [])
    #expect(benefits.years.isEmpty && benefits.municipality.flows.allSatisfy { $0 == PayerFlow() })
    #expect(benefits.distributions.first { $0.id == "investment" }?.after == nil)
  }
}

@Suite("Jobs by year")
struct JobsByYearTests {
  @Test("two phases: work is spread over each, and what is built is operated from the next year")
  func phases() {
    let years = jobsByYear(
      [
        SpreadWork(first: 2026, last: 2027, jobYears: [10], operationJobs: [2]),
        SpreadWork(first: 2028, last: 2029, jobYears: [6], operationJobs: [4]),
      ], districts: 1)
    #expect(years.map(\.year) == [2026, 2027, 2028, 2029, 2030])
    #expect(years.map { $0.construction[0] } == [5, 5, 3, 3, 0])
    #expect(years.map { $0.operation[0] } == [0, 1, 2, 4, 6])
  }

  @Test("the years of a plan without phases have all its job-years, and the last operates all")
  func whole() throws {
    let benefits = try TwoDistricts().benefits()
    #expect(benefits.years.map(\.year) == [2026, 2027, 2028, 2029, 2030])
    #expect(close(benefits.years.flatMap(\.construction).reduce(0, +), 8))
    let last = try #require(benefits.years.last)
    #expect(close(last.operation.reduce(0, +), benefits.municipality.operationJobs))
    #expect(jobsByYear([], districts: 3).isEmpty)
  }
}
