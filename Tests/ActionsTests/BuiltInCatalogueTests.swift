import PlanFile
import PlanModel
import Testing

@testable import Actions

/// The built-in catalogue, read once.
func builtInActions() throws -> [Action] {
  let (actions, diagnostics) = readCatalogue(
    text: try builtInCatalogueText(), file: "catalogue.yaml")
  try #require(diagnostics.isEmpty, "\(diagnostics)")
  return actions
}

@Suite("Built-in catalogue")
struct BuiltInCatalogueTests {
  @Test("reads without a finding and has no problem across actions")
  func isClean() throws {
    let actions = try builtInActions()
    #expect(catalogueDiagnostics(actions) == [])
  }

  @Test("offers every kind of action that a municipality expects")
  func offersTheKinds() throws {
    let ids = Set(try builtInActions().map(\.id))
    for id in [
      "renovation-light", "renovation-medium", "renovation-deep", "heat-pump-air",
      "heat-pump-ground", "district-heating", "solar-thermal", "roof-pv", "green-roof",
      "ground-pv", "wind", "municipal-renovation", "street-lighting", "urban-trees",
    ] {
      #expect(ids.contains(id), "\(id) is missing")
    }
  }

  @Test("every number has unit, year, source and confidence, under a name of its own")
  func numbersAreSourced() throws {
    let numbers = try builtInActions().flatMap(\.numbers)
    #expect(numbers.count > 100)
    #expect(numbers.allSatisfy { !$0.unit.isEmpty && $0.source.count > 10 && $0.year >= 2000 })
    #expect(Set(numbers.map(\.name)).count == numbers.count)
  }

  @Test("numbers arrive in internal units")
  func unitsAreConverted() throws {
    let actions = try builtInActions()
    let medium = try #require(actions.first { $0.id == "renovation-medium" })
    #expect(medium.cost.perSize == 230 && medium.size.share == 0.4)
    #expect(abs(medium.jobsPerInvestment - 18e-6) < 1e-20)
    let pv = try #require(actions.first { $0.id == "ground-pv" })
    #expect(pv.rule.minimumLand == 10_000)
    guard case .photovoltaic(let density, _, _) = pv.effect else {
      Issue.record("ground PV generates from the sun")
      return
    }
    #expect(abs(density - 0.07) < 1e-15)
  }

  /// Irradiation of the example towns (Global Solar Atlas), and what PVGIS gives for a kWp at optimal tilt, kWh a year.
  static let towns: [(town: String, radiation: Double, yield: ClosedRange<Double>)] = [
    ("Padova", 1399, 1150...1250), ("León", 1654, 1450...1500), ("Tartu", 987, 900...950),
    ("Karditsa", 1592, 1400...1450), ("Thun", 1190, 1050...1150), ("Ljutomer", 1295, 1100...1150),
  ]

  @Test(
    "a kWp on the roof and on open land yields what PVGIS gives, to 4 %",
    arguments: ["roof-pv", "roof-pv-all", "ground-pv"])
  func yields(id: String) throws {
    let action = try #require(try builtInActions().first { $0.id == id })
    guard case .photovoltaic(_, let performance, let gain) = action.effect else {
      Issue.record("\(id) generates from the sun")
      return
    }
    for (town, radiation, yield) in Self.towns {
      let found = radiation * performance * gain
      #expect(
        found > yield.lowerBound * 0.96 && found < yield.upperBound * 1.04, "\(town): \(found)")
    }
  }
}
