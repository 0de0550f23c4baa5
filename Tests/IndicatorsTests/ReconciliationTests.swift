import Indicators
import PlanModel
import Reference
import Testing

/// Each building with a share of it inside one unit; the rest lies outside.
private func inside(_ shares: [Double]) -> Memberships {
  Memberships(
    starts: Array(0...shares.count), unit: shares.map { _ in 0 }, share: shares,
    outside: shares.map { 1 - $0 })
}

/// Homes and offices of 100 m² × 2 levels, half gas and half district heat.
private func block() throws -> BuildingStock {
  try stock(
    of: [
      Building(use: "singleFamily", year: 1960, levels: 2, polygon: 100),
      Building(use: "singleFamily", year: 1960, levels: 2, polygon: 100),
      Building(use: "office", year: 1990, levels: 4, polygon: 500),
      Building(use: "industrial", year: 1990, levels: 1, polygon: 1000),
    ]
  ).stock
}

private func reconcile(
  _ stock: inout BuildingStock, _ energy: [InventoryStatement.Energy],
  shares: [Double] = [1, 0.5, 1, 1], people: Double = 0,
  change: (inout InventoryContext) -> Void = { _ in }
) throws -> InventoryOutcome {
  var statement = InventoryStatement()
  statement.energy = energy
  var context = InventoryContext(
    statement: statement, factorSet: .co2e,
    ownFactors: [.electricity: 0.000_3, .districtHeat: 0.000_1, .naturalGas: 0.000_2],
    country: "AT", baseYear: 2020)
  change(&context)
  let count = stock.count
  return reconciledInventory(
    &stock, context, memberships: inside(shares),
    centroidX: Array(repeating: 50, count: count), centroidY: Array(repeating: 50, count: count),
    people: people, reference: try reference.get())
}

/// What the buildings use inside the municipality.
private func energy(
  _ stock: BuildingStock, _ sector: StockSector, _ carrier: Carrier, shares: [Double]
) -> Double {
  stock.sector.indices.filter { stock.sector[$0] == sector }.map { row in
    shares[row]
      * (stock.heatFinal[carrier.index][row]
        + (carrier == .electricity
          ? stock.applianceElectricity[row] + stock.coolingElectricity[row] : 0))
  }.compensatedSum()
}

@Suite("Buildings made to agree with an inventory")
struct ReconciliationTests {
  private let shares = [1, 0.5, 1, 1.0]

  @Test("totals equal the inventory although a building lies half outside")
  func totals() throws {
    var stock = try block()
    let outcome = try reconcile(
      &stock,
      [
        .init(.residential, .naturalGas, 12_345), .init(.residential, .districtHeat, 0),
        .init(.residential, .electricity, 7_777), .init(.residential, .biomass, 3_210),
        .init(.tertiary, .naturalGas, 99_999),
      ])
    for (sector, carrier, amount) in [
      (StockSector.residential, Carrier.naturalGas, 12_345.0), (.residential, .districtHeat, 0),
      (.residential, .electricity, 7_777), (.residential, .biomass, 3_210),
      (.tertiary, .naturalGas, 99_999),
    ] {
      #expect(agree(energy(stock, sector, carrier, shares: shares), amount, 1e-12))
      #expect(outcome.inventory.energy(sector.inventory, carrier) == amount)
    }
  }

  @Test("where a carrier does not occur and others are open, those supply its heat")
  func nothingMoves() throws {
    let before = try block()
    var after = before
    _ = try reconcile(&after, [.init(.residential, .naturalGas, 0)])
    for row in 0..<2 {
      #expect(after.heatFinal[Carrier.naturalGas.index][row] == 0)
      #expect(agree(after.spaceHeat[row], before.spaceHeat[row]))
      // All of it by the network, half of it before.
      #expect(
        agree(
          after.heatFinal[Carrier.districtHeat.index][row],
          2 * before.heatFinal[Carrier.districtHeat.index][row]))
    }
    #expect(after.heatFinal.map { $0[2] } == before.heatFinal.map { $0[2] })
  }

  @Test("each building of a sector changes by the same factor, and a missing cell not at all")
  func factors() throws {
    let before = try block()
    var after = before
    let gas = energy(before, .residential, .naturalGas, shares: shares)
    let outcome = try reconcile(&after, [.init(.residential, .naturalGas, 1.5 * gas)])
    for row in 0..<2 {
      #expect(
        agree(
          after.heatFinal[Carrier.naturalGas.index][row],
          1.5 * before.heatFinal[Carrier.naturalGas.index][row]))
    }
    #expect(
      after.heatFinal[Carrier.districtHeat.index] == before.heatFinal[Carrier.districtHeat.index])
    #expect(after.applianceElectricity == before.applianceElectricity)
    #expect(after.heatFinal.map { $0[2] } == before.heatFinal.map { $0[2] })
    let row = try #require(
      outcome.inventory.rows.first { $0.sector == .residential && $0.carrier == .naturalGas })
    #expect(agree(try #require(row.calibration), 1.5))
    #expect(outcome.inventory.calibrations.map(\.carrier) == [nil, .naturalGas])
    #expect(outcome.diagnostics.isEmpty)
  }

  @Test("useful heat follows final energy, and emissions follow both")
  func usefulHeat() throws {
    let before = try block()
    var after = before
    let gas = energy(before, .residential, .naturalGas, shares: shares)
    let heat = energy(before, .residential, .districtHeat, shares: shares)
    _ = try reconcile(
      &after,
      [.init(.residential, .naturalGas, 2 * gas), .init(.residential, .districtHeat, 2 * heat)])
    #expect(agree(after.spaceHeat[0], 2 * before.spaceHeat[0]))
    #expect(agree(after.hotWater[1], 2 * before.hotWater[1]))
    #expect(after.spaceHeat[2] == before.spaceHeat[2])
    let expected =
      after.heatFinal[Carrier.naturalGas.index][0] * 0.000_2
      + after.heatFinal[Carrier.districtHeat.index][0] * 0.000_1
      + (after.applianceElectricity[0] + after.coolingElectricity[0]) * 0.000_3
    #expect(agree(after.emissions[0], expected))
  }

  @Test(
    "a carrier that the buildings lack is shared by useful heat, and electricity by heated area")
  func lacking() throws {
    var stock = try block()
    let outcome = try reconcile(&stock, [.init(.residential, .coal, 3_000)])
    // One whole house and half of the same house: 2,000 each, of which half lies outside once.
    #expect(agree(stock.heatFinal[Carrier.coal.index][0], 2_000))
    #expect(agree(stock.heatFinal[Carrier.coal.index][1], 2_000))
    #expect(stock.heatFinal[Carrier.coal.index][2] == 0)
    let row = try #require(outcome.inventory.rows.first { $0.carrier == .coal })
    #expect(row.calibration == nil)
    #expect(outcome.diagnostics.map(\.code) == ["inventory.calibration-large"])
  }

  @Test("a sum of all that stands still is split by the buildings and street lighting")
  func aggregate() throws {
    var stock = try block()
    let before = StockSector.allCases.map {
      energy(stock, $0, .electricity, shares: shares)
    }.compensatedSum()
    let people = 1000.0
    let lamps = people * (try reference.get()).number("street-lighting.per-person").value
    let outcome = try reconcile(
      &stock,
      [
        .init(.buildings, .electricity, 1.2 * (before + lamps)),
        .init(.buildings, .naturalGas, 5_000),
      ],
      people: people)
    #expect(agree(try #require(outcome.lighting), 1.2 * lamps))
    #expect(agree(outcome.inventory.energy(.buildings, .electricity), 1.2 * (before + lamps)))
    #expect(agree(outcome.inventory.energy(.buildings, .naturalGas), 5_000))
    #expect(outcome.activities == ActivityTotals())
    let row = try #require(
      outcome.inventory.rows.first { $0.sector == .tertiary && $0.carrier == .naturalGas })
    #expect(row.origin == .split)
  }

  @Test("industry keeps its buildings, has the rest beside them, and never less than nothing")
  func industry() throws {
    var stock = try block()
    let gas = energy(stock, .industry, .naturalGas, shares: shares)
    let heat = energy(stock, .industry, .districtHeat, shares: shares)
    let outcome = try reconcile(
      &stock,
      [
        .init(.industry, .naturalGas, gas + 1_000), .init(.industry, .districtHeat, heat / 2),
        .init(.industry, .coal, 500),
      ])
    let activities = outcome.activities
    func beside(_ carrier: Carrier) -> Double { activities.energy[carrier.index] }
    #expect(agree(beside(.naturalGas), 1_000, 1e-9))
    #expect(beside(.districtHeat) == 0)
    #expect(beside(.coal) == 500)
    #expect(energy(stock, .industry, .naturalGas, shares: shares) == gas)
    #expect(outcome.diagnostics.map(\.code) == ["inventory.industry-below-buildings"])
    #expect(outcome.diagnostics[0].message.contains("districtHeat"))
  }

  @Test("industrial buildings agree too where it is asked for")
  func calibratedIndustry() throws {
    var stock = try block()
    let gas = energy(stock, .industry, .naturalGas, shares: shares)
    let outcome = try reconcile(&stock, [.init(.industry, .naturalGas, 1.25 * gas)]) {
      $0.calibration = .sectors([.industry])
    }
    #expect(agree(energy(stock, .industry, .naturalGas, shares: shares), 1.25 * gas))
    #expect(outcome.activities == ActivityTotals())
  }

  @Test("municipal energy goes to tertiary buildings where none is known to be municipal")
  func municipal() throws {
    var stock = try block()
    let outcome = try reconcile(
      &stock, [.init(.municipal, .naturalGas, 3_000), .init(.tertiary, .naturalGas, 7_000)])
    #expect(agree(energy(stock, .tertiary, .naturalGas, shares: shares), 10_000))
    #expect(outcome.inventory.energy(.municipal, .naturalGas) == 3_000)
    #expect(outcome.inventory.energy(.tertiary, .naturalGas) == 7_000)
    #expect(outcome.inventory.unplacedEmissions == 0)
  }

  @Test("energy of a sector without buildings stays in the inventory and is said to be nowhere")
  func unplaced() throws {
    var stock = BuildingStock()
    let outcome = try reconcile(&stock, [.init(.residential, .naturalGas, 1_000)], shares: [])
    #expect(outcome.inventory.energy() == 1_000)
    #expect(agree(outcome.inventory.unplacedEmissions, 0.2))
    #expect(outcome.diagnostics.map(\.code) == ["inventory.no-buildings"])
  }

  @Test("without calibration the buildings stay as computed")
  func none() throws {
    let before = try block()
    var after = before
    let outcome = try reconcile(&after, [.init(.residential, .naturalGas, 1)]) {
      $0.calibration = .none
    }
    #expect(after.heatFinal == before.heatFinal)
    #expect(after.spaceHeat == before.spaceHeat)
    #expect(outcome.inventory.calibrations.isEmpty)
    #expect(outcome.diagnostics.map(\.code) == ["inventory.not-calibrated"])
  }

  @Test("sectors with factors of their own are counted with a mean that keeps the sum")
  func meanFactor() throws {
    var stock = try block()
    let outcome = try reconcile(
      &stock, [.init(.residential, .electricity, 1_000), .init(.tertiary, .electricity, 3_000)],
      shares: [1, 1, 1, 0]
    ) {
      $0.statement.factors = [
        .init(sector: .tertiary, carrier: .electricity, value: 0.000_1, source: "green contract")
      ]
    }
    // (1,000 × 0.3 + 3,000 × 0.1) ÷ 4,000
    #expect(agree(outcome.emissionFactors[Carrier.electricity.index], 0.000_15))
    #expect(outcome.diagnostics.contains { $0.code == "inventory.mean-factor" })
  }

  @Test(
    "transport and waste are estimated per person only where it is asked for and nothing is stated")
  func estimates() throws {
    var stock = try block()
    #expect(try reconcile(&stock, [], people: 100).activities == ActivityTotals())
    let outcome = try reconcile(&stock, [], people: 100) { $0.estimates = [.transport, .waste] }
    let perPerson = (try reference.get()).roadEnergy(country: "AT").map(\.number.value)
    #expect(agree(outcome.inventory.energy(.transport), 100 * perPerson.compensatedSum()))
    #expect(agree(outcome.inventory.emissions(.source(.waste)), 24))
    let stated = try reconcile(&stock, [.init(.transport, .diesel, 5)], people: 100) {
      $0.estimates = [.transport]
    }
    #expect(stated.inventory.energy(.transport) == 5)
  }
}

@Suite("Cells that are included elsewhere")
struct IncludedElsewhereTests {
  @Test("municipal energy inside tertiary is split by the buildings of both")
  func municipalInTertiary() throws {
    var stock = try stock(
      of: [
        Building(use: "office", year: 1990, levels: 4, polygon: 500),
        Building(use: "office", owner: "municipal", year: 1990, levels: 4, polygon: 500),
      ]
    ).stock
    let outcome = try reconcile(
      &stock,
      [
        .init(.tertiary, .naturalGas, 9_000),
        .init(.municipal, .naturalGas, key: .includedElsewhere),
      ],
      shares: [1, 0.5])
    #expect(agree(outcome.inventory.energy(.tertiary, .naturalGas), 6_000))
    #expect(agree(outcome.inventory.energy(.municipal, .naturalGas), 3_000))
    #expect(!outcome.diagnostics.contains { $0.code == "inventory.included-elsewhere" })
  }

  @Test("street lighting inside municipal electricity is taken out of it")
  func lightingInMunicipal() throws {
    var stock = try stock(
      of: [Building(use: "office", owner: "municipal", year: 1990, levels: 4, polygon: 500)]
    ).stock
    let own = energy(stock, .municipal, .electricity, shares: [1])
    let people = 1000.0
    let lamps = people * (try reference.get()).number("street-lighting.per-person").value
    let outcome = try reconcile(
      &stock,
      [
        .init(.municipal, .electricity, 0.9 * (own + lamps)),
        .init(.publicLighting, .electricity, key: .includedElsewhere),
      ], shares: [1], people: people)
    #expect(agree(try #require(outcome.lighting), 0.9 * lamps))
    #expect(agree(outcome.inventory.energy(nil, .electricity), 0.9 * (own + lamps)))
  }

  @Test("where it is included is asked, where nothing says so")
  func nowhere() throws {
    var stock = try block()
    let outcome = try reconcile(
      &stock,
      [.init(.residential, .naturalGas, key: .includedElsewhere), .init(.agriculture, .diesel, 1)])
    #expect(outcome.diagnostics.map(\.code) == ["inventory.included-elsewhere"])
  }
}
