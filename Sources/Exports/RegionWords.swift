import PlanModel

/// A region's plans in sentences.
struct RegionWords {
  private let result: RegionResult
  private var unit: String { result.objectiveAmount.unit }
  private var minimises: Bool { result.objectiveAmount != .co2 }

  init(_ result: RegionResult) { self.result = result }

  /// What is proved of all municipalities together.
  var certificate: String {
    let planned = result.members.filter { !$0.amounts.isEmpty }
    guard !planned.isEmpty else {
      return result.conflict.isEmpty
        ? "No municipality could be planned."
        : "There are no plans: no choice of actions in any of the municipalities can meet all rules at once."
    }
    // A cost below zero is a gain, and reads so.
    let isGain = minimises && result.objective < 0 && (result.bound.isNaN || result.bound < 0)
    let value = isGain ? "a gain of \(exact(-result.objective))" : exact(result.objective)
    guard !result.bound.isNaN else {
      return
        "The plans come to \(value). Nothing is proved of the whole, because a municipality that took part in the split has no plan."
    }
    let bound = exact(isGain ? -result.bound : result.bound)
    let beyond =
      "No plans of \(planned.count == 1 ? "this municipality" : "these \(planned.count.grouped) municipalities") that keep the shared rules can \(isGain ? "gain more" : minimises ? "cost less" : "reduce more") than \(bound)"
    if result.status == .optimal {
      return "\(beyond); these come to \(value). They are proved to be the best there are."
    }
    return
      "\(result.status == .limit ? "The gap asked for was not reached. " : "")\(beyond); these come to \(value), at most \((result.gap * 100).grouped(4)) % \(minimises && !isGain ? "above" : "below") that."
  }

  /// An objective with the digits that set it apart from its bound.
  private func exact(_ objective: Double) -> String {
    "\(objective.grouped(abs(objective) >= 1000 ? 0 : 3))\u{00A0}\(unit)"
  }

  /// Why a municipality got what it got.
  func why(_ member: RegionResult.Member) -> String {
    switch member.state {
    case .failed: return member.messages.first ?? "It could not be planned."
    case .infeasible:
      return
        result.conflict.isEmpty
        ? member.messages.first ?? "No plan meets its rules together with its part."
        : "The rules of the region cannot all be met: \(result.conflict.joined(separator: ", "))."
    case .planned: break
    }
    let sentences = result.rows.filter { $0.member == nil }.compactMap { sentence($0, member) }
    return sentences.isEmpty
      ? "It shares nothing and is planned for itself." : sentences.joined(separator: " ")
  }

  /// What a municipality has of a shared row, beside its part of the people or of the emissions.
  private func sentence(_ row: RegionResult.Row, _ member: RegionResult.Member) -> String? {
    guard row.lhs > 0, row.rhs > 0 else { return nil }
    let own = member.amounts[row.row.amount.index]
    let part = own / row.lhs
    let others = result.members.filter { !$0.amounts.isEmpty }
    let isUsed = row.row.sense == .atMost
    let key = { (member: RegionResult.Member) in
      isUsed ? member.population : member.baselineEmissions
    }
    let whole = others.map(key).compensatedSum()
    let start =
      "It has \(ShownUnit.phrase(own, row.row.amount.unit)), \(percent(part)) of what “\(row.row.name)” comes to"
    guard whole > 0 else { return start + "." }
    let fair = key(member) / whole
    return start
      + ", with \(percent(fair)) of \(isUsed ? "the people" : "today's emissions"). \(reason(part, fair, row))"
  }

  private func reason(_ part: Double, _ fair: Double, _ row: RegionResult.Row) -> String {
    if row.price == 0 {
      return "The rule leaves room: each municipality takes what pays there."
    }
    let amount = row.row.amount
    let step = ShownUnit.step(of: amount)
    let isUsed = row.row.sense == .atMost
    let price =
      "the last \(ShownUnit.phrase(step, amount.unit)) \(isUsed ? "gain" : "cost") \(ShownUnit.phrase(abs(row.price) * step, unit)) in every municipality"
    let ratio = part / fair
    if (0.98...1.02).contains(ratio) { return "That is about its part, where \(price)." }
    let much = ratio > 1 ? "more" : "less"
    return isUsed
      ? "At the price of the rule (\(price)), \(much) than its part is worth spending here."
      : "At the price of the rule (\(price)), \(much) than its part is worth doing here."
  }

  /// What the split is worth beside one by people and emissions.
  var proRata: String? {
    guard let split = result.proRata else { return nil }
    if !split.unable.isEmpty {
      let names = split.unable.map { result.members[$0].name }.joined(separator: ", ")
      return
        "Split by people (what may be used) and by today's emissions (what must be reached), there would be no plans: \(names) could not meet \(split.unable.count == 1 ? "its" : "their") part."
    }
    guard let objective = split.objective else { return nil }
    let better = minimises ? objective - result.objective : result.objective - objective
    let words = ShownUnit.phrase(abs(better), unit)
    return
      "Split by people (what may be used) and by today's emissions (what must be reached), the best plans would come to \(ShownUnit.phrase(objective, unit)): the split chosen here \(minimises ? "costs" : "reduces") \(words) \(minimises == (better >= 0) ? "less" : "more")."
  }

  /// What conflicts, and a way out.
  var conflict: [String] {
    guard !result.conflict.isEmpty else { return [] }
    var lines = ["These cannot all hold together: \(result.conflict.joined(separator: ", "))."]
    if !result.relaxation.isEmpty {
      lines.append(
        "A way out: "
          + result.relaxation.map { "\($0.name) by \($0.by.grouped(2))" }.joined(separator: ", ")
          + ", in the unit of each rule.")
    }
    return lines
  }

  private func percent(_ share: Double) -> String { "\((share * 100).grouped(1)) %" }
}

extension ShownUnit {
  /// A handy step of an amount, to tell prices for, in its internal unit.
  static func step(of amount: Amount) -> Double {
    switch amount {
    case .investment: 1e6
    case .annualCost, .billSavings: 1000
    case .co2, .jobs: 1
    case .energySaved, .renewableEnergy: 1e6
    case .land: 10_000
    case .gridPower: 1000
    }
  }
}

extension Int {
  /// The number with its noun, of which the plural is told.
  func counted(_ one: String, _ many: String) -> String { "\(grouped) \(self == 1 ? one : many)" }
}
