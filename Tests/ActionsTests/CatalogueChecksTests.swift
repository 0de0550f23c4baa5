import PlanModel
import Testing

@testable import Actions

private func codes(_ actions: Action...) -> [String] {
  catalogueDiagnostics(actions).map(\.code)
}

/// Numbers that cannot be, with the field that is named.
private let impossible: [(field: String, change: @Sendable (inout Action) -> Void)] = [
  ("size.share", { $0.size.share = 1.5 }),
  ("size.share", { $0.size.share = .nan }),
  ("cost.perSize", { $0.cost.perSize = -1 }),
  ("cost.lifetime", { $0.cost.lifetime = 0 }),
  ("cost.runningShare", { $0.cost.runningShare = -0.1 }),
  ("effect.share", { $0.effect = .saveSpaceHeat(share: 2) }),
  ("jobs.perPower", { $0.jobsPerPower = -1 }),
  ("rule.minimumLand", { $0.rule.minimumLand = -1 }),
  ("rule.minimumPatch", { $0.rule.minimumPatch = -1 }),
  ("rule.minimumWidth", { $0.rule.minimumWidth = .infinity }),
]

@Suite("Checks of joined catalogues")
struct CatalogueChecksTests {
  @Test("a catalogue whose actions fit has no finding")
  func cleanCatalogue() {
    #expect(
      codes(renovation(), heatPump(), collectors(), roofModules(), turbines()).isEmpty)
  }

  @Test("an id that is used twice is named")
  func duplicateIDs() {
    #expect(codes(renovation("a"), heatPump("a")) == ["catalogue.duplicate-id"])
  }

  @Test("the heat of a sector belongs to one slot, other sectors may have others")
  func heatBelongsToOneSlot() {
    #expect(codes(renovation(), heatPump(slot: "heat")) == ["catalogue.counted-twice"])
    var own = heatPump(slot: "heat")
    own.sectors = [.municipal]
    #expect(codes(renovation(), own).isEmpty)
  }

  @Test("the roof is used once: 10 % and 90 % fit, 20 % and 90 % do not")
  func roofIsUsedOnce() {
    var wide = collectors()
    wide.size.share = 0.2
    #expect(codes(collectors(), roofModules()).isEmpty)
    #expect(codes(wide, roofModules()) == ["catalogue.roof-used-twice"])
    // Actions of one stage and slot exclude each other, so only the larger counts.
    #expect(codes(collectors(), roofModules("a"), roofModules("b")).isEmpty)
  }

  @Test(
    "built-up land is shared among car parks, trees and hollows: 60 % and 40 % fit, 60 % and 50 % do not"
  )
  func builtLandIsUsedOnce() {
    func hollows(_ share: Double) -> Action {
      action(
        "hollows", slot: "rain", stage: .save, base: .builtLand, share: share, sectors: [],
        effect: .adapt)
    }
    let parking = action(
      "parking", slot: "parking", stage: .generate, base: .builtLand, share: 0.6, sectors: [],
      effect: .photovoltaic(density: 0.15, performance: 0.8, orientationGain: 1))
    #expect(codes(parking, hollows(0.4)).isEmpty)
    #expect(codes(parking, hollows(0.5)) == ["catalogue.built-land-used-twice"])
  }

  @Test("eligible land belongs to one slot")
  func landBelongsToOneSlot() {
    var park = turbines("park")
    park.slot = "fields"
    #expect(codes(turbines(), turbines("other")).isEmpty)
    #expect(
      codes(turbines(), park).sorted() == ["catalogue.counted-twice", "catalogue.land-used-twice"])
  }

  @Test("cooling saved in two slots is found")
  func appliancesBelongToOneSlot() {
    func green(_ id: String, _ slot: String) -> Action {
      action(
        id, slot: slot, stage: .save, base: .builtLand, share: 0.5, sectors: [],
        effect: .green(density: 1, uptake: 0, electricitySaved: 1))
    }
    #expect(codes(green("a", "x"), green("b", "y")) == ["catalogue.counted-twice"])
    #expect(codes(green("a", "x"), green("b", "x")).isEmpty)
  }

  @Test("numbers that cannot be are named", arguments: impossible.indices)
  func impossibleNumbers(position: Int) {
    var wrong = renovation()
    impossible[position].change(&wrong)
    let found = catalogueDiagnostics([wrong])
    #expect(found.map(\.code) == ["catalogue.impossible-number"])
    #expect(found.first?.place.field == impossible[position].field)
  }

  @Test(
    "impossible effects are named",
    arguments: [
      ActionEffect.supplyHeat(carrier: .biomass, efficiency: 0, fullLoadHours: 1, losses: 0),
      .supplyHeat(carrier: .biomass, efficiency: 1, fullLoadHours: 0, losses: 0),
      .supplyHeat(carrier: .biomass, efficiency: 1, fullLoadHours: 1, losses: 1),
    ])
  func impossibleEffects(effect: ActionEffect) {
    var wrong = heatPump()
    wrong.effect = effect
    #expect(codes(wrong) == ["catalogue.impossible-number"])
  }

  @Test("parts that do not fit each other are named")
  func partsThatDoNotFit() {
    var wrongBase = renovation()
    wrongBase.size.base = .suitableRoof
    #expect(codes(wrongBase) == ["catalogue.does-not-fit"])
    var wrongStage = heatPump()
    wrongStage.stage = .save
    #expect(codes(wrongStage) == ["catalogue.does-not-fit"])
    var noSector = renovation()
    noSector.sectors = []
    #expect(codes(noSector) == ["catalogue.does-not-fit"])
    var noLand = turbines()
    noLand.rule.landUse = []
    #expect(codes(noLand) == ["catalogue.does-not-fit"])
    var network = heatPump()
    network.cost.includesNetwork = true
    #expect(codes(network) == ["catalogue.does-not-fit"])
  }

  @Test("a slot that would have more packages than anyone can weigh is an error, not a trap")
  func tooManyPackages() {
    var actions: [Action] = []
    for i in 0..<14 {
      actions.append(renovation("save\(i)"))
      actions.append(heatPump("switch\(i)"))
      actions.append(collectors("sun\(i)"))
    }
    #expect(catalogueDiagnostics(actions).map(\.code) == ["catalogue.too-many-packages"])
  }

  @Test("land actions carry the constraints and setbacks that keep them off")
  func landActionsForTheOverlay() {
    var wind = turbines()
    wind.rule.setbacks = [(.built, 500), (.forest, 0)]
    var pv = turbines("ground-pv")
    pv.rule.landUse = [.grassland, .arable]
    var tall = turbines("tall-wind")
    tall.rule.setbacks = [(.built, 500), (.built, 800)]
    let land = landActions(
      in: [wind, renovation(), pv, tall],
      constraints: [("parks", []), ("airport", ["wind", "tall-wind"])])
    #expect(land.actions.map(\.id) == ["wind", "ground-pv", "tall-wind"])
    #expect(
      land.setbacks.map(\.name) == [
        "setback built 500 m (wind, tall-wind)", "setback built 800 m (tall-wind)",
      ])
    #expect(land.actions[0].excludedBy == ["parks", "airport", land.setbacks[0].name])
    #expect(land.actions[1].excludedBy == ["parks"])
    #expect(
      land.actions[2].excludedBy == ["parks", "airport"] + land.setbacks.map(\.name))
  }

  @Test("the country's distance takes the place of the catalogue's where the action asks for it")
  func nationalSetback() {
    var wind = turbines()
    wind.rule.setbacks = [(.built, 1000), (.forest, 50)]
    wind.rule.usesNationalSetback = true
    var other = turbines("other")
    other.rule.setbacks = [(.built, 1000)]
    func distances(_ national: Double?) -> [String] {
      landActions(in: [wind, other], constraints: [], nationalSetback: national).setbacks.map {
        "\($0.from.word) \($0.distance.shortest) \($0.excludes.joined(separator: "+"))"
      }
    }
    #expect(distances(nil) == ["built 1000 wind+other", "forest 50 wind"])
    #expect(distances(500) == ["forest 50 wind", "built 500 wind", "built 1000 other"])
  }
}
