import PlanModel

/// Demand by carrier, and the way from today to the plan.
extension SheetDocument {
  /// Final energy and emissions by carrier, today and with the plan.
  var carriers: [Document.Block] {
    let lines = area.carriers
    if lines.isEmpty { return [.paragraph("No demand is known here.")] }
    var numbers: [(String, String, [Double], Bool)] = [
      ("Space heat", "kWh/a", lines.map(\.spaceHeat), true),
      ("Hot water", "kWh/a", lines.map(\.hotWater), true),
      ("Cooling", "kWh/a", lines.map(\.cooling), true),
      ("Appliances, lighting, streets", "kWh/a", lines.map(\.electricity), true),
    ]
    if lines.contains(where: { $0.activities != 0 }) {
      numbers.append(
        ("Transport, industry, agriculture", "kWh/a", lines.map(\.activities), true))
    }
    numbers.append(("Final energy today", "kWh/a", lines.map(\.total), true))
    if account.isDecided {
      numbers += [
        ("Change by the plan", "kWh/a", lines.map(\.change), true),
        ("With the plan", "kWh/a", lines.map { $0.total + $0.change }, true),
      ]
    }
    numbers.append(("Emissions today", "t CO2e/a", lines.map(\.emissions), true))
    if account.isDecided {
      numbers.append(
        (
          "Emissions with the plan", "t CO2e/a",
          lines.map { $0.emissions + $0.changeEmissions }, true
        ))
    }
    var table = Document.Table(
      texts: [("Carrier", lines.map(\.carrier.title))], numbers: numbers, summed: "Sum")
    table.columns.append(Document.Table.number("Factor, t/MWh"))
    for row in lines.indices { table.rows[row].append((lines[row].factor * 1000).grouped(3)) }
    table.total?.append("")
    let lighting = area.stock.lightingElectricity[area.stockRow]
    return [
      .table(table),
      .paragraph(
        "Emission factors: \(result.description.inventory.factors.rawValue)."
          + (lighting > 0
            ? " Street lighting is \(ShownUnit.phrase(lighting, "kWh/a")) of the electricity." : "")
          + (lines.contains { $0.activities != 0 }
            ? " The factor shown is that of buildings; transport, industry and agriculture may have their own."
            : "")
          + (area.otherEmissions != 0
            ? " Sources that are no use of energy add \(ShownUnit.phrase(area.otherEmissions, "t CO2e/a")) to the baseline."
            : "")
      ),
    ] + bridge
  }

  /// The lines that lead from final energy and emissions of today to what remains with the plan.
  private var bridge: [Document.Block] {
    guard account.isDecided else { return [] }
    let path = EnergyPath(area)
    let table = Document.Table(
      texts: [
        (
          "From today to the plan",
          [
            "Today", "Energy saved by the plan",
            "Change of the sun's heat: a carrier, but nothing saved",
            path.other == 0
              ? "With the plan, all carriers" : "With the plan, all carriers and other sources",
            "Electricity generated here, credited as avoided elsewhere",
            area.stock.activities.isEmpty
              ? "Carbon taken up by plants"
              : "Carbon taken up, emissions of other sources avoided, and what road fuels emit beyond the carrier's factor",
            "Emissions that remain",
          ]
        )
      ],
      numbers: [
        (
          "Final energy", "kWh/a",
          [path.today, -path.saved, path.sun, path.withPlan, .nan, .nan, .nan], false
        ),
        (
          "Generated", "kWh/a", [.nan, .nan, .nan, .nan, path.generated, .nan, .nan], false
        ),
        (
          "Emissions", "t CO2e/a",
          [
            path.baseline, path.carrierEmissions - path.baseline, 0, path.carrierEmissions,
            -path.credit, -path.uptake, path.remaining,
          ], false
        ),
      ], summed: nil)
    return [
      .table(table),
      .paragraph(
        "Generated electricity does not lower final energy; it is credited at the factor of electricity of today."
      ),
    ]
  }
}

/// How the energy and the emissions of an area come from today to the plan; each step by its own sum.
struct EnergyPath {
  /// Final energy today, kWh/a.
  let today: Double
  /// Final energy saved, as in the totals: the sun's heat is not counted.
  let saved: Double
  /// The sun's heat from new collectors, which is a carrier.
  let sun: Double
  /// Final energy with the plan.
  let withPlan: Double
  /// Electricity generated in the area, kWh/a.
  let generated: Double
  /// Emissions today, t CO2e/a.
  let baseline: Double
  /// Emissions that are no use of energy.
  let other: Double
  /// Emissions of all carriers, and of what is no use of energy, with the plan.
  let carrierEmissions: Double
  /// What generated electricity is credited.
  let credit: Double
  /// What remains.
  let remaining: Double
  /// Carbon taken up, sources avoided and activities' own factors: what the reduction has beyond carriers and generation.
  let uptake: Double

  init(_ area: AreaAccount) {
    let lines = area.carriers
    today = lines.map(\.total).compensatedSum()
    sun = lines.first { $0.carrier == .solarThermal }?.change ?? 0
    saved = area.sum(.energySaved)
    withPlan = lines.map { $0.total + $0.change }.compensatedSum()
    let actions = area.account.result.options.actions
    generated = area.lines.filter { actions[$0.action].effect.generatesElectricity }
      .map { $0[.renewableEnergy] }.compensatedSum()
    baseline = area.baseline
    other = area.otherEmissions
    carrierEmissions =
      (lines.map { $0.emissions + $0.changeEmissions } + [other]).compensatedSum()
    credit = generated * area.account.result.emissionFactors[Carrier.electricity.index]
    remaining = area.baseline - area.sum(.co2)
    let rest = carrierEmissions - credit - remaining
    uptake = abs(rest) <= 1e-9 * max(1, abs(baseline)) ? 0 : rest
  }
}

extension ActionEffect {
  /// Whether the action makes electricity.
  fileprivate var generatesElectricity: Bool {
    switch self {
    case .photovoltaic, .wind: true
    default: false
    }
  }
}
