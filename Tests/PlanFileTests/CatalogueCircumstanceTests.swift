import PlanModel
import Testing

@testable import PlanFile

/// A catalogue of one action on transport that says everything an action can say.
private func catalogue(replacing line: String = "\u{0}", by other: String = "") -> String {
  """
  commongroundCatalogue: 1
  actions:
    - id: electric-cars
      name: Electric cars
      slot: mobility
      stage: switch
      activities: [privateTransport]
      size:
        base: activityEnergy
        share: {value: 30 %, low: 20 %, high: 40 %, year: 2025, source: "a guess", confidence: low}
      effect:
        switchActivity:
          from: [gasoline, diesel]
          to: electricity
          ratio: {value: 0.3, low: 0.25, high: 0.4, year: 2025, source: "a sheet", confidence: medium}
      cost:
        perEnergy: {value: 900 EUR/MWh, low: 500 EUR/MWh, high: 1.5 EUR/kWh, year: 2025, source: "an offer", confidence: low}
        learning: {value: -2 %, year: 2025, source: "a guess", confidence: low}
        lifetime: {value: 14 years, year: 2025, source: "an offer", confidence: high}
      codes: {sector: Transport, policyArea: Electric vehicles, instrument: Grants and subsidies, field: Mobility & transport, lever: Technology/Infrastructure}
      payers: {households: 60 %, business: 25 %, state: 15 %}
      conditions: ["The grid operator agrees."]
      funds: [A fund]
      requires: [charging]
      coBenefits: {publicHealth: [clean air], environmental: [less noise]}
      hazards: [extremeHeat]
      relievesEnergyPoverty: true
  """.replacing(line, with: other)
}

@Suite("Circumstances of actions in a catalogue file")
struct CatalogueCircumstanceTests {
  @Test("who pays, what is asked for and what else it is good for are read")
  func everything() throws {
    let (actions, diagnostics) = readCatalogue(text: catalogue(), file: "own.yaml")
    #expect(diagnostics == [])
    let action = try #require(actions.first)
    #expect(action.activities == [.privateTransport] && action.size.base == .activityEnergy)
    guard case .switchActivity([.gasoline, .diesel], .electricity, 0.3) = action.effect else {
      Issue.record("the effect is \(action.effect)")
      return
    }
    #expect(action.cost.perSize == 0.9 && action.cost.learning == -0.02)
    #expect(
      action.payers == Payers(municipality: 0, households: 0.6, business: 0.25, state: 0.15))
    #expect(action.conditions == ["The grid operator agrees."] && action.funds == ["A fund"])
    #expect(action.requires == ["charging"] && action.hazards == ["extremeHeat"])
    #expect(
      action.coBenefits == [
        CoBenefit(group: "Public health", text: "clean air"),
        CoBenefit(group: "Environmental", text: "less noise"),
      ])
    #expect(action.relievesEnergyPoverty)
  }

  @Test("a range stands in the unit of its value, whatever units it is written in")
  func ranges() throws {
    let (actions, _) = readCatalogue(text: catalogue(), file: "own.yaml")
    let numbers = try #require(actions.first).numbers
    func range(_ name: String) -> ClosedRange<Double>? {
      numbers.first { $0.name == "electric-cars.\(name)" }?.range
    }
    let price = try #require(range("cost.perEnergy"))
    #expect(abs(price.lowerBound - 500) < 1e-9 && abs(price.upperBound - 1500) < 1e-9)
    let share = try #require(range("size.share"))
    #expect(abs(share.lowerBound - 20) < 1e-9 && abs(share.upperBound - 40) < 1e-9)
    #expect(range("effect.ratio") == 0.25...0.4)
    #expect(range("cost.lifetime") == nil)
  }

  @Test(
    "a mistake is named",
    arguments: [
      ("low: 20 %", "low: 35 %", "catalogue.bad-range"),
      ("[extremeHeat]", "[heat]", "catalogue.unknown-word"),
      ("households: 60 %", "homes: 60 %", "catalogue.unknown-key"),
      ("publicHealth:", "health:", "catalogue.unknown-key"),
      ("perEnergy:", "perPerson:", "catalogue.wrong-price"),
      ("[privateTransport]", "[cars]", "catalogue.unknown-word"),
      ("ratio: {value: 0.3", "ratio: {value: 0", "catalogue.out-of-range"),
    ])
  func mistakes(line: String, other: String, code: String) {
    let (actions, diagnostics) = readCatalogue(
      text: catalogue(replacing: line, by: other), file: "own.yaml")
    #expect(actions.isEmpty)
    #expect(diagnostics.contains { $0.code == code }, "\(diagnostics.map(\.code))")
  }

  @Test("an action that only adapts is written with nothing in it")
  func adapts() throws {
    let text = """
      commongroundCatalogue: 1
      actions:
        - id: fountains
          name: Fountains
          slot: people
          stage: save
          size: {base: population, share: {value: 100 %, year: 2025, source: x, confidence: low}}
          effect: {adapt: {}}
          cost:
            perPerson: {value: 5 EUR/person, year: 2025, source: x, confidence: low}
            lifetime: {value: 10 years, year: 2025, source: x, confidence: low}
          codes: {sector: Other, policyArea: Integrated action, instrument: Not applicable, field: Other, lever: Social innovation}
      """
    let (actions, diagnostics) = readCatalogue(text: text, file: "own.yaml")
    #expect(diagnostics == [])
    #expect(actions.first?.cost.perSize == 5 && actions.first?.payers == nil)
  }
}
