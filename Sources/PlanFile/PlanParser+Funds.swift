import PlanModel

extension PlanParser {
  /// The funds that the plan counts on: a list of those alone, or a choice with tables.
  func funds(_ value: YAMLValue) -> FundsDescription {
    var description = FundsDescription(builtIn: false)
    let entries: [YAMLMapping]
    if value.isList {
      entries = value.items().compactMap { $0.mapping(of: PlanKeys.fund) }
    } else {
      guard let mapping = value.mapping(of: PlanKeys.funds) else { return description }
      description.builtIn = mapping.flag("builtIn") ?? true
      description.files = mapping.items("files").compactMap { path($0) }
      entries = mapping.mappings("list")
    }
    for entry in entries {
      guard let fund = fund(entry) else { continue }
      if let other = description.entries.first(where: { $0.id == fund.id }) {
        entry.report(
          "duplicate-name",
          "Another fund has the id `\(fund.id.shortened)` as well, in line \(other.line ?? 0).",
          remedy: "Give each fund an id of its own.", at: "id")
        continue
      }
      description.entries.append(fund)
    }
    return description
  }

  private func fund(_ entry: YAMLMapping) -> FundsDescription.Entry? {
    guard let id = entry.text("id") else { return nil }
    var fund = FundsDescription.Entry(id: id)
    fund.name = entry.text("name")
    fund.level = entry.word("level", as: Fund.Level.self)
    fund.cap = entry.quantity("cap")
    // A rate that cannot be read is told once; the plan is not decided, whatever stands for it.
    fund.rate = entry.quantity("rate") ?? (entry.has("rate") ? 0 : nil)
    fund.deadline = entry.integer("deadline")
    fund.actions = entry.has("actions") ? ids(entry, "actions") : nil
    fund.sectors = entry.has("sectors") ? entry.texts("sectors") : nil
    fund.payers = entry.has("payers") ? entry.texts("payers") : nil
    fund.minimum = entry.quantity("minimum")
    fund.maximum = entry.quantity("maximum")
    fund.isRequired = entry.flag("required")
    fund.notWith = entry.has("notWith") ? ids(entry, "notWith") : nil
    fund.source = entry.text("source")
    fund.line = entry.line
    return fund
  }

  /// How fast people take actions up.
  func adoption(_ root: YAMLMapping) -> [AdoptionRule] {
    root.entries("adoption").compactMap { entry in
      guard let keys = entry.value.mapping(of: PlanKeys.adoption) else { return nil }
      let ceiling = keys.quantity("ceiling")
      guard let curve = curve(keys), let ceiling else { return nil }
      var rule = AdoptionRule(action: entry.key, ceiling: ceiling, curve: curve)
      rule.source = keys.text("source") ?? ""
      rule.firmness = firmness(keys)
      rule.line = keys.line
      if rule.source.isEmpty {
        keys.report(
          "no-source", "The adoption of `\(entry.key.shortened)` does not say where it was read.",
          remedy: "Add a `source`.", as: .note)
      }
      return rule
    }
  }

  /// Logistic by `midpoint` and `steepness`, or Bass by `start`, `innovation` and `imitation`; nil after a finding.
  private func curve(_ keys: YAMLMapping) -> AdoptionRule.Curve? {
    let logistic = ["midpoint", "steepness"]
    let bass = ["start", "innovation", "imitation"]
    let isBass = bass.contains { keys.has($0) }
    if isBass, logistic.contains(where: { keys.has($0) }) {
      keys.report(
        "two-answers", "`\(keys.value.path)` mixes the keys of two curves.",
        remedy:
          "Write \(inSentence(logistic)) for a logistic curve, or \(inSentence(bass)) for Bass's.")
      return nil
    }
    let wanted = isBass ? bass : logistic
    let missing = wanted.filter { !keys.has($0) }
    guard missing.isEmpty else {
      keys.report(
        "missing-key", "`\(keys.value.path)` lacks \(inSentence(missing)).",
        remedy:
          "Write \(inSentence(logistic)) for a logistic curve, or \(inSentence(bass)) for Bass's.")
      return nil
    }
    let numbers = wanted.compactMap { keys.number($0) }
    guard numbers.count == wanted.count else { return nil }
    return isBass
      ? .bass(start: numbers[0], innovation: numbers[1], imitation: numbers[2])
      : .logistic(midpoint: numbers[0], steepness: numbers[1])
  }

  /// What stakeholders promise.
  func pledges(_ mapping: YAMLMapping, by stakeholders: [String]) -> [Pledge] {
    mapping.mappings("pledges").compactMap { entry in
      let action = entry.text("action")
      let districts = ids(entry, "districts")
      var promised: (amount: Amount, value: Double)?
      if let value = entry.value("amount") {
        promised = self.promised(value)
      }
      // A pledge by nobody is kept, so that what else it names is looked for as well; it ends the reading with an error.
      let by = entry.value("by").map { $0.word(among: stakeholders) ?? $0.scalar ?? "" }
      guard let by, let action else { return nil }
      return Pledge(
        by: by, action: action, districts: districts, promised: promised, line: entry.line)
    }
  }

  /// A quantity in the unit of one of the amounts that a pledge may be in; nil after a finding.
  private func promised(_ value: YAMLValue) -> (amount: Amount, value: Double)? {
    let amounts = PlanKeys.pledgeAmounts
    let text = value.scalar ?? ""
    // The one whose unit fits; money where none does, so that the finding names units of money.
    let amount =
      amounts.first {
        if case .success = Quantity.parse(text, as: $0.dimension) { true } else { false }
      } ?? .investment
    return value.quantity(as: amount.dimension, in: 0...1e15).map { (amount, $0) }
  }
}
