public import PlanModel

/// What is wrong with catalogues joined into one list: problems between actions, and numbers that cannot be.
///
/// - Ids are unique; shares lie in 0…1; nothing is negative; lifetimes, yields and efficiencies are more than 0.
/// - Effect, base and stage fit each other, so that an effect finds what it acts on.
/// - The heat of a sector, its appliances, street lighting, cooling, each activity and each source of emissions are acted
///   on from one slot each, and eligible land belongs to one slot: options of different slots are chosen freely
///   together, so only inside a slot can the stages see to it that nothing is counted twice.
/// - The roof is used once: the shares that the slots claim add up to at most the suitable roof of each sector; so do those
///   of eligible land and of built-up land.
public func catalogueDiagnostics(_ actions: [Action]) -> [Diagnostic] {
  var found: [Diagnostic] = []
  var first: [String: Action] = [:]
  for action in actions {
    if let other = first[action.id] {
      found.append(
        Diagnostic(
          .error, "catalogue.duplicate-id",
          "The action id `\(action.id)` is used twice, first at \(other.place).",
          remedy: "Give one of the two another id.", at: action.place))
    } else {
      first[action.id] = action
    }
    found += numberProblems(of: action)
    found += fitProblems(of: action)
  }
  return found + slotProblems(actions) + claimProblems(actions) + packageProblems(actions)
}

/// Actions that require what no catalogue has, before some are left out of the plan by name.
///
/// An action requires at least one of the actions that it names. That a catalogue has them and the plan offers none is
/// a warning: the city may have done it already.
///
/// - Parameter offered: The ids on offer; nil: all.
public func requirementDiagnostics(
  _ actions: [Action], offered: Set<String>? = nil
) -> [Diagnostic] {
  let known = actions.map(\.id)
  var found: [Diagnostic] = []
  for action in actions where offered?.contains(action.id) ?? true {
    let unknown = action.requires.filter { !known.contains($0) }
    for id in unknown {
      let nearest = id.nearest(among: known).map { "Did you mean `\($0)`? " } ?? ""
      found.append(
        Diagnostic(
          .error, "catalogue.unknown-requirement",
          "`\(action.id)` requires `\(id)`, and no catalogue has such an action.",
          remedy: "\(nearest)Correct the id under `requires`.", at: action.place))
    }
    for id in action.follows where !known.contains(id) || id == action.id {
      let nearest = id.nearest(among: known).map { "Did you mean `\($0)`? " } ?? ""
      found.append(
        Diagnostic(
          .error, "catalogue.unknown-order",
          id == action.id
            ? "`\(id)` follows itself."
            : "`\(action.id)` follows `\(id)`, and no catalogue has such an action.",
          remedy: id == action.id
            ? "Remove it from `follows`." : "\(nearest)Correct the id under `follows`.",
          at: action.place))
    }
    guard let offered, unknown.isEmpty, !action.requires.isEmpty,
      !action.requires.contains(where: offered.contains)
    else { continue }
    let words = action.requires.map { "`\($0)`" }.joined(separator: " or ")
    found.append(
      Diagnostic(
        .warning, "catalogue.requirement-not-offered",
        "`\(action.id)` requires \(words), which the plan does not offer.",
        remedy: "Offer one of them too, or make sure that it is done already.", at: action.place))
  }
  return found
}

/// Too many combinations of one slot.
private func packageProblems(_ actions: [Action]) -> [Diagnostic] {
  var found: [Diagnostic] = []
  var seen: Set<String> = []
  for action in actions where seen.insert(action.slot).inserted {
    let count = Packages.count(of: actions, slot: action.slot)
    guard count > Packages.limit else { continue }
    found.append(
      Diagnostic(
        .error, "catalogue.too-many-packages",
        "The actions of slot `\(action.slot)` combine to more than \(Packages.limit) packages.",
        remedy: "Offer fewer actions of each stage, with actions: only or without.",
        at: action.place))
  }
  return found
}

/// What actions of different slots must not both work on.
private enum SharedThing: Hashable {
  case heat(StockSector)
  case appliances(StockSector)
  case activity(ActivitySector)
  case emissions(EmissionSource)
  case lighting
  case cooling
  case land

  var title: String {
    switch self {
    case .heat(let sector): "the heat of sector `\(sector.word)`"
    case .lighting: "the electricity of street lighting"
    case .appliances(let sector): "the electricity of appliances of sector `\(sector.word)`"
    case .activity(let sector): "the energy of `\(sector.word)`"
    case .emissions(let source): "the emissions of `\(source.word)`"
    case .cooling: "the electricity for cooling"
    case .land: "eligible land"
    }
  }
}

private func sharedThings(of action: Action) -> [SharedThing] {
  var things: [SharedThing] = action.rule.needsLand ? [.land] : []
  switch action.effect {
  case .saveSpaceHeat, .supplyHeat, .solarThermal: things += action.sectors.map { .heat($0) }
  case .saveElectricity: things.append(.lighting)
  case .green(_, _, let electricitySaved): if electricitySaved > 0 { things.append(.cooling) }
  case .saveAppliances: things += action.sectors.map { .appliances($0) }
  case .saveEnergy:
    things += action.sectors.map { .heat($0) } + action.sectors.map { .appliances($0) }
  case .saveActivity, .switchActivity: things += action.activities.map { .activity($0) }
  case .reduceEmissions: if let source = action.source { things.append(.emissions(source)) }
  case .photovoltaic, .wind, .sequester, .adapt: break
  }
  return things
}

private func slotProblems(_ actions: [Action]) -> [Diagnostic] {
  var found: [Diagnostic] = []
  var owner: [SharedThing: Action] = [:]
  for action in actions {
    for thing in sharedThings(of: action) {
      guard let other = owner[thing] else {
        owner[thing] = action
        continue
      }
      guard other.slot != action.slot else { continue }
      found.append(
        Diagnostic(
          .error, "catalogue.counted-twice",
          "`\(action.id)` in slot `\(action.slot)` and `\(other.id)` in slot `\(other.slot)` both act on \(thing.title).",
          remedy:
            "Put both into one slot, so that the second works on what the first leaves, or let them act on different sectors.",
          at: action.place))
    }
  }
  return found
}

/// Roofs and land that the actions of a catalogue can claim more than once.
private func claimProblems(_ actions: [Action]) -> [Diagnostic] {
  var found: [Diagnostic] = []
  for sector in StockSector.allCases {
    let onRoof = actions.filter {
      $0.size.base == .suitableRoof && $0.sectors.contains(sector)
    }
    found += claimProblem(
      onRoof, code: "catalogue.roof-used-twice", what: "the suitable roof of `\(sector.word)`")
  }
  found += claimProblem(
    actions.filter { $0.size.base == .eligibleLand }, code: "catalogue.land-used-twice",
    what: "eligible land")
  // Trees stand beside modules and hollows, so what is planted or held back counts as well.
  found += claimProblem(
    actions.filter { $0.size.base == .builtLand }, code: "catalogue.built-land-used-twice",
    what: "built-up land")
  return found
}

/// The largest claim: stages of a slot add up, actions of one stage exclude each other, slots add up.
private func claimProblem(_ actions: [Action], code: String, what: String) -> [Diagnostic] {
  var claims: [(largest: Action, share: Double)] = []
  for action in actions {
    let known = claims.firstIndex {
      $0.largest.slot == action.slot && $0.largest.stage == action.stage
    }
    if let known {
      if action.size.share > claims[known].share { claims[known] = (action, action.size.share) }
    } else {
      claims.append((action, action.size.share))
    }
  }
  let total = claims.reduce(0) { $0 + $1.share }
  guard total > 1 + 1e-9, let last = claims.last else { return [] }
  let list = claims.map {
    "\(($0.share * 100).rounded(toDecimals: 1)) % by `\($0.largest.id)`"
  }
  return [
    Diagnostic(
      .error, code,
      "Actions can claim \((total * 100).rounded(toDecimals: 1)) % of \(what) together: \(list.joined(separator: ", ")).",
      remedy: "Lower the shares so that they add up to at most 100 %.", at: last.largest.place)
  ]
}
