import Foundation
import PlanModel
import Planning
import Testing

private func run(_ town: MiniTown) throws -> (out: String, outcome: RunOutcome) {
  let run = try SharedRun.of(town)
  return (run.out, run.outcome)
}

private func json(_ path: String) throws -> [String: Any] {
  let data = try Data(contentsOf: URL(filePath: path))
  return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
}

private func text(_ path: String) throws -> String {
  try String(contentsOf: URL(filePath: path), encoding: .utf8)
}

/// A number by keys one inside the other.
private func number(_ json: [String: Any], _ path: String...) throws -> Double {
  var value: Any? = json
  for key in path { value = (value as? [String: Any])?[key] }
  return try #require(value as? Double, "\(path)")
}

private func problems(_ town: MiniTown) throws -> [Diagnostic] {
  do {
    _ = try run(town)
    return []
  } catch let failure as PlanningFailure {
    return failure.diagnostics.filter { $0.severity == .error }
  }
}

/// A sunny town that must build modules on the fields of the west, with incomes.
private var sunny: MiniTown {
  var town = MiniTown().withPotential("radiation", of: 1250, unit: "kWh/m²")
    .replacing("atMost: 2 MEUR", by: "atMost: 900 MEUR")
  town.districts = MiniTown.collection([
    MiniTown.feature(
      #"{"id": "W", "name": "West", "people": 400, "poor": 40, "income": 18000}"#,
      MiniTown.square(0, 0, 1000)),
    MiniTown.feature(
      #"{"id": "E", "name": "East", "people": 600, "poor": 10, "income": 30000}"#,
      MiniTown.square(1000, 0, 1000)),
  ])
  town.plan = town.plan.replacingOccurrences(
    of: "fields: {name: name, population: people}",
    with:
      "fields: {name: name, population: people, lowIncomeShare: {field: poor, unit: \"%\"}, medianIncome: income}"
  )
  town.plan +=
    "  locks: [{district: W, action: ground-pv, decision: in}]\n  caps: [{name: export, amount: renewableEnergy, atMost: 900 GWh}]\n"
  return town
}

@Suite("Benefits of a whole run")
struct BenefitsRunTests {
  @Test("every plan says what stays, in each output, and its sums close")
  func everyPlan() throws {
    let (out, outcome) = try run(sunny)
    let record = try json(out + "/run.json")
    let closures = try #require(record["closures"] as? [[String: Any]])
    for closure in closures { #expect(closure["holds"] as? Bool == true, "\(closure)") }
    #expect(closures.count { "\($0["name"] ?? "")".contains("payers gain in a year") } == 1)
    let benefits = try #require(record["benefits"] as? [String: Any])
    let once = try number(benefits, "localValue", "installation", "sum")
    #expect(once > 0)
    // The districts add up to the municipality.
    var sum = 0.0
    var savings = 0.0
    for district in ["W", "E"] {
      let sheet = try json(out + "/districts/\(district).json")
      let own = try #require(sheet["benefits"] as? [String: Any])
      sum += try number(own, "localValue", "installation", "sum")
      savings += try number(own, "billSavings", "households")
      #expect(try text(out + "/districts/\(district).md").contains("What stays here"))
    }
    #expect(abs(sum - once) < 1e-6 * once)
    let whole = try number(benefits, "billSavings", "households")
    #expect(abs(savings - whole) < 1e-6 * abs(whole))
    // The units of the layer add up as well.
    let layer = try json(out + "/layers/benefits.geojson")
    let features = try #require(layer["features"] as? [[String: Any]])
    let values = features.compactMap {
      ($0["properties"] as? [String: Any])?["local_value_once_EUR"] as? Double
    }
    #expect(features.count == 8 && abs(values.reduce(0, +) - once) < 1e-6 * once)
    let table = try text(out + "/benefits.csv")
    #expect(table.contains("municipality,,Minitown,localValue.installation,profit,"))
    #expect(table.contains("district,W,West,billSavings.income,Low income,"))
    #expect(try text(out + "/distribution.csv").contains("energyCost,EUR/a,before,"))
    #expect(try text(out + "/municipality.html").contains("Who pays and who gains"))
    #expect(try text(out + "/lorenz.svg").contains("Gini with the plan: "))
    #expect(try text(out + "/index.html").contains("What stays here"))
    #expect(!outcome.diagnostics.contains { $0.code == "benefits.no-income" })
  }

  @Test("a plan without incomes is told so, and has one group of households")
  func noIncomes() throws {
    let (out, outcome) = try run(MiniTown())
    #expect(outcome.diagnostics.contains { $0.code == "benefits.no-income" })
    let benefits = try #require(try json(out + "/run.json")["benefits"] as? [String: Any])
    let groups = try #require(benefits["incomeGroups"] as? [[String: Any]])
    #expect(groups.map { $0["title"] as? String } == ["All households"])
  }

  @Test("taxes and wages are the country's, and where it has none, the EU's, which is said")
  func countries() throws {
    func defaults(_ result: PlanResult) -> [SourcedNumber] {
      result.record.defaults.filter { $0.name.hasPrefix("value-added.wage-tax") }
    }
    let slovenia = try decided(MiniTown())
    #expect(defaults(slovenia).map(\.name) == ["value-added.wage-tax.SI"])
    #expect(!slovenia.diagnostics.contains { $0.code == "benefits.no-country" })
    let norway = try decided(
      MiniTown().replacing("country: SI", by: "country: NO\ninventory: {proxyCountry: AT}"))
    #expect(defaults(norway).map(\.name) == ["value-added.wage-tax.EU27"])
    #expect(defaults(norway).allSatisfy { $0.source.hasSuffix("the EU stands in for NO") })
    let note = try #require(norway.diagnostics.first { $0.code == "benefits.no-country" })
    #expect(note.severity == .note && note.message.contains("“NO”"))
    #expect(note.place.file == "plan.yaml" && note.place.field == "country")
  }

  @Test("where no plan can be, there are no benefits, and the layer is empty")
  func infeasible() throws {
    let (out, outcome) = try run(
      MiniTown().replacing("20 % of baseline", by: "90 % of baseline")
        .replacing("atMost: 2 MEUR", by: "atMost: 10 kEUR"))
    #expect(outcome.status == .infeasible)
    let record = try json(out + "/run.json")
    #expect(record["benefits"] is NSNull)
    let files = try #require(record["files"] as? [String])
    #expect(files.contains("layers/benefits.geojson") && !files.contains("benefits.csv"))
    #expect(!FileManager.default.fileExists(atPath: out + "/benefits.csv"))
    let layer = try json(out + "/layers/benefits.geojson")
    #expect((layer["features"] as? [Any])?.isEmpty == true)
    #expect(!(try text(out + "/municipality.md")).contains("What stays here"))
  }

  @Test("phases spread the work over their years")
  func phases() throws {
    var town = MiniTown()
    town.plan += """
        phases:
          - {name: first, years: 2024-2026}
          - {name: second, years: 2027-2030}

      """
    let (out, _) = try run(town)
    let benefits = try #require(try json(out + "/run.json")["benefits"] as? [String: Any])
    let years = try #require(benefits["jobsByYear"] as? [[String: Any]])
    #expect(years.map { $0["year"] as? Int } == Array(2024...2031))
    let built = years.compactMap { $0["construction"] as? Double }.reduce(0, +)
    let whole = try number(benefits, "jobYears")
    #expect(whole > 0 && abs(built - whole) < 1e-6 * whole)
    let last = try #require(years.last?["operation"] as? Double)
    #expect(abs(last - (try number(benefits, "operationJobs"))) < 1e-9)
  }

  @Test("citizens as owners keep the profit of the modules, others' money takes it away")
  func owners() throws {
    var kept: [Double] = []
    var scenarios: [[Double]] = []
    for owner in ["citizen", "municipal", "external"] {
      var town = sunny
      town.plan += "benefits: {owners: {ground-pv: \(owner)}}\n"
      let (out, _) = try run(town)
      let benefits = try #require(try json(out + "/run.json")["benefits"] as? [String: Any])
      kept.append(try number(benefits, "localValue", "ownership", "sum"))
      scenarios.append(
        try ["citizen", "municipal", "external"].map {
          try number(benefits, "localValue", "scenarios", $0, "sum")
        })
      let payer = ["citizen": "households", "municipal": "municipality", "external": "business"]
      let earned = try number(benefits, "payers", payer[owner] ?? "", "earned")
      #expect(earned > 0)
      #expect(abs(earned - (try number(benefits, "billSavings", "plants"))) < 1e-6 * earned)
    }
    // All three stand side by side whoever owns them, and the one that is planned is among them.
    for (owner, values) in scenarios.enumerated() {
      #expect(zip(values, scenarios[0]).allSatisfy { abs($0 - $1) <= 1e-6 * abs($1) })
      #expect(abs(kept[owner] - values[owner]) <= 1e-6 * abs(values[owner]))
    }
    #expect(abs(kept[0] - kept[1]) <= 1e-6 * abs(kept[0]))
    #expect(abs(kept[2]) < abs(kept[0]))
  }

  @Test("the deprived district gets at least its people's share of the investment, at a price")
  func equity() throws {
    let free = MiniTown().replacing("20 % of baseline", by: "30 % of baseline")
    func share(_ out: String) throws -> Double {
      let west = try json(out + "/districts/W.json")
      let whole = try json(out + "/municipality.json")
      return try number(west, "totals", "investment") / number(whole, "totals", "investment")
    }
    let before = try share(try run(free).out)
    // Half more than it would get.
    let wanted = min(0.95, before * 1.5)
    var town = free
    town.plan +=
      "  equity: [{name: fair, districts: [W], atLeastShare: \((100 * wanted).rounded()) %}]\n"
    let (out, outcome) = try run(town)
    #expect(outcome.status != .infeasible)
    #expect(try share(out) >= (100 * wanted).rounded() / 100 - 1e-9)
    let rows = try #require(try json(out + "/run.json")["rows"] as? [[String: Any]])
    let row = try #require(rows.first { $0["name"] as? String == "fair" })
    #expect(row["price"] as? Double != nil)
    let words = try #require(row["inWords"] as? String)
    #expect(words.contains(" of investment goes to West (at least "), "\(words)")
  }

  @Test("deprived districts and the share of their people are found from the data")
  func deprived() throws {
    var town = sunny
    town.plan +=
      "  equity: [{name: fair, amount: billSavings, group: deprived districts, atLeastShare: population share}]\n"
    let (out, _) = try run(town)
    let rows = try #require(try json(out + "/run.json")["rows"] as? [[String: Any]])
    let row = try #require(rows.first { $0["name"] as? String == "fair" })
    // Energy weighs more on the incomes of the west, where four in ten people live.
    #expect(row["districts"] as? [String] == ["W"] && row["share"] as? Double == 0.4)
    #expect((row["inWords"] as? String)?.contains("the share of their people") == true)
  }

  @Test(
    "owners of what is no plant, or of nothing, are told; so is a rule for people who are not there"
  )
  func wrongPlans() throws {
    var town = MiniTown()
    town.plan += "benefits: {owners: {ground-vp: citizen, heat-pump-air: municipal}}\n"
    let codes = try problems(town).map(\.code)
    #expect(codes.sorted() == ["benefits.no-plant", "benefits.unknown-action"])
    var empty = MiniTown().replacing("name: name, population: people", by: "name: name")
    empty.plan +=
      "  equity: [{name: fair, districts: [W], atLeastShare: population share}]\n"
    let found = try problems(empty)
    #expect(found.isEmpty || found.map(\.code) == ["problem.no-people"])
  }
}
