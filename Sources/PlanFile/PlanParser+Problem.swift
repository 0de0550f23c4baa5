import PlanModel

extension PlanParser {
  /// The problem.
  mutating func problem(_ mapping: YAMLMapping) -> ProblemDescription {
    var problem = ProblemDescription()
    for key in ["compactness", "phases"] { _ = mapping.value(key) }
    problem.objective =
      mapping.word("objective", as: ProblemDescription.Objective.self) ?? problem.objective
    problem.gap = mapping.quantity("gap") ?? problem.gap
    for budget in mapping.mappings("budgets") {
      problem.rows.append(contentsOf: row(budget, .atMost, amount: .investment))
    }
    for target in mapping.mappings("targets") {
      problem.rows.append(contentsOf: row(target, .atLeast, amount: .co2))
    }
    for floor in mapping.mappings("floors") {
      problem.rows.append(contentsOf: row(floor, .atLeast, amount: .investment))
    }
    for cap in mapping.mappings("caps") {
      problem.rows.append(contentsOf: row(cap, .atMost, amount: nil))
    }
    for share in mapping.mappings("shares") { problem.rows.append(contentsOf: self.share(share)) }
    problem.locks = locks(mapping)
    warnOfEmptyProblem(mapping, problem)
    return problem
  }

  private func warnOfEmptyProblem(_ mapping: YAMLMapping, _ problem: ProblemDescription) {
    let wanted =
      problem.objective == .leastCost
      ? ["targets", "floors", "shares", "locks"] : ["budgets", "caps"]
    guard !wanted.contains(where: { mapping.has($0) }) else { return }
    if problem.objective == .leastCost {
      mapping.report(
        "no-target", "The cheapest plan is sought, and nothing says what it must reach.",
        remedy: "Add a target such as `{name: climate, amount: co2, atLeast: 40 % of baseline}`.",
        as: .warning)
    } else {
      mapping.report(
        "no-budget", "The most reduction is sought, and nothing says what it may cost.",
        remedy: "Add a budget such as `{name: town, amount: investment, atMost: 12 MEUR}`.",
        as: .warning)
    }
  }

  /// One row, or none after a finding.
  private mutating func row(
    _ mapping: YAMLMapping, _ sense: RowSense, amount standard: Amount?
  ) -> [RowDescription] {
    let amount = mapping.has("amount") ? mapping.word("amount", as: Amount.self) : standard
    let key = sense == .atMost ? "atMost" : "atLeast"
    let narrowed = narrowing(mapping)
    var limit: RowDescription.Limit?
    if let value = mapping.value(key), let amount {
      limit = self.limit(value, of: amount, isNarrowed: narrowed.isNarrowed)
      if case .amount(0) = limit {
        value.report(
          "zero-limit", "`\(value.path)` is zero.",
          remedy: sense == .atMost
            ? "Check that nothing may be chosen that needs any of it."
            : "Remove the row, or raise it.",
          as: .warning)
      }
    }
    guard let name = rowName(mapping), let amount, let limit else { return [] }
    return [narrowed.row(name, amount, sense, limit, mapping.line)]
  }

  private mutating func share(_ mapping: YAMLMapping) -> [RowDescription] {
    let amount = mapping.has("amount") ? mapping.word("amount", as: Amount.self) : .investment
    let narrowed = narrowing(mapping)
    let least = mapping.quantity("atLeast")
    let most = mapping.quantity("atMost")
    let name = rowName(mapping)
    if mapping.has("atLeast") == mapping.has("atMost") {
      mapping.report(
        mapping.has("atLeast") ? "two-limits" : "missing-key",
        mapping.has("atLeast")
          ? "A share has `atLeast` and `atMost`." : "A share needs `atLeast` or `atMost`.",
        remedy: "Write one of the two, e.g. `atLeast: 10 %`; a second limit is a share of its own.")
      return []
    }
    if !narrowed.isNarrowed {
      mapping.report(
        "share-of-all", "A share needs `per: district`, `districts` or `actions`.",
        remedy: "Say whose share it is; the whole plan always has 100 %.")
      return []
    }
    if narrowed.perDistrict, let least, least * Double(narrowed.districts.count) > 1 + 1e-9 {
      mapping.report(
        "more-than-all",
        "\(narrowed.districts.count) districts with at least \((least * 100).shortest) % each are more than 100 %.",
        remedy: "Lower the share.", at: "atLeast")
      return []
    }
    guard let name, let amount, let limit = least ?? most else { return [] }
    return [
      narrowed.row(
        name, amount, least == nil ? .atMost : .atLeast, .shareOfPlan(limit), mapping.line)
    ]
  }

  /// What a row is narrowed to.
  private struct Narrowing {
    var perDistrict: Bool
    var actions: [String]
    var districts: [String]

    var isNarrowed: Bool { perDistrict || !actions.isEmpty || !districts.isEmpty }

    func row(
      _ name: String, _ amount: Amount, _ sense: RowSense, _ limit: RowDescription.Limit,
      _ line: Int
    ) -> RowDescription {
      var row = RowDescription(name: name, amount: amount, sense: sense, limit: limit)
      row.perDistrict = perDistrict
      row.actions = actions
      row.districts = districts
      row.line = line
      return row
    }
  }

  private func narrowing(_ mapping: YAMLMapping) -> Narrowing {
    Narrowing(
      perDistrict: mapping.word("per") != nil, actions: ids(mapping, "actions"),
      districts: ids(mapping, "districts"))
  }

  private mutating func rowName(_ mapping: YAMLMapping) -> String? {
    guard let name = mapping.text("name") else { return nil }
    if let line = rowLines[name] {
      mapping.report(
        "duplicate-name", "Another row is named `\(name.shortened)` as well, in line \(line).",
        remedy: "Give each row a name of its own.", at: "name")
      return nil
    }
    rowLines[name] = mapping.line(of: "name")
    return name
  }

  /// A limit: a quantity, a share of the baseline or a share of the plan.
  private func limit(
    _ value: YAMLValue, of amount: Amount, isNarrowed: Bool
  ) -> RowDescription.Limit? {
    guard let text = value.scalar else {
      value.reportWrongType(
        "a quantity with a unit", example: "\(value.lastKey): \(amount.dimension.example)")
      return nil
    }
    let parts = text.split(separator: " ", omittingEmptySubsequences: true)
    let hasBaseline = amount == .co2 || amount == .energySaved
    guard let of = parts.firstIndex(of: "of") else {
      if case .success = Quantity.parse(text, as: .share) {
        value.report(
          "wrong-unit", "`\(value.path)` is `\(text.shortened)`, and does not say of what.",
          remedy: hasBaseline
            ? "Write `\(text.shortened) of baseline`, or a quantity such as `12 \(amount.dimension.exampleUnit)`."
            : "Write a quantity such as `12 \(amount.dimension.exampleUnit)`, or `\(text.shortened) of plan` for a part of the plan."
        )
        return nil
      }
      return value.quantity(of: text, as: amount.dimension, in: 0...1e15).map { .amount($0) }
    }
    let whole = parts[(of + 1)...].joined(separator: " ")
    let number = parts[..<of].joined(separator: " ")
    guard ["baseline", "plan"].contains(whole) else {
      let nearest =
        whole.nearest(among: ["baseline", "plan"]).map { "Did you mean `\($0)`? " } ?? ""
      value.report(
        "unknown-word", "`\(value.path)` is a share of `\(whole.shortened)`, which is not known.",
        remedy: nearest + "Write `of baseline` or `of plan`.")
      return nil
    }
    guard let share = value.quantity(of: number, as: .share, in: 0...1) else { return nil }
    if whole == "baseline" {
      if hasBaseline { return .shareOfBaseline(share) }
      value.report(
        "no-baseline", "There is no baseline of \(amount.title.lowercased()).",
        remedy:
          "Write a quantity such as `\(amount.dimension.example)`; a baseline have co2 and energySaved."
      )
      return nil
    }
    if isNarrowed { return .shareOfPlan(share) }
    value.report(
      "share-of-all", "`\(value.path)` is a share of the plan for the whole plan.",
      remedy: "Add `per: district`, `districts` or `actions`; the whole plan always has 100 %.")
    return nil
  }
}
