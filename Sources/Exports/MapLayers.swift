import PlanModel

/// The layers of a result as tables with geometry, in the plan's CRS.
///
/// Field names are words with their unit behind them (`area_m2`, `investment_EUR`); a slot's fields begin with its name.
struct MapLayers {
  let account: PlanAccount
  private var result: PlanResult { account.result }

  init(_ account: PlanAccount) { self.account = account }

  /// The names of the layers, in the order they are written.
  static func names(of result: PlanResult) -> [String] {
    ["districts", "units", "eligibility", "interests", "buildings", "benefits"]
      + (result.hasVoices ? ["acceptability"] : []) + (result.hasConflicts ? ["conflicts"] : [])
  }

  /// The layers, in the order of their names.
  var all: [Layer] {
    let society =
      (result.hasVoices ? [acceptability] : []) + (result.hasConflicts ? [conflicts] : [])
    return ([districts, units, eligibility, interests, buildings, benefits] + society).map {
      layer in
      var layer = layer
      let names = Self.uniqueNames(layer.fields.map(\.role))
      layer.fields = zip(names, layer.fields).map { ($0, $1.column) }
      return layer
    }
  }

  /// Field names without repetition, whatever the case of letters counts for; `id`, `fid` and `geom` are taken.
  static func uniqueNames(_ roles: [String]) -> [String] {
    var taken: Set<String> = ["id", "fid", "geom"]
    return roles.map { role in
      var name = role
      var number = 2
      while !taken.insert(name.lowercased()).inserted {
        name = "\(role)_\(number)"
        number += 1
      }
      return name
    }
  }

  private typealias Fields = [(role: String, column: Column)]

  private func numbers(_ values: [Double]) -> Column { .number(NumberColumn(values: values)) }

  func finite(_ values: [Double?]) -> Column {
    var present = ValidityMask(count: 0, present: false)
    for value in values { present.append(value?.isFinite ?? false) }
    return .number(
      NumberColumn(values: values.map { $0.map { $0.isFinite ? $0 : 0 } ?? 0 }, present: present))
  }

  /// Numbers that only a plan has; missing where there is no plan.
  private func decided(_ values: [Double]) -> Column {
    account.isDecided ? numbers(values) : finite(values.map { _ in nil })
  }

  private func indicators(_ table: IndicatorTable, rows: Int) -> Fields {
    zip(table.indicators, table.values).map { indicator, column in
      var present = ValidityMask(count: 0, present: false)
      for row in 0..<rows { present.append(column.present[row]) }
      return (
        Self.columnName(of: indicator),
        .number(NumberColumn(values: Array(column.values.prefix(rows)), present: present))
      )
    }
  }

  /// The column of an indicator.
  static func columnName(of indicator: Indicator) -> String {
    "i_" + indicator.id.map { $0 == "-" || $0 == "." ? "_" : String($0) }.joined()
  }

  /// The column of an amount.
  static func columnName(of amount: Amount) -> String {
    "\(amount.rawValue)_\(CSVUnit.word(amount.unit))"
  }

  /// The districts with their stock, baseline, and sums of the plan.
  var districts: Layer {
    let layer = result.districts
    let rows = layer.count
    let stock = result.districtStock
    func measure(_ measure: StockMeasure) -> Column {
      numbers((0..<rows).map { stock.total(measure, in: $0) })
    }
    var fields: Fields = [
      ("name", .text(TextColumn((0..<rows).map { account.name(of: $0) }))),
      ("population", numbers(Array(stock.population.prefix(rows)))),
      ("area_m2", numbers(result.ledger.districtArea)),
      ("units", numbers(account.units.map { Double($0.count) })),
      ("buildings", measure(.buildings)),
      ("floor_area_m2", measure(.floorArea)),
      ("space_heat_kWh_per_a", measure(.spaceHeat)),
      ("hot_water_kWh_per_a", measure(.hotWater)),
      ("appliance_electricity_kWh_per_a", measure(.applianceElectricity)),
      ("cooling_electricity_kWh_per_a", measure(.coolingElectricity)),
      ("suitable_roof_m2", measure(.suitableRoof)),
      ("baseline_emissions_t_CO2e_per_a", numbers(Array(result.baselineEmissions.prefix(rows)))),
    ]
    for amount in Amount.allCases {
      fields.append(
        (Self.columnName(of: amount), decided((0..<rows).map { account.sum(amount, in: $0) })))
    }
    if let interests = result.interests {
      fields.append(("contested_area_m2", numbers(Array(interests.conflictArea.prefix(rows)))))
    }
    fields += progress(rows)
    fields += indicators(result.districtIndicators, rows: rows)
    return Layer(
      name: "districts", crs: layer.crs, ids: layer.ids, geometry: layer.geometry, fields: fields)
  }

  /// The planning units: the main action; for each slot the chosen option, its actions, the runner-up and the margin; then the effects.
  var units: Layer {
    let units = result.units
    let table = result.options
    let titles = table.packages.map { $0.map { table.actions[$0].name }.joined(separator: " + ") }
    let actions = table.packages.map { $0.map { table.actions[$0].id }.joined(separator: "+") }
    var fields: Fields = [
      (
        "district",
        .text(TextColumn(codes: units.district.map(Int32.init), categories: result.districts.ids))
      ),
      ("area_m2", numbers(units.area)),
      (
        "main_action",
        .text(TextColumn(codes: account.main.action, categories: table.actions.map(\.name)))
      ),
    ]
    for (slot, name) in table.slots.enumerated() {
      var chosen = Array(repeating: Int32(-1), count: units.count)
      var runnerUp = chosen
      var margin = Array(repeating: Double?.none, count: units.count)
      for option in result.plan.chosen where table.slot(of: option) == slot {
        chosen[Int(table.unit[option])] = table.package[option]
      }
      for reason in result.plan.reasons where Int(reason.slot) == slot {
        let unit = Int(reason.unit)
        runnerUp[unit] =
          reason.runnerUp < 0 ? Int32(titles.count) : table.package[Int(reason.runnerUp)]
        margin[unit] = reason.margin
      }
      fields += [
        (name, .text(TextColumn(codes: chosen, categories: titles))),
        ("\(name)_actions", .text(TextColumn(codes: chosen, categories: actions))),
        ("\(name)_runner_up", .text(TextColumn(codes: runnerUp, categories: titles + ["nothing"]))),
        ("\(name)_margin_\(CSVUnit.word(account.objectiveUnit))", finite(margin)),
      ]
      if !table.phases.isEmpty { fields += phases(ofSlot: slot, named: name) }
      if let society = result.society, let balance = society.balance {
        var first = Array(repeating: Double?.none, count: units.count)
        for option in result.plan.chosen where table.slot(of: option) == slot {
          let unit = Int(table.unit[option])
          if society.isBalanceShown[unit] { first[unit] = balance.first[option] }
        }
        fields.append(("\(name)_first_in_balances", finite(first)))
      }
      if let draws = result.draws {
        var same = Array(repeating: Double?.none, count: units.count)
        for (option, times) in zip(result.plan.chosen, draws.same)
        where table.slot(of: option) == slot {
          same[Int(table.unit[option])] = Double(times)
        }
        fields.append(("\(name)_in_worlds_of_\(draws.count)", finite(same)))
      }
    }
    for amount in Amount.allCases {
      let values = account.chosen.map { options in
        options.reduce(0) { $0 + table.amounts[amount.index][$1] }
      }
      fields.append((Self.columnName(of: amount), decided(values)))
    }
    if let progress = result.progress { fields.append(("progress", states(progress))) }
    fields += indicators(result.unitIndicators, rows: units.count)
    return Layer(
      name: "units", crs: result.districts.crs, ids: units.ids, geometry: units.geometry,
      fields: fields)
  }

  /// The phases in which the chosen option and the runner-up of a slot begin.
  private func phases(ofSlot slot: Int, named name: String) -> Fields {
    let table = result.options
    let names = table.phases.map(\.name)
    var chosen = Array(repeating: Int32(-1), count: result.units.count)
    var runnerUp = chosen
    for option in result.plan.chosen where table.slot(of: option) == slot {
      chosen[Int(table.unit[option])] = table.optionPhase[option]
    }
    for reason in result.plan.reasons where Int(reason.slot) == slot && reason.runnerUp >= 0 {
      runnerUp[Int(reason.unit)] = table.optionPhase[Int(reason.runnerUp)]
    }
    return [
      ("\(name)_phase", .text(TextColumn(codes: chosen, categories: names))),
      ("\(name)_runner_up_phase", .text(TextColumn(codes: runnerUp, categories: names))),
    ]
  }

  /// The eligible land of each land action in each unit that has some.
  var eligibility: Layer {
    let units = result.units
    let actions = result.eligibility.map(\.action)
    let names = actions.map { id in result.options.actions.first { $0.id == id }?.name ?? id }
    var action: [Int32] = []
    var unit: [Int32] = []
    var area: [Double] = []
    var bytes: [UInt8] = []
    var offsets = [0]
    for (position, eligibility) in result.eligibility.enumerated() {
      let geometry = eligibility.geometry
      for row in 0..<units.count where !geometry.isMissing(row) {
        action.append(Int32(position))
        unit.append(Int32(row))
        area.append(eligibility.eligible[row])
        bytes.append(contentsOf: geometry.bytes[geometry.offsets[row]..<geometry.offsets[row + 1]])
        offsets.append(bytes.count)
      }
    }
    return Layer(
      name: "eligibility", crs: result.districts.crs,
      ids: zip(action, unit).map { "\(actions[Int($0)])/\(units.ids[Int($1)])" },
      geometry: GeometryColumn(bytes: bytes, offsets: offsets),
      fields: [
        ("action", .text(TextColumn(codes: action, categories: actions))),
        ("action_name", .text(TextColumn(codes: action, categories: names))),
        ("unit", .text(TextColumn(codes: unit, categories: units.ids))),
        (
          "district",
          .text(
            TextColumn(
              codes: unit.map { Int32(units.district[Int($0)]) }, categories: result.districts.ids))
        ),
        ("area_m2", numbers(area)),
      ])
  }

  /// The interests as they were read, with the area that lies in the districts.
  var interests: Layer {
    guard let interests = result.interests else {
      return Layer(
        name: "interests", crs: result.districts.crs, ids: [], geometry: GeometryColumn(rows: []))
    }
    var layer = interests.layer
    layer.name = "interests"
    layer.fields.append(
      ("area_in_districts_m2", numbers(interests.districtArea.map { $0.compensatedSum() })))
    return layer
  }

  /// The buildings with what is known of them and where it comes from.
  var buildings: Layer {
    guard let buildings = result.buildings else {
      return Layer(
        name: "buildings", crs: result.districts.crs, ids: [], geometry: GeometryColumn(rows: []))
    }
    let stock = result.stock
    func marks(_ provenance: [Provenance]) -> Column {
      .text(
        TextColumn(
          codes: provenance.map { Int32($0.rawValue) },
          categories: Provenance.allCases.map { "\($0)" }))
    }
    return Layer(
      name: "buildings", crs: buildings.crs, ids: buildings.ids, geometry: buildings.geometry,
      fields: [
        (
          "district",
          .text(
            TextColumn(codes: result.buildingDistrict, categories: result.districts.ids))
        ),
        (
          "use",
          .text(
            TextColumn(
              codes: stock.use.map { Int32($0.rawValue) },
              categories: BuildingUse.allCases.map(\.word)))
        ),
        ("use_from", marks(stock.useProvenance)),
        (
          "sector",
          .text(
            TextColumn(
              codes: stock.sector.map { Int32($0.rawValue) },
              categories: StockSector.allCases.map(\.word)))
        ),
        (
          "age",
          .text(
            TextColumn(
              codes: stock.ageBand.map { $0 < Self.ageBands.count ? Int32($0) : -1 },
              categories: Self.ageBands))
        ),
        ("age_from", marks(stock.ageProvenance)),
        ("levels", numbers(stock.levels)), ("levels_from", marks(stock.levelsProvenance)),
        ("floor_area_m2", numbers(stock.floorArea)),
        ("floor_area_from", marks(stock.floorAreaProvenance)),
        ("heated_area_m2", numbers(stock.heatedArea)),
        (
          "heat_kWh_per_a", numbers(zip(stock.spaceHeat, stock.hotWater).map { $0 + $1 })
        ),
        ("heat_from", marks(stock.spaceHeatProvenance)),
        ("electricity_kWh_per_a", numbers(stock.applianceElectricity)),
        ("cooling_kWh_per_a", numbers(stock.coolingElectricity)),
        ("emissions_t_CO2e_per_a", numbers(stock.emissions)),
        ("suitable_roof_m2", numbers(stock.suitableRoof)),
      ])
  }

  /// The age bands of the stock, in the order of its codes.
  static let ageBands = [
    "before 1945", "1945–1969", "1970–1979", "1980–1989", "1990–1999", "2000–2010", "since 2011",
  ]
}
