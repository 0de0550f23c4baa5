import Frameworks
import PlanModel

/// Investment of an option per tonne it avoids each year, EUR per t CO2e/a; nil where it avoids none.
func investmentPerYearlyTonne(investment: Double, co2: Double) -> Double? {
  co2 > 0 ? investment / co2 : nil
}

/// Levelised net cost: annualised cost (with energy saved) over yearly reduction, EUR/t CO2e; nil where it avoids none.
///
/// With the reduction alike in every year this is the present value of the costs over the lifetime divided by the
/// tonnes discounted at the same rate.
func levelisedCost(annual: Double, co2: Double) -> Double? { co2 > 0 ? annual / co2 : nil }

/// `actions.csv`: one row for each chosen option, by unit.
func actionsCSV(of account: PlanAccount) -> CSVTable {
  let result = account.result
  let options = result.options
  let words = ImplementationWords(account)
  var table = CSVTable(
    header: [
      "district", "district_name", "unit", "slot", "option", "title", "actions", "sectors",
      "policy_areas", "instruments", "fields_of_action", "levers", "lead_actors", "other_actors",
      "size", "size_base", "power_kW",
    ] + Amount.allCases.map { "\($0.rawValue)_\(CSVUnit.word($0.unit))" }
      + ["investment_EUR_per_yearly_t", "levelised_cost_EUR_per_t"]
      + Carrier.allCases.map { "\($0.rawValue)_change_kWh_per_a" }
      + ["runner_up", "margin_\(CSVUnit.word(account.objectiveUnit))", "locked_by"]
      + ["net_present_value_EUR"] + (Payers.words + ["nobody_named"]).map { "paid_by_\($0)_EUR" }
      + [
        "secap_area_codes", "secap_instrument_codes", "financing", "funds", "conditions",
        "requires", "co_benefits", "hazards_eased", "relieves_energy_poverty",
      ] + (options.phases.isEmpty ? [] : ["phase", "cumulated_reduction_t_CO2e"]),
    notice: result.description.notice)
  for option in account.chosen.joined() {
    let unit = Int(options.unit[option])
    let district = result.units.district[unit]
    let package = options.packages[Int(options.package[option])]
    let actions = package.map { options.actions[$0] }
    let lines = package.compactMap { account.implementation.line(of: $0, in: district) }
    let slot = options.slot(of: option)
    let reason = account.reasons[unit].first { Int($0.slot) == slot }
    func joined(_ words: [String]) -> CSVTable.Cell { .text(words.unique.joined(separator: "; ")) }
    table.add(
      [
        .text(result.districts.ids[district]), .text(account.name(of: district)),
        .text(result.units.ids[unit]), .text(options.slots[slot]), .integer(option),
        .text(options.title(of: option)), joined(actions.map(\.id)),
        joined(actions.map(\.codes.sector)), joined(actions.map(\.codes.policyArea)),
        joined(actions.map(\.codes.instrument)), joined(actions.map(\.codes.field)),
        joined(actions.map(\.codes.lever)), joined(lines.map { words.lead($0) }),
        joined(lines.flatMap { words.others($0) }), .number(options.size[option]),
        .text(actions.first?.size.base.rawValue ?? ""), .number(options.power[option]),
      ] + options.amounts.map { .number($0[option]) }
        + [
          .number(
            investmentPerYearlyTonne(
              investment: options.amount(.investment, of: option),
              co2: options.amount(.co2, of: option))),
          .number(
            levelisedCost(
              annual: options.amount(.annualCost, of: option),
              co2: options.amount(.co2, of: option))),
        ] + options.carriers.map { .number($0[option]) }
        + [
          .text(reason.map { account.title(of: $0.runnerUp) } ?? ""), .number(reason?.margin),
          .text(account.lock(of: option)?.name ?? ""),
          .number(options.netPresentValue(of: option)),
        ] + options.payments(of: option).map { .number($0) }
        + [
          joined(
            actions.compactMap {
              SECAPCodes.area(sector: $0.codes.sector, policyArea: $0.codes.policyArea)
            }),
          joined(
            actions.compactMap {
              SECAPCodes.instrument(sector: $0.codes.sector, instrument: $0.codes.instrument)
            }),
          joined(actions.flatMap(\.financing)), joined(actions.flatMap(\.funds)),
          joined(actions.flatMap(\.conditions)), joined(actions.flatMap(\.requires)),
          joined(actions.flatMap(\.coBenefits).map { "\($0.group): \($0.text)" }),
          joined(actions.flatMap(\.hazards)),
          .text(actions.contains(where: \.relievesEnergyPoverty) ? "yes" : "no"),
        ]
        + (options.phaseName(of: option).map { phase in
          [
            .text(phase),
            .number(
              options.cumulatedReduction(of: option, until: result.description.targetYear)),
          ]
        } ?? []))
  }
  return table
}

/// `ledger.csv`: the area ledger; the rows of a district add up to its area.
///
/// Two rows may stand outside the districts: what overlapping districts count twice, as a negative area that makes
/// all rows add up to the union, and last, in the state `outside`, land use beyond all districts, which no sum contains.
func ledgerCSV(of account: PlanAccount) -> CSVTable {
  let result = account.result
  var table = CSVTable(
    header: [
      "district", "district_name", "state", "land_use", "constraints", "eligible_for", "area_m2",
    ], notice: result.description.notice)
  for row in result.ledger.rows {
    table.add([
      .text(row.district < 0 ? "" : result.districts.ids[row.district]),
      .text(row.district < 0 ? "counted in two districts" : account.name(of: row.district)),
      .text(row.state.rawValue), .text(row.landUse?.word ?? ""),
      .text(row.constraints.joined(separator: "; ")),
      .text(row.eligible.joined(separator: "; ")), .number(row.area),
    ])
  }
  table.add([
    .text(""), .text("outside all districts"), .text("outside"), .text(""), .text(""), .text(""),
    .number(result.ledger.landUseOutside),
  ])
  return table
}

/// `exclusions.csv`: why land is or is not eligible, by district and land action.
///
/// `counted_m2` of a district and action adds up to the district's area; `alone_m2` is what one reason excludes by
/// itself, `jointly_m2` what it excludes together with others.
func exclusionsCSV(of account: PlanAccount) -> CSVTable {
  let result = account.result
  // The law behind a constraint, where the plan states any.
  let laws = Dictionary(
    result.description.layers.constraints.map { ($0.source.name, $0.legalBasis) },
    uniquingKeysWith: { first, _ in first })
  let tellsLaw = laws.values.contains { !$0.isEmpty }
  var table = CSVTable(
    header: [
      "district", "district_name", "action", "state", "reason", "alone_m2", "jointly_m2",
      "counted_m2",
    ] + (tellsLaw ? ["legal_basis"] : []), notice: result.description.notice)
  for row in result.exclusions {
    let (state, reason) =
      switch row.reason {
      case .eligible: ("eligible", "")
      case .landUse: ("excluded", "land use")
      case .constraint(let name): ("excluded", name)
      case .unknown: ("unknown", "land use not known")
      }
    table.add(
      [
        .text(result.districts.ids[row.district]), .text(account.name(of: row.district)),
        .text(row.action), .text(state), .text(reason), .number(row.alone),
        .number(row.jointly), .number(row.counted),
      ] + (tellsLaw ? [.text(laws[reason] ?? "")] : []))
  }
  return table
}

/// `diagnostics.csv`: what was found, in the order it was found.
func diagnosticsCSV(of result: PlanResult) -> CSVTable {
  var table = CSVTable(
    header: [
      "severity", "code", "message", "remedy", "file", "line", "layer", "feature", "field", "count",
    ], notice: result.description.notice)
  for finding in result.diagnostics {
    table.add([
      .text(finding.severity.rawValue), .text(finding.code), .text(finding.message),
      .text(finding.remedy), .text(finding.place.file ?? ""),
      .number(finding.place.line.map(Double.init)), .text(finding.place.layer ?? ""),
      .text(finding.place.feature ?? ""), .text(finding.place.field ?? ""),
      .integer(finding.count),
    ])
  }
  return table
}

/// Units as parts of column names: letters, digits and `_` only.
enum CSVUnit {
  static func word(_ unit: String) -> String {
    unit.split(separator: "/").map { part in
      String(part.map { $0 == "²" ? "2" : $0.isLetter || $0.isNumber ? $0 : "_" })
    }.joined(separator: "_per_")
  }
}

extension Array where Element: Hashable {
  /// The elements without repetition, in the order they first stand in.
  var unique: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
