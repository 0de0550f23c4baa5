import PlanModel

/// Numbers of one action that cannot be.
func numberProblems(of action: Action) -> [Diagnostic] {
  var found: [Diagnostic] = []
  func report(_ field: String, _ value: Double, _ what: String) {
    found.append(
      Diagnostic(
        .error, "catalogue.impossible-number",
        "`\(field)` of action `\(action.id)` is \(value.shortest), which is not \(what).",
        remedy: "Correct the number.",
        at: Place(file: action.place.file, line: action.place.line, field: field)))
  }
  func share(_ field: String, _ value: Double) {
    if !(0...1 ~= value) { report(field, value, "between 0 and 1") }
  }
  func amount(_ field: String, _ value: Double) {
    if !(value >= 0 && value.isFinite) { report(field, value, "0 or more") }
  }
  func positive(_ field: String, _ value: Double) {
    if !(value > 0 && value.isFinite) { report(field, value, "more than 0") }
  }
  share("size.share", action.size.share)
  let cost = action.cost
  amount("cost.perSize", cost.perSize)
  amount("cost.perPower", cost.perPower)
  amount("cost.perPiece", cost.perPiece)
  amount("cost.generationPrice", cost.generationPrice)
  share("cost.runningShare", cost.runningShare)
  positive("cost.lifetime", cost.lifetime)
  amount("jobs.perInvestment", action.jobsPerInvestment)
  amount("jobs.perPower", action.jobsPerPower)
  amount("rule.minimumLand", action.rule.minimumLand)
  amount("rule.minimumPatch", action.rule.minimumPatch)
  amount("rule.minimumWidth", action.rule.minimumWidth)
  amount("rule.minimumWindSpeed", action.rule.minimumWindSpeed)
  share("rule.claimedShare", action.rule.claimedShare)
  for setback in action.rule.setbacks { amount("rule.setbacks", setback.distance) }
  switch action.effect {
  case .saveSpaceHeat(let value), .saveElectricity(let value), .saveAppliances(let value),
    .reduceEmissions(let value), .saveActivity(let value, _):
    share("effect.share", value)
  case .saveEnergy(let heat, let electricity):
    share("effect.heat", heat)
    share("effect.electricity", electricity)
  case .switchActivity(let from, let to, let ratio):
    positive("effect.ratio", ratio)
    if from.isEmpty || from.contains(to) {
      found.append(
        Diagnostic(
          .error, "catalogue.bad-number",
          "Action `\(action.id)` replaces \(to.rawValue) by itself, or nothing.",
          remedy: "Name under `from` the carriers that give way.", at: action.place))
    }
  case .sequester(let uptake): amount("effect.uptake", uptake)
  case .adapt: break
  case .supplyHeat(_, let efficiency, let fullLoadHours, let losses):
    positive("effect.efficiency", efficiency)
    positive("effect.fullLoadHours", fullLoadHours)
    share("effect.losses", losses)
    if losses == 1 { report("effect.losses", losses, "less than 1") }
  case .solarThermal(let yield, let largestShare, let radiation):
    positive("effect.yield", yield)
    share("effect.largestShare", largestShare)
    amount("effect.referenceRadiation", radiation)
  case .photovoltaic(let density, let performance, let orientationGain):
    positive("effect.density", density)
    share("effect.performance", performance)
    positive("effect.orientationGain", orientationGain)
  case .wind(let density, let fullLoadHours, let referenceSpeed, let unitPower):
    positive("effect.density", density)
    positive("effect.unitPower", unitPower)
    positive("effect.referenceSpeed", referenceSpeed)
    positive("effect.fullLoadHours", fullLoadHours)
    if fullLoadHours > 8760 {
      report("effect.fullLoadHours", fullLoadHours, "at most the 8760 hours of a year")
    }
  case .green(let density, let uptake, let electricitySaved):
    amount("effect.density", density)
    amount("effect.uptake", uptake)
    amount("effect.electricitySaved", electricitySaved)
  }
  return found
}

/// Parts of one action that do not fit each other.
func fitProblems(of action: Action) -> [Diagnostic] {
  var found: [Diagnostic] = []
  func report(_ message: String, _ remedy: String) {
    found.append(
      Diagnostic(
        .error, "catalogue.does-not-fit", "Action `\(action.id)` \(message).", remedy: remedy,
        at: action.place))
  }
  let wanted = fit(of: action.effect)
  let base = action.size.base
  if !wanted.bases.contains(base) {
    let words = wanted.bases.map(\.rawValue).joined(separator: " or ")
    report("is sized by \(base.rawValue), which its effect cannot use", "Size it by \(words).")
  }
  if let stage = wanted.stage, stage != action.stage {
    report(
      "works in stage \(action.stage.word), and its effect belongs to stage \(stage.word)",
      "Write stage: \(stage.word).")
  }
  switch base {
  case .heatedArea, .usefulHeat, .networkHeat, .hotWater, .suitableRoof, .appliances,
    .finalEnergy:
    if action.sectors.isEmpty {
      report("is sized by buildings and names no sector", "Name sectors, e.g. [residential].")
    }
  case .eligibleLand, .lightingElectricity, .builtLand, .activityEnergy, .emissions, .population:
    if !action.sectors.isEmpty {
      report("names sectors, and is not sized by buildings", "Leave sectors out.")
    }
  }
  if (base == .activityEnergy) != !action.activities.isEmpty {
    report(
      action.activities.isEmpty
        ? "is sized by activityEnergy and names no activity"
        : "names activities, and is not sized by activityEnergy",
      "Use size.base activityEnergy together with activities, e.g. [privateTransport].")
  }
  if (base == .emissions) != (action.source != nil) {
    report(
      action.source == nil
        ? "is sized by emissions and names no source"
        : "names a source of emissions, and is not sized by emissions",
      "Use size.base emissions together with source, e.g. waste.")
  }
  if Set(action.activities).count != action.activities.count {
    report("names an activity twice", "Name each activity once.")
  }
  if let payers = action.payers, abs(payers.shares.reduce(0, +) - 1) > 1e-9 {
    report("splits its investment into shares that do not add up to 100 %", "Correct `payers`.")
  }
  if Set(action.sectors).count != action.sectors.count {
    report("names a sector twice", "Name each sector once.")
  }
  if (base == .eligibleLand) != action.rule.needsLand {
    report(
      action.rule.needsLand
        ? "names land uses, and is not sized by eligibleLand"
        : "is sized by eligibleLand, and names no land use",
      "Use size.base eligibleLand together with rule.landUse.")
  }
  if action.cost.includesNetwork, base != .networkHeat {
    report(
      "includes the heat network, and is not sized by networkHeat", "Size it by networkHeat.")
  }
  return found
}

/// The bases an effect can be sized by, and the stage it belongs to (nil: any).
private func fit(of effect: ActionEffect) -> (bases: [ActionSize.Base], stage: Action.Stage?) {
  switch effect {
  case .saveSpaceHeat: ([.heatedArea], .save)
  case .saveElectricity: ([.lightingElectricity], .save)
  case .supplyHeat: ([.usefulHeat, .networkHeat], .switchSupply)
  case .solarThermal: ([.suitableRoof], .generate)
  case .photovoltaic: ([.suitableRoof, .eligibleLand, .builtLand], .generate)
  case .wind: ([.eligibleLand], .generate)
  case .green: ([.builtLand, .suitableRoof, .eligibleLand], nil)
  case .saveAppliances: ([.appliances], .save)
  case .saveEnergy: ([.finalEnergy], .save)
  case .saveActivity: ([.activityEnergy], .save)
  case .switchActivity: ([.activityEnergy], .switchSupply)
  case .reduceEmissions: ([.emissions], nil)
  case .sequester: ([.eligibleLand], nil)
  case .adapt: ([.builtLand, .suitableRoof, .eligibleLand, .heatedArea, .population], nil)
  }
}
