import PlanModel
import Society
import Testing

@Suite("Who decides and who is heard")
struct GovernanceTests {
  private func body(
    _ id: String, level: GovernanceLevel = .municipality, group: String? = nil,
    decides: [String] = [], districts: [String] = [], members: [String] = []
  ) -> GovernanceBody {
    var body = GovernanceBody(id: id, name: id.uppercased(), kind: "other")
    body.level = level
    body.groups = group.map { [$0] } ?? []
    body.decides = decides
    body.districts = districts
    body.members = members
    return body
  }

  private func action(_ id: String, lead: String = "", financing: [String] = []) -> Action {
    var action = Action(
      id: id, name: id.uppercased(), slot: "s", stage: .save,
      size: ActionSize(base: .heatedArea, share: 1), effect: .adapt, cost: ActionCost(),
      codes: ActionCodes(sector: "", policyArea: "", instrument: "", field: "", lever: ""))
    action.leadActor = lead
    action.financing = financing
    return action
  }

  private func stakeholder(
    _ id: String, group: String? = nil, districts: [String] = [], leads: [String] = [],
    partners: [String] = []
  ) -> Stakeholder {
    var stakeholder = Stakeholder(id: id, name: "The \(id)")
    stakeholder.group = group
    stakeholder.districts = districts
    stakeholder.leads = leads
    stakeholder.partners = partners
    return stakeholder
  }

  private func link(_ from: String, _ kind: GovernanceLink.Kind, _ to: String) -> GovernanceLink {
    GovernanceLink(from: from, to: to, kind: kind)
  }

  private let names = GovernanceNames(
    groups: ["civil"], stakeholders: ["coop"], actions: ["wind"], districts: ["D1"],
    constraints: ["forest"])

  // MARK: Before the decision

  @Test("a governance that hangs together has no finding")
  func sound() {
    var governance = GovernanceDescription()
    governance.bodies = [
      body("board", group: "civil", decides: ["all", "wind"], districts: ["D1"], members: ["x"]),
      body("council"),
    ]
    governance.links = [link("board", .reports, "council"), link("council", .delegates, "board")]
    var assignment = RACIAssignment(action: "wind")
    assignment.responsible = ["coop"]
    assignment.accountable = "board"
    governance.assignments = [assignment]
    var rule = AgreementRule(body: "council")
    rule.constraints = ["forest"]
    rule.actions = ["wind"]
    governance.agreements = [rule]
    #expect(governanceDiagnostics(governance, names: names, file: "plan.yaml") == [])
  }

  @Test("each unknown id is told, with what may be meant")
  func unknown() {
    var governance = GovernanceDescription()
    governance.bodies = [
      body("board", group: "civic", decides: ["wnd"], districts: ["D2"]), body("coop"),
    ]
    governance.links = [link("board", .funds, "coop"), link("bord", .reports, "coop")]
    var assignment = RACIAssignment(action: "sun")
    assignment.responsible = ["nobody"]
    assignment.accountable = "boards"
    governance.assignments = [assignment]
    var rule = AgreementRule(body: "board")
    rule.constraints = ["forrest"]
    rule.districts = ["D1"]
    governance.agreements = [rule, AgreementRule(body: "office")]
    let found = governanceDiagnostics(governance, names: names, file: "plan.yaml")
    #expect(
      found.map(\.code) == [
        "governance.unknown-group", "governance.unknown-action", "governance.unknown-district",
        "governance.duplicate-name", "governance.unknown-body", "governance.unknown-action",
        "governance.unknown-participant", "governance.unknown-participant",
        "governance.unknown-constraint", "governance.unknown-body",
      ])
    #expect(found.allSatisfy { $0.severity == .error && !$0.remedy.isEmpty })
    #expect(found.first { $0.message.contains("`bord`") }?.remedy == "Did you mean `board`?")
    #expect(found.first { $0.message.contains("`forrest`") }?.remedy == "Did you mean `forest`?")
  }

  @Test("circles of reporting are told once each, by their way; other links may go in circles")
  func circles() {
    var governance = GovernanceDescription()
    governance.bodies = ["a", "b", "c", "d", "e"].map { body($0) }
    governance.links = [
      link("a", .reports, "b"), link("b", .reports, "c"), link("c", .reports, "a"),
      link("c", .reports, "d"), link("d", .coordinates, "e"), link("e", .coordinates, "d"),
      link("e", .reports, "d"),
    ]
    #expect(governance.reportingCircles == [["a", "b", "c"]])
    let found = governanceDiagnostics(governance, names: names, file: "plan.yaml")
    #expect(found.map(\.code) == ["governance.circular-reporting"])
    #expect(found[0].message.contains("a → b → c → a"))
    governance.links.append(link("d", .reports, "e"))
    #expect(governance.reportingCircles == [["a", "b", "c"], ["d", "e"]])
    governance.links.removeFirst()
    #expect(governance.reportingCircles == [["d", "e"]])
  }

  @Test(
    "a body that nothing links, a link to itself and one that stands twice are told; one body alone is not"
  )
  func isolated() {
    var governance = GovernanceDescription()
    governance.bodies = [body("a")]
    #expect(governanceDiagnostics(governance, names: names, file: "").isEmpty)
    governance.bodies = [body("a"), body("b"), body("c")]
    governance.links = [
      link("a", .funds, "b"), link("a", .funds, "b"), link("c", .reports, "c"),
    ]
    #expect(
      governanceDiagnostics(governance, names: names, file: "").map(\.code) == [
        "governance.repeated-link", "governance.self-link", "governance.isolated",
      ])
  }

  // MARK: Parts in actions

  private func row(
    _ governance: GovernanceDescription, _ stakeholders: [Stakeholder], _ action: Action,
    district: String = "D1", agreeing: [Int] = []
  ) -> RACIRow {
    Responsibilities(governance, stakeholders: stakeholders).row(
      action, at: 0, district: district, row: 0, agreeing: agreeing)
  }

  @Test(
    "without a word of the plan, who leads is responsible and accountable, and a role answers for nothing"
  )
  func standard() {
    let wind = action("wind", lead: "Energy company")
    let lone = row(GovernanceDescription(), [], wind)
    #expect(lone.responsible == ["Energy company"] && lone.responsibleOrigin == .role)
    #expect(lone.accountable == [] && lone.accountableOrigin == .nobody)
    let coop = stakeholder("coop", districts: ["D1"], leads: ["wind"])
    let mill = stakeholder("mill", partners: ["wind"])
    let led = row(GovernanceDescription(), [coop, mill], wind)
    #expect(led.responsible == ["The coop"] && led.responsibleOrigin == .lead)
    #expect(led.accountable == ["The coop"] && led.accountableOrigin == .lead)
    #expect(led.consulted == ["The mill"] && led.informed == [])
    #expect(row(GovernanceDescription(), [coop], wind, district: "D2").accountableOrigin == .nobody)
  }

  @Test("the body that decides most closely is accountable; two that are as close are both told")
  func deciding() {
    let wind = action("wind")
    var governance = GovernanceDescription()
    governance.bodies = [
      body("council", decides: ["all"]), body("board", decides: ["wind"]),
      body("village", decides: ["wind"], districts: ["D1"]),
      body("hamlet", decides: ["all"], districts: ["D2"]), body("school"),
    ]
    governance.links = [
      link("village", .reports, "council"), link("village", .consults, "hamlet"),
      link("village", .consults, "school"),
      link("board", .reports, "hamlet"),
    ]
    let here = row(governance, [], wind)
    #expect(here.accountable == ["VILLAGE"] && here.accountableOrigin == .decides)
    #expect(here.informed == ["COUNCIL"] && here.consulted == ["SCHOOL"])
    #expect(here.bodies == [0, 2, 4])
    #expect(row(governance, [], wind, district: "D2").accountable == ["BOARD"])
    #expect(row(governance, [], action("sun"), district: "D2").accountable == ["HAMLET"])
    #expect(row(governance, [], action("sun")).accountable == ["COUNCIL"])
    governance.bodies.append(body("committee", decides: ["wind"]))
    #expect(row(governance, [], wind, district: "D2").accountable == ["BOARD", "COMMITTEE"])
  }

  @Test("the plan's words come first: the action's own, then those for all, part by part")
  func stated() {
    var governance = GovernanceDescription()
    governance.bodies = [body("council", decides: ["all"]), body("works"), body("parks")]
    var all = RACIAssignment(action: RACIAssignment.all)
    all.accountable = "council"
    all.responsible = ["works"]
    all.informed = ["coop"]
    var wind = RACIAssignment(action: "wind")
    wind.responsible = ["coop", "works"]
    governance.assignments = [all, wind]
    let coop = stakeholder("coop")
    let own = row(governance, [coop], action("wind"), agreeing: [2])
    #expect(own.responsible == ["The coop", "WORKS"] && own.responsibleOrigin == .action)
    #expect(own.accountable == ["COUNCIL"] && own.accountableOrigin == .all)
    #expect(own.consulted == ["PARKS"] && own.informed == ["The coop"])
    let other = row(governance, [coop], action("sun"))
    #expect(other.responsible == ["WORKS"] && other.responsibleOrigin == .all)
  }

  // MARK: A decided plan

  /// Three units in two districts: wind and sun in the first unit, sun in the second, nothing in the third.
  private var plan: GovernedPlan {
    GovernedPlan(
      actions: [
        action("wind", financing: ["EU funds and programmes"]),
        action("sun", financing: ["National funds and programmes", "EU funds and programmes"]),
      ], districts: ["D1", "D2"], unitDistrict: [0, 0, 1], chosen: [[0, 1], [1], []])
  }

  @Test("each chosen action of each district has a row, in the order of the catalogue")
  func rows() {
    let result = governanceResult(
      GovernanceDescription(), stakeholders: [], groups: [], plan: plan)
    #expect(result.rows.map(\.action) == [0, 1])
    #expect(result.rows.map(\.district) == [0, 0])
    #expect(result.presence == [[], []])
  }

  @Test(
    "a group is heard by enough voices, by a body or a member of the district, else by one of all, else by nobody"
  )
  func presence() {
    var governance = GovernanceDescription()
    governance.bodies = [
      body("lab", group: "public"), body("village", districts: ["D1"], members: ["coop", "x"]),
      body("far", group: "civil", districts: ["D2"]),
    ]
    var plan = plan
    plan.people = [[0, 0, 5, 4, 0], [9, 9, 9, 9, 9]]
    plan.shownFrom = 5
    let result = governanceResult(
      governance,
      stakeholders: [
        stakeholder("coop", group: "business", districts: ["D2"]),
        stakeholder("uni", group: "science"),
      ], groups: ["public", "business", "academia", "civil", "science"], plan: plan)
    #expect(result.presence == [[.municipality, .here, .here, .nobody, .municipality], []])
  }

  @Test("what a rule asks must all hold, of each list one is enough, and slivers do not count")
  func agreements() {
    var governance = GovernanceDescription()
    governance.bodies = [body("parks"), body("water")]
    var forest = AgreementRule(body: "parks")
    forest.landUse = [.forest, .wetland]
    forest.actions = ["wind"]
    var river = AgreementRule(body: "water")
    river.constraints = ["river"]
    river.topics = ["Flood"]
    var everything = AgreementRule(body: "water")
    everything.districts = ["D2"]
    governance.agreements = [forest, river, everything]
    var plan = plan
    plan.leastArea = 100
    plan.landUse = LandUseClass.allCases.map { $0 == .forest ? [500, 500, 500] : [0, 0, 0] }
    plan.constraints = [("river", [99, 100, 100])]
    plan.topics = [["flood"], ["flood", "noise"], ["flood"]]
    func needed() -> [AgreementNeeded] {
      governanceResult(governance, stakeholders: [], groups: [], plan: plan).agreements
    }
    #expect(
      needed() == [
        AgreementNeeded(unit: 0, body: 0, actions: [0], reason: "forest and what is chosen"),
        AgreementNeeded(
          unit: 1, body: 1, actions: [1], reason: "the area touches river and interest about flood"),
      ])
    // Who must agree is asked: parks where wind is chosen.
    let rows = governanceResult(governance, stakeholders: [], groups: [], plan: plan).rows
    #expect(rows.map(\.consulted) == [["PARKS"], ["WATER"]])
    plan.topics = []
    #expect(needed().map(\.body) == [0])
    governance.agreements = [AgreementRule(body: "parks")]
    #expect(needed().map(\.unit) == [0, 1])
  }

  @Test(
    "an action on land asks only where land that it may claim lies there, other actions where the unit touches it"
  )
  func agreementsOnLand() {
    var governance = GovernanceDescription()
    governance.bodies = [body("parks")]
    var reserve = AgreementRule(body: "parks")
    reserve.constraints = ["reserve"]
    var forest = AgreementRule(body: "parks")
    forest.landUse = [.forest]
    governance.agreements = [reserve]
    var plan = plan
    plan.leastArea = 100
    plan.constraints = [("reserve", [5000, 5000, 5000])]
    plan.landUse = LandUseClass.allCases.map { $0 == .forest ? [500, 500, 500] : [0, 0, 0] }
    func land(reserve: [Double], forest: [Double]) -> ClaimableLand {
      ClaimableLand(
        action: "wind", landUse: LandUseClass.allCases.map { $0 == .forest ? forest : [] },
        constraints: [("reserve", reserve)])
    }
    func needed() -> [AgreementNeeded] {
      governanceResult(governance, stakeholders: [], groups: [], plan: plan).agreements
    }
    // Wind must keep out of the reserve in the first unit; sun is somewhere in it.
    plan.claimableLand = [land(reserve: [0, 0, 0], forest: [0, 0, 0])]
    #expect(
      needed()
        == [0, 1].map {
          AgreementNeeded(unit: $0, body: 0, actions: [1], reason: "the area touches reserve")
        })
    plan.claimableLand = [land(reserve: [100, 0, 0], forest: [0, 0, 0])]
    #expect(needed().first?.actions == [0, 1])
    #expect(needed().first?.reason == "in reserve; the area touches reserve")
    governance.agreements = [forest]
    #expect(needed().map(\.actions) == [[1], [1]])
    plan.claimableLand = [land(reserve: [0, 0, 0], forest: [200, 0, 0])]
    #expect(needed().map(\.actions) == [[0, 1], [1]])
  }

  @Test(
    "a level that could pay and that no linked body works at is missing; a body without a link does not count"
  )
  func levels() {
    var governance = GovernanceDescription()
    governance.bodies = [body("town"), body("ministry", level: .state), body("eu", level: .union)]
    governance.links = [link("ministry", .funds, "town")]
    func missing() -> [GovernanceResult.MissingLevel] {
      governanceResult(governance, stakeholders: [], groups: [], plan: plan).missingLevels
    }
    #expect(missing().map(\.level) == [.union])
    #expect(missing().map(\.actions) == [[0, 1]])
    governance.links = [link("eu", .funds, "town")]
    #expect(missing().map(\.level) == [.state])
    #expect(missing().map(\.actions) == [[1]])
    #expect(missing().allSatisfy { !$0.isDrawn })
  }

  @Test("where the plan counts on funds, those that pay decide which level is missing")
  func fundLevels() {
    var governance = GovernanceDescription()
    governance.bodies = [body("town"), body("eu", level: .union)]
    governance.links = [link("eu", .funds, "town")]
    func fund(_ id: String, _ level: Fund.Level) -> Fund {
      Fund(id: id, name: id.uppercased(), level: level, rate: 0.5)
    }
    var plan = plan
    plan.draws = [
      (fund("cohesion", .european), [0]), (fund("state", .national), []),
      (fund("land", .regional), [0, 1]), (fund("own", .local), [1]),
    ]
    let missing = governanceResult(governance, stakeholders: [], groups: [], plan: plan)
      .missingLevels
    #expect(
      missing == [
        GovernanceResult.MissingLevel(level: .region, need: "LAND", isDrawn: true, actions: [0, 1])
      ])
  }
}
