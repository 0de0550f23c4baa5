import PlanModel
import Testing

@testable import PlanFile

/// A catalogue of one right action, with one line of it replaced.
private func catalogue(replacing line: String = "", by other: String = "") -> String {
  """
  commongroundCatalogue: 1
  actions:
    - id: roof-pv
      name: Roof photovoltaics
      slot: roof
      stage: generate
      sectors: [residential, municipal]
      size:
        base: suitableRoof
        share: {value: 50 %, year: 2025, source: "a guess", confidence: low}
      effect:
        photovoltaic:
          density: {value: 0.2 kW/m², year: 2025, source: "a sheet", confidence: medium}
          performance: {value: 80 %, year: 2025, source: "a sheet", confidence: medium}
          orientationGain: {value: 1.1, year: 2025, source: "a sheet", confidence: low}
      cost:
        perPower: {value: 1 MEUR/MW, year: 2025, source: "an offer", licence: CC BY 4.0, confidence: high}
        lifetime: {value: 25 years, year: 2025, source: "an offer", confidence: high}
      codes: {sector: Local electricity production, policyArea: Photovoltaics, instrument: Grants and subsidies, field: Energy systems, lever: Technology/Infrastructure}
      actors: {lead: Owners, group: Civil society, others: [Installers]}
      financing: [Private partnerships]
  """.replacing(line.isEmpty ? "\u{0}" : line, with: other)
}

private func read(_ text: String) -> (actions: [Action], diagnostics: [Diagnostic]) {
  readCatalogue(text: text, file: "own.yaml")
}

@Suite("Catalogue file")
struct CatalogueFileTests {
  @Test("a right file gives the action with every part and every number's origin")
  func rightFile() throws {
    let (actions, diagnostics) = read(catalogue())
    #expect(diagnostics == [])
    let action = try #require(actions.first)
    #expect(action.id == "roof-pv" && action.slot == "roof" && action.stage == .generate)
    #expect(action.sectors == [.residential, .municipal])
    #expect(action.size.base == .suitableRoof && action.size.share == 0.5)
    #expect(action.cost.perPower == 1000 && action.cost.lifetime == 25)
    #expect(action.leadActor == "Owners (civil society)" && action.otherActors == ["Installers"])
    #expect(action.financing == ["Private partnerships"])
    #expect(action.place.file == "own.yaml" && action.place.line == 3)
    guard case .photovoltaic(0.2, 0.8, 1.1) = action.effect else {
      Issue.record("the effect is \(action.effect)")
      return
    }
    #expect(action.numbers.count == 6)
    let price = try #require(action.numbers.first { $0.name == "roof-pv.cost.perPower" })
    #expect(
      price
        == SourcedNumber(
          name: "roof-pv.cost.perPower", value: 1, unit: "MEUR/MW", year: 2025,
          source: "an offer", licence: "CC BY 4.0", confidence: .high))
  }

  @Test(
    "a mistake is found with code, line and remedy, and its action is left out",
    arguments: [
      ("slot: roof", "slott: roof", "catalogue.unknown-key", 5, "`slot`"),
      ("    slot: roof\n", "", "catalogue.missing-key", 3, "slot"),
      ("stage: generate", "stage: generat", "catalogue.unknown-word", 6, "`generate`"),
      ("municipal]", "municpal]", "catalogue.unknown-word", 7, "`municipal`"),
      ("suitableRoof", "suitableroof", "catalogue.unknown-word", 9, "`suitableRoof`"),
      (
        "{value: 50 %, year: 2025", "{value: 150 %, year: 2025", "catalogue.out-of-range", 10, "100"
      ),
      ("{value: 50 %, year: 2025", "{value: -5 %, year: 2025", "catalogue.out-of-range", 10, "0 %"),
      ("{value: 50 %, year: 2025", "{value: 50, year: 2025", "catalogue.no-unit", 10, "50 %"),
      ("{value: 50 %, year: 2025", "{value: 50 m, year: 2025", "catalogue.wrong-unit", 10, "%"),
      (
        "year: 2025, source: \"a guess\"", "source: \"a guess\"", "catalogue.missing-key", 10,
        "year"
      ),
      (
        "year: 2025, source: \"a guess\"", "year: 25, source: \"a guess\"",
        "catalogue.out-of-range", 10, "1900"
      ),
      (", source: \"a guess\"", "", "catalogue.missing-key", 10, "source"),
      (
        "a guess\", confidence: low", "a guess\", confidence: lo", "catalogue.unknown-word", 10,
        "`low`"
      ),
      ("photovoltaic:", "photovoltaics:", "catalogue.unknown-key", 12, "`photovoltaic`"),
      ("0.2 kW/m²", "0.2 kW", "catalogue.wrong-unit", 13, "kW/m²"),
      ("0.2 kW/m²", "nan kW/m²", "catalogue.not-a-number", 13, "number"),
      (
        "perPower: {value: 1 MEUR/MW", "perPowr: {value: 1 MEUR/MW", "catalogue.unknown-key", 17,
        "`perPower`"
      ),
      ("1 MEUR/MW", "1 MEUR/GWh", "catalogue.unknown-unit", 17, "EUR/kW"),
      ("{value: 25 years", "{value: 0 years", "catalogue.out-of-range", 18, "1"),
      (
        "policyArea: Photovoltaics", "policyArea: Photovoltaic", "catalogue.unknown-word", 19,
        "`Photovoltaics`"
      ),
      (
        "lever: Technology/Infrastructure", "lever: Technology", "catalogue.unknown-word", 19,
        "`Technology/Infrastructure`"
      ),
      ("group: Civil society", "group: Citizens", "catalogue.unknown-word", 20, "Civil society"),
      ("id: roof-pv", "id: \"roof, pv\"", "catalogue.bad-name", 3, "roof-pv"),
    ])
  func mistakes(line: String, other: String, code: String, at: Int, remedy: String) throws {
    let (actions, diagnostics) = read(catalogue(replacing: line, by: other))
    #expect(actions.isEmpty)
    let found = try #require(diagnostics.first { $0.code == code }, "\(diagnostics)")
    #expect(found.severity == .error && found.place.file == "own.yaml")
    #expect(found.place.line == at)
    #expect(found.remedy.contains(remedy), "\(found.remedy)")
  }

  @Test("a number without its origin is shown how one is written")
  func bareNumber() {
    let text = catalogue(
      replacing: "{value: 25 years, year: 2025, source: \"an offer\", confidence: high}",
      by: "25 years")
    let (actions, diagnostics) = read(text)
    #expect(actions.isEmpty && diagnostics.map(\.code) == ["catalogue.wrong-type"])
    #expect(diagnostics[0].remedy.contains("`source`"))
  }

  @Test("two effects, or none, are one too many or too few")
  func effectsAreOne() {
    let two = catalogue(
      replacing: "    effect:\n",
      by:
        "    effect:\n      saveSpaceHeat: {share: {value: 10 %, year: 2025, source: x, confidence: low}}\n"
    )
    #expect(read(two).diagnostics.map(\.code) == ["catalogue.one-effect"])
  }

  @Test("a price by energy for something sized by area is refused")
  func priceOfAnotherBase() {
    let text = catalogue(
      replacing: "      perPower:",
      by:
        "      perEnergy: {value: 1 EUR/kWh, year: 2025, source: x, confidence: low}\n      perPower:"
    )
    #expect(read(text).diagnostics.map(\.code) == ["catalogue.wrong-price"])
  }

  @Test("all mistakes of a file are found at once, in the order of the file")
  func allAtOnce() {
    let text = catalogue(replacing: "stage: generate", by: "stage: later")
      .replacing("suitableRoof", with: "roof").replacing("group: Civil society", with: "group: us")
    let found = read(text).diagnostics
    #expect(found.count == 3)
    #expect(found.compactMap(\.place.line) == [6, 9, 20])
  }

  @Test(
    "no text is a trap",
    arguments: [
      "", "[]", "commongroundCatalogue: 2\nactions: []", "actions: []",
      "commongroundCatalogue: 1\nactions: 5", "commongroundCatalogue: 1\nactions: [5, {}]",
      "commongroundCatalogue: 1\nactions:\n  - id: a\n  id: b", "\u{0}", "{", "a: &x [*x]",
    ])
  func badTexts(text: String) {
    let (actions, diagnostics) = read(text)
    #expect(actions.isEmpty && diagnostics.containError)
  }

  @Test("an empty catalogue is right")
  func emptyCatalogue() {
    let (actions, diagnostics) = read("commongroundCatalogue: 1\nactions: []")
    #expect(actions.isEmpty && diagnostics.isEmpty)
  }
}
