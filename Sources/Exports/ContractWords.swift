import Frameworks
import PlanModel

/// Parts that the three documents of the contract share.
struct ContractWords {
  let contract: ContractAccount

  var statement: ContractStatement { contract.statement }
  var result: PlanResult { contract.result }

  /// A text that people wrote, or the guidance for those who have to.
  func text(_ text: ContractText) -> [Document.Block] {
    if let written = statement.texts[text] { return [.paragraph(written)] }
    return [
      .toBeWritten(text.title, guidance: "\(text.guidance) (Plan file: ccc.\(text.rawValue))")
    ]
  }

  /// What the plan knows by itself of what people are asked about.
  var findings: ContractFindings { ContractFindings(contract: contract) }

  /// A table that people wrote, or the guidance for those who have to.
  func list(_ list: ContractList) -> [Document.Block] {
    guard let rows = statement.lists[list] else { return [missing(list)] }
    return [
      .numbered(
        list.title,
        Document.Table(
          list.fields.map { Document.Table.text($0.title) },
          rows: rows.map { $0.map { $0.isEmpty ? "not stated" : $0 } }))
    ]
  }

  /// What stands in place of a table that nobody has written.
  func missing(_ list: ContractList) -> Document.Block {
    .toBeWritten(
      list.title,
      guidance:
        "\(list.guidance) Columns: \(list.fields.map(\.title).joined(separator: ", ")). (Plan file: ccc.\(list.rawValue))"
    )
  }

  /// Why tables of actions are not there, where the rules cannot be met; nil where there is a plan.
  var noPlan: [Document.Block]? {
    if contract.account.isDecided {
      return contract.lines.isEmpty
        ? [.paragraph("No action is chosen, so there is nothing to list here.")] : nil
    }
    return [
      .paragraph(
        "No plan can meet all rules, so no actions are chosen and this module has no table. The municipality's sheet names the rules that conflict and the cheapest way out."
      )
    ]
  }

  /// The document's head.
  func document(_ kind: String) -> Document {
    let description = result.description
    var document = Document(
      title: "\(description.name): \(kind)",
      subtitle:
        "Climate City Contract · template \(statement.template.rawValue) · base year \(description.baseYear), target year \(description.targetYear)",
      notice: description.notice)
    document.hasContents = true
    document.blocks.append(.paragraph(Self.legend))
    if description.targetYear != 2030 {
      document.blocks.append(
        .paragraph(
          "The contract's template is about 2030; this plan's target year is \(description.targetYear), so the goal and all target values are of \(description.targetYear) where nothing else is said."
        ))
    }
    return document
  }

  private static let legend =
    "Numbers come from the plan; texts marked “\(Document.toBeWritten)” cannot be taken from data and say what belongs there. Numbers stand with a point for decimals and narrow spaces between thousands (ISO 80000-1); each is rounded by itself, so a sum may differ from its parts in the last digit."

  /// The goal in one sentence.
  var goal: String {
    let year = result.description.targetYear
    let base = result.description.baseYear
    guard let target = contract.target else {
      return
        "No reduction is asked for: neither ccc.target nor a target among the rules of the plan states one."
    }
    let share = percent(target.share)
    let least =
      target.share < 0.8
      ? " The contract's template asks for at least 80 %; this goal is lower, and the difference needs a reason."
      : ""
    return
      "The goal is to lower yearly emissions by \(share) of those of \(base) until \(year) (\(target.source)).\(least)\(otherTarget)"
  }

  /// That the Covenant's report states another target for the same year, in words.
  private var otherTarget: String {
    guard let own = contract.target?.share, let other = contract.covenantTarget,
      abs(own - other) > 1e-9
    else { return "" }
    return
      " The Covenant's report states \(percent(other)) for the same year; column (2) of its gap table follows that."
  }

  /// A share for people.
  func percent(_ share: Double) -> String { "\((share * 100).grouped(1)) %" }

  /// A share as the word that a plan file may use for it, else in per cent.
  func level(_ share: Double) -> String {
    switch share {
    case 0.25: "low"
    case 0.5: "medium"
    case 0.75: "high"
    default: percent(share)
    }
  }

  /// A number for a cell, or why there is none.
  func cell(_ value: Double?, _ decimals: Int = 0, none: String = "–") -> String {
    value.map { $0.grouped(decimals) } ?? none
  }

  /// A number for a cell with the decimals that a small one needs.
  func small(_ value: Double) -> String {
    value.grouped(value != 0 && abs(value) < 1 ? 2 : abs(value) < 10 && value != 0 ? 1 : 0)
  }

  /// The unit of costs per yearly tonne.
  static let perYearlyTonne = "Cost per yearly tonne, EUR per (t CO2e/a)"
  /// The unit of costs per tonne of a lifetime.
  static let perLifetimeTonne = "Cost per lifetime tonne, EUR per t CO2e"
  /// What the two mean.
  static let costsInWords =
    "Cost per yearly tonne is investment ÷ yearly reduction, as most contracts print it; cost per lifetime tonne is investment ÷ (yearly reduction × years of life), not discounted. The two must not be compared with each other. Actions that avoid nothing by themselves, or add a little where another one avoids it, have neither."
}
