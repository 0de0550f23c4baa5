import PlanModel

/// What people said about an area, what they got, and what it costs that they are heard.
struct SocietySections {
  private let area: AreaAccount
  private let account: PlanAccount
  private let result: PlanResult

  init(_ area: AreaAccount) {
    self.area = area
    account = area.account
    result = area.account.result
  }

  private var groups: [HelixGroup] { result.description.society?.groups ?? [] }

  /// The whole section; empty where nobody was asked.
  var blocks: [Document.Block] {
    guard let society = result.society else { return [] }
    var blocks = acceptability(society)
    if area.id == nil { blocks += got(society) + price(society) + agreement(society) }
    return blocks + balance(society) + votes
  }

  /// The cells of this area.
  private func cells(_ society: SocietyResult) -> [PublishedPreferences.Cell] {
    guard area.id != nil else { return society.published.municipality }
    return society.published.districts.filter { area.districts.contains($0.area) }
  }

  private func acceptability(_ society: SocietyResult) -> [Document.Block] {
    if society.contributions.count == 0 { return [] }
    let cells = cells(society)
    let rule =
      "Numbers of fewer than \(society.shownFrom) people are not shown, nor others that would tell them."
    if cells.isEmpty {
      return [
        .paragraph(
          "Too few people spoke about \(area.id == nil ? "any action" : "what could be done here") to show numbers. \(rule)"
        )
      ]
    }
    let shown = groups.indices.filter { group in cells.contains { $0.groups[group] != nil } }
    func share(_ entry: PublishedPreferences.Entry?) -> String {
      entry.map { "\(($0.mean * 100).grouped(0)) %" } ?? "–"
    }
    let table = Document.Table(
      [
        Document.Table.text("Action"), Document.Table.number("People"),
        Document.Table.number("Acceptability"), Document.Table.text("Between"),
      ] + shown.map { Document.Table.number(groups[$0].name) } + [
        Document.Table.text("What it calls for")
      ],
      rows: cells.map { cell in
        [
          result.options.actions[cell.action].name, cell.all?.people.grouped ?? "–",
          share(cell.all),
          cell.all.map { "\(($0.low * 100).grouped(0)) to \(($0.high * 100).grouped(0)) %" } ?? "–",
        ] + shown.map { share(cell.groups[$0]) } + [Self.verdict(cell.verdict)]
      })
    return [
      .table(table),
      .paragraph(
        "Acceptability is the share of support among all that was said, held against a prior that knows nothing (Beta(1, 1)); nine times in ten it lies between the two bounds. \(rule)"
      ),
    ]
  }

  /// What a class of the four-way map calls for.
  static func verdict(_ word: String?) -> String {
    switch word {
    case "go": "go: wanted, and the groups agree"
    case "negotiate": "negotiate: wanted, and the groups are apart"
    case "leave": "leave: not wanted, and the groups agree"
    case "protect": "protect: not wanted by most, and the groups are apart"
    default: "–"
    }
  }

  private func got(_ society: SocietyResult) -> [Document.Block] {
    let heard = groups.indices.filter { society.outcomes[$0].asked > 0 }
    if heard.isEmpty { return [] }
    func share(_ value: Double?) -> String { value.map { "\(($0 * 100).grouped(0)) %" } ?? "–" }
    let rows = heard.map { group -> [String] in
      let outcome = society.outcomes[group]
      guard outcome.people >= society.shownFrom else {
        return [groups[group].name, "fewer than \(society.shownFrom)"]
          + Array(repeating: "–", count: 4)
      }
      return [
        groups[group].name, outcome.people.grouped, outcome.voices.grouped,
        share(outcome.followed), share(outcome.best), share(outcome.shareOfBest),
      ]
    }
    var blocks: [Document.Block] = [
      .table(
        Document.Table(
          [
            Document.Table.text("Group"), Document.Table.number("People heard"),
            Document.Table.number("Voices that count"),
            Document.Table.number("Followed of what was asked for"),
            Document.Table.number("At the best"), Document.Table.number("Share of its best"),
          ], rows: rows))
    ]
    blocks.append(
      .paragraph(
        "A voice is worth its strength and the share of its place that is followed; one person has one voice about an action in a unit. “At the best” is the plan that gives the group the most within all other rules."
      ))
    return blocks
  }

  private func price(_ society: SocietyResult) -> [Document.Block] {
    guard let price = society.price else { return [] }
    var sentences = [Self.sentence(price, account)]
    if let fairness = society.fairnessPrice, society.fairnessPrice != price {
      sentences.append(Self.fairness(fairness))
    } else if society.fairnessPrice != nil {
      sentences.append("All of it is the price of fairness.")
    }
    return [.paragraph(sentences.joined(separator: " "))]
  }

  /// What it costs that people are heard, as sentences.
  static func sentence(_ price: HearingPrice, _ account: PlanAccount) -> String {
    let decisions = Set(account.result.options.unit).count
    return
      "Beside the plan that hears nobody, this one \(changes(price)). \(price.moved.counted("choice")) differ\(price.moved == 1 ? "s" : "") in \(decisions.counted("unit")) with options. The plan that hears nobody is proved to \((price.gapUnheard * 100).rounded(toDecimals: 2)) %."
  }

  /// What the rule of fairness costs, as a sentence.
  static func fairness(_ price: HearingPrice) -> String {
    "Of that, the price of fairness: beside the plan that hears all and lets a group get less, this one \(changes(price))."
  }

  private static func changes(_ price: HearingPrice) -> String {
    func by(_ amount: Amount) -> Double {
      price.amounts[amount.index] - price.amountsUnheard[amount.index]
    }
    func change(_ amount: Amount) -> String {
      "\(ShownUnit.phrase(abs(by(amount)), amount.unit)) \(by(amount) >= 0 ? "more" : "less")"
    }
    // A thousandth of a tonne is the rounding of whole choices.
    let co2 =
      abs(by(.co2)) < 0.5
      ? "avoids as much of emissions" : "avoids \(change(.co2)) of emissions"
    return "costs \(change(.annualCost)), takes \(change(.investment)) of investment and \(co2)"
  }

  private func agreement(_ society: SocietyResult) -> [Document.Block] {
    var sentences: [String] = []
    if let agreed = society.published.concordance {
      sentences.append(
        "\(agreed.groups.count.counted("group")) spoke of the same \(agreed.actions.counted("action")); their agreement on the order of these is \(agreed.coefficient.grouped(2)) on a scale from 0 to 1 (Kendall's W)."
      )
    }
    if let clustering = society.published.clustering {
      let isClustered = clustering.index > clustering.expected && clustering.probability < 0.05
      sentences.append(
        "Conflict \(isClustered ? "gathers in some places" : "shows no pattern on the map") (Moran's I \(clustering.index.grouped(2)), by chance \(clustering.expected.grouped(3)), p \(clustering.probability.grouped(3)))."
      )
    }
    return sentences.isEmpty ? [] : [.paragraph(sentences.joined(separator: " "))]
  }

  /// How the choices here stand under any balance of the groups.
  private func balance(_ society: SocietyResult) -> [Document.Block] {
    guard let balance = society.balance, account.isDecided else { return [] }
    let table = result.options
    let chosen = area.options.filter { society.isBalanceShown[Int(table.unit[$0])] }
    if chosen.isEmpty { return [] }
    let firm = chosen.count { balance.first[$0] >= 0.5 }
    let never = chosen.count { balance.first[$0] == 0 }
    var text =
      "Whatever weight each group has: of \(chosen.count.counted("choice")) here, \(firm.grouped) would be first in their place in at least half of all balances of the groups, and \(never.grouped) in none, by what the groups find important and without the rules."
    if area.id == nil, let criteria = result.description.society?.criteria {
      text +=
        " The criteria are \(criteria.criteria.map { $0.title.lowercased() }.joined(separator: ", ")); balance.csv has every option."
    }
    return [.paragraph(text)]
  }

  /// What the citizens' budgets pay for.
  private var votes: [Document.Block] {
    result.votes.flatMap { vote -> [Document.Block] in
      let projects = vote.projects.filter { project in
        area.id.map { project.districts.contains($0) } ?? true
      }
      if projects.isEmpty { return [] }
      return [
        .paragraph(
          "Vote “\(vote.name)”: \(vote.voters.counted("voter")), \(vote.spent.grouped(0)) of \(vote.budget.grouped(0)) spent by the method of equal shares\(vote.isBinding ? "; what is paid for is part of the plan" : "; not binding for the plan")."
        ),
        .table(
          Document.Table(
            [
              Document.Table.text("Project"), Document.Table.number("Cost"),
              Document.Table.number("Votes"), Document.Table.text("Paid for"),
            ],
            rows: projects.map {
              [
                $0.name, $0.cost.grouped(0), $0.voters.grouped,
                $0.step.map { "yes, as number \($0)" } ?? "no",
              ]
            })),
      ]
    }
  }
}
