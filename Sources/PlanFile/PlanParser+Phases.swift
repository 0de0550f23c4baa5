import PlanModel

extension PlanParser {
  /// The phases; those that overlap, run backwards or leave the plan's years are reported.
  mutating func readPhases(_ mapping: YAMLMapping) -> [Phase] {
    var phases: [Phase] = []
    for entry in mapping.mappings("phases") {
      let name = entry.text("name")
      guard let years = phaseYears(entry), let name else { continue }
      if let other = phases.first(where: { $0.name == name }) {
        entry.report(
          "duplicate-name",
          "Another phase is named `\(name.shortened)` as well, in line \(other.line ?? 0).",
          remedy: "Give each phase a name of its own.", at: "name")
        continue
      }
      if let before = phases.last, years.lowerBound <= before.last {
        entry.report(
          "phase-order",
          "The phase `\(name.shortened)` begins in \(years.lowerBound), and the one before it ends in \(before.last).",
          remedy: "Write the phases in their order, each from the year after the one before.")
        continue
      }
      if let whole = self.years,
        !whole.contains(years.lowerBound) || !whole.contains(years.upperBound)
      {
        entry.report(
          "phase-years",
          "The phase `\(name.shortened)` lasts from \(years.lowerBound) to \(years.upperBound), outside of the plan's years \(whole.lowerBound) to \(whole.upperBound).",
          remedy: "Move the phase, or change `years` of the plan.")
        continue
      }
      phases.append(
        Phase(name: name, first: years.lowerBound, last: years.upperBound, line: entry.line))
    }
    return phases
  }

  /// `2026-2030` or `from` and `to`; nil after a finding.
  private func phaseYears(_ entry: YAMLMapping) -> ClosedRange<Int>? {
    if entry.has("years") {
      if entry.has("from") || entry.has("to") {
        entry.report(
          "two-limits", "A phase has `years` and `from` or `to`.", remedy: "Keep one of the two.",
          at: "years")
        return nil
      }
      guard let value = entry.value("years"), let text = value.text() else { return nil }
      let parts = text.replacing("–", with: "-").split(separator: "-").map { String($0).trimmed }
      let years = parts.compactMap { Int($0) }.filter { (1900...2200).contains($0) }
      guard years.count == parts.count, years.count == 1 || years.count == 2,
        years[0] <= years[years.count - 1]
      else {
        value.report(
          "bad-years", "`\(value.path)` is `\(text.shortened)`, which is no span of years.",
          remedy: "Write the first and the last year, e.g. `years: 2026-2030`.")
        return nil
      }
      return years[0]...years[years.count - 1]
    }
    guard entry.has("from"), entry.has("to") else {
      entry.report(
        "missing-key", "A phase needs `years`, or `from` and `to`.",
        remedy: "Write e.g. `years: 2026-2030`.")
      return nil
    }
    guard let from = entry.integer("from"), let to = entry.integer("to") else { return nil }
    if to < from {
      entry.report(
        "years-order", "The phase ends in \(to), before it begins in \(from).",
        remedy: "Swap the two, or correct one.", at: "to")
      return nil
    }
    return from...to
  }

  /// Which phases a row counts; all after a finding.
  func span(_ mapping: YAMLMapping) -> PhaseSpan {
    if mapping.has("phase"), mapping.has("by") {
      mapping.report(
        "two-limits", "A row has `phase` and `by`.",
        remedy: "Write `phase` for what begins in a phase, `by` for what is reached when it ends.",
        at: "by")
      return .all
    }
    if let value = mapping.value("phase") {
      return value.text().flatMap { phase($0, at: value) }.map { .during($0) } ?? .all
    }
    if let value = mapping.value("by") {
      return value.text().flatMap { phase($0, at: value) }.map { .through($0) } ?? .all
    }
    return .all
  }

  /// The position of a phase; nil after a finding.
  func phase(_ name: String, at value: YAMLValue) -> Int? {
    if let position = phases.firstIndex(where: { $0.name == name }) { return position }
    let near = name.nearest(among: phases.map(\.name)).map { "Did you mean `\($0)`?" }
    value.report(
      "unknown-phase", "`\(value.path)` names the unknown phase `\(name.shortened)`.",
      remedy: phases.isEmpty
        ? "Add `phases` to the problem first."
        : near ?? "The phases are \(inSentence(phases.map(\.name))).")
    return nil
  }

  /// The limits of a row that has one for each phase, with the phases that each counts.
  func byPhase(
    _ mapping: YAMLMapping, _ value: YAMLValue, of amount: Amount, narrowed: RowNarrowing,
    isReached: Bool
  ) -> [(span: PhaseSpan, limit: RowDescription.Limit)] {
    if mapping.has("phase") || mapping.has("by") {
      mapping.report(
        "two-limits", "A row with a limit for each phase names a phase of its own.",
        remedy: "Remove `phase` and `by`, or write one limit.")
      return []
    }
    if value.entries().isEmpty {
      let remedy =
        phases.isEmpty
        ? "Write a quantity such as `\(amount.dimension.example)`."
        : "Write a limit for each phase, e.g. `{\(phases[0].name): \(amount.dimension.example)}`, or one for all."
      value.report(
        "empty-limit", "`\(value.path)` is empty, so the row says nothing.", remedy: remedy)
      return []
    }
    var limits: [Int: RowDescription.Limit] = [:]
    for entry in value.entries() {
      let position = phase(entry.key, at: entry.value)
      let limit = self.limit(entry.value, of: amount, isNarrowed: narrowed.isNarrowed)
      if let position, let limit { limits[position] = limit }
    }
    guard carriesOver(mapping) else {
      return limits.keys.sorted().map {
        (isReached ? .through($0) : .during($0), limits[$0]!)
      }
    }
    var sums: [(span: PhaseSpan, limit: RowDescription.Limit)] = []
    var sum = CompensatedSum()
    for (position, phase) in phases.enumerated() {
      guard case .amount(let part)? = limits[position] else {
        value.report(
          "missing-phase",
          "A budget that carries over needs a sum of money for each phase, and `\(phase.name.shortened)` has none.",
          remedy: "Write `0 MEUR` where nothing is added.")
        return []
      }
      sum.add(part)
      sums.append((.through(position), .amount(sum.value)))
    }
    return sums
  }

  /// Whether what is left in a phase may be used later; only budgets can say so.
  func carriesOver(_ mapping: YAMLMapping) -> Bool {
    mapping.keys["carriesOver"] != nil && (mapping.flag("carriesOver") ?? false)
  }

  /// Which actions wait for which.
  func sequence(_ mapping: YAMLMapping) -> [SequenceDescription] {
    let orders = mapping.mappings("sequence").compactMap { entry -> SequenceDescription? in
      let first = oneOrMore(entry, "first")
      let then = oneOrMore(entry, "then")
      guard !first.isEmpty, !then.isEmpty else { return nil }
      if let both = first.first(where: then.contains) {
        entry.report(
          "contradiction", "The action `\(both.shortened)` waits for itself.",
          remedy: "Remove it from `first` or from `then`.", at: "then")
        return nil
      }
      return SequenceDescription(first: first, then: then, line: entry.line)
    }
    if !orders.isEmpty, phases.count < 2 {
      mapping.report(
        "no-phases", "`sequence` orders actions in time, and the plan has no two phases.",
        remedy: "Add `phases`; without them all begins at once.", as: .warning, at: "sequence")
    }
    return orders
  }

  /// One text or a list of texts.
  private func oneOrMore(_ mapping: YAMLMapping, _ key: String) -> [String] {
    guard let value = mapping.value(key) else { return [] }
    return value.isList ? value.texts().unique : value.text().map { [$0] } ?? []
  }
}

extension Array where Element: Hashable {
  /// The elements without repetition, in the order they first stand in.
  fileprivate var unique: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
