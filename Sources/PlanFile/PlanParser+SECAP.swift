import Frameworks
import PlanModel

extension PlanParser {
  /// What people say for the Covenant's report.
  func secap(_ mapping: YAMLMapping, of plan: PlanDescription) -> SECAPStatement {
    var secap = SECAPStatement()
    secap.vision = mapping.text("vision")
    secap.organisation = mapping.text("organisation")
    secap.monitoring = mapping.text("monitoring")
    secap.adaptationOptions = mapping.text("adaptationOptions")
    secap.extremeEvents = mapping.text("extremeEvents")
    secap.targets = targets(mapping, baseYear: plan.baseYear)
    secap.underWay = mapping.quantities("underWay").map {
      .init(sector: $0.key, reduction: $0.amount)
    }
    secap.populationInTargetYear = mapping.number("population")
    secap.staff = mapping.mappings("staff").compactMap { entry in
      guard let body = entry.word("of") else { return nil }
      let pillars = SECAPStatement.Pillar.allCases
      return .init(body: body, fullTime: pillars.map { entry.number($0.rawValue) })
    }
    secap.stakeholders = mapping.mappings("stakeholders").compactMap { entry in
      guard let type = entry.word("type"), let level = entry.word("level") else { return nil }
      return .init(stakeholder: type, level: level, purpose: entry.text("purpose"))
    }
    secap.scoreboard = mapping.entries("adaptationScoreboard").compactMap { entry in
      entry.value.word(among: SECAP.grades.map(\.word)).map { .init(step: entry.key, grade: $0) }
    }
    secap.hazards = once(mapping, "hazards", by: "hazard") { hazard($0) }
    secap.capacities = mapping.entries("adaptiveCapacity").compactMap { entry in
      entry.value.word(among: SECAP.hazardLevels.terms).map { .init(factor: entry.key, level: $0) }
    }
    if let poverty = mapping.mapping("energyPoverty") {
      secap.energyPovertyGoal = poverty.text("goal")
      secap.indicators = poverty.mappings("indicators").compactMap { indicator($0) }
    }
    secap.actions = once(mapping, "actions", by: "action") { actionEntry($0) }
    if let monitoring = mapping.mapping("monitoringInventory") {
      secap.monitoringInventory = monitoring.value("file").flatMap { path($0) }
      secap.monitoringYear = monitoring.integer("year")
      if let year = secap.monitoringYear, plan.baseYear > 0, year <= plan.baseYear {
        monitoring.report(
          "years-order",
          "The monitoring inventory is of \(year), and the base year is \(plan.baseYear).",
          remedy: "Give an inventory of a later year.", at: "year")
      }
    }
    secap.language = mapping.text("language") ?? "en"
    secap.labels = mapping.value("labels").flatMap { path($0) }
    return secap
  }

  /// The entries of a list, each subject once.
  private func once<T>(
    _ mapping: YAMLMapping, _ key: String, by subject: String, _ read: (YAMLMapping) -> T?
  ) -> [T] {
    var seen: Set<String> = []
    return mapping.mappings(key).compactMap { entry in
      guard let name = entry.value(subject)?.scalar else { return nil }
      if !seen.insert(name).inserted {
        entry.report(
          "repeated-entry", "`\(name.shortened)` stands twice in `secap.\(key)`.",
          remedy: "Put both entries together.", at: subject)
        return nil
      }
      return read(entry)
    }
  }

  /// The targets; of two reductions of one year and kind nobody could say which holds. Targets in words may be many.
  private func targets(_ mapping: YAMLMapping, baseYear: Int) -> [SECAPStatement.Target] {
    var found: [SECAPStatement.Target] = []
    for entry in mapping.mappings("targets") {
      guard let target = target(entry, baseYear: baseYear) else { continue }
      let isTold = found.contains {
        $0.reduction != nil && $0.year == target.year && $0.isPerCapita == target.isPerCapita
      }
      if target.reduction != nil, isTold {
        entry.report(
          "repeated-entry",
          "The reduction by \(target.year)\(target.isPerCapita ? " per inhabitant" : "") stands twice in `secap.targets`.",
          remedy: "Keep the one that was committed to.", at: "reduction")
        continue
      }
      found.append(target)
    }
    return found
  }

  private func target(_ mapping: YAMLMapping, baseYear: Int) -> SECAPStatement.Target? {
    guard let pillar = mapping.word("pillar", as: SECAPStatement.Pillar.self),
      let year = mapping.integer("year")
    else { return nil }
    var target = SECAPStatement.Target(pillar, year: year)
    target.reduction = mapping.quantity("reduction")
    target.isPerCapita = mapping.word("kind") == "perCapita"
    target.goal = mapping.text("goal")
    if !mapping.has("reduction"), !mapping.has("goal") {
      mapping.report(
        "missing-key", "A target has neither `reduction` nor `goal`.",
        remedy: "Write what is to be reached.")
    }
    if mapping.has("reduction"), pillar != .mitigation {
      mapping.report(
        "contradiction", "A reduction of emissions is a target of mitigation.",
        remedy: "Write the target in words as `goal`.", at: "reduction")
    }
    if baseYear > 0, year <= baseYear {
      mapping.report(
        "years-order", "The target year \(year) is not after the base year \(baseYear).",
        remedy: "Correct the year.", at: "year")
    }
    return target
  }

  private func hazard(_ mapping: YAMLMapping) -> SECAPStatement.Hazard? {
    guard let word = mapping.word("hazard", as: ClimateHazard.self) else { return nil }
    var hazard = SECAPStatement.Hazard(word)
    hazard.probability = mapping.word("probability")
    hazard.impact = mapping.word("impact")
    hazard.intensity = mapping.word("intensity")
    hazard.frequency = mapping.word("frequency")
    hazard.timeframe = mapping.word("timeframe")
    hazard.sectors = mapping.texts("sectors")
    hazard.groups = mapping.texts("groups")
    return hazard
  }

  private func indicator(_ mapping: YAMLMapping) -> SECAPStatement.Indicator? {
    guard let name = mapping.text("name"), let area = mapping.word("area"),
      let value = mapping.number("value"), let unit = mapping.text("unit"),
      let year = mapping.integer("year")
    else { return nil }
    return .init(
      name: name, area: area, value: value, unit: unit, year: year, source: mapping.text("source"))
  }

  private func actionEntry(_ mapping: YAMLMapping) -> SECAPStatement.ActionEntry? {
    guard let action = mapping.text("action") else { return nil }
    var entry = SECAPStatement.ActionEntry(action)
    entry.status = mapping.word("status")
    entry.responsible = mapping.text("responsible")
    entry.start = month(mapping, "start")
    entry.end = month(mapping, "end")
    if let start = entry.start, let end = entry.end, end < start {
      mapping.report(
        "years-order", "The action ends in \(end), before it starts in \(start).",
        remedy: "Swap the two, or correct one.", at: "end")
    }
    entry.spent = mapping.quantity("spent")
    entry.origin = mapping.word("origin")
    entry.barriers = mapping.texts("barriers")
    entry.isKey = mapping.flag("key") ?? false
    entry.line = mapping.line
    return entry
  }

  /// A month as `2027-03`.
  private func month(_ mapping: YAMLMapping, _ key: String) -> String? {
    guard let value = mapping.value(key), let text = value.text() else { return nil }
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    if parts.count == 2, parts[0].count == 4, parts[1].count == 2,
      let year = Int(parts[0]), let month = Int(parts[1]), (1990...2150).contains(year),
      (1...12).contains(month)
    {
      return text
    }
    value.report(
      "bad-month", "`\(value.path)` is `\(text.shortened)`, which is no month.",
      remedy: "Write year and month, e.g. `2027-03`.")
    return nil
  }
}
