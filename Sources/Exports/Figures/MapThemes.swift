import PlanModel

/// The maps that a result has something to show on.
struct MapThemes {
  private let account: PlanAccount
  let result: PlanResult

  init(_ account: PlanAccount) {
    self.account = account
    result = account.result
  }

  /// All themes of the municipality, in the order of the plan: what is there, what may be done, what is wanted, what is done.
  var all: [MapTheme] {
    var themes = densities
    themes += eligibility
    themes += risks
    if let interests { themes.append(interests) }
    themes += acceptability
    if let conflicts { themes.append(conflicts) }
    if account.isDecided { themes += [main] + slots + effects }
    themes += benefits
    return themes
  }

  /// The chosen action that does most in each unit.
  var main: MapTheme {
    let used = account.main.used
    return MapTheme(
      name: "main-action", title: "Planned: what does most in each area",
      note: "The chosen action with the largest emission reduction in each planning area.",
      geometry: result.units.geometry,
      place: account.main.action.map { action in
        used.firstIndex(of: Int(action)) ?? -1
      },
      classes: zip(used, used.map { MapTheme.look(account.looks.mark[$0]) }).map {
        MapTheme.Class(label: result.options.actions[$0].name, fill: $1)
      }, rest: "nothing chosen", area: result.units.area)
  }

  private var slots: [MapTheme] {
    SlotClasses.all(of: account).map { slot in
      var place = Array(repeating: -1, count: result.units.count)
      for option in result.plan.chosen where result.options.slot(of: option) == slot.slot {
        let package = Int(result.options.package[option])
        place[Int(result.options.unit[option])] = slot.packages.firstIndex(of: package) ?? -1
      }
      return MapTheme(
        name: "actions-\(FileName.names(of: [slot.name])[0])",
        title: "Planned: \(slot.name.codeInWords)",
        note: "What is chosen in each planning area for “\(slot.name.codeInWords)”.",
        geometry: result.units.geometry, place: place,
        classes: zip(slot.places.map(MapTheme.look), slot.titles).map {
          MapTheme.Class(label: $1, fill: $0)
        }, rest: "nothing chosen", area: result.units.area)
    }
  }

  /// What the plan costs and avoids, by the hectare, so that large areas do not look important for their size.
  var effects: [MapTheme] {
    func density(_ amount: Amount) -> [Double] {
      result.units.area.indices.map { unit in
        let sum = account.chosen[unit].map { result.options.amounts[amount.index][$0] }
          .compensatedSum()
        return result.units.area[unit] > 0 ? sum / (result.units.area[unit] / 10_000) : 0
      }
    }
    return [
      MapTheme.graduated(
        "investment", title: "Investment of the plan",
        note: "Investment of all chosen actions by hectare of each planning area.", unit: "EUR/ha",
        values: density(.investment), geometry: result.units.geometry, area: result.units.area,
        rest: "no investment"),
      MapTheme.graduated(
        "emissions-avoided", title: "Emissions avoided by the plan",
        note: "Yearly reduction by all chosen actions by hectare of each planning area.",
        unit: "t CO2e/a per ha", values: density(.co2), geometry: result.units.geometry,
        area: result.units.area, rest: "no reduction"),
    ].compactMap { $0 }
  }

  /// How much heat is needed and sun could give today, by the hectare.
  var densities: [MapTheme] {
    func column(_ id: String) -> [Double]? {
      guard let position = result.unitIndicators.indicators.firstIndex(where: { $0.id == id })
      else { return nil }
      let values = result.unitIndicators.values[position]
      return (0..<result.units.count).map { values[$0] ?? 0 }
    }
    /// Megawatt hours a hectare.
    func dense(_ energy: [Double]) -> [Double] {
      zip(energy, result.units.area).map { $1 > 0 ? $0 / 1000 / ($1 / 10_000) : 0 }
    }
    let heat = (0..<result.units.count).map {
      result.unitStock.total(.spaceHeat, in: $0) + result.unitStock.total(.hotWater, in: $0)
    }
    let sun = column("pv-potential")
    return [
      MapTheme.graduated(
        "heat-demand", title: "Heat demand density",
        note: "Useful space heat and hot water of today by hectare of each planning area.",
        unit: "MWh/a per ha", values: dense(heat), geometry: result.units.geometry,
        area: result.units.area, rest: "no heat demand"),
      sun.flatMap {
        MapTheme.graduated(
          "solar-potential", title: "Solar potential of roofs",
          note: "Electricity that suitable roofs could give by hectare of each planning area.",
          unit: "MWh/a per ha", values: dense($0), geometry: result.units.geometry,
          area: result.units.area, rest: "no suitable roof")
      },
    ].compactMap { $0 }
  }

  /// Where each land action may stand.
  private var eligibility: [MapTheme] {
    result.eligibility.compactMap { land in
      let rows = (0..<result.units.count).filter { !land.geometry.isMissing($0) }
      if rows.isEmpty { return nil }
      let position = result.options.actions.firstIndex { $0.id == land.action }
      let title = position.map { result.options.actions[$0].name } ?? land.action
      var look = MapTheme.look(position.map { account.looks.mark[$0] } ?? 0)
      if look.hatch == .none { look.hatch = .rising }
      return MapTheme(
        name: "eligible-\(FileName.names(of: [land.action])[0])", title: "Land for: \(title)",
        note:
          "Land whose use allows it and that no constraint excludes; the rest is excluded, in use or unknown.",
        geometry: land.geometry.selecting(rows), place: rows.map { _ in 0 },
        classes: [MapTheme.Class(label: "eligible", fill: look)], rest: nil,
        ground: "not eligible or unknown",
        area: rows.map { land.eligible[$0] })
    }
  }

  /// The class of each climate risk by district.
  var risks: [MapTheme] {
    guard let risk = result.climateRisk else { return [] }
    let districts = result.districts.count
    return risk.risks.compactMap { hazard in
      let words = HazardLevel.allCases.filter { hazard.level.prefix(districts).contains($0) }
      if words.isEmpty { return nil }
      let colours = Dictionary(
        zip(HazardLevel.allCases, [0, 2, 4].map { MapTheme.ramp[$0] }),
        uniquingKeysWith: { first, _ in first })
      return MapTheme(
        name: "risk-\(FileName.names(of: [hazard.hazard.rawValue])[0])",
        title: "Climate risk: \(hazard.hazard.title)",
        note: "Class of the risk to people by district.", geometry: result.districts.geometry,
        place: (0..<districts).map { row in
          hazard.level[row].flatMap { words.firstIndex(of: $0) } ?? -1
        },
        classes: words.map {
          MapTheme.Class(
            label: "risk \($0.word)", fill: Drawing.Fill(colour: colours[$0] ?? MapTheme.ramp[2]))
        }, rest: "nothing exposed", area: result.ledger.districtArea, counted: "district")
    }
  }

  private var interests: MapTheme? {
    guard let summary = result.interests, summary.layer.count > 0 else { return nil }
    let layer = summary.layer
    let stances = MapTheme.stances
    let own = (0..<layer.count).map { row in
      let text = layer.texts("stance")?[row] ?? ""
      return stances.firstIndex { $0.word == text } ?? stances.count - 1
    }
    let used = stances.indices.filter(own.contains)
    return MapTheme(
      name: "interests", title: "Interests of groups",
      note: "Who supports, opposes or claims what; interests may lie over one another.",
      geometry: layer.geometry, place: own.map { used.firstIndex(of: $0)! },
      classes: used.map { MapTheme.Class(label: stances[$0].title, fill: stances[$0].fill) },
      rest: nil,
      ground: "nothing wanted",
      area: summary.districtArea.map { $0.compensatedSum() }, counted: "interest")
  }

  /// What people find of each action that may be shown, by share of support.
  private var acceptability: [MapTheme] {
    guard result.hasVoices, let cells = result.society?.published.units else { return [] }
    let limits = [0.2, 0.4, 0.6, 0.8]
    // From opposition to support, dark at both ends, which hatchings tell apart: “PuOr” of ColorBrewer 2.0 (Apache-2.0).
    let looks = [
      Drawing.Fill(colour: "#b35806", hatch: .falling), Drawing.Fill(colour: "#f1a340"),
      // Dots, so that nobody takes the middle for a hole in the map.
      Drawing.Fill(colour: "#f7f7f7", hatch: .dotted), Drawing.Fill(colour: "#998ec3"),
      Drawing.Fill(colour: "#542788", hatch: .rising),
    ]
    let labels = ["under 20 %", "20 to 40 %", "40 to 60 %", "60 to 80 %", "80 % and more"]
    return Set(cells.map(\.action)).sorted().compactMap { action in
      let own = cells.filter { $0.action == action && $0.all != nil }
      if own.isEmpty { return nil }
      let described = result.options.actions[action]
      return MapTheme(
        name: "acceptability-\(FileName.names(of: [described.id])[0])",
        title: "Acceptability: \(described.name)",
        note:
          "Support to be expected of the next who is asked, where enough spoke to be shown; few answers never reach 0 or 100 %.",
        geometry: result.units.geometry.selecting(own.map(\.area)),
        place: own.map { cell in limits.count { $0 <= cell.all!.mean } },
        classes: zip(labels, looks).map { MapTheme.Class(label: $0, fill: $1) }, rest: nil,
        ground: "too few spoke to be shown",
        area: own.map { result.units.area[$0.area] })
    }
  }

  /// Where people disagree.
  private var conflicts: MapTheme? {
    guard result.hasVoices else { return nil }
    let layer = MapLayers(account).conflicts
    guard let words = layer.texts("class"), layer.count > 0 else { return nil }
    let row = Dictionary(
      zip(result.units.ids, result.units.area), uniquingKeysWith: { first, _ in first })
    let classes = ConflictLooks.inOrder(words.categories)
    let places = words.categories.map { classes.firstIndex(of: $0) ?? -1 }
    return MapTheme(
      name: "conflicts", title: "Where people disagree",
      note: ConflictWords.note,
      geometry: layer.geometry, place: words.codes.map { $0 < 0 ? -1 : places[Int($0)] },
      classes: classes.map {
        MapTheme.Class(
          label: ConflictWords.title($0), fill: MapTheme.look(ConflictLooks.place(ofClass: $0)))
      }, rest: nil, ground: "too few spoke to be shown", area: layer.ids.map { row[$0] ?? 0 })
  }
}
