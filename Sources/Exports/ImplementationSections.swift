import PlanModel

/// Who carries out what is chosen in an area, what pays for it, and what is missing.
struct ImplementationSections {
  private let area: AreaAccount
  private let account: PlanAccount
  private let result: PlanResult
  private let words: ImplementationWords
  private let lines: [ImplementationAccount.Line]

  init(_ area: AreaAccount) {
    self.area = area
    account = area.account
    result = area.account.result
    words = ImplementationWords(area.account)
    let districts = Set(area.districts)
    lines = area.account.implementation.lines.filter { districts.contains($0.district) }
  }

  /// The whole section; empty where nothing is chosen.
  var blocks: [Document.Block] {
    guard account.isDecided, !lines.isEmpty else { return [] }
    return [.table(carriers)] + [.paragraph(leaders), .folded("What it takes, and when", needs)]
      + funds + pledges + (area.id == nil ? stakeholders : [])
  }

  /// The lines of each action, in the order of the catalogue.
  private var byAction: [[ImplementationAccount.Line]] {
    var found: [Int: [ImplementationAccount.Line]] = [:]
    for line in lines { found[line.action, default: []].append(line) }
    return found.keys.sorted().map { found[$0]! }
  }

  private func joined(_ texts: [String]) -> String {
    texts.isEmpty ? "–" : texts.unique.joined(separator: "; ")
  }

  /// A name, with how many districts it is about where that is not all of them.
  private func counted(_ names: [String]) -> String {
    if area.id != nil { return joined(names) }
    return names.unique.map { name in
      let count = names.count { $0 == name }
      return count == names.count ? name : "\(name) (\(count.counted("district")))"
    }.joined(separator: "; ")
  }

  private var carriers: Document.Table {
    let isGoverned = result.governance != nil
    return Document.Table(
      (["Action", "Lead"] + (isGoverned ? ["Responsible", "Accountable"] : [])
        + ["Partners", "Instrument", "Begun in"]).map(Document.Table.text),
      rows: byAction.map { lines in
        let action = words.action(lines[0])
        let parts =
          isGoverned
          ? [names(of: lines, words.responsible), names(of: lines, words.accountable)] : []
        return [action.name, lead(of: lines)] + parts
          + [
            joined(partners(of: lines)), action.codes.instrument,
            joined(lines.flatMap { words.phases($0) }),
          ]
      })
  }

  private func lead(of lines: [ImplementationAccount.Line]) -> String {
    counted(
      lines.map { words.leadPhrase($0) })
  }

  private func partners(of lines: [ImplementationAccount.Line]) -> [String] {
    lines.flatMap { words.others($0) }.unique
  }

  private func names(
    of lines: [ImplementationAccount.Line],
    _ part: (ImplementationAccount.Line) -> [String]
  ) -> String {
    counted(
      lines.map { line in
        let names = part(line)
        return names.isEmpty ? "nobody" : names.joined(separator: ", ")
      })
  }

  /// Who leads an action that is chosen here, and who takes part, those whom the plan names first.
  func actors(of action: Int) -> (lead: String, others: [String]) {
    let own = lines.filter { $0.action == action }
    return (lead(of: own), partners(of: own))
  }

  private var hasStakeholders: Bool {
    !(result.description.society?.stakeholders.isEmpty ?? true)
  }

  private var leaders: String {
    guard hasStakeholders else {
      return
        "Leads and partners are roles of the catalogue; the plan names nobody who fills them (`society: stakeholders`)."
    }
    let meaning =
      result.governance == nil
      ? ""
      : " Who leads brings the capacity and the money; who is responsible does the work: whom the plan's governance names, else who leads."
    let led = lines.count { $0.lead != nil }
    let missing = lines.count - led
    return missing == 0
      ? "Each of these has a lead whom the plan names.\(meaning)"
      : "Somebody whom the plan names leads \(led.grouped) of \(lines.count.grouped) actions by district; \(missing.grouped) \(missing == 1 ? "has" : "have") no lead yet.\(meaning)"
  }

  private var needs: Document.Table {
    Document.Table(
      [
        Document.Table.text("Action"), Document.Table.text("Legal basis"),
        Document.Table.text("Permits"), Document.Table.text("Conditions"),
        Document.Table.text("Needs first"), Document.Table.text("Funds that pay"),
        Document.Table.text("Milestones"),
      ],
      rows: byAction.map { lines in
        let action = words.action(lines[0])
        let lacking = lines.map(\.unitsWithoutPrerequisite).reduce(0, +)
        return [
          action.name, joined(action.legalBasis), joined(action.permits),
          joined(action.conditions + constraintConditions(action)),
          joined(words.prerequisites(lines[0]))
            + (lacking > 0 ? " (not chosen in \(lacking.counted("area")))" : ""),
          joined(lines.flatMap { words.funds($0) }),
          joined(lines.flatMap { words.milestones($0) }.sorted()),
        ]
      })
  }

  /// What constraints of the area ask of an action on land that they do not exclude.
  private func constraintConditions(_ action: Action) -> [String] {
    guard action.rule.needsLand else { return [] }
    let here = Set(area.ledger.flatMap(\.constraints))
    return result.description.layers.constraints.filter {
      here.contains($0.source.name) && !$0.excludes.isEmpty && !$0.excludes.contains(action.id)
    }.flatMap { constraint in
      constraint.conditions.map {
        constraint.legalBasis.isEmpty ? $0 : "\($0) (\(constraint.legalBasis))"
      }
    }
  }

  /// What each fund pays here; nothing where the plan names none.
  private var funds: [Document.Block] {
    let funds = result.description.funds?.funds ?? []
    let paying = funds.indices.filter { fund in lines.contains { $0.draws[fund] > 0 } }
    if funds.isEmpty { return [] }
    if paying.isEmpty { return [.paragraph("No fund pays for anything here.")] }
    func sum(_ fund: Int, _ value: (ImplementationAccount.Line) -> Double) -> Double {
      lines.filter { $0.draws[fund] > 0 }.map(value).compensatedSum()
    }
    let uncovered = lines.map(\.uncovered).compensatedSum()
    return [
      .table(
        Document.Table(
          texts: [("Fund", paying.map { funds[$0].name })],
          numbers: [
            ("Pays", "EUR", paying.map { fund in sum(fund) { $0.draws[fund] } }, true),
            ("Investment that it adds to", "EUR", paying.map { sum($0, \.investment) }, false),
            (
              "Of that other funds", "EUR",
              paying.map { fund in sum(fund) { $0.drawn(beside: fund) } }, false
            ),
            ("Others than funds bring", "EUR", paying.map { sum($0, \.coFinancing) }, false),
            ("Of that the municipality", "EUR", paying.map { sum($0, \.municipal) }, false),
          ], summed: "Sum")),
      .paragraph(
        uncovered > 0.01
          ? "No fund covers \(ShownUnit.phrase(uncovered, "EUR")) of what is asked of the state and the Union."
          : "The funds cover all that is asked of the state and the Union."),
    ]
  }

  /// What was promised here.
  private var pledges: [Document.Block] {
    let all = zip(result.description.society?.pledges ?? [], account.implementation.pledges)
    let here = all.filter { pledge, _ in
      area.id.map { pledge.districts.isEmpty || pledge.districts.contains($0) } ?? true
    }
    if here.isEmpty { return [] }
    let stakeholders = result.description.society?.stakeholders ?? []
    let row = area.id.flatMap { result.districts.ids.firstIndex(of: $0) }
    return [
      .table(
        Document.Table(
          [
            Document.Table.text("Pledged by"), Document.Table.text("Action"),
            Document.Table.text("Districts"), Document.Table.text("Pledged"),
            Document.Table.text(row == nil ? "The plan asks for" : "The plan asks for here"),
            Document.Table.text(row == nil ? "Fit" : "Fit in all its districts"),
          ],
          rows: here.map { pledge, outcome in
            let unit = (pledge.promised?.amount ?? .investment).unit
            // What is promised for several districts is promised once, so a sheet of one says so.
            let count =
              pledge.districts.isEmpty ? result.districts.count : Set(pledge.districts).count
            let together =
              row == nil || count == 1
              ? ""
              : pledge.districts.isEmpty
                ? ", for the whole municipality" : ", for \(count.counted("district")) together"
            let planned = row.map { outcome.plannedByDistrict[$0] ?? 0 } ?? outcome.planned
            return [
              stakeholders.first { $0.id == pledge.by }?.shownName ?? pledge.by,
              result.options.actions.first { $0.id == pledge.action }?.name ?? pledge.action,
              pledge.districts.isEmpty ? "all" : pledge.districts.joined(separator: ", "),
              pledge.promised.map { ShownUnit.phrase($0.value, unit) + together }
                ?? "what is asked",
              ShownUnit.phrase(planned, unit), Self.fit(outcome, unit),
            ]
          }))
    ]
  }

  /// How a pledge and the plan fit, in words of those who must find the rest.
  private static func fit(_ outcome: PledgeOutcome, _ unit: String) -> String {
    switch outcome.status {
    case .matched:
      let beyond = outcome.planned - outcome.taken
      return beyond > 1e-6 * max(1, outcome.planned)
        ? "all of it is used; the plan asks for \(ShownUnit.phrase(beyond, unit)) beyond it"
        : "matched"
    case .partly:
      return "more than the plan needs: \(ShownUnit.phrase(outcome.taken, unit)) are used"
    case .notNeeded, .open: return outcome.status.title
    }
  }

  private var stakeholders: [Document.Block] {
    let all = result.description.society?.stakeholders ?? []
    if all.isEmpty { return [] }
    return [
      .table(
        Document.Table(
          [
            Document.Table.text("Stakeholder"), Document.Table.text("Takes part"),
            Document.Table.text("Approach"), Document.Table.number("Actions led by district"),
            Document.Table.number("Investment led"),
          ],
          rows: all.enumerated().map { position, stakeholder in
            let led = lines.filter { $0.lead == position }
            return [
              stakeholder.shownName, stakeholder.engagement?.rawValue ?? "–",
              stakeholder.stance ?? "–", led.count.grouped,
              ShownUnit.phrase(led.map(\.investment).compensatedSum(), "EUR"),
            ]
          }))
    ]
  }
}
