import Frameworks
import PlanModel

/// The keys of a catalogue file.
enum CatalogueKeys {
  /// The document.
  static let document = YAMLKeys(
    "a catalogue",
    [
      YAMLKey(
        "commongroundCatalogue", .integer(1...1), required: true,
        "the version of the format, which is 1."),
      YAMLKey("name", .text, "what the catalogue is called."),
      YAMLKey("actions", .list(of: .mapping(action)), required: true, "the actions."),
    ])

  /// One action.
  static let action = YAMLKeys(
    "an action",
    [
      YAMLKey("id", .text, required: true, "a short name of letters, digits and hyphens."),
      YAMLKey("name", .text, required: true, "the name for people."),
      YAMLKey("summary", .text, "one or two sentences for the council."),
      YAMLKey(
        "slot", .text, required: true,
        "what the action takes up; actions of one slot change or exclude one another."),
      YAMLKey(
        "stage", .word(Action.Stage.allCases.map(\.word)), required: true,
        "when it works: save, switch or generate."),
      YAMLKey(
        "sectors", .list(of: .word(StockSector.allCases.map(\.word))),
        "the sectors of buildings that it acts on."),
      YAMLKey(
        "activities", .list(of: .word(ActivitySector.allCases.map(\.word))),
        "the sectors of the inventory beside buildings that it acts on."),
      YAMLKey(
        "source", .word(EmissionSource.allCases.map(\.word)),
        "the source of emissions beside energy that it acts on."),
      YAMLKey(
        "onRequest", .flag,
        "whether it is on offer only where a plan names it under `actions: with` or `only`."),
      YAMLKey("rule", .mapping(rule), "where it applies."),
      YAMLKey("size", .mapping(size), required: true, "what it is sized by."),
      YAMLKey("effect", .mapping(effect), required: true, "what it does."),
      YAMLKey("cost", .mapping(cost), required: true, "what it costs."),
      YAMLKey("jobs", .mapping(jobs), "the work that it makes."),
      YAMLKey("codes", .mapping(codes), required: true, "the words of SECAP and contract."),
      YAMLKey("actors", .mapping(actors), "who leads, who must act or pay as well."),
      YAMLKey(
        "financing", .list(of: .word(SECAP.financingSources.terms)),
        "where the money can come from."),
      YAMLKey("payers", .mapping(payers), "who pays the investment; adds up to 100 %."),
      YAMLKey("conditions", .list(of: .text), "what law or technique asks for, as sentences."),
      YAMLKey("legalBasis", .list(of: .text), "the laws that it rests on, as phrases."),
      YAMLKey("permits", .list(of: .text), "the permits that it needs, as phrases."),
      YAMLKey("milestones", .list(of: .mapping(milestone)), "the steps on its way."),
      YAMLKey("funds", .list(of: .text), "programmes that may pay a part."),
      YAMLKey("requires", .list(of: .text), "actions without which it makes no sense, by id."),
      YAMLKey(
        "follows", .list(of: .text),
        "actions of the same unit before which it may not begin, by id; matters in plans with phases."
      ),
      YAMLKey("coBenefits", .mapping(coBenefits), "what else it is good for."),
      YAMLKey(
        "hazards", .list(of: .word(ClimateHazard.allCases.map(\.rawValue))),
        "the hazards of the climate that it eases."),
      YAMLKey(
        "relievesEnergyPoverty", .flag,
        "whether it relieves people who can hardly pay for their energy."),
    ])

  /// A step on the way.
  static let milestone = YAMLKeys(
    "a milestone",
    [
      YAMLKey("at", .share, "the share of the phase by which it is due."),
      YAMLKey(
        "months", .integer(1...600), "the months after the phase begins by which it is due."),
      YAMLKey("text", .text, required: true, "what is done by then."),
    ])

  /// Who pays.
  static let payers = YAMLKeys(
    "payers", Payers.words.map { YAMLKey($0, .share, "the share that falls to \($0).") })

  /// The groups of co-benefits as keys, in the order of the contract's vocabulary.
  static let coBenefitWords = ["economic", "social", "publicHealth", "environmental"]

  /// What else an action is good for.
  static let coBenefits = YAMLKeys(
    "co-benefits",
    coBenefitWords.map { YAMLKey($0, .list(of: .text), "short phrases.") })

  /// Where an action applies.
  static let rule = YAMLKeys(
    "a rule",
    [
      YAMLKey(
        "landUse", .list(of: .word(LandUseClass.allCases.map(\.word))),
        "the land uses that it may claim."),
      YAMLKey("setbacks", .list(of: .mapping(setback)), "distances to keep from land uses."),
      YAMLKey(
        "nationalSetback", .flag,
        "whether the country's distance from built-up land takes the place of the one here."),
      sourced("claimedShare", .share, "the share of the sized land that other uses lose."),
      sourced("minimumLand", .amount(.area), "the least eligible land of a unit."),
      sourced(
        "minimumPatch", .amount(.area),
        "the least area of a patch of eligible land, across the borders of units."),
      sourced(
        "minimumWidth", .quantity(.length, 0...10_000),
        "the least width of a patch of eligible land."),
      sourced("minimumWindSpeed", .amount(.speed), "the least mean wind speed."),
      YAMLKey(
        "needsLayer", .word(NeededLayer.allCases.map(\.rawValue)),
        "a layer without which the action is not on offer."),
    ])

  /// A distance to keep.
  static let setback = YAMLKeys(
    "a setback",
    [
      YAMLKey(
        "from", .word(LandUseClass.allCases.map(\.word)), required: true,
        "the land use to keep away from."),
      sourced("distance", .amount(.length), required: true, "the distance."),
    ])

  /// What an action is sized by.
  static let size = YAMLKeys(
    "a size",
    [
      YAMLKey(
        "base", .word(ActionSize.Base.allCases.map(\.rawValue)), required: true,
        "the measure of the stock or the land."),
      sourced("share", .share, required: true, "the share that is reached by the target year."),
    ])

  /// What an action does: exactly one of the keys.
  static let effect = YAMLKeys(
    "an effect",
    [
      kind("saveSpaceHeat", [sourced("share", .share, required: true, "useful space heat saved.")]),
      kind("saveElectricity", [sourced("share", .share, required: true, "electricity saved.")]),
      kind(
        "supplyHeat",
        [
          YAMLKey(
            "carrier", .word(Carrier.allCases.map(\.rawValue)), required: true, "the new carrier."),
          sourced(
            "efficiency", .number(0.01...20), required: true,
            "useful heat a unit of final energy; the seasonal performance of heat pumps."),
          sourced(
            "fullLoadHours", .quantity(.energyPerPower, 1...8760), required: true,
            "yearly heat divided by the power to install."),
          sourced("losses", .share, "the share of heat that is lost on the way."),
        ]),
      kind(
        "solarThermal",
        [
          sourced(
            "yield", .amount(.energyPerArea), required: true, "yearly heat a m² of collector."),
          sourced("largestShare", .share, required: true, "the most hot water that it covers."),
          sourced(
            "referenceRadiation", .amount(.energyPerArea),
            "the irradiation on level ground that the yield belongs to; the yield goes with the unit's. Without it the yield is the same everywhere."
          ),
        ]),
      kind(
        "photovoltaic",
        [
          sourced("density", .amount(.powerPerArea), required: true, "module power a m² of base."),
          sourced("performance", .share, required: true, "the performance ratio."),
          sourced(
            "orientationGain", .number(0.1...3), required: true,
            "irradiation on the modules divided by that on level ground."),
        ]),
      kind(
        "wind",
        [
          sourced("density", .amount(.powerPerArea), required: true, "power a m² of land."),
          sourced(
            "fullLoadHours", .quantity(.energyPerPower, 1...8760), required: true,
            "at the reference speed."),
          sourced("referenceSpeed", .amount(.speed), required: true, "a mean wind speed."),
          sourced("unitPower", .amount(.power), required: true, "the power of one turbine."),
        ]),
      kind(
        "green",
        [
          sourced("density", .amount(.countPerArea), required: true, "pieces a m² of base."),
          sourced("uptake", .amount(.emissionsPerCount), required: true, "yearly, a piece."),
          sourced("electricitySaved", .amount(.energyPerCount), "yearly, a piece."),
        ]),
      kind(
        "saveAppliances",
        [sourced("share", .share, required: true, "electricity of appliances saved.")]),
      kind(
        "saveEnergy",
        [
          sourced("heat", .share, required: true, "useful space heat saved."),
          sourced("electricity", .share, required: true, "electricity of appliances saved."),
        ]),
      kind(
        "saveActivity",
        [
          sourced("share", .share, required: true, "final energy saved."),
          YAMLKey(
            "carriers", .list(of: .word(Carrier.allCases.map(\.rawValue))),
            "the carriers that are saved; all without it."),
        ]),
      kind(
        "switchActivity",
        [
          YAMLKey(
            "from", .list(of: .word(Carrier.allCases.map(\.rawValue))), required: true,
            "the carriers that give way."),
          YAMLKey(
            "to", .word(Carrier.allCases.map(\.rawValue)), required: true, "the new carrier."),
          sourced(
            "ratio", .number(0.01...10), required: true,
            "final energy of the new carrier per final energy replaced."),
        ]),
      kind(
        "reduceEmissions",
        [sourced("share", .share, required: true, "emissions of the source avoided.")]),
      kind(
        "sequester",
        [sourced("uptake", .amount(.emissionsPerArea), required: true, "yearly, by area.")]),
      kind("adapt", []),
    ])

  /// What an action costs.
  static let cost = YAMLKeys(
    "a cost",
    [
      sourced("perArea", .amount(.moneyPerArea), "investment a m² of the sized base."),
      sourced("perEnergy", .amount(.moneyPerEnergy), "investment a kWh of the sized base."),
      sourced("perPower", .amount(.moneyPerPower), "investment a kW installed."),
      sourced("perPiece", .amount(.moneyPerCount), "investment a piece."),
      sourced("perPerson", .amount(.moneyPerCount), "investment a person of the sized base."),
      sourced("perEmissions", .amount(.moneyPerEmissions), "investment a t of the sized base."),
      sourced("learning", .quantity(.share, -0.5...0.5), "yearly change of unit costs."),
      YAMLKey("network", .flag, "whether the heat network by Persson's method is added."),
      YAMLKey("countryIndex", .flag, "whether the country's construction cost index applies."),
      sourced("runningShare", .share, "running cost a year, as a share of the investment."),
      sourced("lifetime", .quantity(.time, 1...200), required: true, "the life."),
      YAMLKey("creditsEnergy", .flag, "whether saved and added energy is priced."),
      sourced(
        "generationPrice", .amount(.moneyPerEnergy), "what a generated kWh earns or saves."),
    ])

  /// The work that an action makes.
  static let jobs = YAMLKeys(
    "jobs",
    [
      sourced("perInvestment", .amount(.countPerMoney), "job-years of the investment."),
      sourced("perPower", .amount(.countPerPower), "job-years of the power installed."),
    ])

  /// The words of the frameworks.
  static let codes = YAMLKeys(
    "codes",
    [
      YAMLKey("sector", .word(SECAP.sectors.terms), required: true, "the SECAP sector."),
      YAMLKey(
        "policyArea", .word(SECAP.policyAreas.terms), required: true, "the SECAP policy area."),
      YAMLKey(
        "instrument", .word(SECAP.instruments.terms), required: true,
        "the SECAP policy instrument."),
      YAMLKey(
        "field", .word(ClimateCityContract.fieldsOfAction.terms), required: true,
        "the contract's field of action."),
      YAMLKey(
        "lever", .word(ClimateCityContract.systemicLevers.terms), required: true,
        "the contract's systemic lever."),
    ])

  /// Who acts.
  static let actors = YAMLKeys(
    "actors",
    [
      YAMLKey("lead", .text, required: true, "who leads."),
      YAMLKey("group", .word(Helix.groups.terms), required: true, "the helix group of the lead."),
      YAMLKey("others", .list(of: .text), "who must act or pay as well."),
    ])

  /// A number with its origin: `{value: 230 EUR/m², year: 2025, source: "…", confidence: low}`.
  static func sourced(
    _ name: String, _ shape: YAMLShape, required: Bool = false, _ about: String
  ) -> YAMLKey {
    let keys = YAMLKeys(
      "a number with its source",
      [
        YAMLKey("value", shape, required: true, about),
        YAMLKey("low", shape, "the least that it may well be."),
        YAMLKey("high", shape, "the most that it may well be."),
        YAMLKey("year", .integer(1900...2200), required: true, "the year that it describes."),
        YAMLKey("source", .text, required: true, "where it was read."),
        YAMLKey("licence", .text, "under which terms."),
        YAMLKey(
          "confidence", .word(Confidence.allCases.map(\.rawValue)), required: true,
          "high, medium or low."),
      ])
    return YAMLKey(name, .mapping(keys), required: required, about)
  }

  private static func kind(_ name: String, _ keys: [YAMLKey]) -> YAMLKey {
    YAMLKey(name, .mapping(YAMLKeys("the effect \(name)", keys)), "its numbers.")
  }
}
