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
    return (plan + benefits + indicators + acceptability + [conflict]).compactMap { $0 }
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
    let ramp = WebMapTheme.ramp
    return WebMapTheme(
      key: "f", title: "When it begins", group: "The plan", none: "nothing",
      classes: phases.enumerated().map { place, phase in
        // Early is dark: what comes first is seen first.
        let step =
          phases.count == 1 ? 2 : (phases.count - 1 - place) * (ramp.count - 1) / (phases.count - 1)
        return WebMapTheme.Class(
          title: phase.name, colour: ramp[step], hatch: place / ramp.count)
      },
      values: account.chosen.map { options in
        Int32(options.map { table.phase(of: $0) }.min() ?? -1)
      })
  }

  private func perHectare(_ amount: Amount) -> [Double?] {
    let column = result.options.amounts[amount.index]
    return units.map { unit in
      let area = result.units.area[unit]
      return area > 0 ? account.chosen[unit].reduce(0) { $0 + column[$1] } / area * 1e4 : nil
    }
  }

  private var reduction: WebMapTheme? {
    WebMapTheme(
      key: "c", title: "Emissions cut, per hectare", group: "The plan", unit: "t CO2e/a per ha",
      none: "none", values: perHectare(.co2))
  }

  private var investment: WebMapTheme? {
    WebMapTheme(
      key: "n", title: "Investment, per hectare", group: "The plan", unit: "EUR per ha",
      none: "none", values: perHectare(.investment))
  }

  /// What the plan leaves in the place, as in the layer `benefits`.
  private var benefits: [WebMapTheme?] {
    guard account.isDecided, let benefits = result.benefits?.units else { return [] }
    let perPerson = zip(benefits.householdSavings, benefits.people).map { $1 > 0 ? $0 / $1 : nil }
    let themes: [(title: String, unit: String, note: String, values: [Double?])] = [
      (
        "Local value added, once", "EUR",
        "Profit, income and tax that planning and building leave here.",
        benefits.once
      ),
      (
        "Local value added, yearly", "EUR/a", "Profit, income and tax that operating leaves here.",
        benefits.yearly
      ),
      ("Work to build", "job-years", "Wherever the workers live.", benefits.jobYears),
      (
        "Smaller bills of households, per person", "EUR/a per person",
        "What households save of their energy bills, by the people who live there.", perPerson
      ),
      (
        "People reached by relief", "people",
        "People in dwellings with an action that relieves energy poverty.", benefits.reachedPeople
      ),
    ]
    return themes.enumerated().map { place, theme in
      var made = WebMapTheme(
        key: "b\(place)", title: theme.title, group: "What it brings", unit: theme.unit,
        none: "none", values: theme.values)
      made?.note = theme.note
      return made
    }
  }

  private var indicators: [WebMapTheme?] {
    let table = result.unitIndicators
    return zip(table.indicators, table.values).enumerated().map { place, entry in
      var theme = WebMapTheme(
        key: "i\(place)", title: entry.0.title, group: "Today and potentials", unit: entry.0.unit,
        none: "none or unknown", values: units.map { entry.1[$0] })
      theme?.note = entry.0.method
      return theme
    }
  }

  /// The four-way map of each action that people spoke of, as far as it may be shown.
  private var acceptability: [WebMapTheme?] {
    guard let cells = result.society?.published.units else { return [] }
    // Places in the palette: green and yellow for what is wanted, purple and red for what is not.
    let verdicts = [("go", 4), ("negotiate", 1), ("leave", 7), ("protect", 5)]
    return result.options.actions.indices.map { action in
      let shown = cells.filter { $0.action == action && $0.verdict != nil }
      if shown.isEmpty { return nil }
      var values = units.map { _ in Int32(-1) }
      for cell in shown {
        values[cell.area] = Int32(verdicts.firstIndex { $0.0 == cell.verdict } ?? -1)
      }
      return WebMapTheme(
        key: "v\(action)", title: "Acceptability: \(result.options.actions[action].name)",
        group: "What people say", none: "too few voices to show",
        classes: verdicts.map { (SocietySections.verdict($0.0), $0.1) }, values: values)
    }
  }

  /// What people disagree about most, after Brown and Raymond, as in the layer `conflicts`.
  private var conflict: WebMapTheme? {
    guard result.hasVoices else { return nil }
    let layer = MapLayers(account).conflicts
    guard case .text(let classes)? = layer.fields.first(where: { $0.role == "class" })?.column
    else { return nil }
    let words = classes.categories.sorted()
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
      classes: words.enumerated().map { (ConflictWords.title($1), $0) }, values: values)
    theme.note = ConflictWords.note
    return theme
  }
}
