import PlanModel
import TestSupport
import Testing

@testable import Exports

/// The made-up town whose plan knows people, bodies, money and what is missing.
private func town(_ change: (inout PlanResult) -> Void = { _ in }) -> PlanResult {
  var result = MadeUpTown().result
  var society = SocietyDescription(groups: [
    HelixGroup(id: "public", name: "Public authorities"),
    HelixGroup(id: "civil", name: "Civil society"),
  ])
  var council = GovernanceBody(id: "council", name: "Town council", kind: "council")
  council.groups = ["public"]
  council.decides = ["all"]
  var union = GovernanceBody(id: "europe", name: "European Commission", kind: "other")
  union.level = .union
  union.members = ["coop", "finance"]
  var village = GovernanceBody(id: "village", name: "Village council", kind: "council")
  village.level = .district
  village.districts = ["south"]
  village.decides = ["roof-pv"]
  village.mandate = "Speaks for the south."
  var governance = GovernanceDescription()
  governance.bodies = [council, union, village]
  society.governance = governance
  var coop = Stakeholder(id: "coop", name: "Roof cooperative")
  coop.engagement = .empower
  coop.leads = ["roof-pv"]
  var riders = Stakeholder(id: "riders", name: "Riders")
  riders.engagement = .consult
  society.stakeholders = [coop, riders, Stakeholder(id: "quiet", name: "Quiet firm")]
  result.description.society = society
  change(&result)
  return result
}

private func findings(_ result: PlanResult) -> ContractFindings {
  ContractFindings(contract: ContractAccount(PlanAccount(result)))
}

/// The rows of the first table among some blocks.
private func rows(_ blocks: [Document.Block]) -> [[String]] {
  for case .numbered(_, let table) in blocks { return table.rows }
  return []
}

@Suite("What the contract knows from the plan itself")
struct ContractFindingsTests {
  @Test("of what a plan says nothing the contract says nothing")
  func nothing() {
    let findings = findings(MadeUpTown().result)
    #expect(findings.bodies.isEmpty && findings.barriers.isEmpty && findings.heard.isEmpty)
    #expect(findings.engagement.isEmpty && findings.funds.isEmpty && findings.benefits.isEmpty)
  }

  @Test("bodies stand with level, members by name, what they decide on and where")
  func bodies() {
    let rows = rows(findings(town()).bodies)
    #expect(
      rows == [
        [
          "Town council", "no mandate is stated", "council, municipality", "Public authorities",
          "all actions", "all districts",
        ],
        [
          "European Commission", "no mandate is stated", "European Union",
          "Roof cooperative; finance", "nothing by itself", "all districts",
        ],
        [
          "Village council", "Speaks for the south.", "council, district",
          "nobody is named yet", "Roof PV", "South",
        ],
      ])
  }

  @Test("a stakeholder that says how it takes part is listed with what it leads, another is not")
  func engagement() {
    #expect(
      rows(findings(town()).engagement) == [
        ["Roof cooperative", "empower", "Roof PV"], ["Riders", "consult", "nothing in this plan"],
      ])
  }

  @Test("a fund says what it pays at most, and in words what is not known of it")
  func funds() {
    let result = town {
      var open = Fund(id: "open", name: "Open fund", level: .national, rate: 0.3)
      open.source = ""
      var capped = Fund(id: "capped", name: "Capped fund", level: .european, rate: 0.75)
      capped.cap = 3_500_000
      capped.deadline = 2029
      capped.source = "A call"
      var funds = FundsDescription(builtIn: false)
      funds.funds = [open, capped]
      $0.description.funds = funds
    }
    #expect(
      rows(findings(result).funds) == [
        [
          "Open fund", "no limit is known", "National", "30", "not known",
          "stated by the municipality",
        ],
        ["Capped fund", "3\u{202F}500\u{202F}000", "European", "75", "2029", "A call"],
      ])
  }

  @Test("a question answered with no and a warning of the whole municipality are barriers")
  func barriers() {
    let result = town { result in
      var staff = SuccessFactor(
        id: "staff", dimension: .organisation, question: "Have officers hours for the plan?")
      staff.mitigation = ["Give an officer a part of the week", "Share an officer"]
      let open = SuccessFactor(
        id: "open", dimension: .leadership, question: "Does the mayor stand for it?")
      let profile = FactorProfile(
        levels: [FactorLevel.none, nil], isAsked: [true, true], dimensions: [], capacities: [],
        all: FactorScore(asked: 2, answered: 1, inForce: 0, score: 0))
      result.factors = FactorsResult(
        library: [staff, open], municipality: profile, districts: [],
        warnings: [
          FactorWarning(
            kind: .contested, factor: 1, district: nil, number: 2, words: "Two places."),
          FactorWarning(
            kind: .contested, factor: 1, district: 0, number: 1, words: "One place."),
        ])
    }
    let rows = rows(findings(result).barriers)
    #expect(
      rows == [
        [
          "Organisation", "No: Have officers hours for the plan?", "answers",
          "Give an officer a part of the week; Share an officer",
        ],
        [
          "Leadership", "\(EarlyWarning.contested.title): Two places.", "data", "not known",
        ],
      ])
  }
}
