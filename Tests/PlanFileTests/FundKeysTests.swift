import PlanModel
import Testing

@testable import PlanFile

@Suite("Funds, adoption and pledges in a plan file")
struct FundKeysTests {
  private let folder: PlanFolder

  init() throws { folder = try PlanFolder() }

  @Test("a choice of funds names tables and funds with numbers of their own")
  func funds() throws {
    let plan = try #require(folder.read(PlanFolder.completePlan).plan)
    let funds = try #require(plan.funds)
    #expect(!funds.builtIn)
    let green = try #require(funds.entries.first)
    #expect(green.id == "green" && green.name == "Green fund" && green.level == .regional)
    #expect(green.cap == 3_000_000 && green.rate == 0.4 && green.deadline == 2029)
    #expect(green.actions == ["roof-pv"] && green.sectors == ["Residential buildings"])
    #expect(green.payers == ["households"] && green.notWith == ["erdf"])
    #expect(green.isRequired == true && funds.entries[1].isRequired == nil)
    #expect(plan.problem.rows.filter(\.isNetOfFunds).map(\.name) == ["own money"])
    #expect(green.minimum == 10_000 && green.maximum == 500_000 && green.source == "by-law")
    // The second takes all else from a table.
    #expect(funds.entries[1].cap == 1_000_000 && funds.entries[1].rate == nil)
  }

  @Test("what an entry leaves out is taken from the fund of a table")
  func over() throws {
    var base = Fund(id: "erdf", name: "Regional fund", level: .european, rate: 0.5)
    base.deadline = 2029
    base.cap = 1
    var entry = FundsDescription.Entry(id: "erdf")
    entry.cap = 2
    let fund = try #require(entry.fund(over: base))
    #expect(fund.cap == 2 && fund.rate == 0.5 && fund.deadline == 2029)
    #expect(fund.name == "Regional fund" && fund.level == .european)
    #expect(entry.fund(over: nil) == nil)
    #expect(!fund.isRequired)
    entry.isRequired = true
    #expect(entry.fund(over: base)?.isRequired == true)
  }

  @Test("a curve of adoption is logistic or Bass's, with its source")
  func adoption() throws {
    let plan = try #require(folder.read(PlanFolder.completePlan).plan)
    #expect(plan.adoption.map(\.action) == ["roof-pv", "heat-pump-air"])
    #expect(plan.adoption[0].curve == .logistic(midpoint: 2028, steepness: 0.4))
    #expect(plan.adoption[0].ceiling == 0.6 && plan.adoption[0].source == "survey 2025")
    #expect(plan.adoption[1].curve == .bass(start: 2020, innovation: 0.03, imitation: 0.38))
    #expect(plan.adoption[1].firmness == .infinity)
  }

  @Test("a pledge is money, power, energy or land, or all that is asked")
  func pledges() throws {
    let pledges = try #require(folder.read(PlanFolder.completePlan).plan?.society?.pledges)
    #expect(pledges.map(\.by) == ["coop", "coop", "coop"])
    #expect(pledges.map { $0.promised?.amount } == [.investment, .gridPower, nil])
    #expect(pledges.map { $0.promised?.value } == [200_000, 300, nil])
    #expect(pledges[0].districts == ["A"])
  }

  @Test(
    "what is wrong is said where it stands",
    arguments: [
      (
        "by: coop, action: roof-pv, districts", "by: cop, action: roof-pv, districts",
        "plan.unknown-word"
      ),
      ("amount: 300 kW", "amount: 300 people", "plan.wrong-unit"),
      ("rate: 40 %", "rate: 140 %", "plan.out-of-range"),
      ("- {id: erdf, cap: 1 MEUR}", "- {id: green, cap: 1 MEUR}", "plan.duplicate-name"),
      ("steepness: 0.4", "imitation: 0.4", "plan.two-answers"),
      (", steepness: 0.4", "", "plan.missing-key"),
      (", source: survey 2025", "", "plan.no-source"),
      ("payers: [households]", "payers: [household]", "plan.unknown-word"),
    ])
  func wrong(old: String, new: String, code: String) throws {
    let text = PlanFolder.completePlan
    #expect(text.contains(old), "the plan has no \(old)")
    let codes = folder.read(text.replacing(old, with: new)).diagnostics.map(\.code)
    #expect(codes.contains(code), "\(codes)")
  }

  @Test("a table of funds is read, lists apart by semicolons and empty cells unknown")
  func table() {
    let read = readFunds(
      text: """
        id,name,level,cap_EUR,rate_percent,deadline,actions,not_with,year,source,confidence
        green,Green fund,national,1000000,40,2029,roof-pv; wind,blue,2024,"law, recalled",low
        blue,Blue fund,local,,25,,,,,,
        """, file: "funds.csv")
    #expect(read.diagnostics == [])
    #expect(read.funds.map(\.id) == ["green", "blue"])
    #expect(read.funds[0].actions == ["roof-pv", "wind"] && read.funds[0].notWith == ["blue"])
    #expect(read.funds[0].rate == 0.4 && read.funds[0].cap == 1_000_000)
    #expect(read.funds[0].confidence == .low && read.funds[0].source == "law, recalled")
    #expect(read.funds[1].cap == nil && read.funds[1].deadline == nil)
  }

  @Test(
    "a table that cannot be read says which line and what to write",
    arguments: [
      ("", "funds.empty-table", nil), ("id,name\n", "funds.no-column", 1),
      ("id,name,level,rate_percent\na,A,state,40\n", "funds.unknown-word", 2),
      ("id,name,level,rate_percent\na,A,local,\n", "funds.no-rate", 2),
      ("id,name,level,rate_percent\na,A,local,forty\n", "funds.bad-number", 2),
      ("id,name,level,rate_percent\na,A,local,140\n", "funds.bad-number", 2),
      ("id,name,level,rate_percent\na,A,local,4\na,B,local,4\n", "funds.duplicate-fund", 3),
      ("id,name,level,rate_percent\n,A,local,4\n", "funds.no-id", 2),
    ] as [(String, String, Int?)])
  func wrongTable(text: String, code: String, line: Int?) {
    let found = readFunds(text: text, file: "funds.csv").diagnostics
    #expect(found.map(\.code) == [code])
    #expect(found.map(\.place.line) == [line] && found.allSatisfy { !$0.remedy.isEmpty })
  }
}
