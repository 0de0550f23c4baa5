import Frameworks
import PlanModel

/// The Commitments of the Climate City Contract.
struct CommitmentsDocument {
  let contract: ContractAccount
  let words: ContractWords

  init(_ contract: ContractAccount) {
    self.contract = contract
    words = ContractWords(contract: contract)
  }

  var result: PlanResult { contract.result }

  /// The whole document.
  var document: Document {
    var document = words.document("Climate Neutrality Commitments")
    document.section("Introduction", words.text(.introduction))
    document.section("Vision", words.text(.vision))
    document.section(
      "Goal until \(result.description.targetYear)", goal)
    document.section("Key priorities and strategic interventions", priorities)
    document.section("Principles and process", words.text(.process))
    document.section("Commitments", words.text(.commitments))
    document.section("Signatories", signatories)
    document.section("Contract with signatures", signatures)
    document.section("Appendix: individual commitments of the signatories", individual)
    return document
  }

  private var goal: [Document.Block] {
    var blocks: [Document.Block] = [.paragraph(words.goal)] + words.text(.ambition)
    if let gap = contract.gap {
      let total = gap.total
      func line(_ name: String, _ value: Double) -> [String] {
        [
          name, value.grouped(0),
          total.baseline != 0 ? words.percent(value / total.baseline) : "no baseline",
        ]
      }
      blocks.append(
        .numbered(
          "The goal in numbers",
          Document.Table(
            [
              Document.Table.text(""), Document.Table.number("t CO2e/a"),
              Document.Table.number("Of the baseline"),
            ],
            rows: [
              line("Baseline of \(result.description.baseYear)", total.baseline),
              line("Reduction asked for", total.target),
              line("Reduction by other plans", total.existing),
              line("Reduction by the actions of this contract", total.actions),
              line("Left by the goal", total.residual),
              line("Left once all that is planned is done", total.remaining),
            ])))
    }
    blocks += scopes + words.text(.exclusions)
    return blocks
  }

  /// Which sectors and scopes the goal covers.
  private var scopes: [Document.Block] {
    let inventory = contract.inventory
    return [
      .numbered(
        "What the goal covers",
        Document.Table(
          ["Source sector", "Scope 1", "Scope 2", "Scope 3"].map(Document.Table.text),
          rows: inventory.sectors.map { sector in
            [1, 2].map { scope in
              inventory.emissions(sector, scope: scope) != 0
                || inventory.energy(sector, scope: scope) != 0
            }.reduce(into: [sector.title]) { row, isThere in
              row.append(isThere ? "covered" : "nothing counted")
            } + ["not counted"]
          }))
    ]
  }

  private var priorities: [Document.Block] {
    var blocks = words.list(.priorities)
    if let noPlan = words.noPlan { return blocks + noPlan }
    let fields = contract.fields
    blocks.append(
      .numbered(
        "What the plan does, by field of action",
        Document.Table(
          texts: [
            ("Field of action", fields.map(\.field)),
            (
              "Largest actions",
              fields.map { field in
                field.lines.prefix(3).map(\.action.name).joined(separator: "; ")
              }
            ),
          ],
          numbers: [
            (
              "Reduction", "t CO2e/a",
              fields.map { field in field.lines.map { $0[.co2] }.compensatedSum() }, true
            ),
            (
              "Investment", "EUR",
              fields.map { field in field.lines.map { $0[.investment] }.compensatedSum() }, true
            ),
          ], summed: "Total")))
    return blocks
  }

  /// Rows of who signs: what the plan file states, then stakeholders that lead an action where it is chosen and are not among them.
  private var signers: [[String]] {
    let stated = contract.statement.lists[.signatories] ?? []
    let society = result.description.society
    let names = Set(stated.map { $0[0] })
    return stated
      + (society?.stakeholders ?? []).compactMap { stakeholder in
        let actions = contract.led(by: stakeholder).map(\.action.name)
        if names.contains(stakeholder.shownName) || actions.isEmpty { return nil }
        return [
          stakeholder.shownName,
          society?.groups.first { $0.id == stakeholder.group }?.name ?? "", "", "", "",
          "Leads: \(actions.joined(separator: "; ")) (from the plan, to be confirmed)",
        ]
      }
  }

  private var signatories: [Document.Block] {
    let signers = self.signers
    if signers.isEmpty { return [words.missing(.signatories)] }
    return [
      .numbered(
        "Signatories",
        Document.Table(
          ContractList.signatories.fields.dropLast().map { Document.Table.text($0.title) },
          rows: signers.map { $0.dropLast().map { $0.isEmpty ? "to be stated" : $0 } }))
    ]
  }

  private var signatures: [Document.Block] {
    let names = signers.map { $0[0] }
    if names.isEmpty {
      return [
        .toBeWritten(
          "Signatures",
          guidance:
            "Each signatory signs here with name, position, place and date, once the signatories are stated."
        )
      ]
    }
    return [
      .paragraph(
        "The signatories have read the Action Plan and the Investment Plan, which are parts of this contract, and sign for what stands under their names."
      ),
      .numbered(
        "Signatures",
        Document.Table(
          ["Signatory", "Name and position", "Place and date", "Signature"].map(
            Document.Table.text),
          rows: names.map { [$0, "to be signed", "to be signed", "to be signed"] })),
    ]
  }

  private var individual: [Document.Block] {
    let rows = signers.filter { !($0.last ?? "").isEmpty }
    if rows.isEmpty {
      return [
        .toBeWritten(
          "Individual commitments",
          guidance:
            "Each signatory states what it will do by when, with which means. (Plan file: ccc.signatories, field commitment)"
        )
      ]
    }
    return [
      .numbered(
        "Individual commitments",
        Document.Table(
          ["Signatory", "Commitment"].map(Document.Table.text),
          rows: rows.map { [$0[0], $0.last ?? ""] }))
    ]
  }
}
