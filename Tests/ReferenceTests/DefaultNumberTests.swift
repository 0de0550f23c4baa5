import PlanModel
import Reference
import Testing

@Suite("Default numbers")
struct DefaultNumberTests {
  let reference: ReferenceData

  init() throws { reference = try shared.get() }

  @Test("every number says its unit, year, source and confidence")
  func numbersAreSourced() {
    #expect(reference.names.count > 350)
    for name in reference.names {
      let number = reference.number(name)
      #expect(number.name == name)
      #expect(Unit.named(number.unit) != nil, "\(name) is in \(number.unit)")
      #expect(!number.source.isEmpty, "\(name) has no source")
      #expect((1990...2030).contains(number.year), "\(name) is of \(number.year)")
      #expect(number.value.isFinite && number.value >= 0, "\(name) is \(number.value)")
      if number.source.contains("recalled") {
        #expect(number.confidence == .low, "\(name) is recalled and not marked as doubtful")
      }
    }
  }

  @Test("the EU and Switzerland have numbers of their own")
  func countriesAreListed() {
    #expect(reference.countries.count == 28)
    #expect(reference.countries == reference.countries.sorted())
    for country in ["IT", "ES", "EE", "GR", "CH", "SI"] {
      #expect(reference.countries.contains(country))
      for number in [
        reference.radiation(country: country), reference.constructionIndex(country: country),
        reference.emissionFactors(.co2, country: country)[.electricity]!,
      ] {
        #expect(number.name.contains(country))
      }
    }
  }

  @Test("shares of heat carriers add up to 1", arguments: ["IT", "CH", "EE", "MT", "XX"])
  func heatSharesAddUp(country: String) {
    let shares = reference.heatCarriers(country: country)
    #expect(abs(shares.values.map(\.value).compensatedSum() - 1) < 1e-12)
    #expect(shares.values.allSatisfy { $0.confidence == .low && $0.value > 0 })
  }

  @Test("all countries' heat shares add up to 1")
  func allHeatSharesAddUp() {
    for country in reference.countries {
      let shares = reference.heatCarriers(country: country)
      #expect(abs(shares.values.map(\.value).compensatedSum() - 1) < 1e-12, "\(country)")
    }
  }

  @Test("factors are those of IPCC, of the guidebook and of the JRC, in t/kWh")
  func emissionFactors() {
    let co2 = reference.emissionFactors(.co2, country: "IT")
    let co2e = reference.emissionFactors(.co2e, country: "IT")
    let lifeCycle = reference.emissionFactors(.lifeCycle, country: "IT")
    #expect(co2.count == Carrier.allCases.count)
    #expect(close(co2[.naturalGas]!.value, 0.000_202))
    #expect(close(co2e[.heatingOil]!.value, 0.000_268))
    #expect(close(lifeCycle[.naturalGas]!.value, 0.000_237))
    #expect(close(co2e[.electricity]!.value, 0.000_344))
    #expect(co2e[.electricity]!.confidence == .medium)
    #expect(lifeCycle[.electricity]!.confidence == .low)
    #expect(co2[.biomass]!.value == 0)
    // 56,100 kg/TJ × 0.0036/1000 t/MWh, rounded as the guidebook rounds.
    #expect(abs(co2[.naturalGas]!.value - 56_100 * 0.000_003_6 / 1000) < 1e-6)
  }

  @Test("a country without a number gets the EU's, and the source says so")
  func unknownCountries() {
    let price = reference.prices(country: "XX")[.electricity]!
    #expect(price.value == reference.prices(country: "EU27")[.electricity]!.value)
    #expect(price.confidence == .low)
    #expect(price.source.contains("stands in for XX"))
    #expect(reference.windSetback(country: "DE").value == 1000)
    #expect(reference.windSetback(country: "PL").value == 700)
  }

  @Test("every wind setback says that the legal minimum is unverified")
  func windSetbacks() {
    for country in reference.countries {
      #expect(reference.windSetback(country: country).source.contains("unverified"))
    }
  }

  @Test("prices are there for every carrier in every country")
  func prices() {
    for country in reference.countries {
      #expect(reference.prices(country: country).count == Carrier.allCases.count)
    }
    #expect(close(reference.prices(country: "IT")[.naturalGas]!.value, 0.09))
  }

  @Test("street lighting is Padova's emissions ÷ factor ÷ people")
  func streetLighting() {
    // 3,210 t ÷ 0.285 t/MWh = 11,263 MWh; ÷ 208,000 people = 54.15 kWh each.
    #expect(abs(reference.number("street-lighting.per-person").value - 54.15) < 0.005)
  }

  @Test("construction costs of the pilots are relative to Germany's")
  func constructionIndex() {
    #expect(close(reference.constructionIndex(country: "DE").value, 1))
    #expect(abs(reference.constructionIndex(country: "IT").value - 101.4 / 104.1) < 1e-5)
    #expect(abs(reference.constructionIndex(country: "CH").value - 159.1 / 104.1) < 1e-5)
  }

  @Test("percentages and MWh are read into shares and kWh")
  func unitsAreInternal() {
    #expect(close(reference.number("discount-rate").value, 0.035))
    #expect(reference.number("discount-rate").unit == "")
    #expect(close(reference.number("network.cost-ceiling").value, 0.025))
    #expect(reference.number("network.cost-ceiling").unit == "EUR/kWh")
  }

  @Test("an unknown name is a programmer's error")
  func unknownName() async {
    await #expect(processExitsWith: .failure) {
      _ = try ReferenceData.load().number("pv.modul-density")
    }
  }
}

/// Whether two numbers agree but for the rounding of their decimal form.
func close(_ a: Double, _ b: Double) -> Bool { abs(a - b) <= 1e-12 * max(abs(a), abs(b)) }

/// The default numbers; read once, because each reading takes a moment in a debug build.
let shared = Result { try ReferenceData.load() }
