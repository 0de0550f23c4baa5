import PlanModel

/// The ways in which the web map colours the units: what is planned, by slot and phase, what stands there today, what people say.
struct WebMapThemes {
  private let account: PlanAccount
  private var result: PlanResult { account.result }
  private var units: Range<Int> { 0..<result.units.count }

  init(_ account: PlanAccount) { self.account = account }

  /// The themes, the one that the map opens with first.
  var all: [WebMapTheme] {
    let plan = account.isDecided ? [main] + slots + [phase, reduction, investment] : []
    return (plan + benefits + WebMapIndicators(result).themes + acceptability + [conflict])
      .compactMap { $0 }
  }

  private var main: WebMapTheme? {
    let used = account.main.used
    let actions = result.options.actions
    return WebMapTheme(
      key: "m", title: "Main action", group: "The plan", none: "nothing",
      classes: used.map { (actions[$0].name, account.looks.mark[$0]) },
      values: account.main.action.map { action in
        Int32(used.firstIndex(of: Int(action)) ?? -1)
      })
  }

  private var slots: [WebMapTheme?] {
    let table = result.options
    return SlotClasses.all(of: account).map { slot in
      var values = units.map { _ in Int32(-1) }
      for option in result.plan.chosen where table.slot(of: option) == slot.slot {
        let place = slot.packages.firstIndex(of: Int(table.package[option])) ?? -1
        values[Int(table.unit[option])] = Int32(place)
      }
      return WebMapTheme(
        key: "s\(slot.slot)", title: "Action on: \(slot.name.codeInWords)", group: "The plan",
        none: "nothing", classes: Array(zip(slot.titles, slot.places)), values: values)
    }
  }

  /// When the first chosen option of a unit begins.
  private var phase: WebMapTheme? {
    let table = result.options
    let phases = table.phases
    if phases.isEmpty { return nil }
    // Early is dark: what comes first is seen first.
    let steps = min(phases.count, MapTheme.ramp.count)
    return WebMapTheme(
      key: "f", title: "When it begins", group: "The plan", none: "nothing",
      classes: phases.enumerated().map { place, phase in
        let step = WebMapTheme.step(steps - 1 - place % steps, of: steps)
        return WebMapTheme.Class(
          title: phase.name, colour: step.light, dark: step.dark, hatch: place / steps)
      },
      values: account.chosen.map { options in
        Int32(options.map { table.phase(of: $0) }.min() ?? -1)
      })
  }

  /// Amounts of the units by hectare, so that large areas do not look important for their size; not known where a unit has no area.
  private func perHectare(_ amounts: [Double?]) -> [Double?] {
    zip(amounts, result.units.area).map { amount, area in
      area > 0 ? amount.map { $0 / (area / 1e4) } : nil
    }
  }

  private func chosen(_ amount: Amount) -> [Double?] {
    let column = result.options.amounts[amount.index]
    return perHectare(units.map { account.chosen[$0].map { column[$0] }.compensatedSum() })
  }

  private var reduction: WebMapTheme? {
    WebMapTheme(
      key: "c", title: "Emissions avoided by the plan", group: "The plan", unit: "t CO2e/a",
      perArea: " per ha", none: "no reduction", values: chosen(.co2))
  }

  private var investment: WebMapTheme? {
    WebMapTheme(
      key: "n", title: "Investment of the plan", group: "The plan", unit: "EUR", perArea: "/ha",
      none: "no investment", values: chosen(.investment))
  }

  /// What the plan leaves in the place, as in the layer `benefits`.
  private var benefits: [WebMapTheme?] {
    guard account.isDecided, let benefits = result.benefits?.units else { return [] }
    func theme(
      _ place: Int, _ title: String, _ unit: String, _ perArea: String, none: String = "none",
      note: String, _ values: [Double?]
    ) -> WebMapTheme? {
      var made = WebMapTheme(
        key: "b\(place)", title: title, group: "What it brings", unit: unit, perArea: perArea,
        none: none, values: values)
      made?.note = note
      return made
    }
    let perPerson = zip(benefits.householdSavings, benefits.people).map { $1 > 0 ? $0 / $1 : nil }
    var bills = theme(
      3, "Smaller bills of households", "EUR/a", " a person", none: "no savings",
      note: "What households save of their energy bills, by the people who live there.", perPerson)
    bills?.unknown = "nobody lives there"
    return [
      theme(
        0, "Local value added once", "EUR", "/ha",
        note: "Profit, income and tax that planning and building leave here.",
        perHectare(benefits.once)),
      theme(
        1, "Income that stays here", "EUR/a", " per ha",
        note: "Local value added by operation and ownership: profit, income and tax.",
        perHectare(benefits.yearly)),
      theme(
        2, "Work to build", "job-years", " per ha", note: "Wherever the workers live.",
        perHectare(benefits.jobYears)),
      bills,
      theme(
        4, "Relief of energy poverty", "people", " per ha", none: "nobody reached",
        note: "People in dwellings with an action that relieves energy poverty.",
        perHectare(benefits.reachedPeople)),
    ]
  }

  /// The four-way map of each action that people spoke of, as far as it may be shown.
  private var acceptability: [WebMapTheme?] {
    guard let cells = result.society?.published.units else { return [] }
    let verdicts = ConflictLooks.verdicts
    return result.options.actions.indices.map { action in
      let shown = cells.filter { $0.action == action && $0.verdict != nil }
      if shown.isEmpty { return nil }
      var values = units.map { _ in Int32(-1) }
      for cell in shown {
        values[cell.area] = Int32(verdicts.firstIndex { $0.word == cell.verdict } ?? -1)
      }
      return WebMapTheme(
        key: "v\(action)", title: "Acceptability: \(result.options.actions[action].name)",
        group: "What people say", none: "too few voices to show",
        classes: verdicts.map { (SocietySections.verdict($0.word), $0.place) }, values: values)
    }
  }

  /// What people disagree about most, after Brown and Raymond, as in the layer `conflicts`.
  private var conflict: WebMapTheme? {
    guard result.hasVoices else { return nil }
    let layer = MapLayers(account).conflicts
    guard case .text(let classes)? = layer.fields.first(where: { $0.role == "class" })?.column
    else { return nil }
    let words = ConflictLooks.inOrder(classes.categories)
    if words.isEmpty { return nil }
    let places = Dictionary(uniqueKeysWithValues: result.units.ids.enumerated().map { ($1, $0) })
    var values = units.map { _ in Int32(-1) }
    for (row, id) in layer.ids.enumerated() {
      guard let unit = places[id], let word = classes[row] else { continue }
      values[unit] = Int32(words.firstIndex(of: word) ?? -1)
    }
    var theme = WebMapTheme(
      key: "k", title: "Where people disagree", group: "What people say",
      none: "too few voices to show",
      classes: words.map { (ConflictWords.title($0), ConflictLooks.place(ofClass: $0)) },
      values: values)
    theme.note = ConflictWords.note
    return theme
  }
}
