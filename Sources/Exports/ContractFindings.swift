import Frameworks
import PlanModel

/// What the plan itself knows of organisation, people and money, as tables of the contract; each is empty where the plan
/// knows nothing of it.
struct ContractFindings {
  let contract: ContractAccount

  private var result: PlanResult { contract.result }
  private var stakeholders: [Stakeholder] { result.description.society?.stakeholders ?? [] }
  private var groups: [HelixGroup] { result.description.society?.groups ?? [] }

  private func action(_ id: String) -> String {
    id == "all" ? "all actions" : result.options.actions.first { $0.id == id }?.name ?? id
  }

  /// The bodies of the plan's governance, in the columns of the interventions.
  var bodies: [Document.Block] {
    guard let governance = result.description.society?.governance, !governance.bodies.isEmpty else {
      return []
    }
    func name(_ id: String) -> String {
      stakeholders.first { $0.id == id }?.shownName ?? groups.first { $0.id == id }?.name ?? id
    }
    func text(_ parts: [String], none: String) -> String {
      parts.isEmpty ? none : parts.joined(separator: "; ")
    }
    return [
      .numbered(
        "Bodies that decide, answer and are heard",
        Document.Table(
          [
            "Body", "Description", "Kind and level", "Involved", "Enabling impact: decides on",
            "Works in",
          ].map(Document.Table.text),
          rows: governance.bodies.map { body in
            [
              body.name, body.mandate.isEmpty ? "no mandate is stated" : body.mandate,
              Self.kindAndLevel(of: body),
              text((body.groups + body.members).map(name), none: "nobody is named yet"),
              text(body.decides.map(action), none: "nothing by itself"),
              text(
                body.districts.map { id in
                  result.districts.ids.firstIndex(of: id).map { contract.account.name(of: $0) }
                    ?? id
                }, none: "all districts"),
            ]
          })),
      .paragraph(
        "Who is responsible, answers, is asked and is told of each action in each district stands in the table of responsibilities of the municipality's sheet."
      ),
    ]
  }

  /// For example `council, municipality`; a kind that says nothing is left out.
  static func kindAndLevel(of body: GovernanceBody) -> String {
    let level = body.level == .union ? body.level.title : body.level.title.lowercasedFirst
    return body.kind == "other" ? level : "\(body.kind), \(level)"
  }

  /// What is known to be missing for success, from the plan's own questions and data.
  var barriers: [Document.Block] {
    guard let factors = result.factors else { return [] }
    func steps(_ factor: SuccessFactor?) -> String {
      let steps = factor?.mitigation ?? []
      return steps.isEmpty ? "not known" : steps.joined(separator: "; ")
    }
    let profile = factors.municipality
    let lacking = factors.library.indices.filter { profile.levels[$0] == FactorLevel.none }
    let rows =
      lacking.map { position -> [String] in
        let factor = factors.library[position]
        return [factor.dimension.title, "No: \(factor.question)", "answers", steps(factor)]
      }
      + factors.warnings.filter { $0.district == nil }.map { warning in
        let factor = warning.factor.map { factors.library[$0] }
        return [
          factor?.dimension.title ?? "Plan", "\(warning.kind.title): \(warning.words)", "data",
          steps(factor),
        ]
      }
    if rows.isEmpty { return [] }
    return [
      .numbered(
        "Barriers that the plan's questions and data show",
        Document.Table(
          ["System", "Barrier", "Known from", "Opportunity: what can be done"].map(
            Document.Table.text), rows: rows))
    ]
  }

  /// Who was heard on the map, as far as it may be shown.
  var heard: [Document.Block] {
    guard let society = result.society, result.hasVoices else { return [] }
    let cells = society.published.municipality
    let rows = groups.indices.compactMap { group -> [String]? in
      let people = cells.compactMap { $0.groups[group]?.people }
      return people.max().map { [groups[group].name, "\(people.count)", "\($0)"] }
    }
    if rows.isEmpty {
      return [
        .paragraph(
          "People of \(groups.count.counted("group")) were heard on the map: too few of each on one action of the whole municipality to be shown by number. What they said where, and how it changed the plan, stands in the sheets."
        )
      ]
    }
    return [
      .numbered(
        "Groups that were heard on the map",
        Document.Table(
          [
            Document.Table.text("Group"),
            Document.Table.number("Actions that they spoke of"),
            Document.Table.number("People who spoke, most on one action"),
          ], rows: rows)),
      .paragraph(
        "Numbers of too few people are never shown. What the groups said, where they disagree and how it changed the plan stands in the sheets and in acceptability.csv."
      ),
    ]
  }

  /// How stakeholders take part, where the plan says so.
  var engagement: [Document.Block] {
    let named = stakeholders.filter { $0.engagement != nil }
    if named.isEmpty { return [] }
    return [
      .numbered(
        "Engagement of the plan's stakeholders",
        Document.Table(
          ["Stakeholder", "Takes part by", "Leads"].map(Document.Table.text),
          rows: named.map { stakeholder in
            [
              stakeholder.shownName, stakeholder.engagement?.rawValue ?? "",
              contract.leads(of: stakeholder),
            ]
          }))
    ]
  }

  /// The funds that the plan counts on.
  var funds: [Document.Block] {
    let funds = result.description.funds?.funds ?? []
    if funds.isEmpty { return [] }
    return [
      .numbered(
        "Funds that the plan counts on",
        Document.Table(
          [
            Document.Table.text("Fund"), Document.Table.number("Money in all, EUR"),
            Document.Table.text("Level"),
            Document.Table.number("Pays at most, % of the investment"),
            Document.Table.number("Work until"), Document.Table.text("Where it was read"),
          ],
          rows: funds.map { fund in
            [
              fund.name, fund.cap.map { $0.grouped(0) } ?? "no limit is known",
              fund.level.rawValue.capitalisedFirst, (fund.rate * 100).grouped(0),
              fund.deadline.map { "\($0)" } ?? "not known",
              fund.source.isEmpty ? "stated by the municipality" : fund.source,
            ]
          }))
    ]
  }

  /// Indicators of what the plan gives the place.
  var benefits: [[String]] {
    guard let own = result.benefits?.municipality else { return [] }
    func line(_ name: String, _ unit: String, _ value: Double) -> [String] {
      ["All fields", name, unit, "0", value.grouped(0)]
    }
    return [
      line("Local value added by building it", "EUR", own.value.installation.total),
      line("Local value added by operation and ownership", "EUR/a", own.value.yearly.total),
      line("Work to operate it", "jobs", own.operationJobs),
      line("Smaller energy bills of households", "EUR/a", own.householdSavings),
    ]
  }
}
