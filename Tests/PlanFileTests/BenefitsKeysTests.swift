import PlanModel
import Testing

@testable import PlanFile

@Suite("Keys of benefits and equity")
struct BenefitsKeysTests {
  private func read(
    _ problem: String = "", _ benefits: String = ""
  ) throws -> (plan: PlanDescription?, diagnostics: [Diagnostic]) {
    try PlanFolder().read(
      """
      commonground: 1
      name: Town
      country: SI
      years: {base: 2023, target: 2030}
      layers:
        districts: {source: data/town.gpkg, id: id}
      problem:
        targets: [{name: climate, atLeast: 10 % of baseline}]
      \(problem)
      \(benefits)
      """)
  }

  @Test("one owner of all plants, or one for each action, and local shares")
  func benefits() throws {
    let all = try #require(
      try read("", "benefits: {owners: citizen, localShare: {installation: 60 %, external: 0 %}}")
        .plan)
    #expect(all.benefits.owner == .citizen && all.benefits.owner(of: "wind") == .citizen)
    #expect(all.benefits.localInstallation == 0.6 && all.benefits.localExternal == 0)
    #expect(all.benefits.localOperation == nil)
    let each = try #require(
      try read("", "benefits:\n  owners: {wind: municipal, ground-pv: external}").plan)
    #expect(each.benefits.owner == nil && each.benefits.owner(of: "wind") == .municipal)
    #expect(each.benefits.owners.map(\.action) == ["wind", "ground-pv"])
    #expect(try read().plan?.benefits == BenefitsDescription())
  }

  @Test("a rule of equity is a row whose districts and share may be found later")
  func equity() throws {
    let plan = try #require(
      try read(
        """
          equity:
            - {name: fair, group: deprived districts, atLeastShare: population share}
            - {name: bills, amount: billSavings, districts: [A, B], atLeastShare: 30 %, actions: [roof-pv], bends: never}
        """
      ).plan)
    let rows = plan.problem.rows.filter { $0.equity != nil }
    #expect(rows.map(\.name) == ["fair", "bills"])
    #expect(rows.map(\.amount) == [.investment, .billSavings])
    #expect(rows.allSatisfy { $0.sense == .atLeast })
    #expect(rows[0].equity == EquityRule(isForDeprived: true, isPeopleShare: true))
    #expect(rows[1].limit == .shareOfPlan(0.3) && rows[1].districts == ["A", "B"])
    #expect(rows[1].actions == ["roof-pv"] && rows[1].firmness == .infinity)
  }

  @Test(
    "what is wrong is told with its place",
    arguments: [
      ("  equity: [{name: a, atLeastShare: 30 %}]", "", "equity[0]"),
      (
        "  equity: [{name: a, group: deprived districts, districts: [A], atLeastShare: 30 %}]", "",
        "districts"
      ),
      ("  equity: [{name: a, districts: [A], atLeastShare: people}]", "", "population share"),
      ("  equity: [{name: a, districts: [A], atLeastShare: 130 %}]", "", "130"),
      ("  equity: [{name: climate, districts: [A], atLeastShare: 30 %}]", "", "climate"),
      ("  equity: [{name: a, group: poor, atLeastShare: 30 %}]", "", "deprived districts"),
      ("", "benefits: {owners: nobody}", "citizen"),
      ("", "benefits: {owners: {wind: citizens}}", "citizen"),
      ("", "benefits: {owner: citizen}", "owners"),
      ("", "benefits: {localShare: {operation: 120 %}}", "120"),
    ])
  func findings(_ problem: String, _ benefits: String, _ word: String) throws {
    let errors = try read(problem, benefits).diagnostics.filter { $0.severity == .error }
    #expect(errors.count == 1)
    let text = errors.map { "\($0) \($0.remedy) \($0.place)" }.joined()
    #expect(text.contains(word), "\(text)")
  }
}
