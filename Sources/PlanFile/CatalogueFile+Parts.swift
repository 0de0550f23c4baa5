import Frameworks
import PlanModel

extension CatalogueReader {
  /// What the action is sized by.
  mutating func size() -> ActionSize? {
    guard let size = entry.mapping("size") else { return nil }
    let base = size.word("base", as: ActionSize.Base.self)
    let share = number("share", in: size, path: "size")
    guard let base, let share else { return nil }
    return ActionSize(base: base, share: share)
  }

  /// Where the action applies.
  mutating func rule() -> ActionRule {
    var rule = ActionRule()
    guard let keys = entry.mapping("rule") else { return rule }
    rule.landUse = keys.texts("landUse").compactMap(landUse(named:))
    for setback in keys.mappings("setbacks") {
      let word = setback.word("from")
      let distance = number("distance", in: setback, path: "rule.setback-\(word ?? "")")
      if let from = word.flatMap(landUse(named:)), let distance {
        rule.setbacks.append((from, distance))
      }
    }
    rule.usesNationalSetback = keys.flag("nationalSetback") ?? false
    rule.claimedShare = number("claimedShare", in: keys, path: "rule") ?? 1
    rule.minimumLand = number("minimumLand", in: keys, path: "rule") ?? 0
    rule.minimumPatch = number("minimumPatch", in: keys, path: "rule") ?? 0
    rule.minimumWidth = number("minimumWidth", in: keys, path: "rule") ?? 0
    rule.needsLayer = keys.word("needsLayer", as: NeededLayer.self)
    rule.minimumWindSpeed = number("minimumWindSpeed", in: keys, path: "rule") ?? 0
    return rule
  }

  private func landUse(named word: String) -> LandUseClass? {
    LandUseClass.allCases.first { $0.word == word }
  }

  /// What the action costs, a size being priced by area or by energy.
  mutating func cost(base: ActionSize.Base?) -> ActionCost? {
    guard let keys = entry.mapping("cost") else { return nil }
    var cost = ActionCost()
    let perArea = number("perArea", in: keys, path: "cost")
    let perEnergy = number("perEnergy", in: keys, path: "cost")
    let perPerson = number("perPerson", in: keys, path: "cost")
    let perEmissions = number("perEmissions", in: keys, path: "cost")
    if let base {
      let right = price(of: base)
      for wrong in ["perArea", "perEnergy", "perPerson", "perEmissions"]
      where wrong != right && keys.value(wrong) != nil {
        keys.report(
          "wrong-price",
          "`\(wrong)` does not fit an action that is sized by \(base.rawValue).",
          remedy: "Use `\(right)`.", at: wrong)
      }
    }
    cost.perSize = perArea ?? perEnergy ?? perPerson ?? perEmissions ?? 0
    cost.learning = number("learning", in: keys, path: "cost") ?? 0
    cost.perPower = number("perPower", in: keys, path: "cost") ?? 0
    cost.perPiece = number("perPiece", in: keys, path: "cost") ?? 0
    cost.includesNetwork = keys.flag("network") ?? false
    cost.usesCountryIndex = keys.flag("countryIndex") ?? false
    cost.runningShare = number("runningShare", in: keys, path: "cost") ?? 0
    cost.creditsEnergy = keys.flag("creditsEnergy") ?? true
    cost.generationPrice = number("generationPrice", in: keys, path: "cost") ?? 0
    guard let lifetime = number("lifetime", in: keys, path: "cost") else { return nil }
    cost.lifetime = lifetime
    return cost
  }

  /// The key under which a unit of a base is priced.
  private func price(of base: ActionSize.Base) -> String {
    switch base {
    case .population: "perPerson"
    case .emissions: "perEmissions"
    default: base.isEnergy ? "perEnergy" : "perArea"
    }
  }

  /// Who pays, or nil where nothing is said.
  func payers() -> Payers? {
    guard let keys = entry.mapping("payers") else { return nil }
    let shares = Payers.words.map { keys.quantity($0) ?? 0 }
    return Payers(
      municipality: shares[0], households: shares[1], business: shares[2], state: shares[3])
  }

  /// The steps on the way; each is due at a share of the phase, or after some months.
  func milestones() -> [Milestone] {
    entry.mappings("milestones").compactMap { keys in
      let share = keys.quantity("at")
      let months = keys.integer("months")
      guard keys.has("at") != keys.has("months") else {
        keys.report(
          keys.has("at") ? "two-limits" : "missing-key",
          "A milestone needs `at` or `months`, one of the two.",
          remedy: "Write e.g. `at: 50 %` for half of the phase, or `months: 6`.")
        return nil
      }
      guard let due = share.map(Milestone.Due.share) ?? months.map(Milestone.Due.months),
        let text = keys.text("text")
      else { return nil }
      return Milestone(due: due, text: text)
    }
  }

  /// What else the action is good for.
  func coBenefits() -> [CoBenefit] {
    guard let keys = entry.mapping("coBenefits") else { return [] }
    return zip(CatalogueKeys.coBenefitWords, ClimateCityContract.coBenefits.terms).flatMap {
      word, group in keys.texts(word).map { CoBenefit(group: group, text: $0) }
    }
  }

  /// The words of the frameworks.
  func codes() -> ActionCodes? {
    guard let keys = entry.mapping("codes") else { return nil }
    let sector = keys.word("sector")
    let policyArea = keys.word("policyArea")
    let instrument = keys.word("instrument")
    let field = keys.word("field")
    let lever = keys.word("lever")
    guard let sector, let policyArea, let instrument, let field, let lever else { return nil }
    return ActionCodes(
      sector: sector, policyArea: policyArea, instrument: instrument, field: field, lever: lever)
  }

  /// What the action does: exactly one effect.
  mutating func effect() -> ActionEffect? {
    guard let keys = entry.mapping("effect") else { return nil }
    let names = keys.keys.keys.map(\.name)
    let given = names.filter { keys.value($0) != nil }
    guard given.count == 1 else {
      keys.report(
        "one-effect",
        given.isEmpty
          ? "The action has no effect."
          : "The action has \(given.count) effects: \(inSentence(given)).",
        remedy: "Give exactly one of \(inSentence(names, "or")).", at: given.last)
      return nil
    }
    if given[0] == "adapt" { return .adapt }
    guard let numbers = keys.mapping(given[0]) else { return nil }
    return effect(given[0], numbers)
  }

  private mutating func effect(_ kind: String, _ keys: YAMLMapping) -> ActionEffect? {
    switch kind {
    case "saveSpaceHeat":
      return number("share", in: keys, path: "effect").map { .saveSpaceHeat(share: $0) }
    case "saveElectricity":
      return number("share", in: keys, path: "effect").map { .saveElectricity(share: $0) }
    case "supplyHeat":
      let carrier = keys.word("carrier", as: Carrier.self)
      let efficiency = number("efficiency", in: keys, path: "effect")
      let hours = number("fullLoadHours", in: keys, path: "effect")
      let losses = number("losses", in: keys, path: "effect") ?? 0
      guard let carrier, let efficiency, let hours else { return nil }
      return .supplyHeat(
        carrier: carrier, efficiency: efficiency, fullLoadHours: hours, losses: losses)
    case "solarThermal":
      let yield = number("yield", in: keys, path: "effect")
      let largest = number("largestShare", in: keys, path: "effect")
      let radiation = number("referenceRadiation", in: keys, path: "effect") ?? 0
      guard let yield, let largest else { return nil }
      return .solarThermal(yield: yield, largestShare: largest, referenceRadiation: radiation)
    case "photovoltaic":
      let density = number("density", in: keys, path: "effect")
      let performance = number("performance", in: keys, path: "effect")
      let gain = number("orientationGain", in: keys, path: "effect")
      guard let density, let performance, let gain else { return nil }
      return .photovoltaic(density: density, performance: performance, orientationGain: gain)
    case "wind":
      let density = number("density", in: keys, path: "effect")
      let hours = number("fullLoadHours", in: keys, path: "effect")
      let speed = number("referenceSpeed", in: keys, path: "effect")
      let power = number("unitPower", in: keys, path: "effect")
      guard let density, let hours, let speed, let power else { return nil }
      return .wind(
        density: density, fullLoadHours: hours, referenceSpeed: speed, unitPower: power)
    case "green":
      let density = number("density", in: keys, path: "effect")
      let uptake = number("uptake", in: keys, path: "effect")
      let saved = number("electricitySaved", in: keys, path: "effect") ?? 0
      guard let density, let uptake else { return nil }
      return .green(density: density, uptake: uptake, electricitySaved: saved)
    case "saveAppliances":
      return number("share", in: keys, path: "effect").map { .saveAppliances(share: $0) }
    case "saveEnergy":
      let heat = number("heat", in: keys, path: "effect")
      let electricity = number("electricity", in: keys, path: "effect")
      guard let heat, let electricity else { return nil }
      return .saveEnergy(heat: heat, electricity: electricity)
    case "saveActivity":
      let carriers = keys.texts("carriers").compactMap { Carrier(rawValue: $0) }
      return number("share", in: keys, path: "effect").map {
        .saveActivity(share: $0, carriers: carriers)
      }
    case "switchActivity":
      let from = keys.texts("from").compactMap { Carrier(rawValue: $0) }
      let to = keys.word("to", as: Carrier.self)
      let ratio = number("ratio", in: keys, path: "effect")
      guard let to, let ratio else { return nil }
      return .switchActivity(from: from, to: to, ratio: ratio)
    case "reduceEmissions":
      return number("share", in: keys, path: "effect").map { .reduceEmissions(share: $0) }
    case "sequester":
      return number("uptake", in: keys, path: "effect").map { .sequester(uptake: $0) }
    default: return nil
    }
  }
}
