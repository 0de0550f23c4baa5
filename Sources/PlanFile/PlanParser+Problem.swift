import PlanModel

extension PlanParser {
  /// The problem.
  mutating func problem(_ mapping: YAMLMapping) -> ProblemDescription {
    var problem = ProblemDescription()
    problem.objective =
      mapping.word("objective", as: ProblemDescription.Objective.self) ?? problem.objective
    problem.gap = mapping.quantity("gap") ?? problem.gap
    problem.phases = readPhases(mapping)
    phases = problem.phases
    problem.sequence = sequence(mapping)
    problem.compactness = compactness(mapping, objective: problem.objective)
    problem.clusters = clusters(mapping)
    problem.stability = stability(mapping, objective: problem.objective)
    for budget in mapping.mappings("budgets") {
      let isNetOfFunds = netOfFunds(budget)
      problem.rows += row(budget, .atMost, amount: .investment).map {
        var row = $0
        row.isNetOfFunds = isNetOfFunds
        return row
      }
    }
    for target in mapping.mappings("targets") {
      problem.rows.append(contentsOf: row(target, .atLeast, amount: .co2, isReached: true))
    }
    for floor in mapping.mappings("floors") {
      problem.rows.append(contentsOf: row(floor, .atLeast, amount: .investment))
    }
    for cap in mapping.mappings("caps") {
      problem.rows.append(contentsOf: row(cap, .atMost, amount: nil))
    }
    for share in mapping.mappings("shares") { problem.rows.append(contentsOf: self.share(share)) }
    problem.rows += equity(mapping)
    problem.locks = locks(mapping)
    warnOfEmptyProblem(mapping, problem)
    return problem
  }

  /// Whether a budget is about own money; only of an investment do funds pay a part.
  private func netOfFunds(_ budget: YAMLMapping) -> Bool {
    guard budget.flag("netOfFunds") ?? false else { return false }
    if budget.has("amount"), budget.text("amount") != Amount.investment.rawValue {
      budget.report(
        "not-investment",
        "Funds pay a part of an investment, not of `\(budget.text("amount") ?? "")`.",
        remedy: "Write `amount: investment`, or leave `netOfFunds` out.", at: "netOfFunds")
    }
    return true
  }

  private func warnOfEmptyProblem(_ mapping: YAMLMapping, _ problem: ProblemDescription) {
    let wanted =
      problem.objective == .leastCost
      ? ["targets", "floors", "shares", "equity", "locks"] : ["budgets", "caps"]
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

  /// One row, or one for each phase; none after a finding.
  ///
  /// - Parameter isReached: Whether a limit for a phase counts what has been reached when the phase ends, not only what
  ///   begins in it.
  private mutating func row(
    _ mapping: YAMLMapping, _ sense: RowSense, amount standard: Amount?, isReached: Bool = false
  ) -> [RowDescription] {
    let amount = mapping.has("amount") ? mapping.word("amount", as: Amount.self) : standard
    let key = sense == .atMost ? "atMost" : "atLeast"
    let narrowed = narrowing(mapping)
    let name = rowName(mapping)
    guard let value = mapping.value(key), let amount else { return [] }
    if value.isMapping {
      return byPhase(
        mapping, value, of: amount, narrowed: narrowed, isReached: isReached
      ).compactMap { part in
        guard let name else { return nil }
        return narrowed.row(
          name + part.span.suffix(phases), amount, sense, part.limit, mapping.line, span: part.span)
      }
    }
    if carriesOver(mapping) {
      mapping.report(
        "no-phases", "A budget that carries over needs a sum for each phase.",
        remedy: "Write e.g. `\(key): {\(phases.first?.name ?? "2026-2030"): 5 MEUR, …}`.",
        at: "carriesOver")
      return []
    }
    guard let limit = nonzeroLimit(value, of: amount, sense, narrowed), let name else { return [] }
    return [narrowed.row(name, amount, sense, limit, mapping.line)]
  }

  /// A limit; zero is doubtful.
  private func nonzeroLimit(
    _ value: YAMLValue, of amount: Amount, _ sense: RowSense, _ narrowed: RowNarrowing
  ) -> RowDescription.Limit? {
    let limit = self.limit(value, of: amount, isNarrowed: narrowed.isNarrowed)
    if case .amount(0) = limit {
      value.report(
        "zero-limit", "`\(value.path)` is zero.",
        remedy: sense == .atMost
          ? "Check that nothing may be chosen that needs any of it."
          : "Remove the row, or raise it.",
        as: .warning)
    }
    return limit
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

  mutating func rowName(_ mapping: YAMLMapping) -> String? {
    guard let name = mapping.text("name") else { return nil }
    if let line = rowLines[name] {
      mapping.report(
        "duplicate-name", "Another row is named `\(name.shortened)` as well, in line \(line).",
        remedy: "Give each row a name of its own.", at: "name")
      return nil
    }
    let ours = [RowPrefix.capacity, RowPrefix.fund, RowPrefix.adoption, RowPrefix.progress]
    if let prefix = ours.first(where: { name.hasPrefix($0) }) {
      mapping.report(
        "reserved-name",
        "`\(name.shortened)` begins with `\(prefix)`, as rules do that follow from other keys of the plan.",
        remedy: "Give the rule another name.", at: "name")
      return nil
    }
    rowLines[name] = mapping.line(of: "name")
    return name
  }
}
