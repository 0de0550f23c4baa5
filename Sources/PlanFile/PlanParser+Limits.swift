import PlanModel

/// What a row is narrowed to.
struct RowNarrowing {
  var perDistrict: Bool
  var actions: [String]
  var districts: [String]
  var span: PhaseSpan
  var firmness: Double

  var isNarrowed: Bool { perDistrict || !actions.isEmpty || !districts.isEmpty }

  func row(
    _ name: String, _ amount: Amount, _ sense: RowSense, _ limit: RowDescription.Limit,
    _ line: Int, span: PhaseSpan? = nil
  ) -> RowDescription {
    var row = RowDescription(name: name, amount: amount, sense: sense, limit: limit)
    row.perDistrict = perDistrict
    row.actions = actions
    row.districts = districts
    row.span = span ?? self.span
    row.firmness = firmness
    row.line = line
    return row
  }
}

extension PlanParser {
  func narrowing(_ mapping: YAMLMapping) -> RowNarrowing {
    RowNarrowing(
      perDistrict: mapping.word("per") != nil, actions: ids(mapping, "actions"),
      districts: ids(mapping, "districts"), span: span(mapping), firmness: firmness(mapping))
  }

  /// How unwillingly a rule or decision gives: 1 where nothing is said.
  func firmness(_ mapping: YAMLMapping) -> Double {
    guard let value = mapping.value("bends") else { return 1 }
    if value.scalar == "never" { return .infinity }
    guard let text = value.scalar, Double(plain: text) != nil else {
      value.report(
        "wrong-type", "`\(value.path)` must be a number or `never`.",
        remedy: "Write e.g. `bends: 10` for a rule that gives ten times as unwillingly.")
      return 1
    }
    return value.number(in: PlanKeys.firmnessRange) ?? 1
  }

  /// A limit: a quantity, a share of the baseline or a share of the plan.
  func limit(
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
